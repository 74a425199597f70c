//! What can be wrong with where a place lies: only a tree knows its ways up.

use super::{Place, Places};
use crate::problem::Problem;

impl Places {
    /// What is wrong with the place's `parent`. A circle is told once, at the first of its places.
    pub fn misplaced(&self, place: &Place) -> Option<Problem> {
        let parent = place.parent.as_deref()?;
        if parent == place.code {
            return Some(Problem::new("places.in_itself").with("code", parent));
        }
        let Some(above) = self.get(parent) else {
            return Some(Problem::new("unknown.parent").with("value", parent));
        };
        let circle = self.circle(place);
        if !circle.is_empty() {
            let first = self.iter().find(|place| circle.contains(&place.code.as_str()));
            let codes = [&circle[..], &circle[..1]].concat().join(" → ");
            let told = first.is_some_and(|first| first.code == place.code);
            return told.then(|| Problem::new("places.circle").with("codes", codes));
        }
        (above.kind > place.kind).then(|| {
            let problem = Problem::new("places.in_smaller").with("code", parent);
            problem.with("kind", place.kind.word()).with("above", above.kind.word())
        })
    }

    /// The codes of the circle that the place is part of, its own first; none where its way up ends, or leads into a
    /// circle of others.
    fn circle<'a>(&'a self, place: &'a Place) -> Vec<&'a str> {
        let way: Vec<&Place> = self.up(&place.code).collect();
        let closes = way.iter().position(|above| above.parent.as_ref() == Some(&place.code));
        closes.map_or_else(Vec::new, |last| way[..=last].iter().map(|place| place.code.as_str()).collect())
    }
}
