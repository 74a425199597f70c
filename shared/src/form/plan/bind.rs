//! Parses the expressions of a form and finds what their `${…}` name: the nearest question, as XLSForm has it.

use super::node::{Bound, Part, Plan};
use crate::form::{Kind, Node, Scope, parse};
use crate::problem::Problem;

/// The four expressions of a node.
struct Texts<'a> {
    relevant: Option<&'a String>,
    required: Option<&'a String>,
    constraint: Option<&'a String>,
    calculation: Option<&'a String>,
}

/// Fills in the expressions of every node, and the choosers of the repeats.
pub(super) fn bind(plan: &mut Plan) -> Result<(), Problem> {
    let definition = plan.definition.clone();
    let mut next = 0;
    plan.bind_all(&definition.nodes, &mut next)?;
    for repeat in 0..plan.repeats.len() {
        plan.repeats[repeat].chooser = plan.chooser(repeat)?;
    }
    Ok(())
}

impl Plan {
    /// Goes through the tree in the order in which it was laid.
    fn bind_all(&mut self, nodes: &[Node], next: &mut usize) -> Result<(), Problem> {
        for node in nodes {
            let at = *next;
            *next += 1;
            let (relevant, inner) = match node {
                Node::Question(question) => (&question.relevant, &[][..]),
                Node::Group(group) => (&group.relevant, &group.nodes[..]),
                Node::Repeat(repeat) => {
                    // The node of its instances.
                    *next += 1;
                    (&repeat.relevant, &repeat.nodes[..])
                }
            };
            let mut texts =
                Texts { relevant: relevant.as_ref(), required: None, constraint: None, calculation: None };
            if let Node::Question(question) = node {
                texts.required = question.required.as_ref();
                texts.constraint = question.constraint.as_ref();
                texts.calculation = question.calculation.as_ref();
            }
            self.bind_one(at, &texts)?;
            self.bind_all(inner, next)?;
        }
        Ok(())
    }

    fn bind_one(&mut self, at: usize, texts: &Texts<'_>) -> Result<(), Problem> {
        let bound = |text: Option<&String>| text.map(|text| self.bound(at, text)).transpose();
        let (relevant, required) = (bound(texts.relevant)?, bound(texts.required)?);
        let (constraint, calculation) = (bound(texts.constraint)?, bound(texts.calculation)?);
        let node = &mut self.nodes[at];
        (node.relevant, node.required) = (relevant, required);
        (node.constraint, node.calculation) = (constraint, calculation);
        Ok(())
    }

    fn bound(&self, at: usize, text: &str) -> Result<Bound, Problem> {
        let node = &self.nodes[at];
        let named = |problem: Problem| problem.with("question", &node.name);
        let expr = parse(text).map_err(|error| named(error.problem))?;
        if expr.reads_position() && node.scope.is_none() {
            return Err(named(Problem::new("form.position_outside")));
        }
        let found = expr.references.iter().map(|name| self.find(name, node.scope).map_err(named));
        let nodes = found.collect::<Result<_, _>>()?;
        Ok(Bound { expr, nodes })
    }

    /// The node that a name means in a scope: one of the same repeat, else one outside, else the only one in another repeat.
    fn find(&self, name: &str, scope: Option<usize>) -> Result<usize, Problem> {
        let near =
            scope.and_then(|repeat| self.repeats[repeat].names.get(name)).or_else(|| self.names.get(name));
        if let Some(node) = near {
            return Ok(*node);
        }
        let far: Vec<_> = self.repeats.iter().filter_map(|repeat| repeat.names.get(name)).collect();
        match far[..] {
            [node] => Ok(*node),
            [] => Err(Problem::new("form.unknown_reference").with("name", name)),
            _ => Err(Problem::new("form.ambiguous_reference").with("name", name)),
        }
    }

    fn chooser(&self, repeat: usize) -> Result<Option<usize>, Problem> {
        let repeat = &self.repeats[repeat];
        let Scope::Used(name) = &repeat.target.scope else { return Ok(None) };
        let chooser = self.names.get(name).copied().filter(|node| match &self.nodes[*node].part {
            Part::Question(question) => matches!(question.kind, Kind::SelectMultiple(_)),
            _ => false,
        });
        let problem = || Problem::new("form.no_chooser").with("question", &self.nodes[repeat.node].name);
        chooser.map(Some).ok_or_else(|| problem().with("name", name))
    }
}
