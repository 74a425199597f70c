//! What people do in an interview: answer, choose, add and take out instances, finish.

use super::Session;
use super::point::PointId;
use crate::form::engine::Engine;
use crate::form::xpath::{decimal, number_text, whole_day};
use crate::problem::Problem;

/// Why something cannot be done.
pub type Refusal = Problem;

impl Session {
    /// Answers the question at a reference such as `/data/member[2]/age`. What depends on it follows.
    pub fn answer(&mut self, reference: &str, text: &str) -> Result<(), Refusal> {
        let cell = self.writable(reference)?;
        if text.len() > LONGEST {
            return Err(too_long());
        }
        let text = self.shaped(self.state.cells[cell as usize].point, text.to_owned());
        self.give(cell, text);
        self.done()
    }

    /// Answers a question with choices; those that are not offered are left out.
    pub fn choose(&mut self, reference: &str, choices: &[String]) -> Result<(), Refusal> {
        let cell = self.writable(reference)?;
        let text = self.in_order(cell, choices);
        self.give(cell, text);
        self.done()
    }

    /// Adds instances behind those of the repeat at a reference such as `/data/member`.
    pub fn add(&mut self, reference: &str, count: usize) -> Result<(), Refusal> {
        let (instance, repeat) = self.range(reference)?;
        let added: Vec<u32> = (0..count).map_while(|_| self.add_instance(instance, repeat, None)).collect();
        self.seen_anew(&added);
        self.done()
    }

    /// Takes out an instance, counted from 0.
    pub fn remove(&mut self, reference: &str, index: usize) -> Result<(), Refusal> {
        let (instance, repeat) = self.range(reference)?;
        let all = self.state.instances[instance as usize].of(repeat);
        let Some(one) = all.get(index).copied() else {
            return Err(Problem::new("form.no_instance").with("name", reference).with("n", index + 1));
        };
        self.take_out(one);
        self.seen_anew(&[one]);
        self.done()
    }

    fn done(&mut self) -> Result<(), Refusal> {
        self.settle().into_iter().next().map_or(Ok(()), Err)
    }

    fn writable(&self, reference: &str) -> Result<u32, Refusal> {
        let refused = |code: &str| Problem::new(code).with("name", reference);
        let cell = self.cell_at(reference).ok_or_else(|| refused("form.no_question"))?;
        let one = &self.state.cells[cell as usize];
        if !self.plan.points.is_leaf(one.point) {
            return Err(refused("form.no_question"));
        }
        if one.holds.readonly { Err(refused("form.readonly")) } else { Ok(cell) }
    }

    fn range(&self, reference: &str) -> Result<(u32, PointId), Refusal> {
        let refused = || Problem::new("form.no_repeat").with("name", reference);
        let cell = self.cell_at(reference).ok_or_else(refused)?;
        let one = &self.state.cells[cell as usize];
        if self.state.is_range(&self.plan.points, cell) {
            Ok((one.instance, one.point))
        } else {
            Err(refused())
        }
    }

    /// The cell at a reference; without a place among the instances a repeat as a whole.
    pub(super) fn cell_at(&self, reference: &str) -> Option<u32> {
        let (mut path, mut instance) = (String::new(), 0);
        let mut cell = None;
        for step in reference.strip_prefix('/')?.split('/') {
            let (word, place) = match step.split_once('[') {
                Some((word, place)) => (word, Some(place.strip_suffix(']')?.parse::<usize>().ok()?)),
                None => (step, None),
            };
            path.push('/');
            path.push_str(word);
            let next = self.plan.points.at(&path)?;
            let point = &self.plan.points[next];
            let first = self.state.instances[instance as usize].first;
            match (point.range, place) {
                (Some((_, local)), None) => cell = Some(first + local),
                (Some(_), Some(place)) => {
                    instance =
                        *self.state.instances[instance as usize].of(next).get(place.checked_sub(1)?)?;
                    cell = Some(self.state.instances[instance as usize].first);
                }
                (None, _) => cell = Some(first + point.local),
            }
        }
        cell
    }

    pub(super) fn add_instance(&mut self, around: u32, repeat: PointId, back: Option<u32>) -> Option<u32> {
        let number = self.grow(around, repeat, back)?;
        self.inherit(self.state.instances[number as usize].first);
        self.mark_instance(number);
        if back.is_none() {
            let mut open = vec![number];
            while let Some(one) = open.pop() {
                self.begin_instance(one);
                open.extend(self.state.instances[one as usize].inside.iter().flat_map(|(_, all)| all));
            }
        }
        Some(number)
    }

    /// An answer as its question stores it: whole numbers without a fraction, days without a time, texts of signs that XML has.
    pub(super) fn shaped(&self, point: PointId, text: String) -> String {
        if text.len() > LONGEST {
            self.long.set(true);
            return String::new();
        }
        let kind = self.plan.points[point].bind.get("type").unwrap_or("string");
        let number = || decimal(text.trim()).filter(|number| number.is_finite());
        match kind {
            "int" | "integer" | "xsd:int" => {
                let whole = long(text.trim()).map(str::to_owned);
                whole.or_else(|| number().map(|it| number_text(it.trunc()))).unwrap_or_default()
            }
            "decimal" | "xsd:decimal" => number().map_or(String::new(), number_text),
            "date" | "xsd:date" => whole_day(&text, &self.around.zone).unwrap_or_default(),
            _ if text.chars().all(is_xml) => text,
            _ => text.chars().map(|sign| if is_xml(sign) { sign } else { put_for(sign) }).collect(),
        }
    }
}

/// More bytes than anybody answers with: expressions that read each other could double a text until no device holds it.
const LONGEST: usize = 1 << 20;

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

    #[test]
    fn what_grows_without_end_is_refused() {
        let acts = |value: &str| {
            format!(
                "<input ref=\"/d/a\"><setvalue ref=\"/d/a\" event=\"xforms-value-changed\" value=\"{value}\"/></input>"
            )
        };
        for (value, code) in
            [("/d/a + 1", "form.never_settles"), ("concat(/d/a, /d/a)", "form.text_too_long")]
        {
            let mut session = open("<a/>", &bind("a", "type=\"string\""), &acts(value));
            assert_eq!(session.answer("/d/a", "1").unwrap_err().code, code, "{value}");
        }
        let mut session = open("<a/>", &bind("a", "type=\"string\""), "<input ref=\"/d/a\"/>");
        session.answer("/d/a", "stays").unwrap();
        assert_eq!(session.answer("/d/a", &"x".repeat(1 << 21)).unwrap_err().code, "form.text_too_long");
        assert_eq!(inner(&session), "<a>stays</a>");
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
}
