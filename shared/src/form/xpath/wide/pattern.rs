//! `regex()`: whether a text fits a pattern.

use regex_lite::{Regex, RegexBuilder};

use super::Wide;

/// The bytes that a compiled pattern may take.
const PATTERN: usize = 1 << 20;

/// A pattern that fits the whole text, as JavaRosa has it; `None` where it is none.
pub(in crate::form::xpath) fn pattern(text: &str) -> Option<Regex> {
    RegexBuilder::new(&format!("^(?:{text})$")).size_limit(PATTERN).build().ok()
}

impl Wide<'_, '_, '_> {
    /// Whether the whole text fits.
    pub(super) fn fits(&self) -> bool {
        let (text, written) = (self.call.text(0), self.call.text(1));
        let mut known = self.ground.bound.patterns.iter();
        let known = known.find(|(text, _)| **text == *written).map(|(_, pattern)| pattern);
        let fresh = known.is_none().then(|| pattern(&written)).flatten();
        let Some(pattern) = known.and_then(Option::as_ref).or(fresh.as_ref()) else {
            self.call.run.defect("pattern", self.call.arguments[1].span, &[("found", &written)]);
            return false;
        };
        pattern.is_match(&text)
    }
}
