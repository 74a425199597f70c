//! The points of one unit: its leaves, what is missing, and the total (rules 4 to 7).

use super::appraisals::Said;
use super::scheme::{Entry, Framework};
use crate::campaign::{Adjustment, AdjustmentKind, Method};
use crate::points::{Points, Sum};

/// What a unit has.
#[derive(Clone, Debug)]
pub struct UnitPoints<'a> {
    /// The sum of its survey leaves.
    pub survey: Sum,
    /// The sum of its appraised leaves.
    pub appraised: Sum,
    /// `None` while the unit is incomplete.
    pub total: Option<Points>,
    /// The leaves without data.
    pub missing: Vec<&'a str>,
    /// The points of each leaf of the framework that has data.
    pub leaves: Vec<Option<Sum>>,
    /// The leaves that it is excused from.
    pub excused: Vec<&'a str>,
    /// What leaves that count weigh more for those that do not: maximum / (maximum − excused).
    pub factor: Points,
}

/// Adds up a unit. `survey` gives the points of a survey leaf, by its number too, where there are answers.
pub(super) fn add_up<'a>(
    framework: &'a Framework,
    adjustments: &[Adjustment],
    unit: &str,
    given: &[Option<Said>],
    mut survey: impl FnMut(usize, &Entry) -> Option<Sum>,
) -> UnitPoints<'a> {
    let mut points = UnitPoints {
        survey: Sum::default(),
        appraised: Sum::default(),
        total: None,
        missing: Vec::new(),
        leaves: Vec::with_capacity(framework.leaves.len()),
        excused: Vec::new(),
        factor: Points::whole(1),
    };
    let mut excused = Points::zero();
    for (nth, leaf) in framework.leaves.iter().enumerate() {
        let said = given.get(nth).and_then(Option::as_ref);
        if said.is_some_and(|said| said.not_applicable) {
            excused += &leaf.max_points;
            points.excused.push(&leaf.code);
            points.leaves.push(None);
            continue;
        }
        let (own, sum) = match leaf.method {
            Method::Survey => (survey(nth, leaf), &mut points.survey),
            Method::SelfScored => (said.and_then(|said| said.appraised.clone()), &mut points.appraised),
        };
        match &own {
            Some(own) => sum.add_all(own),
            None => points.missing.push(&leaf.code),
        }
        points.leaves.push(own);
    }
    let asked = &framework.maximum - &excused;
    if !excused.is_zero() && !asked.is_zero() {
        points.factor = &framework.maximum / &asked;
    }
    if points.missing.is_empty() && !asked.is_zero() {
        let mut all = points.survey.clone();
        all.add_all(&points.appraised);
        if !excused.is_zero() {
            all = all.times(&points.factor);
        }
        adjust(&mut all, adjustments, unit);
        points.total = Some(all.exact());
    }
    points
}

/// Bonus less penalty points, all rows of the unit.
fn adjust(total: &mut Sum, rows: &[Adjustment], unit: &str) {
    for row in rows.iter().filter(|row| row.unit == unit) {
        match row.kind {
            AdjustmentKind::Bonus => total.add_points(&row.points),
            AdjustmentKind::Penalty => total.add_points(&-row.points.clone()),
        }
    }
}
