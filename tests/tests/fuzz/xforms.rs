//! XForms, and what is written of a form: read again it is the same.

use std::collections::BTreeSet;

use shared::form::model::Form;
use shared::form::session::Plan;
use shared::form::xform;

use crate::change;
use crate::expressions::WORDS;
use crate::rounds::{Target, run};
use crate::{seeds, steps};

/// What a form is written with.
const MARKS: [&str; 24] = [
    "<repeat nodeset=\"/d/r\" jr:count=\"3\">",
    "</repeat>",
    "<group ref=\"/d/g\">",
    "</group>",
    "<output value=\"jr:itext('a')\"/>",
    "<label ref=\"jr:choice-name(name, '/d/c')\"/>",
    " jr:template=\"\"",
    " relevant=\"",
    " calculate=\"",
    " required=\"true()\"",
    " type=\"date\"",
    "<item><label>A</label><value>a</value></item>",
    "<value>",
    "<instance id=\"l\"><root/></instance>",
    "<setvalue ref=\"/d/a\" event=\"xforms-value-changed odk-new-repeat\" value=\"1\"/>",
    "<!-- -->",
    "<![CDATA[<a>]]>",
    "<?x y?>",
    "&#xD;",
    "&amp;",
    "&nothing;",
    " xmlns=\"\"",
    " xmlns:y=\"urn:y\"",
    "y:",
];

#[test]
fn xforms_of_any_text() {
    let change = |one: &[u8], other: &[u8], dice: &mut change::Dice| {
        let words: Vec<&str> = MARKS.iter().chain(&WORDS).copied().collect();
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        change::text(&text(one), &text(other), &words, dice).into_bytes()
    };
    let seeds = seeds::xforms().into_iter().map(String::into_bytes).collect();
    run(&Target { name: "xforms", seeds, change, attempt });
}

fn attempt(bytes: &[u8]) -> BTreeSet<String> {
    match xform::read(&String::from_utf8_lossy(bytes)) {
        // Its bytes say as well what is done in it.
        Ok(form) => kept(&form).into_iter().chain(steps::held(form, bytes)).collect(),
        Err(problem) => BTreeSet::from([problem.code]),
    }
}

/// Asserts that a form is the same when it was written and read, and says what is wrong with its expressions.
pub fn kept(form: &Form) -> BTreeSet<String> {
    let written = xform::write(form);
    match xform::read(&written) {
        Ok(again) => assert_eq!(xform::write(&again), written, "another form when it was written and read"),
        Err(problem) => {
            let large = ["xform.too_deep", "xform.too_large", "xml.too_many_nodes", "xml.prefix"];
            assert!(large.contains(&&*problem.code), "written and not read again: {problem:?}");
        }
    }
    let plan = Plan::of(form.clone());
    plan.flaws().iter().map(|flaw| format!("{} {}", flaw.problem.code, flaw.part)).collect()
}
