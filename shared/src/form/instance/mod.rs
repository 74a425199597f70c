//! An interview on a form: the answers so far, and all that follows from them.

mod answers;
mod change;
mod fault;
mod interview;
mod kind;
mod path;
mod read;
mod settle;
mod walk;

pub(super) use answers::sealed;
pub use fault::{Fault, FaultKind};
pub use interview::{Instance, Meta};
pub(super) use kind::fits;
pub use walk::{Asked, Item, Progress, What};

#[cfg(test)]
mod tests;
