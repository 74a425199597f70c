//! The column `target`: which units a repeat goes over, and who chooses them.

use crate::form::{Kind, Node, Question, Scope, Target, UNIT};
use crate::problem::{Location, Problem};
use crate::sheet::{Faults, Record};

/// A question outside of repeats that chooses units: `used_…`.
#[derive(Debug)]
pub(super) struct Chooser {
    name: String,
    list: String,
}

impl Chooser {
    /// The question, if it is one.
    pub fn of(question: &Question) -> Option<Self> {
        match &question.kind {
            Kind::SelectMultiple(list) if question.name.starts_with("used_") => {
                Some(Self { name: question.name.clone(), list: list.clone() })
            }
            _ => None,
        }
    }
}

/// `UNITTYPE:all`, `:own` or `:used`; which question `used` means is known when the repeat ends.
pub(super) fn read(record: Record, faults: &mut Faults) -> Option<Target> {
    let spot = record.at("target");
    let Some(text) = spot.word(faults) else {
        spot.fault(Problem::new("form.repeat_without_target"), faults);
        return None;
    };
    let scope = match text.split_once(':') {
        Some((_, "all")) => Some(Scope::All),
        Some((_, "own")) => Some(Scope::Own),
        Some((_, "used")) => Some(Scope::Used(String::new())),
        _ => None,
    };
    let unit_type = text.split(':').next().unwrap_or_default().to_owned();
    match scope {
        Some(scope) if !unit_type.is_empty() => Some(Target { unit_type, scope }),
        _ => {
            spot.fault(Problem::new("form.target").with("value", text), faults);
            None
        }
    }
}

/// The target with its question where it goes over the units chosen: the last one before it with the list of its `unit`.
pub(super) fn chosen(
    mut target: Target,
    nodes: &[Node],
    choosers: &[Chooser],
    at: Location,
    faults: &mut Faults,
) -> Target {
    match unit_list(nodes) {
        None => faults.note(at, Problem::new("form.unit_question_missing")),
        Some(list) => {
            if let Scope::Used(question) = &mut target.scope {
                match choosers.iter().rev().find(|chooser| chooser.list == list) {
                    Some(chooser) => question.clone_from(&chooser.name),
                    None => faults.note(at, Problem::new("form.used_missing").with("list", list)),
                }
            }
        }
    }
    target
}

/// The list of the `unit` question of a repeat.
fn unit_list(nodes: &[Node]) -> Option<&str> {
    nodes.iter().find_map(|node| match node {
        Node::Question(question) if question.name == UNIT => match &question.kind {
            Kind::SelectOne(list) => Some(list.as_str()),
            _ => None,
        },
        Node::Group(group) => unit_list(&group.nodes),
        _ => None,
    })
}
