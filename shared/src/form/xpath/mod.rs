//! Expressions: XPath 1.0 with the functions of OpenRosa. Parsed once, places in every error. What is the same whatever they are
//! computed over is in `evaluate` and `call`; what needs the nodes of an arena in `path` and `wide`.

mod axis;
mod bound;
mod call;
mod compare;
pub(in crate::form) mod dialect;
mod evaluate;
mod fault;
mod function;
mod ground;
mod lexer;
mod moment;
mod nearest;
mod operator;
mod parser;
mod path;
mod rounding;
mod scope;
mod steps;
mod term;
mod value;
mod whole;
mod wide;

#[cfg(test)]
mod tests;

pub use bound::Bound;
pub(in crate::form) use bound::address;
pub(in crate::form) use call::Call;
pub(in crate::form) use evaluate::Spot;
pub use fault::{Fault, Span};
pub use function::{Function, Returns};
pub(in crate::form) use ground::Ground;
pub(in crate::form) use moment::{Zone, is_moment, is_time, whole_day};
pub(in crate::form) use nearest::number;
pub use operator::{Arithmetic, Comparison};
pub use scope::Scope;
pub use term::{Axis, Expr, Name, Origin, Path, Predicate, Step, Term, Test, What};
pub use value::Value;
pub(in crate::form) use value::{decimal, number_text};
pub use whole::parse;
