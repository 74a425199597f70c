//! What a run says of units, on the small campaign of the index's tests.

use serde_json::json;
use uuid::Uuid;

use crate::ballot::{Answers, Decided, Digest, Status};
use crate::campaign::{Adjustment, AdjustmentKind, Campaign};
use crate::index::example::{appraised, campaign, excused};
use crate::index::{Appraisals, Assessment, ByType, Scheme, score};
use crate::points::Points;
use crate::run::{Ballots, Given, Ranks, Run, make};

/// A ballot: form, place, answers.
pub type Filled = (&'static str, String, Answers);

/// The run of these ballots.
pub fn run(campaign: &Campaign, ballots: &[Filled], assessments: &[Assessment]) -> Run {
    run_beside(campaign, ballots, assessments, None)
}

/// The same, beside last year's.
pub fn run_beside(
    campaign: &Campaign,
    filled: &[Filled],
    assessments: &[Assessment],
    previous: Option<&Run>,
) -> Run {
    let scheme = Scheme::of(campaign);
    let mut ballots = Ballots::of(campaign, &scheme);
    for (nth, (form, place, answers)) in filled.iter().enumerate() {
        let marks = scheme.marks(form, "1", answers);
        let text = serde_json::to_string(answers).unwrap();
        let (id, digest) = (Uuid::from_u128(nth as u128), Digest::of(text.as_bytes()));
        let status = Status::Valid;
        let given = Given { id, digest, status, decided: None, form, place, marks: marks.as_ref() };
        ballots.take(&given);
    }
    make(campaign, &scheme, ballots, assessments, &[], previous)
}

fn filled(form: &'static str, answers: serde_json::Value) -> Filled {
    (form, "058".to_owned(), answers.as_object().unwrap().clone())
}

/// D1 has 66 % from two of group 1 and 50 % from two of group 2 on leaf 1, and 80 % on leaf 2.
fn ballots() -> Vec<Filled> {
    vec![
        filled("F1", json!({"units": [{"unit": "D1", "q1": "A", "q2": "B"}, {"unit": "D2", "q1": "A"}]})),
        filled("F1", json!({"units": [{"unit": "D1", "q1": "C", "q2": "E"}]})),
        filled(
            "F2",
            json!({"departments": [{"unit": "D1", "r1": "A", "r2": "A"}, {"unit": "D2", "r2": "B"}]}),
        ),
        filled("F2", json!({"departments": [{"unit": "D1", "r1": "D", "r2": "B"}]})),
    ]
}

fn given() -> Vec<Assessment> {
    let mut own = appraised("D1", "3", "4");
    own.self_points = Some(Points::parse("4.5").unwrap());
    vec![own, appraised("D2", "3", "2")]
}

#[test]
fn a_run_has_the_results_of_the_score_and_says_what_they_are_made_of() {
    let campaign = campaign();
    let run = run(&campaign, &ballots(), &given());
    let scheme = Scheme::of(&campaign);
    let tallies = ballots().iter().map(|(form, _, answers)| scheme.marks(form, "1", answers).unwrap()).fold(
        crate::index::Tallies::default(),
        |mut all, marks| {
            all.add(&marks);
            all
        },
    );
    let laid_out = Appraisals::of(&campaign, &scheme, &given());
    assert_eq!(run.expected_json(), ByType(&score(&campaign, &scheme, &tallies, &laid_out)).to_text());

    let unit = &run.tables[0].units[0];
    // Leaf 1: ((60 + 60) / 2 · 1 + 50 · 3) / 4 = 52.5 % of 2; leaf 2: 80 % of 3.
    assert_eq!((&*unit.result.survey, unit.result.total.as_deref()), ("3.45", Some("7.45")));
    let leaf = &unit.survey[0];
    assert_eq!((leaf.rate.as_deref(), leaf.answers, leaf.respondents), (Some("52.50"), 5, 4));
    let groups: Vec<_> = leaf
        .groups
        .iter()
        .map(|of| (&*of.group, of.rate.as_deref().unwrap(), of.answers, of.respondents, of.questions.len()))
        .collect();
    assert_eq!(groups, [("G1", "60.00", 3, 2, 2), ("G2", "50.00", 2, 2, 1)]);
    let lost: Vec<_> = unit.lost.iter().map(|lost| (&*lost.code, &*lost.points)).collect();
    assert_eq!(lost, [("3", "1.00"), ("1", "0.95"), ("2", "0.60")]);
    let next = unit.next.as_ref().unwrap();
    assert_eq!((&*next.class, &*next.lacks, &*next.hold), ("good", "0.55", "2.55"));
    assert_eq!((&*unit.self_scored.claimed, &*unit.self_scored.appraised), ("4.50", "4.00"));
    let weakest: Vec<_> =
        run.tables[0].weakest.iter().map(|it| (&*it.code, it.units, &*it.percent)).collect();
    // Leaf 3: 6 of 10; leaf 2: 2.4 + 1.8 of 6; leaf 1: 1.05 + 2 of 4.
    assert_eq!(weakest, [("3", 2, "60.00"), ("2", 2, "70.00"), ("1", 2, "76.25")]);
    let classes: Vec<_> = run.tables[0].classes.iter().map(|it| (&*it.code, it.units)).collect();
    assert_eq!((classes, run.tables[0].without_class), (vec![("good", 0), ("fair", 1)], 1));
}

#[test]
fn a_run_is_the_same_in_any_order_of_its_inputs_and_another_when_one_of_them_is() {
    let campaign = campaign();
    let scheme = Scheme::of(&campaign);
    let text = |order: &[usize], assessments: &[Assessment], status: Status, decided: Option<&Decided>| {
        let all = self::ballots();
        let mut ballots = Ballots::of(&campaign, &scheme);
        for nth in order {
            let (form, place, answers) = &all[*nth];
            let marks = scheme.marks(form, "1", answers).filter(|_| *nth > 0 || status == Status::Valid);
            let (status, decided) = if *nth == 0 { (status, decided) } else { (Status::Valid, None) };
            let (id, digest) = (Uuid::from_u128(*nth as u128), Digest::of(&[0]));
            ballots.take(&Given { id, digest, status, decided, form, place, marks: marks.as_ref() });
        }
        make(&campaign, &scheme, ballots, assessments, &[], None).to_text()
    };
    let (given, mut other) = (given(), given());
    other.reverse();
    let first = text(&[0, 1, 2, 3], &given, Status::Valid, None);
    assert_eq!(text(&[3, 1, 0, 2], &other, Status::Valid, None), first);
    let decided =
        Decided { by: "an".into(), at: "2019-12-01T00:00:00Z".parse().unwrap(), reason: "gọi".into() };
    let mut more = given.clone();
    more[0].comment = "xem".into();
    for changed in [
        text(&[0, 1, 2], &given, Status::Valid, None),
        text(&[0, 1, 2, 3], &given, Status::Rejected, None),
        text(&[0, 1, 2, 3], &given, Status::Valid, Some(&decided)),
        text(&[0, 1, 2, 3], &more, Status::Valid, None),
    ] {
        assert_ne!(changed, first);
    }
    assert_eq!(serde_json::from_str::<Run>(&first).unwrap().to_text(), first);
}

#[test]
fn excused_leaves_bonus_and_penalty_and_what_is_missing_are_said() {
    let mut campaign = campaign();
    let row = |kind, points: &str| Adjustment {
        unit: "D1".into(),
        kind,
        points: Points::parse(points).unwrap(),
        reason: "x".into(),
    };
    campaign.adjustments = vec![row(AdjustmentKind::Bonus, "0.5"), row(AdjustmentKind::Penalty, "0.25")];
    let run = run(&campaign, &ballots(), &[excused("D1", "3")]);
    let [unit, other] = &run.tables[0].units[..] else { panic!() };
    // 3.45 of 5, times 10 / 5, and a quarter: 7.15. Each point of a leaf weighs two.
    assert_eq!((unit.result.total.as_deref(), &*unit.excused), (Some("7.15"), &["3".to_owned()][..]));
    let adjusted: Vec<_> = unit.adjustments.iter().map(|it| &*it.points).collect();
    assert_eq!(adjusted, ["+0.50", "-0.25"]);
    assert_eq!(unit.next.as_ref().map(|next| (&*next.lacks, &*next.hold)), Some(("0.85", "3.10")));
    assert_eq!((&other.result.missing[..], other.next.as_ref()), (&["3".to_owned()][..], None));
    assert_eq!((other.total_interval.as_ref(), other.ranks), (None, None));
    assert_eq!(unit.ranks, Some(Ranks { best: 1, worst: 1 }));
}

#[test]
fn an_interval_is_where_answers_differ_and_nowhere_else() {
    let campaign = campaign();
    let run = run(&campaign, &ballots(), &given());
    let [unit, other] = &run.tables[0].units[..] else { panic!() };
    let of = |leaf: &crate::run::SurveyLeaf| {
        let interval = leaf.interval.as_ref().unwrap();
        (interval.low.clone(), interval.high.clone())
    };
    // Of two ballots each draw takes one: group 1 says 80 % or 20 %, group 2 all or nothing on leaf 1.
    assert_eq!(of(&unit.survey[0]), ("0.10".to_owned(), "1.90".to_owned()));
    assert_eq!(of(&unit.survey[1]), ("1.80".to_owned(), "3.00".to_owned()));
    // Only one person judged D2 on each leaf: without that answer the real points stay.
    assert_eq!(of(&other.survey[0]), ("2.00".to_owned(), "2.00".to_owned()));
}

#[test]
fn an_earlier_version_of_a_form_is_an_input_only_where_something_is_counted_of_it() {
    let package = |campaign: &Campaign| run(campaign, &ballots(), &given()).inputs.package;
    let mut campaign = campaign();
    let first = package(&campaign);
    let mut before = campaign.definitions[0].clone();
    before.version = "0".into();
    campaign.definitions.push(before);
    assert_eq!(package(&campaign), first);
    // What was the present version is an earlier one now.
    campaign.definitions[0].version = "2".into();
    campaign.definitions[2].version = "1".into();
    let counted = package(&campaign);
    campaign.definitions.truncate(2);
    assert_ne!(package(&campaign), counted);
}

#[test]
fn a_run_of_an_earlier_program_does_not_tell_what_groups_weigh_and_stays_as_it_was() {
    let campaign = campaign();
    let mut run = run(&campaign, &ballots(), &given());
    let weights: Vec<_> = campaign.groups.iter().map(|group| group.weight.clone()).collect();
    assert_eq!(run.weights, weights);
    run.weights.clear();
    let text = run.to_text();
    assert!(!text.contains("\"weights\""));
    assert_eq!(serde_json::from_str::<crate::run::Run>(&text).unwrap().to_text(), text);
}
