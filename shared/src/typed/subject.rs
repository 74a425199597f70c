//! What something is typed of: a leaf, or a question that appraisers asked of it. One text names either, so that a device keeps and
//! sends both in one way.

use std::fmt;

/// What stands between a leaf's code and the position of a question; no code has it.
const ASKED: char = '?';

/// What something is typed of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject<'a> {
    /// What the unit gives itself for a leaf, by its code.
    Leaf(&'a str),
    /// What it explains where somebody asked.
    Question {
        /// The leaf's code.
        leaf: &'a str,
        /// The question's position.
        question: i64,
    },
}

impl<'a> Subject<'a> {
    /// What this text names.
    pub fn of(text: &'a str) -> Self {
        let asked = text.rsplit_once(ASKED).and_then(|(leaf, at)| Some((leaf, at.parse().ok()?)));
        asked.map_or(Self::Leaf(text), |(leaf, question)| Self::Question { leaf, question })
    }

    /// The code of the leaf that it is about.
    pub fn leaf(&self) -> &'a str {
        match self {
            Self::Leaf(leaf) | Self::Question { leaf, .. } => leaf,
        }
    }
}

impl fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Leaf(leaf) => f.write_str(leaf),
            Self::Question { leaf, question } => write!(f, "{leaf}{ASKED}{question}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_text_says_what_it_is_typed_of() {
        for subject in [Subject::Leaf("1.2"), Subject::Question { leaf: "1.2", question: 17 }] {
            let text = subject.to_string();
            assert_eq!(Subject::of(&text), subject);
            assert_eq!(Subject::of(&text).leaf(), "1.2");
        }
        assert_eq!(Subject::of("1.2?x"), Subject::Leaf("1.2?x"), "what names no question is a code");
    }
}
