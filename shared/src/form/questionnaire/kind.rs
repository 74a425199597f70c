//! The `type` column: what a row of the survey sheet is.

use crate::form::Kind;
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

/// Types that XLSForm has and that are not understood yet.
const REFUSED: &[&str] = &[
    "geopoint",
    "geotrace",
    "geoshape",
    "start-geopoint",
    "time",
    "dateTime",
    "image",
    "photo",
    "audio",
    "background-audio",
    "video",
    "file",
    "barcode",
    "range",
    "rank",
    "acknowledge",
    "trigger",
    "hidden",
    "xml-external",
    "csv-external",
    "select_one_from_file",
    "select_multiple_from_file",
    "select_one_external",
    "audit",
    "phonenumber",
    "email",
    "simserial",
    "subscriberid",
    "osm",
    "begin_loop",
    "end_loop",
    "int",
    "string",
];

/// Reads the cell.
pub(super) fn read(spot: &Spot, faults: &mut Faults) -> Option<Line> {
    let written = spot.word(faults)?;
    let Some(line) = line(&written) else {
        spot.fault(
            problem(&written.split_whitespace().collect::<Vec<_>>())
                .with("type", &written)
                .with("allowed", UNDERSTOOD),
            faults,
        );
        // What begins or ends in capital letters does begin or end: the fault is here, not where it would be missed.
        return line(&written.to_lowercase()).filter(|line| !matches!(line, Line::Question(_)));
    };
    Some(line)
}

fn line(written: &str) -> Option<Line> {
    let joined = ["select one", "select multiple", "begin group", "end group", "begin repeat", "end repeat"]
        .iter()
        .find_map(|spaced| Some(format!("{}{}", spaced.replace(' ', "_"), written.strip_prefix(spaced)?)));
    let text = joined.unwrap_or_else(|| written.to_owned());
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = match words[..] {
        ["begin_group"] => Line::BeginGroup,
        ["end_group"] => Line::EndGroup,
        ["begin_repeat"] => Line::BeginRepeat,
        ["end_repeat"] => Line::EndRepeat,
        ["select_one", list] => Line::Question(Kind::SelectOne(list.to_owned())),
        ["select_multiple", list] => Line::Question(Kind::SelectMultiple(list.to_owned())),
        ["text"] => Line::Question(Kind::Text),
        ["integer"] => Line::Question(Kind::Integer),
        ["decimal"] => Line::Question(Kind::Decimal),
        ["date"] => Line::Question(Kind::Date),
        ["note"] => Line::Question(Kind::Note),
        ["calculate"] => Line::Question(Kind::Calculate),
        ["start"] => Line::Question(Kind::Start),
        ["end"] => Line::Question(Kind::End),
        ["today"] => Line::Question(Kind::Today),
        ["deviceid"] => Line::Question(Kind::DeviceId),
        ["username"] => Line::Question(Kind::Username),
        _ => return None,
    };
    Some(line)
}

fn problem(words: &[&str]) -> Problem {
    let code = match words {
        ["select_one" | "select_multiple"] => "form.type_without_list",
        ["select_one" | "select_multiple", _, "or_other", ..] => "form.or_other_refused",
        ["select_one" | "select_multiple", _, "or", "specify", "other", ..] => "form.or_other_refused",
        [first, ..] if REFUSED.contains(first) => "form.type_refused",
        _ => "form.type_unknown",
    };
    Problem::new(code)
}
