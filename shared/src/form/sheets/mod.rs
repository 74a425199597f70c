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
mod page;
mod parameters;
mod range;
mod read;
mod reference;
mod select;
mod settings;
mod survey;
mod token;
mod typed;
mod value;

pub use read::read;

#[cfg(test)]
mod tests;
