//! What people said to the questions of a form that judge units: how often each option, over all units and versions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use shared::campaign::Name;
use shared::form::Text;
use shared::index::judged;
use shared::problem::Problem;
use shared::wire::Status;

use super::{Error, Kind, KnownCampaign, Site};

/// What was answered on a form.
pub struct Answered {
    /// The campaign.
    pub known: Arc<KnownCampaign>,
    /// The form.
    pub form: String,
    /// How many ballots of each form count.
    pub ballots: BTreeMap<String, u32>,
    /// The units about which something was answered, by the codes' order, each with its name.
    pub units: Vec<(String, Name)>,
    /// The one that is looked at; else all together.
    pub unit: Option<String>,
    /// Its questions, in the form's order.
    pub questions: Vec<Question>,
}

/// A question.
pub struct Question {
    /// What is asked.
    pub label: Text,
    /// The options in their order, each with how often it was chosen.
    pub options: Vec<(Text, u64)>,
}

impl Question {
    /// How often it was answered; of several options each counts.
    pub fn total(&self) -> u64 {
        self.options.iter().map(|(_, n)| n).sum()
    }
}

/// Reads it, of a form, or of the first of which there are ballots that count; about one unit, or all.
pub async fn answered(
    site: &Site,
    campaign: String,
    form: Option<String>,
    unit: Option<String>,
) -> Result<Answered, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let mut ballots = BTreeMap::<String, u32>::new();
            for row in store.counted(&campaign)?.into_iter().filter(|row| row.status == Status::Valid) {
                *ballots.entry(row.form).or_default() += row.ballots;
            }
            let forms = || known.campaign.forms.iter().map(|it| &it.form);
            let first = || forms().find(|form| ballots.contains_key(*form)).or_else(|| forms().next());
            let form = form.or_else(|| first().cloned()).unwrap_or_default();
            let absent = || Error::Refused(Kind::Absent, Problem::new("answers.no_form").with("form", &form));
            let definition = known.campaign.definition(&form).ok_or_else(absent)?;
            let (_, tallies) = known.tallied.seen_by(store, &known)?;
            let mut sums = BTreeMap::<String, BTreeMap<String, u64>>::new();
            let named = known.scheme.named(&tallies).remove(&form).unwrap_or_default();
            let codes: BTreeSet<&String> = named.values().flat_map(BTreeMap::keys).collect();
            let called = |code: &&String| {
                let unit = known.campaign.unit(code);
                ((*code).clone(), unit.map_or_else(Name::default, |it| it.name.clone()))
            };
            let units = codes.iter().map(called).collect();
            let meant = |code: &String| unit.as_ref().is_none_or(|unit| unit == code);
            let about = named.into_values().flatten().filter(|(code, _)| meant(code));
            for (question, options) in about.flat_map(|(_, questions)| questions) {
                let sum = sums.entry(question).or_default();
                options.into_iter().for_each(|(option, n)| *sum.entry(option).or_default() += n);
            }
            let questions = judged(definition).into_iter().map(|judged| {
                let sum = sums.get(&format!("{}/{}", judged.repeat, judged.question.name));
                let n = |option: &str| sum.and_then(|sum| sum.get(option)).copied().unwrap_or(0);
                let options = judged.choices.iter().map(|it| (it.label.clone(), n(&it.name)));
                Question { label: judged.question.label.clone(), options: options.collect() }
            });
            let questions = questions.collect();
            Ok(Answered { form, ballots, units, unit, questions, known: Arc::clone(&known) })
        })
        .await
}
