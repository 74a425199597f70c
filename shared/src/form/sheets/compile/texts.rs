//! Texts that people read: which are in the languages' lists, and the answers that they show.

use super::insert::Reading;
use super::tree::Tree;
use crate::form::model::{Part, Text};
use crate::form::sheets::reference::found;
use crate::form::sheets::token::lookups;
use crate::form::sheets::value::Value;

impl Tree<'_> {
    /// A text with the answers and data that it names.
    pub fn parts(&self, text: &str, from: Option<usize>) -> Vec<Part> {
        let reading = Reading { from, ..Reading::default() };
        let mut outputs: Vec<(usize, usize, String)> = lookups(text)
            .into_iter()
            .map(|(begin, end)| (begin, end, self.insert(&text[begin..end], reading)))
            .collect();
        for reference in found(text) {
            let inside =
                |(begin, end, _): &(usize, usize, String)| reference.begin >= *begin && reference.end <= *end;
            if !outputs.iter().any(inside) {
                outputs.push((reference.begin, reference.end, self.resolved(&reference, text, reading)));
            }
        }
        outputs.sort_by_key(|it| it.0);
        let (mut parts, mut last) = (Vec::new(), 0);
        for (begin, end, value) in outputs {
            if begin > last {
                parts.push(Part::Text(text[last..begin].to_owned()));
            }
            parts.push(Part::Output(value));
            last = end;
        }
        if last < text.len() {
            parts.push(Part::Text(text[last..].to_owned()));
        }
        parts
    }

    pub fn has_media(&self, at: usize) -> bool {
        self.item(at).cells.map("media").is_some_and(|map| !map.is_empty())
    }

    /// Whether its label stands in the languages' lists.
    pub fn in_languages(&self, at: usize) -> bool {
        self.item(at).cells.map("label").is_some() || self.has_media(at)
    }

    /// The label; an empty one where it has none.
    pub fn label(&self, at: usize) -> Text {
        if self.in_languages(at) {
            return Text::named(&format!("{}:label", self.path(at)));
        }
        let item = self.item(at);
        let blank = item.appearance() == Some("label");
        let label = item.cells.text("label").filter(|it| !it.is_empty()).or(blank.then_some(" "));
        Text { reference: None, parts: label.map(|it| self.parts(it, Some(at))).unwrap_or_default() }
    }

    pub fn has_label(&self, at: usize) -> bool {
        self.item(at).has_text("label") || self.item(at).appearance() == Some("label")
    }

    pub fn has_hint(&self, at: usize) -> bool {
        self.item(at).has_text("hint") || !self.kind(at).hint.is_empty()
    }

    pub fn hint(&self, at: usize) -> Option<Text> {
        let item = self.item(at);
        if !self.has_hint(at) && !item.has_text("guidance_hint") {
            return None;
        }
        if item.cells.map("hint").is_some() || item.has_text("guidance_hint") {
            return Some(Text::named(&format!("{}:hint", self.path(at))));
        }
        let hint = item.cells.text("hint").unwrap_or(self.kind(at).hint);
        Some(Text { reference: None, parts: self.parts(hint, Some(at)) })
    }

    /// Whether a message is one of the languages' lists: it names a language, or an answer.
    pub fn message_in_languages(value: &Value) -> bool {
        value.text().is_none_or(crate::form::sheets::reference::has_reference)
    }
}
