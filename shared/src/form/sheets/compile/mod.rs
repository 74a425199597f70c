//! From items to the model: paths in the place of names, texts by language, binds, controls.

mod body;
mod data;
mod form;
mod insert;
mod instances;
mod itemset;
mod itext;
mod loops;
mod rules;
mod texts;
mod tree;

pub(super) use form::compile;
pub(super) use tree::{MOST_BYTES, too_large};
