//! The interview as it is drawn. What a tap means is decided by the course.

mod bar;
mod consent;
mod dom;
mod entry;
mod footer;
mod gesture;
mod interview;
mod jump;
mod keyboard;
mod marks;
mod one;
mod open;
mod options;
mod refuse;
mod rescue;
mod review;
mod same;
mod sealed;
mod search;
mod several;
mod stage;
mod units;
mod way;

pub use open::InterviewScreen;
