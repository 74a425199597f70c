//! The lines of the fieldwork table: the server's rows brought together as the view asks.

use shared::campaign::{Campaign, PROVINCE, PlaceKind};
use shared::wire::{CountRow, Counts};

use super::figures::Figures;
use super::view::{FieldworkView, Grouping};

/// What a line stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A form.
    Form(String),
    /// A district, or the province.
    District(String),
    /// A place.
    Place(String),
    /// A form at a place.
    Quota {
        /// The form.
        form: String,
        /// The place.
        place: String,
    },
    /// An interviewer.
    Interviewer(String),
}

impl Key {
    /// A name that no other line of the table has.
    pub fn code(&self) -> String {
        match self {
            Self::Form(code) | Self::District(code) | Self::Place(code) | Self::Interviewer(code) => {
                code.clone()
            }
            Self::Quota { form, place } => format!("{form} {place}"),
        }
    }
}

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it stands for.
    pub key: Key,
    /// Its figures.
    pub figures: Figures,
}

/// The lines that the view shows, in the campaign's own order.
pub fn lines(campaign: &Campaign, counts: &Counts, view: &FieldworkView) -> Vec<Line> {
    if view.by == Grouping::Interviewer {
        return counts
            .interviewers
            .iter()
            .map(|row| Line { key: Key::Interviewer(row.username.clone()), figures: row.into() })
            .collect();
    }
    let mut lines: Vec<Line> = Vec::new();
    for row in counts.rows.iter().filter(|row| shown(campaign, row, view)) {
        let key = key(campaign, row, view.by);
        match lines.iter_mut().find(|line| line.key == key) {
            Some(line) => line.figures += row.into(),
            None => lines.push(Line { key, figures: row.into() }),
        }
    }
    lines.sort_by_cached_key(|line| position(campaign, &line.key));
    lines
}

/// The sum of all lines.
pub fn total(lines: &[Line]) -> Figures {
    lines.iter().fold(Figures::default(), |mut sum, line| {
        sum += line.figures;
        sum
    })
}

/// The district that a place lies in (or is); the province for all others.
pub fn district_of<'a>(campaign: &'a Campaign, row: &'a CountRow) -> &'a str {
    let own = || Some(campaign.places.at(PlaceKind::District, &row.place)?.code.as_str());
    row.district.as_deref().or_else(own).unwrap_or(PROVINCE)
}

fn shown(campaign: &Campaign, row: &CountRow, view: &FieldworkView) -> bool {
    view.form.as_ref().is_none_or(|form| *form == row.form)
        && view.place.as_ref().is_none_or(|place| *place == row.place)
        && view.district.as_ref().is_none_or(|district| district == district_of(campaign, row))
}

fn key(campaign: &Campaign, row: &CountRow, by: Grouping) -> Key {
    match by {
        Grouping::Form => Key::Form(row.form.clone()),
        Grouping::District => Key::District(district_of(campaign, row).to_owned()),
        Grouping::Place => Key::Place(row.place.clone()),
        Grouping::Quota | Grouping::Interviewer => {
            Key::Quota { form: row.form.clone(), place: row.place.clone() }
        }
    }
}

/// Where a line stands in the campaign's own order: the province, units as in their sheet, places as in theirs; then forms.
fn position(campaign: &Campaign, key: &Key) -> (usize, usize, String) {
    let place = |code: &str| {
        let units = campaign.units.len();
        let unit = || campaign.units.iter().position(|unit| unit.code == code).map(|at| at + 1);
        let place = || campaign.places.iter().position(|place| place.code == code).map(|at| at + units + 1);
        if code == PROVINCE { 0 } else { unit().or_else(place).unwrap_or(usize::MAX) }
    };
    let form = |code: &str| campaign.forms.iter().position(|form| form.form == code).unwrap_or(usize::MAX);
    match key {
        Key::Form(code) => (0, form(code), key.code()),
        Key::District(code) | Key::Place(code) => (place(code), 0, key.code()),
        Key::Quota { form: of, place: at } => (place(at), form(of), key.code()),
        Key::Interviewer(_) => (0, 0, key.code()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::example::campaign;

    fn row(form: &str, place: &str, district: Option<&str>, planned: u32, valid: u32) -> CountRow {
        CountRow {
            form: form.into(),
            place: place.into(),
            district: district.map(str::to_owned),
            planned,
            valid,
            ..CountRow::default()
        }
    }

    fn counts() -> Counts {
        let rows = vec![
            row("P7", "01840", Some("058"), 20, 3),
            row("P6", "SNV", None, 2, 1),
            row("P7", "058", None, 7, 0),
            row("P7", "01837", Some("058"), 20, 10),
            row("P6", "01837", Some("058"), 5, 5),
        ];
        Counts { rows, ..Counts::default() }
    }

    fn shown_as(view: &str) -> Vec<(String, u32, u32)> {
        lines(&campaign(), &counts(), &FieldworkView::from(view))
            .iter()
            .map(|line| (line.key.code(), line.figures.planned, line.figures.valid))
            .collect()
    }

    fn expected(lines: &[(&str, u32, u32)]) -> Vec<(String, u32, u32)> {
        lines.iter().map(|(code, planned, valid)| ((*code).to_owned(), *planned, *valid)).collect()
    }

    #[test]
    fn each_grouping_adds_the_same_ballots_up() {
        assert_eq!(shown_as(""), expected(&[("P6", 7, 6), ("P7", 47, 13)]));
        assert_eq!(shown_as("by=district"), expected(&[("province", 2, 1), ("058", 52, 18)]));
        for by in ["", "by=district", "by=place", "by=quota"] {
            let all = total(&lines(&campaign(), &counts(), &FieldworkView::from(by)));
            assert_eq!((all.planned, all.valid), (54, 19), "{by}");
        }
    }

    #[test]
    fn lines_stand_in_the_campaigns_order_whatever_the_servers_is() {
        assert_eq!(
            shown_as("by=place"),
            expected(&[("SNV", 2, 1), ("058", 7, 0), ("01837", 25, 15), ("01840", 20, 3)])
        );
    }

    #[test]
    fn a_district_opens_to_its_places_and_a_place_to_its_forms() {
        assert_eq!(
            shown_as("by=place&district=058"),
            expected(&[("058", 7, 0), ("01837", 25, 15), ("01840", 20, 3)])
        );
        assert_eq!(shown_as("by=quota&place=01837"), expected(&[("P6 01837", 5, 5), ("P7 01837", 20, 10)]));
        assert_eq!(shown_as("by=place&district=province"), expected(&[("SNV", 2, 1)]));
    }
}
