//! What a plan is made of.

use std::collections::HashMap;
use std::sync::Arc;

use crate::form::xpath::Expr;
use crate::form::{FormDefinition, Question, Target, Text};
use crate::problem::Problem;

/// A form made ready to run.
#[derive(Debug)]
pub struct Plan {
    pub(super) definition: Arc<FormDefinition>,
    /// The names of each list.
    pub(super) lists: HashMap<String, Arc<[String]>>,
    /// In the form's order, each before what is in it.
    pub(in crate::form) nodes: Vec<PlannedNode>,
    pub(in crate::form) repeats: Vec<PlannedRepeat>,
    /// Questions and repeats outside of repeats, by name.
    pub(in crate::form) names: HashMap<String, usize>,
    /// What must be computed again when a vertex changed.
    pub(in crate::form) dependents: Vec<Vec<Vertex>>,
    /// The vertices, each after all that it depends on.
    pub(in crate::form) order: Vec<Vertex>,
    /// The place of each vertex in `order`.
    pub(in crate::form) ranks: Vec<u32>,
    /// What changes with the clock alone.
    pub(in crate::form) volatile: Vec<Vertex>,
    /// Of each vertex, whether it depends on the clock in the end.
    pub(in crate::form) timed: Vec<bool>,
}

#[derive(Debug)]
pub(in crate::form) struct PlannedNode {
    pub name: String,
    pub part: Part,
    /// The names that an answer chooses among, one list for all questions that share it; none where it is no choice.
    pub options: Arc<[String]>,
    /// The node that this one is in.
    pub parent: Option<usize>,
    /// The repeat that the node is in, and so has a cell for each unit.
    pub scope: Option<usize>,
    /// The node after the last one in this one.
    pub end: usize,
    pub relevant: Option<Bound>,
    pub required: Option<Bound>,
    pub constraint: Option<Bound>,
    pub calculation: Option<Bound>,
}

#[derive(Debug)]
pub(in crate::form) enum Part {
    Group(Heading),
    /// A repeat as a whole, by its place in [`Plan::repeats`].
    Repeat(usize),
    /// One instance of that repeat: the node that holds what is asked about one unit.
    Instance(usize),
    Question(Box<Question>),
}

#[derive(Debug)]
pub(in crate::form) struct Heading {
    pub label: Text,
    pub appearance: Option<String>,
}

#[derive(Debug)]
pub(in crate::form) struct PlannedRepeat {
    /// The node of the repeat; that of its instances follows it.
    pub node: usize,
    pub label: Text,
    pub target: Target,
    /// The question that chooses the units, of a `used` repeat.
    pub chooser: Option<usize>,
    /// The questions in it, by name.
    pub names: HashMap<String, usize>,
}

/// An expression and the nodes that its references name.
#[derive(Debug)]
pub(in crate::form) struct Bound {
    pub expr: Expr,
    pub nodes: Vec<usize>,
}

/// What is computed of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::form) enum Aspect {
    Relevance,
    Value,
    /// Whether an answer is required, and whether the given one may stand.
    Verdict,
}

/// One aspect of one node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::form) struct Vertex(u32);

impl Vertex {
    pub const ASPECTS: usize = 3;

    pub fn new(node: usize, aspect: Aspect) -> Self {
        Self((node * Self::ASPECTS + aspect as usize) as u32)
    }

    pub fn nth(index: usize) -> Self {
        Self(index as u32)
    }

    pub fn index(self) -> usize {
        self.0 as usize
    }

    pub fn node(self) -> usize {
        self.index() / Self::ASPECTS
    }

    pub fn aspect(self) -> Aspect {
        match self.index() % Self::ASPECTS {
            0 => Aspect::Relevance,
            1 => Aspect::Value,
            _ => Aspect::Verdict,
        }
    }
}

impl Plan {
    /// Makes a form ready to run. Refused are expressions that are not understood, references to no question or to
    /// several, names given twice, and questions that depend on themselves.
    pub fn of(definition: impl Into<Arc<FormDefinition>>) -> Result<Self, Problem> {
        let mut plan = super::lay::lay(definition.into())?;
        super::bind::bind(&mut plan)?;
        super::order::order(&mut plan)?;
        Ok(plan)
    }

    /// The form.
    pub fn definition(&self) -> &FormDefinition {
        &self.definition
    }

    /// The question that a node is.
    pub(in crate::form) fn question(&self, node: usize) -> Option<&Question> {
        match &self.nodes[node].part {
            Part::Question(question) => Some(question),
            _ => None,
        }
    }
}
