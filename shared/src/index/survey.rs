//! The survey points of each unit and leaf, with the answers behind each number.

use super::Tallies;
use super::chosen::Chosen;
use super::feed::{Feed, feeds};
use super::score::leaf_rate;
use super::total::percent_of;
use crate::campaign::{Campaign, Leaf, Method};
use crate::wire::{QuestionShare, SurveyCell, SurveyRow, SurveyTable};

/// Decimal places of a shown percent.
const RATE_DECIMALS: u32 = 2;

/// The survey tables, one for each unit type. Whether a unit is excused from a leaf does not matter here.
pub fn survey(campaign: &Campaign, tallies: &Tallies) -> Vec<SurveyTable> {
    let chosen = Chosen::of(tallies);
    campaign.unit_types.iter().map(|unit_type| table(campaign, &unit_type.code, &chosen)).collect()
}

fn table(campaign: &Campaign, unit_type: &str, chosen: &Chosen) -> SurveyTable {
    let leaves: Vec<_> = campaign
        .leaves_of(unit_type)
        .filter(|(_, leaf)| leaf.method == Method::Survey)
        .map(|(node, leaf)| (&node.code, leaf, feeds(campaign, unit_type, &node.code)))
        .collect();
    let units = campaign.units_of(unit_type).map(|unit| SurveyRow {
        unit: unit.code.clone(),
        cells: leaves
            .iter()
            .map(|(_, leaf, feeds)| cell(campaign, leaf, feeds, chosen, &unit.code))
            .collect(),
    });
    SurveyTable {
        unit_type: unit_type.to_owned(),
        units: units.collect(),
        leaves: leaves.iter().map(|(code, _, _)| (*code).clone()).collect(),
    }
}

fn cell(campaign: &Campaign, leaf: &Leaf, feeds: &[Feed], chosen: &Chosen, unit: &str) -> SurveyCell {
    let rate = leaf_rate(campaign, feeds, chosen, unit);
    let questions: Vec<_> = feeds.iter().map(|feed| question(campaign, feed, chosen, unit)).collect();
    SurveyCell {
        points: rate
            .as_ref()
            .map(|rate| percent_of(&leaf.max_points, rate).shown(campaign.settings.decimals)),
        rate: rate.map(|rate| rate.shown(RATE_DECIMALS)),
        answers: questions
            .iter()
            .filter(|question| question.rate.is_some())
            .map(|question| question.answers)
            .sum(),
        questions,
    }
}

fn question(campaign: &Campaign, feed: &Feed, chosen: &Chosen, unit: &str) -> QuestionShare {
    let share = feed.share(campaign, chosen, unit);
    let left = share.is_left(campaign.settings.min_answers);
    QuestionShare {
        form: feed.form.to_owned(),
        question: feed.name.to_owned(),
        group: feed.group.to_owned(),
        options: feed.options(chosen, unit),
        answers: share.answers,
        rate: share.rate().filter(|_| left).map(|rate| rate.shown(RATE_DECIMALS)),
    }
}

#[cfg(test)]
mod tests;
