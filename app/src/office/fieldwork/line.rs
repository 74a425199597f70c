//! The lines of the fieldwork table: the server's rows brought together as the view asks.

use shared::campaign::{Campaign, PROVINCE};
use shared::wire::{CountRow, Counts, Figures};

use crate::address::{FieldworkAddress, Grouping};

/// What a line stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A form.
    Form(String),
    /// A place of a level of the tree; `province` for all that lies in none of them.
    Area(String),
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
            Self::Form(code) | Self::Area(code) | Self::Place(code) | Self::Interviewer(code) => code.clone(),
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
pub fn lines(campaign: &Campaign, counts: &Counts, view: &FieldworkAddress) -> Vec<Line> {
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

/// What a place of a level opens to: the next level in it, or the places where quotas lie.
pub fn into_area(campaign: &Campaign, view: &FieldworkAddress, code: &str) -> FieldworkAddress {
    let Grouping::Level(kind) = view.by else { return view.clone() };
    let view = FieldworkAddress { by: Grouping::Place, sort: None, ..view.clone() };
    if code == PROVINCE {
        return FieldworkAddress { outside: Some(kind), ..view };
    }
    let below = campaign.places.breakdowns().into_iter().find(|level| *level > kind);
    FieldworkAddress {
        by: below.map_or(Grouping::Place, Grouping::Level),
        within: Some(code.to_owned()),
        ..view
    }
}

fn shown(campaign: &Campaign, row: &CountRow, view: &FieldworkAddress) -> bool {
    view.form.as_ref().is_none_or(|form| *form == row.form)
        && view.place.as_ref().is_none_or(|place| *place == row.place)
        && view.within.as_ref().is_none_or(|code| campaign.places.up(&row.place).any(|up| up.code == *code))
        && view.outside.is_none_or(|kind| campaign.places.at(kind, &row.place).is_none())
}

fn key(campaign: &Campaign, row: &CountRow, by: Grouping) -> Key {
    match by {
        Grouping::Form => Key::Form(row.form.clone()),
        Grouping::Level(kind) => {
            let area = campaign.places.at(kind, &row.place);
            Key::Area(area.map_or(PROVINCE, |place| &place.code).to_owned())
        }
        Grouping::Place => Key::Place(row.place.clone()),
        Grouping::Quota | Grouping::Interviewer => {
            Key::Quota { form: row.form.clone(), place: row.place.clone() }
        }
    }
}

/// Where a line stands in the campaign's own order: by place, then by form.
fn position(campaign: &Campaign, key: &Key) -> (usize, usize, String) {
    let place = |code: &str| campaign.place_order(code);
    let form = |code: &str| campaign.forms.iter().position(|form| form.form == code).unwrap_or(usize::MAX);
    match key {
        Key::Form(code) => (0, form(code), key.code()),
        Key::Area(code) | Key::Place(code) => (place(code), 0, key.code()),
        Key::Quota { form: of, place: at } => (place(at), form(of), key.code()),
        Key::Interviewer(_) => (0, 0, key.code()),
    }
}

#[cfg(test)]
mod tests;
