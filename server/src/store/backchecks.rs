//! Repository: ballots that are asked again by another person, the draws that chose them, and what became of each.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::ballot::NoAnswer;
use shared::wire::Status;

use super::{Standing, StoreError};

/// A draw: which ballots it chose from, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackcheckDraw {
    /// Its number; the store gives it.
    pub position: i64,
    /// What it began with.
    pub seed: String,
    /// How many percent of each interviewer's ballots.
    pub percent: u32,
    /// It chose from the ballots behind this one,
    pub behind: i64,
    /// and up to this one.
    pub ballots: i64,
    /// How many ballots from the first on were valid then, of those that may be asked again.
    pub valid: u32,
    /// Who drew.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What it took of whose ballots; nothing where a program of before did not tell.
    pub shares: Vec<DrawnOf>,
}

/// What a draw took of an interviewer's ballots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnOf {
    /// Whose.
    pub interviewer: String,
    /// How many were valid then, of those that may be asked again,
    pub valid: usize,
    /// how many of these were chosen before,
    pub before: usize,
    /// and how many more were chosen.
    pub chosen: usize,
}

/// A ballot that is asked again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackcheckRow {
    /// Its number; the store gives it.
    pub position: i64,
    /// The draw that chose it.
    pub draw: i64,
    /// The ballot.
    pub ballot: i64,
    /// Its form.
    pub form: String,
    /// Its place.
    pub place: String,
    /// Who asked first.
    pub interviewer: String,
    /// When the interview was, as the ballot says.
    pub finished: Timestamp,
    /// Who asks again.
    pub account: Option<String>,
    /// Why nobody was asked again.
    pub missed: Option<NoAnswer>,
    /// What was answered again.
    pub answers: Vec<AnsweredAgain>,
    /// Who noted that, and when.
    pub noted: Option<(String, Timestamp)>,
    /// Where the ballot stands now; nowhere where it is none any more. It is read and not kept.
    pub stands: Option<Status>,
}

/// A question that was asked again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredAgain {
    /// The question.
    pub question: String,
    /// The unit that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The second answer.
    pub said: String,
    /// Whether the first was the same.
    pub same: bool,
}

/// Ballots that are asked again.
pub trait Backchecks {
    /// Keeps a draw and gives its number.
    fn put_draw(&self, campaign: &str, it: &BackcheckDraw) -> Result<i64, StoreError>;
    /// The draws of a campaign, the first first.
    fn draws(&self, campaign: &str) -> Result<Vec<BackcheckDraw>, StoreError>;
    /// The valid ballots that an interviewer asked for, the first first.
    fn interviewed(&self, campaign: &str) -> Result<Vec<Standing>, StoreError>;
    /// Keeps one that was chosen and gives its number.
    fn put_backcheck(&self, campaign: &str, it: &BackcheckRow) -> Result<i64, StoreError>;
    /// Keeps who asks again, and what became of it.
    fn set_backcheck(&self, campaign: &str, it: &BackcheckRow) -> Result<(), StoreError>;
    /// All of a campaign, the first first.
    fn backchecks(&self, campaign: &str) -> Result<Vec<BackcheckRow>, StoreError>;
    /// Those that an account is to ask and nobody noted, the first first.
    fn backchecks_of(&self, campaign: &str, account: &str) -> Result<Vec<BackcheckRow>, StoreError>;
    /// The one with this number.
    fn backcheck(&self, campaign: &str, position: i64) -> Result<Option<BackcheckRow>, StoreError>;
    /// The one of this ballot.
    fn backcheck_of(&self, campaign: &str, ballot: i64) -> Result<Option<BackcheckRow>, StoreError>;
}
