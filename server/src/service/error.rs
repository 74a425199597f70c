//! Why a use case refused.

use shared::problem::{Diagnostic, Problem};

use crate::store::StoreError;

/// What sort of refusal it is; the edge makes a status of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What was sent is not what it should be.
    Invalid,
    /// Not signed in.
    SignIn,
    /// Signed in, but not allowed.
    Forbidden,
    /// There is no such thing.
    Absent,
    /// It contradicts what is there.
    Conflict,
    /// It is larger than allowed.
    TooLarge,
}

/// Why a use case did not do it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// The caller can do something about it.
    #[error("{1}")]
    Refused(Kind, Problem),
    /// Of the many things that were sent these are wrong, and nothing was done.
    #[error("{} faults", .0.len())]
    Faults(Vec<Diagnostic>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Error {
    /// There is no campaign of that id, or not for this person.
    pub fn no_campaign(id: &str) -> Self {
        Self::Refused(Kind::Absent, Problem::new("campaign.absent").with("campaign", id))
    }

    /// What was sent is not what it should be.
    pub fn invalid(problem: Problem) -> Self {
        Self::Refused(Kind::Invalid, problem)
    }

    /// It contradicts what is there.
    pub fn conflict(problem: Problem) -> Self {
        Self::Refused(Kind::Conflict, problem)
    }
}
