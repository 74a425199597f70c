//! Keeps the store open in one tab: opens it, starts it again after a crash, gives it to another tab, takes it back.

use std::cell::{Cell, RefCell};

use dioxus::core::spawn_forever;
use dioxus::prelude::*;
use futures::StreamExt;
use futures::future::{Either, select};
use shared::problem::Problem;

use super::keeper::Keeper;
use super::state::{STORE, SYNC, StoreStatus, counted};
use super::{eviction, session};
use crate::device::client::{self, Notification};
use crate::device::protocol::{Command, Event, Reply, TabletState};
use crate::platform::{self, Claim, NoLocks, Ownership};

/// How long another tab gets to answer before its lock is taken.
const OTHER_TAB_ANSWERS_WITHIN_MS: u32 = 3_000;

/// So many crashes in a row are worth a new start; after that a person has to decide.
const RESTARTS: u32 = 3;

/// How often the worker is looked after.
const LOOK_AFTER_WORKER_MS: u32 = 20_000;

/// So long what was just put in has to reach the store before another tab gets it.
const LETS_FINISH_MS: u32 = 250;

/// So long a page that goes keeps still, for its worker to let go of the files. There is no other way to wait there, and
/// Chromium crashes a page that it takes down while a file is being opened.
const LETS_GO_WITHIN_MS: f64 = 80.0;

/// A page that goes lets go a moment before its successor asks; so long nobody is told of another tab.
const QUIET_MS: u32 = 500;

thread_local! {
    static OWNED: RefCell<Option<Ownership>> = const { RefCell::new(None) };
    /// How often the page was left: what began before must not touch what begins after.
    static LEFT: Cell<u32> = const { Cell::new(0) };
}

/// The tablet's keeper.
pub const KEEPER: Keeper = Keeper {
    open: || Box::pin(open()),
    take_over: || Box::pin(take_over()),
    watch: || {
        spawn_forever(yield_when_asked());
        spawn_forever(follow_page());
        spawn_forever(relay_wakes());
        spawn_forever(watch_worker());
    },
};

/// Opens the store once the page is seen, unless another tab has it. Returns how the tablet stands, if it opened.
async fn open() -> Option<TabletState> {
    if let Some(why) = missing() {
        *STORE.write() = why;
        return None;
    }
    platform::until_seen(true).await;
    let turn = Box::pin(platform::claim(Claim::Wait));
    match select(turn, Box::pin(platform::sleep(QUIET_MS))).await {
        Either::Left((claimed, _)) => answered(claimed).await,
        Either::Right(_) => {
            stand_in_line();
            None
        }
    }
}

/// Says that another tab has the store, and takes it over when that one is gone.
fn stand_in_line() {
    *STORE.write() = StoreStatus::Elsewhere;
    spawn_forever(async {
        if let Some(state) = answered(platform::claim(Claim::Wait).await).await {
            session::found(state).await;
        }
    });
}

/// Takes the store over from another tab.
async fn take_over() -> Option<TabletState> {
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
    match claimed {
        Ok(ownership) => own(ownership?).await,
        Err(NoLocks) => {
            *STORE.write() = StoreStatus::Unsupported;
            None
        }
    }
}

/// Gives everything up when the page goes, whatever comes after: files that are held or being opened while a page is taken
/// down stay with it, and have crashed it. A page that comes back opens the store again.
async fn follow_page() {
    let mut returned = platform::on_leave(leave);
    let mut seen = LEFT.get();
    while returned.next().await.is_some() {
        let left = LEFT.get();
        if std::mem::replace(&mut seen, left) == left {
            continue;
        }
        client::stop();
        *STORE.write() = StoreStatus::Starting;
        if let Some(state) = open().await {
            session::found(state).await;
        }
    }
}

fn leave() {
    LEFT.set(LEFT.get() + 1);
    platform::stop_waiting();
    client::let_go();
    if let Some(ownership) = OWNED.take() {
        let leaving = platform::Stopwatch::start();
        while leaving.elapsed_ms() < LETS_GO_WITHIN_MS {}
        ownership.release();
    }
}

/// Passes on to the worker what only the page hears: the network is back, the page is seen again.
async fn relay_wakes() {
    let mut wakes = platform::on_wake();
    while let Some(wake) = wakes.next().await {
        if *STORE.peek() == StoreStatus::Ready {
            let _ = client::call(Command::Wake { online: wake == platform::Wake::Online }).await;
        }
        session::ask_again().await;
    }
}

/// Asks the worker now and then how the tablet stands, so that one that died without a word is noticed and started again
/// while nobody types: ballots wait for it.
async fn watch_worker() {
    loop {
        platform::sleep(LOOK_AFTER_WORKER_MS).await;
        if *STORE.peek() == StoreStatus::Ready {
            let _ = client::call(Command::State).await;
        }
    }
}

/// What the browser lacks here, found before anything is tried.
fn missing() -> Option<StoreStatus> {
    if !platform::is_secure() {
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
        stand_in_line();
    });
    start().await
}

async fn start() -> Option<TabletState> {
    let left = LEFT.get();
    let opened = hello().await;
    if LEFT.get() != left {
        return None;
    }
    match opened {
        Ok(state) => {
            eviction::compare(&state);
            counted(state.clone());
            *STORE.write() = StoreStatus::Ready;
            Some(state)
        }
        Err(problem) => {
            client::stop();
            if let Some(ownership) = OWNED.take() {
                ownership.release();
            }
            *STORE.write() = match problem.code.as_str() {
                "store.no_opfs" => StoreStatus::Unsupported,
                "store.private" => StoreStatus::Private,
                _ => StoreStatus::Broken(problem),
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
                #[cfg(feature = "desk")]
                Notification::Event(Event::Desk(news)) => {
                    super::typed::follow(&news);
                    super::state::NEWS.write().push(*news);
                }
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

/// Gives the store to the tab that asks for it. Tabs that wait let it pass.
async fn yield_when_asked() {
    let mut asked = platform::on_release_asked();
    while asked.next().await.is_some() {
        if let Some(ownership) = OWNED.take() {
            // What was put in just now is on its way to the store: it comes before the end.
            platform::sleep(LETS_FINISH_MS).await;
            let _ = client::call(Command::Close).await;
            client::stop();
            stand_in_line();
            ownership.release();
        } else if *STORE.peek() == StoreStatus::Elsewhere {
            stand_in_line();
        }
    }
}
