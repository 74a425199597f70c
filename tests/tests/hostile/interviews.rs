//! Forms whose interviews would never begin or never end.

use std::path::Path;

use crate::bounds::{Said, kept, run};
use crate::xforms::xform;

/// An interview of these steps.
fn held(form: &str, steps: &str) -> Said {
    let steps = kept(steps.as_bytes(), ".json");
    let path = |path: &Path| path.display().to_string();
    run(&["form", "run", "--steps", &path(steps.path())], kept(form.as_bytes(), ".xml").path())
}

#[test]
fn repeats_in_each_other_of_more_cells_than_an_interview_has_are_none() {
    for (depth, count) in [(2, 600), (10, 10_000)] {
        let (mut data, mut body, mut path) = ("<q/>".to_owned(), String::new(), "/data".to_owned());
        for n in 0..depth {
            path += &format!("/r{n}");
            body += &format!(r#"<group ref="{path}"><repeat nodeset="{path}" jr:count="{count}">"#);
        }
        body += &format!(r#"<input ref="{path}/q"/>{}"#, "</repeat></group>".repeat(depth));
        for n in (0..depth).rev() {
            data = format!("<r{n}>{data}</r{n}>");
        }
        let said = held(&xform(&data, "", &body), "[]");
        assert_eq!(said.status, Some(0), "{depth} deep: {}", said.complaint);
        assert_eq!(said.json["status"], "failure", "{depth} deep");
        assert!(said.json["error"].as_str().is_some_and(|error| error.contains("300")), "{}", said.json);
    }
}

/// What is seen of all of them is long, and written as it goes.
#[test]
fn repeats_in_each_other_of_many_thousand_instances_are_held() {
    let count = |path: &str| format!(r#"<group ref="{path}"><repeat nodeset="{path}" jr:count="40">"#);
    let body = ["/data/r", "/data/r/s", "/data/r/s/t"].map(count).concat();
    let body = format!(r#"{body}<input ref="/data/r/s/t/q"/>{}"#, "</repeat></group>".repeat(3));
    let sum = r#"<bind nodeset="/data/all" calculate="count(/data/r/s/t)"/>"#;
    let said = held(&xform("<r><s><t><q/></t></s></r><all/>", sum, &body), "[]");
    assert_eq!(said.status, Some(0), "{}", said.complaint);
    assert!(said.json["xml"].as_str().is_some_and(|xml| xml.ends_with("<all>64000</all></data>")));
}

#[test]
fn a_circle_is_named_and_no_interview() {
    let binds =
        r#"<bind nodeset="/data/a" calculate="/data/b"/><bind nodeset="/data/b" calculate="/data/a"/>"#;
    let said = held(&xform("<a/><b/>", binds, ""), "[]");
    assert_eq!(said.json["status"], "failure");
    assert!(said.json["error"].as_str().is_some_and(|error| error.contains("a → b → a")), "{}", said.json);
}

#[test]
fn texts_that_say_each_other_end() {
    let text = |n: usize| {
        format!(r#"<text id="t{n}"><value>A<output value="jr:itext('t{}')"/></value></text>"#, n + 1)
    };
    let last = r#"<text id="t12"><value>Z</value></text>"#;
    let texts = (0..12).map(text).collect::<String>();
    let itext = format!(r#"<itext><translation lang="vi">{texts}{last}</translation></itext>"#);
    let list = "<instance id='l'><root><item><name>1</name></item></root></instance>";
    let label = r#"<label ref="jr:itext('t0')"/>"#;
    let choice =
        r#"<itemset nodeset="instance('l')/root/item"><value ref="name"/><label ref="name"/></itemset>"#;
    let body = format!(r#"<select1 ref="/data/a">{label}{choice}</select1>"#);
    let said = held(&xform("<a/>", &format!("{itext}{list}"), &body), "[]");
    assert_eq!(said.json["status"], "success", "{}", said.complaint);
    assert!(
        said.json["final"][1]["label"].as_str().is_some_and(|label| label.starts_with('A')),
        "{}",
        said.json
    );
}
