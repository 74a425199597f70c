//! What can be said of a leaf: each kind with the task that it is, and what it is refused for.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::may::Task;
use super::{answer_faults, appraisal_faults, entry_faults, question_faults, standing};
use crate::campaign::Leaf;
use crate::problem::Problem;
use crate::wire::{Answer, Appraisal, Edition, Entry, Evidence, LeafRecord, Question, Round};

/// Something that is said of a leaf of a unit.
pub trait Said: Serialize + DeserializeOwned + PartialEq + Send + 'static {
    /// Its name in the store.
    const CODE: &'static str;
    /// What its author does.
    fn task(&self) -> Task;
    /// What it is refused for, beside what was said before.
    fn faults(&self, leaf: &Leaf, record: &LeafRecord) -> Vec<Problem>;
    /// What it stands on.
    fn evidence(&self) -> &[Evidence] {
        &[]
    }
    /// Whether its author had read what stands: nobody appraises an entry that they have not seen.
    fn has_read(&self, _: &LeafRecord) -> bool {
        true
    }
    /// What was said of its kind.
    fn versions(record: &mut LeafRecord) -> &mut Vec<Edition<Self>>
    where
        Self: Sized;
}

impl Said for Entry {
    const CODE: &'static str = "entry";

    fn task(&self) -> Task {
        Task::Score
    }

    fn faults(&self, leaf: &Leaf, _: &LeafRecord) -> Vec<Problem> {
        entry_faults(leaf, self)
    }

    fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    fn versions(record: &mut LeafRecord) -> &mut Vec<Edition<Self>> {
        &mut record.entries
    }
}

impl Said for Appraisal {
    const CODE: &'static str = "appraisal";

    fn task(&self) -> Task {
        match self.round {
            Round::First => Task::Appraise,
            Round::Second => Task::Decide,
        }
    }

    fn faults(&self, leaf: &Leaf, record: &LeafRecord) -> Vec<Problem> {
        appraisal_faults(leaf, record, self)
    }

    fn has_read(&self, record: &LeafRecord) -> bool {
        let stands: Vec<i64> = standing(&record.entries).iter().map(|entry| entry.position).collect();
        stands == self.entry.into_iter().collect::<Vec<_>>()
    }

    fn versions(record: &mut LeafRecord) -> &mut Vec<Edition<Self>> {
        &mut record.appraisals
    }
}

impl Said for Question {
    const CODE: &'static str = "question";

    fn task(&self) -> Task {
        Task::Ask
    }

    fn faults(&self, _: &Leaf, _: &LeafRecord) -> Vec<Problem> {
        question_faults(self)
    }

    fn versions(record: &mut LeafRecord) -> &mut Vec<Edition<Self>> {
        &mut record.questions
    }
}

impl Said for Answer {
    const CODE: &'static str = "answer";

    fn task(&self) -> Task {
        Task::Answer
    }

    fn faults(&self, _: &Leaf, record: &LeafRecord) -> Vec<Problem> {
        answer_faults(record, self)
    }

    fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    fn versions(record: &mut LeafRecord) -> &mut Vec<Edition<Self>> {
        &mut record.answers
    }
}
