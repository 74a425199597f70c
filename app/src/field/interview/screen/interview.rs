//! The interview on the table: takes answers and steps to the course, and what follows from them to store and screen.

use std::collections::HashMap;
use std::rc::Rc;

use dioxus::core::{current_scope_id, needs_update_any, queue_effect, spawn_forever};
use dioxus::prelude::*;
use dioxus::router::Navigator;
use shared::ballot::NoAnswer;
use shared::campaign::{Campaign, Instruction};
use shared::form::Text;
use shared::interview::{Shape, Way};
use shared::problem::Problem;
use uuid::Uuid;

use super::super::course::{Course, Outcome, Step};
use super::super::jump::Stop;
use super::super::ledger::Write;
use super::super::row::Row;
use super::super::tap::Tap;
use super::{dom, rescue};
use crate::address::Address;
use crate::device::protocol::DraftCard;
use crate::device::{self, Finish};
use crate::field::names;
use crate::platform::{self, Stopwatch};
use crate::search::finds;
use crate::ui::LANGUAGE;

/// The count of answers follows when the answer is drawn and said to be on disk: nobody waits for it.
const COUNTED_AFTER_MS: u32 = 60;

/// So many units of a screen are drawn when it comes up: what is in sight is there at once.
pub const DRAWN_AT_ONCE: usize = 10;

/// What is known about the interview besides its course.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Form, place, times.
    pub card: DraftCard,
    /// For names; absent where the tablet has no package of it any more.
    pub campaign: Option<Rc<Campaign>>,
}

/// Where the interview is beyond its screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Whoever is asked reads what becomes of the data, and agrees or refuses.
    Consent,
    /// Questions are asked.
    Asking,
    /// The ballot is being sealed.
    Sealing,
    /// It is sealed and waits in the outbox.
    Sealed(Uuid),
}

/// The interview on the table.
#[derive(Clone, Copy)]
pub struct Interview {
    /// Answers, screens, position. What is drawn of it follows by [`Self::followed`] or [`Self::row`].
    pub course: CopyValue<Course>,
    /// Raised with every change that is seen beyond one question.
    pub changes: Signal<u32>,
    /// Raised a moment after an answer is on disk, or did not get there.
    pub taken: Signal<u32>,
    /// Of each question what draws it, and what that has drawn.
    pub drawn: CopyValue<HashMap<String, (ScopeId, Row)>>,
    /// What is known besides.
    pub facts: Signal<Facts>,
    /// How far beyond.
    pub stage: Signal<Stage>,
    /// What went wrong last, beyond single answers.
    pub trouble: Signal<Option<Problem>>,
    /// Since the position was kept last.
    pub spent: Signal<Stopwatch>,
    /// Since the screen came up.
    pub shown: Signal<Stopwatch>,
    /// So many of the screen's units are drawn; the others follow.
    pub drawn_units: Signal<usize>,
    /// What units are searched for on the screen; empty while they are not.
    pub sought: Signal<String>,
    /// To leave by.
    pub navigator: Navigator,
}

impl Interview {
    /// The course, for what is drawn again with every change that is seen beyond one question.
    pub fn followed(&self) -> ReadableRef<'_, CopyValue<Course>> {
        self.changes.read();
        self.course.read()
    }

    /// What is to be drawn of a question by the component that asks: it draws again when that has become another.
    pub fn row(mut self, path: &str) -> Option<Row> {
        let row = self.course.peek().row(path)?;
        self.drawn.write().insert(path.to_owned(), (current_scope_id(), row.clone()));
        Some(row)
    }

    /// Changes the course, and has drawn what has become another: only the question at `path`, if that is all.
    fn change<T>(mut self, path: Option<&str>, change: impl FnOnce(&mut Course) -> T) -> T {
        let outcome = change(&mut self.course.write());
        self.draw(path);
        outcome
    }

    fn draw(mut self, path: Option<&str>) {
        let (course, drawn) = (self.course.peek(), self.drawn.peek());
        let path = path.filter(|_| course.is_apart());
        if path.is_none() {
            *self.changes.write() += 1;
        }
        let paths = course.screen().paths.iter().map(String::as_str);
        for shown in paths.filter(|shown| path.is_none_or(|path| path == *shown)) {
            if let Some((scope, row)) = drawn.get(shown)
                && course.row(shown).as_ref() != Some(row)
            {
                needs_update_any(*scope);
            }
        }
    }

    /// Takes an answer; empty takes it away. It is on its way to the disk when this returns.
    pub fn answer(self, path: &str, value: &str) {
        let answered = self.change(Some(path), |course| course.answer(path, value));
        self.take(answered.map(|write| write.into_iter().collect()));
    }

    /// Gives every unit on the screen the same answer.
    pub fn answer_all(self, value: &str) {
        let answered = self.change(None, |course| course.answer_all(value));
        self.take(answered);
    }

    fn take(mut self, writes: Result<Vec<Write>, Problem>) {
        match writes {
            Ok(writes) => writes.into_iter().for_each(|write| self.save(write)),
            Err(why) => self.trouble.set(Some(why)),
        }
    }

    /// Puts on disk again what did not arrive.
    pub fn retry(self) {
        let writes = self.change(None, Course::retry);
        writes.into_iter().for_each(|write| self.save(write));
    }

    /// A task of the whole app, so that leaving the screen does not take it back.
    fn save(mut self, write: Write) {
        let id = self.course.peek().id;
        spawn_forever(async move {
            let value = write.value.as_deref();
            match device::save_answer(id, &write.path, value, write.seq).await {
                Ok(_) => {
                    rescue::drop(id, &write.path);
                    if self.course.try_write().is_ok()
                        && let Some(outcome) = self.change(Some(&write.path), |course| course.confirm(&write))
                    {
                        self.settle(outcome);
                    }
                }
                Err(why) => {
                    rescue::keep(id, &write.path, value.unwrap_or_default());
                    if self.course.try_write().is_ok() {
                        self.change(None, |course| course.lose(&write, why));
                    }
                }
            }
            platform::sleep(COUNTED_AFTER_MS).await;
            if let Ok(mut taken) = self.taken.try_write() {
                *taken += 1;
            }
        });
    }

    /// Asks for a step. Before the first question the only one is out.
    pub fn ask(self, step: Step) {
        let stage = *self.stage.peek();
        match stage {
            Stage::Asking => {
                let outcome = self.change(None, |course| course.ask(step));
                self.settle(outcome);
            }
            Stage::Consent if matches!(step, Step::Leave) => self.leave(),
            _ => {}
        }
    }

    /// Whether a tap is the second one of a double tap, whose first has moved what is under the finger.
    pub fn is_echo(self, touch: bool, count: i32) -> bool {
        let shown_ms = self.shown.peek().elapsed_ms();
        Tap { touch, count, shown_ms }.is_echo()
    }

    fn settle(self, outcome: Outcome) {
        match outcome {
            Outcome::Shown => self.come_up(),
            Outcome::Told => self.point_at_fault(),
            Outcome::Leave => self.leave(),
            Outcome::Finish => self.seal(),
            Outcome::Unsaved | Outcome::Held | Outcome::Nowhere => {}
        }
    }

    /// A screen has come up: the tablet keeps where the person is.
    pub fn come_up(mut self) {
        self.keep_position();
        self.shown.set(Stopwatch::start());
        self.trouble.set(None);
        self.drawn_units.set(DRAWN_AT_ONCE);
        self.search("");
        dom::to_top();
    }

    fn keep_position(mut self) {
        let (id, key) = {
            let course = self.course.peek();
            (course.id, course.screen().key.clone())
        };
        let spent_ms = self.spent.write().lap();
        spawn_forever(async move {
            // A position that is not kept costs a few taps on the jump list, no answer.
            let _ = device::save_position(id, &key, spent_ms).await;
        });
    }

    fn point_at_fault(self) {
        let first = self.course.peek().faulty_here().next().map(dom::row_id);
        if let Some(id) = first {
            self.bring_up(id, false);
        }
    }

    /// Back to the board.
    pub fn leave(self) {
        self.keep_position();
        let campaign = self.facts.peek().card.campaign.clone();
        self.navigator.push(Address::Board { campaign });
    }

    /// Who is asked wants no part in it, or no more: what was answered is deleted, and in place of a ballot it is noted why.
    pub fn refuse(mut self) {
        let id = self.course.peek().id;
        // Of who asks, and not for ever: only from there is the way to the board known.
        spawn(async move {
            let noted = device::no_answer(id, NoAnswer::Refused).await;
            rescue::take(id);
            match noted {
                _ if self.trouble.try_write().is_err() => {}
                Ok(()) => self.leave(),
                Err(why) => self.trouble.set(Some(why)),
            }
        });
    }

    fn seal(mut self) {
        self.stage.set(Stage::Sealing);
        let id = self.course.peek().id;
        self.keep_position();
        spawn_forever(async move {
            let sealed = device::finish_draft(id).await;
            if self.stage.try_write().is_err() {
                return;
            }
            match sealed {
                Ok(Finish::Sealed(ballot)) => {
                    self.stage.set(Stage::Sealed(ballot));
                    dom::to_top();
                }
                Ok(Finish::Faults(_)) => {
                    self.stage.set(Stage::Asking);
                    self.ask(Step::FirstFault);
                }
                Err(why) => {
                    self.stage.set(Stage::Asking);
                    self.trouble.set(Some(why));
                }
            }
        });
    }

    /// Goes through parts about several units the other way.
    pub fn turn(self, way: Way) {
        self.change(None, |course| course.turn(way));
        self.come_up();
    }

    /// After an answer among several: brings the next one without an answer into view, if it is below.
    pub fn go_on(mut self, path: &str) {
        let course = self.course.peek();
        let paths = &course.screen().paths;
        let place = |wanted: &str| paths.iter().position(|path| path == wanted);
        if let Some(next) = course.next_open(Some(path), |path| self.is_found(path))
            && place(next) > place(path)
            && dom::bring_up(&dom::row_id(next))
        {
            self.shown.set(Stopwatch::start());
        }
    }

    /// Brings the first question without an answer into view, whatever was searched for.
    pub fn to_next_open(self) {
        let next = self.course.peek().next_open(None, |_| true).map(dom::row_id);
        if let Some(id) = next {
            let searched = !self.sought.peek().is_empty();
            self.search("");
            self.bring_up(id, searched);
        }
    }

    /// Brings a row into view: when all units are drawn, where that is still to come or a search has `hidden` the row.
    fn bring_up(mut self, id: String, hidden: bool) {
        let all = self.course.peek().screen().paths.len();
        if *self.drawn_units.peek() < all {
            self.drawn_units.set(all);
        } else if !hidden {
            dom::bring_up(&id);
            return;
        }
        queue_effect(move || {
            dom::bring_up(&id);
        });
    }

    /// Searches the units on the screen.
    pub fn search(mut self, sought: &str) {
        if *self.sought.peek() != sought {
            self.sought.set(sought.to_owned());
        }
    }

    /// Whether the search leaves the unit that a question is about.
    pub fn is_found(self, path: &str) -> bool {
        let sought = self.sought.peek();
        let course = self.course.peek();
        sought.trim().is_empty()
            || course
                .asked(path)
                .and_then(|asked| asked.unit)
                .is_none_or(|unit| finds(&self.unit(unit), &sought))
    }

    /// Whether the screen has several questions.
    pub fn has_several(self) -> bool {
        !matches!(self.course.peek().screen().shape, Shape::One | Shape::Review)
    }

    /// A text of the form in the language on show.
    pub fn text(self, text: &Text) -> String {
        self.course.peek().definition().text(text, LANGUAGE().code()).to_owned()
    }

    /// What an entry of the jump list is called.
    pub fn title(self, stop: &Stop) -> String {
        match stop {
            Stop::Section { label } => self.text(label),
            Stop::Entry { label, unit, .. } => {
                match (self.text(label), unit.as_deref().map(|code| self.unit(code))) {
                    (text, None) => text,
                    (text, Some(unit)) if text.is_empty() => unit,
                    (text, Some(unit)) => format!("{text} – {unit}"),
                }
            }
        }
    }

    /// What a unit is called.
    pub fn unit(self, code: &str) -> String {
        let facts = self.facts.read();
        facts.campaign.as_ref().map_or_else(|| code.to_owned(), |found| names::unit(found, code, LANGUAGE()))
    }

    /// What the ballot's place is called.
    pub fn place(self) -> String {
        let facts = self.facts.read();
        names::place_or_code(facts.campaign.as_deref(), &facts.card.place, LANGUAGE())
    }

    /// What the campaign says to who asks this form, as far as it is wanted.
    pub fn instructions(self, wanted: impl Fn(&Instruction) -> bool) -> Vec<Instruction> {
        let facts = self.facts.read();
        let all = facts.campaign.iter().flat_map(|campaign| &campaign.instructions);
        all.filter(|it| it.is_for(&facts.card.form) && wanted(it)).cloned().collect()
    }

    /// What of it belongs to the questions on the screen.
    pub fn instructions_here(self) -> Vec<Instruction> {
        let course = self.followed();
        let paths = &course.screen().paths;
        self.instructions(|it| paths.iter().any(|path| it.is_about(course.definition(), path)))
    }

    /// Whether the campaign is for practice.
    pub fn is_practice(self) -> bool {
        self.facts.read().campaign.as_ref().is_some_and(|campaign| campaign.settings.practice)
    }
}
