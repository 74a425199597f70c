//! The board's rows put under their places, and added up.

use shared::campaign::Campaign;
use shared::day::Day;
use shared::message::Language;
use shared::wire::CampaignSummary;

use crate::device::protocol::BoardRow;
use crate::field::names::{self, PlaceName};
use crate::search::finds;

/// One place and what there is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The place's code.
    pub place: String,
    /// What it is called.
    pub name: PlaceName,
    /// Its forms.
    pub rows: Vec<Task>,
}

impl Section {
    /// Whether a search by name means it, or what it lies in.
    pub fn is_found(&self, sought: &str) -> bool {
        let within = self.name.within.as_deref().unwrap_or_default();
        finds(&format!("{} {within}", self.name.name), sought)
    }
}

/// One form at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The counts.
    pub row: BoardRow,
    /// Whom the form asks.
    pub respondents: String,
}

impl Task {
    /// Whether as many ballots are done as were planned.
    pub fn is_enough(&self) -> bool {
        self.row.planned > 0 && self.row.done >= self.row.planned
    }
}

/// All of it together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Ballots planned.
    pub planned: u32,
    /// Planned ballots that are done: more than planned at one place makes up for no other.
    pub done: u32,
}

/// Sections in the order of the rows.
pub fn sections(campaign: &Campaign, rows: &[BoardRow], language: Language) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for row in rows {
        let task = Task { row: row.clone(), respondents: names::respondents(campaign, &row.form, language) };
        match sections.iter_mut().find(|section| section.place == row.place) {
            Some(section) => section.rows.push(task),
            None => sections.push(Section {
                place: row.place.clone(),
                name: names::place(campaign, &row.place, language),
                rows: vec![task],
            }),
        }
    }
    sections
}

/// The rows added up.
pub fn sums(rows: &[BoardRow]) -> Sums {
    rows.iter().fold(Sums::default(), |sums, row| Sums {
        planned: sums.planned + row.planned,
        done: sums.done + row.done.min(row.planned),
    })
}

/// Whether a day (ISO, in the campaign's time zone) is one of the survey's.
pub fn is_survey_day(summary: &CampaignSummary, day: &str) -> bool {
    day.parse().is_ok_and(|day: Day| (summary.survey_opens..=summary.survey_closes).contains(&day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::example;

    fn row(form: &str, place: &str, planned: u32, done: u32) -> BoardRow {
        let (form, place) = (form.to_owned(), place.to_owned());
        BoardRow {
            form,
            place,
            planned,
            done,
            unsent: 1,
            drafts: 0,
            received: done.saturating_sub(1),
            missed: 0,
        }
    }

    #[test]
    fn each_place_is_a_section_with_the_names_that_people_use() {
        let rows = [
            row("P6", "01837", 4, 1),
            row("P7", "01837", 9, 0),
            row("P2", "SNV", 2, 0),
            row("P1", "province", 50, 0),
        ];
        let sections = sections(&example::campaign(), &rows, Language::En);
        let shown: Vec<_> = sections
            .iter()
            .map(|section| (section.name.name.as_str(), section.name.within.as_deref(), section.rows.len()))
            .collect();
        assert_eq!(
            shown,
            [
                ("Phường Sông Cầu", Some("Thành phố Bắc Kạn"), 2),
                ("Department of Home Affairs", None, 1),
                ("Whole province", None, 1)
            ]
        );
        assert_eq!(sections[0].rows[0].respondents, "Commune leaders");
        let found = |sought| sections.iter().filter(|section| section.is_found(sought)).count();
        assert_eq!(
            ["song cau", "SÔNG CẦU, thành", "bac kan cau", "home affairs", "song hong", ""].map(found),
            [1, 0, 1, 1, 0, 3]
        );
    }

    #[test]
    fn more_ballots_than_planned_make_up_for_no_other_place() {
        let rows = [row("P6", "01837", 4, 6), row("P7", "01837", 9, 1)];
        assert_eq!(sums(&rows), Sums { planned: 13, done: 5 });
        let tasks = &sections(&example::campaign(), &rows, Language::Vi)[0].rows;
        assert_eq!(tasks.iter().map(Task::is_enough).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn both_ends_of_the_survey_are_days_of_it() {
        let summary = example::summary();
        for (day, inside) in
            [("2019-10-14", false), ("2019-10-15", true), ("2019-12-15", true), ("2020-11-01", false)]
        {
            assert_eq!(is_survey_day(&summary, day), inside, "{day}");
        }
    }
}
