//! What the ballots of a form say, row by row: the typed table that files are made of, of one form.

use jiff::tz::TimeZone;

use super::super::frame::{Cell, Frame, Holds, Shape};
use super::super::names::names;
use super::super::row::Exported;
use super::set::{Link, NAMES, Of, Property, Set, plain, sets, versions};
use crate::campaign::Campaign;
use crate::message::{Language, text};

/// What rows of ballots are called by.
const NUMBER: &str = "ballot/number";
/// Which of the rows of a ballot it is.
const ROW: &str = "ballot/row";

/// The rows of a form's ballots, or of a repeat of it.
#[derive(Debug)]
pub struct Answers {
    /// The set.
    pub set: Set,
    form: String,
    is_repeat: bool,
    frame: Frame,
}

impl Answers {
    /// Those of a form of a campaign.
    pub fn of(campaign: &Campaign, name: &str, form: &str, repeat: Option<&str>, language: &str) -> Self {
        let of_form = Campaign { definitions: versions(campaign, form), ..campaign.clone() };
        // Moments are written with their zone: the one of Greenwich.
        let frame = Frame::of(&of_form, repeat, language, TimeZone::UTC, Shape::Sheet);
        let mut columns: Vec<(String, String, Holds)> =
            frame.variables.iter().map(|it| (it.column.clone(), it.label.clone(), it.holds)).collect();
        if repeat.is_some() {
            let label = text(Language::from_code(language), "variable.row", &[]);
            columns.insert(1, (ROW.to_owned(), label, Holds::Whole));
        }
        let links = links(campaign, form, repeat);
        let all: Vec<String> = columns
            .iter()
            .map(|it| &it.0)
            .chain(links.iter().map(|it| &it.name))
            .map(|it| plain(it))
            .collect();
        let mut named = names(all.iter().map(|it| &**it), &NAMES).into_iter();
        let property = |((column, label, holds), name): ((String, String, Holds), String)| Property {
            is_key: [NUMBER, ROW].contains(&&*column),
            name,
            label,
            holds,
        };
        let properties = columns.into_iter().zip(named.by_ref()).map(property).collect();
        let links = links.into_iter().zip(named).map(|(link, name)| Link { name, ..link }).collect();
        let set = Set { name: name.to_owned(), properties, links };
        Self { set, form: form.to_owned(), is_repeat: repeat.is_some(), frame }
    }

    /// The rows of a ballot; none where it is of another form.
    pub fn each_row<'a>(&'a self, exported: &'a Exported, each: &mut dyn FnMut(&[Cell<'a>])) {
        if exported.line.form != self.form {
            return;
        }
        let mut row = 0_u32;
        self.frame.each_row(exported, &mut |mut cells| {
            if self.is_repeat {
                row += 1;
                cells.insert(1, Cell::Number(f64::from(row)));
            }
            each(&cells);
        });
    }
}

/// From ballots to their repeats, and back.
fn links(campaign: &Campaign, form: &str, repeat: Option<&str>) -> Vec<Link> {
    let of = |(set, of): (String, Of)| match (of, repeat) {
        (Of::Ballots { form: of, repeat: Some(name) }, None) if of == form => {
            Some(Link { name, set, many: true })
        }
        (Of::Ballots { form: of, repeat: None }, Some(_)) if of == form => {
            Some(Link { name: "ballot".to_owned(), set, many: false })
        }
        _ => None,
    };
    sets(campaign).into_iter().filter_map(of).collect()
}
