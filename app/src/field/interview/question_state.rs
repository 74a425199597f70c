//! How a question stands: what the jump list shows, and what keeps an interview from being finished.

use shared::form::{Asked, Defect};

/// How a question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuestionState {
    /// Other answers make it pointless.
    NotAsked,
    /// Answered, or a note.
    Answered,
    /// Not answered, and it need not be.
    Open,
    /// Not answered, and it must be.
    Missing,
    /// The answer is not possible.
    Wrong,
}

impl QuestionState {
    /// How a relevant question stands.
    pub fn of(asked: &Asked<'_>) -> Self {
        match asked.defect {
            Some(Defect::Required) => Self::Missing,
            Some(Defect::Type | Defect::Constraint) => Self::Wrong,
            None if asked.open && asked.value.is_empty() => Self::Open,
            None => Self::Answered,
        }
    }

    /// Whether it keeps the interview from being finished.
    pub fn is_fault(self) -> bool {
        matches!(self, Self::Missing | Self::Wrong)
    }

    /// The word for it in attributes and message keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotAsked => "not-asked",
            Self::Answered => "answered",
            Self::Open => "open",
            Self::Missing => "missing",
            Self::Wrong => "wrong",
        }
    }
}
