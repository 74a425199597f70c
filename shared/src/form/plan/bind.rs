//! Parses the expressions of a form and finds what their `${…}` name: the nearest question, as XLSForm has it.

use super::node::{Bound, Part, Plan};
use crate::form::engine::{Draft, Read, Rule, What};
use crate::form::xpath::Expr;
use crate::form::{Kind, Node, Scope, parse};
use crate::problem::Problem;

/// The rules of every node, and the choosers of the repeats.
pub(super) fn bind(plan: &mut Plan) -> Result<Vec<Draft<Bound>>, Problem> {
    let definition = plan.definition.clone();
    // The first node holds all others.
    let (mut drafts, mut next) = (Vec::new(), 1);
    plan.bind_all(&definition.nodes, &mut next, &mut drafts)?;
    for repeat in 0..plan.repeats.len() {
        let Scope::Used(name) = &plan.repeats[repeat].target.scope else { continue };
        let chooser = plan.chooser(repeat, name)?;
        let instance = plan.repeats[repeat].node + 1;
        // Whether a unit was chosen is said by the answer itself.
        drafts.push(plan.draft(
            instance,
            What::Chosen,
            Bound { expr: Expr::default(), nodes: vec![chooser] },
        ));
        plan.repeats[repeat].chooser = Some(chooser);
    }
    Ok(drafts)
}

impl Plan {
    /// Goes through the tree in the order in which it was laid.
    fn bind_all(
        &self,
        nodes: &[Node],
        next: &mut usize,
        drafts: &mut Vec<Draft<Bound>>,
    ) -> Result<(), Problem> {
        for node in nodes {
            let at = *next;
            *next += 1;
            let mut put = |what: What, text: Option<&str>| -> Result<(), Problem> {
                let bound = text.map(|text| self.bound(at, text)).transpose()?;
                drafts.extend(bound.map(|bound| self.draft(at, what, bound)));
                Ok(())
            };
            put(What::Relevant, node.relevant())?;
            match node {
                Node::Question(question) => {
                    put(What::Required, question.required.as_deref())?;
                    put(What::Constraint, question.constraint.as_deref())?;
                    put(What::Calculate, question.calculation.as_deref())?;
                }
                Node::Group(_) => {}
                // The node of its instances.
                Node::Repeat(_) => *next += 1,
            }
            self.bind_all(node.inside(), next, drafts)?;
        }
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

    /// A rule of a node, and what it reads: in a repeat the answers about the same unit, from outside of it those about all.
    fn draft(&self, at: usize, what: What, bound: Bound) -> Draft<Bound> {
        let (node, timed) = (&self.nodes[at], bound.expr.volatile);
        let read =
            |point: usize, top: usize, count: bool| Read { point, top, count, picks: false, whole: false };
        let named =
            bound.nodes.iter().map(|other| match (&self.nodes[*other].part, self.nodes[*other].scope) {
                // A repeat is followed by the node of its instances.
                (Part::Repeat(_), _) => read(other + 1, 0, true),
                (_, scope) => read(*other, if scope == node.scope { node.home } else { 0 }, false),
            });
        let itself = bound.expr.reads_itself().then(|| read(at, node.home, false));
        let units = bound.expr.reads_position().then(|| read(node.home, 0, true));
        let mut found = Vec::new();
        for read in named.chain(itself).chain(units) {
            if !found.contains(&read) {
                found.push(read);
            }
        }
        (Rule { what, point: at, home: node.home, local: node.local, timed, bound }, found)
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

    /// The question that chooses the units of a repeat.
    fn chooser(&self, repeat: usize, name: &str) -> Result<usize, Problem> {
        let chooser = self.names.get(name).copied().filter(|node| match &self.nodes[*node].part {
            Part::Question(question) => matches!(question.kind, Kind::SelectMultiple(_)),
            _ => false,
        });
        let question = &self.nodes[self.repeats[repeat].node].name;
        let problem = || Problem::new("form.no_chooser").with("question", question).with("name", name);
        chooser.ok_or_else(problem)
    }
}
