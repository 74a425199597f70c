//! Makes rules of what binds and questions say: expressions read, bound, put into the order in which they are computed.

use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};

use super::action::Act;
use super::choices::Items;
use super::point::{PointId, Points};
use super::reads::{Read, reads};
use super::rule::{Rule, What};
use super::words::Spoken;
use crate::form::order;
use crate::form::tree::{NodeId, Tree};
use crate::form::xpath::{Axis, Bound, Fault, Origin, Path, Span, Step, Term, Test, What as Of, parse};
use crate::problem::Problem;

/// A form as it is run: its places, and its rules in the order in which they are computed.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub points: Points,
    pub rules: Vec<Rule>,
    /// The rules whose cells lie in the instances of a home.
    pub by_home: HashMap<PointId, Vec<u32>>,
    /// Which rules read an answer, by its place; and up to which home they climb for it.
    pub readers: Vec<Vec<(u32, PointId)>>,
    /// Which rules see the instances of a repeat come and go.
    pub watchers: Vec<Vec<(u32, PointId)>>,
    /// What the next instance of a repeat begins as.
    pub templates: HashMap<PointId, NodeId>,
    pub items: HashMap<PointId, Items>,
    pub acts: Vec<Act>,
    /// Which actions are done when an answer changes, by its place.
    pub on_change: HashMap<PointId, Vec<usize>>,
    /// The expressions that stand in texts, by the id of the text.
    pub spoken: Spoken,
    /// How many answers all expressions together read.
    pub links: Cell<usize>,
}

/// What of the form cannot be as it is written, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The path of the question.
    pub path: String,
    /// Which of its expressions: `relevant`, `calculate` and so on.
    pub part: String,
    /// What is wrong.
    pub problem: Problem,
}

/// The most answers that all expressions of a form may read together: a thousand expressions, each of a thousand answers.
const MOST_LINKS: usize = 1_000_000;

/// The expressions that a bind may have.
const PARTS: [(&str, What); 5] = [
    ("relevant", What::Relevant),
    ("readonly", What::Readonly),
    ("required", What::Required),
    ("constraint", What::Constraint),
    ("calculate", What::Calculate),
];

impl Plan {
    /// Reads the expressions of all places. What cannot be read is a flaw, and no rule.
    pub fn compile(&mut self, tree: &mut Tree, node_of: &dyn Fn(PointId) -> Option<NodeId>) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        let mut drafts: Vec<(Rule, Vec<Read>)> = Vec::new();
        for point in 0..self.points.len() {
            let place = &self.points[point];
            let mut wanted: Vec<(&str, What, String)> = Vec::new();
            for (part, what) in PARTS {
                if let Some(text) = place.bind.get(part) {
                    wanted.push((part, what, text.to_owned()));
                }
            }
            let count = place.control.as_ref().and_then(|shown| shown.attributes.get("jr:count"));
            if let Some(text) = count.filter(|_| place.range.is_some()) {
                wanted.push(("jr:count", What::Count, text.to_owned()));
            }
            if let Some(items) = self.items.get(&point).filter(|items| items.changes) {
                wanted.push(("itemset", What::Items, items.nodeset.clone()));
            }
            for (part, what, text) in wanted {
                let mut cells = vec![(place.home, place.local)];
                if let Some(range) = place.range {
                    match what {
                        What::Count => cells = vec![range],
                        What::Relevant | What::Readonly => cells.push(range),
                        _ => continue,
                    }
                }
                for (number, (home, local)) in cells.into_iter().enumerate() {
                    let flaw =
                        |problem| Flaw { path: self.points.path(point), part: part.to_owned(), problem };
                    match self.read(&text, point, home, tree, node_of) {
                        Ok((bound, found, faults)) => {
                            if number == 0 {
                                flaws.extend(faults.into_iter().map(|fault| flaw(fault.problem)));
                            }
                            drafts.push((Rule { what, point, home, local, bound }, found));
                        }
                        Err(fault) => flaws.push(flaw(fault.problem)),
                    }
                }
            }
        }
        flaws.extend(self.arrange(drafts));
        flaws
    }

    /// An expression of a place, bound; what it reads; what is wrong with it.
    pub fn read(
        &self,
        text: &str,
        point: PointId,
        home: PointId,
        tree: &mut Tree,
        node_of: &dyn Fn(PointId) -> Option<NodeId>,
    ) -> Result<(Bound, Vec<Read>, Vec<Fault>), Fault> {
        let too_much = || Fault::new("reads_too_much", text, Span::default()).with("limit", MOST_LINKS);
        if self.links.get() > MOST_LINKS {
            return Err(too_much());
        }
        let expr = parse(text)?;
        let mut faults = expr.faults.clone();
        let mut bound = expr.bind(tree);
        let mut found = reads(&self.points, &bound, point, home);
        // Whoever says a text reads what stands in it; a text that says texts is no text of any form.
        for spoken in found.texts.iter().flat_map(|id| self.spoken.of(id.as_deref())) {
            let Ok(inner) = parse(spoken) else { continue };
            let inner = inner.bind(tree);
            found.reads.extend(reads(&self.points, &inner, point, home).reads);
        }
        self.links.set(self.links.get() + found.reads.len());
        if self.links.get() > MOST_LINKS {
            return Err(too_much());
        }
        for (span, name) in found.unknown {
            faults.push(Fault::new("no_such_node", text, span).with("name", name));
        }
        let mut root = std::mem::take(&mut bound.expr.root);
        Pins { points: &self.points, bound: &bound, point, home, node_of }.pin(&mut root);
        bound.expr.root = root;
        Ok((bound, found.reads, faults))
    }

    /// Puts the rules into their order and notes who reads what. Circles are flaws.
    fn arrange(&mut self, drafts: Vec<(Rule, Vec<Read>)>) -> Vec<Flaw> {
        let count = self.points.len();
        let (mut readers, mut watchers) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for (number, (_, found)) in drafts.iter().enumerate() {
            for read in found {
                let whom: &mut Vec<Vec<(usize, Read)>> =
                    if read.count { &mut watchers } else { &mut readers };
                whom[read.point].push((number, *read));
            }
        }
        let (mut after, mut tied) = (vec![Vec::new(); drafts.len()], vec![Vec::new(); drafts.len()]);
        for (number, (rule, _)) in drafts.iter().enumerate().filter(|(_, (rule, _))| rule.what.is_seen()) {
            let mut open = vec![rule.point];
            let mut next: BTreeSet<(usize, bool)> = BTreeSet::new();
            if rule.what == What::Count {
                next.extend(watchers[rule.point].iter().map(|(reader, _)| (*reader, true)));
            }
            while let Some(point) = open.pop() {
                for (reader, read) in &readers[point] {
                    let other = &drafts[*reader].0;
                    // Another instance than its own was picked: a running total does not stand on itself.
                    let apart = read.picks && self.points.is_within(other.home, self.points[point].home);
                    let apart = apart && self.points[point].home != 0;
                    let itself = *reader == number && matches!(rule.what, What::Calculate | What::Items);
                    next.insert((*reader, !apart && !itself));
                }
                if matches!(rule.what, What::Relevant | What::Count) {
                    open.extend(&self.points[point].children);
                }
            }
            after[number] = next.iter().map(|(reader, _)| *reader).collect();
            after[number].dedup();
            tied[number] = next.into_iter().filter(|(_, tied)| *tied).map(|(reader, _)| reader).collect();
        }
        let bound = order::groups(&tied);
        let flaws = order::circles(&tied, &bound).map(|circle| self.circle(&drafts, &circle)).collect();
        let order: Vec<usize> = order::groups(&after).into_iter().flatten().collect();
        let mut rank = vec![0; drafts.len()];
        order.iter().enumerate().for_each(|(place, number)| rank[*number] = place as u32);
        let mut ranked: Vec<(u32, Rule)> =
            drafts.into_iter().enumerate().map(|(number, (rule, _))| (rank[number], rule)).collect();
        ranked.sort_unstable_by_key(|(rank, _)| *rank);
        self.rules = ranked.into_iter().map(|(_, rule)| rule).collect();
        for (number, rule) in self.rules.iter().enumerate() {
            self.by_home.entry(rule.home).or_default().push(number as u32);
        }
        let ranked = |all: Vec<Vec<(usize, Read)>>| {
            let one = |(reader, read): (usize, Read)| (rank[reader], read.top);
            all.into_iter().map(|whom| whom.into_iter().map(one).collect()).collect()
        };
        (self.readers, self.watchers) = (ranked(readers), ranked(watchers));
        flaws
    }

    fn circle(&self, drafts: &[(Rule, Vec<Read>)], circle: &[usize]) -> Flaw {
        let names = circle.iter().map(|number| &*self.points[drafts[*number].0.point].word);
        let path = self.points.path(drafts[circle[0]].0.point);
        Flaw { path, part: String::new(), problem: order::circle(names) }
    }
}

/// Shortens absolute paths: to a node where it never changes, and to the instance of a repeat that the expression
/// stands in, as JavaRosa has it.
struct Pins<'a> {
    points: &'a Points,
    bound: &'a Bound,
    point: PointId,
    home: PointId,
    node_of: &'a dyn Fn(PointId) -> Option<NodeId>,
}

impl Pins<'_> {
    fn pin(&self, term: &mut Term) {
        term.each_below(&mut |inner| self.pin(inner));
        if let Of::Path(path) = &mut term.what {
            self.pin_path(path);
        }
    }

    fn pin_path(&self, path: &mut Path) {
        if path.origin != Origin::Root {
            return;
        }
        let (mut at, mut begin) = (None, None);
        for (number, step) in path.steps.iter().enumerate() {
            let Some(next) = self.points.below(at, step, self.bound) else { break };
            let place = &self.points[next];
            if place.range.is_some() {
                let last = number + 1 == path.steps.len();
                if last || !self.points.is_within(self.home, next) {
                    break;
                }
                begin = Some((number, Origin::Above(self.points[self.point].depth - place.depth)));
            } else if place.home == 0
                && let Some(node) = (self.node_of)(next)
            {
                begin = Some((number, Origin::Pinned(node)));
            }
            at = Some(next);
        }
        if let Some((number, origin)) = begin {
            path.origin = origin;
            path.steps.drain(..=number);
        }
    }
}

impl Points {
    /// The place that a plain step leads to: a child by its name, none of them picked.
    pub(super) fn below(&self, at: Option<PointId>, step: &Step, bound: &Bound) -> Option<PointId> {
        let Test::Name(name) = step.test else { return None };
        if step.axis != Axis::Child || !step.predicates.is_empty() {
            return None;
        }
        self.named(at, bound.name(name))
    }
}
