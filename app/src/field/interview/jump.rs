//! The jump list: every question of the form, how it stands, and the screen that it is on.

use std::collections::BTreeMap;

use shared::form::{Kind, Node, Question, Text, UNIT};
use shared::interview::{Screen, Shape};

use super::course::Course;
use super::question_state::QuestionState;

/// An entry of the jump list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// A heading of the form.
    Section {
        /// Its text.
        label: Text,
    },
    /// A question, or one unit's questions.
    Entry {
        /// The screen; absent where the question is not asked.
        key: Option<String>,
        /// The question's text; empty for a unit.
        label: Text,
        /// The unit's code, where it is about one.
        unit: Option<String>,
        /// The worst of the questions on it.
        standing: QuestionState,
        /// Questions answered on the screen.
        answered: usize,
        /// Questions on the screen that are missing or wrong.
        faults: usize,
        /// Questions on the screen.
        asked: usize,
    },
}

impl Stop {
    /// A question that is not asked.
    fn not_asked(label: Text) -> Self {
        Self::Entry {
            key: None,
            label,
            unit: None,
            standing: QuestionState::NotAsked,
            answered: 0,
            faults: 0,
            asked: 0,
        }
    }

    /// How it stands; a heading like a question that is not asked.
    pub fn standing(&self) -> QuestionState {
        match self {
            Self::Section { .. } => QuestionState::NotAsked,
            Self::Entry { standing, .. } => *standing,
        }
    }
}

/// The jump list of an interview as it stands.
pub fn stops(course: &Course) -> Vec<Stop> {
    let mut stops = Vec::new();
    let mut last = None;
    let skipped = skipped(course);
    let mut pending = skipped.iter().peekable();
    for screen in course.screens() {
        let rank = screen.paths.first().map_or(usize::MAX, |path| rank(course, path));
        while let Some((_, stop)) = pending.next_if(|(at, _)| **at < rank) {
            stops.push(stop.clone());
        }
        // Notes are no questions: nobody jumps to them.
        if !screen.paths.iter().any(|path| course.asked(path).is_some_and(|asked| asked.open)) {
            continue;
        }
        if screen.shape != Shape::Together {
            if !screen.section.is_empty() && last != Some(&screen.section) {
                stops.push(Stop::Section { label: screen.section.clone() });
            }
            last = Some(&screen.section);
        }
        stops.push(place(course, screen));
    }
    stops
}

fn place(course: &Course, screen: &Screen) -> Stop {
    let first = screen.paths.first().and_then(|path| course.asked(path));
    let unit = first.as_ref().and_then(|asked| asked.unit).map(str::to_owned);
    let question = first.map(|asked| asked.question.label.clone()).unwrap_or_default();
    let (label, unit) = match screen.shape {
        Shape::Units => (question, None),
        Shape::Unit => (Text::new(), unit),
        Shape::Together if !screen.section.is_empty() => (screen.section.clone(), unit),
        Shape::One | Shape::Together | Shape::Review => (question, unit),
    };
    Stop::Entry {
        key: Some(screen.key.clone()),
        label,
        unit,
        standing: screen
            .paths
            .iter()
            .map(|path| course.standing(path))
            .max()
            .unwrap_or(QuestionState::Answered),
        answered: screen.paths.iter().filter(|path| course.is_answered(path)).count(),
        faults: screen.paths.iter().filter(|path| course.standing(path).is_fault()).count(),
        asked: screen.paths.len(),
    }
}

/// Questions that are not asked now, by their place in the form. A whole part counts as one.
fn skipped(course: &Course) -> BTreeMap<usize, Stop> {
    let nodes = course.definition().flat().into_iter().enumerate();
    let shown = nodes.filter(|(_, node)| !matches!(node, Node::Question(question) if !is_shown(question)));
    let skipped = shown.filter(|(_, node)| course.item(&format!("/{}", node.name())).is_none());
    shared::filled::map(skipped.map(|(at, node)| (at, Stop::not_asked(node.label().clone()))))
}

/// The place in the form of a question outside repeats, or of the repeat that it is in.
fn rank(course: &Course, path: &str) -> usize {
    let name = path.trim_start_matches('/').split(['[', '/']).next().unwrap_or_default();
    course.definition().flat().iter().position(|node| node.name() == name).unwrap_or(usize::MAX)
}

fn is_shown(question: &Question) -> bool {
    !matches!(
        question.kind,
        Kind::Calculate
            | Kind::Start
            | Kind::End
            | Kind::Today
            | Kind::DeviceId
            | Kind::Username
            | Kind::Note
    ) && question.name != UNIT
}
