//! An answer as its question stores it: what is none of the question's kind is no answer, whoever says it.
//!
//! Which texts are answers, and how places are written, is what @getodk/xforms-engine 0.22.0 keeps.

use super::Session;
use super::place::{Places, places};
use super::point::PointId;
use crate::form::xpath::{decimal, is_moment, is_time, number_text, whole_day};
use crate::problem::Problem;

impl Session {
    /// Whole numbers without a fraction, days without a time, times to the second, places on the earth, numbers of a range within it,
    /// texts of signs that XML has.
    pub(super) fn shaped(&self, point: PointId, text: String) -> String {
        if text.len() > LONGEST {
            self.long.set(true);
            return String::new();
        }
        let kind = self.plan.points[point].bind.get("type").unwrap_or("string");
        let number = || decimal(text.trim()).filter(|number| number.is_finite());
        let stored = match kind.strip_prefix("xsd:").unwrap_or(kind) {
            "int" | "integer" => {
                let whole = long(text.trim()).map(str::to_owned);
                whole.or_else(|| number().map(|it| number_text(it.trunc()))).unwrap_or_default()
            }
            "decimal" => number().map_or(String::new(), number_text),
            "date" => whole_day(&text, &self.around.zone).unwrap_or_default(),
            "time" => Some(text).filter(|text| is_time(text)).unwrap_or_default(),
            "dateTime" => Some(text).filter(|text| is_moment(text)).unwrap_or_default(),
            "geopoint" => places(&text, Places::Point).unwrap_or_default(),
            "geotrace" => places(&text, Places::Trace).unwrap_or_default(),
            "geoshape" => places(&text, Places::Shape).unwrap_or_default(),
            _ if text.chars().all(is_xml) => text,
            _ => text.chars().map(|sign| if is_xml(sign) { sign } else { put_for(sign) }).collect(),
        };
        if self.is_beyond(point, &stored) { String::new() } else { stored }
    }

    /// Whether a number lies outside of the range that its question shows.
    fn is_beyond(&self, point: PointId, text: &str) -> bool {
        let ends = self.plan.points[point].control.as_ref().map_or((None, None), |shown| shown.ends);
        let Some(number) = decimal(text).filter(|_| ends != (None, None)) else { return false };
        ends.0.is_some_and(|least| number < least) || ends.1.is_some_and(|most| number > most)
    }
}

/// More bytes than anybody answers with: expressions that read each other could double a text until no device holds it.
pub(super) const LONGEST: usize = 1 << 20;

pub(super) fn too_long() -> Problem {
    Problem::new("form.text_too_long").with("limit", LONGEST >> 10)
}

/// Whether a sign may stand in XML 1.0.
fn is_xml(sign: char) -> bool {
    matches!(sign, '\t' | '\n' | '\r') || sign >= ' ' && !matches!(sign, '\u{fffe}' | '\u{ffff}')
}

/// What stands for a sign that may not: Word writes a line break as U+000B.
fn put_for(sign: char) -> char {
    if sign == '\u{b}' { '\n' } else { '\u{fffd}' }
}

/// A whole number of more digits than a number keeps, which stands as it is written; none that begins with noughts.
fn long(text: &str) -> Option<&str> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.len() > 15 && digits.bytes().all(|digit| digit.is_ascii_digit());
    (plain && !digits.starts_with('0')).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{bind, inner, open};

    #[test]
    fn a_text_holds_signs_that_xml_has() {
        let mut session = open("<a/>", &bind("a", "type=\"string\""), "<input ref=\"/d/a\"/>");
        session.answer("/d/a", "một\u{b}hai\u{0}\t\u{fffe}").unwrap();
        assert_eq!(inner(&session), "<a>một\nhai\u{fffd}\t\u{fffd}</a>");
    }

    #[test]
    fn what_a_question_begins_with_is_an_answer_to_it() {
        let binds: String = [("a", "int"), ("b", "decimal"), ("c", "date"), ("d", "string")]
            .map(|(name, kind)| bind(name, &format!("type=\"{kind}\"")))
            .concat();
        let asked = "<select ref=\"/d/d\"><item><label/><value>x</value></item></select>";
        let session = open("<a>abc</a><b>1,5</b><c>2019-02-30</c><d>x zz</d>", &binds, asked);
        assert_eq!(inner(&session), "<a/><b/><c/><d>x</d>");
    }

    /// As @getodk/xforms-engine 0.22.0 stores each, set by hand, as a default, or by an action.
    #[test]
    fn what_is_none_of_its_kind_is_no_answer() {
        const RANGE: &str = "<range ref=\"/d/a\" start=\"0\" end=\"10\" step=\"2\"/>";
        for (kind, kept, none) in [
            (
                "time",
                &["09:05:07", "09:05:07.123+07:00", "23:59:60", "00:00:00Z"][..],
                &[
                    "25:00",
                    "9:5",
                    "09:05",
                    "24:00:00",
                    "09:05:07+07",
                    "09:05:07-25:00",
                    "2019-01-05",
                    " 09:05:07",
                ][..],
            ),
            (
                "dateTime",
                &["2019-01-01T10:00:00", "2019-01-01T10:00:00.000+07:00", "2019-01-01T10:00:00.123456Z"],
                &[
                    "2019-01-05",
                    "2019-01-01T10:00",
                    "2019-02-30T10:00:00",
                    "2019-01-01 10:00:00",
                    "2019-1-1T10:00:00",
                ],
            ),
            (
                "geopoint",
                &["1.0 2.0", "-90.0 180.0 0.5 3.0"],
                &["abc", "91 0 0 0", "0 181", "1", "1 2 x", "1,2", "0 0 5 5"],
            ),
            ("geotrace", &["1.0 2.0;1.0 3.0 0.0 5.0"], &["1 2", "1 2;91 0", "1 2;;1 3", "1 2;1 3;1 2"]),
            ("geoshape", &["1.0 2.0;1.0 3.0;2.0 2.0;1.0 2.0"], &["1 2;1 3;2 2", "1 2;1 2", "1 2;1 3;x;1 2"]),
        ] {
            let bind = bind("a", &format!("type=\"{kind}\""));
            let act = |value: &str| {
                format!(
                    "{bind}<setvalue ref=\"/d/a\" event=\"odk-instance-first-load\" value=\"'{value}'\"/>"
                )
            };
            let all = kept.iter().map(|text| (*text, *text)).chain(none.iter().map(|text| (*text, "")));
            for (text, stored) in all {
                let stored = if stored.is_empty() { "<a/>".to_owned() } else { format!("<a>{stored}</a>") };
                let mut session = open("<a/>", &bind, "<input ref=\"/d/a\"/>");
                session.answer("/d/a", text).unwrap();
                assert_eq!(inner(&session), stored, "{kind} {text}");
                assert_eq!(inner(&open(&format!("<a>{text}</a>"), &bind, "")), stored, "{kind} {text}");
                assert_eq!(inner(&open("<a/>", &act(text), "")), stored, "{kind} {text}");
            }
        }
        let whole = bind("a", "type=\"int\"");
        let mut session = open("<a>12</a>", &whole, RANGE);
        for (text, stored) in
            [("4.7", "<a>4</a>"), ("12", "<a/>"), ("10", "<a>10</a>"), ("-2", "<a/>"), ("3", "<a>3</a>")]
        {
            session.answer("/d/a", text).unwrap();
            assert_eq!(inner(&session), stored, "{text}");
        }
        // A range that nothing shows has no ends.
        assert_eq!(inner(&open("<a>12</a>", &whole, "")), "<a>12</a>");
    }

    #[test]
    fn places_are_written_as_they_are_sent() {
        for (kind, text, stored) in [
            ("geopoint", " 1.50  +2 ", "1.5 2.0"),
            ("geopoint", "1e1 .5 3 4 5", "10.0 0.5 3.0 4.0"),
            ("geotrace", "1 2 ; 1 3;", "1.0 2.0;1.0 3.0"),
        ] {
            let mut session = open("<a/>", &bind("a", &format!("type=\"{kind}\"")), "<input ref=\"/d/a\"/>");
            session.answer("/d/a", text).unwrap();
            assert_eq!(inner(&session), format!("<a>{stored}</a>"), "{text}");
        }
    }

    #[test]
    fn a_long_whole_number_keeps_its_digits() {
        let mut session = open("<a/>", &bind("a", "type=\"int\""), "<input ref=\"/d/a\"/>");
        for (text, kept) in [
            (" 9007199254740993 ", "9007199254740993"),
            ("-99999999999999999999", "-99999999999999999999"),
            ("007", "7"),
            ("41.7", "41"),
            ("1e3", "1000"),
        ] {
            session.answer("/d/a", text).unwrap();
            assert_eq!(inner(&session), format!("<a>{kept}</a>"));
        }
    }

    /// JavaRosa 5.1.0 writes 1, 5.0, 1.0E8 and 2147483647; @getodk/xforms-engine 0.22.0 as here.
    #[test]
    fn what_is_computed_is_written_as_a_word_or_in_digits() {
        let model = [
            bind("t", "calculate=\"1 = 1\""),
            bind("w", "type=\"decimal\" calculate=\"10 div 2\""),
            bind("m", "type=\"decimal\" calculate=\"10000 * 10000\""),
            bind("i", "type=\"int\" calculate=\"2147483647 + 1\""),
        ];
        let session = open("<t/><w/><m/><i/>", &model.concat(), "");
        assert_eq!(inner(&session), "<t>true</t><w>5</w><m>100000000</m><i>2147483648</i>");
    }

    #[test]
    fn a_date_that_is_computed_is_a_date() {
        let model = [bind("a", "type=\"date\""), bind("b", "type=\"date\" calculate=\"/d/a + 30\"")];
        let mut session = open("<a/><b/>", &model.concat(), "<input ref=\"/d/a\"/>");
        session.answer("/d/a", "2019-01-05").unwrap();
        assert_eq!(inner(&session), "<a>2019-01-05</a><b>2019-02-04</b>");
        session.answer("/d/a", "no day").unwrap();
        assert_eq!(inner(&session), "<a/><b/>");
    }
}
