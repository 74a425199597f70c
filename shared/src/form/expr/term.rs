//! What an expression is made of.

use super::function::Function;
use crate::form::operator::{Arithmetic, Comparison};

/// A parsed expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    pub(super) root: Term,
    pub(super) references: Vec<String>,
    pub(super) volatile: bool,
    pub(super) reads_position: bool,
    pub(super) reads_itself: bool,
}

impl Default for Expr {
    /// `.` alone, where the parser begins.
    fn default() -> Self {
        Self {
            root: Term::Itself,
            references: Vec::new(),
            volatile: false,
            reads_position: false,
            reads_itself: false,
        }
    }
}

impl Expr {
    /// The names in `${…}`, each once, in the order of their first appearance. A [`super::Scope`] is asked by that index.
    pub fn references(&self) -> &[String] {
        &self.references
    }

    /// Whether the value changes with the clock alone: `today()` and `now()`.
    pub fn is_volatile(&self) -> bool {
        self.volatile
    }

    /// Whether `position(..)` stands in it.
    pub fn reads_position(&self) -> bool {
        self.reads_position
    }

    /// Whether `.` stands in it.
    pub fn reads_itself(&self) -> bool {
        self.reads_itself
    }
}

/// A node of the syntax tree. `and` and `or` are lists, because people write long ones.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Term {
    Number(f64),
    Text(String),
    /// `${name}`, by its index in [`Expr::references`].
    Reference(usize),
    /// `.`
    Itself,
    /// `..`, which only `position(..)` takes.
    Parent,
    Or(Vec<Term>),
    And(Vec<Term>),
    Compare(Comparison, Box<Term>, Box<Term>),
    Calculate(Arithmetic, Box<Term>, Box<Term>),
    Negate(Box<Term>),
    Call(Function, Vec<Term>),
}

impl Term {
    /// Visits it and all that it is made of, from the outside in.
    pub(super) fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Self)) {
        see(self);
        match self {
            Self::Or(terms) | Self::And(terms) | Self::Call(_, terms) => {
                terms.iter().for_each(|term| term.visit(see));
            }
            Self::Compare(_, left, right) | Self::Calculate(_, left, right) => {
                left.visit(see);
                right.visit(see);
            }
            Self::Negate(term) => term.visit(see),
            Self::Number(_) | Self::Text(_) | Self::Reference(_) | Self::Itself | Self::Parent => {}
        }
    }
}
