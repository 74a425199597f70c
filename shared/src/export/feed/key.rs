//! The key of a row, as addresses name it: `(12)`, or `(ballot_number=12,ballot_row=1)`.

use super::super::frame::Cell;
use super::condition::{Compare, Condition, Operand};
use super::query::Fault;
use super::set::Set;
use super::token::{Token, tokens};
use crate::problem::Problem;
use crate::sheet::composed;

/// A key.
#[derive(Clone, Debug, PartialEq)]
pub struct Key(Vec<(usize, Cell<'static>)>);

impl Key {
    /// The set that a part of an address names, and the key behind it.
    pub fn of_address(part: &str) -> (&str, Option<&str>) {
        let keyed = part.strip_suffix(')').and_then(|part| part.split_once('('));
        keyed.map_or((part, None), |(set, key)| (set, Some(key)))
    }

    /// Reads it.
    pub fn read(set: &Set, text: &str) -> Result<Self, Fault> {
        let wrong = || Fault::Wrong(Problem::new("feed.key").with("key", text).with("set", &set.name));
        let tokens = tokens(&composed(text)).map_err(|_| wrong())?;
        let mut key = Vec::new();
        for part in tokens.split(|token| *token == Token::Comma) {
            match part {
                [Token::Said(cell)] => key.push((set.key_places().next().ok_or_else(wrong)?, cell.clone())),
                [Token::Word(name), Token::Equals, Token::Said(cell)] => {
                    key.push((set.place(name)?, cell.clone()));
                }
                _ => return Err(wrong()),
            }
        }
        key.sort_by_key(|(place, _)| *place);
        match set.key_places().eq(key.iter().map(|(place, _)| *place)) {
            true => Ok(Self(key)),
            false => Err(wrong()),
        }
    }

    /// That of the row of a ballot.
    pub fn only(set: &Set, number: i64) -> Self {
        Self(set.key_places().take(1).map(|place| (place, Cell::Number(number as f64))).collect())
    }

    /// The number in its first part: that of a ballot; 0 where none stands there.
    pub fn first(&self) -> i64 {
        match self.0.first() {
            Some((_, Cell::Number(number))) if number.fract() == 0.0 => *number as i64,
            _ => 0,
        }
    }

    /// That it is the row's.
    pub fn condition(self) -> Condition {
        let equal =
            |(place, cell)| Condition::Compare(Compare::Equal, Operand::Property(place), Operand::Said(cell));
        Condition::All(self.0.into_iter().map(equal).collect())
    }
}

impl Set {
    /// The places of the key's properties.
    pub(super) fn key_places(&self) -> impl Iterator<Item = usize> {
        (0..self.properties.len()).filter(|place| self.properties[*place].is_key)
    }
}
