//! What people read: text with answers put in, in one language or in several.

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// As it stands.
    Text(String),
    /// What an expression gives.
    Output(String),
}

/// A label or a hint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The expression that names a text of the languages, such as `jr:itext('/data/q:label')`.
    pub reference: Option<String>,
    /// The text itself, where it is the same in all languages.
    pub parts: Vec<Part>,
}

/// All texts of a language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Translation {
    /// The language as the form names it, such as `English (en)`.
    pub language: String,
    /// Whether it is the one that is shown first.
    pub is_default: bool,
    /// The texts by their id, in order, each in its variants.
    pub texts: Vec<(String, Vec<Variant>)>,
}

/// A variant of a text: as it is read, as guidance, or as a picture, a sound or a film.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// `guidance`, `image`, `big-image`, `audio`, `video`; none for the text as it is read.
    pub form: Option<String>,
    /// What it says, or the address of the file.
    pub parts: Vec<Part>,
}

impl Text {
    /// A text that the languages hold.
    pub fn named(id: &str) -> Self {
        Self { reference: Some(format!("jr:itext('{id}')")), parts: Vec::new() }
    }
}
