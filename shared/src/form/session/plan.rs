//! A form made ready to run: its places, its rules in the order in which they are computed, and what every interview on it begins as.
//! Compiled once, shared by all its interviews.

use std::sync::Arc;

use foldhash::HashMap;

use super::action::Act;
use super::choices::Items;
use super::compile::Compiler;
use super::lay::Layer;
use super::over::Over;
use super::point::{PointId, Points};
use super::words;
use crate::form::engine::{Rules, State};
use crate::form::model::{Control, Form, Node, Text, Translation};
use crate::form::tree::{NodeId, Stock, Tree};
use crate::form::xform;
use crate::form::xpath::Bound;
use crate::problem::Problem;

/// A form made ready to run. Cheap to open again and again; what it is costs as much as its first interview.
#[derive(Debug, Default)]
pub struct Plan {
    /// Prefixes beyond those that every form has, with their addresses.
    pub(super) namespaces: Vec<(String, String)>,
    pub(super) translations: Vec<Translation>,
    pub(super) points: Points,
    pub(super) rules: Rules<Bound>,
    pub(super) items: HashMap<PointId, Items>,
    pub(super) acts: Vec<Act>,
    /// Which actions are done when an answer changes, by its place.
    pub(super) on_change: HashMap<PointId, Vec<usize>>,
    /// What is looked up, by what expressions call it.
    pub(super) lists: HashMap<String, NodeId>,
    /// Where the texts of each language stand, by their id.
    pub(super) texts: Vec<HashMap<String, usize>>,
    /// The labels, by the places that they stand at.
    pub(super) shown: HashMap<PointId, Option<Text>>,
    /// The expressions inside texts.
    pub(super) outputs: HashMap<String, Bound>,
    pub(super) blank: Blank,
    /// What is known of a form that is a definition.
    pub(super) over: Option<Over>,
    flaws: Vec<Flaw>,
}

/// What every interview begins as, before anything is computed.
#[derive(Debug, Default)]
pub(super) struct Blank {
    pub tree: Stock,
    /// What is above the first element of the answers; none where they cannot be read.
    pub root: Option<NodeId>,
    pub state: State,
    pub templates: HashMap<PointId, NodeId>,
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

impl Flaw {
    /// What is wrong with something as a whole.
    pub(super) fn of(path: &str, problem: Problem) -> Self {
        Self { path: path.to_owned(), part: String::new(), problem }
    }
}

/// The flaws with which no interview can be held.
const ENDS: [&str; 2] = ["form.cycle", "expression.reads_too_much"];

impl Plan {
    /// Makes a form ready to run.
    pub fn of(form: Form) -> Self {
        Self::compiled(form, None)
    }

    /// Compiles a form, which may be a definition.
    pub(super) fn compiled(mut form: Form, over: Option<Over>) -> Self {
        let (mut tree, mut flaws) = (Tree::new(), Vec::new());
        let mut read = |tree: &mut Tree, path: &str, root: &Node| {
            let read = xform::laid(tree, &form, root);
            read.map_err(|problem| flaws.push(Flaw::of(path, problem))).ok()
        };
        let mut lists = HashMap::default();
        for instance in &form.instances {
            if let Some(top) = instance.root.as_ref().and_then(|data| read(&mut tree, &instance.id, data)) {
                lists.entry(instance.id.clone()).or_insert(top);
            }
        }
        // No answer changes a list.
        tree.share();
        tree.reserve_names(form.data.size());
        let root = read(&mut tree, "/", &form.data);
        let points = Points::of(&mut form, &mut tree);
        let mut blank = Blank { root, ..Blank::default() };
        if let Some(top) = root.and_then(|root| tree.elements(root).next()) {
            let Blank { state, templates, .. } = &mut blank;
            Layer { points: &points, tree: &mut tree, state, templates }.lay(0, top, 0);
        }
        let texts = words::index(&form);
        let mut plan = Self { lists, texts, blank, over, flaws, ..Self::default() };
        if !plan.blank.state.cells.is_empty() {
            let flaws = Compiler::new(&mut plan, &points, &mut tree, &form).compile();
            plan.flaws.extend(flaws);
        }
        plan.shown.reserve(points.len());
        plan.points = points;
        plan.blank.tree = tree.into_stock();
        plan.show(form.body);
        (plan.namespaces, plan.translations) = (form.namespaces, form.translations);
        plan
    }

    /// Keeps what the places are called, and the choices that stand with them, by what shows each first.
    fn show(&mut self, controls: Vec<Control>) {
        for control in controls {
            let point = control.attributes.get("ref").and_then(|path| self.points.at(path.trim()));
            if let Some(point) = point.filter(|point| !self.shown.contains_key(point)) {
                self.shown.insert(point, control.label);
                if let Some(items) = self.items.get_mut(&point) {
                    items.options = control.options;
                }
            }
            self.show(control.children);
        }
    }

    /// What cannot be as the form writes it; nothing where all is computed.
    pub fn flaws(&self) -> &[Flaw] {
        &self.flaws
    }

    /// Whether no interview can be held on it.
    pub(super) fn is_none(&self) -> bool {
        self.flaws.iter().any(|flaw| ENDS.contains(&&*flaw.problem.code))
    }
}

impl From<Form> for Arc<Plan> {
    fn from(form: Form) -> Self {
        Self::new(Plan::of(form))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{around, bind, form, inner};
    use super::*;
    use crate::form::session::Session;

    #[test]
    fn interviews_of_one_plan_know_nothing_of_each_other() {
        let model = [
            "<instance id=\"l\"><root><item><name>x</name><of>1</of></item><item><name>y</name><of>2</of></item></root></instance>"
                .to_owned(),
            bind("t", "calculate=\"sum(/d/r/n) + count(instance('l')/root/item[of &gt; /d/a])\""),
            bind("r/q/v", "calculate=\"concat(../../n, '-', position(..))\""),
        ];
        let body = "<input ref=\"/d/a\"/><repeat nodeset=\"/d/r\"><input ref=\"/d/r/n\"/><repeat nodeset=\"/d/r/q\"/></repeat>";
        let data = "<a/><t/><r jr:template=\"\"><n>2</n><q><v/></q></r>";
        let plan = Arc::new(Plan::of(form(data, &model.concat(), body)));
        assert_eq!(plan.flaws(), []);
        let open = || Session::open(Arc::clone(&plan), around()).unwrap().session;
        let held = |session: &mut Session| {
            session.answer("/d/a", "1").unwrap();
            session.add("/d/r", 2).unwrap();
            session.answer("/d/r[1]/n", "5").unwrap();
            session.add("/d/r[2]/q", 1).unwrap();
            inner(session)
        };
        let (mut one, mut other, alone) = (open(), open(), inner(&open()));
        let said = held(&mut one);
        assert!(said.contains("<t>8</t>") && said.contains("<v>2-2</v>"), "{said}");
        assert_eq!((inner(&other), &*held(&mut other)), (alone, &*said));
        // What was kept is laid over the plan as it is, and not over an interview.
        let mut again = Session::resume(Arc::clone(&plan), around(), &one.submission()).unwrap().session;
        assert_eq!(again.submission(), one.submission());
        again.add("/d/r", 1).unwrap();
        one.add("/d/r", 1).unwrap();
        assert_eq!((again.submission(), inner(&other)), (one.submission(), said));
    }

    #[test]
    fn a_plan_can_be_shared_by_threads() {
        fn shared<T: Send + Sync>(_: &T) {}
        shared(&Plan::of(form("<a/>", "", "")));
    }
}
