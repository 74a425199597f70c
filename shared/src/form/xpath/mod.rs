//! Expressions: XPath 1.0 with the functions of OpenRosa, over the nodes of an arena. Parsed once, places in every error.

mod axis;
mod bound;
mod call;
mod compare;
mod evaluate;
mod fault;
mod function;
mod lexer;
mod moment;
mod parser;
mod path;
mod scope;
mod steps;
mod term;
mod value;

#[cfg(test)]
mod tests;

pub(in crate::form) use crate::form::expr::number_text;
pub use crate::form::operator::{Arithmetic, Comparison};
pub use bound::Bound;
pub(in crate::form) use bound::address;
pub use fault::{Fault, Span};
pub use function::{Function, Returns};
pub(in crate::form) use moment::whole_day;
pub use parser::parse;
pub use scope::Scope;
pub use term::{Axis, Expr, Name, Origin, Path, Predicate, Step, Term, Test, What};
pub use value::Value;
pub(in crate::form) use value::decimal;
