//! Keys and what they do, from a paper's number to the entry that is sent: no browser, no clock.

mod aside;

use serde_json::json;
use shared::form::{FormDefinition, Surroundings};
use shared::wire::{
    FieldKind, FieldOption, NewPaperBatch, PaperAnswer, PaperBack, PaperBatch, PaperDifference, PaperEntry,
    PaperField, PaperWork,
};

use super::keys::{Act, Reason, Stroke};
use super::said::Said;
use super::sheet::Why;
use super::station::Station;

const UP: Stroke = Stroke::Step { down: false, any: false };
const UP_ANY: Stroke = Stroke::Step { down: false, any: true };

fn question(name: &str, kind: serde_json::Value, relevant: Option<&str>) -> serde_json::Value {
    json!({ "node": "question", "name": name, "kind": kind, "label": { "vi": name }, "required": "true()", "relevant": relevant })
}

/// A filter, a question behind it, two about each unit, an age with a limit, and words.
fn form() -> FormDefinition {
    let yesno = json!({ "type": "select_one", "list": "yesno" });
    let mut age = question("age", json!({ "type": "integer" }), None);
    age["constraint"] = json!(". < 120");
    let mut words = question("why", json!({ "type": "text" }), None);
    words["required"] = json!(null);
    let option = |name: &str| json!({ "name": name, "label": { "vi": name } });
    let form = json!({
        "id": "P1", "version": "1", "title": "P1", "languages": [],
        "choices": { "yesno": [option("yes"), option("no")] },
        "nodes": [
            question("did", yesno.clone(), None),
            question("more", yesno.clone(), Some("${did} = 'yes'")),
            {
                "node": "repeat", "name": "units", "label": {},
                "target": { "unit_type": "commune", "scope": { "scope": "all" } },
                "nodes": [
                    question("unit", json!({ "type": "text" }), None),
                    question("one", yesno.clone(), None),
                    question("two", yesno, None),
                ],
            },
            age,
            words,
        ],
    });
    serde_json::from_value(form).expect("a form")
}

fn work() -> PaperWork {
    let form = form();
    let surroundings: Surroundings =
        serde_json::from_value(json!({ "units": { "commune": ["A", "B"] }, "own": {} })).expect("units");
    let options = || ["yes", "no"].map(|code| FieldOption { code: code.to_owned(), label: code.to_owned() });
    let fields = form.fields(&surroundings);
    let field = |field: shared::form::Field<'_>| PaperField {
        path: field.path,
        number: field.asked.number,
        label: field.asked.question.name.clone(),
        unit: field.unit.unwrap_or_default(),
        kind: match &*field.asked.question.name {
            "age" => FieldKind::Number,
            "why" => FieldKind::Text,
            _ => FieldKind::One,
        },
        options: if field.asked.options.is_empty() { Vec::new() } else { options().to_vec() },
        only: Vec::new(),
    };
    PaperWork {
        batch: PaperBatch {
            position: 3,
            what: NewPaperBatch { form: "P1".to_owned(), place: "A".to_owned(), issued: 9, twice: 0 },
            version: "1".to_owned(),
            group: String::new(),
            place_name: String::new(),
            by: "admin".to_owned(),
            at: jiff::Timestamp::UNIX_EPOCH,
            back: Some(PaperBack {
                returned: 8,
                spoiled: 0,
                day: "2019-11-05".parse().expect("a day"),
                by: "admin".to_owned(),
                at: jiff::Timestamp::UNIX_EPOCH,
            }),
            cancelled: None,
            sealed: 0,
            spoiled: 0,
            waiting: 0,
            differing: 0,
            other_day: 0,
        },
        fields: fields.into_iter().map(field).collect(),
        form: form.clone(),
        surroundings,
        open: vec![1, 2, 4],
        differing: vec![5],
        last: Some(8),
    }
}

fn station() -> Station {
    Station::new(work()).expect("a form")
}

/// Types as a person does: each sign is heard of, and what is typed stands in the field until it is written anew. `↵` is Enter.
fn keys(station: &mut Station, typed: &str) -> Act {
    let (mut field, mut last) = (station.value(), Act::Stay);
    for sign in typed.chars() {
        last = match sign {
            '↵' => station.press(Stroke::Enter, &field),
            '↑' => station.press(UP, &field),
            '←' => station.press(Stroke::Take(0), &field),
            '→' => station.press(Stroke::Take(1), &field),
            sign => {
                field.push(sign);
                station.typed(&field)
            }
        };
        if last != Act::Stay {
            field = station.value();
        }
    }
    last
}

fn path(station: &Station) -> &str {
    station.paper.as_ref().and_then(|paper| paper.sheet.field()).map_or("", |field| &field.path)
}

fn told(station: &Station) -> &str {
    station.told.as_ref().map_or("", |problem| &problem.code)
}

fn said_of(station: &Station, nth: usize) -> Said {
    station.paper.as_ref().map(|paper| paper.sheet.said(nth).clone()).unwrap_or_default()
}

fn entry(answers: &[(&str, &str)]) -> PaperEntry {
    let answer =
        |(path, answer): &(&str, &str)| PaperAnswer { path: (*path).into(), answer: (*answer).into() };
    PaperEntry { answers: answers.iter().map(answer).collect(), ..PaperEntry::default() }
}

#[test]
fn a_paper_is_keyed_by_a_digit_for_each_choice_and_sent_by_enter() {
    let mut station = station();
    assert_eq!(keys(&mut station, "↵"), Act::Begin, "Enter alone begins the next one");
    assert_eq!(path(&station), "/did");
    assert_eq!(keys(&mut station, "2"), Act::Show);
    assert_eq!(path(&station), "/units[A]/one", "what is not asked is skipped");
    keys(&mut station, "1212");
    assert_eq!(path(&station), "/age", "a table takes a digit each and nothing else");
    keys(&mut station, "34↵tốt↵");
    let said = [
        ("/did", "no"),
        ("/units[A]/one", "yes"),
        ("/units[A]/two", "no"),
        ("/units[B]/one", "yes"),
        ("/units[B]/two", "no"),
        ("/age", "34"),
        ("/why", "tốt"),
    ];
    assert_eq!(keys(&mut station, "↵"), Act::Finish(1, entry(&said)));
    station.done();
    assert_eq!((station.paper.is_none(), station.next()), (true, Some(2)));
}

#[test]
fn a_number_is_typed_or_read_by_a_scanner_and_others_are_told_why() {
    for (typed, number) in [("4↵", 4), ("3-2↵", 2), ("Mẫu P1, phiên bản 1 - Lô 3 - Phiếu số 0004↵", 4)]
    {
        let mut station = station();
        assert_eq!(keys(&mut station, typed), Act::Begin, "{typed}");
        assert_eq!(station.paper.map(|paper| paper.number), Some(number));
    }
    for (typed, code) in [
        ("3↵", "keying.not_open"),
        ("10↵", "papers.no_paper"),
        ("0↵", "papers.no_paper"),
        ("2-4↵", "keying.other_batch"),
        ("Mẫu P1, phiên bản 3 - Lô 2 - Phiếu số 0004↵", "keying.other_batch"),
        ("x↵", "keying.no_number"),
    ] {
        let mut station = station();
        keys(&mut station, typed);
        assert_eq!(told(&station), code, "{typed}");
    }
    let mut station = station();
    station.on_way = vec![1, 4];
    assert_eq!(station.next(), Some(2));
    keys(&mut station, "4↵");
    assert_eq!(told(&station), "keying.on_its_way");
    station.work.batch.back = None;
    keys(&mut station, "2↵");
    assert_eq!(told(&station), "papers.not_back");
}

#[test]
fn up_goes_back_a_correction_goes_on_where_keying_stood_and_what_it_makes_asked_is_asked() {
    let mut station = station();
    keys(&mut station, "1↵21212");
    assert_eq!(path(&station), "/age");
    keys(&mut station, "↑↑");
    assert_eq!(path(&station), "/units[B]/one");
    keys(&mut station, "2");
    assert_eq!(path(&station), "/age");
    keys(&mut station, "↑↑↑↑↑");
    assert_eq!(path(&station), "/did");
    keys(&mut station, "1");
    assert_eq!(path(&station), "/more", "now it is asked");
    keys(&mut station, "2");
    assert_eq!(path(&station), "/age");
    keys(&mut station, "40↵↵");
    assert!(station.paper.as_ref().is_some_and(|paper| paper.sheet.field().is_none()));
}

#[test]
fn a_digit_that_is_no_option_is_told_and_nothing_is_said() {
    let mut station = station();
    keys(&mut station, "1↵7");
    assert_eq!((path(&station), told(&station)), ("/did", "keying.no_option"));
    keys(&mut station, "↵");
    assert_eq!((path(&station), told(&station)), ("/did", "keying.nothing_typed"));
    keys(&mut station, "1");
    assert_eq!((path(&station), told(&station)), ("/more", ""));
}

#[test]
fn doubts_are_told_and_keep_nothing_from_being_sent() {
    let mut station = station();
    keys(&mut station, "1↵-");
    assert_eq!(station.doubt, Some((0, Why::Required)));
    keys(&mut station, "1*12200↵");
    assert!(matches!(station.doubt, Some((6, Why::Rule(_)))), "{:?}", station.doubt);
    let Act::Finish(1, sent) = keys(&mut station, "↵↵") else { panic!("it is sent") };
    assert!(sent.as_it_is, "the paper says so");
    assert_eq!(sent.unreadable, ["/units[A]/two"]);
    assert!(sent.answers.iter().all(|answer| answer.path != "/did"));
}

#[test]
fn an_answer_where_none_should_be_is_keyed_and_doubted() {
    let mut station = station();
    keys(&mut station, "1↵2");
    assert_eq!(station.press(UP_ANY, ""), Act::Show);
    assert_eq!(path(&station), "/more");
    keys(&mut station, "1");
    assert_eq!(station.doubt, Some((1, Why::NotAsked)));
    let Act::Finish(1, sent) = keys(&mut station, "121234↵↵↵") else { panic!("it is sent") };
    assert!(sent.as_it_is && sent.answers.iter().any(|answer| answer.path == "/more"));
}

#[test]
fn a_spoiled_paper_takes_two_keys_or_words() {
    for (typed, reason) in [
        ("/1", Reason::Common(1)),
        ("1/ướt↵", Reason::Words("ướt".to_owned())),
        ("/ 2 tờ dính nhau↵", Reason::Words("2 tờ dính nhau".to_owned())),
    ] {
        let mut station = station();
        keys(&mut station, "1↵");
        assert_eq!(keys(&mut station, typed), Act::Spoil(1, reason));
    }
    let mut station = station();
    keys(&mut station, "1↵/↑");
    assert_eq!(path(&station), "/did", "up takes it back");
}

#[test]
fn a_paper_that_is_left_is_found_as_it_was() {
    let mut station = station();
    keys(&mut station, "1↵21");
    assert_eq!(station.press(Stroke::Leave, ""), Act::Show);
    assert_eq!((station.left().collect::<Vec<_>>(), station.begun()), (vec![1], 1));
    keys(&mut station, "2↵");
    assert_eq!(path(&station), "/did");
    station.press(Stroke::Leave, "");
    assert_eq!(keys(&mut station, "1↵"), Act::Begin);
    assert_eq!(path(&station), "/units[A]/two");
}

#[test]
fn enter_goes_on_with_a_paper_that_was_left_once_nothing_else_is_to_be_keyed() {
    let mut station = station();
    station.work.open = vec![4];
    keys(&mut station, "↵22");
    station.press(Stroke::Leave, "");
    station.done();
    station.work.open.clear();
    assert_eq!((station.next(), station.was_left(4)), (Some(4), true), "before the one that is compared");
    assert_eq!(keys(&mut station, "↵"), Act::Begin);
    assert_eq!((path(&station), station.was_left(4)), ("/units[A]/two", false));
}

#[test]
fn who_comes_to_compare_compares_before_anything_is_keyed() {
    let came = PaperWork { differing: vec![5, 7], last: None, ..work() };
    let mut station = Station::new(came).expect("a form");
    assert_eq!(keys(&mut station, "↵"), Act::Compare(5));
    station.compare(5, PaperDifference { entries: vec![entry(&[]), entry(&[])], paths: Vec::new() });
    station.done();
    assert_eq!(station.next(), Some(7), "and the next one");
    keys(&mut station, "1↵");
    station.press(Stroke::Leave, "");
    assert_eq!(station.next(), Some(1), "who keys goes on keying");
}

#[test]
fn the_last_entry_comes_back_by_one_key() {
    let mut station = station();
    station.work.last = None;
    assert_eq!(keys(&mut station, "↑"), Act::Back(None));
    station.work.last = Some(3);
    assert_eq!(keys(&mut station, "↑"), Act::Back(Some(3)));
    assert_eq!(keys(&mut station, "3↵"), Act::Again(3), "what is held of another one stays");
    station.correct(3, &entry(&[("/did", "no"), ("/age", "34")]), false);
    keys(&mut station, "↑↑");
    assert_eq!(path(&station), "/age");
    assert_eq!(station.value(), "34", "what is typed stands in the field");
    station.press(Stroke::Enter, "35");
    let Act::Finish(3, sent) = keys(&mut station, "↵") else { panic!("it is sent") };
    assert_eq!(sent.answers.iter().find(|it| it.path == "/age").map(|it| &*it.answer), Some("35"));
}

#[test]
fn a_third_person_keys_what_the_paper_says_or_takes_one_of_two_by_another_key() {
    let whole = [
        ("/did", "no"),
        ("/units[A]/one", "yes"),
        ("/units[A]/two", "no"),
        ("/units[B]/one", "yes"),
        ("/units[B]/two", "no"),
        ("/age", "34"),
    ];
    let mut other = whole;
    (other[1].1, other[3].1, other[5].1) = ("no", "no", "43");
    let mut station = station();
    assert_eq!(keys(&mut station, "5↵"), Act::Compare(5));
    let entries = vec![entry(&whole), entry(&other)];
    station.compare(5, PaperDifference { entries, paths: Vec::new() });
    assert!(station.takes_entry("") && !station.takes_entry("3"), "within what is typed arrows move");
    assert_eq!(path(&station), "/units[A]/one");
    keys(&mut station, "2");
    assert_eq!(said_of(&station, 2), Said::Answer("no".to_owned()), "a digit is the paper's own");
    assert_eq!(path(&station), "/units[B]/one");
    keys(&mut station, "↑");
    assert_eq!(path(&station), "/units[A]/one", "up goes back among what differs");
    keys(&mut station, "7");
    assert_eq!(told(&station), "keying.no_option");
    keys(&mut station, "←");
    assert_eq!(said_of(&station, 2), Said::Answer("yes".to_owned()));
    keys(&mut station, "1");
    assert_eq!(path(&station), "/age");
    keys(&mut station, "↵");
    assert_eq!((path(&station), told(&station)), ("/age", "keying.choose"), "Enter decides nothing");
    keys(&mut station, "→");
    assert_eq!(said_of(&station, 6), Said::Answer("43".to_owned()));
    keys(&mut station, "↑36↵");
    let mut third = whole;
    third[5].1 = "36";
    assert_eq!(keys(&mut station, "↵"), Act::Finish(5, entry(&third)));
    assert!(station.paper.is_some_and(|paper| paper.decides));
}

#[test]
fn where_one_calls_a_paper_spoiled_it_is_chosen_between_whole_entries() {
    let spoiled = PaperEntry { spoiled: "rách".to_owned(), ..PaperEntry::default() };
    let both =
        || PaperDifference { entries: vec![entry(&[("/did", "no")]), spoiled.clone()], paths: Vec::new() };
    let mut station = station();
    station.compare(5, both());
    keys(&mut station, "2");
    assert_eq!(told(&station), "keying.choose", "no digit takes an entry");
    assert_eq!(keys(&mut station, "→"), Act::Spoil(5, Reason::Words("rách".to_owned())));
    station.compare(5, both());
    keys(&mut station, "←");
    let paper = station.paper.as_ref().expect("it lies there");
    assert_eq!((paper.sheet.field().is_none(), paper.sheet.said(0)), (true, &Said::Answer("no".to_owned())));
    station.compare(5, both());
    keys(&mut station, "↵");
    let paper = station.paper.as_ref().expect("it lies there");
    assert_eq!((path(&station), paper.sheet.said(0), paper.decides), ("/did", &Said::Open, true));
}
