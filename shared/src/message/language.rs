//! The languages that the software itself speaks.

use serde::{Deserialize, Serialize};

/// A language of the software.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Tiếng Việt.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// The BCP 47 code, as in `<html lang>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The language with this code, or the first of an `Accept-Language` header that is known; Vietnamese where none is.
    pub fn from_code(code: &str) -> Self {
        code.split([',', ';', '-'])
            .map(str::trim)
            .find_map(|part| Self::ALL.into_iter().find(|language| language.code() == part))
            .unwrap_or_default()
    }
}
