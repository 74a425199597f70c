//! Which questions feed a survey leaf, and what each says of a unit.

use std::collections::BTreeMap;

use super::Grid;
use super::judged::{Judged, judged};
use super::question::{Counted, Share};
use super::scheme::times;
use crate::campaign::{Campaign, DontKnow};
use crate::form::Choice;
use crate::points::{Points, Sum};

/// A question that feeds a leaf, in all versions of its form in which it does.
#[derive(Clone, Debug)]
pub(super) struct Feed {
    /// The form.
    pub form: String,
    /// The group of the form in the forms sheet.
    pub group: String,
    /// The question's name.
    pub name: String,
    /// The repeat that it stands in: names are unique only within one.
    repeat: String,
    versions: Vec<Version>,
}

/// The question in one version of its form.
#[derive(Clone, Debug)]
struct Version {
    /// The version's number in the scheme.
    number: usize,
    options: Vec<Worth>,
}

/// What an option is worth.
#[derive(Clone, Debug)]
struct Worth {
    name: String,
    cell: usize,
    /// `None` where an answer with it does not count.
    percent: Option<Points>,
    /// The percent in integers; `None` where it is too large for that.
    scaled: Option<i64>,
}

/// The questions that feed one leaf of a unit type: forms in the order of the forms sheet, questions in the form's. Percents
/// are scaled by `over`.
pub(super) fn feeds(
    campaign: &Campaign,
    grids: &[Grid],
    over: Option<u64>,
    unit_type: &str,
    leaf: &str,
) -> Vec<Feed> {
    let mut feeds: Vec<Feed> = Vec::new();
    for form in &campaign.forms {
        let versions = campaign.definitions.iter().zip(grids).enumerate();
        for (number, (definition, grid)) in versions.filter(|(_, (it, _))| it.id == form.form) {
            for judged in judged(definition) {
                if judged.target.unit_type != unit_type || !judged.question.criteria.iter().any(|c| c == leaf)
                {
                    continue;
                }
                let (repeat, name) = (judged.repeat, &judged.question.name);
                let options = options(&judged, grid, campaign.settings.dont_know, over);
                let version = Version { number, options };
                let is_it =
                    |feed: &&mut Feed| feed.form == form.form && feed.repeat == repeat && feed.name == *name;
                match feeds.iter_mut().find(is_it) {
                    Some(feed) => feed.versions.push(version),
                    None => feeds.push(Feed {
                        form: form.form.clone(),
                        group: form.group.clone(),
                        name: name.clone(),
                        repeat: repeat.to_owned(),
                        versions: vec![version],
                    }),
                }
            }
        }
    }
    feeds
}

fn options(judged: &Judged, grid: &Grid, dont_know: DontKnow, over: Option<u64>) -> Vec<Worth> {
    let worth = |choice: &Choice| {
        let percent = match (&choice.percent, dont_know) {
            (Some(percent), _) => Some(percent.points()),
            (None, DontKnow::Zero) => Some(Points::zero()),
            (None, DontKnow::Exclude) => None,
        };
        Some(Worth {
            name: choice.name.clone(),
            cell: grid.cell(judged.repeat, &judged.question.name, &choice.name)?,
            scaled: over.and_then(|over| times(percent.as_ref()?, over)),
            percent,
        })
    };
    judged.choices.iter().filter_map(worth).collect()
}

impl Feed {
    /// The cells of its options: the version's number, the cell, and the percent where an answer counts.
    pub fn cells(&self) -> impl Iterator<Item = (usize, usize, Option<&Points>)> {
        self.versions.iter().flat_map(|version| {
            version.options.iter().map(|it| (version.number, it.cell, it.percent.as_ref()))
        })
    }

    /// How often each option was chosen, version by version.
    fn chosen<'a>(&'a self, own: &'a [Option<&[u64]>]) -> impl Iterator<Item = (&'a Worth, u64)> {
        self.versions.iter().flat_map(move |version| {
            let counts = own[version.number];
            let n = move |cell| counts.and_then(|counts| counts.get(cell).copied()).unwrap_or(0);
            version.options.iter().map(move |option| (option, n(option.cell)))
        })
    }

    /// The same that counts as an answer.
    fn counted<'a>(&'a self, own: &'a [Option<&[u64]>]) -> impl Iterator<Item = (&'a Worth, u64)> {
        self.chosen(own).filter(|(option, n)| *n > 0 && option.percent.is_some())
    }

    /// What the question says of a unit, over its versions.
    pub fn share(&self, own: &[Option<&[u64]>]) -> Share {
        let mut share = Share::none();
        for (option, n) in self.counted(own) {
            let percent = option.percent.iter().map(|percent| percent * &Points::count(n)).sum();
            share.add(&Share { worth: percent, answers: n });
        }
        share
    }

    /// The same in integers, where it fits them.
    pub fn count(&self, own: &[Option<&[u64]>]) -> Option<Counted> {
        let mut counted = Counted { worth: 0, answers: 0 };
        for (option, n) in self.counted(own) {
            let worth = i64::try_from(n).ok()?.checked_mul(option.scaled?)?;
            counted.worth = counted.worth.checked_add(worth)?;
            counted.answers += n;
        }
        Some(counted)
    }

    /// How many answers count, and their mean percent, where there is one.
    pub fn rate(&self, own: &[Option<&[u64]>], over: Option<u64>) -> (u64, Option<Sum>) {
        let counted = self.count(own).zip(over);
        if let Some((answers, rate)) = counted.and_then(|(it, over)| Some((it.answers, it.rate(over)?))) {
            return (answers, Some(rate));
        }
        let share = self.share(own);
        (share.answers, share.rate().as_ref().map(Sum::from))
    }

    /// How often each option was chosen for a unit, over the versions; an option that nobody chose is there with 0.
    pub fn options(&self, own: &[Option<&[u64]>]) -> BTreeMap<String, u64> {
        let mut all = BTreeMap::new();
        for (option, n) in self.chosen(own) {
            *all.entry(option.name.clone()).or_default() += n;
        }
        all
    }
}
