//! A ballot as rows of a table. What no column fits stands in the last one, as JSON: nothing is left out.

use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::cell::guarded;
use super::columns::{Labels, Table};
use crate::ballot::{Answers, BallotLine};
use crate::form::UNIT;
use crate::problem::Problem;
use crate::sheet::csv;

/// A ballot, as it stood at one moment.
#[derive(Clone, Debug)]
pub struct Exported {
    /// Its number in its campaign.
    pub number: i64,
    /// When it was first committed.
    pub received: Timestamp,
    /// Who sent it; absent where a file was imported.
    pub sent_by: Option<String>,
    /// Why it was in quarantine.
    pub reasons: Vec<Problem>,
    /// What files say of it.
    pub line: BallotLine,
}

/// What stands before the questions of a ballot. A slash is in no name of a question.
const BALLOT: [&str; 22] = [
    "ballot/number",
    "ballot/id",
    "ballot/form",
    "ballot/version",
    "ballot/group",
    "ballot/group/label",
    "ballot/place",
    "ballot/place/label",
    "ballot/interviewer",
    "ballot/mode",
    "ballot/started",
    "ballot/finished",
    "ballot/received",
    "ballot/sent_by",
    "ballot/status",
    "ballot/reasons",
    "ballot/decided_by",
    "ballot/decided_at",
    "ballot/decision_reason",
    "ballot/clock_offset_ms",
    "ballot/replaces",
    "ballot/consented",
];
/// The same in the table of a repeat.
const REPEATED: [&str; 8] = [
    "ballot/number",
    "ballot/id",
    "ballot/form",
    "ballot/version",
    "ballot/place",
    "ballot/status",
    "unit",
    "unit/label",
];
/// The moment of a ballot that stands in this column.
pub(super) fn moment_of(column: &str) -> Option<fn(&Exported) -> Option<Timestamp>> {
    Some(match column {
        "ballot/started" => |it| Some(it.line.started),
        "ballot/finished" => |it| Some(it.line.finished),
        "ballot/received" => |it| Some(it.received),
        "ballot/decided_at" => |it| it.line.decision.as_ref().map(|decision| decision.at),
        "ballot/consented" => |it| it.line.consented,
        _ => return None,
    })
}

/// Where stands what has no column.
pub(super) const OTHER: &str = "ballot/other_answers";

/// A row, cell by cell.
pub(super) type Cells<'a> = Vec<Cow<'a, str>>;

impl Table {
    /// What stands before the rows of ballots: the names of the columns, and a mark by which Excel knows UTF-8.
    pub fn write_beginning(&self, bom: bool, out: &mut String) {
        if bom {
            out.push('\u{feff}');
        }
        csv::write_line(out, self.heads());
    }

    /// The row of a ballot; those of its units, where the table is of a repeat.
    pub fn write_rows(&self, exported: &Exported, out: &mut String) {
        self.each_row(exported, &mut |mut cells| {
            cells.iter_mut().for_each(|cell| {
                if let Cow::Owned(guarded) = guarded(cell) {
                    *cell = Cow::Owned(guarded);
                }
            });
            csv::write_line(out, &cells);
        });
    }

    /// The cells of the rows of a ballot, as they are said.
    pub(super) fn each_row<'a>(&'a self, exported: &'a Exported, each: &mut dyn FnMut(Cells<'a>)) {
        let line = &exported.line;
        match &self.repeat {
            None => each(self.with_answers(self.ballot(exported), line, &line.answers)),
            Some(repeat) => {
                for instance in instances(&line.answers, repeat).unwrap_or_default() {
                    let unit = instance.get(UNIT).and_then(Value::as_str).unwrap_or_default();
                    each(self.with_answers(self.repeated(exported, unit), line, instance));
                }
            }
        }
    }

    /// Whether a ballot has rows here.
    pub(super) fn has_rows(&self, exported: &Exported) -> bool {
        let answers = &exported.line.answers;
        self.repeat.as_ref().is_none_or(|repeat| instances(answers, repeat).is_some_and(|it| !it.is_empty()))
    }

    /// The names of all columns.
    pub(super) fn heads(&self) -> Cells<'_> {
        let fixed = if self.repeat.is_some() { &REPEATED[..] } else { &BALLOT[..] };
        let mut cells: Cells<'_> = fixed.iter().map(|name| Cow::Borrowed(*name)).collect();
        for column in &self.columns {
            cells.push(Cow::Borrowed(&*column.name));
            if column.labelled {
                cells.push(Cow::Owned(format!("{}/label", column.name)));
            }
        }
        cells.push(Cow::Borrowed(OTHER));
        cells
    }

    fn ballot<'a>(&'a self, exported: &'a Exported) -> Cells<'a> {
        let line = &exported.line;
        let reasons: Vec<&str> = exported.reasons.iter().map(|reason| &*reason.code).collect();
        let decided = |part: fn(&crate::ballot::Decided) -> &str| line.decision.as_ref().map_or("", part);
        vec![
            exported.number.to_string().into(),
            line.id.to_string().into(),
            (&*line.form).into(),
            (&*line.version).into(),
            (&*line.group).into(),
            label(&self.groups, &line.group),
            (&*line.place).into(),
            label(&self.places, &line.place),
            line.interviewer.as_deref().unwrap_or_default().into(),
            code(&line.mode).into(),
            line.started.to_string().into(),
            line.finished.to_string().into(),
            exported.received.to_string().into(),
            exported.sent_by.as_deref().unwrap_or_default().into(),
            line.status.code().into(),
            reasons.join(" ").into(),
            decided(|decision| &decision.by).into(),
            line.decision.as_ref().map_or_else(String::new, |decision| decision.at.to_string()).into(),
            decided(|decision| &decision.reason).into(),
            line.clock_offset_ms.map_or_else(String::new, |offset| offset.to_string()).into(),
            line.replaces.map_or_else(String::new, |id| id.to_string()).into(),
            line.consented.map_or_else(String::new, |at| at.to_string()).into(),
        ]
    }

    fn repeated<'a>(&'a self, exported: &'a Exported, unit: &'a str) -> Cells<'a> {
        let line = &exported.line;
        vec![
            exported.number.to_string().into(),
            line.id.to_string().into(),
            (&*line.form).into(),
            (&*line.version).into(),
            (&*line.place).into(),
            line.status.code().into(),
            unit.into(),
            label(&self.units, unit),
        ]
    }

    fn with_answers<'a>(
        &'a self,
        mut cells: Cells<'a>,
        line: &BallotLine,
        answers: &'a Answers,
    ) -> Cells<'a> {
        let options = self.options.get(&line.form).and_then(|versions| versions.get(&line.version));
        // A ballot says far less than all forms ask: what is said is looked up, not each column.
        let mut said: Vec<Cow<'a, str>> = vec![Cow::Borrowed(""); self.columns.len()];
        let mut shown = 0;
        for (name, value) in answers {
            if let (Some(place), Some(chosen)) = (self.places_of.get(name), plain(value)) {
                said[*place] = chosen;
                shown += 1;
            }
        }
        for ((place, column), chosen) in self.columns.iter().enumerate().zip(said) {
            if !column.labelled {
                cells.push(chosen);
                continue;
            }
            let labels = options.and_then(|options| options[place].as_ref()).filter(|_| !chosen.is_empty());
            let called = labels.map_or(Cow::Borrowed(""), |labels| called(labels, &chosen));
            cells.push(chosen);
            cells.push(called);
        }
        let has_table = |name: &String| {
            if self.repeat.is_some() {
                name == UNIT && answers[name].is_string()
            } else {
                self.repeats.contains(name) && instances(answers, name).is_some()
            }
        };
        let tables = answers.keys().filter(|name| has_table(name)).count();
        if shown + tables < answers.len() {
            let has_column = |name: &str, value: &Value| {
                self.columns.iter().any(|column| column.name == name) && plain(value).is_some()
            };
            let other = answers.iter().filter(|(name, value)| !has_table(name) && !has_column(name, value));
            let other: Map<String, Value> =
                other.map(|(name, value)| (name.clone(), value.clone())).collect();
            cells.push(Value::Object(other).to_string().into());
        } else {
            cells.push("".into());
        }
        cells
    }
}

/// The instances of a repeat; `None` where something else stands under its name.
fn instances<'a>(answers: &'a Answers, repeat: &str) -> Option<Vec<&'a Answers>> {
    answers.get(repeat)?.as_array()?.iter().map(Value::as_object).collect()
}

/// An answer as one cell says it: a text, a number, or codes with blanks between, none where nothing was chosen. `None` where a cell could not give it back.
fn plain(value: &Value) -> Option<Cow<'_, str>> {
    let is_code = |text: &&str| !text.is_empty() && !text.contains(' ');
    match value {
        Value::String(text) => Some(&**text).filter(|text| !text.is_empty()).map(Cow::Borrowed),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Array(several) => {
            let codes: Option<Vec<&str>> = several.iter().map(|code| code.as_str().filter(is_code)).collect();
            codes.map(|codes| Cow::Owned(codes.join(" ")))
        }
        _ => None,
    }
}

/// What the codes that were chosen are called.
fn called<'a>(labels: &'a Labels, chosen: &str) -> Cow<'a, str> {
    if !chosen.contains(' ') {
        return label(labels, chosen);
    }
    let called = chosen.split(' ').filter_map(|code| labels.get(code)).map(|label| &**label);
    called.filter(|label| !label.is_empty()).collect::<Vec<_>>().join("; ").into()
}

fn label<'a>(labels: &'a Labels, code: &str) -> Cow<'a, str> {
    Cow::Borrowed(labels.get(code).map_or("", |label| label))
}

/// How a way of answering is written in files.
pub(super) fn code(mode: &crate::ballot::Mode) -> String {
    serde_json::to_value(mode).ok().and_then(|mode| mode.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
pub(super) mod tests;
