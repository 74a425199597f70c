//! The types of questions, and what an XForm has for each.

/// What a type means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kind {
    /// The element that asks it; none where nobody is asked.
    pub tag: &'static str,
    /// What an upload takes.
    pub media: &'static str,
    /// What its bind says.
    pub bind: &'static [(&'static str, &'static str)],
    /// A hint that comes with it.
    pub hint: &'static str,
}

impl Kind {
    /// Whether it needs a list to choose from.
    pub fn chooses(&self) -> bool {
        ["select", "select1", "odk:rank"].contains(&self.tag)
    }
}

macro_rules! bind {
    ($kind:literal) => {
        &[("type", $kind)]
    };
    (date $what:literal) => {
        &[("jr:preload", "date"), ("type", "date"), ("jr:preloadParams", $what)]
    };
    (time $what:literal) => {
        &[("jr:preload", "timestamp"), ("type", "dateTime"), ("jr:preloadParams", $what)]
    };
    (property $what:literal) => {
        &[("jr:preload", "property"), ("type", "string"), ("jr:preloadParams", $what)]
    };
    (int $constraint:literal) => {
        &[("type", "int"), ("constraint", $constraint)]
    };
}

/// What a type means; `None` where nobody knows it.
pub(super) fn kind(name: &str) -> Option<Kind> {
    asked(name).or_else(|| special(name)).or_else(|| {
        let bind: &[(&str, &str)] = match name {
            "calculate" | "add calculate prompt" | "q calculate" | "hidden" => bind!("string"),
            "audit" => bind!("binary"),
            "xml-external" | "csv-external" => &[],
            "start" | "start time" | "get start time" => bind!(time "start"),
            "end" | "end time" | "get end time" => bind!(time "end"),
            "today" | "get today" => bind!(date "today"),
            "deviceid" | "device id" | "get device id" | "imei" => bind!(property "deviceid"),
            "phonenumber" | "get phone number" => bind!(property "phonenumber"),
            "simserial" | "sim id" | "get sim id" => bind!(property "simserial"),
            "subscriberid" | "subscriber id" | "get subscriber id" => bind!(property "subscriberid"),
            "username" => bind!(property "username"),
            "email" => bind!(property "email"),
            "uri:deviceid" => bind!(property "uri:deviceid"),
            "uri:email" => bind!(property "uri:email"),
            "uri:phonenumber" => bind!(property "uri:phonenumber"),
            "uri:simserial" => bind!(property "uri:simserial"),
            "uri:subscriberid" => bind!(property "uri:subscriberid"),
            "uri:username" => bind!(property "uri:username"),
            _ => return None,
        };
        Some(Kind { bind, ..Kind::default() })
    })
}

/// Those that a person answers in one of the usual ways.
fn asked(name: &str) -> Option<Kind> {
    let (tag, media, bind): (_, _, &[(&str, &str)]) = match name {
        "text" | "string" | "q string" | "add text prompt" | "select one external" => {
            ("input", "", bind!("string"))
        }
        "integer" | "int" | "q int" | "add integer prompt" => ("input", "", bind!("int")),
        "decimal" | "q decimal" | "add decimal prompt" => ("input", "", bind!("decimal")),
        "date" | "q date" | "add date prompt" => ("input", "", bind!("date")),
        "time" => ("input", "", bind!("time")),
        "dateTime"
        | "datetime"
        | "date time"
        | "q date time"
        | "q dateTime"
        | "add date time prompt"
        | "add dateTime prompt" => ("input", "", bind!("dateTime")),
        "geopoint" | "gps" | "location" | "q geopoint" | "q location" | "add location prompt" => {
            ("input", "", bind!("geopoint"))
        }
        "geoshape" | "q geoshape" => ("input", "", bind!("geoshape")),
        "geotrace" | "q geotrace" => ("input", "", bind!("geotrace")),
        "barcode" | "q barcode" | "add barcode prompt" => ("input", "", bind!("barcode")),
        "note" | "q note" | "add note prompt" => ("input", "", &[("readonly", "true()"), ("type", "string")]),
        "acknowledge" | "q acknowledge" | "add acknowledge prompt" => ("trigger", "", bind!("string")),
        "trigger" => ("trigger", "", &[]),
        "select one" | "select one using" | "q select1" | "add select one prompt using" => {
            ("select1", "", bind!("string"))
        }
        "select all that apply"
        | "select all that apply from"
        | "select multiple from"
        | "select multiple using"
        | "q select"
        | "add select multiple prompt using" => ("select", "", bind!("string")),
        "rank" => ("odk:rank", "", bind!("odk:rank")),
        "range" => ("range", "", bind!("int")),
        "photo" | "image" | "q picture" | "q image" | "add image prompt" => {
            ("upload", "image/*", bind!("binary"))
        }
        "audio" | "q audio" | "add audio prompt" => ("upload", "audio/*", bind!("binary")),
        "video" | "q video" | "add video prompt" => ("upload", "video/*", bind!("binary")),
        "file" | "add file prompt" => ("upload", "application/*", bind!("binary")),
        "osm" => ("upload", "osm/*", bind!("binary")),
        _ => return None,
    };
    Some(Kind { tag, media, bind, hint: "" })
}

/// Those with something of their own, and those that only an event answers.
fn special(name: &str) -> Option<Kind> {
    let (tag, bind, hint): (_, &[(&str, &str)], _) = match name {
        "percentage" => ("input", bind!(int "0 <= . and . <= 100"), ""),
        "number of days in last month" => ("input", bind!(int "0 <= . and . <= 31"), "Enter a number 0-31."),
        "number of days in last six months" => {
            ("input", bind!(int "0 <= . and . <= 183"), "Enter a number 0-183.")
        }
        "number of days in last year" => ("input", bind!(int "0 <= . and . <= 365"), "Enter a number 0-365."),
        "phone number" => {
            ("input", &[("type", "string"), ("constraint", r"regex(., '^\d*$')")], "Enter numbers only.")
        }
        "start-geopoint" => ("action", bind!("geopoint"), ""),
        "background-audio" => ("action", bind!("binary"), ""),
        "background-geopoint" => ("trigger", bind!("geopoint"), ""),
        _ => return None,
    };
    Some(Kind { tag, media: "", bind, hint })
}
