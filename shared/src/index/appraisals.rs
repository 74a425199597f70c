//! What appraisers gave, laid out as scoring asks for it: by unit, then by the number of the leaf in its framework.

use std::collections::HashMap;

use super::Assessment;
use super::scheme::{Framework, Scheme};
use crate::campaign::Campaign;
use crate::points::Sum;

/// What appraisers gave. It holds for one campaign, and is made when something is said, not with each ballot.
#[derive(Clone, Debug, Default)]
pub struct Appraisals(HashMap<String, Vec<Option<Said>>>);

/// What was said of a leaf of a unit.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// The unit is excused from it.
    pub not_applicable: bool,
    /// What was given; `None` while undecided.
    pub appraised: Option<Sum>,
}

impl Appraisals {
    /// Lays assessments out. Of several of one leaf the first counts; what is of no unit or leaf of the campaign is left out.
    pub fn of(campaign: &Campaign, scheme: &Scheme, assessments: &[Assessment]) -> Self {
        let numbers = |framework: &Framework| {
            let leaves = framework.leaves.iter().enumerate();
            leaves.map(|(nth, leaf)| (leaf.code.clone(), nth)).collect::<HashMap<_, _>>()
        };
        let numbers: HashMap<&str, _> =
            scheme.frameworks.iter().map(|it| (&*it.unit_type, numbers(it))).collect();
        let types: HashMap<&str, &str> =
            campaign.units.iter().map(|unit| (&*unit.code, &*unit.unit_type)).collect();
        let mut by_unit = HashMap::<String, Vec<Option<Said>>>::new();
        for assessment in assessments {
            let leaves = types.get(&*assessment.unit).and_then(|unit_type| numbers.get(unit_type));
            let Some((leaves, nth)) = leaves.and_then(|it| Some((it, *it.get(&assessment.code)?))) else {
                continue;
            };
            let of_unit = by_unit.entry(assessment.unit.clone()).or_insert_with(|| vec![None; leaves.len()]);
            of_unit[nth].get_or_insert_with(|| Said {
                not_applicable: assessment.not_applicable,
                appraised: assessment.appraised.as_ref().map(Sum::from),
            });
        }
        Self(by_unit)
    }

    /// What was said of each leaf of a unit; empty where nothing was.
    pub(super) fn of_unit(&self, unit: &str) -> &[Option<Said>] {
        self.0.get(unit).map_or(&[], Vec::as_slice)
    }
}
