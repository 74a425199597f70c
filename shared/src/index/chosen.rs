//! The tallies laid out for scoring: the options chosen on one question for one unit, found at once.

use std::collections::HashMap;

use super::Tallies;

/// How often each option of a question was chosen.
pub(super) type Options<'a> = HashMap<&'a str, u64>;

/// A question for a unit: form, version, question, unit.
type Asked<'a> = (&'a str, &'a str, &'a str, &'a str);

/// The options chosen, by question and unit.
pub(super) struct Chosen<'a>(HashMap<Asked<'a>, Options<'a>>);

impl<'a> Chosen<'a> {
    /// Lays out some tallies.
    pub fn of(tallies: &'a Tallies) -> Self {
        let mut chosen = HashMap::<_, Options>::new();
        for (key, n) in tallies.iter() {
            let asked = (&*key.form, &*key.version, &*key.question, &*key.unit);
            chosen.entry(asked).or_default().insert(&key.option, n);
        }
        Self(chosen)
    }

    /// The options chosen on one version of a question for one unit; `None` where nobody answered.
    pub fn on<'b>(
        &'b self,
        form: &'b str,
        version: &'b str,
        question: &'b str,
        unit: &'b str,
    ) -> Option<&'b Options<'a>> {
        self.0.get(&(form, version, question, unit))
    }
}
