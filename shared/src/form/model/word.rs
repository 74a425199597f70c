//! Words that forms write again and again, which are there once.

use std::borrow::Cow;

/// What an attribute or an element of a form is called.
pub type Word = Cow<'static, str>;

/// The words of nearly all forms.
const COMMON: [&str; 24] = [
    "ref",
    "nodeset",
    "type",
    "calculate",
    "relevant",
    "required",
    "constraint",
    "readonly",
    "jr:constraintMsg",
    "jr:requiredMsg",
    "appearance",
    "id",
    "value",
    "bind",
    "event",
    "mediatype",
    "input",
    "select1",
    "select",
    "group",
    "repeat",
    "trigger",
    "upload",
    "range",
];

/// A word, without a copy of one that is common.
pub fn word(text: &str) -> Word {
    let common = COMMON.into_iter().find(|common| *common == text);
    common.map_or_else(|| Cow::Owned(text.to_owned()), Cow::Borrowed)
}
