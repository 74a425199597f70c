//! The phases of the year: what is open and how long, opened and closed by hand or by date, longer for one unit.

#[cfg(target_arch = "wasm32")]
mod card;
#[cfg(target_arch = "wasm32")]
mod ends;
#[cfg(target_arch = "wasm32")]
mod extend;
#[cfg(target_arch = "wasm32")]
mod screen;
#[cfg(target_arch = "wasm32")]
mod set;
mod standing;

#[cfg(target_arch = "wasm32")]
pub use {
    ends::{Ends, use_calendar},
    screen::Phases,
};
