//! An arena of instances: the nodes of a form's own instance and of those it looks things up in, each found by its number.

mod arena;
mod edit;
mod names;
mod navigate;
mod node;
mod order;
mod place;
mod prefixes;
mod read;
mod stock;
mod text;
mod write;
mod written;
mod xml;

pub use arena::Tree;
pub use names::NameId;
pub(in crate::form) use names::{begins, goes_on, is_name};
pub use node::{Kind, NodeId};
#[cfg(test)]
pub(in crate::form) use place::COUNTED;
pub(in crate::form) use prefixes::{XML, declared, namespace};
pub(in crate::form) use stock::Stock;
pub(in crate::form) use write::escape;
pub(in crate::form) use written::unwritten;
pub use xml::XmlFault;
pub(in crate::form) use xml::{ATTRIBUTES, Broken, NODES, Name as XmlName, Piece, Xml};
