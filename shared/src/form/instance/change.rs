//! Takes answers: one at a time from a person, or all at once from a draft.

use std::sync::Arc;

use super::interview::{Cell, Instance};
use crate::form::Kind;
use crate::form::Moment;
use crate::form::plan::{Aspect, Plan, Vertex};
use crate::problem::Problem;

impl Instance {
    /// Answers the question at `path`, or takes its answer back, and computes what depends on it. An answer is XForms
    /// text: options of a select_multiple are separated by spaces, a date is ISO, the decimal sign is a point. One that
    /// does not fit its question is kept and is a fault. Returns whether anything is asked now that was not, or no longer.
    pub fn set(&mut self, path: &str, answer: Option<&str>) -> Result<bool, Problem> {
        let located =
            self.locate(path).ok_or_else(|| Problem::new("form.unknown_path").with("path", path))?;
        let (node, nth) = located;
        if !self.plan.takes_answers(node) {
            return Err(Problem::new("form.not_asked").with("path", path));
        }
        let text = self.plan.cleaned(node, answer.unwrap_or_default());
        let cell = self.index(node, nth);
        let verdict = |cell: &Cell| (cell.required, cell.defect);
        let before = verdict(&self.cells[cell]);
        self.stirred = 0;
        if std::mem::replace(&mut self.cells[cell].text, text) != self.cells[cell].text {
            // Its own verdict is among the dependents.
            self.queue_dependents(Vertex::new(node, Aspect::Value), nth);
            self.settle();
        }
        self.spread = self.stirred > usize::from(verdict(&self.cells[cell]) != before);
        Ok(std::mem::take(&mut self.reshaped))
    }

    /// Whether the last answer has changed how another question stands, or what is computed.
    pub fn is_spread(&self) -> bool {
        self.spread
    }

    /// The text that is kept of an answer to the question at `path`.
    pub fn kept(&self, path: &str, answer: &str) -> Option<String> {
        self.locate(path).map(|(node, _)| self.plan.cleaned(node, answer))
    }

    /// Puts the answers of a draft in place, as [`Self::saved`] gave them.
    pub fn load<'a>(&mut self, saved: impl IntoIterator<Item = (&'a str, &'a str)>) {
        for (path, answer) in saved {
            match self.locate(path).filter(|(node, _)| self.plan.takes_answers(*node)) {
                Some((node, nth)) => {
                    let cell = self.index(node, nth);
                    self.cells[cell].text = self.plan.cleaned(node, answer);
                }
                None => self.strays.push((path.to_owned(), answer.to_owned())),
            }
        }
        self.settle_all();
    }

    /// Every answer that was given, also to questions that are irrelevant now, in form order.
    pub fn saved(&self) -> Vec<(String, String)> {
        let mut saved = Vec::new();
        for node in (0..self.plan.nodes.len()).filter(|node| self.plan.takes_answers(*node)) {
            for nth in 0..self.width(node) {
                let text = &self.cell(node, nth).text;
                if !text.is_empty() {
                    saved.push((self.path(node, nth), text.clone()));
                }
            }
        }
        saved.extend(self.strays.iter().cloned());
        saved
    }

    /// Lets time pass: computes again what depends on `today()` and `now()`.
    pub fn tick(&mut self, now: Moment) {
        self.now = now;
        let plan = Arc::clone(&self.plan);
        for vertex in &plan.volatile {
            (0..self.width(vertex.node())).for_each(|nth| self.enqueue(*vertex, nth));
        }
        self.settle();
    }

    /// Notes when the interview was finished. What is sealed is what holds at that moment.
    pub fn finish(&mut self, now: Moment) {
        self.meta.finished = Some(now);
        self.now = now;
        self.fill_in();
        self.settle_all();
    }
}

impl Plan {
    /// Whether a person answers the node.
    pub(in crate::form) fn takes_answers(&self, node: usize) -> bool {
        let in_repeat = self.nodes[node].scope.is_some();
        self.question(node).is_some_and(|question| question.is_asked(in_repeat))
    }

    /// The text that is kept: only blanks are no answer, and only texts keep their blanks.
    fn cleaned(&self, node: usize, text: &str) -> String {
        match self.question(node).map(|question| &question.kind) {
            _ if text.trim().is_empty() => String::new(),
            Some(Kind::Text) => text.to_owned(),
            _ => text.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }
}
