//! What pyxform 4.5.0 accepts.

use super::table::{CHOICES, form};

#[test]
fn every_type_of_question_is_accepted() {
    for kind in [
        "text",
        "string",
        "integer",
        "int",
        "decimal",
        "date",
        "time",
        "dateTime",
        "datetime",
        "geopoint",
        "gps",
        "location",
        "geotrace",
        "geoshape",
        "image",
        "photo",
        "audio",
        "video",
        "file",
        "barcode",
        "note",
        "acknowledge",
        "trigger",
        "hidden",
        "start",
        "end",
        "today",
        "deviceid",
        "imei",
        "phonenumber",
        "simserial",
        "subscriberid",
        "username",
        "email",
        "percentage",
        "range",
        "osm",
        "start-geopoint",
        "background-audio",
        "csv-external",
        "xml-external",
        "uri:deviceid",
        "phone number",
        "get today",
        "add image prompt",
        "q picture",
        "number of days in last month",
        "select_one l",
        "select_multiple l",
        "rank l",
        "select one from l",
        "select1 l",
        "select all that apply l",
        "select_one l or_other",
        "select_multiple l or specify other",
        "select_one ${before}",
        "rank ${before}",
        "select_one_from_file a.csv",
        "select_one_from_file a.xml",
        "select_multiple_from_file a.geojson",
        "select one from file a.csv",
        "select_one a.csv",
        "group",
    ] {
        form(&[("survey", &format!("type|name|label\ntext|before|B\n{kind}|q|Q")), CHOICES]);
    }
}

#[test]
fn columns_and_types_have_other_names() {
    form(&[("survey", "command|tag|caption|relevance|Read Only|count\ntext|q|Q|1 = 1|yes|")]);
    form(&[("survey", "Type|NAME|Label\ntext|q|Q\nbegin_repeat|r|R\ninteger|n|N\nend repeat")]);
    form(&[
        ("survey", "type|name|label:English\nselect one from l|q|Q"),
        ("choices", "list name|value|caption\nl|a|A"),
    ]);
    form(
        &[("any name", "type|name|label\nlooped group|x|X")]
            .map(|(name, _)| (name, "type|name|label\ntext|q|Q")),
    );
}

#[test]
fn what_no_engine_enforces_is_accepted_as_the_converter_does() {
    form(&[("survey", "type|name|label|required\ntext|q|Q|maybe")]);
    form(&[("survey", "type|name|label|relevant\ntext|q|Q|not an expression (")]);
    form(&[("survey", "type|name|label|constraint\ntext|q|Q|${q} = ${q}")]);
}

#[test]
fn names_may_stand_twice_where_nobody_asks_for_them() {
    form(&[("survey", "type|name|label\nbegin group|g|G\ntext|q|Q\nend group\ntext|q|Q")]);
    let choices = ("choices", "list_name|name|label\nl|a|A\nl|a|B");
    let allowed = ("settings", "allow_choice_duplicates\nyes");
    form(&[("survey", "type|name|label\nselect_one l|q|Q"), choices, allowed]);
}
