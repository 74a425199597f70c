//! The ballots of a run: each is named in its inputs, and those that count are kept as the cells that they marked.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::ballot::{Decided, Digest, Status, Summing};
use crate::campaign::Campaign;
use crate::index::{FileBallot, Marks, Scheme, Tallies};
use crate::packed::{pack, unpack};

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
    places: BTreeMap<String, u32>,
    roll: Vec<Digest>,
    counted: Vec<Counted>,
    marked: Vec<u8>,
    pub(super) tallies: Tallies,
}

/// A ballot that counts, as small as it can be: all of a campaign are held at once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    /// The number of its form.
    pub form: u32,
    /// Where its place stands in the campaign's order.
    pub place: u32,
    id: Uuid,
    /// Where the cells that it marked, of all units, begin among those of all, and how many bytes they take.
    from: u32,
    bytes: u32,
}

impl Counted {
    fn marked(self, all: &[u8]) -> impl Iterator<Item = u32> {
        unpack(&all[self.from as usize..][..self.bytes as usize])
    }
}

/// A number that fits, of what a campaign has few of; none stands behind all.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
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

    /// Puts those that a ballot marked behind the others.
    fn put(&self, marks: &Marks, all: &mut Vec<u8>) {
        let Some(version) = self.versions.get(&(&*marks.form, &*marks.version)) else { return };
        let of_units =
            marks.by_unit.iter().filter_map(|(unit, cells)| Some((self.units.get(&**unit)?, cells)));
        let numbers =
            of_units.flat_map(|(unit, cells)| cells.iter().map(|it| self.number(*version, *unit, *it)));
        pack(numbers, all);
    }
}

impl<'a> Ballots<'a> {
    /// None yet.
    pub fn of(campaign: &'a Campaign, scheme: &'a Scheme) -> Self {
        let forms = (0..).zip(&campaign.forms).map(|(nth, form)| (&*form.form, nth)).collect();
        let cells = Cells::of(campaign, scheme);
        let (places, roll, counted, marked, tallies) = Default::default();
        Self { cells, forms, campaign, places, roll, counted, marked, tallies }
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
                let place = small(campaign.place_order(given.place));
                self.places.insert(given.place.to_owned(), place);
                place
            }
        };
        let form = self.forms.get(given.form).map_or(u32::MAX, |form| small(*form));
        let from = self.marked.len();
        self.cells.put(marks, &mut self.marked);
        let bytes = small(self.marked.len() - from);
        let from = u32::try_from(from).expect("a campaign's ballots mark no four thousand million options");
        self.counted.push(Counted { form, place, id: *id, from, bytes });
    }

    /// All have come: the rest depends on their order no longer.
    pub(super) fn end(mut self) -> Polled<'a> {
        self.roll.sort_unstable();
        // A file may have a line twice, of which the second says nothing.
        self.roll.dedup();
        let marked = &self.marked;
        self.counted.sort_unstable_by(|one, other| {
            let by = |it: &Counted| (it.form, it.place, it.id);
            by(one).cmp(&by(other)).then_with(|| one.marked(marked).cmp(other.marked(marked)))
        });
        let mut summing = Summing::default();
        self.roll.iter().for_each(|digest| summing.add(digest.as_bytes()));
        Polled {
            digest: summing.digest(),
            given: self.roll.len() as u64,
            counted: self.counted,
            marked: self.marked,
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
    marked: Vec<u8>,
    /// How cells are numbered.
    pub cells: Cells<'a>,
    /// What they add up to.
    pub tallies: Tallies,
}

impl Polled<'_> {
    /// The cells that a ballot marked, of all units.
    pub fn marked(&self, ballot: &Counted) -> impl Iterator<Item = u32> {
        ballot.marked(&self.marked)
    }
}
