//! The order of computation: what depends on what, each after what it depends on, and no question on itself.

use super::node::{Aspect, Bound, Part, Plan, Vertex};
use crate::form::order::{circle, circles, groups};
use crate::problem::Problem;

/// Fills in the dependents of each vertex, their order, and what the clock changes.
pub(super) fn order(plan: &mut Plan) -> Result<(), Problem> {
    plan.dependents = vec![Vec::new(); plan.nodes.len() * Vertex::ASPECTS];
    for (from, to) in edges(plan) {
        plan.dependents[from.index()].push(to);
    }
    for dependents in &mut plan.dependents {
        dependents.sort_unstable();
        dependents.dedup();
    }
    plan.volatile = volatile(plan);
    let numbers = |all: &Vec<Vertex>| all.iter().map(|to| to.index()).collect();
    let after: Vec<Vec<usize>> = plan.dependents.iter().map(numbers).collect();
    let groups = groups(&after);
    if let Some(around) = circles(&after, &groups).next() {
        return Err(circle(around.iter().map(|vertex| &*plan.nodes[Vertex::nth(*vertex).node()].name)));
    }
    plan.order = groups.into_iter().flatten().map(Vertex::nth).collect();
    plan.ranks = vec![0; plan.order.len()];
    for (rank, vertex) in plan.order.iter().enumerate() {
        plan.ranks[vertex.index()] = rank as u32;
    }
    plan.timed = timed(plan);
    Ok(())
}

fn edges(plan: &Plan) -> Vec<(Vertex, Vertex)> {
    let mut edges = Vec::new();
    for (at, node) in plan.nodes.iter().enumerate() {
        let [relevance, value, verdict] =
            [Aspect::Relevance, Aspect::Value, Aspect::Verdict].map(|aspect| Vertex::new(at, aspect));
        edges.extend(node.parent.map(|parent| (Vertex::new(parent, Aspect::Relevance), relevance)));
        edges.extend([(relevance, value), (relevance, verdict), (value, verdict)]);
        if let Part::Instance(repeat) = node.part {
            let repeat = &plan.repeats[repeat];
            edges.push((relevance, Vertex::new(repeat.node, Aspect::Value)));
            edges.extend(repeat.chooser.map(|chooser| (Vertex::new(chooser, Aspect::Value), relevance)));
        }
        for (bound, to) in bounds(plan, at) {
            let read = bound.nodes.iter().map(|node| Vertex::new(*node, Aspect::Value));
            edges.extend(read.filter(|from| *from != value || to != verdict).map(|from| (from, to)));
            if bound.expr.reads_itself() && to != verdict {
                edges.push((value, to));
            }
            if let (true, Some(repeat)) = (bound.expr.reads_position(), node.scope) {
                edges.push((Vertex::new(plan.repeats[repeat].node, Aspect::Value), to));
            }
        }
    }
    edges
}

/// The expressions of a node, each with what it decides.
fn bounds(plan: &Plan, at: usize) -> impl Iterator<Item = (&Bound, Vertex)> {
    let node = &plan.nodes[at];
    [
        (&node.relevant, Aspect::Relevance),
        (&node.calculation, Aspect::Value),
        (&node.required, Aspect::Verdict),
        (&node.constraint, Aspect::Verdict),
    ]
    .into_iter()
    .filter_map(move |(bound, aspect)| Some((bound.as_ref()?, Vertex::new(at, aspect))))
}

fn volatile(plan: &Plan) -> Vec<Vertex> {
    let all = (0..plan.nodes.len()).flat_map(|at| bounds(plan, at));
    all.filter(|(bound, _)| bound.expr.volatile).map(|(_, to)| to).collect()
}

fn timed(plan: &Plan) -> Vec<bool> {
    let mut timed = vec![false; plan.order.len()];
    for vertex in &plan.volatile {
        timed[vertex.index()] = true;
    }
    for from in &plan.order {
        if timed[from.index()] {
            plan.dependents[from.index()].iter().for_each(|to| timed[to.index()] = true);
        }
    }
    timed
}
