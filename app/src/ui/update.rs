//! New versions of the app: kept beside the old one, let in between interviews, never in the middle of one.

use dioxus::prelude::*;
use futures::StreamExt;

use super::state::{STORE, StoreStatus};
use crate::address::{Address, Part};
use crate::platform::{self, Version};

/// How often to look whether the store is open.
const LOOK_AGAIN_MS: u32 = 200;

/// What is known about the app's version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// This version starts without network.
    pub kept: bool,
    /// A new one waits.
    pub waiting: bool,
}

/// What is known about the app's version.
pub static UPDATE: GlobalSignal<Update> = Signal::global(Update::default);

/// Follows the service worker. A new version found at the start is let in at once: no work is open yet.
pub async fn watch(part: Part) {
    let mut versions = platform::versions(part.name());
    while let Some(version) = versions.next().await {
        match version {
            Version::Kept => UPDATE.write().kept = true,
            Version::Waiting { at_start } => {
                UPDATE.write().waiting = true;
                if at_start {
                    store_settled().await;
                    switch().await;
                }
            }
            Version::Switched => {
                if let Some(window) = web_sys::window() {
                    let _ = window.location().reload();
                }
            }
        }
    }
}

/// Waits until it is known whether this tab has the store: only then can no other tab be in an interview.
async fn store_settled() {
    while *STORE.peek() == StoreStatus::Starting {
        platform::sleep(LOOK_AGAIN_MS).await;
    }
}

/// Lets the new version in, unless an interview is open in this tab or may be in another one.
pub async fn switch() {
    let interviewing = Address::here().is_some_and(|here| here.is_interview());
    let may_elsewhere = match *STORE.peek() {
        StoreStatus::Elsewhere | StoreStatus::TakingOver => true,
        StoreStatus::Absent => platform::is_owned().await,
        _ => false,
    };
    if !interviewing && !may_elsewhere {
        platform::switch().await;
    }
}
