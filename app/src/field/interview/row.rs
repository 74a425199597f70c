//! What is drawn of one question: plain data, so that only a question that has become another is drawn again.

use shared::form::Asked;

use super::course::Course;
use super::ledger::Keeping;
use super::question_state::QuestionState;

/// A question as it stands on its screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The answer as XForms text; empty where there is none.
    pub value: String,
    /// Whether an answer is required.
    pub required: bool,
    /// Whether the screen says what is wrong with the answer, or that there is none.
    pub told: bool,
    /// Where the answer is; absent while none was given, and where a wrong one is kept: "saved" beside what is wrong with it
    /// would read as if it were right.
    pub keeping: Option<Keeping>,
}

impl Course {
    /// What is drawn of the question at a path, while it is relevant.
    pub fn row(&self, path: &str) -> Option<Row> {
        let asked = self.asked(path)?;
        let told = self.is_said(&asked);
        let keeping = self.keeping(path).filter(|keeping| !told || **keeping != Keeping::Saved);
        Some(Row { value: asked.value.to_owned(), required: asked.required, told, keeping: keeping.cloned() })
    }

    /// What is impossible is said at once; what is missing when the person wants to go on.
    fn is_said(&self, asked: &Asked<'_>) -> bool {
        match QuestionState::of(asked) {
            QuestionState::Wrong => true,
            QuestionState::Missing => self.is_told(),
            _ => false,
        }
    }
}
