//! An interview from the first screen to the review, without a screen.

use jiff::Timestamp;
use jiff::tz::Offset;
use serde_json::json;
use shared::ballot::Mode;
use shared::form::Moment;
use shared::form::{FormDefinition, Meta, Surroundings};
use shared::interview::{REVIEW, Shape, Way};
use uuid::Uuid;

use super::course::{Course, Outcome, Step};
use super::jump::{Stop, stops};
use super::question_state::QuestionState;
use crate::device::protocol::{Draft, DraftCard};
use shared::problem::Problem;

mod apart;

fn question(name: &str, kind: serde_json::Value) -> serde_json::Value {
    let label = json!({ "vi": name });
    json!({ "node": "question", "name": name, "kind": kind, "label": label, "required": "true()" })
}

fn one(name: &str, list: &str) -> serde_json::Value {
    question(name, json!({ "type": "select_one", "list": list }))
}

fn note(name: &str) -> serde_json::Value {
    json!({ "node": "question", "name": name, "kind": { "type": "note" } })
}

fn repeat(name: &str, scope: serde_json::Value, nodes: Vec<serde_json::Value>) -> serde_json::Value {
    let target = json!({ "unit_type": "district", "scope": scope });
    json!({ "node": "repeat", "name": name, "label": { "vi": name }, "target": target, "nodes": nodes })
}

/// Two questions about the respondent, three about each unit, a note.
fn form(scope: serde_json::Value) -> serde_json::Value {
    let judged = vec![one("unit", "units"), one("Q1", "quality"), one("Q2", "quality"), one("Q3", "quality")];
    let job = json!({ "node": "question", "name": "job", "kind": { "type": "text" } });
    let group = json!({ "node": "group", "name": "respondent", "label": { "vi": "Thông tin chung" }, "nodes": [one("sex", "sex"), job] });
    json!([group, repeat("districts", scope, judged), note("thanks")])
}

fn all() -> serde_json::Value {
    form(json!({ "scope": "all" }))
}

fn definition(nodes: &serde_json::Value) -> FormDefinition {
    let list =
        |names: &[&str]| names.iter().map(|name| json!({ "name": name, "label": {} })).collect::<Vec<_>>();
    let choices = json!({
        "sex": list(&["m", "f"]),
        "units": list(&["TPBK", "PN", "BB"]),
        "quality": list(&["A", "B", "C", "D", "E"]),
        "long": list(&["1", "2", "3", "4", "5", "6", "7"]),
    });
    let form = json!({ "id": "P2", "version": "1", "title": "P2", "languages": [], "choices": choices, "nodes": nodes });
    serde_json::from_value(form).expect("a definition")
}

fn draft(nodes: &serde_json::Value, answers: &[(&str, &str)], position: Option<&str>) -> Draft {
    let card = DraftCard {
        id: Uuid::nil(),
        campaign: "c".to_owned(),
        form: "P2".to_owned(),
        version: "1".to_owned(),
        place: "01837".to_owned(),
        mode: Mode::Tablet,
        started: Timestamp::UNIX_EPOCH,
        saved: Timestamp::UNIX_EPOCH,
        answers: 0,
        active_ms: 0,
        replaces: None,
    };
    let answers = answers.iter().map(|(path, value)| ((*path).to_owned(), (*value).to_owned())).collect();
    Draft {
        card,
        definition: definition(nodes).into(),
        has_kept: false,
        surroundings: surroundings(&["TPBK", "PN", "BB"]),
        timezone: "Asia/Ho_Chi_Minh".to_owned(),
        answers,
        consented_ms: None,
        position: position.map(str::to_owned),
        seq: 5,
    }
}

fn surroundings(units: &[&str]) -> Surroundings {
    serde_json::from_value(json!({ "units": { "district": units }, "own": { "district": "TPBK" } }))
        .expect("surroundings")
}

fn resume(draft: &Draft, way: Way) -> Course {
    let started = Moment { at: Timestamp::UNIX_EPOCH, offset: Offset::UTC };
    let meta = Meta { started, finished: None, device: String::new(), username: String::new() };
    Course::resume(draft, meta, way).expect("an interview")
}

fn begin(nodes: &serde_json::Value, way: Way) -> Course {
    resume(&draft(nodes, &[], None), way)
}

/// Answers, and the answer is on disk at once.
fn answer(course: &mut Course, path: &str, value: &str) {
    if let Some(write) = course.answer(path, value).expect(path) {
        course.confirm(&write);
    }
}

fn keys(course: &Course) -> Vec<&str> {
    course.screens().iter().map(|screen| screen.key.as_str()).collect()
}

#[test]
fn a_part_about_several_units_comes_by_question_or_by_unit() {
    let mut course = begin(&all(), Way::ByQuestion);
    assert_eq!(
        keys(&course),
        ["/sex", "/job", "/districts/Q1", "/districts/Q2", "/districts/Q3", "/thanks", REVIEW]
    );
    assert_eq!(course.screens()[2].paths, ["/districts[TPBK]/Q1", "/districts[PN]/Q1", "/districts[BB]/Q1"]);
    assert_eq!(course.screens()[2].shape, Shape::Units);
    course.turn(Way::ByUnit);
    assert_eq!(
        keys(&course),
        ["/sex", "/job", "/districts[TPBK]", "/districts[PN]", "/districts[BB]", "/thanks", REVIEW]
    );
    assert_eq!(course.screens()[3].paths, ["/districts[PN]/Q1", "/districts[PN]/Q2", "/districts[PN]/Q3"]);
}

#[test]
fn a_part_about_one_unit_comes_one_question_a_screen() {
    let course = begin(&form(json!({ "scope": "own" })), Way::ByQuestion);
    assert_eq!(keys(&course)[2..5], ["/districts[TPBK]/Q1", "/districts[TPBK]/Q2", "/districts[TPBK]/Q3"]);
    assert_eq!(course.screens()[2].section["vi"], "districts");
    assert_eq!(course.screens()[0].section["vi"], "Thông tin chung");
    assert!(course.screens()[5].section.is_empty());
}

#[test]
fn a_question_with_too_many_options_for_a_row_comes_one_unit_at_a_time() {
    let judged = vec![one("unit", "units"), one("Q1", "long"), one("Q2", "quality")];
    let course = begin(&json!([repeat("districts", json!({ "scope": "all" }), judged)]), Way::ByQuestion);
    assert_eq!(
        keys(&course),
        ["/districts[TPBK]/Q1", "/districts[PN]/Q1", "/districts[BB]/Q1", "/districts/Q2", REVIEW]
    );
}

#[test]
fn a_group_that_belongs_together_is_one_screen() {
    let group = json!({
        "node": "group", "name": "g", "appearance": "field-list", "nodes": [one("sex", "sex"), note("n"), one("q", "quality")]
    });
    let course = begin(&json!([group, note("thanks")]), Way::ByQuestion);
    assert_eq!(keys(&course), ["/g", "/thanks", REVIEW]);
    assert_eq!(course.screens()[0].paths, ["/sex", "/n", "/q"]);
}

#[test]
fn an_interview_goes_on_where_it_was_left_whichever_way_it_was_gone_through() {
    for (position, way, key) in [
        ("/job", Way::ByQuestion, "/job"),
        ("/districts/Q2", Way::ByQuestion, "/districts/Q2"),
        ("/districts/Q2", Way::ByUnit, "/districts[TPBK]"),
        ("/districts[PN]", Way::ByQuestion, "/districts/Q1"),
        ("/districts[PN]", Way::ByUnit, "/districts[PN]"),
        ("/districts[PN]/Q3", Way::ByQuestion, "/districts/Q3"),
        ("/districts[PN]/Q3", Way::ByUnit, "/districts[PN]"),
        ("/gone", Way::ByQuestion, "/sex"),
        (REVIEW, Way::ByQuestion, REVIEW),
    ] {
        let course = resume(&draft(&all(), &[], Some(position)), way);
        assert_eq!(course.screen().key, key, "{position}");
    }
}

#[test]
fn a_step_waits_until_the_answer_is_on_disk_and_is_then_taken_once() {
    let mut course = begin(&all(), Way::ByQuestion);
    let write = course.answer("/sex", "f").expect("an answer").expect("a change");
    assert_eq!((write.seq, write.value.as_deref()), (6, Some("f")));
    assert_eq!(course.ask(Step::Next), Outcome::Held);
    assert_eq!(course.ask(Step::Next), Outcome::Held);
    assert_eq!(course.screen().key, "/sex");
    assert_eq!(course.confirm(&write), Some(Outcome::Shown));
    assert_eq!(course.screen().key, "/job");
    assert!(!course.is_held());
}

#[test]
fn an_answer_that_did_not_reach_the_disk_keeps_the_person_there_until_it_does() {
    let mut course = begin(&all(), Way::ByQuestion);
    let write = course.answer("/sex", "f").expect("an answer").expect("a change");
    assert_eq!(course.ask(Step::Leave), Outcome::Held);
    course.lose(&write, Problem::new("store.full"));
    assert!(!course.is_held(), "a step never comes by surprise later");
    assert_eq!(course.ask(Step::Next), Outcome::Unsaved);
    assert_eq!(course.unsaved().map(|why| why.code.as_str()), Some("store.full"));
    let again = course.retry();
    assert_eq!(again.len(), 1);
    assert_eq!(again[0].value.as_deref(), Some("f"));
    course.confirm(&again[0]);
    assert_eq!(course.ask(Step::Next), Outcome::Shown);
}

#[test]
fn the_same_answer_again_writes_nothing() {
    let mut course = begin(&all(), Way::ByQuestion);
    answer(&mut course, "/sex", "f");
    assert_eq!(course.answer("/sex", "f"), Ok(None));
    let taken_away = course.answer("/sex", "").expect("an answer").expect("a change");
    assert_eq!(taken_away.value, None);
}

#[test]
fn a_missing_answer_is_said_once_and_then_may_wait() {
    let mut course = begin(&all(), Way::ByQuestion);
    assert_eq!(course.ask(Step::Next), Outcome::Told);
    assert!(course.is_told());
    assert_eq!(course.ask(Step::Next), Outcome::Shown);
    assert!(!course.is_told());
    assert_eq!(course.ask(Step::Next), Outcome::Shown, "a question that need not be answered stops nobody");
}

#[test]
fn the_first_fault_is_shown_with_its_message() {
    let mut course = resume(&draft(&all(), &[("/sex", "m")], Some(REVIEW)), Way::ByQuestion);
    answer(&mut course, "/districts[TPBK]/Q1", "A");
    assert_eq!(course.ask(Step::FirstFault), Outcome::Shown);
    assert_eq!(course.screen().key, "/districts/Q1");
    assert!(course.is_told());
    assert_eq!(course.faulty_here().collect::<Vec<_>>(), ["/districts[PN]/Q1", "/districts[BB]/Q1"]);
}

#[test]
fn the_ends_of_the_form_are_no_steps() {
    let mut course = begin(&all(), Way::ByQuestion);
    assert_eq!(course.ask(Step::Back), Outcome::Nowhere);
    assert_eq!(course.ask(Step::To(REVIEW.to_owned())), Outcome::Shown);
    assert_eq!(course.ask(Step::Next), Outcome::Nowhere);
    assert_eq!(course.progress(), (6, 6));
}

#[test]
fn the_next_unit_without_an_answer_is_found_from_the_last_one_on_then_from_the_top() {
    let mut course = resume(&draft(&all(), &[], Some("/districts/Q1")), Way::ByQuestion);
    answer(&mut course, "/districts[PN]/Q1", "B");
    assert_eq!(course.next_open(Some("/districts[PN]/Q1"), |_| true), Some("/districts[BB]/Q1"));
    answer(&mut course, "/districts[BB]/Q1", "B");
    assert_eq!(course.next_open(Some("/districts[BB]/Q1"), |_| true), Some("/districts[TPBK]/Q1"));
    assert_eq!(course.answered_here(), (2, 3));
    answer(&mut course, "/districts[TPBK]/Q1", "E");
    assert_eq!(course.next_open(None, |_| true), None);
}

#[test]
fn the_same_answer_for_all_says_first_what_it_overwrites() {
    let mut course =
        resume(&draft(&all(), &[("/districts[PN]/Q1", "C")], Some("/districts/Q1")), Way::ByQuestion);
    let spread = course.spread("A");
    assert_eq!((spread.fresh, spread.overwritten), (2, 1));
    let writes = course.answer_all("A").expect("answers");
    assert_eq!(writes.len(), 3);
    assert_eq!(course.spread("A").overwritten, 0);
}

#[test]
fn a_question_that_other_answers_make_pointless_leaves_the_order_and_comes_back_with_its_answer() {
    let mut second = one("second", "quality");
    second["relevant"] = json!("${first} = 'A'");
    let mut course = begin(&json!([one("first", "quality"), second, note("thanks")]), Way::ByQuestion);
    assert_eq!(keys(&course), ["/first", "/thanks", REVIEW]);
    answer(&mut course, "/first", "A");
    assert_eq!(keys(&course), ["/first", "/second", "/thanks", REVIEW]);
    answer(&mut course, "/second", "D");
    answer(&mut course, "/first", "B");
    assert_eq!(course.standing("/second"), QuestionState::NotAsked);
    answer(&mut course, "/first", "A");
    assert_eq!(course.value("/second"), "D");
}

#[test]
fn the_jump_list_names_every_question_and_how_it_stands() {
    let mut skipped = one("skipped", "quality");
    skipped["relevant"] = json!("${sex} = 'm'");
    let mut nodes = all();
    nodes.as_array_mut().expect("nodes").insert(1, skipped);
    let mut course = begin(&nodes, Way::ByQuestion);
    answer(&mut course, "/sex", "f");
    answer(&mut course, "/districts[TPBK]/Q1", "A");
    let list: Vec<_> = stops(&course)
        .into_iter()
        .map(|stop| match stop {
            Stop::Section { label } => format!("# {}", label["vi"]),
            Stop::Entry { label, standing, answered, asked, .. } => {
                let label = label.get("vi").map_or("-", String::as_str).to_owned();
                format!("{label} {} {answered}/{asked}", standing.name())
            }
        })
        .collect();
    assert_eq!(
        list,
        [
            "# Thông tin chung",
            "sex answered 1/1",
            "- open 0/1",
            "skipped not-asked 0/0",
            "# districts",
            "Q1 missing 1/3",
            "Q2 missing 0/3",
            "Q3 missing 0/3",
        ]
    );
}

/// A form with one part about so many units, on the screen of its first question.
fn judging(units: usize, questions: usize, way: Way) -> Course {
    let codes: Vec<_> = (0..units).map(|n| format!("U{n:02}")).collect();
    let judged = std::iter::once(one("unit", "units"))
        .chain((1..=questions).map(|n| one(&format!("Q{n}"), "quality")))
        .collect();
    let mut draft = draft(&json!([repeat("districts", json!({ "scope": "all" }), judged)]), &[], None);
    draft.surroundings = surroundings(&codes.iter().map(String::as_str).collect::<Vec<_>>());
    resume(&draft, way)
}

#[test]
fn what_is_missing_is_sought_among_the_units_in_sight() {
    let mut course = judging(19, 1, Way::ByQuestion);
    let found = |path: &str| path.contains("U1");
    assert_eq!(course.next_open(None, found), Some("/districts[U10]/Q1"));
    answer(&mut course, "/districts[U18]/Q1", "A");
    assert_eq!(course.next_open(Some("/districts[U18]/Q1"), found), Some("/districts[U10]/Q1"));
    assert_eq!(course.next_open(None, |_| false), None);
}

#[test]
fn what_is_wrong_is_kept_and_not_called_saved() {
    let mut nodes = all();
    nodes[0]["nodes"][1]["constraint"] = json!("string-length(.) < 3");
    let mut course = begin(&nodes, Way::ByQuestion);
    let mut kept = |answer: &str| {
        let write = course.answer("/job", answer).expect("an answer").expect("a change");
        course.confirm(&write);
        let row = course.row("/job").expect("it is asked");
        (row.told, row.keeping.is_some())
    };
    assert_eq!(kept("ab"), (false, true));
    assert_eq!(kept("abc"), (true, false));
    assert_eq!(kept("a"), (false, true));
}

/// Answers everything the way the screens ask for it. Returns taps on options, taps on "next", and question texts read.
fn effort(units: usize, questions: usize, way: Way) -> (usize, usize, usize) {
    let mut course = judging(units, questions, way);
    let (mut answers, mut steps, mut read) = (0, 0, 0);
    while course.screen().shape != Shape::Review {
        let paths = course.screen().paths.clone();
        read += if course.screen().shape == Shape::Units { 1 } else { paths.len() };
        for path in paths {
            answer(&mut course, &path, "A");
            answers += 1;
        }
        assert_eq!(course.ask(Step::Next), Outcome::Shown);
        steps += 1;
    }
    assert!(course.faults().is_empty());
    (answers, steps, read)
}

#[test]
fn by_question_takes_fewer_steps_and_less_reading_than_by_unit() {
    assert_eq!(effort(8, 6, Way::ByQuestion), (48, 6, 6), "P2");
    assert_eq!(effort(8, 6, Way::ByUnit), (48, 8, 48), "P2");
    assert_eq!(effort(19, 11, Way::ByQuestion), (209, 11, 11), "P4");
    assert_eq!(effort(19, 11, Way::ByUnit), (209, 19, 209), "P4");
}
