//! What was typed of one leaf and is not the server's yet.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Words;
use crate::problem::Problem;
use crate::wire::{Answer, Edition, Entry, LeafRecord, Saying};

/// What was typed of one leaf and is not the server's yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    /// Word for word.
    pub words: Words,
    /// What goes to the server; absent as long as the words cannot be sent.
    pub entry: Option<Entry>,
    /// The versions that its author saw and takes the place of.
    pub over: Vec<i64>,
    /// Grows with each change.
    pub revision: u64,
    /// What went out and was not answered yet: the same, under the same id, until it is.
    pub sent: Option<Sent>,
    /// Why the server will not have it now; it stays.
    pub refused: Option<Problem>,
}

/// What went out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// Under this id.
    pub id: Uuid,
    /// Of this revision.
    pub revision: u64,
    /// These words.
    pub saying: Saying<Entry>,
}

/// What came of sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The server has it as this version.
    Kept {
        /// Its position.
        position: i64,
    },
    /// It will not have it, for this.
    Refused(Problem),
    /// Nobody is signed in.
    SignedOut,
    /// No answer, or one that says nothing of what was typed.
    Nothing,
}

impl Slip {
    /// Whether it can go out: again what was not answered, or what can be sent and was not refused.
    pub fn is_ready(&self) -> bool {
        self.refused.is_none() && (self.sent.is_some() || self.entry.is_some())
    }

    /// The same with what goes out now.
    pub fn sending(&self, id: Uuid) -> Option<Self> {
        let entry = self.entry.clone()?;
        let saying = Saying { over: self.over.clone(), said: entry };
        Some(Self { sent: Some(Sent { id, revision: self.revision, saying }), ..self.clone() })
    }

    /// What is left of it after an answer: nothing, where the server has all that was typed.
    pub fn answered(&self, reply: &Reply) -> Option<Self> {
        let Some(sent) = &self.sent else { return Some(self.clone()) };
        match reply {
            Reply::Kept { .. } if sent.revision == self.revision => None,
            Reply::Kept { position } => {
                // Who chose between several versions meanwhile stands on those, and on the own one as well.
                let mut over: Vec<i64> = self
                    .over
                    .iter()
                    .copied()
                    .filter(|it| it != position && !sent.saying.over.contains(it))
                    .collect();
                over.push(*position);
                Some(Self { over, sent: None, ..self.clone() })
            }
            // A restored server has lost the version: nobody stands on that one any more, and what came instead is not replaced
            // unseen. The rest goes out once more.
            Reply::Refused(problem) if problem.code == "assessments.version_unknown" => {
                let lost = problem.params.get("version").and_then(|version| version.parse().ok());
                let mut over = self.over.clone();
                over.retain(|it| Some(*it) != lost);
                let refused = (over == self.over).then(|| problem.clone());
                Some(Self { over, sent: None, refused, ..self.clone() })
            }
            Reply::Refused(problem) => {
                Some(Self { sent: None, refused: Some(problem.clone()), ..self.clone() })
            }
            Reply::SignedOut | Reply::Nothing => Some(self.clone()),
        }
    }
}

/// The version of the record that is what was sent by this person.
pub fn position_of(record: &LeafRecord, saying: &Saying<Entry>, by: &str) -> Option<i64> {
    last(&record.entries, saying, by)
}

/// The answer of the record that is what was sent by this person.
pub fn answer_of(record: &LeafRecord, saying: &Saying<Answer>, by: &str) -> Option<i64> {
    last(&record.answers, saying, by)
}

fn last<T: PartialEq>(versions: &[Edition<T>], saying: &Saying<T>, by: &str) -> Option<i64> {
    let same = versions.iter().filter(|it| it.by == by && it.over == saying.over);
    same.filter(|it| it.said == saying.said).map(|it| it.position).next_back()
}

impl Sent {
    /// The same as an answer to a question: what was typed as explanation, and its evidence.
    pub fn answering(&self, question: i64) -> Saying<Answer> {
        let Saying { over, said } = self.saying.clone();
        Saying { over, said: Answer { question, text: said.note, evidence: said.evidence } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_that_a_restored_server_lost_is_stood_on_no_more_and_nothing_else_is_replaced() {
        let slip = Slip { entry: Some(Entry::default()), over: vec![3, 5], ..Slip::default() };
        let sent = slip.sending(Uuid::from_u128(1)).expect("it can go out");
        let lost = |version: i64| {
            Reply::Refused(Problem::new("assessments.version_unknown").with("version", version))
        };
        let left = sent.answered(&lost(5)).expect("it stays");
        assert_eq!((&*left.over, left.sent.is_none(), left.is_ready()), (&[3][..], true, true));

        // What it does not name is refused, and is not sent again and again.
        let left =
            left.sending(Uuid::from_u128(2)).and_then(|sent| sent.answered(&lost(5))).expect("it stays");
        assert_eq!((&*left.over, left.is_ready(), left.refused.is_some()), (&[3][..], false, true));
    }
}
