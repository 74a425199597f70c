//! How a unit's year stands: the phase, what may be done now, what is missing, the points so far, and the way of the submission.

mod domains;
mod scan;
mod screen;
mod situation;
mod steps;

pub use screen::YearScreen;
