//! A unit's people at their desk, in a real browser before the real server, one story a file.

mod beside;
mod closes;
mod entered;
mod explained;
mod files;
mod flagged;
mod given;
mod keyboard;
mod objected;
mod offline;
mod parts;
mod reloaded;
mod scripts;
mod signed;
mod submitted;
mod unit;
mod unsent;
