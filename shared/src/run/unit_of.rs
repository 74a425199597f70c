//! One unit of a run, but for what is drawn.

use std::collections::BTreeMap;

use super::past::{self, Earlier};
use super::survey::Survey;
use super::{Adjusted, Interval, Node, RunUnit, SelfLeaf, SelfScored, weak};
use crate::campaign::{AdjustmentKind, Band, Campaign, Method};
use crate::index::{Assessment, Fed, UnitPoints};
use crate::points::{Points, Sum};
use crate::wire::UnitResult;

/// What all units are seen by.
pub(super) struct Sides<'a> {
    /// The campaign.
    pub campaign: &'a Campaign,
    /// The ballots.
    pub survey: &'a Survey<'a>,
    /// What stands of leaves.
    pub assessments: &'a [Assessment],
    /// Earlier years.
    pub earlier: &'a [Earlier],
}

/// What its unit type is judged by.
pub(super) struct Measure<'a> {
    /// Its framework.
    pub framework: &'a [Node],
    /// Its classes.
    pub bands: &'a [&'a Band],
    /// Its leaves, with their points.
    pub leaves: &'a [(&'a str, &'a Points)],
    /// Those of the survey.
    pub fed: &'a [Fed<'a>],
}

/// A unit.
pub(super) fn unit(
    sides: &Sides,
    measure: &Measure,
    result: UnitResult,
    sums: &BTreeMap<String, String>,
    points: &UnitPoints,
) -> RunUnit {
    let Sides { campaign, survey, assessments, earlier } = sides;
    let decimals = campaign.settings.decimals;
    let nth = campaign.units.iter().position(|unit| unit.code == result.unit).unwrap_or_default();
    let lost = weak::lost(measure.leaves, points);
    let ordered =
        measure.framework.iter().filter_map(|node| Some((node.code.clone(), sums.get(&node.code)?.clone())));
    let asked = measure.fed.iter().filter(|fed| !points.excused.contains(&fed.code));
    let past = past::line(campaign, earlier, &result.unit);
    RunUnit {
        name: campaign.units[nth].name.clone(),
        sums: ordered.collect(),
        excused: points.excused.iter().map(|code| (*code).to_owned()).collect(),
        adjustments: adjusted(campaign, &result.unit),
        self_scored: self_scored(campaign, assessments, &result.unit, measure.leaves),
        survey: asked.map(|fed| survey.leaf(nth, fed, points.leaves[fed.leaf].as_ref())).collect(),
        next: weak::next(measure.bands, &result, &lost, &points.factor, decimals),
        lost: weak::shown(&lost, decimals),
        last_year: past.last_year(campaign.settings.year, result.total.as_deref(), decimals),
        past,
        survey_interval: Interval::none(),
        total_interval: None,
        ranks: None,
        result,
    }
}

fn adjusted(campaign: &Campaign, unit: &str) -> Vec<Adjusted> {
    let own = campaign.adjustments.iter().filter(|row| row.unit == unit);
    let own = own.map(|row| {
        let points = match row.kind {
            AdjustmentKind::Bonus => row.points.clone(),
            AdjustmentKind::Penalty => -row.points.clone(),
        };
        Adjusted { points: signed(&points, campaign.settings.decimals), reason: row.reason.clone() }
    });
    own.collect()
}

/// As shown, with a sign unless it is shown as 0.
pub(super) fn signed(points: &Points, decimals: u32) -> String {
    let rounded = points.rounded(decimals);
    let plus = if rounded.is_negative() || rounded.is_zero() { "" } else { "+" };
    format!("{plus}{}", rounded.shown(decimals))
}

fn self_scored(
    campaign: &Campaign,
    assessments: &[Assessment],
    unit: &str,
    leaves: &[(&str, &Points)],
) -> SelfScored {
    let decimals = campaign.settings.decimals;
    let mut given = BTreeMap::<&str, &Assessment>::new();
    for own in assessments.iter().filter(|assessment| assessment.unit == unit) {
        given.entry(&own.code).or_insert(own);
    }
    let (mut claimed, mut appraised, mut found) = (Sum::default(), Sum::default(), Vec::new());
    for own in leaves.iter().filter_map(|(code, _)| given.get(code)) {
        let is_self = campaign.leaf_of(unit, &own.code).is_some_and(|leaf| leaf.method == Method::SelfScored);
        if !is_self || own.not_applicable || (own.self_points.is_none() && own.appraised.is_none()) {
            continue;
        }
        if let (Some(said), Some(stands)) = (&own.self_points, &own.appraised) {
            claimed.add_points(said);
            appraised.add_points(stands);
        }
        let shown = |points: &Option<Points>| points.as_ref().map(|points| points.shown(decimals));
        found.push(SelfLeaf {
            code: own.code.clone(),
            claimed: shown(&own.self_points),
            appraised: shown(&own.appraised),
            comment: own.comment.clone(),
        });
    }
    SelfScored { claimed: claimed.shown(decimals), appraised: appraised.shown(decimals), leaves: found }
}
