//! What stands in the end, as lines of assessments.jsonl: what the index is computed from.

use super::{points_of, standing, the_one};
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

/// What stands of a leaf. Of two entries that stand beside each other neither counts yet.
pub fn line(leaf: &Leaf, record: &LeafRecord) -> Assessment {
    let entry = the_one(&record.entries).map(|version| &version.said);
    let appraisal = settled(&record.appraisals).map(|version| &version.said);
    Assessment {
        unit: record.unit.clone(),
        code: record.leaf.clone(),
        self_points: entry.and_then(|entry| points_of(leaf, entry)),
        evidence: entry.map(|entry| entry.evidence.iter().map(name).collect()).unwrap_or_default(),
        note: entry.map(|entry| entry.note.clone()).unwrap_or_default(),
        appraised: appraisal.and_then(|appraisal| appraisal.points.clone()),
        comment: appraisal.map(|appraisal| appraisal.reason.clone()).unwrap_or_default(),
        not_applicable: appraisal.is_some_and(|appraisal| appraisal.excused),
    }
}

/// Why less stands of a leaf than was said: versions stand beside each other, and none counts until a person chooses.
pub fn undecided(record: &LeafRecord) -> Vec<Problem> {
    let about = |code: &str| Problem::new(code).with("unit", &record.unit).with("code", &record.leaf);
    let entries = standing(&record.entries).len() > 1;
    let appraisals = !record.appraisals.is_empty() && settled(&record.appraisals).is_none();
    let entries = entries.then(|| about("assessments.two_entries"));
    entries.into_iter().chain(appraisals.then(|| about("assessments.two_appraisals"))).collect()
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
    use crate::points::Points;

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
            let found: Vec<String> = undecided(&record).into_iter().map(|problem| problem.code).collect();
            assert_eq!(found, codes);
        }
    }
}
