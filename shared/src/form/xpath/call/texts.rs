//! Functions of texts.

use std::borrow::Cow;

use super::{Call, F};
use crate::form::xpath::value::Value;

impl<'t> Call<'_, 't> {
    pub(super) fn of_text(&self) -> Value<'t> {
        let owned = |text: String| Value::Text(Cow::Owned(text));
        match self.function {
            F::StringOf => Value::Text(self.text_or_own()),
            F::StringLength => Value::Number(self.text_or_own().chars().count() as f64),
            F::NormalizeSpace => {
                let text = self.text_or_own();
                let words: Vec<&str> =
                    text.split([' ', '\t', '\n', '\r']).filter(|it| !it.is_empty()).collect();
                owned(words.join(" "))
            }
            F::Concat => owned(self.run.texts(self.arguments, self.spot).concat()),
            F::Join => owned(self.run.texts(&self.arguments[1..], self.spot).join(&self.text(0))),
            F::Contains => Value::Boolean(self.text(0).contains(&*self.text(1))),
            F::StartsWith => Value::Boolean(self.text(0).starts_with(&*self.text(1))),
            F::EndsWith => Value::Boolean(self.text(0).ends_with(&*self.text(1))),
            F::SubstringBefore => {
                let (text, mark) = (self.text(0), self.text(1));
                owned(text.split_once(&*mark).map(|(before, _)| before).unwrap_or_default().to_owned())
            }
            F::SubstringAfter => {
                let (text, mark) = (self.text(0), self.text(1));
                owned(text.split_once(&*mark).map(|(_, after)| after).unwrap_or_default().to_owned())
            }
            F::Substring => owned(self.substring()),
            F::Substr => owned(self.substr()),
            _ => owned(self.translate()),
        }
    }

    /// XPath's: the first character is 1, and both bounds are rounded.
    fn substring(&self) -> String {
        let half_up = |number: f64| (number + 0.5).floor();
        let first = half_up(self.number(1));
        let end = if self.arguments.len() > 2 { first + half_up(self.number(2)) } else { f64::INFINITY };
        let inside = |at: usize| at as f64 >= first && (at as f64) < end;
        let text = self.text(0);
        text.chars().enumerate().filter(|(at, _)| inside(at + 1)).map(|(_, letter)| letter).collect()
    }

    /// OpenRosa's: the first character is 0, the end is not in it, and negative numbers count from the end.
    fn substr(&self) -> String {
        let text = self.text(0);
        let length = text.chars().count() as f64;
        let bound = |number: f64| if number < 0.0 { (length + number).max(0.0) } else { number } as usize;
        let first = bound(self.number(1));
        let end = if self.arguments.len() > 2 { bound(self.number(2)) } else { length as usize };
        text.chars().skip(first).take(end.saturating_sub(first)).collect()
    }

    fn translate(&self) -> String {
        let (text, from) = (self.text(0), self.text(1));
        let to: Vec<char> = self.text(2).chars().collect();
        let translated = |letter: char| match from.chars().position(|other| other == letter) {
            None => Some(letter),
            Some(at) => to.get(at).copied(),
        };
        text.chars().filter_map(translated).collect()
    }
}
