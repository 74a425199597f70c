//! Survey points of each unit and leaf, and what each is made of.

mod cause;
mod view;

pub use view::SurveyPlace;
