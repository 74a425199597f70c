//! The tree of places: the way up, the way down, the levels that it has, and which unit a place belongs to.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use serde::{Deserialize, Serialize, Serializer};

use super::{PROVINCE, Place, PlaceKind};

/// The places of a campaign in the order of their sheet, each of which knows its way up. Stored as the plain list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Vec<Place>")]
pub struct Places {
    rows: Vec<Place>,
    by_code: BTreeMap<String, usize>,
}

impl Places {
    /// The place with this code.
    pub fn get(&self, code: &str) -> Option<&Place> {
        self.by_code.get(code).map(|index| &self.rows[*index])
    }

    /// The province that everything lies in, where exactly one place at the top is a province.
    pub fn province(&self) -> Option<&Place> {
        let top = |place: &&Place| place.kind == PlaceKind::Province && place.parent.is_none();
        let mut provinces = self.rows.iter().filter(top);
        provinces.next().filter(|_| provinces.next().is_none())
    }

    /// The one code of a place that can be called by two: `province` is the province of the tree, where it has one.
    pub fn canonical<'a>(&'a self, code: &'a str) -> &'a str {
        if code != PROVINCE {
            return code;
        }
        self.province().map_or(code, |province| &province.code)
    }

    /// The codes that a place is called by in what people send: its own, and `province` where it is that of the tree.
    pub fn codes<'a>(&'a self, code: &'a str) -> Vec<&'a str> {
        let code = self.canonical(code);
        let other = (code != PROVINCE && self.is_all(code)).then_some(PROVINCE);
        [code].into_iter().chain(other).collect()
    }

    /// Whether this code means all places.
    pub fn is_all(&self, code: &str) -> bool {
        self.canonical(code) == self.canonical(PROVINCE)
    }

    /// The place itself, then the places that it lies in, from the nearest to the top. A circle ends after one round.
    pub fn up<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Place> {
        let above = |place: &&'a Place| self.get(place.parent.as_deref()?);
        std::iter::successors(self.get(self.canonical(code)), above).take(self.rows.len())
    }

    /// The place that a place lies in.
    pub fn above<'a>(&'a self, code: &'a str) -> Option<&'a Place> {
        self.up(code).nth(1)
    }

    /// The places that lie in a place at any depth, not itself, in the order of the sheet.
    pub fn below<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Place> {
        let code = self.canonical(code);
        self.rows.iter().filter(move |place| self.up(&place.code).skip(1).any(|above| above.code == code))
    }

    /// The place right below another, or below the top, that a place is or lies in; itself where it lies nowhere else. The one province
    /// of all is the top.
    pub fn right_below<'a>(&'a self, at: Option<&'a str>, code: &'a str) -> &'a str {
        let top = at.or_else(|| self.province().map(|it| it.code.as_str()));
        let up = self.up(code).map(|it| it.code.as_str()).take_while(|code| Some(*code) != top);
        up.last().unwrap_or(code)
    }

    /// The nearest place of a kind, the place itself or above it.
    pub fn at<'a>(&'a self, kind: PlaceKind, code: &'a str) -> Option<&'a Place> {
        self.up(code).find(|place| place.kind == kind)
    }

    /// The kinds of places that there are, from the top down.
    pub fn levels(&self) -> Vec<PlaceKind> {
        let there = |kind: &PlaceKind| self.rows.iter().any(|place| place.kind == *kind);
        PlaceKind::ALL.into_iter().filter(there).collect()
    }

    /// The places that tell a place apart from others of its name: those above it, but for the province of them all.
    pub fn context<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Place> {
        let province = self.province().map(|province| &province.code);
        self.up(code).skip(1).filter(move |above| Some(&above.code) != province)
    }

    /// The names of the places that tell a place apart; none at the top.
    pub fn within(&self, code: &str) -> Option<String> {
        let names: Vec<&str> = self.context(code).map(|place| place.name.as_str()).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }

    /// The levels by which what happens at the places below can be summed up, from the top down: several places of a
    /// kind in which others lie.
    pub fn breakdowns(&self) -> Vec<PlaceKind> {
        let parents: BTreeSet<&str> = self.rows.iter().filter_map(|place| place.parent.as_deref()).collect();
        let of = |kind: PlaceKind| self.rows.iter().filter(move |place| place.kind == kind);
        let splits = |kind: &PlaceKind| {
            of(*kind).count() > 1 && of(*kind).any(|place| parents.contains(place.code.as_str()))
        };
        PlaceKind::ALL.into_iter().filter(splits).collect()
    }

    /// Whether an assignment to a place (or to `province`, or to a unit) covers a ballot's place: what lies below it is
    /// covered too, and all places are those of the units as well.
    pub fn covers(&self, assigned: &str, place: &str) -> bool {
        assigned == place || self.is_all(assigned) || self.up(place).any(|above| above.code == assigned)
    }

    /// The nearest unit, of the place itself or above it, that is one of those looked for.
    pub fn unit_of<'a>(&'a self, code: &'a str, wanted: impl Fn(&str) -> bool) -> Option<&'a str> {
        self.up(code).filter_map(|place| place.unit.as_deref()).find(|unit| wanted(unit))
    }
}

impl Deref for Places {
    type Target = [Place];

    fn deref(&self) -> &[Place] {
        &self.rows
    }
}

impl From<Vec<Place>> for Places {
    fn from(rows: Vec<Place>) -> Self {
        let mut by_code = BTreeMap::new();
        for (index, place) in rows.iter().enumerate() {
            by_code.entry(place.code.clone()).or_insert(index);
        }
        Self { rows, by_code }
    }
}

impl FromIterator<Place> for Places {
    fn from_iter<I: IntoIterator<Item = Place>>(rows: I) -> Self {
        Self::from(rows.into_iter().collect::<Vec<_>>())
    }
}

impl Serialize for Places {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.rows.serialize(serializer)
    }
}

#[cfg(test)]
mod tests;
