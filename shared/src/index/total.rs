//! The points of one unit: its leaves, what is missing, and the total (rules 4 to 7).

use std::collections::HashMap;

use super::Assessment;
use crate::campaign::{Adjustment, AdjustmentKind, Campaign, Leaf, Method};
use crate::points::Points;

/// The assessments by unit and leaf.
pub(super) type Assessments<'a> = HashMap<(&'a str, &'a str), &'a Assessment>;

/// What a unit has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnitPoints<'a> {
    /// The sum of its survey leaves.
    pub survey: Points,
    /// The sum of its appraised leaves.
    pub appraised: Points,
    /// `None` while the unit is incomplete.
    pub total: Option<Points>,
    /// The leaves without data.
    pub missing: Vec<&'a str>,
    /// The points of each leaf with data.
    pub leaves: Vec<(&'a str, Points)>,
}

/// Adds up a unit. `rate` gives the rate of a survey leaf in percent, where there are answers.
pub(super) fn add_up<'a>(
    campaign: &Campaign,
    unit: &str,
    leaves: impl Iterator<Item = (&'a str, &'a Leaf)>,
    assessments: &Assessments,
    mut rate: impl FnMut(&'a str) -> Option<Points>,
) -> UnitPoints<'a> {
    let (mut survey, mut appraised) = (Points::zero(), Points::zero());
    let (mut maximum, mut excused) = (Points::zero(), Points::zero());
    let (mut missing, mut with_data) = (Vec::new(), Vec::new());
    for (code, leaf) in leaves {
        maximum += &leaf.max_points;
        let assessment = assessments.get(&(unit, code));
        if assessment.is_some_and(|assessment| assessment.not_applicable) {
            excused += &leaf.max_points;
            continue;
        }
        let (points, sum) = match leaf.method {
            Method::Survey => (rate(code).map(|rate| percent_of(&leaf.max_points, &rate)), &mut survey),
            Method::SelfScored => (assessment.and_then(|given| given.appraised.clone()), &mut appraised),
        };
        match points {
            Some(points) => {
                *sum += &points;
                with_data.push((code, points));
            }
            None => missing.push(code),
        }
    }
    let asked = &maximum - &excused;
    let total = (missing.is_empty() && !asked.is_zero()).then(|| {
        &(&(&(&survey + &appraised) * &maximum) / &asked) + &adjustment(&campaign.adjustments, unit)
    });
    UnitPoints { survey, appraised, total, missing, leaves: with_data }
}

/// The share of a maximum.
pub(super) fn percent_of(maximum: &Points, rate: &Points) -> Points {
    &(maximum * rate) / &Points::whole(100)
}

/// Bonus less penalty points, all rows of the unit.
fn adjustment(rows: &[Adjustment], unit: &str) -> Points {
    let mut sum = Points::zero();
    for row in rows.iter().filter(|row| row.unit == unit) {
        match row.kind {
            AdjustmentKind::Bonus => sum += &row.points,
            AdjustmentKind::Penalty => sum += &-row.points.clone(),
        }
    }
    sum
}
