//! The office in a real browser, one story a file.

mod accounts;
mod closing;
mod keyboard;
mod live;
mod points;
mod quarantine;
mod unknown;
mod viewer;
