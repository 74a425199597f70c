//! The survey points of each unit and leaf, with the answers behind each number.

use super::Tallies;
use super::feed::Feed;
use super::leaf;
use super::question::is_left;
use super::scheme::{Entry, Framework, Scheme};
use crate::campaign::{Campaign, Method};
use crate::points::Points;
use crate::wire::{QuestionShare, SurveyCell, SurveyRow, SurveyTable};

/// Decimal places of a shown percent.
const RATE_DECIMALS: u32 = 2;

/// The survey tables, one for each unit type. Whether a unit is excused from a leaf does not matter here.
pub fn survey(campaign: &Campaign, scheme: &Scheme, tallies: &Tallies) -> Vec<SurveyTable> {
    scheme.frameworks.iter().map(|framework| table(campaign, scheme, framework, tallies)).collect()
}

fn table(campaign: &Campaign, scheme: &Scheme, framework: &Framework, tallies: &Tallies) -> SurveyTable {
    let leaves: Vec<_> = framework.leaves.iter().filter(|leaf| leaf.method == Method::Survey).collect();
    let units = campaign.units_of(&framework.unit_type).map(|unit| {
        let own = scheme.own(tallies, &unit.code);
        let cells = leaves.iter().map(|leaf| cell(campaign, scheme, leaf, &own)).collect();
        SurveyRow { unit: unit.code.clone(), cells }
    });
    SurveyTable {
        unit_type: framework.unit_type.clone(),
        units: units.collect(),
        leaves: leaves.iter().map(|leaf| leaf.code.clone()).collect(),
    }
}

fn cell(campaign: &Campaign, scheme: &Scheme, entry: &Entry, own: &[Option<&[u64]>]) -> SurveyCell {
    let rate = leaf::worth(campaign, scheme, entry, own, &Points::whole(1));
    let questions: Vec<_> = entry.feeds.iter().map(|feed| question(campaign, scheme, feed, own)).collect();
    SurveyCell {
        points: rate.as_ref().map(|rate| rate.times(&entry.hundredth).shown(campaign.settings.decimals)),
        rate: rate.map(|rate| rate.shown(RATE_DECIMALS)),
        answers: questions
            .iter()
            .filter(|question| question.rate.is_some())
            .map(|question| question.answers)
            .sum(),
        questions,
    }
}

fn question(campaign: &Campaign, scheme: &Scheme, feed: &Feed, own: &[Option<&[u64]>]) -> QuestionShare {
    let (answers, rate) = feed.rate(own, scheme.scaled.as_ref().map(|scaled| scaled.over));
    let left = is_left(answers, campaign.settings.min_answers);
    QuestionShare {
        form: feed.form.clone(),
        question: feed.name.clone(),
        group: feed.group.clone(),
        options: feed.options(own),
        answers,
        rate: rate.filter(|_| left).map(|rate| rate.shown(RATE_DECIMALS)),
    }
}

#[cfg(test)]
mod tests;
