//! The index: points, total, rank and class of every unit, from tallies and assessments.

use super::chosen::Chosen;
use super::feed::{Feed, feeds};
use super::question::Share;
use super::sums::sums;
use super::total::{Assessments, UnitPoints, add_up};
use super::{Assessment, Tallies, band, leaf, rank};
use crate::campaign::{Campaign, Method};
use crate::points::Points;
use crate::wire::{IndexTable, UnitResult};

/// The index of each unit type, in the order of the sheets. Of several assessments of one leaf the first counts.
pub fn score(campaign: &Campaign, tallies: &Tallies, assessments: &[Assessment]) -> Vec<IndexTable> {
    let chosen = Chosen::of(tallies);
    let mut given = Assessments::new();
    for assessment in assessments {
        given.entry((&assessment.unit, &assessment.code)).or_insert(assessment);
    }
    campaign.unit_types.iter().map(|unit_type| table(campaign, &unit_type.code, &chosen, &given)).collect()
}

fn table(campaign: &Campaign, unit_type: &str, chosen: &Chosen, given: &Assessments) -> IndexTable {
    let leaves: Vec<_> = campaign
        .leaves_of(unit_type)
        .map(|(node, leaf)| {
            let survey = leaf.method == Method::Survey;
            let feeds = if survey { feeds(campaign, unit_type, &node.code) } else { Vec::new() };
            (&*node.code, leaf, feeds)
        })
        .collect();
    let units: Vec<_> = campaign
        .units_of(unit_type)
        .map(|unit| {
            let own = leaves.iter().map(|(code, leaf, _)| (*code, *leaf));
            let rate = |code| {
                let (_, _, feeds) = leaves.iter().find(|(other, _, _)| *other == code)?;
                leaf_rate(campaign, feeds, chosen, &unit.code)
            };
            (&*unit.code, add_up(campaign, &unit.code, own, given, rate))
        })
        .collect();
    let shown: Vec<_> = units.iter().map(|(_, points)| shown_total(campaign, points)).collect();
    let results = units.iter().zip(&shown).zip(rank::ranks(&shown)).map(|(((unit, points), shown), rank)| {
        let class = shown.as_ref().and_then(|shown| band::class(&campaign.bands, unit_type, shown));
        result(campaign, unit, points, rank, class)
    });
    let sums = units.iter().map(|(_, points)| sums(campaign, unit_type, points)).collect();
    IndexTable { unit_type: unit_type.to_owned(), units: results.collect(), sums }
}

/// The rate of a survey leaf for a unit in percent; `None` without data.
pub(super) fn leaf_rate(campaign: &Campaign, feeds: &[Feed], chosen: &Chosen, unit: &str) -> Option<Points> {
    let left: Vec<(&str, Share)> = feeds
        .iter()
        .map(|feed| (feed.group, feed.share(campaign, chosen, unit)))
        .filter(|(_, share)| share.is_left(campaign.settings.min_answers))
        .collect();
    leaf::rate(campaign.settings.combine, &campaign.groups, &left)
}

fn shown_total(campaign: &Campaign, points: &UnitPoints) -> Option<Points> {
    points.total.as_ref().map(|total| total.rounded(campaign.settings.decimals))
}

fn result(
    campaign: &Campaign,
    unit: &str,
    points: &UnitPoints,
    rank: Option<u32>,
    class: Option<&str>,
) -> UnitResult {
    let decimals = campaign.settings.decimals;
    UnitResult {
        unit: unit.to_owned(),
        survey: points.survey.shown(decimals),
        appraised: points.appraised.shown(decimals),
        total: points.total.as_ref().map(|total| total.shown(decimals)),
        total_exact: points.total.as_ref().map(Points::exact),
        rank,
        class: class.map(str::to_owned),
        missing: points.missing.iter().map(|code| (*code).to_owned()).collect(),
        leaves: points
            .leaves
            .iter()
            .map(|(code, points)| ((*code).to_owned(), points.shown(decimals)))
            .collect(),
    }
}

#[cfg(test)]
mod tests;
