//! Sends what was keyed, behind the work: one paper after the other, again and again while the server is not heard.

use std::cell::Cell;

use dioxus::core::spawn_forever;
use dioxus::prelude::*;
use shared::problem::Problem;

use super::desks;
use super::lost::{self, Mark};
use super::outbox::{Keyed, Outbox, Outcome};
use crate::ui::{ENDED, IN_PAGE, SESSION, tp};
use crate::{net, platform};

/// What is on its way. It outlives every screen.
pub static OUTBOX: GlobalSignal<Outbox> = Signal::global(Outbox::default);

/// What lay in a page that is gone, and was not keyed again since.
pub static LOST: GlobalSignal<Vec<Mark>> = Signal::global(|| {
    let kept = storage().and_then(|storage| storage.get_item(KEY).ok()?);
    lost::read(&kept.unwrap_or_default())
});

/// Under which name the browser remembers it.
const KEY: &str = "parindex.keyed";

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// Changes what is on its way, and has the browser remember which papers would be lost with this page.
pub fn change<T>(what: impl FnOnce(&mut Outbox) -> T) -> T {
    let done = what(&mut OUTBOX.write());
    remember();
    done
}

/// Forgets what was lost of a batch.
pub fn forget(by: &str, campaign: &str, batch: i64) {
    LOST.write().retain(|it| (&*it.by, &*it.campaign, it.batch) != (by, campaign, batch));
    remember();
}

fn remember() {
    let mut marks = LOST.peek().clone();
    marks.extend(OUTBOX.peek().keyed().map(Mark::from));
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEY, &lost::written(&marks));
    }
}

/// Grows with each answer of the server about a paper.
pub static ANSWERED: GlobalSignal<u32> = Signal::global(|| 0);

/// As long the last paper is held, if no other one is begun before.
const HELD_MS: u32 = 8_000;

thread_local! {
    /// Whether something is being sent.
    static SENDS: Cell<bool> = const { Cell::new(false) };
    /// Whether the browser is to ask already.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    /// Whether the network is said to be back.
    static WOKEN: Cell<bool> = const { Cell::new(false) };
}

/// How many papers are on their way or not taken, or were begun: they lie in this page alone.
fn in_page() -> usize {
    OUTBOX.peek().all() + desks::begun()
}

/// Has the browser ask before a page is left in which papers lie, and who signs out be told of them.
pub fn guard() {
    if GUARDED.replace(true) {
        return;
    }
    *IN_PAGE.write() = || match in_page() {
        0 => None,
        n => Some(tp("keying.sign-out-in-page", &[("n", &n.to_string())])),
    };
    platform::ask_before_leaving(|| in_page() > 0);
    if let Some(window) = web_sys::window() {
        platform::listen(&window, "online", || WOKEN.set(true));
    }
}

/// Takes a paper in. It is held for a moment, so that its author can take it back.
pub fn put(keyed: Keyed) {
    let (id, mark) = (keyed.id, Mark::from(&keyed));
    LOST.write().retain(|lost| *lost != mark);
    change(|outbox| outbox.put(keyed));
    spawn_forever(async move {
        platform::sleep(HELD_MS).await;
        if OUTBOX.peek().holds(id) {
            let_go();
        }
    });
    send();
}

/// What is held goes.
pub fn let_go() {
    OUTBOX.write().let_go();
    send();
}

/// Sends what waits, unless that is going on already.
pub fn send() {
    if !SENDS.replace(true) {
        spawn_forever(send_all());
    }
}

async fn send_all() {
    loop {
        let by = SESSION.peek().person().map(|person| person.username.clone());
        let next = by.and_then(|by| OUTBOX.peek().next(&by).cloned());
        let Some(keyed) = next else { break };
        let outcome = try_once(&keyed).await;
        if outcome == Outcome::SignedOut {
            *ENDED.write() = true;
        }
        let wait = change(|outbox| outbox.noted(keyed.id, outcome));
        match wait {
            None => break,
            Some(0) => *ANSWERED.write() += 1,
            Some(seconds) => pause(seconds).await,
        }
    }
    SENDS.set(false);
}

async fn try_once(keyed: &Keyed) -> Outcome {
    let Keyed { campaign, batch, paper, id, entry, decides, .. } = keyed;
    match net::key_paper((campaign, *batch, *paper), *id, entry, *decides).await {
        Ok(_) => Outcome::Kept,
        Err(refused) if net::is_signed_out(&refused.problem) => Outcome::SignedOut,
        Err(refused) if is_about_it(&refused.problem) => Outcome::Refused(refused.problem, refused.faults),
        Err(_) => Outcome::Unheard,
    }
}

/// Whether it is the paper that is refused: a server that is busy, or what stands between, says nothing of it.
fn is_about_it(problem: &Problem) -> bool {
    let of_papers = ["papers.", "reviews.", "review.", "campaign.", "access."];
    problem.code == "request.faults" || of_papers.iter().any(|room| problem.code.starts_with(room))
}

/// Waits, but no longer than until the network is said to be back.
async fn pause(seconds: u32) {
    WOKEN.set(false);
    for _ in 0..seconds {
        platform::sleep(1_000).await;
        if WOKEN.take() {
            return;
        }
    }
}
