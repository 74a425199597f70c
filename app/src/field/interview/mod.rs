//! The interview: what decides is plain data and runs anywhere, `screen` draws it.

mod course;
mod jump;
mod keys;
mod ledger;
mod parts;
mod question_state;
mod row;
#[cfg(target_arch = "wasm32")]
mod screen;
mod swipe;
mod tap;

#[cfg(target_arch = "wasm32")]
pub use screen::InterviewScreen;

#[cfg(test)]
mod tests;
