//! A campaign's questionnaire: an XLSForm that `sheets` reads, held to rules of its own and made into a definition. What is not
//! understood yet is refused by name.

mod choices;
mod columns;
mod doubts;
mod expressions;
mod fitting;
mod heads;
mod joined;
mod kind;
mod personal;
mod read;
mod scope;
mod settings;
mod source;
mod survey;
mod target;

pub use read::read;
pub(crate) use read::{Compiled, compile};
