//! Sheet `choices`: the lists that questions choose from, and what each option is worth.

use std::collections::BTreeMap;

use super::heads;
use crate::form::{Choice, Percent};
use crate::points::Points;
use crate::problem::{Location, Problem};
use crate::sheet::{Cell, Code, Faults, Record, Table};

/// The lists, and where each option stands.
#[derive(Debug, Default)]
pub(crate) struct Choices {
    /// By `list_name`.
    pub lists: BTreeMap<String, Vec<Choice>>,
    /// By `list_name` and `name`.
    rows: BTreeMap<(String, String), Location>,
}

impl Choices {
    /// Where a column of an option's row stands.
    pub fn at(&self, list: &str, name: &str, column: &str) -> Location {
        let row = self.rows.get(&(list.to_owned(), name.to_owned())).cloned().unwrap_or_default();
        Location { column: Some(column.to_owned()), ..row }
    }
}

/// Reads the sheet.
pub(super) fn read(table: &Table, faults: &mut Faults) -> Choices {
    let (mut choices, before) = (Choices::default(), faults.count());
    for record in table.records() {
        let list = record.at("list_name").needed(faults).and_then(|spot| spot.code(Code::Loose, faults));
        let name = name(record, faults);
        let label = heads::text(record, "label", faults);
        let percent = percent(record, faults);
        if label.is_empty() {
            heads::text_missing(record, "label", faults);
        }
        let (Some(list), Some(name)) = (list, name) else { continue };
        let at = Location { column: None, ..record.location("") };
        if let Some(earlier) = choices.rows.get(&(list.clone(), name.clone())) {
            let first = earlier.row.unwrap_or_default();
            let problem = Problem::new("cell.duplicate").with("value", name).with("first", first);
            record.at("name").fault(problem, faults);
            continue;
        }
        choices.rows.insert((list.clone(), name.clone()), at);
        choices.lists.entry(list).or_default().push(Choice {
            name,
            label,
            percent: percent.as_ref().map(Percent::from),
        });
    }
    // A share that could not be read may have been the best.
    if faults.count() == before {
        choices.lists.iter().for_each(|(list, options)| best_is_whole(list, options, &choices, faults));
    }
    choices
}

/// A list whose best option is worth less than all is hardly meant: shares were typed as 0.6 for 60 %, and every unit would
/// get a hundredth.
fn best_is_whole(list: &str, options: &[Choice], choices: &Choices, faults: &mut Faults) {
    let best = options.iter().filter_map(|it| Some((it.percent.as_ref()?.points(), &it.name))).max();
    let Some((percent, name)) = best.filter(|(percent, _)| *percent < Points::whole(100)) else { return };
    let problem = Problem::new("form.percent_best").with("list", list).with("value", percent);
    faults.warn(choices.at(list, name, "percent"), problem);
}

/// XLSForm names options 1, 2, 3 as often as A, B, C: a whole number is as good as its text.
fn name(record: Record, faults: &mut Faults) -> Option<String> {
    let spot = record.at("name").needed(faults)?;
    match spot.cell {
        Cell::Number(number) if !number.contains('.') => Some(number.clone()),
        _ => spot.code(Code::Loose, faults),
    }
}

fn percent(record: Record, faults: &mut Faults) -> Option<Points> {
    let spot = record.at("percent");
    let percent = spot.percent(faults)?;
    if percent.is_negative() || percent > Points::whole(100) {
        spot.fault(Problem::new("form.percent_range").with("value", &percent), faults);
        return None;
    }
    Some(percent)
}
