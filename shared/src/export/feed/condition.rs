//! A condition on a row, with the answers of OData: what is empty equals what is empty, and is neither more nor less than anything.

use std::borrow::Cow;
use std::cmp::Ordering;

use unicode_normalization::is_nfc;

use super::super::frame::Cell;
use crate::sheet::composed;

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// `true` or `false`.
    Always(bool),
    /// `not`.
    Not(Box<Self>),
    /// `and`.
    All(Vec<Self>),
    /// `or`.
    Any(Vec<Self>),
    /// Whether two conditions say the same, or (`false`) not.
    Same(bool, Box<[Self; 2]>),
    /// `eq` and its like.
    Compare(Compare, Operand, Operand),
    /// `contains` and its like.
    Has(Has, Operand, Operand),
}

/// How cells are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// `eq`
    Equal,
    /// `ne`
    Other,
    /// `gt`
    More,
    /// `ge`
    NotLess,
    /// `lt`
    Less,
    /// `le`
    NotMore,
}

/// What a text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Has {
    /// `contains`
    Anywhere,
    /// `startswith`
    Before,
    /// `endswith`
    Behind,
}

/// What is compared.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A cell of the row.
    Property(usize),
    /// What the filter says.
    Said(Cell<'static>),
}

impl Operand {
    fn of<'a>(&'a self, row: &'a [Cell<'_>]) -> &'a Cell<'a> {
        match self {
            Self::Property(place) => row.get(*place).unwrap_or(&Cell::Missing),
            Self::Said(cell) => cell,
        }
    }
}

impl Condition {
    /// Whether a row meets it; `None` where that cannot be said, as nothing is there.
    pub fn is_met(&self, row: &[Cell<'_>]) -> Option<bool> {
        match self {
            Self::Always(said) => Some(*said),
            Self::Not(inner) => inner.is_met(row).map(|met| !met),
            Self::All(inner) => settled(inner, row, false),
            Self::Any(inner) => settled(inner, row, true),
            Self::Same(same, both) => Some((both[0].is_met(row) == both[1].is_met(row)) == *same),
            Self::Compare(how, left, right) => Some(how.holds(left.of(row), right.of(row))),
            Self::Has(how, text, part) => match (text.of(row), part.of(row)) {
                (Cell::Text(text), Cell::Text(part)) => Some(how.holds(text, part)),
                _ => None,
            },
        }
    }
}

/// What several conditions say together, if one of them settles it.
fn settled(inner: &[Condition], row: &[Cell<'_>], by: bool) -> Option<bool> {
    let mut open = false;
    for condition in inner {
        match condition.is_met(row) {
            Some(met) if met == by => return Some(by),
            None => open = true,
            Some(_) => {}
        }
    }
    if open { None } else { Some(!by) }
}

impl Compare {
    fn holds(self, left: &Cell<'_>, right: &Cell<'_>) -> bool {
        let order = order(left, right);
        let equal = order == Some(Ordering::Equal);
        match self {
            Self::Equal => equal,
            Self::Other => !equal,
            // Two empty cells are equal, and neither is at least the other.
            _ if *left == Cell::Missing => false,
            Self::More => order == Some(Ordering::Greater),
            Self::NotLess => order.is_some_and(Ordering::is_ge),
            Self::Less => order == Some(Ordering::Less),
            Self::NotMore => order.is_some_and(Ordering::is_le),
        }
    }
}

impl Has {
    fn holds(self, text: &str, part: &str) -> bool {
        let (text, part) = (compared(text), compared(part));
        match self {
            Self::Anywhere => text.contains(&*part),
            Self::Before => text.starts_with(&*part),
            Self::Behind => text.ends_with(&*part),
        }
    }
}

/// A text as it is compared: answers of a Mac write `ệ` as three characters.
fn compared(text: &str) -> Cow<'_, str> {
    if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(composed(text)) }
}

/// The order of two cells; `None` where one is empty and the other is not.
pub(super) fn order(left: &Cell<'_>, right: &Cell<'_>) -> Option<Ordering> {
    match (left, right) {
        (Cell::Missing, Cell::Missing) => Some(Ordering::Equal),
        (Cell::Number(left), Cell::Number(right)) => left.partial_cmp(right),
        (Cell::Text(left), Cell::Text(right)) => Some(compared(left).cmp(&compared(right))),
        (Cell::Day(left), Cell::Day(right)) => Some(left.cmp(right)),
        (Cell::Moment(left), Cell::Moment(right)) => Some(left.cmp(right)),
        _ => None,
    }
}
