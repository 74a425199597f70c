//! What a campaign counts and what that is worth, made ready once for each import: scoring looks nothing up by name but the
//! units.

use num_integer::Integer;

use super::feed::{Feed, feeds};
use super::judged::judged;
use super::{Grid, Marks, Tallies};
use crate::ballot::Answers;
use crate::campaign::{Campaign, Method};
use crate::points::Points;

/// A campaign, ready to count and to score.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// The versions of forms, in the campaign's order.
    grids: Vec<Grid>,
    /// The frameworks, in the order of the unit types.
    pub(super) frameworks: Vec<Framework>,
    /// Percents and weights in integers; `None` where they are too large for that.
    pub(super) scaled: Option<Scaled>,
}

/// Percents and weights in integers.
#[derive(Clone, Debug)]
pub(super) struct Scaled {
    /// What all percents are over.
    pub over: u64,
    /// The weights of the groups, in the order of their sheet, in one measure of their own.
    pub weights: Vec<i64>,
}

/// The framework of one unit type.
#[derive(Clone, Debug)]
pub(super) struct Framework {
    /// The unit type.
    pub unit_type: String,
    /// Its leaves, in the order of the criteria sheet.
    pub leaves: Vec<Entry>,
    /// Its domains and criteria, each with the numbers of the leaves below it.
    pub headings: Vec<(String, Vec<usize>)>,
    /// What its leaves add up to.
    pub maximum: Points,
}

/// A leaf.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Its code.
    pub code: String,
    /// Its points.
    pub max_points: Points,
    /// What a percent of them is.
    pub hundredth: Points,
    /// Where its points come from.
    pub method: Method,
    /// The questions that feed it; none where it is self-scored.
    pub feeds: Vec<Feed>,
}

impl Scheme {
    /// Makes a campaign ready.
    pub fn of(campaign: &Campaign) -> Self {
        let grids: Vec<_> = campaign.definitions.iter().map(Grid::of).collect();
        let scaled = scaled(campaign);
        let over = scaled.as_ref().map(|scaled| scaled.over);
        let framework = |unit_type: &str| framework(campaign, &grids, over, unit_type);
        let frameworks = campaign.unit_types.iter().map(|unit_type| framework(&unit_type.code)).collect();
        Self { frameworks, grids, scaled }
    }

    /// The cells of a version of a form.
    pub fn grid(&self, form: &str, version: &str) -> Option<&Grid> {
        self.grids.iter().find(|grid| grid.form == form && grid.version == version)
    }

    /// The versions of forms with how many cells each has, in the order of their numbers.
    pub fn versions(&self) -> impl Iterator<Item = (&str, &str, usize)> {
        self.grids.iter().map(|grid| (&*grid.form, &*grid.version, grid.cells))
    }

    /// What a ballot adds; `None` where the version is not here.
    pub fn marks(&self, form: &str, version: &str, answers: &Answers) -> Option<Marks> {
        self.grid(form, version).map(|grid| grid.marks(answers))
    }

    /// The counts of a unit, as [`Feed`]s ask for them: by the version's number.
    pub(super) fn own<'a>(&self, tallies: &'a Tallies, unit: &str) -> Vec<Option<&'a [u64]>> {
        let own = |grid| tallies.of(grid)?.get(unit).map(Vec::as_slice);
        self.grids.iter().map(own).collect()
    }
}

fn framework(campaign: &Campaign, grids: &[Grid], over: Option<u64>, unit_type: &str) -> Framework {
    let leaves: Vec<_> = campaign
        .leaves_of(unit_type)
        .map(|(node, leaf)| Entry {
            code: node.code.clone(),
            max_points: leaf.max_points.clone(),
            hundredth: &leaf.max_points / &Points::whole(100),
            method: leaf.method,
            feeds: match leaf.method {
                Method::Survey => feeds(campaign, grids, over, unit_type, &node.code),
                Method::SelfScored => Vec::new(),
            },
        })
        .collect();
    let headings = campaign.criteria.iter().filter(|node| node.unit_type == unit_type && node.leaf.is_none());
    let headings = headings.map(|node| {
        let below =
            |entry: &Entry| entry.code.strip_prefix(&*node.code).is_some_and(|rest| rest.starts_with('.'));
        (node.code.clone(), (0..leaves.len()).filter(|nth| below(&leaves[*nth])).collect())
    });
    Framework {
        unit_type: unit_type.to_owned(),
        headings: headings.collect(),
        maximum: leaves.iter().map(|entry| entry.max_points.clone()).sum(),
        leaves,
    }
}

fn scaled(campaign: &Campaign) -> Option<Scaled> {
    let choices = campaign.definitions.iter().flat_map(judged).flat_map(|judged| judged.choices);
    let percents: Vec<_> = choices.filter_map(|choice| Some(choice.percent.as_ref()?.points())).collect();
    let over = denominator(percents.iter())?;
    let weights = || campaign.groups.iter().map(|group| &group.weight);
    let measure = denominator(weights())?;
    Some(Scaled { over, weights: weights().map(|weight| times(weight, measure)).collect::<Option<_>>()? })
}

/// The least denominator that fits all.
fn denominator<'a>(mut of: impl Iterator<Item = &'a Points>) -> Option<u64> {
    of.try_fold(1_u64, |over, points| {
        let (_, denominator) = points.in_machine_integers()?;
        over.checked_mul(denominator / over.gcd(&denominator))
    })
}

/// The points so many times, where that is a whole number that fits.
pub(super) fn times(points: &Points, over: u64) -> Option<i64> {
    let (numerator, denominator) = points.in_machine_integers()?;
    numerator.checked_mul(i64::try_from(over / denominator).ok()?)
}

#[cfg(test)]
pub(super) mod tests;
