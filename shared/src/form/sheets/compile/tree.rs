//! The items as a tree that can be walked up: paths, and who stands together in a repeat.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use crate::form::sheets::choices::Lists;
use crate::form::sheets::grid::Grid;
use crate::form::sheets::item::{Item, Shape};
use crate::form::sheets::kind::{Kind, kind};
use crate::problem::Problem;
use crate::sheet::Faults;

/// The bytes of paths, conditions and choices that are made of a workbook at most: a short sheet can name one long group in
/// each of its rows, or go over one long list with each of its questions.
pub(in crate::form::sheets) const MOST_BYTES: usize = 64 << 20;

/// That more would have to be made of a workbook.
pub(in crate::form::sheets) fn too_large() -> Problem {
    Problem::new("xlsform.too_large").with("limit", MOST_BYTES)
}

/// All items in document order; the first is the form.
pub(super) struct Tree<'a> {
    parts: Vec<Part<'a>>,
    /// By name; none where a name stands several times.
    names: BTreeMap<&'a str, Option<usize>>,
    pub lists: Lists,
    /// The language of texts that name none.
    pub language: &'a str,
    grid: &'a Grid,
    faults: RefCell<Faults>,
    /// How many bytes may still be made.
    left: Cell<usize>,
}

struct Part<'a> {
    item: &'a Item,
    parent: Option<usize>,
    children: Vec<usize>,
}

impl<'a> Tree<'a> {
    pub fn of(root: &'a Item, lists: Lists, language: &'a str, grid: &'a Grid, faults: Faults) -> Self {
        let (parts, names) = (Vec::new(), BTreeMap::new());
        let (faults, left) = (RefCell::new(faults), Cell::new(MOST_BYTES));
        let mut tree = Self { parts, names, lists, language, grid, faults, left };
        tree.add(root, None);
        tree
    }

    fn add(&mut self, item: &'a Item, parent: Option<usize>) {
        let at = self.parts.len();
        self.parts.push(Part { item, parent, children: Vec::new() });
        if let Some(parent) = parent {
            self.parts[parent].children.push(at);
        }
        if !matches!(item.shape, Shape::External | Shape::Attribute | Shape::Label) {
            self.names.entry(&item.name).and_modify(|known| *known = None).or_insert(Some(at));
        }
        item.children.iter().for_each(|child| self.add(child, Some(at)));
    }

    pub fn into_faults(self) -> Faults {
        self.faults.into_inner()
    }

    pub fn fault(&self, at: usize, path: &[&str], problem: Problem) {
        self.faults.borrow_mut().note(self.grid.at(self.item(at).row.max(1), path), problem);
    }

    /// Takes so many bytes of what may be made; false where there are none left, which is a fault once.
    pub fn spend(&self, bytes: usize) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(bytes));
        if left > 0 && left <= bytes {
            self.fault(0, &["type"], too_large());
        }
        left > bytes
    }

    pub fn all(&self) -> std::ops::Range<usize> {
        0..self.parts.len()
    }

    pub fn item(&self, at: usize) -> &'a Item {
        self.parts[at].item
    }

    pub fn kind(&self, at: usize) -> Kind {
        kind(&self.item(at).kind).unwrap_or_default()
    }

    pub fn children(&self, at: usize) -> &[usize] {
        &self.parts[at].children
    }

    pub fn parent(&self, at: usize) -> Option<usize> {
        self.parts[at].parent
    }

    /// Those around an item, the nearest first.
    pub fn above(&self, at: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.parent(at), |at| self.parent(*at))
    }

    pub fn is_repeat(&self, at: usize) -> bool {
        self.item(at).shape == Shape::Repeat
    }

    pub fn repeat_of(&self, at: usize) -> Option<usize> {
        self.above(at).find(|at| self.is_repeat(*at))
    }

    /// The item of a name; a fault of `context` where there is none, or several.
    pub fn named(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied().flatten()
    }

    /// The path from the root of the answers.
    pub fn path(&self, at: usize) -> String {
        self.path_below(at, None)
    }

    /// The path from just below another item.
    pub fn path_below(&self, at: usize, top: Option<usize>) -> String {
        let mut steps: Vec<usize> = self.above(at).take_while(|it| Some(*it) != top).collect();
        steps.reverse();
        steps.push(at);
        let mut path = String::new();
        for step in steps.into_iter().map(|at| self.item(at)).filter(|item| !item.flat) {
            path.push('/');
            if step.shape == Shape::Attribute {
                path.push('@');
            }
            path.push_str(&step.name);
        }
        match path.len() {
            0 => "/".to_owned(),
            bytes if self.spend(bytes) => path,
            _ => String::new(),
        }
    }

    /// The nearest item around both that is of a wanted kind, with how many steps it is up from the first.
    pub fn meet(&self, from: usize, to: usize, wanted: impl Fn(Shape) -> bool) -> Option<(usize, usize)> {
        let around: BTreeSet<usize> = self.above(to).collect();
        let found = |(_, at): &(usize, usize)| around.contains(at) && wanted(self.item(*at).shape);
        self.above(from).enumerate().find(found).map(|(steps, at)| (steps + 1, at))
    }

    /// Notes names that stand twice in one group, once all that is made for rows is there as well.
    pub fn check(&self) {
        let mut repeats = BTreeSet::new();
        for at in self.all() {
            let mut names = BTreeSet::new();
            for child in self.children(at) {
                let item = self.item(*child);
                if !names.insert(&item.name) && item.shape != Shape::Label {
                    self.fault(
                        *child,
                        &["name"],
                        Problem::new("xlsform.name_twice").with("value", &item.name),
                    );
                }
            }
            if self.is_repeat(at) {
                let name = &self.item(at).name;
                if *name == self.item(0).name || !repeats.insert(name) {
                    self.fault(at, &["name"], Problem::new("xlsform.repeat_name").with("value", name));
                }
            }
        }
    }
}
