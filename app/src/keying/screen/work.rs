//! The station of one batch as its screen holds it: does what keys ask for.

use dioxus::prelude::*;
use shared::problem::Problem;
use shared::wire::PaperEntry;

use super::super::keys::{Act, Reason, Stroke};
use super::super::outbox::Keyed;
use super::super::sending::{self, OUTBOX};
use super::super::station::Station;
use super::dom;
use crate::ui::{SESSION, t};
use crate::{net, platform};

/// The batch that is being opened and the paper that is wanted of it: both numbers were typed in the list of batches.
pub static WANTED: GlobalSignal<Option<(i64, u32)>> = Signal::global(|| None);

/// Who sits here.
pub fn me() -> String {
    SESSION.peek().person().map(|person| person.username.clone()).unwrap_or_default()
}

/// A batch on the screen.
#[derive(Clone, Copy, PartialEq)]
pub struct Work {
    /// The campaign.
    pub campaign: Signal<String>,
    /// The clerk at it.
    pub station: Signal<Station>,
    /// Something is asked of the server that keying waits for.
    pub fetching: Signal<bool>,
}

impl Work {
    /// The number of the batch.
    pub fn batch(self) -> i64 {
        self.station.peek().work.batch.position
    }

    /// Something was typed.
    pub fn typed(mut self) {
        if !*self.fetching.peek() {
            let act = self.station.write().typed(&dom::typed());
            self.act(act);
        }
    }

    /// A key was pressed. Returns whether it meant something.
    pub fn pressed(mut self, stroke: Stroke) {
        if !*self.fetching.peek() {
            self.note_what_is_on_its_way();
            let act = self.station.write().press(stroke, &dom::typed());
            self.act(act);
        }
    }

    /// A place on the paper was pointed at.
    pub fn pointed(mut self, nth: usize) {
        if !*self.fetching.peek() {
            let act = self.station.write().go_to(nth, &dom::typed());
            self.act(act);
        }
        dom::focus();
    }

    /// Begins with the paper that was asked for in the list of batches.
    pub fn begin_wanted(mut self) {
        let wanted = WANTED.write().take();
        let Some((_, paper)) = wanted.filter(|(batch, _)| *batch == self.batch()) else { return };
        if !*self.fetching.peek() {
            self.note_what_is_on_its_way();
            let act = self.station.write().ask_for(paper);
            if self.station.peek().paper.is_none() {
                dom::write(&paper.to_string());
            }
            self.act(act);
        }
    }

    /// Opens again what the server did not take.
    pub fn reopen(mut self, id: uuid::Uuid) {
        if !*self.fetching.peek() && self.station.write().make_room(&dom::typed()) {
            let keyed = sending::change(|outbox| outbox.reopen(id, &me()));
            if let Some(keyed) = keyed {
                self.station.write().correct(keyed.paper, &keyed.entry, keyed.decides);
                self.note_what_is_on_its_way();
            }
            self.show();
        }
        dom::focus();
    }

    /// Throws away what the server did not take.
    pub fn discard(self, id: uuid::Uuid) {
        sending::change(|outbox| outbox.reopen(id, &me()));
        self.note_what_is_on_its_way();
        dom::focus();
    }

    /// Looks again how far the batch is.
    pub async fn look_again(mut self) {
        let campaign = self.campaign.peek().clone();
        if let Ok(found) = net::paper_work(&campaign, self.batch()).await {
            self.note_what_is_on_its_way();
            self.station.write().refresh(found);
        }
    }

    fn note_what_is_on_its_way(mut self) {
        let papers = OUTBOX.peek().papers(&self.campaign.peek(), self.batch(), &me());
        if self.station.peek().on_way != papers {
            self.station.write().on_way = papers;
        }
    }

    /// Writes what stands in the field for what is typed.
    pub fn show(self) {
        dom::write(&self.station.peek().value());
    }

    fn act(mut self, act: Act) {
        match act {
            Act::Stay => {}
            Act::Show => self.show(),
            Act::Begin => {
                sending::let_go();
                self.show();
            }
            Act::Back(last) => self.back(last),
            Act::Again(paper) => {
                sending::let_go();
                self.fetch_own(paper);
            }
            Act::Compare(paper) => {
                sending::let_go();
                self.fetch(async move {
                    let campaign = self.campaign.peek().clone();
                    let difference = net::paper_difference(&campaign, self.batch(), paper).await?;
                    self.station.write().compare(paper, difference);
                    Ok(())
                });
            }
            Act::Finish(paper, entry) => self.finish(paper, entry),
            Act::Spoil(paper, reason) => {
                let spoiled = match reason {
                    Reason::Common(nth) => t(&format!("keying.spoiled-{nth}")),
                    Reason::Words(words) => words,
                };
                self.finish(paper, PaperEntry { spoiled, ..PaperEntry::default() });
            }
        }
    }

    fn finish(mut self, paper: u32, entry: PaperEntry) {
        let Some(by) = SESSION.peek().person().map(|person| person.username.clone()) else { return };
        let decides = self.station.peek().paper.as_ref().is_some_and(|paper| paper.decides);
        let (campaign, batch, id) = (self.campaign.peek().clone(), self.batch(), platform::new_id());
        sending::put(Keyed { campaign, batch, paper, id, entry, decides, by });
        self.station.write().done();
        self.note_what_is_on_its_way();
        self.show();
        dom::to_top();
    }

    /// The last paper: what is held goes no further, what the server has is asked for.
    fn back(mut self, last: Option<u32>) {
        let held = sending::change(|outbox| outbox.take_back(&self.campaign.peek(), self.batch(), &me()));
        if let Some(keyed) = held {
            self.station.write().correct(keyed.paper, &keyed.entry, keyed.decides);
            self.note_what_is_on_its_way();
            self.show();
            return;
        }
        let Some(paper) = last else {
            self.station.write().told = Some(Problem::new("keying.no_last"));
            return;
        };
        self.fetch_own(paper);
    }

    /// What the server has of a paper that was keyed here.
    fn fetch_own(mut self, paper: u32) {
        self.fetch(async move {
            let campaign = self.campaign.peek().clone();
            let entry = net::own_entry(&campaign, self.batch(), paper).await?;
            self.station.write().correct(paper, &entry, false);
            Ok(())
        });
    }

    /// Waits for something from the server; meanwhile keys mean nothing.
    fn fetch(mut self, asked: impl Future<Output = Result<(), Problem>> + 'static) {
        self.fetching.set(true);
        spawn(async move {
            if let Err(problem) = asked.await {
                self.station.write().told = Some(problem);
            }
            self.fetching.set(false);
            self.show();
        });
    }
}
