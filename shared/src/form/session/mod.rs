//! An interview on a form in the ODK form language: what is answered, and all that follows from it.

mod action;
mod answer;
mod choices;
mod circles;
mod compile;
mod lay;
mod modelled;
mod open;
mod over;
mod place;
mod plan;
mod point;
mod reads;
mod scope;
mod settle;
mod stored;
mod submission;
mod view;
mod words;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use answer::Refusal;
pub use open::{Around, Opened};
pub use plan::{Flaw, Plan};
pub use settle::MOST_INSTANCES;
pub use view::{Choice, Said, Seen, Violation};

use std::cell::{Cell as Chance, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use point::PointId;

use super::engine::State;
use super::tree::{NodeId, Tree};

/// An interview: the answers, and what is relevant, required, computed and wrong, always settled.
#[derive(Debug)]
pub struct Session {
    plan: Arc<Plan>,
    tree: Tree,
    /// What is above the first element of the answers.
    root: NodeId,
    state: State,
    /// The cells of the elements, over a definition.
    cell_of: HashMap<NodeId, u32>,
    /// The codes of the units that the instances are about, over a definition.
    codes: HashMap<u32, Box<str>>,
    /// What the next instance of a repeat begins as.
    templates: HashMap<PointId, NodeId>,
    /// Which of the form's languages is shown.
    language: usize,
    around: Around,
    chance: Chance<u64>,
    defects: RefCell<Vec<super::xpath::Fault>>,
    /// How many nodes expressions met since the answers began to settle.
    met: Chance<usize>,
    /// How many texts are being said, one within the other.
    saying: Chance<usize>,
    /// Whether an instance was refused because there are too many.
    full: bool,
    /// Whether a text that was computed was refused because it is too long.
    long: Chance<bool>,
    /// Whether it began: before, nothing is a change.
    open: bool,
    /// The choices of lists that no answer changes.
    fixed: RefCell<HashMap<PointId, Rc<HashSet<Box<str>>>>>,
    /// What is to be done once the answers are settled: which action, and at whose change.
    waiting: VecDeque<(usize, u32)>,
}
