//! An arena of instances: the nodes of a form's own instance and of those it looks things up in, each found by its number.

mod arena;
mod edit;
mod names;
mod navigate;
mod node;
mod order;
mod place;
mod read;
mod stock;
mod text;
mod write;

pub use arena::Tree;
pub use names::NameId;
pub(in crate::form) use names::{begins, goes_on};
pub use node::{Kind, NodeId};
#[cfg(test)]
pub(in crate::form) use place::COUNTED;
pub use read::XmlFault;
pub(in crate::form) use stock::Stock;
pub(in crate::form) use write::escape;
