//! Instances: what one time through a repeat holds, and how they stand in each other.

use super::point::{PointId, Points};

/// An instance of a repeat; the first is the form itself.
#[derive(Clone, Debug)]
pub(in crate::form) struct Instance {
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
    /// Whether it is there; one that was taken out is not.
    pub live: bool,
    /// Whether what is set where it begins was set: one that was taken out before anything began still waits for it.
    pub begun: bool,
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
pub(in crate::form) fn around(instances: &[Instance], mut instance: u32, home: PointId) -> u32 {
    while instances[instance as usize].point != home && instance != 0 {
        instance = instances[instance as usize].around;
    }
    instance
}

/// Shows all instances of a home that lie within one.
pub(in crate::form) fn within<T>(
    points: &Points<T>,
    instances: &[Instance],
    instance: u32,
    home: PointId,
    see: &mut impl FnMut(u32),
) {
    if instances[instance as usize].point == home {
        return see(instance);
    }
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
