//! How the fieldwork stands, live: counts by form, district, commune and interviewer.

mod change;
mod figures;
mod line;
mod order;
mod silence;
mod view;

pub use view::FieldworkView;
