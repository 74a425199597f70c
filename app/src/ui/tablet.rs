//! Keeps the store open in one tab: opens it, starts it again after a crash, gives it to another tab, takes it back.

use std::cell::RefCell;

use dioxus::core::spawn_forever;
use dioxus::prelude::*;
use futures::StreamExt;
use futures::future::{Either, select};
use shared::problem::Problem;

use super::state::{STORE, SYNC, StoreStatus};
use super::{eviction, session};
use crate::platform::{self, Claim, NoLocks, Ownership};
use crate::store::client::{self, Notification};
use crate::store::protocol::{Command, Event, Reply, TabletState};

/// How long another tab gets to answer before its lock is taken.
const OTHER_TAB_ANSWERS_WITHIN_MS: u32 = 3_000;

/// So many crashes in a row are worth a new start; after that a person has to decide.
const RESTARTS: u32 = 3;

/// How often the worker is looked after.
const LOOK_AFTER_WORKER_MS: u32 = 20_000;

thread_local! {
    static OWNED: RefCell<Option<Ownership>> = const { RefCell::new(None) };
}

/// Opens the store if no other tab has it. Returns how the tablet stands, if it opened.
pub async fn open() -> Option<TabletState> {
    if let Some(why) = missing() {
        *STORE.write() = why;
        return None;
    }
    answered(platform::claim(Claim::IfFree).await).await
}

/// Takes the store over from another tab.
pub async fn take_over() -> Option<TabletState> {
    *STORE.write() = StoreStatus::TakingOver;
    *super::state::CRASHES.write() = 0;
    platform::ask_to_release();
    let asked = Box::pin(platform::claim(Claim::Wait));
    let patience = Box::pin(platform::sleep(OTHER_TAB_ANSWERS_WITHIN_MS));
    let ownership = match select(asked, patience).await {
        Either::Left((ownership, _)) => ownership,
        Either::Right(_) => platform::claim(Claim::Steal).await,
    };
    answered(ownership).await
}

/// Goes on as the browser answered: with the store, or with what is said in its place.
async fn answered(claimed: Result<Option<Ownership>, NoLocks>) -> Option<TabletState> {
    let instead = match claimed {
        Ok(Some(ownership)) => return own(ownership).await,
        Ok(None) => StoreStatus::Elsewhere,
        Err(NoLocks) => StoreStatus::Unsupported,
    };
    *STORE.write() = instead;
    None
}

/// Passes on to the worker what only the page hears: the network is back, the page is seen again.
pub async fn relay_wakes() {
    let mut wakes = platform::on_wake();
    while let Some(heard) = wakes.next().await {
        if *STORE.peek() == StoreStatus::Ready {
            let _ = client::call(Command::Wake { online: heard == platform::Heard::Online }).await;
        }
        session::ask_again().await;
    }
}

/// Asks the worker now and then how the tablet stands, so that one that died without a word is noticed and started again
/// while nobody types: ballots wait for it.
pub async fn watch_worker() {
    loop {
        platform::sleep(LOOK_AFTER_WORKER_MS).await;
        if *STORE.peek() == StoreStatus::Ready {
            let _ = client::call(Command::State).await;
        }
    }
}

/// What the browser lacks here, found before anything is tried.
fn missing() -> Option<StoreStatus> {
    let window = web_sys::window()?;
    if !window.is_secure_context() {
        return Some(StoreStatus::Insecure);
    }
    (!platform::has_file_system()).then_some(StoreStatus::Unsupported)
}

async fn own(mut ownership: Ownership) -> Option<TabletState> {
    let mut lost = ownership.lost();
    OWNED.replace(Some(ownership));
    spawn_forever(async move {
        lost.next().await;
        client::stop();
        OWNED.take();
        *STORE.write() = StoreStatus::Elsewhere;
    });
    start().await
}

async fn start() -> Option<TabletState> {
    let opened = hello().await;
    match opened {
        Ok(state) => {
            eviction::compare(&state);
            *SYNC.write() = state.sync.clone();
            *STORE.write() = StoreStatus::Ready;
            Some(state)
        }
        Err(problem) => {
            client::stop();
            if let Some(ownership) = OWNED.take() {
                ownership.release();
            }
            *STORE.write() = if problem.code == "store.no_opfs" {
                StoreStatus::Unsupported
            } else {
                StoreStatus::Broken(problem)
            };
            None
        }
    }
}

async fn hello() -> Result<TabletState, Problem> {
    let mut notifications = client::start()?;
    spawn_forever(async move {
        while let Some(notification) = notifications.next().await {
            match notification {
                Notification::Event(Event::Sync(sync)) => *SYNC.write() = sync,
                Notification::Event(Event::PackageChanged { .. }) => *super::state::PACKAGES.write() += 1,
                Notification::Event(Event::SessionEnded) => *super::state::ENDED.write() = true,
                Notification::Crashed => restart().await,
            }
        }
    });
    match client::call(Command::Hello { build: platform::build() }).await? {
        Reply::State(state) => Ok(*state),
        _ => Err(Problem::new("store.reply")),
    }
}

/// Starts a new worker in place of the dead one; what was not yet saved is asked again by the screen that shows it.
async fn restart() {
    let crashes = {
        let mut crashes = super::state::CRASHES.write();
        *crashes += 1;
        *crashes
    };
    if crashes > RESTARTS {
        if let Some(ownership) = OWNED.take() {
            ownership.release();
        }
        *STORE.write() = StoreStatus::Broken(Problem::new("store.crashed"));
        return;
    }
    *STORE.write() = StoreStatus::Restarting;
    Box::pin(start()).await;
}

/// Gives the store to the tab that asks for it.
pub async fn yield_when_asked() {
    let mut asked = platform::on_release_asked();
    while asked.next().await.is_some() {
        let Some(ownership) = OWNED.take() else { continue };
        let _ = client::call(Command::Close).await;
        client::stop();
        *STORE.write() = StoreStatus::Elsewhere;
        ownership.release();
    }
}
