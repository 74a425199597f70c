//! Which questions feed a survey leaf, and what each says of a unit.

use super::chosen::Chosen;
use super::judged::judged;
use super::question::Share;
use crate::campaign::Campaign;
use crate::form::Choice;

/// A question that feeds a leaf, in all versions of its form in which it does.
pub(super) struct Feed<'a> {
    /// The form.
    pub form: &'a str,
    /// The group of the form in the forms sheet.
    pub group: &'a str,
    /// The question's name.
    pub name: &'a str,
    /// The question's name in a tally.
    path: String,
    /// The options in each version.
    versions: Vec<(&'a str, &'a [Choice])>,
}

/// The questions that feed one leaf of a unit type: forms in the order of the forms sheet, questions in the form's.
pub(super) fn feeds<'a>(campaign: &'a Campaign, unit_type: &str, leaf: &str) -> Vec<Feed<'a>> {
    let mut feeds: Vec<Feed> = Vec::new();
    for form in &campaign.forms {
        for definition in campaign.definitions.iter().filter(|definition| definition.id == form.form) {
            for judged in judged(definition) {
                if judged.target.unit_type != unit_type || !judged.question.criteria.iter().any(|c| c == leaf)
                {
                    continue;
                }
                let version = (&*definition.version, judged.choices);
                let path = judged.path();
                match feeds.iter_mut().find(|feed| feed.form == form.form && feed.path == path) {
                    Some(feed) => feed.versions.push(version),
                    None => feeds.push(Feed {
                        form: &form.form,
                        group: &form.group,
                        name: &judged.question.name,
                        path,
                        versions: vec![version],
                    }),
                }
            }
        }
    }
    feeds
}

impl Feed<'_> {
    /// What the question says of a unit, over its versions.
    pub fn share(&self, campaign: &Campaign, chosen: &Chosen, unit: &str) -> Share {
        let mut share = Share::none();
        for (version, choices) in &self.versions {
            if let Some(options) = chosen.on(self.form, version, &self.path, unit) {
                share.add(&Share::of(choices, options, campaign.settings.dont_know));
            }
        }
        share
    }

    /// How often each option was chosen for a unit, over the versions; an option that nobody chose is there with 0.
    pub fn options(&self, chosen: &Chosen, unit: &str) -> std::collections::BTreeMap<String, u64> {
        let mut all = std::collections::BTreeMap::new();
        for (version, choices) in &self.versions {
            let options = chosen.on(self.form, version, &self.path, unit);
            for choice in *choices {
                let n = options.and_then(|options| options.get(&*choice.name)).copied().unwrap_or(0);
                *all.entry(choice.name.clone()).or_default() += n;
            }
        }
        all
    }
}
