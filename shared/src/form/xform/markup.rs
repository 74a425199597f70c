//! Elements on their way into a file.

use std::fmt::Write;

use crate::form::model::Attributes;

/// An element with what is in it.
#[derive(Debug, Default)]
pub(super) struct Element {
    name: String,
    attributes: Attributes,
    content: Vec<Content>,
}

#[derive(Debug)]
enum Content {
    Element(Element),
    Text(String),
}

impl Element {
    pub fn new(name: &str, attributes: &Attributes) -> Self {
        Self { name: name.to_owned(), attributes: attributes.clone(), content: Vec::new() }
    }

    pub fn plain(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.attributes.set(name, value);
        self
    }

    pub fn add(&mut self, element: Element) {
        self.content.push(Content::Element(element));
    }

    pub fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.content.push(Content::Text(text.to_owned()));
        }
    }

    /// The element as a document, indented where only elements stand inside one.
    pub fn document(&self) -> String {
        let mut out = String::from("<?xml version=\"1.0\"?>\n");
        self.write(&mut out, Some(0));
        out.push('\n');
        out
    }

    fn write(&self, out: &mut String, depth: Option<usize>) {
        begin(out, &self.name, &self.attributes);
        if self.content.is_empty() {
            return out.push_str("/>");
        }
        out.push('>');
        let mixed = self.content.iter().any(|it| matches!(it, Content::Text(_)));
        let inner = depth.filter(|_| !mixed).map(|depth| depth + 1);
        for content in &self.content {
            match content {
                Content::Text(text) => escape(out, text, false),
                Content::Element(element) => {
                    line(out, inner);
                    element.write(out, inner);
                }
            }
        }
        line(out, depth.filter(|_| !mixed));
        let _ = write!(out, "</{}>", self.name);
    }
}

/// Begins an element; how the tag ends is still open.
pub(super) fn begin(out: &mut String, name: &str, attributes: &Attributes) {
    out.push('<');
    out.push_str(name);
    for (name, value) in attributes.iter() {
        // A String takes whatever is written into it.
        let _ = write!(out, " {name}=\"");
        escape(out, value, true);
        out.push('"');
    }
}

fn line(out: &mut String, depth: Option<usize>) {
    if let Some(depth) = depth {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    }
}

/// What no XML may hold is left out: no reader would take the file. An attribute keeps its line breaks only when they are written out.
pub(super) fn escape(out: &mut String, text: &str, attribute: bool) {
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if attribute => out.push_str("&quot;"),
            '\n' if attribute => out.push_str("&#10;"),
            '\t' if attribute => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            sign => out.push(sign),
        }
    }
}
