//! Takes answers: one at a time from a person, or all at once from a draft.

use std::sync::Arc;

use super::interview::Instance;
use super::kind::fits;
use crate::form::engine::Engine;
use crate::form::plan::Plan;
use crate::form::{Kind, Moment, Question};
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
        let cell = self.index(node, nth) as u32;
        (self.state.answered, self.state.stirred) = (Some(cell), false);
        let text = self.typed(node, cell, answer.unwrap_or_default());
        self.give(cell, text);
        self.settle();
        Ok(std::mem::take(&mut self.state.turned))
    }

    /// The text that is kept of an answer; its cell hears whether it is one of its question's kind.
    fn typed(&mut self, node: usize, cell: u32, answer: &str) -> String {
        let text = self.plan.cleaned(node, answer);
        let is_right = |question: &Question| fits(&question.kind, &text, &self.plan.nodes[node].options);
        let typed = text.is_empty() || self.plan.question(node).is_some_and(is_right);
        self.state.cells[cell as usize].holds.typed = typed;
        text
    }

    /// Whether the last answer has changed how another question stands, or what is computed.
    pub fn is_spread(&self) -> bool {
        self.state.stirred
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
                    self.state.cells[cell].own = self.typed(node, cell as u32, answer);
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
                let text = &self.cell(node, nth).own;
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
        for (number, rule) in plan.rules.iter().filter(|(_, rule)| rule.bound.expr.volatile) {
            for nth in 0..self.width(rule.point) {
                self.state.note(&plan.rules, number, self.index(rule.point, nth) as u32);
            }
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
    /// The text that is kept: only blanks are no answer, and only texts keep their blanks.
    fn cleaned(&self, node: usize, text: &str) -> String {
        match self.question(node).map(|question| &question.kind) {
            _ if text.trim().is_empty() => String::new(),
            Some(Kind::Text) => text.to_owned(),
            _ => text.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }
}
