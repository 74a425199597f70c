//! Lays the tree of a form out flat, with an index of the names.

use std::collections::HashMap;
use std::sync::Arc;

use super::node::{Heading, Part, Plan, PlannedNode, PlannedRepeat};
use crate::form::engine::{Points, Rules};
use crate::form::{Choice, FormDefinition, Kind, Node, Repeat};
use crate::problem::Problem;

/// The nodes of a form, not yet bound or ordered.
pub(super) fn lay(definition: Arc<FormDefinition>) -> Result<Plan, Problem> {
    let names = |choices: &Vec<Choice>| choices.iter().map(|choice| choice.name.clone()).collect();
    let lists = definition.choices.iter().map(|(list, choices)| (&**list, names(choices))).collect();
    let plan = Plan {
        definition: Arc::clone(&definition),
        nodes: Points::default(),
        repeats: Vec::new(),
        names: HashMap::new(),
        rules: Rules::default(),
        begins: Vec::new(),
    };
    let mut layer = Layer { plan, lists };
    let all = layer.put("", Part::Group(Heading::default()), None, None);
    layer.lay_all(&definition.nodes, all, None)?;
    layer.close(all);
    Ok(layer.plan)
}

struct Layer<'d> {
    plan: Plan,
    /// The names of each list.
    lists: HashMap<&'d str, Arc<[String]>>,
}

impl Layer<'_> {
    fn lay_all(&mut self, nodes: &[Node], parent: usize, scope: Option<usize>) -> Result<(), Problem> {
        for node in nodes {
            match node {
                Node::Question(question) => {
                    let part = Part::Question(Box::new(question.clone()));
                    let at = self.put(&question.name, part, Some(parent), scope);
                    self.name(&question.name, at, scope)?;
                }
                Node::Group(group) => {
                    let heading =
                        Heading { label: group.label.clone(), appearance: group.appearance.clone() };
                    let at = self.put(&group.name, Part::Group(heading), Some(parent), scope);
                    self.lay_all(&group.nodes, at, scope)?;
                    self.close(at);
                }
                Node::Repeat(repeat) if scope.is_some() => {
                    return Err(Problem::new("form.nested_repeat").with("question", &repeat.name));
                }
                Node::Repeat(repeat) => self.lay_repeat(repeat, parent)?,
            }
        }
        Ok(())
    }

    fn lay_repeat(&mut self, repeat: &Repeat, parent: usize) -> Result<(), Problem> {
        let index = self.plan.repeats.len();
        let at = self.put(&repeat.name, Part::Repeat(index), Some(parent), None);
        self.name(&repeat.name, at, None)?;
        let instance = self.put(&repeat.name, Part::Instance(index), Some(at), Some(index));
        self.plan.repeats.push(PlannedRepeat {
            node: at,
            label: repeat.label.clone(),
            target: repeat.target.clone(),
            chooser: None,
            names: HashMap::new(),
        });
        self.lay_all(&repeat.nodes, instance, Some(index))?;
        self.close(at);
        self.close(instance);
        Ok(())
    }

    fn put(&mut self, name: &str, part: Part, parent: Option<usize>, scope: Option<usize>) -> usize {
        let (options, end) = (self.options(&part), self.plan.nodes.len() + 1);
        let is_repeat = matches!(part, Part::Instance(_));
        let node = PlannedNode { name: name.to_owned(), options, part, scope, end };
        self.plan.nodes.put(parent, is_repeat, node)
    }

    /// What was put since a node is in it.
    fn close(&mut self, at: usize) {
        self.plan.nodes[at].end = self.plan.nodes.len();
    }

    fn name(&mut self, name: &str, at: usize, scope: Option<usize>) -> Result<(), Problem> {
        let names = match scope {
            Some(repeat) => &mut self.plan.repeats[repeat].names,
            None => &mut self.plan.names,
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
        self.lists.get(&**list).cloned().unwrap_or_default()
    }
}
