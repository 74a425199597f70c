//! What would be if something else held: on a copy of the campaign, side by side with what is, and never published.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::campaign::{Campaign, Combine, DontKnow, Leaf};
use crate::index::{Appraisals, Assessment, Scheme, Tallies, score};
use crate::points::Points;
use crate::problem::Problem;
use crate::wire::UnitResult;

/// What is supposed. What it does not say stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Change {
    /// Weights of respondent groups, by code.
    pub weights: BTreeMap<String, Points>,
    /// How questions are combined.
    pub combine: Option<Combine>,
    /// What no opinion is worth.
    pub dont_know: Option<DontKnow>,
    /// A question with fewer counted answers is left out.
    pub min_answers: Option<u32>,
    /// The lowest totals of classes.
    pub bands: Vec<BandChange>,
    /// Domains, criteria or leaves that are left out: of all units, as if each were excused from them.
    pub without: Vec<LeftOut>,
}

/// A class with another lowest total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BandChange {
    /// The unit type.
    pub unit_type: String,
    /// The class.
    pub code: String,
    /// Its lowest total.
    pub min: Points,
}

/// A node of a framework that is left out, with all below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// The unit type.
    pub unit_type: String,
    /// The node.
    pub code: String,
}

/// A unit type, as it is and as it would be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// The unit type.
    pub unit_type: String,
    /// Its units, in the order of the units sheet.
    pub units: Vec<BesideUnit>,
}

/// A unit, as it is and as it would be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BesideUnit {
    /// The unit.
    pub unit: String,
    /// As it is.
    pub is: Standing,
    /// As it would be.
    pub would_be: Standing,
}

/// Where a unit stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Its total as shown.
    pub total: Option<String>,
    /// Its rank.
    pub rank: Option<u32>,
    /// Its class.
    pub class: Option<String>,
}

impl From<UnitResult> for Standing {
    fn from(UnitResult { total, rank, class, .. }: UnitResult) -> Self {
        Self { total, rank, class }
    }
}

/// What is and what would be. Refuses what names something that is not there.
pub fn what_if(
    campaign: &Campaign,
    tallies: &Tallies,
    assessments: &[Assessment],
    change: &Change,
) -> Result<Vec<Beside>, Problem> {
    let (supposed, given) = suppose(campaign, assessments, change)?;
    let table = |campaign: &Campaign, assessments: &[Assessment]| {
        let scheme = Scheme::of(campaign);
        score(campaign, &scheme, tallies, &Appraisals::of(campaign, &scheme, assessments))
    };
    let (now, then) = (table(campaign, assessments), table(&supposed, &given));
    let tables = now.into_iter().zip(then).map(|(now, then)| Beside {
        unit_type: now.unit_type,
        units: now
            .units
            .into_iter()
            .zip(then.units)
            .map(|(is, would_be)| BesideUnit {
                unit: is.unit.clone(),
                is: is.into(),
                would_be: would_be.into(),
            })
            .collect(),
    });
    Ok(tables.collect())
}

/// The copy.
fn suppose(
    campaign: &Campaign,
    assessments: &[Assessment],
    change: &Change,
) -> Result<(Campaign, Vec<Assessment>), Problem> {
    let mut supposed = campaign.clone();
    let settings = &mut supposed.settings;
    settings.combine = change.combine.unwrap_or(settings.combine);
    settings.dont_know = change.dont_know.unwrap_or(settings.dont_know);
    settings.min_answers = change.min_answers.unwrap_or(settings.min_answers);
    for (code, weight) in &change.weights {
        let about = |what: &str| Problem::new(what).with("group", code);
        let group = supposed.groups.iter_mut().find(|group| group.code == *code);
        let group = group.ok_or_else(|| about("what_if.group"))?;
        if weight.is_negative() {
            return Err(about("what_if.weight"));
        }
        group.weight = weight.clone();
    }
    for BandChange { unit_type, code, min } in &change.bands {
        let mut bands = supposed.bands.iter_mut();
        let band = bands.find(|band| band.unit_type == *unit_type && band.code == *code);
        let band =
            band.ok_or_else(|| Problem::new("what_if.band").with("unit_type", unit_type).with("code", code))?;
        band.min = min.clone();
    }
    let mut given = Vec::new();
    for LeftOut { unit_type, code } in &change.without {
        let leaves = below(campaign, unit_type, code);
        if leaves.is_empty() {
            return Err(Problem::new("what_if.criterion").with("unit_type", unit_type).with("code", code));
        }
        for unit in campaign.units_of(unit_type) {
            given.extend(leaves.iter().map(|(leaf, _)| Assessment {
                unit: unit.code.clone(),
                code: (*leaf).to_owned(),
                not_applicable: true,
                ..Assessment::default()
            }));
        }
    }
    // Of several lines about one leaf the first counts.
    given.extend_from_slice(assessments);
    Ok((supposed, given))
}

/// The leaves below a node, or the leaf itself.
fn below<'a>(campaign: &'a Campaign, unit_type: &'a str, code: &str) -> Vec<(&'a str, &'a Leaf)> {
    let is_below = |leaf: &str| leaf == code || leaf.strip_prefix(code).is_some_and(|it| it.starts_with('.'));
    let leaves = campaign.leaves_of(unit_type).map(|(node, leaf)| (&*node.code, leaf));
    leaves.filter(|(leaf, _)| is_below(leaf)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::index::example::{appraised, campaign, tallies};

    /// D1: leaf 1 by group 1 66 %, by group 2 50 %; leaf 2 all; 4 of 5 appraised: 1.08 + 3 + 4. D2: all of 1 and 2, 1 of 5.
    fn would_be(change: serde_json::Value) -> Result<[(Standing, Standing); 2], Problem> {
        let tallies = tallies(&[
            ("F1", "units/q1", "D1", [9, 5, 3, 1, 2]),
            ("F1", "units/q2", "D1", [8, 6, 4, 2, 0]),
            ("F2", "departments/r1", "D1", [1, 0, 0, 1, 0]),
            ("F2", "departments/r2", "D1", [1, 0, 0, 0, 0]),
            ("F1", "units/q1", "D2", [1, 0, 0, 0, 0]),
            ("F2", "departments/r2", "D2", [2, 0, 0, 0, 0]),
        ]);
        let given = [appraised("D1", "3", "4"), appraised("D2", "3", "1")];
        let found = what_if(&campaign(), &tallies, &given, &serde_json::from_value(change).unwrap())?;
        let [first, second] = [0, 1].map(|nth: usize| found[0].units[nth].clone());
        Ok([(first.is, first.would_be), (second.is, second.would_be)])
    }

    fn stands(total: &str, rank: u32, class: Option<&str>) -> Standing {
        Standing { total: Some(total.to_owned()), rank: Some(rank), class: class.map(str::to_owned) }
    }

    #[test]
    fn nothing_supposed_changes_nothing() {
        let [first, second] = would_be(json!({})).unwrap();
        assert_eq!(first, (stands("8.08", 1, Some("good")), stands("8.08", 1, Some("good"))));
        assert_eq!(second.0, stands("6.00", 2, None));
        assert_eq!(second.0, second.1);
    }

    #[test]
    fn each_thing_that_can_be_supposed_changes_what_hangs_on_it() {
        for (change, first, second) in [
            (json!({"weights": {"G2": "1"}}), stands("8.16", 1, Some("good")), stands("6.00", 2, None)),
            // (70 + 62 + 50) / 3 = 60.67 %
            (json!({"combine": "questions"}), stands("8.21", 1, Some("good")), stands("6.00", 2, None)),
            // 26 full answers of 40: 65 %
            (json!({"combine": "pooled"}), stands("8.30", 1, Some("good")), stands("6.00", 2, None)),
            // Group 1 says 62.5 %: (62.5 + 150) / 4 = 53.125 %
            (json!({"dont_know": "zero"}), stands("8.06", 1, Some("good")), stands("6.00", 2, None)),
            (
                json!({"bands": [{"unit_type": "department", "code": "fair", "min": "5"}]}),
                stands("8.08", 1, Some("good")),
                stands("6.00", 2, Some("fair")),
            ),
            // What was self-scored is left out: of the other 5 points 4.08 and 5, twice.
            (
                json!({"without": [{"unit_type": "department", "code": "3"}]}),
                stands("8.16", 2, Some("good")),
                stands("10.00", 1, Some("good")),
            ),
        ] {
            let found = would_be(change.clone()).unwrap();
            assert_eq!([&found[0].1, &found[1].1], [&first, &second], "{change}");
        }
        let found = would_be(json!({"min_answers": 2})).unwrap();
        assert_eq!(found[1].1, Standing { total: None, rank: None, class: None });
    }

    #[test]
    fn what_is_not_there_is_refused_by_name() {
        for (change, code) in [
            (json!({"weights": {"G9": "1"}}), "what_if.group"),
            (json!({"weights": {"G1": "-1"}}), "what_if.weight"),
            (json!({"bands": [{"unit_type": "district", "code": "good", "min": "1"}]}), "what_if.band"),
            (json!({"without": [{"unit_type": "department", "code": "9"}]}), "what_if.criterion"),
        ] {
            assert_eq!(would_be(change).unwrap_err().code, code);
        }
        assert!(serde_json::from_value::<Change>(json!({"weight": {}})).is_err());
    }
}
