//! Whether what few people said stays open: that the public files of all versions fit other answers of theirs too. Sums alone do
//! not tell: with steps and maxima a hidden leaf can have one value that is possible. So another one is shown to be: one of those
//! few says something else, and the leaves of many that are hidden beside take up the difference in every sum that is shown.

use std::collections::BTreeSet;

use super::disclose::Item;
use super::parts::{Part, Parts, Sum, number, weight};
use super::ranks::total;
use super::worlds::Worlds;
use crate::points::Points;
use crate::run::{RunTable, RunUnit};

/// How many leaves of many take the difference up at least: the values of one alone are few enough to be tried out.
const COVERS: usize = 2;
/// Which part of its points must stay open: what one of four people can make of it.
const PART: u64 = 4;

/// A unit in a version.
#[derive(Clone)]
pub struct View<'a> {
    parts: &'a Parts,
    /// What is open of its total, where that is hidden.
    slack: &'a Room,
    /// How far that may move.
    moves: &'a Room,
    /// Of each leaf, whether it is hidden, and whether its domain is.
    hidden: Vec<(bool, bool)>,
    /// Whether it shows neither survey nor total.
    without_sums: bool,
    /// The sums that it shows.
    sums: Vec<&'a Sum>,
}

/// How far something can be more and less than it is.
#[derive(Clone, Debug)]
pub struct Room {
    pub up: Points,
    pub down: Points,
}

impl Room {
    /// What is open of a total that is not shown, where its rank and class are: the units beside it, the bounds of its class and the
    /// maximum tell the rest.
    pub fn of_total(table: &RunTable, unit: &RunUnit) -> Self {
        let others = table.units.iter().filter(|it| it.result.unit != unit.result.unit);
        let classes = table.classes.iter().map(|class| number(&class.min));
        let ends = [number(&table.maximum), Points::zero()];
        Self::among(table, unit, others.filter_map(total).chain(classes).chain(ends))
    }

    /// Of one of which neither is shown: the units that have a rank tell where it is not.
    pub fn of_unranked(table: &RunTable, unit: &RunUnit, is_ranked: impl Fn(&RunUnit) -> bool) -> Self {
        Self::among(table, unit, table.units.iter().filter(|it| is_ranked(it)).filter_map(total))
    }

    fn among(table: &RunTable, unit: &RunUnit, bounds: impl Iterator<Item = Points>) -> Self {
        let Some(own) = total(unit) else { return Self::whole(table) };
        let bounds: BTreeSet<_> = bounds.collect();
        let below = bounds.iter().rev().find(|bound| **bound <= own);
        Self::between(table, unit, below, bounds.iter().find(|bound| **bound >= own))
    }

    /// What is open of the total of a unit that stands between two others; anything, where there is none.
    pub fn between(table: &RunTable, unit: &RunUnit, below: Option<&Points>, above: Option<&Points>) -> Self {
        let whole = Self::whole(table);
        let Some(total) = total(unit) else { return whole };
        // Points are told by a total as far as they weigh in it.
        let weight = weight(table, unit);
        Self {
            up: above.map_or(whole.up, |above| &(above - &total) * &weight),
            down: below.map_or(whole.down, |below| &(&total - below) * &weight),
        }
    }

    /// Of a total of which nothing is told.
    pub fn whole(table: &RunTable) -> Self {
        Self { up: number(&table.maximum), down: number(&table.maximum) }
    }

    /// None at all.
    pub fn none() -> Self {
        Self { up: Points::zero(), down: Points::zero() }
    }

    fn add(&mut self, other: &Self) {
        self.up += &other.up;
        self.down += &other.down;
    }

    fn at_most(self, other: Self) -> Self {
        Self { up: self.up.min(other.up), down: self.down.min(other.down) }
    }
}

impl<'a> View<'a> {
    /// A unit of which so much is hidden, with what is open of its total where that is hidden: for what a leaf may be otherwise, and
    /// for what must move with a leaf of another version.
    pub fn new(parts: &'a Parts, hidden: &BTreeSet<Item>, [slack, moves]: [&'a Room; 2]) -> Self {
        let of = |part: &Part| {
            let domain = hidden.contains(&Item::Domain(part.domain.clone()));
            (hidden.contains(&Item::Leaf(part.code.clone())), domain)
        };
        Self {
            parts,
            slack,
            moves,
            hidden: parts.all.iter().map(of).collect(),
            without_sums: [Item::Survey, Item::Total].iter().all(|sum| hidden.contains(sum)),
            sums: parts.sums.iter().filter(|sum| !hidden.contains(&sum.item)).collect(),
        }
    }

    /// Its leaves, with whether they are hidden.
    pub fn leaves(&self) -> impl Iterator<Item = (&'a Part, bool)> {
        self.parts.all.iter().zip(self.hidden.iter().map(|(hidden, _)| *hidden))
    }

    /// How much more and less may be in each of its sums: as much as is rounded away, or what is open of a total that it hides.
    pub fn margins(&self, one: &Points) -> Vec<(&'a Sum, Room)> {
        let shown = |sum: &&'a Sum| (*sum, sum.margin(one));
        let of =
            |sum: &&'a Sum| sum.item == Item::Total && !self.sums.iter().any(|it| it.item == Item::Total);
        let open = |sum: &'a Sum| {
            let within = |room: &Points| (room - one).max(Points::zero());
            (sum, Room { up: within(&self.slack.up), down: within(&self.slack.down) })
        };
        self.sums.iter().map(shown).chain(self.parts.sums.iter().filter(of).map(open)).collect()
    }

    /// Whether a leaf is hidden, and whether its domain is.
    fn hides(&self, part: &Part) -> (bool, bool) {
        self.parts.at(&part.code).map_or((false, false), |at| self.hidden[at])
    }

    /// Whether no sum that it shows has the leaf in it.
    fn is_free(&self, part: &Part) -> bool {
        self.without_sums && self.hides(part) == (true, true)
    }

    /// The leaf of a code, where it takes up what the other might be in every sum of this version.
    fn cover(&self, part: &Part, code: &str) -> Option<&'a Part> {
        let cover = self.parts.get(code).filter(|it| it.is_cover())?;
        let (hidden, without_domain) = self.hides(cover);
        let beside = cover.domain == part.domain || without_domain && self.hides(part).1;
        (hidden && beside).then_some(cover)
    }

    /// The leaf as another version has it, if it has the same value here.
    fn same(&self, part: &Part) -> Option<&'a Part> {
        self.parts.get(&part.code).filter(|it| it.value == part.value)
    }

    /// The leaves of few people that it hides.
    fn few(&self) -> impl Iterator<Item = &'a Part> {
        let all = self.parts.all.iter().zip(&self.hidden);
        all.filter(|(part, (hidden, _))| part.few && *hidden).map(|(part, _)| part)
    }
}

/// A value of a leaf: where two versions have the same, who has one has both. And by what it would be told.
pub type Held = (String, String, By);

/// How it is found that something is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// There is too little room for it to be something else.
    Room,
    /// No other answers fit, counted.
    Count,
}

/// The leaves of few people that the versions do not leave open; `one` is a unit of the last place.
pub fn told<'a>(views: &'a [View<'a>], one: &'a Points) -> impl Iterator<Item = Held> + use<'a> {
    let few = || views.iter().flat_map(View::few).filter(move |part| !is_given_away(part, views));
    let by_room = few().filter(move |part| !is_open(part, views, one)).map(|part| part.held(By::Room));
    let mut worlds = None;
    let by_count = few()
        .filter(move |part| !worlds.get_or_insert_with(|| Worlds::of(views, one)).leave_open(part))
        .map(|part| part.held(By::Count));
    by_room.chain(by_count)
}

impl Part {
    fn held(&self, by: By) -> Held {
        (self.code.clone(), self.value.clone(), by)
    }
}

/// A leaf that gives nothing tells nothing; what a version shows is given away.
fn is_given_away(part: &Part, views: &[View<'_>]) -> bool {
    let shows = |view: &View<'_>| view.same(part).is_some() && !view.hides(part).0;
    part.max.is_zero() || views.iter().any(shows)
}

fn is_open(part: &Part, views: &[View<'_>], one: &Points) -> bool {
    let same: Vec<_> = views.iter().filter(|view| view.same(part).is_some()).collect();
    let room = room(part, &same, views);
    let (above, below) = (&part.max - &part.points, part.points.clone());
    // Leaves that share its questions move with it.
    let linked = linked(part, same[0].parts);
    let needs = |left: &dyn Fn(&Part) -> Points| -> Points {
        linked.iter().map(|it| it.step.clone().min(left(it)) + one.clone()).sum()
    };
    let up = room.up >= needs(&|it| &it.max - &it.points);
    let down = room.down >= needs(&|it| it.points.clone());
    if part.changed {
        return up && down;
    }
    let width = room.up.min(above.clone()) + room.down.min(below.clone());
    (up && above >= *one || down && below >= *one) && width >= &part.max / &Points::count(PART)
}

/// How far the leaf can be more and less than it is, with all that is shown staying as it is: not at all where too few leaves take
/// it up.
fn room(part: &Part, same: &[&View<'_>], views: &[View<'_>]) -> Room {
    let (free, bound): (Vec<&View<'_>>, Vec<&View<'_>>) =
        same.iter().copied().partition(|view| view.is_free(part));
    let loose = free.into_iter().map(|view| {
        let mut room = view.slack.clone();
        covers(part, &[view], views).iter().for_each(|cover| room.add(cover));
        room
    });
    let loose = loose.reduce(Room::at_most);
    let held = (!bound.is_empty()).then(|| {
        let covers = covers(part, &bound, views);
        let side = |of: &dyn Fn(&Room) -> &Points| -> Points {
            let rooms: Vec<_> = covers.iter().map(of).filter(|room| !room.is_zero()).collect();
            if rooms.len() < COVERS { Points::zero() } else { rooms.into_iter().cloned().sum() }
        };
        Room { up: side(&|room| &room.up), down: side(&|room| &room.down) }
    });
    // Where the leaf is another, what takes it up here moves a total of which ranks and classes tell something.
    let others = views.iter().filter(|view| view.without_sums && view.same(part).is_none());
    let moved = others.map(|view| Room { up: view.moves.down.clone(), down: view.moves.up.clone() });
    let within = loose.into_iter().chain(held).reduce(Room::at_most);
    within.map_or_else(Room::none, |room| moved.fold(room, Room::at_most))
}

/// What each leaf takes up that covers this one in all of these versions, and is in no sum of another.
fn covers(part: &Part, bound: &[&View<'_>], views: &[View<'_>]) -> Vec<Room> {
    let Some(first) = bound.first() else { return Vec::new() };
    let room = |candidate: &Part| {
        let here: Option<Vec<&Part>> = bound.iter().map(|view| view.cover(part, &candidate.code)).collect();
        let here = here?;
        let held_elsewhere = views.iter().any(|view| {
            let moves = view.same(part).is_some() && view.cover(part, &candidate.code).is_some();
            !moves && !view.is_free(candidate) && here.iter().any(|it| view.same(it).is_some())
        });
        let rooms = here.iter().map(|it| Room { up: it.points.clone(), down: &it.max - &it.points });
        rooms.reduce(Room::at_most).filter(|_| !held_elsewhere)
    };
    first.parts.all.iter().filter_map(room).collect()
}

/// The hidden leaves that share questions with this one, or with one that does; itself too.
fn linked<'a>(part: &'a Part, parts: &'a Parts) -> Vec<&'a Part> {
    let (mut linked, mut questions) = (vec![part], part.shared.clone());
    while let Some(next) = parts.all.iter().find(|it| {
        it.few && !it.shared.is_disjoint(&questions) && linked.iter().all(|own| own.code != it.code)
    }) {
        questions.extend(next.shared.iter().cloned());
        linked.push(next);
    }
    linked
}
