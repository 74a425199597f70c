//! Tallies: how often each option was chosen. What a ballot adds can be taken back when the ballot is rejected.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::judged::judged;
use crate::ballot::Answers;
use crate::form::{FormDefinition, UNIT};

/// What is counted: one option of one question, chosen for one unit, on one version of a form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TallyKey {
    /// The form.
    pub form: String,
    /// The form's version.
    pub version: String,
    /// The question as `repeat/name`.
    pub question: String,
    /// The unit judged.
    pub unit: String,
    /// The option chosen.
    pub option: String,
}

/// How often each option was chosen; what was never chosen is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallies(BTreeMap<TallyKey, u64>);

/// Something was to be taken back that was never added: the tallies and the ballots have parted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("never added: {0:?}")]
pub struct NeverAdded(pub TallyKey);

/// What one valid ballot adds.
pub fn tally(definition: &FormDefinition, answers: &Answers) -> Vec<TallyKey> {
    let mut keys = Vec::new();
    for judged in judged(definition) {
        for instance in answers.get(judged.repeat).and_then(Value::as_array).into_iter().flatten() {
            let Some(unit) = instance.get(UNIT).and_then(Value::as_str) else { continue };
            for option in instance.get(&judged.question.name).map(options).unwrap_or_default() {
                keys.push(TallyKey {
                    form: definition.id.clone(),
                    version: definition.version.clone(),
                    question: judged.path(),
                    unit: unit.to_owned(),
                    option: option.to_owned(),
                });
            }
        }
    }
    keys
}

/// The options chosen: one where one can be chosen, each where several can.
fn options(answer: &Value) -> Vec<&str> {
    match answer {
        Value::Array(chosen) => chosen.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    }
}

impl Tallies {
    /// Adds what a ballot adds.
    pub fn add(&mut self, keys: impl IntoIterator<Item = TallyKey>) {
        for key in keys {
            *self.0.entry(key).or_default() += 1;
        }
    }

    /// Takes back what a ballot added: all of it, or, where some of it was never added, nothing.
    pub fn take_back(&mut self, keys: &[TallyKey]) -> Result<(), NeverAdded> {
        let mut less = BTreeMap::<&TallyKey, u64>::new();
        for key in keys {
            *less.entry(key).or_default() += 1;
        }
        if let Some((key, _)) = less.iter().find(|(key, n)| self.get(key) < **n) {
            return Err(NeverAdded((*key).clone()));
        }
        for (key, n) in less {
            let left = self.get(key) - n;
            if left == 0 {
                self.0.remove(key);
            } else {
                self.0.insert(key.clone(), left);
            }
        }
        Ok(())
    }

    /// How often the option was chosen.
    pub fn get(&self, key: &TallyKey) -> u64 {
        self.0.get(key).copied().unwrap_or(0)
    }

    /// Everything that was chosen at least once.
    pub fn iter(&self) -> impl Iterator<Item = (&TallyKey, u64)> {
        self.0.iter().map(|(key, n)| (key, *n))
    }
}

impl FromIterator<(TallyKey, u64)> for Tallies {
    /// Tallies as a store kept them; counts of the same key add up.
    fn from_iter<I: IntoIterator<Item = (TallyKey, u64)>>(counts: I) -> Self {
        let mut tallies = Self::default();
        for (key, n) in counts.into_iter().filter(|(_, n)| *n > 0) {
            *tallies.0.entry(key).or_default() += n;
        }
        tallies
    }
}

#[cfg(test)]
mod tests;
