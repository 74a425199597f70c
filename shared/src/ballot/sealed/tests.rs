//! Sealed bytes of version 1 open for ever, and nothing that arrives makes opening panic.

use proptest::prelude::*;
use serde_json::json;

use super::*;

/// Sealed once, in 2026. Never to be made anew.
const FIXTURE: &[u8] = include_bytes!("../../../../tests/corpus/fixtures/ballot-v1.bin");
const FIXTURE_DIGEST: &str = include_str!("../../../../tests/corpus/fixtures/ballot-v1.sha256");

pub(in crate::ballot) fn header() -> Header {
    Header {
        id: "019abcde-0000-7000-8000-0000000000ff".parse().unwrap(),
        campaign: "bac-kan-2026".to_owned(),
        form: "P7".to_owned(),
        version: "2026.1".to_owned(),
        definition: Digest::of(b"the definition of P7, 2026.1"),
        place: "01840".to_owned(),
        mode: Mode::Tablet,
        interviewer: Some("dtv.na-ri".to_owned()),
        started: "2026-11-22T01:05:09.5Z".parse().unwrap(),
        finished: "2026-11-22T01:31:00Z".parse().unwrap(),
        replaces: None,
        consented: None,
    }
}

fn ballot(answers: Value) -> Ballot {
    let Value::Object(answers) = answers else { panic!("answers are an object") };
    Ballot { header: header(), answers }
}

fn sample() -> Ballot {
    ballot(json!({
        "sex": "f",
        "age": 46,
        "used_departments": ["SNV", "STP"],
        "departments": [
            {"unit": "SNV", "P7_1": "A", "P7_2": "Thủ tục còn rườm rà, \"đi lại\" nhiều lần\nở bộ phận một cửa"},
            {"unit": "STP", "P7_1": "B", "P7_2": ""},
        ],
        "distance_km": "12.50",
        "opinion": "Tốt 👍 — cảm ơn",
    }))
}

/// Anything that a form can give: texts without U+0000, whole numbers, lists, repeats.
fn answers() -> impl Strategy<Value = Value> {
    let text = || "[^\u{0}]{0,12}";
    let leaf = || prop_oneof![text().prop_map(Value::from), any::<i64>().prop_map(Value::from)];
    let several = prop::collection::vec(leaf(), 0..4).prop_map(Value::from);
    let object = prop::collection::btree_map(text(), leaf(), 0..4).prop_map(|fields| json!(fields));
    let repeat = prop::collection::vec(object, 0..4).prop_map(Value::from);
    prop::collection::btree_map(text(), prop_oneof![leaf(), several, repeat], 0..6)
        .prop_map(|fields| json!(fields))
}

#[test]
fn bytes_sealed_as_version_1_open_for_ever() {
    assert_eq!(Digest::of(FIXTURE).to_string(), FIXTURE_DIGEST.trim());
    assert_eq!(Ballot::open(FIXTURE), Ok(sample()));
    assert_eq!(Header::open(FIXTURE), Ok(sample().header));
}

#[test]
fn sealing_gives_the_same_bytes_as_ever() {
    let Sealed { bytes, digest } = sample().seal();
    assert_eq!(String::from_utf8(bytes).unwrap(), String::from_utf8(FIXTURE.to_vec()).unwrap());
    assert_eq!(digest, Digest::of(FIXTURE));
}

#[test]
fn a_ballot_tells_of_consent_where_it_was_asked_and_of_nothing_where_not() {
    let agreed = Some("2026-11-22T01:05:02Z".parse().unwrap());
    let with = Ballot { header: Header { consented: agreed, ..header() }, ..sample() };
    let text = String::from_utf8(with.seal().bytes.clone()).unwrap();
    assert!(text.lines().nth(1).unwrap().contains(r#""consented":"2026-11-22T01:05:02Z""#), "{text}");
    assert!(!text.lines().nth(2).unwrap().contains("consented"), "the answers say nothing of it");
    assert_eq!(Ballot::open(text.as_bytes()), Ok(with));
}

#[test]
fn any_changed_byte_changes_the_digest() {
    for at in 0..FIXTURE.len() {
        let mut bytes = FIXTURE.to_vec();
        bytes[at] ^= 1;
        assert_ne!(Digest::of(&bytes), Digest::of(FIXTURE), "byte {at}");
    }
}

#[test]
fn bytes_cut_short_anywhere_do_not_open() {
    for length in 0..FIXTURE.len() {
        assert!(Ballot::open(&FIXTURE[..length]).is_err(), "{length} bytes");
    }
}

#[test]
fn what_is_no_ballot_is_refused_by_its_reason() {
    let text = String::from_utf8(FIXTURE.to_vec()).unwrap();
    let open = |text: &str| Ballot::open(text.as_bytes()).unwrap_err();
    let with_payload = |payload: &str| {
        let head: Vec<&str> = text.splitn(3, '\n').take(2).collect();
        format!("{}\n{payload}", head.join("\n"))
    };

    assert_eq!(open(""), OpenError::Format);
    assert_eq!(open("parindex-ballot 1"), OpenError::Format);
    assert_eq!(open(&text.replacen("ballot 1", "ballot 2", 1)), OpenError::Format);
    assert_eq!(open(&text.replacen('\n', "\r\n", 1)), OpenError::Format);
    assert_eq!(Ballot::open(b"parindex-ballot 1\n{}\n{\xff}"), Err(OpenError::Format));
    assert!(matches!(open(&text.replacen("\"form\"", "\"from\"", 1)), OpenError::Header(_)));
    assert!(matches!(open(&text.replacen("tablet", "balloon", 1)), OpenError::Header(_)));
    for payload in ["", "[]", "null", "{} {}", "{\"a\":1e999}", "{\"a\":\"\u{0}\"}", "{\"a\""] {
        assert!(matches!(open(&with_payload(payload)), OpenError::Payload(_)), "{payload}");
    }
    assert!(matches!(open(&with_payload(&"[".repeat(100_000))), OpenError::Flaw(Flaw::Deep(_))));
    for payload in [r#"{"a":"b\u0000c"}"#, r#"{"a\u0000":1}"#, r#"{"a":[{"b":["\u0000"]}]}"#] {
        assert!(matches!(open(&with_payload(payload)), OpenError::Flaw(Flaw::Nul(_))), "{payload}");
    }
    let version = open(&text.replacen("2026.1", r"2026\u0000", 1));
    assert_eq!(version, OpenError::Flaw(Flaw::Nul("version".to_owned())));
    for payload in [r#"{"a":1,"a":1}"#, r#"{"a":[{"unit":"A","q":1,"q":2}]}"#] {
        assert!(matches!(open(&with_payload(payload)), OpenError::Flaw(Flaw::Twice(_))), "{payload}");
    }
    let twice = text.replacen("\"form\"", "\"form\":\"P1\",\"form\"", 1);
    assert_eq!(open(&twice), OpenError::Flaw(Flaw::Twice("form".to_owned())));
    assert!(Ballot::open(with_payload(r#"{"a":"\\u0000"}"#).as_bytes()).is_ok());
}

#[test]
fn the_largest_ballot_opens_and_one_byte_more_does_not() {
    let empty = ballot(json!({"a": ""})).seal().bytes.len();
    let of = |length: usize| ballot(json!({"a": "x".repeat(length - empty)})).seal().bytes;
    assert!(Ballot::open(&of(MAX_BYTES)).is_ok());
    assert_eq!(Ballot::open(&of(MAX_BYTES + 1)), Err(OpenError::TooLarge));
}

#[test]
fn a_nul_that_got_into_an_answer_does_not_keep_the_ballot_from_the_server() {
    let sealed = ballot(json!({"a": "b\u{0}", "c\u{0}": [{"d": ["\u{0}", 1]}], "e": "f"})).seal();
    let opened = Ballot::open(&sealed.bytes).unwrap();
    assert_eq!(opened, ballot(json!({"a": "b\u{fffd}", "c\u{fffd}": [{"d": ["\u{fffd}", 1]}], "e": "f"})));
}

proptest! {
    #[test]
    fn what_is_sealed_opens_as_it_was(answers in answers()) {
        let ballot = ballot(answers);
        let sealed = ballot.seal();
        prop_assert_eq!(sealed.digest, Digest::of(&sealed.bytes));
        prop_assert!(sealed.opens_as(&ballot));
        prop_assert_eq!(Ballot::open(&sealed.bytes), Ok(ballot));
    }

    #[test]
    fn what_is_sealed_is_a_sorted_copy_written_as_text(
        answers in answers(), number in any::<f64>().prop_filter("JSON has none", |it| it.is_finite()),
    ) {
        let mut ballot = ballot(answers);
        ballot.answers.insert("number".to_owned(), number.into());
        let header = serde_json::to_string(&ballot.header).unwrap();
        let mut copy = Value::Object(ballot.answers.clone());
        copy.sort_all_objects();
        let text = format!("parindex-ballot 1\n{header}\n{copy}");
        prop_assert_eq!(String::from_utf8(ballot.seal().bytes).unwrap(), text);
    }

    #[test]
    fn hostile_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Ballot::open(&bytes);
        let _ = Ballot::open(&[b"parindex-ballot 1\n{}\n".as_slice(), &bytes].concat());
    }

    #[test]
    fn a_damaged_ballot_never_panics_and_what_still_opens_can_be_sealed(
        at in 0..FIXTURE.len(), byte: u8, cut in 0..4usize, more in prop::collection::vec(any::<u8>(), 0..4),
    ) {
        let mut bytes = FIXTURE.to_vec();
        bytes[at] = byte;
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, more);
        let sealed = Sealed { digest: Digest::of(&bytes), bytes };
        let opened = Ballot::open(&sealed.bytes);
        // With its names in the order of the bytes.
        prop_assert_eq!(sealed.opens_as(&Ballot::open(FIXTURE).unwrap()), opened == Ok(sample()));
        if let Ok(ballot) = opened {
            prop_assert_eq!(Ballot::open(&ballot.seal().bytes), Ok(ballot));
        }
    }
}

#[test]
fn a_header_opens_whatever_the_answers_are() {
    let lines = FIXTURE.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(i, _)| i + 1);
    let head = &FIXTURE[..lines.max().unwrap()];
    assert_eq!(Header::open(&[head, b"{\xff"].concat()), Ok(sample().header));
    for cut in [0, 5, head.len() - 1] {
        assert_eq!(Header::open(&head[..cut]), Err(OpenError::Format), "{cut} bytes");
    }
    let broken = b"parindex-ballot 1\n{\xff}\n{}";
    assert!(matches!(Header::open(broken), Err(OpenError::Header(_) | OpenError::Flaw(_))));
}
