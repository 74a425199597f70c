//! The interview: what decides is plain data and runs anywhere, `screen` draws it.

mod course;
mod jump;
mod keys;
mod ledger;
mod parts;
mod screens;
mod standing;
mod swipe;
mod tap;

#[cfg(test)]
mod tests;
