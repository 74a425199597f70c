//! What a service says of itself: its sets as JSON, and all their columns as CSDL.

use std::fmt::Write as _;

use serde_json::json;

use super::super::frame::Holds;
use super::query::Detail;
use super::set::{Link, Set};

const BEGINNING: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
    <edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">\
    <edmx:Reference Uri=\"https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.Core.V1.xml\">\
    <edmx:Include Namespace=\"Org.OData.Core.V1\" Alias=\"Core\"/></edmx:Reference>\
    <edmx:Reference Uri=\"https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.Capabilities.V1.xml\">\
    <edmx:Include Namespace=\"Org.OData.Capabilities.V1\" Alias=\"Capabilities\"/></edmx:Reference>\
    <edmx:DataServices>\
    <Schema Namespace=\"Parindex\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">";
const END: &str = "</Schema></edmx:DataServices></edmx:Edmx>";

/// The list of the sets, below this address.
pub fn service<'a>(base: &str, names: impl Iterator<Item = &'a str>, detail: Detail) -> String {
    let sets: Vec<_> = names.map(|name| json!({ "name": name, "kind": "EntitySet", "url": name })).collect();
    match detail {
        Detail::None => json!({ "value": sets }),
        _ => json!({ "@odata.context": format!("{base}/$metadata"), "value": sets }),
    }
    .to_string()
}

/// The columns of the sets, with their types, keys, labels and where their rows lead.
pub fn metadata(sets: &[Set]) -> String {
    let mut out = BEGINNING.to_owned();
    for set in sets {
        entity(set, &mut out);
    }
    out.push_str("<EntityContainer Name=\"Feed\">");
    for set in sets {
        // Text never fails to take text.
        let _ = write!(out, "<EntitySet Name=\"{0}\" EntityType=\"Parindex.{0}\">", set.name);
        for link in &set.links {
            let _ =
                write!(out, "<NavigationPropertyBinding Path=\"{}\" Target=\"{}\"/>", link.name, link.set);
        }
        out.push_str(
            "<Annotation Term=\"Capabilities.ExpandRestrictions\"><Record>\
             <PropertyValue Property=\"Expandable\" Bool=\"false\"/></Record></Annotation></EntitySet>",
        );
    }
    out.push_str(
        "<Annotation Term=\"Capabilities.FilterFunctions\"><Collection><String>contains</String>\
         <String>startswith</String><String>endswith</String></Collection></Annotation>\
         <Annotation Term=\"Capabilities.BatchSupported\" Bool=\"false\"/></EntityContainer>",
    );
    out.push_str(END);
    out
}

fn entity(set: &Set, out: &mut String) {
    let _ = write!(out, "<EntityType Name=\"{}\"><Key>", set.name);
    for property in set.key() {
        let _ = write!(out, "<PropertyRef Name=\"{}\"/>", property.name);
    }
    out.push_str("</Key>");
    for property in &set.properties {
        let kind = match property.holds {
            Holds::Text => "Edm.String\"",
            Holds::Whole => "Edm.Int64\"",
            Holds::Decimal => "Edm.Decimal\" Scale=\"variable\"",
            Holds::Day => "Edm.Date\"",
            Holds::Moment => "Edm.DateTimeOffset\" Precision=\"3\"",
        };
        let _ = write!(out, "<Property Name=\"{}\" Type=\"{kind}", property.name);
        if property.is_key {
            out.push_str(" Nullable=\"false\"");
        }
        out.push_str("><Annotation Term=\"Core.Description\" String=\"");
        escaped(&property.label, out);
        out.push_str("\"/></Property>");
    }
    for link in &set.links {
        navigation(set, link, out);
    }
    out.push_str("</EntityType>");
}

fn navigation(set: &Set, link: &Link, out: &mut String) {
    let _ = match link.many {
        true => write!(
            out,
            "<NavigationProperty Name=\"{}\" Type=\"Collection(Parindex.{})\"/>",
            link.name, link.set
        ),
        false => write!(
            out,
            "<NavigationProperty Name=\"{}\" Type=\"Parindex.{}\" Nullable=\"false\">",
            link.name, link.set
        ),
    };
    if let (false, Some(key)) = (link.many, set.key().next()) {
        let _ = write!(
            out,
            "<ReferentialConstraint Property=\"{0}\" ReferencedProperty=\"{0}\"/></NavigationProperty>",
            key.name
        );
    }
}

/// A text as an attribute of XML has it.
fn escaped(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            letter if letter.is_control() || ['\u{fffe}', '\u{ffff}'].contains(&letter) => out.push(' '),
            letter => out.push(letter),
        }
    }
}
