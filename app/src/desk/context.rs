//! What the screens of one unit share: its year, what was typed here, the time.

use std::collections::BTreeMap;

use dioxus::prelude::*;
use jiff::Timestamp;
use shared::assessment::{Barred, Situation, Task, is_open, may, open_phases, stage};
use shared::problem::Problem;
use shared::typed::{Key, Parcel, Slip};
use shared::wire::{Grant, OwnUnit, Phase, Role, Stage};

use super::plan::{Domain, named, plan};
use crate::address::{Address, DeskAddress};
use crate::device::protocol::typed::Book;
use crate::ui::{LANGUAGE, SESSION, drawn, problem_text};
use crate::zone::{VIET_NAM, last_day, local};

/// The desk at which one unit's year is worked on.
#[derive(Clone, Copy, PartialEq)]
pub struct Desk {
    /// Its year, as the server last told it.
    pub book: Signal<Book>,
    /// What was typed here and is not the server's yet, by leaf.
    pub slips: Signal<BTreeMap<String, Slip>>,
    /// Files that the server does not have yet, each with how much of it is sent.
    pub parcels: Signal<Vec<(Parcel, Option<u64>)>>,
    /// How much others typed of this unit on this device that the server does not have, by their names.
    pub others: Signal<Vec<(String, u32)>>,
    /// How many rows more of it cannot be read.
    pub unreadable: Signal<u32>,
    /// What time it is, to the minute.
    pub now: Signal<Timestamp>,
    /// Whether the server answered when it was last asked.
    pub heard: Signal<bool>,
    /// Why the server refuses to tell this person of the unit by now.
    pub refused: Signal<Option<Problem>>,
    /// Grows when the server is to be asked again.
    pub beat: Signal<u64>,
}

/// The desk that the frame has set up.
pub fn use_desk() -> Desk {
    use_context()
}

impl Desk {
    /// The campaign's id.
    pub fn campaign(self) -> String {
        self.book.read().summary.id.clone()
    }

    /// The unit's code.
    pub fn unit(self) -> String {
        self.book.read().record.unit.clone()
    }

    /// The unit as this person's; one that is theirs no more keeps its code as its name.
    pub fn own(self) -> OwnUnit {
        let book = self.book.read();
        let found = book.summary.units.iter().find(|it| it.code == book.record.unit).cloned();
        found.unwrap_or_else(|| OwnUnit {
            code: book.record.unit.clone(),
            name: shared::campaign::Name { vi: book.record.unit.clone(), en: book.record.unit.clone() },
            roles: Vec::new(),
        })
    }

    /// What the person of an account is called.
    pub fn name_of(self, username: &str) -> String {
        self.book.read().record.name_of(username).to_owned()
    }

    /// A moment as people write it where the campaign is, whatever this device's clock shows.
    pub fn time(self, at: Timestamp) -> String {
        local(at, &self.zone())
    }

    /// The day before whose end something is over, there.
    pub fn last_day(self, end: Timestamp) -> String {
        last_day(end, &self.zone())
    }

    /// The campaign's zone; a year that was kept before it was told has none.
    fn zone(self) -> String {
        let told = self.book.read().calendar.timezone.clone();
        if told.is_empty() { VIET_NAM.to_owned() } else { told }
    }

    /// A problem in words that call the unit by its name.
    pub fn in_words(self, problem: &Problem) -> String {
        problem_text(&named(problem, &self.own(), LANGUAGE()))
    }

    /// How much of this unit waits on this device, of whomever.
    pub fn unsent(self) -> usize {
        let others: u32 = self.others.read().iter().map(|(_, n)| n).sum();
        self.slips.read().len() + usize::try_from(others).unwrap_or_default()
    }

    /// The leaf in this campaign and unit.
    pub fn key(self, leaf: &str) -> Key {
        Key { campaign: self.campaign(), unit: self.unit(), leaf: leaf.to_owned() }
    }

    /// The address of a screen of this unit.
    pub fn at(self, view: DeskAddress) -> Address {
        Address::Desk { campaign: self.campaign(), unit: self.unit(), view }
    }

    /// Where the server shows what was published of the unit.
    pub fn published(self) -> String {
        drawn(&format!("/r/{}/units/{}/published", self.campaign(), self.unit()))
    }

    /// Where the unit stands now.
    pub fn stage(self) -> Stage {
        let book = self.book.read();
        stage(&book.calendar, &book.record.submissions, &book.record.unit, (self.now)())
    }

    /// Whether this person may do this now.
    pub fn may(self, task: Task) -> Result<(), Barred> {
        let (book, own) = (self.book.read(), self.own());
        let (campaign, unit) = (&book.summary.id, &book.record.unit);
        let held: Vec<Grant> =
            own.roles.iter().map(|role| Grant::at(*role, campaign.clone(), unit.clone())).collect();
        let open = open_phases(&book.calendar, unit, (self.now)());
        may(task, &held, campaign, unit, &Situation { open, stage: self.stage() })
    }

    /// Whether self-scoring is open for the unit.
    pub fn scores(self) -> bool {
        let book = self.book.read();
        is_open(&book.calendar, Phase::SelfScoring, Some(&book.record.unit), (self.now)())
    }

    /// Whether this person is the head.
    pub fn is_head(self) -> bool {
        self.own().roles.contains(&Role::Head)
    }

    /// The leaves, as they stand.
    pub fn plan(self) -> Vec<Domain> {
        plan(&self.book.read().record, &self.slips.read(), self.may(Task::Answer).is_ok())
    }

    /// The name of who uses the app.
    pub fn me(self) -> String {
        SESSION.read().person().map(|person| person.username.clone()).unwrap_or_default()
    }

    /// Has the server asked again.
    pub fn ask_again(self) {
        let mut beat = self.beat;
        beat += 1;
    }
}
