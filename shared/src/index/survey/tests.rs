//! Every number of the survey shows what it is made of.

use serde_json::json;

use super::*;
use crate::index::example::{campaign, tallies};

#[test]
fn a_cell_shows_points_rate_answers_and_each_question() {
    let mut campaign = campaign();
    campaign.settings.min_answers = 3;
    let tallies = tallies(&[
        ("F1", "units/q1", "D1", [9, 5, 3, 1, 2]),
        ("F1", "units/q2", "D1", [8, 6, 4, 2, 0]),
        ("F2", "departments/r1", "D1", [1, 0, 0, 1, 4]),
    ]);
    let tables = survey(&campaign, &Scheme::of(&campaign), &tallies);
    assert_eq!((tables[0].unit_type.as_str(), tables[0].leaves.join(" ")), ("department", "1 2".to_owned()));
    let cell = &tables[0].units[0].cells[0];
    assert_eq!(
        (cell.points.as_deref(), cell.rate.as_deref(), cell.answers),
        (Some("1.32"), Some("66.00"), 38)
    );
    let questions: Vec<_> = cell
        .questions
        .iter()
        .map(|q| (&*q.form, &*q.question, &*q.group, q.answers, q.rate.as_deref()))
        .collect();
    let expected = [
        ("F1", "q1", "G1", 18, Some("70.00")),
        ("F1", "q2", "G1", 20, Some("62.00")),
        ("F2", "r1", "G2", 2, None),
    ];
    assert_eq!(questions, expected);
    let options =
        [("A", 9), ("B", 5), ("C", 3), ("D", 1), ("E", 2)].map(|(option, n)| (option.to_owned(), n));
    assert_eq!(cell.questions[0].options, options.into());
}

#[test]
fn a_cell_without_answers_has_no_points_and_every_option_with_zero() {
    let campaign = campaign();
    let cell = &survey(&campaign, &Scheme::of(&campaign), &Tallies::default())[1].units[0].cells[0];
    assert_eq!((&cell.points, &cell.rate, cell.answers), (&None, &None, 0));
    assert_eq!(cell.questions[0].options.values().collect::<Vec<_>>(), [&0; 5]);
}

#[test]
fn options_add_up_over_the_versions_of_a_form() {
    let mut campaign = campaign();
    let mut second = campaign.definitions[0].clone();
    second.version = "2".into();
    second.choices.get_mut("scale").unwrap().truncate(1);
    campaign.definitions.push(second);
    let scheme = Scheme::of(&campaign);
    let mut both = tallies(&[("F1", "units/q1", "D1", [1, 2, 0, 0, 0])]);
    let ballot = json!({"units": [{"unit": "D1", "q1": "A"}, {"unit": "D1", "q1": "B"}]});
    both.add(&scheme.marks("F1", "2", ballot.as_object().unwrap()).unwrap());
    let question = &survey(&campaign, &scheme, &both)[0].units[0].cells[0].questions[0];
    assert_eq!((question.options["A"], question.options["B"], question.answers), (2, 2, 4));
}
