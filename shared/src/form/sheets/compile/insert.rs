//! Puts paths in the place of `${name}`: relative where both stand in one repeat.

use super::tree::Tree;
use crate::form::sheets::item::Shape;
use crate::form::sheets::reference::{Reference, found};
use crate::problem::Problem;

/// How a reference is read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reading {
    /// From where; none gives whole paths.
    pub from: Option<usize>,
    /// Whether relative paths begin with `current()`.
    pub current: bool,
    /// Whether all instances of the repeat around both are meant, as those that a filter goes over.
    pub all: bool,
}

impl Reading {
    pub fn from(at: usize) -> Self {
        Self { from: Some(at), ..Self::default() }
    }
}

impl Tree<'_> {
    /// The text with paths.
    pub fn insert(&self, text: &str, reading: Reading) -> String {
        let (mut out, mut last) = (String::new(), 0);
        for reference in found(text) {
            out.push_str(&text[last..reference.begin]);
            out.push_str(&self.resolved(&reference, text, reading));
            last = reference.end;
        }
        out + &text[last..]
    }

    /// What stands for a reference, with blanks around it.
    pub fn resolved(&self, reference: &Reference, text: &str, reading: Reading) -> String {
        let Some(target) = self.named(reference.name) else {
            let at = reading.from.unwrap_or(0);
            self.fault(
                at,
                &["name"],
                Problem::new("xlsform.reference_ambiguous").with("name", reference.name),
            );
            return String::new();
        };
        if let Some(from) = reading.from
            && !reference.saved
            && goes_relative(reference, text)
        {
            let current = reading.current || in_predicate(reference, text);
            if let Some(path) = self.relative(from, target, reference.name, Reading { current, ..reading }) {
                return path;
            }
        }
        let saved = if reference.saved { "instance('__last-saved')" } else { "" };
        format!(" {saved}{} ", self.path(target))
    }

    fn relative(&self, from: usize, target: usize, name: &str, reading: Reading) -> Option<String> {
        let (steps, repeat) = self.meet(from, target, |shape| shape == Shape::Repeat)?;
        let (steps, path) =
            self.all_instances(from, target, steps, repeat).filter(|_| reading.all).or_else(|| {
                let (steps, around) =
                    self.meet(from, target, |shape| matches!(shape, Shape::Group | Shape::Repeat))?;
                Some((steps, self.path_below(target, Some(around))))
            })?;
        let path = if path.ends_with(name) { path } else { format!("/{name}") };
        let up = vec![".."; steps].join("/");
        Some(format!("{}{up}{path} ", if reading.current { " current()/" } else { " " }))
    }

    /// One step above the repeat around both, where the target is in no repeat inside it.
    fn all_instances(
        &self,
        from: usize,
        target: usize,
        steps: usize,
        repeat: usize,
    ) -> Option<(usize, String)> {
        let outermost = self.repeat_of(repeat).is_none();
        let direct = self.repeat_of(target) == Some(repeat);
        let nested = self.repeat_of(from) != Some(repeat);
        (direct && (outermost || nested)).then(|| (steps + 1, self.path_below(target, self.parent(repeat))))
    }
}

/// In `indexed-repeat(…)` the question and the repeats are named whole; what counts the instances is relative.
fn goes_relative(reference: &Reference, text: &str) -> bool {
    const CALL: &str = "indexed-repeat(";
    if !text.contains(CALL) {
        return true;
    }
    let mut calls = Vec::new();
    let mut from = 0;
    while let Some(begin) = text[from..].find(CALL).map(|at| from + at) {
        let inside = begin + CALL.len();
        let Some(end) = text[inside..].find(')').map(|at| inside + at) else { break };
        if end > inside {
            calls.push((begin, inside, end));
        }
        from = end + 1;
    }
    for (begin, inside, end) in calls {
        if reference.begin > end {
            continue;
        }
        if reference.end < begin {
            return true;
        }
        let argument = text[inside..reference.begin.max(inside)].matches(',').count();
        return ![0, 1, 3, 5].contains(&argument);
    }
    true
}

/// Whether it stands in the brackets of a path into other data, where relative paths would start from that data.
fn in_predicate(reference: &Reference, text: &str) -> bool {
    let looks_up = text.match_indices("instance(").any(|(at, call)| {
        let rest = &text[at + call.len()..];
        rest.len() > 1 && !rest.starts_with(')')
    });
    let mut from = 0;
    while let Some(begin) = text[from..].find('[').map(|at| from + at).filter(|_| looks_up) {
        let Some(end) = text[begin..].find(']').map(|at| begin + at) else { return false };
        if reference.begin >= begin && reference.end <= end + 1 {
            return true;
        }
        from = end + 1;
    }
    false
}
