//! What a unit says of one leaf: what is asked beside the fields, each word kept on the device as it is typed.

mod asked;
mod beside;
mod choose;
mod decided;
mod documents;
mod fields;
pub mod file;
mod form;
pub mod given;
mod kept;
mod pen;
mod questions;
mod screen;
mod shared;
mod version;

pub use screen::LeafScreen;
