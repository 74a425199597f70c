//! What an answer changes in its own row alone, and what beyond it.

use super::super::row::Row;
use super::*;

/// What is drawn of the questions on the screen.
fn rows(course: &Course) -> Vec<Row> {
    course.screen().paths.iter().filter_map(|path| course.row(path)).collect()
}

#[test]
fn an_answer_draws_one_row_again_however_many_units_there_are() {
    for units in [19, 92] {
        let mut course = judging(units, 3, Way::ByQuestion);
        let mut drawn = Vec::new();
        let mut changed = |course: &Course, before: &[Row]| {
            let after = rows(course);
            drawn.push(before.iter().zip(&after).filter(|(before, after)| before != after).count());
            after
        };
        let before = rows(&course);
        assert_eq!(before.len(), units);
        let write = course.answer("/districts[U07]/Q1", "B").expect("an answer").expect("a change");
        assert!(course.is_apart());
        let tapped = changed(&course, &before);
        course.confirm(&write);
        assert!(course.is_apart());
        let saved = changed(&course, &tapped);
        course.answer("/districts[U11]/Q1", "C").expect("an answer");
        changed(&course, &saved);
        assert_eq!(drawn, [1, 1, 1], "{units} units");
    }
}

#[test]
fn what_an_answer_changes_beyond_its_row_is_not_left_as_it_was() {
    let mut nodes = all();
    nodes[0]["nodes"][1]["required"] = json!("${sex} = 'f'");
    let mut course = begin(&nodes, Way::ByQuestion);
    let write = course.answer("/sex", "m").expect("an answer").expect("a change");
    assert!(course.is_apart(), "no other question stands otherwise");
    assert_eq!(course.ask(Step::Next), Outcome::Held);
    course.confirm(&write);
    assert!(!course.is_apart(), "a step waited");
    let write = course.answer("/sex", "f").expect("an answer").expect("a change");
    assert!(!course.is_apart(), "another question is required now");
    course.lose(&write, Problem::new("store.full"));
    let write = course.retry().remove(0);
    course.lose(&write, Problem::new("store.full"));
    course.answer("/sex", "f").expect("an answer").expect("a change");
    assert!(!course.is_apart(), "what was lost is said above");
    let mut told = begin(&all(), Way::ByQuestion);
    assert_eq!(told.ask(Step::Next), Outcome::Told);
    answer(&mut told, "/sex", "m");
    assert!(!told.is_apart(), "the way on is no longer a way past what is missing");
}
