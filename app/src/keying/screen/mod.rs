//! What a clerk sees: the batches; one batch, with the field for what is typed above and the paper below.

mod bar;
mod batch;
mod batches;
mod campaign;
mod dom;
mod end;
mod sheet;
mod way;
mod words;
mod work;

pub use campaign::KeyingScreen;
