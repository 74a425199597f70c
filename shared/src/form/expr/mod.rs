//! The expression language of XLSForm: XPath 1.0 as ODK speaks it, without location paths.

mod call;
mod doubts;
mod error;
mod evaluate;
mod fitting;
mod function;
mod joined;
mod lexer;
mod parser;
mod term;
mod value;

pub use doubts::{Answered, Doubt, Questions};
pub use error::ParseError;
pub use evaluate::Scope;
pub use fitting::{Misfit, Values};
pub use parser::parse;
pub use term::Expr;
pub use value::Value;
