//! Who is signed in: on this tablet, which remembers without network, and at the server, which may forget.

use dioxus::core::spawn_forever;
use dioxus::prelude::*;
use futures::join;
use shared::problem::Problem;
use shared::wire::{Person, Role};

use super::state::{ENDED, SESSION, STORE, SYNC, Session, StoreStatus};
use super::tablet;
use crate::{net, platform, store};

/// Noted while the server does not know yet that the person signed out.
const LEAVING: &str = "leaving";

/// Finds out who is here, from the tablet and from the server at once.
pub async fn begin() {
    spawn_forever(tablet::yield_when_asked());
    let kept = async {
        let person = tablet::open().await.and_then(|state| state.person);
        if let Some(person) = &person {
            *SESSION.write() = Session::SignedIn(person.clone());
            // An app on the home screen is promised what a mere page is not; it costs nothing to ask again.
            if platform::is_installed() {
                platform::ask_to_persist().await;
            }
        }
        person
    };
    let known = async {
        // Signed out while the server could not hear it: it hears it now.
        if platform::recall(LEAVING).is_some() {
            net::sign_out().await?;
            platform::note(LEAVING, None);
        }
        net::person().await
    };
    let (kept, known) = join!(kept, known);
    settle(kept, known).await;
}

/// What the tablet remembers and what the server says, brought together.
async fn settle(kept: Option<Person>, known: Result<Person, Problem>) {
    match known {
        Ok(person) => {
            if kept.as_ref() != Some(&person) {
                remember(&person).await;
            }
            *SESSION.write() = Session::SignedIn(person);
        }
        Err(problem) => {
            let ended = net::is_signed_out(&problem);
            *ENDED.write() = ended;
            let works_on = kept.filter(|person| !ended || person.role == Role::Interviewer);
            *SESSION.write() = works_on.map_or(Session::SignedOut, Session::SignedIn);
        }
    }
}

/// Asks the server again whether it knows this session: somebody may have signed in again in another tab.
pub async fn ask_again() {
    let waits = *ENDED.peek() || SYNC.peek().needs_sign_in;
    if !waits || SESSION.peek().person().is_none() {
        return;
    }
    if let Ok(person) = net::person().await {
        *ENDED.write() = false;
        remember(&person).await;
        *SESSION.write() = Session::SignedIn(person);
    }
}

/// Goes on in this tab with the store of another one, whatever becomes of the screen that asks for it.
pub fn use_here() {
    spawn_forever(take_over());
}

async fn take_over() {
    let Some(state) = tablet::take_over().await else { return };
    // The other tab may have changed hands; the store knows, and the server knows better.
    *SESSION.write() = state.person.clone().map_or(Session::SignedOut, Session::SignedIn);
    settle(state.person, net::person().await).await;
}

/// Signs in at the server, then on the tablet.
pub async fn enter(username: &str, password: &str) -> Result<(), Problem> {
    let person = net::sign_in(username, password).await?;
    platform::note(LEAVING, None);
    *ENDED.write() = false;
    remember(&person).await;
    *SESSION.write() = Session::SignedIn(person);
    platform::ask_to_persist().await;
    Ok(())
}

/// Signs out on the tablet and, if it can be reached, at the server. Ballots and interviews stay. The screen that asks for
/// it is gone before the server has heard.
pub fn leave() {
    spawn_forever(sign_out());
}

async fn sign_out() {
    if *STORE.peek() == StoreStatus::Ready
        && let Ok(state) = store::signed_out().await
    {
        *SYNC.write() = state.sync;
    }
    *SESSION.write() = Session::SignedOut;
    platform::note(LEAVING, Some("1"));
    if net::sign_out().await.is_ok() {
        platform::note(LEAVING, None);
    }
}

async fn remember(person: &Person) {
    if *STORE.peek() == StoreStatus::Ready
        && let Ok(state) = store::signed_in(person.clone()).await
    {
        *SYNC.write() = state.sync;
    }
}
