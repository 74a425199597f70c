//! The course of an interview: the answers, the screens that follow from them, and where the person is.

use shared::form::{Asked, Fault, FormDefinition, Instance, Item, Meta, What};
use shared::interview::{self, REVIEW, Screen, Way};
use shared::problem::Problem;
use uuid::Uuid;

use super::ledger::{Keeping, Ledger, Write};
use super::question_state::QuestionState;
use crate::device::protocol::Draft;

/// A step that a person asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the next screen.
    Next,
    /// To the screen before.
    Back,
    /// To the screen with this key or question.
    To(String),
    /// To the first answer that is missing or wrong.
    FirstFault,
    /// Out of the interview, which stays as it is.
    Leave,
    /// To seal the ballot.
    Finish,
}

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It waits until every answer is on disk; further steps are dropped meanwhile.
    Held,
    /// Not taken: an answer is only on the screen.
    Unsaved,
    /// Not taken: the screen says now what is missing; asked again, it is taken.
    Told,
    /// Another screen is on show.
    Shown,
    /// There is no screen there.
    Nowhere,
    /// Leave now.
    Leave,
    /// Seal now.
    Finish,
}

/// An interview in progress.
#[derive(Clone, Debug)]
pub struct Course {
    /// The interview.
    pub id: Uuid,
    instance: Instance,
    way: Way,
    screens: Vec<Screen>,
    at: usize,
    ledger: Ledger,
    held: Option<Step>,
    told: bool,
    /// Whether the last answer, or the news of one, is seen in its own row alone.
    apart: bool,
}

impl Course {
    /// Goes on with an interview where it was left.
    pub fn resume(draft: &Draft, meta: Meta, way: Way) -> Result<Self, Problem> {
        let mut instance = Instance::new(draft.asked(), &draft.surroundings, meta)?;
        instance.load(draft.answers.iter().map(|(path, value)| (path.as_str(), value.as_str())));
        let screens = interview::lay_out(&instance, way);
        let at =
            draft.position.as_deref().and_then(|position| interview::find(&screens, position)).unwrap_or(0);
        let ledger = Ledger::open(draft.seq, draft.answers.iter().map(|(path, _)| path.as_str()));
        Ok(Self {
            id: draft.card.id,
            instance,
            way,
            screens,
            at,
            ledger,
            held: None,
            told: false,
            apart: false,
        })
    }

    /// Takes an answer; empty takes it away. Returns what to put on disk: nothing where nothing changed.
    pub fn answer(&mut self, path: &str, value: &str) -> Result<Option<Write>, Problem> {
        let before = self.value(path);
        let reshaped = self.instance.set(path, Some(value))?;
        self.apart = self.is_quiet() && !reshaped && !self.instance.is_spread();
        let after = self.value(path);
        if before == after && !matches!(self.ledger.keeping(path), Some(Keeping::Lost(_))) {
            return Ok(None);
        }
        if reshaped {
            self.relay();
        }
        Ok(Some(self.ledger.write(path, Some(after.as_str()).filter(|value| !value.is_empty()))))
    }

    /// An answer is on disk. Returns what became of a step that waited for it.
    pub fn confirm(&mut self, write: &Write) -> Option<Outcome> {
        self.apart = self.is_quiet();
        self.ledger.confirm(write);
        self.ledger.is_settled().then(|| self.held.take()).flatten().map(|step| self.take(step))
    }

    /// An answer did not reach the disk. A step that waited for it is not taken.
    pub fn lose(&mut self, write: &Write, why: Problem) {
        self.ledger.lose(write, why);
        self.held = None;
    }

    /// Whether the screen says nothing that any answer may change: no step waits, nothing is pointed out.
    fn is_quiet(&self) -> bool {
        !self.told && self.held.is_none() && self.ledger.lost().next().is_none()
    }

    /// Whether the last answer, or the news that one is on disk, is seen in the row of its question alone.
    pub fn is_apart(&self) -> bool {
        self.apart
    }

    /// Writes again what did not reach the disk.
    pub fn retry(&mut self) -> Vec<Write> {
        let paths: Vec<_> = self.ledger.lost().map(|(path, _)| path.to_owned()).collect();
        let again = |path: String| {
            let value = self.value(&path);
            self.ledger.write(&path, Some(value.as_str()).filter(|value| !value.is_empty()))
        };
        paths.into_iter().map(again).collect()
    }

    /// Asks for a step.
    pub fn ask(&mut self, step: Step) -> Outcome {
        if self.ledger.lost().next().is_some() {
            return Outcome::Unsaved;
        }
        if !self.ledger.is_settled() {
            self.held.get_or_insert(step);
            return Outcome::Held;
        }
        self.take(step)
    }

    fn take(&mut self, step: Step) -> Outcome {
        match step {
            Step::Next if !self.told && self.faulty_here().next().is_some() => {
                self.told = true;
                Outcome::Told
            }
            Step::Next => self.show(Some(self.at + 1), false),
            Step::Back => self.show(self.at.checked_sub(1), false),
            Step::To(key) => self.show(interview::find(&self.screens, &key), false),
            Step::FirstFault => {
                let faulty = |screen: &Screen| screen.paths.iter().any(|path| self.standing(path).is_fault());
                let first = self.screens.iter().position(faulty);
                self.show(first, true)
            }
            Step::Leave => Outcome::Leave,
            Step::Finish => Outcome::Finish,
        }
    }

    fn show(&mut self, at: Option<usize>, told: bool) -> Outcome {
        match at.filter(|at| *at < self.screens.len()) {
            Some(at) => {
                self.at = at;
                self.told = told;
                Outcome::Shown
            }
            None => Outcome::Nowhere,
        }
    }

    /// Goes through parts about several units the other way, from the same question or unit on.
    pub fn turn(&mut self, way: Way) {
        self.way = way;
        self.relay();
    }

    /// Lays the screens out again; the one on show stays.
    fn relay(&mut self) {
        let position = self.screen().paths.first().cloned().unwrap_or_else(|| REVIEW.to_owned());
        let key = self.screen().key.clone();
        self.screens = interview::lay_out(&self.instance, self.way);
        let same = self.find(&key).or_else(|| self.find(&position));
        self.at = same.unwrap_or(self.at).min(self.screens.len() - 1);
    }

    fn find(&self, position: &str) -> Option<usize> {
        interview::find(&self.screens, position)
    }

    /// The screen on show.
    pub fn screen(&self) -> &Screen {
        &self.screens[self.at]
    }

    /// All screens, the review last.
    pub fn screens(&self) -> &[Screen] {
        &self.screens
    }

    /// The number of the screen on show and of the last before the review, as people count.
    pub fn progress(&self) -> (usize, usize) {
        let last = self.screens.len() - 1;
        ((self.at + 1).min(last), last)
    }

    /// Whether the first screen is on show.
    pub fn is_first(&self) -> bool {
        self.at == 0
    }

    /// Which way parts about several units are gone through.
    pub fn way(&self) -> Way {
        self.way
    }

    /// Whether the form has a part about several units here, so that the way matters.
    pub fn has_parts(&self) -> bool {
        let units = self.instance.walk().into_iter().filter(|item| matches!(item.what, What::Unit { .. }));
        units.count() > 1
    }

    /// Whether the screen says what is missing on it.
    pub fn is_told(&self) -> bool {
        self.told
    }

    /// Whether a step waits for the disk.
    pub fn is_held(&self) -> bool {
        self.held.is_some()
    }

    /// The form.
    pub fn definition(&self) -> &FormDefinition {
        self.instance.definition()
    }

    /// The engine, to read from.
    pub fn instance(&self) -> &Instance {
        &self.instance
    }

    /// The heading, question or note at a path, while it is relevant.
    pub fn item(&self, path: &str) -> Option<Item<'_>> {
        self.instance.item(path)
    }

    /// The question or note at a path, while it is relevant.
    pub fn asked(&self, path: &str) -> Option<Asked<'_>> {
        self.instance.asked(path)
    }

    /// The answer at a path; empty where there is none.
    pub fn value(&self, path: &str) -> String {
        self.asked(path).map(|asked| asked.value.to_owned()).unwrap_or_default()
    }

    /// Whether the question at a path has an answer.
    pub fn is_answered(&self, path: &str) -> bool {
        self.asked(path).is_some_and(|asked| !asked.value.is_empty())
    }

    /// Whether what was written into the field of a question means the answer that stands.
    pub fn means(&self, path: &str, written: &str) -> bool {
        self.instance.kept(path, written).is_some_and(|kept| kept == self.value(path))
    }

    /// How the question at a path stands.
    pub fn standing(&self, path: &str) -> QuestionState {
        self.asked(path).map_or(QuestionState::NotAsked, |asked| QuestionState::of(&asked))
    }

    /// Where the answer at a path is.
    pub fn keeping(&self, path: &str) -> Option<&Keeping> {
        self.ledger.keeping(path)
    }

    /// Why an answer is only on the screen.
    pub fn unsaved(&self) -> Option<&Problem> {
        self.ledger.lost().map(|(_, why)| why).next()
    }

    /// Whether nothing keeps the interview from being finished.
    pub fn is_complete(&self) -> bool {
        self.instance.is_complete()
    }

    /// What keeps the interview from being finished, in form order.
    pub fn faults(&self) -> Vec<Fault> {
        self.instance.faults()
    }

    /// The questions on the screen that are missing or wrong.
    pub fn faulty_here(&self) -> impl Iterator<Item = &str> {
        self.screen().paths.iter().map(String::as_str).filter(|path| self.standing(path).is_fault())
    }
}
