//! What a plan is made of.

use std::collections::HashMap;
use std::sync::Arc;

use crate::form::engine::{Holds, Points, Rules, What, circle};
use crate::form::xpath::Expr;
use crate::form::{FormDefinition, Question, Target, Text};
use crate::problem::Problem;

/// A form made ready to run.
#[derive(Debug)]
pub struct Plan {
    pub(super) definition: Arc<FormDefinition>,
    /// In the form's order, each before what is in it; the first holds all others.
    pub(in crate::form) nodes: Points<PlannedNode>,
    pub(in crate::form) repeats: Vec<PlannedRepeat>,
    /// Questions and repeats outside of repeats, by name.
    pub(in crate::form) names: HashMap<String, usize>,
    pub(in crate::form) rules: Rules<Bound>,
    /// What holds of each node before anything is computed: of units that are chosen, and few are, nothing is asked.
    pub(in crate::form) begins: Vec<Holds>,
}

#[derive(Debug)]
pub(in crate::form) struct PlannedNode {
    pub name: String,
    pub part: Part,
    /// The names that an answer chooses among, one list for all questions that share it; none where it is no choice.
    pub options: Arc<[String]>,
    /// The repeat that the node is in, and so has a cell for each unit.
    pub scope: Option<usize>,
    /// The node after the last one in this one.
    pub end: usize,
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

#[derive(Debug, Default)]
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

impl Plan {
    /// Makes a form ready to run. Refused are expressions that are not understood, references to no question or to
    /// several, names given twice, and questions that depend on themselves.
    pub fn of(definition: impl Into<Arc<FormDefinition>>) -> Result<Self, Problem> {
        let mut plan = super::lay::lay(definition.into())?;
        let drafts = super::bind::bind(&mut plan)?;
        let (rules, circles) = Rules::arrange(&plan.nodes, drafts, true);
        if let Some(around) = circles.first() {
            return Err(circle(around.iter().map(|node| &*plan.nodes[*node].name)));
        }
        plan.rules = rules;
        plan.begins = (0..plan.nodes.len()).map(|node| plan.begin(node)).collect();
        Ok(plan)
    }

    fn begin(&self, node: usize) -> Holds {
        let is_chosen = |repeat: usize| self.repeats[repeat].chooser.is_some();
        if !self.nodes[node].scope.is_some_and(is_chosen) {
            return Holds::AT_FIRST;
        }
        let own = [What::Relevant, What::Chosen].into_iter().any(|what| self.rules.of(node, what).is_some());
        Holds { relevant: false, own_relevant: !own, ..Holds::AT_FIRST }
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

    /// Whether a person answers the node.
    pub(in crate::form) fn takes_answers(&self, node: usize) -> bool {
        let in_repeat = self.nodes[node].scope.is_some();
        self.question(node).is_some_and(|question| question.is_asked(in_repeat))
    }

    /// Whether the node is computed, and not answered.
    pub(in crate::form) fn is_calculated(&self, node: usize) -> bool {
        self.question(node).is_some_and(|question| question.calculation.is_some())
    }

    /// Whether what is computed of the node changes with the clock in the end.
    pub(in crate::form) fn is_timed(&self, node: usize) -> bool {
        self.rules.of(node, What::Calculate).is_some_and(|rule| rule.timed)
    }
}
