//! What an expression reads: the places that its paths lead to, and how far up they climb on the way.

use foldhash::HashSet;
use smallvec::{SmallVec, smallvec};

use super::point::{PointId, Points};
use crate::form::engine::Read;
use crate::form::xpath::{Axis, Bound, Function, Origin, Path, Predicate, Span, Step, Term, Test, What};

/// What an expression reads, and the names in it that lead nowhere.
#[derive(Debug, Default)]
pub(super) struct Reads {
    pub reads: Vec<Read>,
    pub unknown: Vec<(Span, String)>,
    /// The lists that it looks things up in.
    pub lists: Vec<(Span, String)>,
    /// The texts that it says: their ids, where they are written; `None` for whichever a choice is called.
    pub texts: Vec<Option<String>>,
}

/// Where a path may stand.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Place {
    /// None above the first element.
    point: Option<PointId>,
    top: PointId,
    picks: bool,
}

/// Several places, which nearly always are one.
type Several = SmallVec<[Place; 1]>;

/// The places that a part may give; none where it looks into a list.
type Places = Option<Several>;

struct Reader<'a> {
    points: &'a Points,
    bound: &'a Bound,
    start: Place,
    found: Reads,
}

/// What an expression reads that stands at a place; `top` is the home of who reads. `as_text` says whether what it gives is taken as a
/// text, and not as nodes.
pub(super) fn reads(points: &Points, bound: &Bound, point: PointId, top: PointId, as_text: bool) -> Reads {
    let start = Place { point: Some(point), top, picks: false };
    let mut reader = Reader { points, bound, start, found: Reads::default() };
    let here = Some(smallvec![start]);
    let given = reader.term(&bound.expr.root, &here);
    reader.record(&given, as_text);
    reader.found.reads.sort_unstable();
    reader.found.reads.dedup();
    reader.found
}

impl Reader<'_> {
    /// Notes all that a part reads, and gives where it leads.
    fn term(&mut self, term: &Term, here: &Places) -> Places {
        match &term.what {
            What::Number(_) | What::Text(_) => Some(Several::new()),
            What::Or(parts) | What::And(parts) | What::Union(parts) => self.all(parts, here, false),
            What::Unknown(_, parts) => self.all(parts, here, true),
            What::Negate(inner) => self.all(std::slice::from_ref(inner), here, true),
            What::Compare(first, rest) => {
                self.all(std::slice::from_ref(first), here, true);
                rest.iter().for_each(|(_, part)| drop(self.all(std::slice::from_ref(part), here, true)));
                Some(Several::new())
            }
            What::Calculate(first, rest) => {
                self.all(std::slice::from_ref(first), here, true);
                rest.iter().for_each(|(_, part)| drop(self.all(std::slice::from_ref(part), here, true)));
                Some(Several::new())
            }
            What::Call(function, arguments) => self.call(*function, arguments, here),
            What::Path(path) => self.path(path, here),
        }
    }

    fn all(&mut self, parts: &[Term], here: &Places, as_text: bool) -> Places {
        let mut places = Some(Several::new());
        for part in parts {
            let given = self.term(part, here);
            self.record(&given, as_text);
            match (&mut places, given) {
                (Some(places), Some(given)) => places.extend(given),
                _ => places = None,
            }
        }
        places
    }

    fn call(&mut self, function: Function, arguments: &[Term], here: &Places) -> Places {
        match function {
            Function::Current => return Some(smallvec![self.start]),
            Function::Instance | Function::Pulldata => {
                if let Some(Term { what: What::Text(name), span }) = arguments.first() {
                    self.found.lists.push((*span, name.to_string()));
                }
                self.all(arguments, here, true);
                return None;
            }
            Function::Itext => {
                if let Some(Term { what: What::Text(id), .. }) = arguments.first() {
                    self.found.texts.push(Some(id.to_string()));
                }
            }
            Function::ChoiceName => self.found.texts.push(None),
            Function::IndexedRepeat => {
                let (first, rest) = arguments.split_at(arguments.len().min(1));
                let anywhere = |place: &Place| Place { top: 0, picks: true, ..*place };
                let [first, rest] = [first, rest].map(|arguments| {
                    let places = self.all(arguments, here, false);
                    let places = places.map(|places| places.iter().map(anywhere).collect::<Several>());
                    self.record(&places, false);
                    places
                });
                return first.filter(|_| rest.is_some());
            }
            Function::If => {
                let (first, rest) = arguments.split_at(arguments.len().min(1));
                self.all(first, here, false);
                return self.all(rest, here, false);
            }
            _ => {}
        }
        if arguments.is_empty() && function.reads_itself() || function == Function::Once {
            self.record(here, function.reads_text());
        }
        match function.reads_text() {
            true => self.all(arguments, here, true),
            false => {
                self.all(arguments, here, false);
                Some(Several::new())
            }
        }
    }

    fn path(&mut self, path: &Path, here: &Places) -> Places {
        let mut places = match &path.origin {
            Origin::Root => Some(smallvec![Place { point: None, top: 0, picks: false }]),
            Origin::Context => here.clone(),
            Origin::Term(term, predicates) => {
                let mut given = self.term(term, here);
                self.predicates(predicates, &mut given);
                given
            }
            Origin::Reference(_) | Origin::Pinned(_) | Origin::Above(_) => Some(Several::new()),
        };
        let mut plain = path.origin == Origin::Root;
        for (at, step) in path.steps.iter().enumerate() {
            let before = places;
            places = before.as_ref().map(|before| self.step(step, before));
            let last = at + 1 == path.steps.len();
            plain = plain && step.predicates.is_empty() && step.axis == Axis::Child;
            let own = plain && !last && self.enter_own(&mut places);
            let lost = before.is_some_and(|before| !before.is_empty())
                && places.as_ref().is_some_and(|places| places.is_empty());
            if lost && let Test::Name(name) = &step.test {
                self.found.unknown.push((step.span, self.bound.expr.qualified(*name)));
                return places;
            }
            if !own {
                self.count(step.axis, &places);
            }
            self.predicates(&step.predicates, &mut places);
        }
        places
    }

    /// An absolute path into a repeat that the expression stands in stays in its own instance.
    fn enter_own(&self, places: &mut Places) -> bool {
        let mut own = false;
        for place in places.iter_mut().flatten() {
            let repeat = place.point.filter(|point| self.points[*point].range.is_some());
            if let Some(repeat) = repeat.filter(|repeat| self.points.is_within(self.start.top, *repeat)) {
                (place.top, own) = (repeat, true);
            }
        }
        own
    }

    fn predicates(&mut self, predicates: &[Predicate], places: &mut Places) {
        for predicate in predicates {
            let given = self.term(&predicate.term, places);
            self.record(&given, false);
            places.iter_mut().flatten().for_each(|place| place.picks = true);
        }
    }

    fn step(&self, step: &Step, places: &[Place]) -> Several {
        let points = self.points;
        // From one place no step leads to another twice.
        let once = places.len() == 1;
        let (mut met, mut known): (Several, HashSet<Place>) = (Several::new(), HashSet::default());
        for place in places {
            let mut put = |point: Option<PointId>, top: PointId, picks: bool| {
                let fits = point.map_or(matches!(step.test, Test::Node), |point| self.fits(step, point));
                let one = Place { point, top, picks };
                if fits && (once || known.insert(one)) {
                    met.push(one);
                }
            };
            let below = |point: Option<PointId>| match point {
                None => vec![0],
                Some(point) => points[point].children.clone(),
            };
            // Up one level; out of a repeat the path turns around further up.
            let up = |place: Place| -> Option<Place> {
                let parent = points[place.point?].parent;
                let home = parent.map_or(0, |parent| points[parent].home);
                let top = if points.is_within(home, place.top) { place.top } else { home };
                Some(Place { point: parent, top, ..place })
            };
            match step.axis {
                Axis::Child if matches!(step.test, Test::Name(_)) => {
                    let Test::Name(name) = step.test else { continue };
                    let child = points.named(place.point, self.bound.name(name));
                    if child.is_some() {
                        put(child, place.top, place.picks);
                    }
                }
                Axis::Itself => put(place.point, place.top, place.picks),
                Axis::Child | Axis::Attribute => {
                    below(place.point).into_iter().for_each(|child| put(Some(child), place.top, place.picks));
                }
                Axis::Parent => {
                    if let Some(up) = up(*place) {
                        put(up.point, up.top, up.picks);
                    }
                }
                Axis::Ancestor | Axis::AncestorOrSelf => {
                    let own = (step.axis == Axis::AncestorOrSelf).then_some(*place);
                    let mut at = up(*place);
                    own.iter().for_each(|own| put(own.point, own.top, own.picks));
                    while let Some(one) = at {
                        put(one.point, one.top, one.picks);
                        at = up(one);
                    }
                }
                Axis::FollowingSibling | Axis::PrecedingSibling => {
                    if let Some(up) = up(*place) {
                        below(up.point).into_iter().for_each(|child| put(Some(child), up.top, true));
                    }
                }
                Axis::Descendant | Axis::DescendantOrSelf => {
                    let mut open = below(place.point);
                    if step.axis == Axis::DescendantOrSelf {
                        put(place.point, place.top, place.picks);
                    }
                    while let Some(one) = open.pop() {
                        put(Some(one), place.top, place.picks);
                        open.extend(&points[one].children);
                    }
                }
                Axis::Following | Axis::Preceding => {
                    (0..points.len()).for_each(|one| put(Some(one), 0, true));
                }
                Axis::Namespace => {}
            }
        }
        met
    }

    fn fits(&self, step: &Step, point: PointId) -> bool {
        let point = &self.points[point];
        let attribute = point.word.starts_with('@');
        attribute == (step.axis == Axis::Attribute)
            && match &step.test {
                Test::Name(name) => point.name == self.bound.name(*name),
                Test::Node | Test::Any | Test::Within(_) => true,
                Test::Text | Test::Comment | Test::Instruction(_) => false,
            }
    }

    /// What stands at these places is read; of a repeat, how many instances there are; where the text is taken, all that is below them.
    fn record(&mut self, places: &Places, as_text: bool) {
        for place in places.iter().flatten() {
            let Some(point) = place.point else { continue };
            self.note(place, point, false);
            let mut open = if as_text { self.points[point].children.clone() } else { Vec::new() };
            while let Some(below) = open.pop() {
                self.note(place, below, true);
                open.extend(&self.points[below].children);
            }
        }
    }

    fn note(&mut self, Place { top, picks, .. }: &Place, point: PointId, whole: bool) {
        let count = self.points[point].range.is_some();
        if count || self.points.is_leaf(point) {
            self.found.reads.push(Read { point, top: *top, count, picks: *picks, whole });
        }
    }

    /// Whoever goes down into a repeat, or over to its other instances, sees them come and go.
    fn count(&mut self, axis: Axis, places: &Places) {
        if matches!(axis, Axis::Itself | Axis::Parent | Axis::Ancestor | Axis::AncestorOrSelf) {
            return;
        }
        let (points, whole) = (self.points, axis != Axis::Child);
        let is_far = matches!(axis, Axis::Descendant | Axis::DescendantOrSelf);
        for Place { point, top, picks } in places.iter().flatten().copied() {
            // What is far below may stand in repeats on the way.
            let above = |point: &PointId| points[*point].parent.filter(|_| is_far);
            for point in std::iter::successors(point, above) {
                if points[point].range.is_some() && points.is_within(points.around(point), top) {
                    self.found.reads.push(Read { point, top, count: true, picks, whole });
                }
            }
        }
    }
}
