//! The words, literals and signs of a filter.

use jiff::Timestamp;
use jiff::civil::Date;

use super::super::frame::Cell;

/// A part of a filter.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A name or an operator.
    Word(String),
    /// A literal.
    Said(Cell<'static>),
    /// `(`
    Open,
    /// `)`
    Close,
    /// `,`
    Comma,
    /// `=`, in keys.
    Equals,
}

/// The parts of a filter; the text from where on it cannot be read, else.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let (mut found, mut rest) = (Vec::new(), text.trim_start());
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            ',' => (Token::Comma, 1),
            '=' => (Token::Equals, 1),
            '\'' => quoted(rest).ok_or_else(|| rest.to_owned())?,
            _ => {
                let is_part = |it: char| it.is_alphanumeric() || "_-.:+/$@".contains(it);
                let end = rest.find(|it| !is_part(it)).unwrap_or(rest.len());
                let word = rest.get(..end).filter(|word| !word.is_empty()).ok_or_else(|| rest.to_owned())?;
                let begins_number = word.starts_with(|it: char| it.is_ascii_digit() || it == '-');
                let token = match word {
                    "null" => Token::Said(Cell::Missing),
                    _ if begins_number => Token::Said(literal(word).ok_or_else(|| rest.to_owned())?),
                    _ => Token::Word(word.to_owned()),
                };
                (token, end)
            }
        };
        found.push(token);
        rest = rest.get(length..).unwrap_or_default().trim_start();
    }
    Ok(found)
}

/// A text within quotes, in which two stand for one; and how long it is.
fn quoted(rest: &str) -> Option<(Token, usize)> {
    let mut said = String::new();
    let mut letters = rest.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        if letter != '\'' {
            said.push(letter);
        } else if letters.next_if(|(_, next)| *next == '\'').is_some() {
            said.push('\'');
        } else {
            return Some((Token::Said(Cell::Text(said.into())), at + 1));
        }
    }
    None
}

/// A number, a day or a moment.
fn literal(word: &str) -> Option<Cell<'static>> {
    if let Ok(number) = word.parse::<f64>() {
        return Some(Cell::Number(number)).filter(|_| number.is_finite());
    }
    if let Ok(moment) = word.parse::<Timestamp>() {
        return Some(Cell::Moment(moment.as_millisecond()));
    }
    let day: Date = word.parse().ok().filter(|_| word.len() == 10)?;
    Some(Cell::Day((day - Date::constant(1970, 1, 1)).get_days()))
}
