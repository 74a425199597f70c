//! XLSForm, all of it: the sheets of a workbook into the model of a form, with the verdict of the reference converter.

mod alias;
mod audit;
mod block;
mod choices;
mod compile;
mod entity;
mod entity_place;
mod geo;
mod grid;
mod item;
mod kind;
mod languages;
mod name;
mod open;
mod outline;
mod page;
mod parameters;
mod range;
mod read;
mod reference;
mod select;
mod settings;
mod survey;
mod token;
mod told;
mod typed;
mod value;

pub(super) use alias::Kind as SheetKind;
pub(super) use grid::Heads;
pub(super) use item::Shape;
pub(super) use outline::Outline;
pub(super) use page::spaced;
pub(super) use read::outline;
pub use read::read;
pub(super) use told::{Told, told};

#[cfg(test)]
mod tests;
