//! Lays the tree of a form out flat, with an index of the names.

use std::collections::HashMap;
use std::sync::Arc;

use super::node::{Heading, Part, Plan, PlannedNode, PlannedRepeat};
use crate::form::{Choice, FormDefinition, Kind, Node, Repeat};
use crate::problem::Problem;

/// The nodes of a form, not yet bound or ordered.
pub(super) fn lay(definition: Arc<FormDefinition>) -> Result<Plan, Problem> {
    let names = |choices: &Vec<Choice>| choices.iter().map(|choice| choice.name.clone()).collect();
    let mut plan = Plan {
        definition: Arc::clone(&definition),
        lists: definition.choices.iter().map(|(list, choices)| (list.clone(), names(choices))).collect(),
        nodes: Vec::new(),
        repeats: Vec::new(),
        names: HashMap::new(),
        dependents: Vec::new(),
        order: Vec::new(),
        ranks: Vec::new(),
        volatile: Vec::new(),
        timed: Vec::new(),
    };
    plan.lay_all(&definition.nodes, None, None)?;
    Ok(plan)
}

impl Plan {
    fn lay_all(
        &mut self,
        nodes: &[Node],
        parent: Option<usize>,
        scope: Option<usize>,
    ) -> Result<(), Problem> {
        for node in nodes {
            match node {
                Node::Question(question) => {
                    let at =
                        self.push(&question.name, Part::Question(Box::new(question.clone())), parent, scope);
                    self.name(&question.name, at, scope)?;
                }
                Node::Group(group) => {
                    let heading =
                        Heading { label: group.label.clone(), appearance: group.appearance.clone() };
                    let at = self.push(&group.name, Part::Group(heading), parent, scope);
                    self.lay_all(&group.nodes, Some(at), scope)?;
                    self.nodes[at].end = self.nodes.len();
                }
                Node::Repeat(repeat) if scope.is_some() => {
                    return Err(Problem::new("form.nested_repeat").with("question", &repeat.name));
                }
                Node::Repeat(repeat) => self.lay_repeat(repeat, parent)?,
            }
        }
        Ok(())
    }

    fn lay_repeat(&mut self, repeat: &Repeat, parent: Option<usize>) -> Result<(), Problem> {
        let index = self.repeats.len();
        let at = self.push(&repeat.name, Part::Repeat(index), parent, None);
        self.name(&repeat.name, at, None)?;
        let instance = self.push(&repeat.name, Part::Instance(index), Some(at), Some(index));
        self.repeats.push(PlannedRepeat {
            node: at,
            label: repeat.label.clone(),
            target: repeat.target.clone(),
            chooser: None,
            names: HashMap::new(),
        });
        self.lay_all(&repeat.nodes, Some(instance), Some(index))?;
        self.nodes[at].end = self.nodes.len();
        self.nodes[instance].end = self.nodes.len();
        Ok(())
    }

    fn push(&mut self, name: &str, part: Part, parent: Option<usize>, scope: Option<usize>) -> usize {
        let at = self.nodes.len();
        self.nodes.push(PlannedNode {
            name: name.to_owned(),
            options: self.options(&part),
            part,
            parent,
            scope,
            end: at + 1,
            relevant: None,
            required: None,
            constraint: None,
            calculation: None,
        });
        at
    }

    fn name(&mut self, name: &str, at: usize, scope: Option<usize>) -> Result<(), Problem> {
        let names = match scope {
            Some(repeat) => &mut self.repeats[repeat].names,
            None => &mut self.names,
        };
        match names.insert(name.to_owned(), at) {
            None => Ok(()),
            Some(_) => Err(Problem::new("form.name_twice").with("question", name)),
        }
    }

    /// The names of the list that a question chooses from.
    fn options(&self, part: &Part) -> Arc<[String]> {
        let Part::Question(question) = part else { return Arc::default() };
        let (Kind::SelectOne(list) | Kind::SelectMultiple(list)) = &question.kind else {
            return Arc::default();
        };
        self.lists.get(list).cloned().unwrap_or_default()
    }
}
