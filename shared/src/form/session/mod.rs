//! An interview on a form in the ODK form language: what is answered, and all that follows from it.

mod action;
mod answer;
mod cells;
mod choices;
mod compile;
mod lay;
mod open;
mod point;
mod reads;
mod rule;
mod scope;
mod settle;
mod submission;
mod view;
mod words;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use answer::Refusal;
pub use open::{Around, Opened};
pub use view::{Choice, Said, Seen, Violation};

use std::cell::{Cell as Chance, RefCell};
use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

use cells::{Cell, Instance};
pub use compile::Flaw;
use compile::Plan;
use point::PointId;
use settle::Queue;

use super::model::Form;
use super::tree::{NodeId, Tree};

/// An interview: the answers, and what is relevant, required, computed and wrong, always settled.
#[derive(Debug)]
pub struct Session {
    form: Form,
    plan: Plan,
    tree: Tree,
    /// What is above the first element of the answers.
    root: NodeId,
    /// What is looked up, by what expressions call it.
    lists: HashMap<String, NodeId>,
    cells: Vec<Cell>,
    instances: Vec<Instance>,
    /// Which of the form's languages is shown.
    language: usize,
    around: Around,
    chance: Chance<u64>,
    defects: RefCell<Vec<super::xpath::Fault>>,
    /// How many texts are being said, one within the other.
    saying: Chance<usize>,
    queue: Queue,
    /// Whether an instance was refused because there are too many.
    full: bool,
    /// Whether it began: before, nothing is a change.
    open: bool,
    /// Where the texts of each language stand, by their id.
    texts: Vec<HashMap<String, usize>>,
    /// The labels, by the paths of what they stand at.
    shown: HashMap<String, Option<super::model::Text>>,
    /// The expressions inside texts.
    outputs: HashMap<String, super::xpath::Bound>,
    /// The choices of lists that no answer changes.
    fixed: RefCell<HashMap<PointId, Rc<HashSet<Box<str>>>>>,
    /// What is to be done once the answers are settled: which action, and at whose change.
    waiting: VecDeque<(usize, u32)>,
}
