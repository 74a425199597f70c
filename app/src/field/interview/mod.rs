//! The interview: what decides is plain data and runs anywhere, `screen` draws it.

mod course;
mod jump;
mod keys;
mod ledger;
mod parts;
#[cfg(target_arch = "wasm32")]
pub mod screen;
mod screens;
mod standing;
mod swipe;
mod tap;

#[cfg(test)]
mod tests;
