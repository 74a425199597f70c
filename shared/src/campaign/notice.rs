//! What respondents are told about their data, as the settings `data_…` say.

use serde::{Deserialize, Serialize};

use super::Name;
use crate::day::Day;

/// Who keeps what, why, whom to ask, and until when. What the package does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Who answers for the data.
    #[serde(default)]
    pub controller: Name,
    /// What is collected.
    #[serde(default)]
    pub collected: Name,
    /// What for.
    #[serde(default)]
    pub purpose: Name,
    /// Whom to ask.
    #[serde(default)]
    pub contact: Name,
    /// The last day on which the data are kept (ISO date).
    #[serde(default)]
    pub kept_until: Option<Day>,
}
