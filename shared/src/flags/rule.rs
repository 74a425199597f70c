//! The rules, in one list.

use serde::{Deserialize, Serialize};

use crate::problem::Problem;

/// Why a ballot should be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// It took far less than its form usually does.
    Fast,
    /// Nearly all answers about units are one option.
    Alike,
    /// Nearly all answers about units are no opinion.
    NoOpinion,
    /// Its answers are nearly those of an earlier ballot of the interviewer.
    Twin,
    /// Another interview of the interviewer ran at the same time.
    Overlap,
    /// It was asked at night.
    Hours,
    /// It was finished before the survey opened or after it closed.
    Days,
    /// The tablet's clock was set back.
    Clock,
    /// It was filled in on an older version of its form.
    Version,
    /// The filter question ended it.
    ScreenedOut,
    /// Another ballot of the same interview, which was done again, is not rejected either.
    DoneAgain,
    /// It was done again, and says in everything what it said before.
    Unchanged,
}

impl Rule {
    /// All, in the order in which they are told.
    pub const ALL: [Self; 12] = [
        Self::Fast,
        Self::Alike,
        Self::NoOpinion,
        Self::Twin,
        Self::Overlap,
        Self::Hours,
        Self::Days,
        Self::Clock,
        Self::Version,
        Self::ScreenedOut,
        Self::DoneAgain,
        Self::Unchanged,
    ];

    /// The name on the wire and in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fast => "fast",
            Self::Alike => "alike",
            Self::NoOpinion => "no_opinion",
            Self::Twin => "twin",
            Self::Overlap => "overlap",
            Self::Hours => "hours",
            Self::Days => "days",
            Self::Clock => "clock",
            Self::Version => "version",
            Self::ScreenedOut => "screened_out",
            Self::DoneAgain => "done_again",
            Self::Unchanged => "unchanged",
        }
    }

    /// The rule of this name.
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }

    /// Whether it tells how a ballot came about; the others tell only of what kind it is.
    pub fn doubts(self) -> bool {
        !matches!(self, Self::Version | Self::ScreenedOut)
    }
}

/// Some of the rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules(u16);

impl Rules {
    /// Whether it is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether this one is among them.
    pub fn contains(self, rule: Rule) -> bool {
        self.0 & (1 << rule as u16) != 0
    }

    /// They, in the order in which they are told.
    pub fn iter(self) -> impl Iterator<Item = Rule> {
        Rule::ALL.into_iter().filter(move |rule| self.contains(*rule))
    }
}

impl FromIterator<Rule> for Rules {
    fn from_iter<T: IntoIterator<Item = Rule>>(all: T) -> Self {
        Self(all.into_iter().fold(0, |sum, rule| sum | 1 << rule as u16))
    }
}

/// A rule that a ballot meets, with the figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    /// The rule.
    pub rule: Rule,
    /// Why, in words and figures.
    pub reason: Problem,
}
