//! Opens an interview on a form.

use std::cell::RefCell;
use std::collections::HashMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Session;
use super::action::{Act, written};
use super::choices::{Items, questions};
use super::compile::{Flaw, Plan};
use super::point::{PointId, Points};
use super::words::{self, Spoken};
use crate::form::model::{Control, Form};
use crate::form::tree::{NodeId, Tree};
use crate::form::xform;
use crate::form::xpath::Fault;
use crate::problem::Problem;

/// What an interview knows of the world: the clock as it opens, the zone, and what chance follows from.
#[derive(Clone, Debug)]
pub struct Around {
    /// The clock.
    pub now: Timestamp,
    /// The zone that dates are of.
    pub zone: TimeZone,
    /// What chance follows from.
    pub seed: u64,
}

/// An interview that was opened.
#[derive(Debug)]
pub struct Opened {
    /// The interview.
    pub session: Session,
    /// What of the form cannot be as it is written, and is left out.
    pub flaws: Vec<Flaw>,
}

/// The flaws with which no interview can be held.
const ENDS: [&str; 2] = ["form.cycle", "expression.reads_too_much"];

impl Session {
    /// Opens an interview. A form whose expressions go around in a circle, or that never comes to rest, has none: the flaws
    /// say why.
    pub fn open(form: Form, around: Around) -> Result<Opened, Vec<Flaw>> {
        Self::run(form, around, None)
    }

    /// Goes on with an interview whose submission was kept: what was answered stands, and what is noted and set at the
    /// first beginning is not done again. What was not relevant was not kept.
    pub fn resume(form: Form, around: Around, submission: &str) -> Result<Opened, Vec<Flaw>> {
        Self::run(form, around, Some(submission))
    }

    fn run(form: Form, around: Around, kept: Option<&str>) -> Result<Opened, Vec<Flaw>> {
        let (mut session, mut flaws) = Self::lay_out(form, around);
        if let Some(kept) = kept {
            session
                .take_up(kept)
                .map_err(|problem| vec![Flaw { path: "/".to_owned(), part: String::new(), problem }])?;
        }
        flaws.extend(session.compile());
        if flaws.iter().any(|flaw| ENDS.contains(&&*flaw.problem.code)) {
            return Err(flaws);
        }
        if kept.is_none() {
            session.preload();
        }
        session.mark_instance(0);
        let mut problems = session.settle();
        problems.extend(session.begin(kept.is_none()));
        if !problems.is_empty() {
            let flaw = |problem| Flaw { path: "/".to_owned(), part: String::new(), problem };
            flaws.extend(problems.into_iter().map(flaw));
            return Err(flaws);
        }
        session.open = true;
        Ok(Opened { session, flaws })
    }

    /// Lays the cells anew, over the answers of a submission. What new instances begin as is still the form's.
    fn take_up(&mut self, submission: &str) -> Result<(), Problem> {
        let root = self.tree.read(submission)?;
        let top = self.tree.elements(root).next();
        let first = self.plan.points.len() > 0;
        let own = |top: &NodeId| first && self.tree.name(*top) == self.plan.points[0].name;
        let top = top.filter(own).ok_or_else(|| Problem::new("form.other_submission"))?;
        self.cells.clear();
        self.instances.clear();
        self.root = root;
        self.lay(0, top, 0);
        Ok(())
    }

    /// What cannot be as the form writes it; nothing where an interview opens and all is computed.
    pub fn flaws(form: Form, around: Around) -> Vec<Flaw> {
        let (mut session, mut flaws) = Self::lay_out(form, around);
        flaws.extend(session.compile());
        flaws
    }

    fn lay_out(form: Form, around: Around) -> (Self, Vec<Flaw>) {
        let (mut tree, mut flaws) = (Tree::new(), Vec::new());
        let mut read = |tree: &mut Tree, path: &str, root| {
            let text = xform::instance_alone(&form, root);
            tree.read(&text).map_err(|problem| {
                flaws.push(Flaw { path: path.to_owned(), part: String::new(), problem });
            })
        };
        let root = read(&mut tree, "/", &form.data).unwrap_or_else(|()| tree.make_text(""));
        let points = Points::of(&form, &mut tree);
        let mut lists = HashMap::new();
        for instance in &form.instances {
            if let Some(data) = &instance.root
                && let Ok(top) = read(&mut tree, &instance.id, data)
            {
                lists.entry(instance.id.clone()).or_insert(top);
            }
        }
        let language = form.translations.iter().position(|one| one.is_default).unwrap_or_default();
        let (texts, seed) = (words::index(&form), around.seed);
        let plan = Plan { points, spoken: Spoken::of_form(&form), ..Plan::default() };
        let mut session = Self {
            form,
            plan,
            tree,
            root,
            lists,
            cells: Vec::new(),
            instances: Vec::new(),
            language,
            around,
            chance: seed.into(),
            defects: RefCell::default(),
            saying: Default::default(),
            queue: Default::default(),
            full: false,
            open: false,
            texts,
            shown: HashMap::new(),
            outputs: HashMap::new(),
            fixed: RefCell::default(),
            waiting: Default::default(),
        };
        let top = session.tree.elements(root).next();
        if let Some(top) = top {
            session.lay(0, top, 0);
        }
        (session, flaws)
    }

    fn compile(&mut self) -> Vec<Flaw> {
        if self.cells.is_empty() {
            return Vec::new();
        }
        let fixed: HashMap<PointId, NodeId> = self
            .plan
            .points
            .layout(0)
            .iter()
            .zip(&self.cells)
            .map(|(point, cell)| (*point, cell.node))
            .collect();
        let node_of = |point: PointId| fixed.get(&point).copied();
        let mut shown: HashMap<String, &Control> = HashMap::new();
        questions(&self.form.body, &mut shown);
        let (plan, tree) = (&mut self.plan, &mut self.tree);
        let mut flaws = Vec::new();
        let mut flaw = |path: String, part: &str, fault: Fault| {
            flaws.push(Flaw { path, part: part.to_owned(), problem: fault.problem });
        };
        self.shown = shown.iter().map(|(path, control)| (path.clone(), control.label.clone())).collect();
        let mut alike: HashMap<(&str, &str), PointId> = HashMap::new();
        for (path, control) in shown {
            let Some(point) = plan.points.at(&path) else { continue };
            let looked_up = control.itemset.as_ref().map(|set| (set.nodeset.as_str(), set.value.as_str()));
            let like = looked_up.map_or(point, |set| *alike.entry(set).or_insert(point));
            let Some(mut items) = Items::of(control, like, tree) else { continue };
            if !items.nodeset.is_empty() {
                let home = plan.points[point].home;
                match plan.read(&items.nodeset, point, home, tree, &node_of) {
                    Ok((bound, ..)) => items.pin(bound),
                    Err(fault) => flaw(path, "itemset", fault),
                }
            }
            plan.items.insert(point, items);
        }
        for text in words::outputs(&self.form) {
            match plan.read(&text, 0, 0, tree, &node_of) {
                Ok((bound, ..)) => drop(self.outputs.insert(text, bound)),
                Err(fault) => flaw(text, "label", fault),
            }
        }
        for one in written(&self.form) {
            let path = one.action.attributes.get("ref").unwrap_or_default().trim().to_owned();
            let Some(target) = plan.points.at(&path) else { continue };
            let events = one.action.attributes.get("event").unwrap_or_default();
            let events: Vec<String> = events.split_ascii_whitespace().map(str::to_owned).collect();
            let value = match one.action.attributes.get("value").filter(|text| !text.trim().is_empty()) {
                None => Err(one.action.content.trim().to_owned()),
                Some(text) => match plan.read(text, target, plan.points[target].home, tree, &node_of) {
                    Ok((bound, _, faults)) => {
                        faults.into_iter().for_each(|fault| flaw(path.clone(), "setvalue", fault));
                        Ok(bound)
                    }
                    Err(fault) => {
                        flaw(path, "setvalue", fault);
                        continue;
                    }
                },
            };
            let source = one.source.and_then(|source| plan.points.at(source.trim()));
            if let Some(source) =
                source.filter(|_| events.iter().any(|event| event == "xforms-value-changed"))
            {
                plan.on_change.entry(source).or_default().push(plan.acts.len());
            }
            plan.acts.push(Act { target, events, value });
        }
        flaws.extend(plan.compile(tree, &node_of));
        flaws
    }

    /// What the device knows without asking: who the interview is, and when it began.
    fn preload(&mut self) {
        for cell in 0..self.cells.len() as u32 {
            let point = self.cells[cell as usize].point;
            let bind = &self.plan.points[point].bind;
            let wanted = (bind.get("jr:preload"), bind.get("jr:preloadParams"));
            let text = match wanted {
                (Some("uid"), _) if self.cells[cell as usize].own.is_empty() => "concat('uuid:', uuid())",
                (Some("timestamp"), Some("end")) => continue,
                (Some("timestamp"), _) => "now()",
                (Some("date"), _) => "today()",
                _ => continue,
            };
            self.give_computed(cell, text);
        }
    }

    /// Gives a cell what an expression of ours computes there.
    pub(super) fn give_computed(&mut self, cell: u32, text: &str) {
        if let Ok(expr) = crate::form::xpath::parse(text) {
            let bound = expr.bind(&mut self.tree);
            let text = self.text_of(&bound, self.cells[cell as usize].node);
            self.give(cell, text);
        }
    }
}
