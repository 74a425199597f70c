//! The lines of an assessments.jsonl: entries and appraisals by who imports, where they say something else than what stands.

use jiff::Timestamp;
use shared::assessment::{AssessmentFile, Said, line, standing};
use shared::campaign::{Campaign, Leaf};
use shared::index::Assessment;
use shared::problem::Diagnostic;
use shared::wire::{Appraisal, Edition, Entry, Evidence, LeafRecord, Round};

use super::{File, ImportError};
use crate::service::assess::tell;
use crate::service::log::Actor;
use crate::store::{Leaves, NewSaying, Repositories, StoreError};

/// So many leaves are written at once: whoever sends a ballot meanwhile waits for no more.
pub const PIECE: usize = 50;

/// What a file says.
#[derive(Default)]
pub struct Given {
    /// Of each leaf.
    pub said: Vec<Assessment>,
    /// What people should look at.
    pub flags: Vec<Diagnostic>,
}

/// What is wrong with a file, and what it says.
pub fn check(campaign: &Campaign, file: &File) -> Result<(Vec<Diagnostic>, Given), ImportError> {
    let mut reading = AssessmentFile::begin(campaign, &file.name);
    file.each(|line| reading.line(line)).map_err(|unread| ImportError::Wrong(vec![unread.diagnostic()]))?;
    let (said, diagnostics) = reading.end();
    let (faults, flags) = diagnostics.into_iter().partition(Diagnostic::is_fault);
    Ok((faults, Given { said, flags }))
}

/// Keeps what some lines say, over all that stands.
pub fn keep(
    store: &dyn Repositories,
    campaign: &Campaign,
    given: &[Assessment],
    (by, at): (&Actor, Timestamp),
) -> Result<(), StoreError> {
    let id = &campaign.settings.id;
    for it in given {
        let Some(leaf) = campaign.leaf_of(&it.unit, &it.code) else { continue };
        let (unit, code) = (it.unit.clone(), it.code.clone());
        let none = || LeafRecord { unit, leaf: code, ..LeafRecord::default() };
        let leaves = Leaves { unit: Some(&it.unit), leaf: Some(&it.code), after: 0 };
        let mut record = store.leaf_records(id, leaves)?.pop().unwrap_or_else(none);
        let saying = Sayings { store, id, leaf, by, at };
        if says_entry(it) != says_entry(&line(leaf, &record)) {
            let over = positions(&record.entries);
            saying.add(&mut record, over, entry_of(it))?;
        }
        // Over another entry what was given before counts no more, and is said again.
        if says_appraisal(it) != says_appraisal(&line(leaf, &record)) {
            let second = record.appraisals.iter().any(|version| version.said.round == Round::Second);
            let round = if second { Round::Second } else { Round::First };
            let of_round: Vec<_> =
                record.appraisals.iter().filter(|version| version.said.round == round).cloned().collect();
            let entry = standing(&record.entries).last().map(|version| version.position);
            let (points, excused, reason) = (it.appraised.clone(), it.not_applicable, it.comment.clone());
            let said = Appraisal { round, entry, points, excused, reason };
            saying.add(&mut record, positions(&of_round), said)?;
        }
    }
    Ok(())
}

/// What is said by one import of one leaf.
struct Sayings<'a> {
    store: &'a dyn Repositories,
    id: &'a str,
    leaf: &'a Leaf,
    by: &'a Actor,
    at: Timestamp,
}

impl Sayings<'_> {
    /// Says it, and tells the log.
    fn add<T: Said>(&self, record: &mut LeafRecord, over: Vec<i64>, said: T) -> Result<(), StoreError> {
        let new = NewSaying {
            id: None,
            kind: T::CODE,
            unit: record.unit.clone(),
            leaf: record.leaf.clone(),
            over: over.clone(),
            said: serde_json::to_string(&said).expect("what is said is plain data"),
            by: self.by.name().to_owned(),
            at: self.at,
        };
        let (before, position) = (record.clone(), self.store.put_saying(self.id, &new)?);
        T::versions(record).push(Edition { position, over, by: new.by.clone(), at: self.at, said });
        tell(self.store, self.by, self.id, self.leaf, (&before, &*record), &new)
    }
}

fn positions<T>(versions: &[Edition<T>]) -> Vec<i64> {
    standing(versions).iter().map(|version| version.position).collect()
}

/// What a line says of the unit's entry.
fn says_entry(it: &Assessment) -> (Option<&shared::points::Points>, &[String], &str) {
    (it.self_points.as_ref(), &it.evidence, &it.note)
}

/// What a line says of the appraisal.
fn says_appraisal(it: &Assessment) -> (Option<&shared::points::Points>, &str, bool) {
    (it.appraised.as_ref(), &it.comment, it.not_applicable)
}

fn entry_of(it: &Assessment) -> Entry {
    let named = |name: &String| Evidence { name: name.clone(), ..Evidence::default() };
    Entry {
        points: it.self_points.clone(),
        declared: None,
        note: it.note.clone(),
        evidence: it.evidence.iter().map(named).collect(),
    }
}
