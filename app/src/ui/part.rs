//! Which part of the app opens where each could: the office's or a unit's for who works there, on a device that has no work of
//! its own.

use dioxus::prelude::*;
use shared::wire::{Person, Role};

use super::eviction::is_new;
use super::state::{PACKAGES, SESSION, STORE, SYNC, StoreStatus, is_interviewer};
use super::typed::all_typed;
use super::update::UPDATE;
use crate::address::{Address, Part};
use crate::{device, platform};

/// Noted for the script that starts the page.
const NOTE: &str = "part";

/// Notes the part that is to open, whenever that may be another one. Call it once, at the root.
pub fn use_part_noted(running: Part) {
    use_effect(move || {
        let _ = PACKAGES();
        let works_in = SESSION.read().person().map(works_in);
        let is_told =
            SESSION.read().person().is_some_and(|it| it.is(&Role::STAFF) || it.is(&[Role::Appraiser]));
        let (store, sync) = (STORE(), SYNC());
        // A desk shows what others typed; the office has no store to say it from.
        let typed = if works_in.is_some_and(|part| !part.has_store()) { all_typed() } else { 0 };
        let unsent = sync.unsent + sync.parked + typed;
        let (true, Some(works_in)) = (UPDATE().kept, works_in) else { return };
        spawn(async move {
            let free = match running {
                Part::Tablet | Part::Desk => {
                    store == StoreStatus::Ready && unsent == 0 && !is_assigned().await
                }
                Part::Office | Part::Keying => platform::recall(NOTE).is_some() || is_new(),
            };
            // What is not kept here could be gone from the server, which may have a later version.
            if works_in != Part::Tablet && free && platform::keep(works_in.name()).await {
                let news = platform::recall(NOTE).as_deref() != Some(works_in.name());
                platform::note(NOTE, Some(works_in.name()));
                // What waits for these people stands at home, in each part but the tablet's, which opens on a new device.
                if news && running == Part::Tablet && is_told && is_at_home() {
                    load_again(None);
                }
            } else {
                platform::note(NOTE, None);
            }
        });
    });
}

/// The part in which a person works.
fn works_in(person: &Person) -> Part {
    if person.is(&[Role::Interviewer]) {
        Part::Tablet
    } else if person.is(&Role::STAFF) && !person.is(&Role::OFFICE) {
        Part::Desk
    } else if person.is(&[Role::Clerk]) && !person.is(&Role::OVERVIEW) {
        Part::Keying
    } else {
        Part::Office
    }
}

/// Whether the home screen is shown.
fn is_at_home() -> bool {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok());
    path.is_some_and(|path| path == Address::Home.to_string())
}

/// Whether this device keeps a campaign in which the person takes ballots.
async fn is_assigned() -> bool {
    let kept = device::campaigns().await;
    kept.is_ok_and(|kept| kept.unreadable > 0 || kept.rows.iter().any(|card| card.summary.assigned))
}

/// Loads the page again in the part that holds what is to be shown: who takes ballots finds their screens in the tablet's.
pub fn load_again(part: Option<Part>) {
    if part == Some(Part::Tablet) {
        platform::note(NOTE, None);
    }
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Whether the person's screens are in the other part, though this address stands in both.
pub fn is_misplaced(running: Part, here: &Address) -> bool {
    !running.has_store() && here.part().is_none() && is_interviewer()
}
