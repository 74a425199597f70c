//! The order of screens: one question a screen, but for groups that belong together and for parts that judge units.

use std::collections::{BTreeMap, BTreeSet};

use crate::form::{Instance, Item, Kind, Question, Text, What};

/// The key of the last screen. No question has it: paths begin with a slash.
pub const REVIEW: &str = "review";

/// More options than this do not fit side by side; such questions come one unit at a time.
pub const MAX_SIDE_BY_SIDE: usize = 6;

/// The two ways to go through a part that judges several units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// All units for one question, then the next question.
    #[default]
    ByQuestion,
    /// All questions for one unit, then the next unit.
    ByUnit,
}

/// What a screen shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One question or note.
    One,
    /// A group of questions that belong together.
    Together,
    /// One question for every unit.
    Units,
    /// Every question for one unit.
    Unit,
    /// What is missing, and the end.
    Review,
}

/// A screen of an interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Names it, in the saved position too: the path of the question, group or unit, `/repeat/question` for [`Shape::Units`].
    pub key: String,
    /// What it shows.
    pub shape: Shape,
    /// The questions on it, in order.
    pub paths: Vec<String>,
    /// The nearest heading above it that has a text, its own for [`Shape::Together`]; empty where there is none.
    pub section: Text,
}

/// The screens of an interview as it stands, the review last.
pub fn lay_out(instance: &Instance, way: Way) -> Vec<Screen> {
    let items = instance.walk();
    let mut screens = Vec::with_capacity(items.len() + 1);
    let mut sections: Vec<(usize, &Text)> = Vec::new();
    let mut at = 0;
    while let Some(item) = items.get(at) {
        sections.retain(|(depth, _)| *depth < item.depth);
        let section = sections.last().map(|(_, label)| (*label).clone()).unwrap_or_default();
        let inside = &items[at + 1..end_of(&items, at)];
        match &item.what {
            What::Question(_) => {
                screens.push(Screen {
                    key: item.path.clone(),
                    shape: Shape::One,
                    paths: vec![item.path.clone()],
                    section,
                });
                at += 1;
                continue;
            }
            What::Group { appearance: Some(appearance), label } if is_together(appearance, inside) => {
                let paths = questions(inside);
                let section = if label.is_empty() { section } else { (*label).clone() };
                if !paths.is_empty() {
                    screens.push(Screen { key: item.path.clone(), shape: Shape::Together, paths, section });
                }
                at += 1 + inside.len();
                continue;
            }
            What::Repeat { label, .. } if units(inside) > 1 => {
                screens.extend(part(instance, item, label, inside, way));
                at += 1 + inside.len();
                continue;
            }
            What::Group { label, .. } | What::Repeat { label, .. } if !label.is_empty() => {
                sections.push((item.depth, label));
            }
            What::Group { .. } | What::Repeat { .. } | What::Unit { .. } => {}
        }
        at += 1;
    }
    screens.push(Screen {
        key: REVIEW.to_owned(),
        shape: Shape::Review,
        paths: Vec::new(),
        section: Text::new(),
    });
    screens
}

/// The screen to show for a saved position: its own, else the one that its question or unit is on now.
pub fn find(screens: &[Screen], position: &str) -> Option<usize> {
    let exact = screens.iter().position(|screen| screen.key == position);
    let holds = |wanted: &dyn Fn(&str) -> bool| {
        screens.iter().position(|screen| screen.paths.iter().any(|path| wanted(path)))
    };
    exact.or_else(|| holds(&|path| path == position)).or_else(|| {
        if position.ends_with(']') {
            return holds(&|path| path.strip_prefix(position).is_some_and(|rest| rest.starts_with('/')));
        }
        let (repeat, question) = position.rsplit_once('/').filter(|(repeat, _)| !repeat.is_empty())?;
        let repeat = repeat.split('[').next().unwrap_or(repeat);
        holds(&|path| {
            path.strip_prefix(repeat).is_some_and(|rest| rest.starts_with('['))
                && path.rsplit_once('/').is_some_and(|(_, name)| name == question)
        })
    })
}

fn part(
    instance: &Instance,
    repeat: &Item<'_>,
    section: &Text,
    inside: &[Item<'_>],
    way: Way,
) -> Vec<Screen> {
    if way == Way::ByUnit {
        let units = (0..inside.len()).filter(|at| matches!(inside[*at].what, What::Unit { .. }));
        let of_unit = units.map(|at| Screen {
            key: inside[at].path.clone(),
            shape: Shape::Unit,
            paths: questions(&inside[at + 1..end_of(inside, at)]),
            section: section.clone(),
        });
        return of_unit.filter(|screen| !screen.paths.is_empty()).collect();
    }
    // One pass, however many units and questions there are.
    let mut about = BTreeMap::<&str, (&Question, Vec<String>)>::new();
    for item in inside {
        if let What::Question(asked) = &item.what {
            let (_, paths) = about.entry(&asked.question.name).or_insert((asked.question, Vec::new()));
            paths.push(item.path.clone());
        }
    }
    let mut screens = Vec::new();
    for name in names(instance, repeat.path.trim_start_matches('/')) {
        let Some((question, paths)) = about.remove(name) else { continue };
        if fits_a_row(instance, question) {
            let key = format!("{}/{name}", repeat.path);
            screens.push(Screen { key, shape: Shape::Units, paths, section: section.clone() });
        } else {
            screens.extend(paths.into_iter().map(|path| Screen {
                key: path.clone(),
                shape: Shape::One,
                paths: vec![path],
                section: section.clone(),
            }));
        }
    }
    screens
}

/// Whether a question can be answered in one row under a unit's name.
fn fits_a_row(instance: &Instance, question: &Question) -> bool {
    match &question.kind {
        Kind::SelectOne(list) => {
            instance.definition().choices.get(list).is_some_and(|options| options.len() <= MAX_SIDE_BY_SIDE)
        }
        Kind::SelectMultiple(_) | Kind::Note => false,
        _ => true,
    }
}

/// Where what is inside an item ends.
fn end_of(items: &[Item<'_>], at: usize) -> usize {
    let depth = items[at].depth;
    (at + 1..items.len()).find(|next| items[*next].depth <= depth).unwrap_or(items.len())
}

fn is_together(appearance: &str, inside: &[Item<'_>]) -> bool {
    appearance.split_ascii_whitespace().any(|word| word == "field-list") && units(inside) == 0
}

fn units(inside: &[Item<'_>]) -> usize {
    inside.iter().filter(|item| matches!(item.what, What::Unit { .. })).count()
}

fn questions(items: &[Item<'_>]) -> Vec<String> {
    let questions = items.iter().filter(|item| matches!(item.what, What::Question(_)));
    questions.map(|item| item.path.clone()).collect()
}

/// The names of the questions of a repeat in the form's order, whichever of them are asked about which unit.
fn names<'a>(instance: &'a Instance, repeat: &str) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    let repeat = instance.definition().repeats().find(|it| it.name == repeat);
    let names = repeat.into_iter().flat_map(|repeat| repeat.questions()).map(|question| &question.name[..]);
    names.filter(|name| seen.insert(*name)).collect()
}
