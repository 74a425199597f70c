//! What stands in the end, as lines of assessments.jsonl: what the index is computed from.

use super::enter::{beyond, is_outside};
use super::{Said as _, claimed, standing, the_one};
use crate::campaign::{Campaign, Leaf};
use crate::index::Assessment;
use crate::problem::Problem;
use crate::wire::{Appraisal, Edition, Evidence, LeafRecord, Round};

/// The appraisal that stands: the second where it says something, else the first. None where two stand beside each other and
/// a person must choose.
pub fn settled(appraisals: &[Edition<Appraisal>]) -> Option<&Edition<Appraisal>> {
    let of = |round: Round| -> Option<&Edition<Appraisal>> {
        let over: Vec<i64> = appraisals.iter().flat_map(|it| it.over.iter().copied()).collect();
        let mut standing =
            appraisals.iter().filter(|it| it.said.round == round && !over.contains(&it.position));
        let one = standing.next();
        one.filter(|_| standing.next().is_none())
    };
    if appraisals.iter().any(|it| it.said.round == Round::Second) {
        of(Round::Second)
    } else {
        of(Round::First)
    }
}

/// The decision that counts: it stands, was taken upon the entry that stands, and gives what the leaf can give.
pub fn decided<'a>(leaf: &Leaf, record: &'a LeafRecord) -> Option<&'a Edition<Appraisal>> {
    decision(record).filter(|it| counts(leaf, record, &it.said))
}

fn decision(record: &LeafRecord) -> Option<&Edition<Appraisal>> {
    settled(&record.appraisals).filter(|it| it.said.is_decision())
}

/// Whether an appraisal may count: not where the unit said something else since, nor with points beyond those of the leaf.
pub(super) fn counts(leaf: &Leaf, record: &LeafRecord, it: &Appraisal) -> bool {
    it.has_read(record) && !it.points.as_ref().is_some_and(|points| is_outside(leaf, points))
}

/// Why the decision that stands does not count, and the leaf is work again.
pub(super) fn void(leaf: &Leaf, record: &LeafRecord) -> Option<Problem> {
    let it = &decision(record)?.said;
    if !it.has_read(record) {
        return Some(Problem::new("assessments.overtaken"));
    }
    let points = it.points.as_ref().filter(|points| is_outside(leaf, points))?;
    let problem = Problem::new("assessments.given_outside").with("points", points);
    Some(problem.with("maximum", &leaf.max_points))
}

/// What stands of a leaf. Of two entries that stand beside each other neither counts yet.
pub fn line(leaf: &Leaf, record: &LeafRecord) -> Assessment {
    let entry = the_one(&record.entries).map(|version| &version.said);
    let stands = settled(&record.appraisals).map(|version| &version.said);
    let appraisal = stands.filter(|it| counts(leaf, record, it));
    Assessment {
        unit: record.unit.clone(),
        code: record.leaf.clone(),
        self_points: claimed(leaf, record),
        evidence: entry.map(|entry| entry.evidence.iter().map(name).collect()).unwrap_or_default(),
        note: entry.map(|entry| entry.note.clone()).unwrap_or_default(),
        appraised: appraisal.and_then(|appraisal| appraisal.points.clone()),
        comment: appraisal.map(|appraisal| appraisal.reason.clone()).unwrap_or_default(),
        not_applicable: appraisal.is_some_and(|appraisal| appraisal.excused),
    }
}

/// Why less stands of a leaf than was said: versions stand beside each other, and none counts until a person chooses; or the
/// points that were given or claimed count no more.
pub fn undecided(leaf: &Leaf, record: &LeafRecord) -> Vec<Problem> {
    let this = |problem: Problem| problem.with("unit", &record.unit).with("code", &record.leaf);
    let about = |code: &str| this(Problem::new(code));
    let entries = standing(&record.entries).len() > 1;
    let appraisals = !record.appraisals.is_empty() && settled(&record.appraisals).is_none();
    let entries = entries.then(|| about("assessments.two_entries"));
    let appraisals = appraisals.then(|| about("assessments.two_appraisals"));
    let claim = the_one(&record.entries).and_then(|entry| beyond(leaf, &entry.said));
    entries.into_iter().chain(appraisals).chain(claim.map(this)).chain(void(leaf, record).map(this)).collect()
}

/// What a file of assessments calls a piece of evidence.
fn name(evidence: &Evidence) -> String {
    if evidence.name.is_empty() { evidence.number.clone() } else { evidence.name.clone() }
}

impl Campaign {
    /// A leaf of a unit's framework.
    pub fn leaf_of(&self, unit: &str, code: &str) -> Option<&Leaf> {
        let unit = self.unit(unit)?;
        self.leaves_of(&unit.unit_type).find(|(node, _)| node.code == code).map(|(_, leaf)| leaf)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::example::campaign;
    use crate::points::Points;
    use crate::wire::Entry;

    fn version(position: i64, over: &[i64], round: Round, points: &str) -> Edition<Appraisal> {
        let said = Appraisal { round, points: Points::parse(points).ok(), ..Appraisal::default() };
        let (by, at) = (String::new(), jiff::Timestamp::UNIX_EPOCH);
        Edition { position, over: over.to_vec(), by, at, said }
    }

    fn points(appraisals: &[Edition<Appraisal>]) -> Option<String> {
        settled(appraisals)?.said.points.as_ref().map(ToString::to_string)
    }

    #[test]
    fn the_second_appraisal_stands_above_the_first_and_two_beside_each_other_are_none() {
        use Round::{First, Second};
        let first = version(1, &[], First, "1");
        assert_eq!(points(std::slice::from_ref(&first)), Some("1".to_owned()));
        let second = version(2, &[], Second, "1.5");
        assert_eq!(points(&[first.clone(), second.clone()]), Some("1.5".to_owned()));
        let meanwhile = version(3, &[], Second, "2");
        let both = [first.clone(), second, meanwhile];
        assert_eq!(points(&both), None, "a person chooses");
        let chosen = version(4, &[2, 3], Second, "2");
        assert_eq!(points(&[&both[..], &[chosen]].concat()), Some("2".to_owned()));
        assert_eq!(points(&[first.clone(), version(2, &[], First, "2")]), None);
        for (appraisals, codes) in
            [(vec![], &[][..]), (vec![first.clone()], &[]), (both.to_vec(), &["assessments.two_appraisals"])]
        {
            let record = LeafRecord { appraisals, ..LeafRecord::default() };
            let campaign = campaign();
            let leaf = campaign.leaf_of("D1", "3").unwrap();
            let found: Vec<String> =
                undecided(leaf, &record).into_iter().map(|problem| problem.code).collect();
            assert_eq!(found, codes);
        }
    }
    #[test]
    fn a_decision_counts_upon_the_entry_that_stands_and_within_the_leaf() {
        let campaign = campaign();
        let leaf = campaign.leaf_of("D1", "3").unwrap();
        let entry = |position, over: &[i64], points| {
            let said = Entry { points: Some(Points::whole(points)), ..Entry::default() };
            let (by, at) = (String::new(), jiff::Timestamp::UNIX_EPOCH);
            Edition { position, over: over.to_vec(), by, at, said }
        };
        let given = |upon: Option<i64>, points: &str| {
            let mut given = version(9, &[], Round::First, points);
            given.said.entry = upon;
            given
        };
        let one = entry(1, &[], 5);
        for (entries, upon, points, found) in [
            (vec![], None, "5", None),
            (vec![one.clone()], Some(1), "5", None),
            (vec![one.clone(), entry(2, &[1], 4)], Some(2), "4", None),
            (vec![one.clone(), entry(2, &[1], 4)], Some(1), "5", Some("assessments.overtaken")),
            (vec![one.clone()], None, "5", Some("assessments.overtaken")),
            (vec![one.clone(), entry(2, &[], 4)], Some(1), "5", Some("assessments.overtaken")),
            (vec![one.clone()], Some(1), "5.25", Some("assessments.given_outside")),
        ] {
            let appraisals = vec![given(upon, points)];
            let record = LeafRecord { entries, appraisals, ..LeafRecord::default() };
            assert_eq!(void(leaf, &record).map(|it| it.code).as_deref(), found);
            assert_eq!(decided(leaf, &record).is_some(), found.is_none());
            assert_eq!(line(leaf, &record).appraised.is_some(), found.is_none());
            assert_eq!(undecided(leaf, &record).last().map(|it| &*it.code), found);
        }
        let above = LeafRecord { entries: vec![entry(1, &[], 6)], ..LeafRecord::default() };
        assert_eq!(line(leaf, &above).self_points, None, "a claim that the leaf cannot give is none");
        assert_eq!(undecided(leaf, &above)[0].code, "assessments.out_of_range");
    }
}
