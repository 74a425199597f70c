//! What a row holds, by the names in the heads of its columns: `label::English` is English inside label.

/// A text, or texts by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    Map(Map),
}

/// What texts without a language are kept under, where the language that is shown first has others.
const PLAIN: &str = "default";

/// Values by name, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Map(Vec<(String, Value)>);

impl Value {
    /// The text of a path of names.
    pub fn nested(path: &[String], text: String) -> Self {
        match path {
            [] => Self::Text(text),
            [name, rest @ ..] => Self::Map(Map(vec![(name.clone(), Self::nested(rest, text))])),
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Map(map) => map.0.is_empty(),
        }
    }

    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// Two values of one name in one: a text without a language is that of `default`.
    fn merged(self, other: Self, default: &str) -> Self {
        if self.is_empty() {
            return other;
        }
        if other.is_empty() {
            return self;
        }
        match (self, other) {
            (Self::Text(_), Self::Text(other)) => Self::Text(other),
            (Self::Map(map), Self::Text(text)) | (Self::Text(text), Self::Map(map)) => {
                let mut map = map;
                if !map.has(default) {
                    map.0.insert(0, (default.to_owned(), Self::Text(text)));
                } else if map.text(default) != Some(&*text) && !map.has(PLAIN) {
                    // pyxform 4.5.0 leaves it out.
                    map.0.push((PLAIN.to_owned(), Self::Text(text)));
                }
                Self::Map(map)
            }
            (Self::Map(mut map), Self::Map(other)) => {
                for (name, value) in other.0 {
                    map.merge(&name, value, default);
                }
                Self::Map(map)
            }
        }
    }
}

impl Map {
    /// How many bytes its names and texts take.
    pub fn bytes(&self) -> usize {
        let of = |value: &Value| match value {
            Value::Text(text) => text.len(),
            Value::Map(map) => map.bytes(),
        };
        self.0.iter().map(|(name, value)| size_of::<(String, Value)>() + name.len() + of(value)).sum()
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::text)
    }

    /// The text of a name inside another.
    pub fn inner(&self, outer: &str, name: &str) -> Option<&str> {
        self.map(outer)?.text(name)
    }

    pub fn map(&self, name: &str) -> Option<&Map> {
        if let Some(Value::Map(map)) = self.get(name) { Some(map) } else { None }
    }

    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub fn set(&mut self, name: &str, value: Value) {
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name.to_owned(), value)),
        }
    }

    pub fn put(&mut self, name: &str, text: impl Into<String>) {
        self.set(name, Value::Text(text.into()));
    }

    /// Puts a text of a name inside another.
    pub fn put_inner(&mut self, outer: &str, name: &str, text: impl Into<String>) {
        let mut map = self.map(outer).cloned().unwrap_or_default();
        map.put(name, text);
        self.set(outer, Value::Map(map));
    }

    pub fn take(&mut self, name: &str) -> Option<Value> {
        let at = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.remove(at).1)
    }

    pub fn merge(&mut self, name: &str, value: Value, default: &str) {
        match self.take_in_place(name) {
            Some((at, old)) => self.0.insert(at, (name.to_owned(), old.merged(value, default))),
            None => self.0.push((name.to_owned(), value)),
        }
    }

    fn take_in_place(&mut self, name: &str) -> Option<(usize, Value)> {
        let at = self.0.iter().position(|(known, _)| known == name)?;
        Some((at, self.0.remove(at).1))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, Value)> for Map {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}
