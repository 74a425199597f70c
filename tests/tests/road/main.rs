//! The whole road in one story: a real browser on a real server, from a commune without network to points per unit.

mod door;
mod first_load;
mod published;
mod respondent;
mod story;
