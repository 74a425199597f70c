//! Why an expression is refused, and at which character of it.

use std::fmt;

use crate::problem::Problem;

/// An expression that is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// The character of the text as people count it: the first is 1.
    pub column: usize,
    /// What is wrong there; `column` is among its parameters.
    pub problem: Problem,
}

impl ParseError {
    /// A fault `expression.<code>` at a column.
    pub(super) fn new(code: &str, column: usize) -> Self {
        Self { column, problem: Problem::new(&format!("expression.{code}")).with("column", column) }
    }

    /// The same fault with one parameter more.
    pub(super) fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.problem = self.problem.with(name, value);
        self
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(f)
    }
}

impl std::error::Error for ParseError {}
