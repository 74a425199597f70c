//! The boot marker: tells a store that the browser has thrown away from a device that is new.

use dioxus::prelude::*;

use super::state::{STORE, SYNC, StoreStatus};
use super::typed::all_typed;
use crate::device::protocol::TabletState;
use crate::platform::{note, recall};

const DEVICE: &str = "device";
const UNSENT: &str = "unsent";

/// The store of last time is gone, and so many ballots and entries were not sent then.
pub static EVICTED: GlobalSignal<Option<u32>> = Signal::global(|| None);

/// Compares the store with the note of last time. A note without its store means that the browser deleted it.
pub fn compare(state: &TabletState) {
    let device = state.device.to_string();
    if recall(DEVICE).is_some_and(|noted| noted != device) {
        *EVICTED.write() = Some(recall(UNSENT).and_then(|unsent| unsent.parse().ok()).unwrap_or(0));
    } else {
        note(DEVICE, Some(&device));
    }
}

/// Whether no store was ever opened on this device.
pub fn is_new() -> bool {
    recall(DEVICE).is_none()
}

/// The person has read it: the new store is the one to watch from now on.
pub fn acknowledge(device: &str) {
    note(DEVICE, Some(device));
    *EVICTED.write() = None;
}

/// Notes how much is not sent, whenever that changes. Call it once, at the root.
pub fn use_unsent_noted() {
    use_effect(|| {
        let (sync, typed) = (SYNC(), all_typed());
        if *STORE.read() == StoreStatus::Ready && EVICTED().is_none() {
            note(UNSENT, Some(&(sync.unsent + sync.parked + typed).to_string()));
        }
    });
}
