//! The rules of the score, each by its own test; numbers that can be followed by hand.

use serde_json::json;

use super::*;
use crate::campaign::{Adjustment, AdjustmentKind, Combine, DontKnow};
use crate::form::Percent;
use crate::index::Assessment;
use crate::index::example::{appraised, campaign, excused, tallies};
use crate::wire::UnitResult;

/// F1 `q1`, `q2` and F2 `r1` feed leaf 1 (2.0 points), F2 `r2` feeds leaf 2 (3.0 points).
const Q1: (&str, &str, &str, [u64; 5]) = ("F1", "units/q1", "D1", [9, 5, 3, 1, 2]);
const Q2: (&str, &str, &str, [u64; 5]) = ("F1", "units/q2", "D1", [8, 6, 4, 2, 0]);
const R1: (&str, &str, &str, [u64; 5]) = ("F2", "departments/r1", "D1", [1, 0, 0, 1, 0]);
const R2: (&str, &str, &str, [u64; 5]) = ("F2", "departments/r2", "D1", [1, 0, 0, 0, 0]);

fn computed(campaign: &Campaign, tallies: &Tallies, assessments: &[Assessment]) -> Vec<IndexTable> {
    let scheme = Scheme::of(campaign);
    score(campaign, &scheme, tallies, &Appraisals::of(campaign, &scheme, assessments))
}

fn unit(campaign: &Campaign, tallies: &Tallies, assessments: &[Assessment], unit: &str) -> UnitResult {
    let tables = computed(campaign, tallies, assessments);
    let found = tables.into_iter().flat_map(|table| table.units).find(|result| result.unit == unit);
    found.unwrap()
}

/// The shown points of a leaf of D1, or nothing where it has no data.
fn leaf_of(campaign: &Campaign, tallies: &Tallies, code: &str) -> Option<String> {
    let result = unit(campaign, tallies, &[], "D1");
    result.leaves.into_iter().find(|(leaf, _)| leaf == code).map(|(_, points)| points)
}

fn leaf_1(campaign: &Campaign, tallies: &Tallies) -> Option<String> {
    leaf_of(campaign, tallies, "1")
}

fn with(combine: Combine, dont_know: DontKnow) -> Campaign {
    let mut campaign = campaign();
    campaign.settings.combine = combine;
    campaign.settings.dont_know = dont_know;
    campaign
}

#[test]
fn the_example_worked_by_hand_comes_out() {
    let tallies = tallies(&[Q1, Q2]);
    assert_eq!(leaf_1(&with(Combine::Groups, DontKnow::Exclude), &tallies).unwrap(), "1.32");
    assert_eq!(leaf_1(&with(Combine::Groups, DontKnow::Zero), &tallies).unwrap(), "1.25");
}

#[test]
fn groups_are_weighted_and_questions_within_a_group_are_not() {
    // (66 · 1 + 50 · 3) / 4 = 54 %
    assert_eq!(leaf_1(&with(Combine::Groups, DontKnow::Exclude), &tallies(&[Q1, Q2, R1])).unwrap(), "1.08");
}

#[test]
fn a_group_without_a_question_left_has_no_weight() {
    assert_eq!(leaf_1(&campaign(), &tallies(&[R1])).unwrap(), "1.00");
}

#[test]
fn groups_that_weigh_nothing_give_no_data() {
    let mut campaign = campaign();
    campaign.groups[0].weight = Points::zero();
    assert_eq!(leaf_1(&campaign, &tallies(&[Q1])), None);
    assert_eq!(leaf_1(&campaign, &tallies(&[Q1, R1])).unwrap(), "1.00");
}

#[test]
fn questions_count_alike_whatever_their_group() {
    // (70 + 62 + 50) / 3 %
    assert_eq!(
        leaf_1(&with(Combine::Questions, DontKnow::Exclude), &tallies(&[Q1, Q2, R1])).unwrap(),
        "1.21"
    );
}

#[test]
fn pooled_puts_all_answers_in_one_pot() {
    // (1260 + 1240 + 100) / (18 + 20 + 2) = 65 %
    assert_eq!(leaf_1(&with(Combine::Pooled, DontKnow::Exclude), &tallies(&[Q1, Q2, R1])).unwrap(), "1.30");
}

#[test]
fn a_question_with_too_few_counted_answers_is_left_out_before_anything_is_combined() {
    for (combine, without_r1) in
        [(Combine::Groups, "1.32"), (Combine::Questions, "1.32"), (Combine::Pooled, "1.32")]
    {
        let mut campaign = with(combine, DontKnow::Exclude);
        campaign.settings.min_answers = 3;
        assert_eq!(leaf_1(&campaign, &tallies(&[Q1, Q2, R1])).unwrap(), without_r1);
    }
}

#[test]
fn no_opinion_counts_towards_the_least_number_only_where_it_is_worth_zero() {
    let few = ("F1", "units/q1", "D1", [2, 0, 0, 0, 1]);
    for (dont_know, points) in [(DontKnow::Exclude, None), (DontKnow::Zero, Some("1.33"))] {
        let mut campaign = with(Combine::Groups, dont_know);
        campaign.settings.min_answers = 3;
        assert_eq!(leaf_1(&campaign, &tallies(&[few])).as_deref(), points);
    }
}

#[test]
fn only_no_opinion_is_no_data_or_nothing_at_all() {
    let silent = tallies(&[("F1", "units/q1", "D1", [0, 0, 0, 0, 7])]);
    assert_eq!(leaf_1(&with(Combine::Pooled, DontKnow::Exclude), &silent), None);
    assert_eq!(leaf_1(&with(Combine::Pooled, DontKnow::Zero), &silent).unwrap(), "0.00");
}

#[test]
fn a_question_over_one_unit_type_never_feeds_a_leaf_of_another() {
    // Leaf 1 exists for both types; a ballot accepted with a department among the districts gives it nothing.
    let tallies = tallies(&[
        ("F2", "districts/h1", "D1", [5, 0, 0, 0, 0]),
        ("F2", "districts/h1", "H1", [0, 5, 0, 0, 0]),
    ]);
    assert_eq!(leaf_1(&campaign(), &tallies), None);
    assert_eq!(unit(&campaign(), &tallies, &[], "H1").leaves, [("1".into(), "0.60".into())]);
}

#[test]
fn a_question_keeps_its_answers_over_the_versions_of_its_form() {
    let mut campaign = campaign();
    let mut second = campaign.definitions[0].clone();
    second.version = "2".into();
    second.choices.get_mut("scale").unwrap()[0].percent = Some(Percent::from(&Points::whole(80)));
    campaign.definitions.push(second);
    let mut both = tallies(&[("F1", "units/q1", "D1", [1, 0, 0, 0, 0])]);
    let ballot = json!({"units": [{"unit": "D1", "q1": "A"}]});
    for _ in 0..3 {
        both.add(&Scheme::of(&campaign).marks("F1", "2", ballot.as_object().unwrap()).unwrap());
    }
    // (100 + 3 · 80) / 4 = 85 %, one question of four answers
    campaign.settings.min_answers = 4;
    assert_eq!(leaf_1(&campaign, &both).unwrap(), "1.70");
}

#[test]
fn the_total_adds_survey_and_appraised_and_never_the_self_scored() {
    let mut given = appraised("D1", "3", "4.25");
    given.self_points = Some(Points::whole(5));
    let result = unit(&campaign(), &tallies(&[Q1, Q2, R2]), &[given], "D1");
    assert_eq!((result.survey.as_str(), result.appraised.as_str()), ("4.32", "4.25"));
    assert_eq!((result.total.as_deref(), result.total_exact.as_deref()), (Some("8.57"), Some("857/100")));
    assert_eq!((result.rank, result.class.as_deref()), (Some(1), Some("good")));
    assert_eq!(
        result.leaves,
        [("1", "1.32"), ("2", "3.00"), ("3", "4.25")].map(|(a, b)| (a.into(), b.into()))
    );
}

#[test]
fn a_leaf_without_data_makes_the_unit_incomplete_and_is_named() {
    let undecided = Assessment { appraised: None, ..appraised("D1", "3", "0") };
    let result = unit(&campaign(), &tallies(&[Q1]), &[undecided], "D1");
    assert_eq!(result.missing, ["2", "3"]);
    assert_eq!((result.total, result.total_exact, result.rank, result.class), (None, None, None, None));
    // The sums are plain sums of what is there.
    assert_eq!((result.survey.as_str(), result.appraised.as_str()), ("1.40", "0.00"));
}

#[test]
fn an_incomplete_unit_takes_no_rank_from_the_others() {
    let tables = computed(&campaign(), &tallies(&[Q1, Q2, R2]), &[appraised("D1", "3", "1")]);
    let ranks: Vec<_> = tables[0].units.iter().map(|result| (result.unit.as_str(), result.rank)).collect();
    assert_eq!(ranks, [("D1", Some(1)), ("D2", None)]);
}

#[test]
fn excused_leaves_leave_both_sides() {
    // Leaf 2 (3 of 10 points) is excused: (1.32 + 4.25) · 10 / 7; the plain sums are not scaled.
    let given = [appraised("D1", "3", "4.25"), excused("D1", "2")];
    let result = unit(&campaign(), &tallies(&[Q1, Q2, R2]), &given, "D1");
    assert_eq!((result.survey.as_str(), result.appraised.as_str()), ("1.32", "4.25"));
    assert_eq!(result.total_exact.as_deref(), Some("557/70"));
    assert_eq!(result.missing, [""; 0]);
    assert_eq!(result.leaves.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>(), ["1", "3"]);
}

#[test]
fn an_excused_self_leaf_leaves_with_its_points() {
    let mut given = excused("D1", "3");
    given.appraised = Some(Points::whole(5));
    let result = unit(&campaign(), &tallies(&[Q1, Q2, R2]), &[given], "D1");
    assert_eq!((result.appraised.as_str(), result.total_exact.as_deref()), ("0.00", Some("216/25")));
}

#[test]
fn a_unit_excused_from_everything_is_incomplete() {
    let given = ["1", "2", "3"].map(|code| excused("D1", code));
    let result = unit(&campaign(), &tallies(&[Q1, Q2, R2]), &given, "D1");
    assert_eq!((result.total, result.rank, result.missing.len(), result.leaves.len()), (None, None, 0, 0));
}

#[test]
fn bonus_and_penalty_come_after_scaling_and_nothing_is_cut() {
    let mut campaign = campaign();
    let row = |unit: &str, kind, points| Adjustment {
        unit: unit.to_owned(),
        kind,
        points: Points::whole(points),
        reason: String::new(),
    };
    campaign.adjustments = vec![row("D1", AdjustmentKind::Bonus, 3), row("D2", AdjustmentKind::Bonus, 1)];
    let (tallies, given) = (tallies(&[Q1, Q2, R2]), [appraised("D1", "3", "4.25"), excused("D1", "2")]);
    assert_eq!(unit(&campaign, &tallies, &given, "D1").total_exact.as_deref(), Some("767/70"));
    campaign
        .adjustments
        .extend([row("D1", AdjustmentKind::Penalty, 9), row("D1", AdjustmentKind::Penalty, 3)]);
    let result = unit(&campaign, &tallies, &given, "D1");
    assert_eq!((result.total.as_deref(), result.class, result.rank), (Some("-1.04"), None, Some(1)));
    assert_eq!(result.appraised, "4.25");
}

#[test]
fn rank_and_class_go_by_the_shown_total() {
    let mut campaign = campaign();
    campaign.settings.decimals = 0;
    let other = |row: (&'static str, &'static str, &str, [u64; 5])| (row.0, row.1, "D2", row.3);
    let tallies = tallies(&[Q1, Q2, R2, other(Q1), other(Q2), other(R2)]);
    // 4.32 + 3.25 = 7.57 and 4.32 + 3.5 = 7.82: both are shown as 8.
    let tables = computed(&campaign, &tallies, &[appraised("D1", "3", "3.25"), appraised("D2", "3", "3.5")]);
    for result in &tables[0].units {
        assert_eq!(
            (result.total.as_deref(), result.rank, result.class.as_deref()),
            (Some("8"), Some(1), Some("good"))
        );
    }
}

#[test]
fn of_two_assessments_of_one_leaf_the_first_counts() {
    let given = [appraised("D1", "3", "1"), appraised("D1", "3", "5")];
    assert_eq!(unit(&campaign(), &Tallies::default(), &given, "D1").appraised, "1.00");
}

#[test]
fn tables_and_units_keep_the_order_of_the_sheets() {
    let tables = computed(&campaign(), &Tallies::default(), &[]);
    let order: Vec<_> = tables
        .iter()
        .map(|t| (t.unit_type.as_str(), t.units.iter().map(|u| u.unit.as_str()).collect::<Vec<_>>()))
        .collect();
    assert_eq!(order, [("department", vec!["D1", "D2"]), ("district", vec!["H1"])]);
}
