//! Checks of answers, right and wrong.

use serde_json::{Value, json};

use super::*;
use crate::ballot::Answers;
use crate::form::example::*;
use crate::form::{FormDefinition, Instance, Kind, Meta, Scope, Surroundings};
use crate::message::{Language, problem};

fn answers(json: Value) -> Answers {
    json.as_object().expect("answers").clone()
}

fn checked(definition: &FormDefinition, surroundings: &Surroundings, json: Value) -> CheckedAnswers {
    let finished = Some(moment("2019-11-05T16:10:00+07:00"));
    check(definition, surroundings, &Meta { finished, ..meta() }, &answers(json))
}

fn faults(json: Value) -> Vec<String> {
    shown(checked(&p7(), &commune(), json))
}

/// The faults without their code's prefix and without `question` and `unit`, which `at` repeats.
fn shown(outcome: CheckedAnswers) -> Vec<String> {
    for fault in &outcome.faults {
        for language in [Language::Vi, Language::En] {
            let text = problem(language, fault);
            assert!(!text.contains('{') && !text.starts_with("problem."), "{text}");
        }
    }
    let one = |fault: &crate::problem::Problem| {
        let rest =
            fault.params.iter().filter(|(name, _)| !["at", "question", "unit"].contains(&name.as_str()));
        let rest: String = rest.map(|(name, value)| format!(" {name}={value}")).collect();
        format!("{} {}{rest}", fault.code.strip_prefix("ballot.").unwrap_or(&fault.code), fault.params["at"])
    };
    outcome.faults.iter().map(one).collect()
}

fn right() -> Value {
    json!({
        "done": "yes", "month": 7, "job": "nông dân",
        "districts": [{"unit": "TPBK", "P7A": "A"}],
        "used": ["SXD", "SNV"],
        "departments": [{"unit": "SXD", "P7B": "B", "why": "chậm"}, {"unit": "SNV", "P7B": "E"}],
    })
}

/// `right()` with one thing changed.
fn but(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut json = right();
    change(&mut json);
    faults(json)
}

#[test]
fn right_answers_have_no_faults() {
    assert_eq!(checked(&p7(), &commune(), right()), CheckedAnswers::default());
    let outcome = checked(&p7(), &commune(), json!({"done": "no", "used": [], "departments": []}));
    assert_eq!(outcome, CheckedAnswers { faults: vec![], screened_out: true });
}

#[test]
fn metadata_may_be_absent_but_not_of_another_type() {
    let set = |name: &'static str, value: Value| but(move |json| json[name] = value);
    assert_eq!(set("start", json!("2019-11-05T15:59:00.000+07:00")), [""; 0]);
    assert_eq!(set("start", json!("lúc nãy")), ["wrong_type start"]);
    assert_eq!(set("today", json!("2019-11-05")), [""; 0]);
    assert_eq!(set("today", json!("5/11/2019")), ["wrong_type today"]);
    assert_eq!(set("today", json!("2019-02-30")), ["wrong_type today"]);
    assert_eq!(set("deviceid", json!(1)), ["wrong_type deviceid"]);
}

#[test]
fn what_the_form_does_not_know_is_named() {
    assert_eq!(but(|json| json["x"] = json!(1)), ["unknown_question x"]);
    assert_eq!(but(|json| json["respondent"] = json!({})), ["unknown_question respondent"]);
    assert_eq!(but(|json| json["districts"][0]["x"] = json!(1)), ["unknown_question x (TPBK)"]);
    assert_eq!(but(|json| json["districts"][0]["P7A"] = json!("Z")), ["unknown_option P7A (TPBK) option=Z"]);
    assert_eq!(but(|json| json["used"] = json!(["SXD", "SNV", "XX"]))[0], "unknown_option used option=XX");
    assert_eq!(but(|json| json["used"][1] = json!("SNV SXD"))[0], "unknown_option used option=SNV SXD");
    let long = "x".repeat(1000);
    assert!(but(|json| json[long.as_str()] = json!(1))[0].len() < 100);
}

#[test]
fn answers_of_another_type_are_named() {
    for wrong in [json!("7"), json!(7.5), json!([7]), json!({}), json!(true), json!(1e300)] {
        assert_eq!(but(|json| json["month"] = wrong.clone()), ["wrong_type month"], "{wrong}");
    }
    for wrong in [json!(1), json!(["yes"])] {
        let said = but(|json| json["districts"][0]["P7A"] = wrong.clone());
        assert_eq!(said, [format!("unknown_option P7A (TPBK) option={wrong}")]);
    }
    assert_eq!(but(|json| json["job"] = json!(1)), ["wrong_type job"]);
    assert_eq!(but(|json| json["thanks"] = json!("x")), ["wrong_type thanks"]);
    assert_eq!(
        but(|json| json["used"] = json!(["SXD", "SNV", "SNV"])),
        ["wrong_type used", "unit_not_chosen departments (SNV)", "unit_not_chosen departments (SXD)"]
    );
}

#[test]
fn units_are_judged_once_each_and_only_those_asked() {
    assert_eq!(
        but(|json| json["districts"] = json!("x")),
        ["not_a_list districts", "unit_missing districts (TPBK)"]
    );
    assert_eq!(but(|json| json["districts"] = json!([])), ["unit_missing districts (TPBK)"]);
    assert_eq!(
        but(|json| _ = json.as_object_mut().unwrap().remove("districts")),
        ["unit_missing districts (TPBK)"]
    );
}

#[test]
fn wrong_lists_of_units_are_named() {
    let push =
        |name: &'static str, value: Value| but(move |json| json[name].as_array_mut().unwrap().push(value));
    assert_eq!(push("districts", json!(null)), ["unit_absent districts number=2"]);
    assert_eq!(push("districts", json!({"P7A": "A"})), ["unit_absent districts number=2"]);
    assert_eq!(push("districts", json!({"unit": "PN", "P7A": "A"})), ["unit_not_judged districts (PN)"]);
    assert_eq!(push("districts", json!({"unit": "TPBK"})), ["unit_twice districts (TPBK)"]);
    assert_eq!(
        push("departments", json!({"unit": "STP", "P7B": "A"})),
        ["unit_not_chosen departments (STP)"]
    );
    assert_eq!(push("departments", json!({"unit": "TPBK"})), ["unit_of_other_type departments (TPBK)"]);
    assert_eq!(but(|json| json["used"] = json!(["STP", "SXD", "SNV"])), ["unit_missing departments (STP)"]);
}

#[test]
fn what_was_not_asked_is_named_once() {
    assert_eq!(but(|json| json["departments"][1]["why"] = json!("x")), ["irrelevant_answer why (SNV)"]);
    assert_eq!(
        but(|json| json["done"] = json!("no")),
        [
            "irrelevant_answer month",
            "irrelevant_answer districts",
            "irrelevant_answer used",
            "irrelevant_answer departments"
        ]
    );
}

#[test]
fn what_is_required_or_limited_is_named() {
    let without = |name: &'static str| {
        but(move |json| _ = json["departments"][0].as_object_mut().unwrap().remove(name))
    };
    assert_eq!(without("P7B"), ["required P7B (SXD)", "irrelevant_answer why (SXD)"]);
    assert_eq!(without("why"), [""; 0]);
    assert_eq!(but(|json| json["month"] = json!(null)), [""; 0]);
    assert_eq!(but(|json| json["districts"][0]["P7A"] = json!(null)), ["required P7A (TPBK)"]);
    assert_eq!(but(|json| json["month"] = json!(13)), ["constraint month"]);
    assert_eq!(but(|json| json["job"] = json!("mười một chữ")), ["constraint job"]);
}

#[test]
fn a_place_without_an_own_unit_can_judge_none() {
    let nowhere = surroundings(None);
    assert_eq!(
        shown(checked(&p7(), &nowhere, right())),
        ["unit_not_judged districts (TPBK)", "no_own_unit districts"]
    );
}

#[test]
fn calculations_must_be_right_unless_they_read_the_clock() {
    let definition = form(vec![
        optional("a", Kind::Integer),
        calculate("double", "${a} * 2"),
        calculate("stamp", "now()"),
        calculate("later", "concat(${stamp}, ' and later')"),
    ]);
    let faults = |json| shown(checked(&definition, &commune(), json));
    assert_eq!(faults(json!({"a": 2, "double": "4", "stamp": "x", "later": "y"})), [""; 0]);
    assert_eq!(faults(json!({"a": 2, "double": "5"})), ["wrong_calculation double"]);
    assert_eq!(faults(json!({"a": 2, "double": {}})), ["wrong_calculation double"]);
    assert_eq!(faults(json!({"a": 2})), ["wrong_calculation double"]);
    assert_eq!(faults(json!({})), [""; 0]);
}

#[test]
fn what_an_interview_seals_is_right() {
    let mut instance: Instance = begin(p7());
    answer(
        &mut instance,
        &[("/done", "yes"), ("/districts[TPBK]/P7A", "A"), ("/used", "SNV"), ("/departments[SNV]/P7B", "A")],
    );
    instance.finish(moment("2019-11-05T16:10:00+07:00"));
    assert_eq!(checked(&p7(), &commune(), Value::Object(instance.answers())), CheckedAnswers::default());
}

#[test]
fn a_form_that_cannot_run_is_a_fault_of_its_own() {
    let definition = form(vec![when("${gone} = 1", optional("a", Kind::Text))]);
    let outcome = checked(&definition, &commune(), json!({}));
    assert_eq!(outcome.faults[0].code, "form.unknown_reference");
}

#[test]
fn no_more_faults_are_named_than_a_person_reads() {
    let many: Answers = (0..5000).map(|n| (format!("q{n}"), json!(n))).collect();
    let definition = form(vec![repeat("all", "department", Scope::All, vec![])]);
    assert_eq!(check(&definition, &commune(), &meta(), &many).faults.len(), 100);
}
