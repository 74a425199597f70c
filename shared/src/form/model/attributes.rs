//! Attributes in the order in which they were given: what no tool of today knows is kept as well.

use super::word::{Word, word};

/// Names and values; a name stands once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes(Vec<(Word, String)>);

impl Attributes {
    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Gives a name its value, in its old place where it has one.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value.into(),
            None => self.0.push((word(name), value.into())),
        }
    }

    /// Adds others; a name that both have takes its value from them.
    pub fn join(&mut self, others: Self) {
        if self.is_empty() {
            *self = others;
        } else {
            others.0.into_iter().for_each(|(name, value)| self.set(&name, value));
        }
    }

    /// Takes a name out, with its value.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let at = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.remove(at).1)
    }

    /// All of them, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, value.as_str()))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<N: AsRef<str>, V: Into<String>> FromIterator<(N, V)> for Attributes {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let pairs = pairs.into_iter();
        let mut attributes = Self(Vec::with_capacity(pairs.size_hint().0));
        pairs.for_each(|(name, value)| attributes.set(name.as_ref(), value));
        attributes
    }
}
