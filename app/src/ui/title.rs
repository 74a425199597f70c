//! The window's title and, for screen readers, where they are after a step from screen to screen.

use dioxus::prelude::*;

use super::focus::focus_on;
use super::state::{SESSION, Session};
use crate::address::use_address;

/// Names the window after the screen.
pub fn use_title(title: String) {
    use_effect(use_reactive!(|title| {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(&format!("{title} – Parindex"));
        }
    }));
}

/// Puts the focus on the content after each step to another screen, so that a screen reader begins to read there; signing
/// in or out is such a step. Another view of the same screen (what stands behind the `?`) leaves it where it is.
pub fn use_focus_on_content() {
    let here = use_address().to_string();
    let here = here.split('?').next().unwrap_or_default().to_owned();
    let signed_in = match &*SESSION.read() {
        Session::Unknown => None,
        known => Some(known.person().is_some()),
    };
    let now = signed_in.map(|signed_in| (here, signed_in));
    let mut before = use_signal(|| None);
    use_effect(use_reactive!(|now| {
        if now.is_none() || before.replace(now.clone()).is_none_or(|before| Some(before) == now) {
            return;
        }
        focus_on("content");
    }));
}
