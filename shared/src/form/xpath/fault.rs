//! What is wrong with an expression, and at which of its characters.

use std::fmt;
use std::ops::Range;

use crate::problem::Problem;

/// A piece of an expression, from one byte of its text to another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    pub(super) fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// From the beginning of this to the end of another.
    pub(super) fn to(self, other: Self) -> Self {
        Self { start: self.start, end: other.end }
    }

    /// The bytes, to cut the piece out of the text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A fault in an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The piece that is wrong.
    pub span: Span,
    /// What is wrong with it; `column`, the character as people count from 1, is among its parameters.
    pub problem: Problem,
}

impl Fault {
    /// A fault `expression.<code>` of a piece of a text.
    pub(in crate::form) fn new(code: &str, text: &str, span: Span) -> Self {
        let column = text.get(..span.start as usize).unwrap_or(text).chars().count() + 1;
        Self { span, problem: Problem::new(&format!("expression.{code}")).with("column", column) }
    }

    /// The same fault with one parameter more.
    pub(in crate::form) fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.problem = self.problem.with(name, value);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(f)
    }
}

impl std::error::Error for Fault {}
