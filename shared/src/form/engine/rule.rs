//! Rules: what is computed at a place, from which expression, in which order; and who reads what.

use std::ops::Index;

use super::lists::Lists;
use super::point::PointId;

/// What a rule computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::form) enum What {
    Relevant,
    /// Whether the unit of an instance is among those that a question chooses.
    Chosen,
    Readonly,
    Required,
    Constraint,
    Calculate,
    /// How many instances a repeat has.
    Count,
    /// Which choices there are.
    Items,
}

impl What {
    /// Whether other expressions see what it computes.
    pub fn is_seen(self) -> bool {
        matches!(self, Self::Relevant | Self::Chosen | Self::Calculate | Self::Count | Self::Items)
    }

    /// Whether it decides of all that is below its place whether that is asked.
    pub fn is_relevance(self) -> bool {
        matches!(self, Self::Relevant | Self::Chosen)
    }
}

/// A rule. `B` is an expression, bound to what it is computed over.
#[derive(Debug)]
pub(in crate::form) struct Rule<B> {
    pub what: What,
    pub point: PointId,
    /// Where its cell is: which home, which of the cells there.
    pub home: PointId,
    pub local: u32,
    /// Whether its result changes with the clock, by itself or by what it reads.
    pub timed: bool,
    pub bound: B,
}

/// A place that an expression reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::form) struct Read {
    pub point: PointId,
    /// The home in which the path turned around: of all its instances below that one the place is read.
    pub top: PointId,
    /// How many instances there are is read, and not what stands in them.
    pub count: bool,
    /// Some instances were picked, perhaps another one than that of who reads.
    pub picks: bool,
    /// The place is read with all that stands around it, as one text or by a step that takes whatever is there: no circle follows from that.
    pub whole: bool,
}

/// A rule that has no place in the order yet, and what it reads.
pub(in crate::form) type Draft<B> = (Rule<B>, Vec<Read>);

/// The rules of a form, each after all that it reads.
#[derive(Debug)]
pub(in crate::form) struct Rules<B> {
    pub(super) all: Vec<Rule<B>>,
    /// Those of each place.
    pub(super) at: Lists<u32>,
    /// Which rules read an answer, by its place; and up to which home they climb for it.
    pub(super) readers: Lists<(u32, PointId)>,
    /// Which rules see the instances of a repeat come and go.
    pub(super) watchers: Lists<(u32, PointId)>,
}

impl<B> Default for Rules<B> {
    fn default() -> Self {
        let (at, readers, watchers) = (Lists::default(), Lists::default(), Lists::default());
        Self { all: Vec::new(), at, readers, watchers }
    }
}

impl<B> Index<u32> for Rules<B> {
    type Output = Rule<B>;

    fn index(&self, number: u32) -> &Rule<B> {
        &self.all[number as usize]
    }
}

impl<B> Rules<B> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The rules in their order.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Rule<B>)> {
        (0..).zip(&self.all)
    }

    /// The places of what is seen of that is computed from a place, or from how many instances it has.
    pub fn after(&self, point: PointId) -> impl Iterator<Item = PointId> + '_ {
        let all = self.readers[point].iter().chain(&self.watchers[point]);
        all.map(|(rule, _)| &self[*rule]).filter(|rule| rule.what.is_seen()).map(|rule| rule.point)
    }

    /// The rule that computes something of a place.
    pub fn of(&self, point: PointId, what: What) -> Option<&Rule<B>> {
        self.at[point].iter().map(|number| &self[*number]).find(|rule| rule.what == what)
    }
}
