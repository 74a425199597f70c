//! Interviews on small forms.

use std::collections::BTreeSet;

use serde_json::json;

use super::*;
use crate::form::engine::{Defect, Engine};
use crate::form::example::*;
use crate::form::{FormDefinition, Kind, Scope, Surroundings};
use crate::message::{self, Language};

const JUDGED: &[(&str, &str)] = &[
    ("/done", "yes"),
    ("/districts[TPBK]/P7A", "A"),
    ("/used", "SXD SNV"),
    ("/departments[SNV]/P7B", "B"),
    ("/departments[SNV]/why", "chậm"),
    ("/departments[SXD]/P7B", "E"),
];

fn paths(instance: &Instance) -> Vec<String> {
    instance.walk().into_iter().map(|item| item.path).collect()
}

fn faults(instance: &Instance) -> Vec<(String, FaultKind)> {
    instance.faults().into_iter().map(|fault| (fault.path, fault.kind)).collect()
}

fn value(instance: &Instance, path: &str) -> String {
    let (node, nth) = instance.locate(path).expect(path);
    instance.cell(node, nth).own.clone()
}

#[test]
fn a_filter_decides_what_is_asked() {
    let mut instance = begin(p7());
    assert_eq!(paths(&instance), ["/respondent", "/job", "/done", "/thanks"]);
    assert!(instance.screened_out());
    answer(&mut instance, &[("/done", "yes"), ("/used", "STP")]);
    assert!(!instance.screened_out());
    assert_eq!(
        paths(&instance),
        [
            "/respondent",
            "/job",
            "/done",
            "/month",
            "/districts",
            "/districts[TPBK]",
            "/districts[TPBK]/P7A",
            "/used",
            "/departments",
            "/departments[STP]",
            "/departments[STP]/P7B",
            "/thanks"
        ]
    );
    let depths: Vec<_> = instance.walk().into_iter().map(|item| item.depth).collect();
    assert_eq!(depths, [0, 1, 1, 1, 0, 1, 2, 0, 0, 1, 2, 0]);
}

#[test]
fn the_sealed_shape_is_flat_with_a_list_for_each_repeat() {
    let mut instance = begin(p7());
    answer(&mut instance, JUDGED);
    answer(&mut instance, &[("/month", "7")]);
    instance.finish(moment("2019-11-05T16:10:00.5+07:00"));
    assert_eq!(
        json!(instance.answers()),
        json!({
            "start": "2019-11-05T15:59:00.000+07:00", "end": "2019-11-05T16:10:00.500+07:00",
            "today": "2019-11-05", "deviceid": "tablet-1", "username": "dtv01",
            "done": "yes", "month": 7,
            "districts": [{"unit": "TPBK", "P7A": "A"}],
            "used": ["SXD", "SNV"],
            "departments": [{"unit": "SNV", "P7B": "B", "why": "chậm"}, {"unit": "SXD", "P7B": "E"}],
        })
    );
    assert_eq!(faults(&instance), []);
}

#[test]
fn a_filter_flipped_and_back_loses_nothing_and_leaves_nothing() {
    let mut instance = begin(p7());
    answer(&mut instance, JUDGED);
    let (saved, answers) = (instance.saved(), instance.answers());
    answer(&mut instance, &[("/done", "no")]);
    assert!(instance.screened_out());
    let left: BTreeSet<_> = instance.answers().keys().cloned().collect();
    assert_eq!(Vec::from_iter(left), ["deviceid", "done", "start", "today", "username"]);
    assert_eq!(instance.saved().len(), saved.len());
    answer(&mut instance, &[("/done", "yes")]);
    assert_eq!((instance.saved(), instance.answers()), (saved, answers));
}

#[test]
fn a_unit_unchosen_keeps_its_answers_until_it_is_chosen_again() {
    let mut instance = begin(p7());
    answer(&mut instance, JUDGED);
    answer(&mut instance, &[("/used", "SXD")]);
    assert_eq!(instance.answers()["departments"], json!([{"unit": "SXD", "P7B": "E"}]));
    answer(&mut instance, &[("/used", "SNV SXD")]);
    assert_eq!(instance.answers()["departments"][0], json!({"unit": "SNV", "P7B": "B", "why": "chậm"}));
}

#[test]
fn faults_come_in_form_order_with_the_form_s_own_words() {
    let mut instance = begin(p7());
    assert_eq!(faults(&instance), [("/done".to_owned(), FaultKind::Answer(Defect::Required))]);
    answer(&mut instance, &[("/job", "mười một chữ"), ("/month", "13"), ("/used", "SNV"), ("/done", "yes")]);
    let expected = [
        ("/job", Defect::Constraint),
        ("/month", Defect::Constraint),
        ("/districts[TPBK]/P7A", Defect::Required),
        ("/departments[SNV]/P7B", Defect::Required),
    ];
    let expected = expected.map(|(path, defect)| (path.to_owned(), FaultKind::Answer(defect)));
    assert_eq!(faults(&instance), expected);
    assert_eq!(instance.faults()[1].message["en"], ". >= 1 and . <= 12");
}

#[test]
fn an_answer_of_the_wrong_type_is_kept_and_is_a_fault() {
    let mut instance = begin(p7());
    answer(&mut instance, &[("/done", "yes"), ("/month", "bảy"), ("/districts[TPBK]/P7A", "Z")]);
    let types: Vec<_> = faults(&instance)
        .into_iter()
        .filter(|f| f.1 == FaultKind::Answer(Defect::Type))
        .map(|f| f.0)
        .collect();
    assert_eq!(types, ["/month", "/districts[TPBK]/P7A"]);
    assert_eq!(value(&instance, "/month"), "bảy");
}

#[test]
fn only_questions_that_are_asked_can_be_answered() {
    let mut instance = begin(p7());
    for (path, code) in [
        ("/nobody", "form.unknown_path"),
        ("done", "form.unknown_path"),
        ("/districts[PN]/P7A", "form.unknown_path"),
        ("/departments[SNV]/P7A", "form.unknown_path"),
        ("/done[SNV]/P7A", "form.unknown_path"),
        ("/districts[TPBK", "form.unknown_path"),
        ("/districts[TPBK]/unit", "form.not_asked"),
        ("/districts[TPBK]", "form.not_asked"),
        ("/districts", "form.not_asked"),
        ("/thanks", "form.not_asked"),
        ("/start", "form.not_asked"),
    ] {
        assert_eq!(instance.set(path, Some("x")).unwrap_err().code, code, "{path}");
    }
}

#[test]
fn an_answer_that_no_question_takes_stays_in_the_draft() {
    let mut instance = begin(p7());
    instance.load([("/done", "no"), ("/gone", "x"), ("/districts[XX]/P7A", "A")]);
    let saved = [("/done", "no"), ("/gone", "x"), ("/districts[XX]/P7A", "A")];
    assert_eq!(instance.saved(), saved.map(|(path, text)| (path.to_owned(), text.to_owned())));
    assert_eq!(instance.answers().get("gone"), None);
}

#[test]
fn a_place_without_an_own_unit_cannot_judge_it() {
    let instance = |own| {
        let mut instance = Instance::new(p7(), &surroundings(own), meta()).unwrap();
        answer(&mut instance, &[("/done", "yes")]);
        faults(&instance)
    };
    let no_unit = ("/districts".to_owned(), FaultKind::NoUnit);
    assert_eq!(instance(None), std::slice::from_ref(&no_unit));
    assert_eq!(instance(Some(("department", "SNV"))), [no_unit]);
}

#[test]
fn calculations_follow_their_questions_through_repeats() {
    let scored = |name: &str| calculate("score", &format!("if({name} = 'A', 2, if({name} = 'B', 1, 0))"));
    let mut instance = begin(form(vec![
        repeat(
            "departments",
            "department",
            Scope::All,
            vec![optional("q", one("quality")), scored("${q}"), calculate("nth", "position(..)")],
        ),
        calculate("total", "sum(${score})"),
        calculate("units", "count(${departments})"),
        calculate("mean", "round(${total} div ${units}, 2)"),
        when("${mean} > 1", optional("praise", Kind::Text)),
    ]));
    assert_eq!(value(&instance, "/mean"), "0");
    answer(&mut instance, &[("/departments[SNV]/q", "A"), ("/departments[SXD]/q", "A")]);
    assert_eq!((value(&instance, "/total"), value(&instance, "/mean")), ("4".to_owned(), "1.33".to_owned()));
    assert_eq!(value(&instance, "/departments[SXD]/nth"), "3");
    assert!(instance.item("/praise").is_some());
    instance.set("/departments[SXD]/q", None).unwrap();
    assert_eq!(value(&instance, "/mean"), "0.67");
    assert!(instance.item("/praise").is_none());
}

#[test]
fn positions_count_the_chosen_units_only() {
    let mut instance = begin(form(vec![
        optional("used", Kind::SelectMultiple("department".to_owned())),
        repeat("d", "department", Scope::Used("used".to_owned()), vec![calculate("nth", "position(..)")]),
    ]));
    answer(&mut instance, &[("/used", "SXD SNV")]);
    assert_eq!(instance.answers()["d"], json!([{"unit": "SNV", "nth": "1"}, {"unit": "SXD", "nth": "2"}]));
    answer(&mut instance, &[("/used", "SXD")]);
    assert_eq!(instance.answers()["d"], json!([{"unit": "SXD", "nth": "1"}]));
}

#[test]
fn an_irrelevant_answer_reads_as_empty() {
    let mut instance = begin(form(vec![
        optional("a", one("yesno")),
        when("${a} = 'yes'", optional("b", Kind::Integer)),
        calculate("c", "coalesce(${b}, 'none')"),
        calculate("d", "${b} + 1"),
    ]));
    answer(&mut instance, &[("/a", "yes"), ("/b", "4")]);
    assert_eq!((value(&instance, "/c"), value(&instance, "/d")), ("4".to_owned(), "5".to_owned()));
    answer(&mut instance, &[("/a", "no")]);
    assert_eq!((value(&instance, "/c"), value(&instance, "/d")), ("none".to_owned(), String::new()));
}

#[test]
fn an_irrelevant_calculation_has_no_result() {
    let mut instance = begin(form(vec![
        optional("a", one("yesno")),
        when("${a} = 'yes'", calculate("b", "concat(${a}, '!')")),
    ]));
    answer(&mut instance, &[("/a", "yes")]);
    assert_eq!(instance.answers()["b"], json!("yes!"));
    answer(&mut instance, &[("/a", "no")]);
    assert_eq!((value(&instance, "/b"), instance.answers().get("b")), (String::new(), None));
}

#[test]
fn time_passes_only_when_told() {
    let mut instance = begin(form(vec![limited(". <= today()", optional("day", Kind::Date))]));
    answer(&mut instance, &[("/day", "2019-11-06")]);
    assert_eq!(instance.faults().len(), 1);
    instance.tick(moment("2019-11-06T00:00:01+07:00"));
    assert_eq!(instance.faults().len(), 0);
}

#[test]
fn progress_counts_what_is_asked_now() {
    let mut instance = begin(p7());
    assert_eq!(instance.progress(), Progress { asked: 2, answered: 0, required: 1, required_answered: 0 });
    answer(&mut instance, JUDGED);
    assert_eq!(instance.progress(), Progress { asked: 8, answered: 6, required: 4, required_answered: 4 });
}

#[test]
fn forms_that_cannot_run_are_refused_by_name() {
    let refused = |definition: FormDefinition| try_begin(definition).unwrap_err();
    let q = |name: &str| optional(name, Kind::Integer);
    for (nodes, problem) in [
        (vec![q("a"), q("a")], "form.name_twice question=a"),
        (vec![when("${b} = 1", q("a"))], "form.unknown_reference name=b question=a"),
        (
            vec![when("pulldata(1)", q("a"))],
            "expression.unknown_function column=1 function=pulldata question=a",
        ),
        (vec![when("position(..) = 1", q("a"))], "form.position_outside question=a"),
        (vec![when("${b} = 1", q("a")), when("${a} = 1", q("b"))], "form.cycle questions=a → b → a"),
        (
            vec![
                when("${a} = 1", q("z")),
                when("${b} = 1", q("a")),
                calculate("b", "${c}"),
                calculate("c", "${a}"),
            ],
            "form.cycle questions=a → c → b → a",
        ),
        (vec![calculate("a", "${a} + 1")], "form.cycle questions=a → a"),
        (vec![when(". = 1", q("a"))], "form.cycle questions=a → a"),
        (vec![when("${a} = 1", group("g", vec![q("a")])), q("z")], "form.cycle questions=g → a → g"),
        (
            vec![repeat("r", "department", Scope::Used("a".to_owned()), vec![]), q("a")],
            "form.no_chooser name=a question=r",
        ),
        (
            vec![repeat("r", "department", Scope::All, vec![repeat("s", "district", Scope::All, vec![])])],
            "form.nested_repeat question=s",
        ),
        (
            vec![
                repeat("r", "department", Scope::All, vec![q("a")]),
                repeat("s", "district", Scope::All, vec![q("a")]),
                when("${a} = 1", q("b")),
            ],
            "form.ambiguous_reference name=a question=b",
        ),
    ] {
        let refused = refused(form(nodes));
        assert_eq!(refused.to_string(), problem);
        for language in [Language::Vi, Language::En] {
            let shown = message::problem(language, &refused);
            assert!(!shown.contains('{') && !shown.starts_with("problem."), "{shown}");
        }
    }
}

#[test]
fn a_constraint_may_name_its_own_question() {
    let mut instance = begin(form(vec![limited("${a} > 3", optional("a", Kind::Integer))]));
    answer(&mut instance, &[("/a", "3")]);
    assert_eq!(instance.faults().len(), 1);
    answer(&mut instance, &[("/a", "4")]);
    assert_eq!(instance.faults().len(), 0);
}

/// How many things are computed after an answer.
fn computed(instance: &mut Instance, path: &str, text: &str) -> usize {
    let (node, nth) = instance.locate(path).unwrap();
    instance.give(instance.index(node, nth) as u32, text.to_owned());
    instance.settle()
}

#[test]
fn an_answer_computes_only_what_depends_on_it() {
    let mut nodes: Vec<_> = (0..1000).map(|n| optional(&format!("q{n}"), Kind::Integer)).collect();
    nodes.extend((0..1000).map(|n| calculate(&format!("c{n}"), &format!("${{q{n}}} + 1"))));
    nodes.push(when("${c7} > 5", optional("why", Kind::Text)));
    let mut instance = begin(form(nodes));
    // c7, and the relevance of `why`.
    assert_eq!(computed(&mut instance, "/q7", "5"), 2);
    // c7, which is seen to be as before.
    assert_eq!(computed(&mut instance, "/q7", "05"), 1);
    assert!(instance.item("/why").is_some());
}

#[test]
fn an_answer_about_one_unit_computes_the_same_however_many_units_there_are() {
    let counted = |units: usize| {
        let codes: Vec<_> = (0..units).map(|nth| format!("U{nth}")).collect();
        let why = when("${q} = 'E'", optional("why", Kind::Text));
        let judged = vec![required("q", one("quality")), why, calculate("twice", "concat(${q}, ${q})")];
        let definition = form(vec![repeat("communes", "commune", Scope::All, judged)]);
        let surroundings: Surroundings =
            serde_json::from_value(json!({ "units": { "commune": codes }, "own": {} })).unwrap();
        let mut instance = Instance::new(definition, &surroundings, meta()).unwrap();
        computed(&mut instance, "/communes[U7]/q", "E")
    };
    // The relevance of `why`, and `twice`.
    assert_eq!((counted(19), counted(92)), (2, 2));
}

#[test]
fn an_answer_tells_whether_anything_came_or_went() {
    let mut instance = begin(p7());
    for (path, text, reshaped) in [
        ("/done", "yes", true),
        ("/used", "SNV STP", true),
        ("/departments[SNV]/P7B", "A", false),
        ("/departments[SNV]/P7B", "B", true),
        ("/departments[SNV]/why", "chậm", false),
        ("/departments[SNV]/P7B", "B", false),
        ("/departments[SNV]/P7B", "E", true),
    ] {
        assert_eq!(instance.set(path, Some(text)).unwrap(), reshaped, "{path} {text}");
    }
}
