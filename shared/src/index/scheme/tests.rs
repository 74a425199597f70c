//! The score as the rules say it, word for word and by exact points alone: what the compiled one must equal to the digit, on
//! random campaigns and ballots.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::campaign::{Adjustment, AdjustmentKind, Combine, DontKnow, Leaf};
use crate::form::Percent;
use crate::index::example::{self, appraised, excused};
use crate::index::judged::{Judged, judged};
use crate::index::{Appraisals, Assessment, Tallies, score, survey};

/// A ballot: form, version, answers.
pub type Given = (String, String, Answers);

/// Whether the ballot chose the option, how often, on this question for this unit.
fn chosen(answers: &Answers, judged: &Judged, unit: &str, option: &str) -> u64 {
    let instances = answers.get(judged.repeat).and_then(Value::as_array).into_iter().flatten();
    let about = instances.filter(|instance| instance["unit"] == unit);
    let given = about.map(|instance| match &instance[&judged.question.name] {
        Value::Array(several) => several.iter().filter(|one| *one == option).count() as u64,
        one => u64::from(*one == option),
    });
    given.sum()
}

/// What each question that feeds a leaf says of a unit: its group, Σ percent · answers, Σ answers.
fn shares(
    campaign: &Campaign,
    ballots: &[Given],
    leaf: &str,
    of_type: &str,
    unit: &str,
) -> Vec<(String, Points, u64)> {
    let mut shares: Vec<(String, (String, Points, u64))> = Vec::new();
    for form in &campaign.forms {
        for definition in campaign.definitions.iter().filter(|it| it.id == form.form) {
            for judged in judged(definition) {
                if judged.target.unit_type != of_type || !judged.question.criteria.iter().any(|c| c == leaf) {
                    continue;
                }
                let path = format!("{} {}/{}", form.form, judged.repeat, judged.question.name);
                if shares.iter().all(|(known, _)| *known != path) {
                    shares.push((path.clone(), (form.group.clone(), Points::zero(), 0)));
                }
                let (_, share) = shares.iter_mut().find(|(known, _)| *known == path).unwrap();
                let own =
                    || ballots.iter().filter(|(f, v, _)| *f == definition.id && *v == definition.version);
                for choice in judged.choices {
                    let n: u64 =
                        own().map(|(_, _, answers)| chosen(answers, &judged, unit, &choice.name)).sum();
                    let percent = match (&choice.percent, campaign.settings.dont_know) {
                        (Some(percent), _) => percent.points(),
                        (None, DontKnow::Zero) => Points::zero(),
                        (None, DontKnow::Exclude) => continue,
                    };
                    share.1 += &(&percent * &Points::count(n));
                    share.2 += n;
                }
            }
        }
    }
    let enough = |answers: u64| answers > 0 && answers >= u64::from(campaign.settings.min_answers);
    shares.into_iter().map(|(_, share)| share).filter(|(_, _, answers)| enough(*answers)).collect()
}

fn mean(rates: &[Points]) -> Option<Points> {
    let sum: Points = rates.iter().cloned().sum();
    (!rates.is_empty()).then(|| &sum / &Points::count(rates.len() as u64))
}

/// The rate of a leaf in percent.
fn rate(campaign: &Campaign, shares: &[(String, Points, u64)]) -> Option<Points> {
    let rates = |of: Option<&str>| -> Vec<Points> {
        let own = shares.iter().filter(|(group, _, _)| of.is_none_or(|of| of == group));
        own.map(|(_, worth, answers)| worth / &Points::count(*answers)).collect()
    };
    match campaign.settings.combine {
        Combine::Questions => mean(&rates(None)),
        Combine::Pooled => {
            let answers = shares.iter().map(|(_, _, answers)| answers).sum::<u64>();
            let worth: Points = shares.iter().map(|(_, worth, _)| worth.clone()).sum();
            (answers > 0).then(|| &worth / &Points::count(answers))
        }
        Combine::Groups => {
            let (mut sum, mut weights) = (Points::zero(), Points::zero());
            for group in &campaign.groups {
                if let Some(mean) = mean(&rates(Some(&group.code))) {
                    sum += &(&mean * &group.weight);
                    weights += &group.weight;
                }
            }
            (!weights.is_zero()).then(|| &sum / &weights)
        }
    }
}

/// Of one unit: survey, appraised, total exactly, and its leaves, as shown.
type Expected = (String, String, Option<String>, BTreeMap<String, String>);

fn expected(
    campaign: &Campaign,
    ballots: &[Given],
    given: &[Assessment],
    of_type: &str,
    unit: &str,
) -> Expected {
    let [mut surveyed, mut granted, mut maximum, mut excused] = [(); 4].map(|()| Points::zero());
    let (mut complete, mut leaves) = (true, BTreeMap::new());
    for (node, leaf) in campaign.leaves_of(of_type) {
        maximum += &leaf.max_points;
        let own = given.iter().find(|given| given.unit == unit && given.code == node.code);
        if own.is_some_and(|own| own.not_applicable) {
            excused += &leaf.max_points;
            continue;
        }
        let points = points(campaign, ballots, leaf, own, &node.code, of_type, unit);
        complete &= points.is_some();
        if let Some(points) = points {
            *(if leaf.method == Method::Survey { &mut surveyed } else { &mut granted }) += &points;
            leaves.insert(node.code.clone(), points.shown(campaign.settings.decimals));
        }
    }
    let asked = &maximum - &excused;
    let total = (complete && !asked.is_zero()).then(|| {
        let all = &(&(&surveyed + &granted) * &maximum) / &asked;
        let own = campaign.adjustments.iter().filter(|row| row.unit == unit);
        own.fold(all, |all, row| match row.kind {
            AdjustmentKind::Bonus => &all + &row.points,
            AdjustmentKind::Penalty => &all - &row.points,
        })
    });
    let shown = |points: &Points| points.shown(campaign.settings.decimals);
    (shown(&surveyed), shown(&granted), total.map(|total| total.exact()), leaves)
}

fn points(
    campaign: &Campaign,
    ballots: &[Given],
    leaf: &Leaf,
    own: Option<&Assessment>,
    code: &str,
    of_type: &str,
    unit: &str,
) -> Option<Points> {
    match leaf.method {
        Method::SelfScored => own?.appraised.clone(),
        Method::Survey => {
            let rate = rate(campaign, &shares(campaign, ballots, code, of_type, unit))?;
            Some(&(&leaf.max_points * &rate) / &Points::whole(100))
        }
    }
}

/// Some fit machine integers together, some do not.
fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => (0..=100u32).prop_map(|n| n.to_string()),
        4 => (0..=1000u32).prop_map(|n| format!("{}.{}", n / 10, n % 10)),
        1 => Just("1/3".to_owned()),
        1 => Just("33.333333333333".to_owned()),
        1 => "9\\.[0-9]{25}1",
    ]
}

/// Random ones.
pub fn campaigns() -> impl Strategy<Value = Campaign> {
    let combine = prop::sample::select(vec![Combine::Groups, Combine::Questions, Combine::Pooled]);
    let dont_know = prop::sample::select(vec![DontKnow::Exclude, DontKnow::Zero]);
    let numbers = prop::collection::vec(number(), 20);
    (combine, dont_know, 0..3u32, 0..4u32, numbers, any::<bool>()).prop_map(
        |(combine, dont_know, min_answers, decimals, numbers, weightless)| {
            let mut campaign = example::campaign();
            let mut numbers = numbers.iter().map(|text| Points::parse(text).unwrap());
            let settings = &mut campaign.settings;
            (settings.combine, settings.dont_know) = (combine, dont_know);
            (settings.min_answers, settings.decimals) = (min_answers, decimals);
            // A later version, in which an option is gone and the others are worth something else.
            let mut later = campaign.definitions[0].clone();
            later.version = "2".to_owned();
            later.choices.get_mut("scale").unwrap().remove(1);
            for choice in later.choices.get_mut("scale").unwrap().iter_mut().filter(|it| it.percent.is_some())
            {
                choice.percent = numbers.next().as_ref().map(Percent::from);
            }
            for definition in &mut campaign.definitions {
                definition.choices.get_mut("scale").unwrap()[1].percent =
                    numbers.next().as_ref().map(Percent::from);
            }
            campaign.definitions.push(later);
            campaign.groups.iter_mut().for_each(|group| group.weight = numbers.next().unwrap());
            if weightless {
                campaign.groups[0].weight = Points::zero();
            }
            for node in &mut campaign.criteria {
                node.leaf.iter_mut().for_each(|leaf| leaf.max_points = numbers.next().unwrap());
            }
            campaign.adjustments = vec![Adjustment {
                unit: "D1".into(),
                kind: AdjustmentKind::Penalty,
                points: numbers.next().unwrap(),
                reason: String::new(),
            }];
            campaign
        },
    )
}

/// Random ones.
pub fn ballots() -> impl Strategy<Value = Vec<Given>> {
    let option = || prop::sample::select(vec!["A", "A", "B", "C", "D", "E", "Z", ""]);
    let unit = prop::sample::select(vec!["D1", "D1", "D2", "H1", "X"]);
    let form = prop::sample::select(vec![("F1", "1"), ("F1", "2"), ("F2", "1")]);
    let ballot = (form, prop::collection::vec((unit, option(), option(), option()), 1..4));
    let ballot = ballot.prop_map(|((form, version), instances)| {
        let about = |(unit, a, b, c): &(&str, &str, &str, &str)| {
            json!({"unit": unit, "q1": a, "q2": [b, c], "r1": b, "r2": a, "h1": c})
        };
        let about: Value = instances.iter().map(about).collect();
        let answers = json!({"units": about, "departments": about, "districts": about});
        (form.to_owned(), version.to_owned(), answers.as_object().unwrap().clone())
    });
    prop::collection::vec(ballot, 0..30)
}

/// Random ones.
pub fn assessments() -> impl Strategy<Value = Vec<Assessment>> {
    let decision = prop_oneof![2 => "[01]\\.[0-9]{2}".prop_map(Some), 1 => Just(None)];
    prop::collection::vec((decision, prop::sample::select(vec!["1", "3", "3"])), 3).prop_map(|decisions| {
        let own =
            ["D1", "D2", "H1"].into_iter().zip(decisions).map(|(unit, (decision, code))| match decision {
                Some(points) => appraised(unit, "3", &points),
                None => excused(unit, code),
            });
        own.collect()
    })
}

proptest! {
    #[test]
    fn the_compiled_score_equals_the_rules_to_the_digit(
        campaign in campaigns(), ballots in ballots(), given in assessments(),
    ) {
        let scheme = Scheme::of(&campaign);
        let mut tallies = Tallies::default();
        for (form, version, answers) in &ballots {
            tallies.add(&scheme.marks(form, version, answers).unwrap());
        }
        let surveyed = survey(&campaign, &scheme, &tallies);
        let laid_out = Appraisals::of(&campaign, &scheme, &given);
        for (table, surveyed) in score(&campaign, &scheme, &tallies, &laid_out).iter().zip(&surveyed) {
            for (unit, row) in table.units.iter().zip(&surveyed.units) {
                let (s, a, total, leaves) = expected(&campaign, &ballots, &given, &table.unit_type, &unit.unit);
                prop_assert_eq!((&unit.survey, &unit.appraised, &unit.total_exact), (&s, &a, &total));
                let total = total.map(|exact| Points::parse(&exact).unwrap().shown(campaign.settings.decimals));
                prop_assert_eq!(&unit.total, &total);
                prop_assert_eq!(unit.leaves.iter().cloned().collect::<BTreeMap<_, _>>(), leaves);
                for (code, cell) in surveyed.leaves.iter().zip(&row.cells) {
                    let shares = shares(&campaign, &ballots, code, &table.unit_type, &unit.unit);
                    let rate = rate(&campaign, &shares);
                    prop_assert_eq!(&cell.rate, &rate.map(|rate| rate.shown(2)));
                    prop_assert_eq!(cell.answers, shares.iter().map(|(_, _, answers)| answers).sum::<u64>());
                    let shown: Vec<_> = cell.questions.iter().filter_map(|it| it.rate.clone()).collect();
                    let rates = shares.iter().map(|(_, worth, n)| (worth / &Points::count(*n)).shown(2));
                    prop_assert_eq!(shown, rates.collect::<Vec<_>>());
                }
            }
        }
    }
}
