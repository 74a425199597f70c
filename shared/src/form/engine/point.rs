//! The places of a form: every question, group and repeat once, however many instances of its repeat there are.

use std::ops::{Deref, DerefMut, Index, IndexMut};

/// A place, by its number. The first is the one that holds all others.
pub(in crate::form) type PointId = usize;

/// A place of a form, and what its form says of it.
#[derive(Debug)]
pub(in crate::form) struct Point<T> {
    pub parent: Option<PointId>,
    pub children: Vec<PointId>,
    /// How many places are above it.
    pub depth: usize,
    /// The repeat whose instances hold it, itself if it is one; else the first of all places.
    pub home: PointId,
    /// Which of the cells of an instance is its.
    pub local: u32,
    /// Of a repeat: the home around it, and the cell there that stands for all its instances.
    pub range: Option<(PointId, u32)>,
    said: T,
}

impl<T> Deref for Point<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.said
    }
}

impl<T> DerefMut for Point<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.said
    }
}

/// All places, and which are the cells of an instance.
#[derive(Debug)]
pub(in crate::form) struct Points<T> {
    all: Vec<Point<T>>,
    /// Of each home what its cells stand for; a repeat inside it has the cell of its range there.
    layouts: Vec<Vec<PointId>>,
}

impl<T> Default for Points<T> {
    fn default() -> Self {
        Self { all: Vec::new(), layouts: Vec::new() }
    }
}

impl<T> Index<PointId> for Points<T> {
    type Output = Point<T>;

    fn index(&self, id: PointId) -> &Point<T> {
        &self.all[id]
    }
}

impl<T> IndexMut<PointId> for Points<T> {
    fn index_mut(&mut self, id: PointId) -> &mut Point<T> {
        &mut self.all[id]
    }
}

impl<T> Points<T> {
    /// Puts a place below another, behind what is there.
    pub fn put(&mut self, parent: Option<PointId>, is_repeat: bool, said: T) -> PointId {
        let id = self.all.len();
        self.layouts.push(Vec::new());
        let around = parent.map_or(0, |parent| self.all[parent].home);
        let home = if is_repeat { id } else { around };
        let range = is_repeat.then(|| (around, self.cell(around, id)));
        let local = self.cell(home, id);
        if let Some(parent) = parent {
            self.all[parent].children.push(id);
        }
        let depth = parent.map_or(0, |parent| self.all[parent].depth + 1);
        self.all.push(Point { parent, children: Vec::new(), depth, home, local, range, said });
        id
    }

    /// So many places more are going to be put.
    pub fn reserve(&mut self, more: usize) {
        self.all.reserve(more);
        self.layouts.reserve(more);
    }

    fn cell(&mut self, home: PointId, point: PointId) -> u32 {
        self.layouts[home].push(point);
        (self.layouts[home].len() - 1) as u32
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// What the cells of an instance stand for.
    pub fn layout(&self, home: PointId) -> &[PointId] {
        self.layouts.get(home).map_or(&[], Vec::as_slice)
    }

    /// The home around a home.
    pub fn around(&self, home: PointId) -> PointId {
        self[home].range.map_or(0, |(around, _)| around)
    }

    /// Whether a home is another or lies within it.
    pub fn is_within(&self, mut home: PointId, other: PointId) -> bool {
        while home != other {
            if home == 0 {
                return false;
            }
            home = self.around(home);
        }
        true
    }

    /// The places from one down to another, both of them; none where the other is not below it.
    pub fn way(&self, from: PointId, to: PointId) -> Option<Vec<PointId>> {
        let mut way = vec![to];
        while way.last() != Some(&from) {
            way.push(self[*way.last()?].parent?);
        }
        way.reverse();
        Some(way)
    }
}
