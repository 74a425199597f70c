//! XForms that grow, nest or go over everything.

use crate::bounds::{kept, refused, run};

/// An XForm of these parts of its model and of its body.
pub fn xform(data: &str, model: &str, body: &str) -> String {
    format!(
        r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>F</h:title><model><instance><data id="f">{data}</data></instance>{model}</model></h:head><h:body>{body}</h:body></h:html>"#
    )
}

#[test]
fn what_cannot_be_a_form_is_refused_with_its_line_and_column() {
    let attributes: String = (0..300).map(|n| format!(" a{n}=''")).collect();
    let prefixes: String = (0..300).map(|n| format!(" xmlns:a{n}=''")).collect();
    let each: String = (0..600).map(|n| format!("<a xmlns:p{n}=''>")).collect();
    for (what, text, code) in [
        (
            "entities that grow",
            "<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;&b;'>]><a>&c;</a>".to_owned(),
            "xml.entity",
        ),
        (
            "250 elements in each other",
            format!("{}{}", "<a>".repeat(250), "</a>".repeat(250)),
            "xform.too_deep",
        ),
        (
            "200,000 questions",
            xform(&(0..200_000).map(|n| format!("<q{n}/>")).collect::<String>(), "", ""),
            "xform.too_large",
        ),
        ("a million elements", xform(&"<a/>".repeat(1_000_000), "", ""), "xml.too_many_nodes"),
        ("300 attributes", xform(&format!("<a{attributes}/>"), "", ""), "xml.too_many_attributes"),
        ("300 prefixes", xform(&format!("<a{prefixes}/>"), "", ""), "xml.too_many_attributes"),
        ("prefixes in each other", each, "xml.too_many_prefixes"),
    ] {
        refused(what, text.as_bytes(), ".xml", code);
    }
}

#[test]
fn a_long_text_is_read() {
    let text = xform(&format!("<a>{}</a>", "&lt;".repeat(1_000_000)), "", "");
    let said = run(&["form", "check", "--json"], kept(text.as_bytes(), ".xml").path());
    assert_eq!((said.status, &said.json["accepted"]), (Some(0), &true.into()), "{}", said.complaint);
}

#[test]
fn expressions_that_read_everything_are_told() {
    let questions: String = (0..1_100).map(|n| format!("<q{n}/>")).collect();
    let binds: String = (0..1_100)
        .map(|n| format!(r#"<bind nodeset="/data/q{n}" relevant="count(//*) &gt; {n}"/>"#))
        .collect();
    let file = kept(xform(&questions, &binds, "").as_bytes(), ".xml");
    let said = run(&["form", "check", "--json"], file.path());
    assert_eq!(said.status, Some(0), "{}", said.complaint);
    assert!(said.codes().contains(&"expression.reads_too_much"), "{:?}", said.codes());
}
