//! The `type` column: what a row of the survey sheet is.

use crate::form::Kind;
use crate::form::sheets::{self, Shape, Told, spaced};
use crate::problem::Problem;
use crate::sheet::{Faults, Spot};

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A question, note, calculation or metadata field.
    Question(Kind),
    /// `begin_group`
    BeginGroup,
    /// `end_group`
    EndGroup,
    /// `begin_repeat`
    BeginRepeat,
    /// `end_repeat`
    EndRepeat,
}

const UNDERSTOOD: &str = "text, integer, decimal, date, select_one, select_multiple, note, calculate, start, end, \
                          today, deviceid, username, begin_group, end_group, begin_repeat, end_repeat";

/// Reads the cell.
pub(super) fn read(spot: &Spot, faults: &mut Faults) -> Option<Line> {
    let written = spaced(&spot.word(faults)?);
    let told = sheets::told(&written);
    if let Some(line) = told.clone().and_then(line) {
        return Some(line);
    }
    let problem = problem(&written, told.as_ref());
    spot.fault(problem.with("type", &written).with("allowed", UNDERSTOOD), faults);
    // What begins or ends in capitals does begin or end.
    let small = sheets::told(&written.to_lowercase()).and_then(line);
    small.filter(|line| !matches!(line, Line::Question(_)))
}

/// What a type is that is understood.
fn line(told: Told) -> Option<Line> {
    let kind = match told {
        Told::Begins(Shape::Group) => return Some(Line::BeginGroup),
        Told::Begins(Shape::Repeat) => return Some(Line::BeginRepeat),
        Told::Ends(Shape::Group) => return Some(Line::EndGroup),
        Told::Ends(Shape::Repeat) => return Some(Line::EndRepeat),
        Told::One(list) => Kind::SelectOne(list),
        Told::Several(list) => Kind::SelectMultiple(list),
        Told::Other(name) => match name.as_str() {
            "text" | "string" => Kind::Text,
            "integer" | "int" => Kind::Integer,
            "decimal" => Kind::Decimal,
            "date" => Kind::Date,
            "note" => Kind::Note,
            "calculate" => Kind::Calculate,
            "start" => Kind::Start,
            "end" => Kind::End,
            "today" => Kind::Today,
            "deviceid" => Kind::DeviceId,
            "username" => Kind::Username,
            _ => return None,
        },
        Told::Begins(_) | Told::Ends(_) | Told::OrOther => return None,
    };
    Some(Line::Question(kind))
}

fn problem(written: &str, told: Option<&Told>) -> Problem {
    let list_missing = || matches!(written, "select_one" | "select_multiple" | "select one");
    let code = match told {
        Some(Told::OrOther) => "form.or_other_refused",
        Some(_) => "form.type_refused",
        None if list_missing() => "form.type_without_list",
        None => "form.type_unknown",
    };
    Problem::new(code)
}
