//! The app in parts, each a wasm of its own: the tablet's and the one of a unit's desk, with the device's store in a worker, and
//! the office's and the one of clerks who key in papers.
#![cfg_attr(
    not(all(target_arch = "wasm32", feature = "desk")),
    allow(
        dead_code,
        reason = "what needs a browser, and what the tablet's part alone needs, is not built here"
    )
)]
#![cfg_attr(
    all(target_arch = "wasm32", not(feature = "desk")),
    allow(unused_imports, reason = "what the tablet's part alone needs is imported by nobody")
)]

mod address;
#[cfg(any(target_arch = "wasm32", test))]
mod amount;
#[cfg(any(target_arch = "wasm32", test))]
mod by_hand;
#[cfg(all(feature = "desk", any(target_arch = "wasm32", test)))]
mod desk;
#[cfg(any(target_arch = "wasm32", test))]
mod device;
#[cfg(any(target_arch = "wasm32", test))]
mod field;
#[cfg(any(target_arch = "wasm32", test))]
mod keying;
#[cfg(target_arch = "wasm32")]
mod net;
#[cfg(any(target_arch = "wasm32", test))]
mod office;
#[cfg(target_arch = "wasm32")]
mod platform;
#[cfg(target_arch = "wasm32")]
mod screen;
#[cfg(any(target_arch = "wasm32", test))]
mod search;
#[cfg(target_arch = "wasm32")]
mod shell;
#[cfg(target_arch = "wasm32")]
mod ui;
#[cfg(any(target_arch = "wasm32", test))]
mod zone;

pub use address::{Part, ROOMS};
#[cfg(target_arch = "wasm32")]
use shared::message::show;

/// The tablet's part: the page or, where this runs in a worker, the store. What of the library a part does not call is
/// left out of its wasm.
#[cfg(feature = "store")]
pub fn tablet() {
    #[cfg(target_arch = "wasm32")]
    {
        show(const { Part::Tablet.texts() });
        if platform::in_worker() {
            device::worker::start();
        } else {
            shell::start(shell::TABLET);
        }
    }
}

/// The part of a unit's desk: likewise.
#[cfg(feature = "desk")]
pub fn desk() {
    #[cfg(target_arch = "wasm32")]
    {
        show(const { Part::Desk.texts() });
        if platform::in_worker() {
            device::worker::start();
        } else {
            shell::start(shell::DESK);
        }
    }
}

/// The office's part.
pub fn office() {
    #[cfg(target_arch = "wasm32")]
    {
        show(const { Part::Office.texts() });
        shell::start(shell::OFFICE);
    }
}

/// The part of clerks.
pub fn keying() {
    #[cfg(target_arch = "wasm32")]
    {
        show(const { Part::Keying.texts() });
        shell::start(shell::KEYING);
    }
}
