//! The office in a real browser, one story a file.

mod accounts;
mod adjusted;
mod appraisal;
mod closing;
mod composing;
mod door;
mod duties;
mod evidence;
mod first_steps;
mod flags;
mod inbox;
mod keyboard;
mod keying;
mod live;
mod packages;
mod parts;
mod points;
mod quarantine;
mod results;
mod roles;
mod roster;
mod slips;
mod tables;
mod tokens;
mod unknown;
mod viewer;
