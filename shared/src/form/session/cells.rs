//! Cells: a place in one instance of its repeat, with its answer and what holds of it; and the instances that hold them.

use super::point::{PointId, Points};
use crate::form::tree::NodeId;

/// A place in one instance.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// Its element; of a range a text that marks where its instances stand.
    pub node: NodeId,
    pub instance: u32,
    pub point: PointId,
    /// The answer as it was given or computed. Its element says it as long as it is relevant.
    pub own: Box<str>,
    pub holds: Holds,
}

/// What holds of a cell, by its own rules and by what is above it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Holds {
    pub own_relevant: bool,
    pub relevant: bool,
    pub own_readonly: bool,
    pub readonly: bool,
    pub required: bool,
    /// Whether the constraint is met.
    pub fits: bool,
}

impl Holds {
    pub const AT_FIRST: Self = Self {
        own_relevant: true,
        relevant: true,
        own_readonly: false,
        readonly: false,
        required: false,
        fits: true,
    };
}

/// An instance of a repeat; the first is the form itself.
#[derive(Clone, Debug)]
pub(super) struct Instance {
    /// The repeat.
    pub point: PointId,
    /// The instance around it, itself for the first.
    pub around: u32,
    /// The first of its cells.
    pub first: u32,
    /// The instances of the repeats right inside it, in their order.
    pub inside: Vec<(PointId, Vec<u32>)>,
    /// Those that a lowered count took out, the last of them last.
    pub gone: Vec<u32>,
    /// The code of the unit that it is about, over a definition.
    pub code: Box<str>,
    /// Whether it is there; one that was taken out is not.
    pub live: bool,
}

impl Instance {
    /// The instances of a repeat right inside it.
    pub fn of(&self, repeat: PointId) -> &[u32] {
        self.inside.iter().find(|(point, _)| *point == repeat).map_or(&[], |(_, all)| all.as_slice())
    }

    pub fn of_mut(&mut self, repeat: PointId) -> &mut Vec<u32> {
        let at = self.inside.iter().position(|(point, _)| *point == repeat).unwrap_or_else(|| {
            self.inside.push((repeat, Vec::new()));
            self.inside.len() - 1
        });
        &mut self.inside[at].1
    }
}

/// The instance of a home that lies around one, itself perhaps.
pub(super) fn around(instances: &[Instance], mut instance: u32, home: PointId) -> u32 {
    while instances[instance as usize].point != home && instance != 0 {
        instance = instances[instance as usize].around;
    }
    instance
}

/// Shows all instances of a home that lie within one.
pub(super) fn within(
    points: &Points,
    instances: &[Instance],
    instance: u32,
    home: PointId,
    see: &mut impl FnMut(u32),
) {
    let mut open = vec![instance];
    while let Some(at) = open.pop() {
        let one = &instances[at as usize];
        if one.point == home {
            see(at);
            continue;
        }
        let mut next = home;
        while next != 0 && points.around(next) != one.point {
            next = points.around(next);
        }
        open.extend(one.of(next));
    }
}
