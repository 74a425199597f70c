//! The model of a form in the ODK form language: what a workbook or an XForm says, and what an XForm is written from.

mod attributes;
mod control;
mod data;
mod form;
mod rule;
mod text;
mod word;

pub use attributes::Attributes;
pub use control::{Choice, Control, Itemset, Tag};
pub use data::{Instance, Node};
pub use form::Form;
pub use rule::{Action, Bind, Rule};
pub use text::{Part, Text, Translation, Variant};
pub use word::{Word, word};
