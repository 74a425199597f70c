//! The office in a real browser, one story a file.

mod live;
