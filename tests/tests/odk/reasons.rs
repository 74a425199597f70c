//! Where the engines differ and we mean to: each reason with the line of behaviour.md that names it.

use serde_json::Value;

/// Something that the engines do not agree on.
pub struct Difference {
    /// The path of the question, without places of instances.
    pub path: String,
    /// `relevant`, `required`, `value`, `violation`, `offered`, `there`, `sent`, or `done` where a step was refused.
    pub what: &'static str,
    /// Whether anything shows the question: nothing shows what is calculated or hidden.
    pub shown: bool,
    /// What ours says.
    pub ours: Value,
    /// What the other says.
    pub theirs: Value,
}

/// A reason to differ.
pub struct Reason {
    /// How its line begins.
    pub line: &'static str,
    /// Whether a difference comes of it.
    pub fits: fn(&Difference) -> bool,
}

/// All of them; never more than 20.
pub const REASONS: &[Reason] = &[Reason {
    line: "| required on a calculate or hidden |",
    fits: |one| !one.shown && one.what == "violation" && one.ours.is_null() && one.theirs == "required",
}];
