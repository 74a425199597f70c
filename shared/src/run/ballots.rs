//! The ballots of a run: each is named in its inputs, and those that count are kept as the cells that they marked.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::ballot::{Decided, Digest, Status, Summing};
use crate::campaign::Campaign;
use crate::index::{FileBallot, Marks, Scheme, Tallies};

/// A ballot as it stands.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// Its id.
    pub id: Uuid,
    /// The digest of what was sealed.
    pub digest: Digest,
    /// Its status now.
    pub status: Status,
    /// The decision that gave it, where a person decided.
    pub decided: Option<&'a Decided>,
    /// Its form.
    pub form: &'a str,
    /// Its place.
    pub place: &'a str,
    /// What it adds; `None` where it does not count.
    pub marks: Option<&'a Marks>,
}

impl<'a> Given<'a> {
    /// A ballot of a file, and what it adds where it counts.
    pub fn of_file(ballot: &'a FileBallot, marks: Option<&'a Marks>) -> Self {
        let header = &ballot.header;
        Self {
            id: header.id,
            digest: ballot.digest,
            status: ballot.status,
            decided: ballot.decision.as_ref(),
            form: &header.form,
            place: &header.place,
            marks,
        }
    }
}

/// The ballots of a run, as they come: in any order.
pub struct Ballots<'a> {
    cells: Cells<'a>,
    forms: BTreeMap<&'a str, usize>,
    campaign: &'a Campaign,
    places: BTreeMap<String, usize>,
    roll: Vec<Digest>,
    counted: Vec<Counted>,
    pub(super) tallies: Tallies,
}

/// A ballot that counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Counted {
    /// The number of its form.
    pub form: usize,
    /// Where its place stands in the campaign's order.
    pub place: usize,
    id: Uuid,
    /// The cells that it marked, of all units.
    pub cells: Vec<u32>,
}

/// The cells of all units: each option of each question, by version and unit, has a number.
pub(super) struct Cells<'a> {
    units: BTreeMap<&'a str, usize>,
    /// By form and version: its number, its first cell, and how many it has for each unit.
    versions: BTreeMap<(&'a str, &'a str), usize>,
    first: Vec<(usize, usize)>,
}

impl<'a> Cells<'a> {
    fn of(campaign: &'a Campaign, scheme: &'a Scheme) -> Self {
        let units: BTreeMap<_, _> =
            (0..).zip(&campaign.units).map(|(nth, unit)| (&*unit.code, nth)).collect();
        let (mut first, mut versions, mut behind) = (Vec::new(), BTreeMap::new(), 0);
        for (number, (form, version, cells)) in scheme.versions().enumerate() {
            versions.insert((form, version), number);
            first.push((behind, cells));
            behind += cells * campaign.units.len();
        }
        Self { units, versions, first }
    }

    /// The number of a cell of a version for a unit.
    pub fn number(&self, version: usize, unit: usize, cell: usize) -> u32 {
        let (first, cells) = self.first[version];
        u32::try_from(first + unit * cells + cell).expect("a campaign has no four thousand million options")
    }

    fn marked(&self, marks: &Marks) -> Vec<u32> {
        let Some(version) = self.versions.get(&(&*marks.form, &*marks.version)) else { return Vec::new() };
        let known =
            |(unit, cells): &'_ (String, Vec<usize>)| Some((*self.units.get(&**unit)?, cells.clone()));
        let by_unit = marks.by_unit.iter().filter_map(known);
        by_unit
            .flat_map(|(unit, cells)| cells.into_iter().map(move |cell| self.number(*version, unit, cell)))
            .collect()
    }
}

impl<'a> Ballots<'a> {
    /// None yet.
    pub fn of(campaign: &'a Campaign, scheme: &'a Scheme) -> Self {
        let forms = (0..).zip(&campaign.forms).map(|(nth, form)| (&*form.form, nth)).collect();
        let cells = Cells::of(campaign, scheme);
        let (places, roll, counted, tallies) = Default::default();
        Self { cells, forms, campaign, places, roll, counted, tallies }
    }

    /// Takes the next.
    pub fn take(&mut self, given: &Given) {
        let Given { id, digest, status, decided, .. } = given;
        let named =
            serde_json::to_vec(&(id, digest, status, decided)).expect("a ballot's name is plain data");
        self.roll.push(Digest::of(&named));
        let Some(marks) = given.marks else { return };
        self.tallies.add(marks);
        let campaign = self.campaign;
        let place = match self.places.get(given.place) {
            Some(place) => *place,
            None => {
                let place = campaign.place_order(given.place);
                self.places.insert(given.place.to_owned(), place);
                place
            }
        };
        let form = self.forms.get(given.form).copied().unwrap_or(usize::MAX);
        self.counted.push(Counted { form, place, id: *id, cells: self.cells.marked(marks) });
    }

    /// All have come: the rest depends on their order no longer.
    pub(super) fn end(mut self) -> Polled<'a> {
        self.roll.sort_unstable();
        // A file may have a line twice, of which the second says nothing.
        self.roll.dedup();
        self.counted.sort_unstable();
        let mut summing = Summing::default();
        self.roll.iter().for_each(|digest| summing.add(digest.as_bytes()));
        Polled {
            digest: summing.digest(),
            given: self.roll.len() as u64,
            counted: self.counted,
            cells: self.cells,
            tallies: self.tallies,
        }
    }
}

/// All ballots of a run.
pub(super) struct Polled<'a> {
    /// Of all that were given.
    pub digest: Digest,
    /// How many.
    pub given: u64,
    /// Those that count, by form, place and id.
    pub counted: Vec<Counted>,
    /// How cells are numbered.
    pub cells: Cells<'a>,
    /// What they add up to.
    pub tallies: Tallies,
}
