//! The reader beside `serde_json`: what both take is the same, and what one refuses both refuse.

use std::collections::BTreeMap;
use std::fmt::Debug;

use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::*;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum Shape {
    Bare,
    One(Option<i32>),
    Two(u8, String),
    Named { x: f64, at: BTreeMap<u32, Shape> },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Code(String);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Record {
    id: u64,
    code: Code,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    shapes: Vec<Shape>,
    by_code: Vec<(String, bool)>,
    when: Option<jiff::Timestamp>,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

fn same<T: DeserializeOwned + PartialEq + Debug>(text: &str) {
    let (own, other) = (from_str::<T>(text), serde_json::from_str::<T>(text));
    match (&own, &other) {
        (Ok(own), Ok(other)) => assert_eq!(own, other, "{text}"),
        (Err(_), Err(_)) => {}
        _ => panic!("{text}: {own:?}, {other:?}"),
    }
}

#[test]
fn values_of_all_kinds_are_read_and_refused_as_by_others() {
    for text in [
        r#" {"a": [1, -2, 18446744073709551615, 1e2, -0.5, -0], "b": {"ờ": "\u1edd\n", "": null}} "#,
        r#"[true, false, null, "", [], {}, 12345678901234567890123]"#,
        "\"x\"",
        "\"\\ud83d\\ude00\"",
        "\"\\x\"",
        "\"\u{1}\"",
        "\"",
        "\"\\",
        "\"\\\"",
        "{} x",
        "{\"a\" 1}",
        "{\"a\": 1,}",
        "{1: 1}",
        "{,}",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1",
        "[1}",
        "01",
        "1.",
        "+1",
        "-",
        "nul",
        "nullx",
        "tru",
        "",
        " ",
        "\u{feff}1",
    ] {
        same::<Value>(text);
        same::<IgnoredAny>(text);
        same::<Record>(text);
    }
    // Half a character and a number past all: unlike others this does not pass over them where nobody reads them.
    for text in [r#""\ud83d""#, "1e999"] {
        same::<Value>(text);
        assert!(from_str::<IgnoredAny>(text).is_err(), "{text}");
    }
}

#[test]
fn variants_numbers_and_keys_are_read_as_by_others() {
    for text in [
        r#""Bare""#,
        r#"{"Bare": null}"#,
        r#"{"Bare": 1}"#,
        r#""One""#,
        r#"{"One": null}"#,
        r#"{"One": -7}"#,
        r#"{"One": 7.5}"#,
        r#"{"One": 3000000000}"#,
        r#"{"Two": [255, "x"]}"#,
        r#"{"Two": [256, "x"]}"#,
        r#"{"Two": [1]}"#,
        r#"{"Two": [1, "x", 2]}"#,
        r#"{"Named": {"x": 1, "at": {"1": "Bare", "20": {"Two": [1, "\t"]}}}}"#,
        r#"{"Named": {"x": 1, "at": {"x": "Bare"}}}"#,
        r#"{"Named": {"x": 1, "at": {"1.5": "Bare"}}}"#,
        r#"{"Named": {"x": "1", "at": {}}}"#,
        r#"{"Named": {"at": {}}}"#,
        r#"{"Bare": null, "One": 1}"#,
        r#"{"Other": 1}"#,
        "{}",
        "7",
    ] {
        same::<Shape>(text);
        same::<Vec<Shape>>(&format!("[{text}, {text}]"));
    }
}

#[test]
fn as_deep_as_others_read_and_no_deeper() {
    for deep in [126, 127, 128, 200, 100_000] {
        same::<Value>(&format!("{}{}", "[".repeat(deep), "]".repeat(deep)));
        same::<IgnoredAny>(&format!("{}1{}", "{\"a\":".repeat(deep.min(127)), "}".repeat(deep.min(127))));
    }
    assert!(from_str::<IgnoredAny>(&"[".repeat(100_000)).is_err());
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_what_is_missing_by_name() {
    let told = |text: &str| from_str::<Record>(text).unwrap_err().to_string();
    assert_eq!(told("{\n  \"id\": \"x\"\n}"), "other than expected at line 2 column 9");
    assert_eq!(told(r#"{"id": 1}"#), "without code, other than expected at line 1 column 9");
}

#[test]
fn a_struct_is_an_object_and_no_list() {
    assert!(serde_json::from_str::<crate::problem::Problem>(r#"["code", {}]"#).is_ok());
    assert!(from_str::<crate::problem::Problem>(r#"["code", {}]"#).is_err());
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_value_is_read_as_by_others(value in json(), pretty: bool, cut in 0_usize..400) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        let text = text.unwrap();
        same::<Value>(&text);
        same::<Record>(&text);
        let cut = (0..=cut.min(text.len())).rev().find(|cut| text.is_char_boundary(*cut)).unwrap_or(0);
        same::<Value>(&text[..cut]);
        same::<Value>(&text[cut..]);
    }

    #[test]
    fn a_record_comes_back(id: u64, code: String, seconds in -1_000_000_i64..4_000_000_000, x in -1e12..1e12_f64, flags: Vec<(String, bool)>) {
        let at = BTreeMap::from([(7, Shape::Bare), (8, Shape::One(Some(-3)))]);
        let shapes = vec![Shape::Bare, Shape::Two(9, code.clone()), Shape::Named { x: x.round(), at }];
        let when = jiff::Timestamp::from_second(seconds).ok();
        let rest = BTreeMap::from([("more".to_owned(), Value::from(vec![1, 2]))]);
        let record = Record { id, code: Code(code), shapes, by_code: flags, when, rest };
        let text = serde_json::to_string(&record).unwrap();
        prop_assert_eq!(from_str::<Record>(&text).unwrap(), record);
    }
}
