//! Makes rules of what binds and questions say: expressions read, bound, put into the order in which they are computed.

use std::sync::Arc;

use foldhash::HashMap;

use super::action::{Act, written};
use super::choices::{Items, Lookup, questions};
use super::circles::{Change, circles};
use super::modelled::CHOOSER;
use super::plan::{Flaw, Plan};
use super::point::{PointId, Points};
use super::reads::reads;
use super::words::{self, Spoken};
use crate::form::engine::{self, Draft, Read, Rule, Rules, What};
use crate::form::model::{Form, Itemset};
use crate::form::tree::Tree;
use crate::form::xpath::{Axis, Bound, Fault, Origin, Path, Span, Step, Term, Test, What as Of, parse};
use crate::problem::Problem;

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

/// A plan, its places, and the form that the rest of it is compiled from.
pub(super) struct Compiler<'a> {
    plan: &'a mut Plan,
    points: &'a Points,
    tree: &'a mut Tree,
    form: &'a Form,
    /// The expressions that stand in texts, by the id of the text.
    spoken: Spoken,
    /// How many answers all expressions together read.
    links: usize,
    /// What is set when an answer changes.
    changes: Vec<Change>,
    flaws: Vec<Flaw>,
}

impl<'a> Compiler<'a> {
    pub fn new(plan: &'a mut Plan, points: &'a Points, tree: &'a mut Tree, form: &'a Form) -> Self {
        let (changes, flaws) = (Vec::new(), Vec::new());
        Self { plan, points, tree, form, spoken: Spoken::of_form(form), links: 0, changes, flaws }
    }

    /// Reads all expressions of the form. What cannot be read is a flaw, and left out.
    pub fn compile(mut self) -> Vec<Flaw> {
        self.compile_choices();
        self.compile_texts();
        self.compile_actions();
        self.compile_rules();
        self.follow_actions();
        self.flaws
    }

    fn compile_choices(&mut self) {
        let mut alike: HashMap<(&str, &str), PointId> = HashMap::default();
        let mut known: HashMap<(&str, &str, &str), Arc<Lookup>> = HashMap::default();
        for (point, control) in questions(&self.form.body, self.points) {
            let like = control.itemset.as_ref().map_or(point, |set| {
                *alike.entry((set.nodeset.as_str(), set.value.as_str())).or_insert(point)
            });
            let Some(mut items) = Items::of(control, like) else { continue };
            if let Some(set) = &control.itemset {
                let written = (set.nodeset.as_str(), set.value.as_str(), set.label.as_str());
                // In a repeat the same paths are shortened to other places.
                let outside = self.points[point].home == 0;
                let lookup = known.get(&written).filter(|_| outside).cloned();
                let lookup = lookup.unwrap_or_else(|| Arc::new(self.lookup(set, point)));
                if outside && lookup.bound.is_some() {
                    known.insert(written, Arc::clone(&lookup));
                }
                items.lookup = Some(lookup);
            }
            self.plan.items.insert(point, items);
        }
    }

    fn lookup(&mut self, set: &Itemset, point: PointId) -> Lookup {
        let mut bind = |text: &str| parse(text).ok().map(|expr| expr.bind(self.tree));
        let (value, label, nodeset) = (bind(&set.value), bind(&set.label), set.nodeset.clone());
        let home = self.points[point].home;
        let bound = match nodeset.is_empty() {
            true => None,
            false => match self.read(&nodeset, point, home, false) {
                Ok((bound, ..)) => Some(bound),
                Err(fault) => {
                    self.flaw(self.points.path(point), "itemset", fault);
                    None
                }
            },
        };
        Lookup { nodeset, bound, value, label }
    }

    fn compile_texts(&mut self) {
        for text in words::outputs(self.form) {
            match self.read(&text, 0, 0, true) {
                Ok((bound, ..)) => drop(self.plan.outputs.insert(text, bound)),
                Err(fault) => self.flaw(text, "label", fault),
            }
        }
    }

    fn compile_actions(&mut self) {
        for one in written(self.form) {
            let path = one.action.attributes.get("ref").unwrap_or_default().trim().to_owned();
            let Some(target) = self.points.at(&path) else { continue };
            let events = one.action.attributes.get("event").unwrap_or_default();
            let events: Vec<String> = events.split_ascii_whitespace().map(str::to_owned).collect();
            let (mut reads, mut timed) = (Vec::new(), false);
            let value = match one.action.attributes.get("value").filter(|text| !text.trim().is_empty()) {
                None => Err(one.action.content.trim().to_owned()),
                Some(text) => match self.read(text, target, self.points[target].home, true) {
                    Ok((bound, found, faults)) => {
                        (reads, timed) = (found, bound.expr.volatile);
                        faults.into_iter().for_each(|fault| self.flaw(path.clone(), "setvalue", fault));
                        Ok(bound)
                    }
                    Err(fault) => {
                        self.flaw(path, "setvalue", fault);
                        continue;
                    }
                },
            };
            let source = one.source.and_then(|source| self.points.at(source.trim()));
            if let Some(source) =
                source.filter(|_| events.iter().any(|event| event == "xforms-value-changed"))
            {
                self.plan.on_change.entry(source).or_default().push(self.plan.acts.len());
                self.changes.push(Change { source, target, reads, timed });
            }
            self.plan.acts.push(Act { target, events, value });
        }
    }

    fn compile_rules(&mut self) {
        let mut drafts: Vec<Draft<Bound>> = Vec::new();
        let points = self.points;
        for point in 0..points.len() {
            let place = &points[point];
            for (part, what) in PARTS {
                if let Some(text) = place.bind.get(part) {
                    self.compile_rule(point, part, what, text, &mut drafts);
                }
            }
            if let Some(path) = place.bind.get(CHOOSER).filter(|_| self.plan.over.is_some()) {
                self.compile_rule(point, CHOOSER, What::Chosen, path, &mut drafts);
            }
            let count = place.control.as_ref().and_then(|shown| shown.count.as_ref());
            if let Some(text) = count.filter(|_| place.range.is_some()) {
                self.compile_rule(point, "jr:count", What::Count, text, &mut drafts);
            }
            let items = self.plan.items.get(&point).filter(|items| items.changes);
            if let Some(lookup) = items.and_then(|items| items.lookup.clone()) {
                self.compile_rule(point, "itemset", What::Items, &lookup.nodeset, &mut drafts);
            }
        }
        self.flaws.extend(self.plan.arrange(points, drafts));
    }

    /// Reads an expression of a place for each of the cells that it is computed for.
    fn compile_rule(
        &mut self,
        point: PointId,
        part: &str,
        what: What,
        text: &str,
        drafts: &mut Vec<Draft<Bound>>,
    ) {
        let place = &self.points[point];
        let own = Some((place.home, place.local));
        let cells = match (place.range, what) {
            (None, _) | (_, What::Chosen) => [own, None],
            (range, What::Count) => [range, None],
            (range, What::Relevant | What::Readonly) => [own, range],
            _ => return,
        };
        for (number, (home, local)) in cells.into_iter().flatten().enumerate() {
            match self.read(text, point, home, what != What::Items) {
                Ok((bound, found, faults)) => {
                    for fault in faults.into_iter().filter(|_| number == 0) {
                        self.flaw(self.points.path(point), part, fault);
                    }
                    let timed = bound.expr.volatile;
                    drafts.push((Rule { what, point, home, local, timed, bound }, found));
                }
                Err(fault) => self.flaw(self.points.path(point), part, fault),
            }
        }
    }

    /// Says which actions set off themselves or each other.
    fn follow_actions(&mut self) {
        let points = self.points;
        for circle in circles(points, &self.plan.rules, &self.changes) {
            let names = engine::round(circle.iter().map(|point| &*points[*point].word));
            let problem = Problem::new("form.actions_circle").with("questions", names);
            let (path, part) = (points.path(circle[0]), "setvalue".to_owned());
            self.flaws.push(Flaw { path, part, problem });
        }
    }

    fn flaw(&mut self, path: String, part: &str, fault: Fault) {
        self.flaws.push(Flaw { path, part: part.to_owned(), problem: fault.problem });
    }

    /// An expression of a place, bound; what it reads; what is wrong with it.
    fn read(
        &mut self,
        text: &str,
        point: PointId,
        home: PointId,
        as_text: bool,
    ) -> Result<(Bound, Vec<Read>, Vec<Fault>), Fault> {
        let too_much = || Fault::new("reads_too_much", text, Span::default()).with("limit", MOST_LINKS);
        if self.links > MOST_LINKS {
            return Err(too_much());
        }
        let points = self.points;
        let expr = parse(text)?;
        // A definition was judged by its own grammar when it was imported.
        let mut faults = if self.plan.over.is_some() { Vec::new() } else { expr.faults.clone() };
        let mut bound = expr.bind(self.tree);
        let mut found = reads(points, &bound, point, home, as_text);
        // Whoever says a text reads what stands in it; a text that says texts is no text of any form.
        for spoken in found.texts.iter().flat_map(|id| self.spoken.of(id.as_deref())) {
            let Ok(inner) = parse(spoken) else { continue };
            let inner = inner.bind(self.tree);
            found.reads.extend(reads(points, &inner, point, home, true).reads);
        }
        self.links += found.reads.len();
        if self.links > MOST_LINKS {
            return Err(too_much());
        }
        for (span, name) in found.unknown {
            faults.push(Fault::new("no_such_node", text, span).with("name", name));
        }
        let mut root = std::mem::take(&mut bound.expr.root);
        Pins { points, bound: &bound, point, home }.pin(&mut root);
        bound.expr.root = root;
        Ok((bound, found.reads, faults))
    }
}

impl Plan {
    /// Puts the rules into their order. Circles are flaws.
    fn arrange(&mut self, points: &Points, drafts: Vec<Draft<Bound>>) -> Vec<Flaw> {
        let (rules, circles) = Rules::arrange(points, drafts, self.over.is_some());
        self.rules = rules;
        let flaw = |circle: Vec<PointId>| {
            let names = circle.iter().map(|point| &*points[*point].word);
            Flaw::of(&points.path(circle[0]), engine::circle(names))
        };
        circles.into_iter().map(flaw).collect()
    }
}

/// Shortens absolute paths: to a node where it never changes, and to the instance of a repeat that the expression
/// stands in, as JavaRosa has it.
struct Pins<'a> {
    points: &'a Points,
    bound: &'a Bound,
    point: PointId,
    home: PointId,
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
            } else if place.home == 0 {
                // Of what stands in no repeat there is one cell, the same in every interview.
                begin = Some((number, Origin::Pinned(place.local as usize)));
            }
            at = Some(next);
        }
        if let Some((number, origin)) = begin {
            path.origin = origin;
            // Nearly always nothing is left, which needs no room.
            path.steps = path.steps.split_off(number + 1);
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
