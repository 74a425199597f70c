//! Names, each kept once and compared by number.

use std::sync::Arc;

use foldhash::HashMap;

/// A name: a namespace and what is called so in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(u32);

impl NameId {
    /// The name of what has none.
    pub(super) const NONE: Self = Self(0);
}

/// The texts that names are made of, and the names. The first of each is the empty one.
#[derive(Clone, Debug)]
pub(super) struct Names {
    texts: Vec<Arc<str>>,
    text_at: HashMap<Arc<str>, u32>,
    names: Vec<(u32, u32)>,
    name_at: HashMap<(u32, u32), u32>,
}

impl Default for Names {
    fn default() -> Self {
        let mut names = Self {
            texts: Vec::new(),
            text_at: HashMap::default(),
            names: Vec::new(),
            name_at: HashMap::default(),
        };
        names.name("", "");
        names
    }
}

impl Names {
    /// So many names more are going to be known.
    pub fn reserve(&mut self, more: usize) {
        self.texts.reserve(more);
        self.text_at.reserve(more);
        self.names.reserve(more);
        self.name_at.reserve(more);
    }

    /// The number of a text.
    pub fn text(&mut self, text: &str) -> u32 {
        // The first of all, and asked for most.
        if text.is_empty() && !self.texts.is_empty() {
            return 0;
        }
        if let Some(known) = self.text_at.get(text) {
            return *known;
        }
        let number = self.texts.len() as u32;
        let text: Arc<str> = text.into();
        self.texts.push(Arc::clone(&text));
        self.text_at.insert(text, number);
        number
    }

    /// The name of a namespace (empty for none) and a word.
    pub fn name(&mut self, namespace: &str, local: &str) -> NameId {
        let namespace = self.text(namespace);
        self.name_in(namespace, local)
    }

    /// The same of a namespace by its number.
    pub fn name_in(&mut self, namespace: u32, local: &str) -> NameId {
        let pair = (namespace, self.text(local));
        let fresh = self.names.len() as u32;
        let number = *self.name_at.entry(pair).or_insert(fresh);
        if number == fresh {
            self.names.push(pair);
        }
        NameId(number)
    }

    /// The name, if anything was ever called so.
    pub fn known(&self, namespace: &str, local: &str) -> Option<NameId> {
        self.known_in(self.known_text(namespace)?, local)
    }

    /// The same of a namespace by its number.
    pub fn known_in(&self, namespace: u32, local: &str) -> Option<NameId> {
        let pair = (namespace, self.known_text(local)?);
        self.name_at.get(&pair).map(|number| NameId(*number))
    }

    /// The number of a text, if it is part of any name.
    pub fn known_text(&self, text: &str) -> Option<u32> {
        // The first of all, and asked for most.
        if text.is_empty() { Some(0) } else { self.text_at.get(text).copied() }
    }

    pub fn spelled(&self, text: u32) -> &str {
        &self.texts[text as usize]
    }

    pub fn namespace(&self, name: NameId) -> &str {
        self.spelled(self.names[name.0 as usize].0)
    }

    pub fn local(&self, name: NameId) -> &str {
        self.spelled(self.names[name.0 as usize].1)
    }
}

/// Whether an XML name may begin with it.
pub(in crate::form) fn begins(sign: char) -> bool {
    sign.is_ascii_alphabetic()
        || matches!(sign, '_' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
            | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
            | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
            | '\u{10000}'..='\u{effff}')
}

/// Whether it may stand in one, though none begins with it.
pub(in crate::form) fn goes_on(sign: char) -> bool {
    sign.is_ascii_digit()
        || matches!(sign, '-' | '.' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

/// Whether a text is a name without a prefix.
pub(in crate::form) fn is_name(text: &str) -> bool {
    let plain = |sign: &u8| sign.is_ascii_alphanumeric() || matches!(sign, b'_' | b'-' | b'.');
    match text.as_bytes() {
        [first, rest @ ..] if first.is_ascii_alphabetic() && rest.iter().all(plain) => true,
        _ => text.starts_with(begins) && text.chars().all(|sign| begins(sign) || goes_on(sign)),
    }
}
