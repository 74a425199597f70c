//! Who is signed in: on this tablet, which remembers without network, and at the server, which may forget.

use dioxus::core::spawn_forever;
use dioxus::prelude::*;
use futures::join;
use shared::problem::Problem;
use shared::wire::{Person, Role};

use super::keeper::keeper;
use super::state::{ARRIVED, ENDED, SESSION, STORE, SYNC, Session, StoreStatus, counted};
use crate::device::protocol::TabletState;
use crate::{device, net, platform};

/// Noted while the server does not know yet that the person signed out.
const LEAVING: &str = "leaving";

/// Noted while the server may know somebody here: where nobody ever signed in, it is not asked.
const ENTERED: &str = "entered";

/// Noted while the store does not know yet that the person signed out, in a part of the app that has none.
const LEFT: &str = "left";

/// Whom a part of the app without a store saw last: without network it shows what it can, and asks nobody to sign in.
const PERSON: &str = "person";

/// Finds out who is here, from the tablet and from the server at once.
pub async fn begin() {
    let kept = async {
        let mut state = opened().await;
        if state.is_some() && platform::recall(LEFT).is_some() {
            state = device::signed_out().await.ok();
            platform::note(LEFT, None);
        }
        let noted = || platform::recall(PERSON).and_then(|text| shared::json::from_str(&text).ok());
        let person = if keeper().is_some() { state.and_then(|state| state.person) } else { noted() };
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
        known().await
    };
    let (kept, known) = join!(kept, known);
    settle(kept, known).await;
}

/// How the tablet stands, where it has a store and that opens.
async fn opened() -> Option<TabletState> {
    if let Some(keeper) = keeper() {
        return (keeper.open)().await;
    }
    *STORE.write() = if platform::is_secure() { StoreStatus::Absent } else { StoreStatus::Insecure };
    None
}

/// Whom the server knows.
async fn known() -> Result<Person, Problem> {
    match platform::recall(ENTERED) {
        Some(_) => net::person().await,
        None => Err(Problem::new(net::SIGNED_OUT)),
    }
}

/// What the tablet remembers and what the server says, brought together.
async fn settle(kept: Option<Person>, known: Result<Person, Problem>) {
    let unasked = kept.is_some() && platform::recall(ENTERED).is_none();
    match if unasked { net::person().await } else { known } {
        Ok(person) => {
            platform::note(ENTERED, Some("1"));
            if kept.as_ref() != Some(&person) {
                remember(&person).await;
            }
            *SESSION.write() = Session::SignedIn(person);
        }
        Err(problem) => {
            let ended = net::is_signed_out(&problem);
            *ENDED.write() = ended;
            let works_on = kept.filter(|person| !ended || person.is(&[Role::Interviewer]));
            *SESSION.write() = works_on.map_or(Session::SignedOut, Session::SignedIn);
        }
    }
}

/// Asks the server again whether it knows this session: somebody may have signed in again in another tab.
pub async fn ask_again() {
    let ended = *ENDED.peek() || SYNC.peek().needs_sign_in;
    let elsewhere = *STORE.peek() == StoreStatus::Elsewhere;
    if !(if SESSION.peek().person().is_some() { ended } else { elsewhere }) {
        return;
    }
    if let Ok(person) = known().await {
        *ENDED.write() = false;
        remember(&person).await;
        *SESSION.write() = Session::SignedIn(person);
    }
}

/// The server refuses what the screens offer: it is asked what this person may do by now.
pub async fn look_again() {
    if let Ok(person) = net::person().await
        && SESSION.peek().person().is_some_and(|known| *known != person)
    {
        remember(&person).await;
        *SESSION.write() = Session::SignedIn(person);
    }
}

/// Goes on in this tab with the store of another one, whatever becomes of the screen that asks for it.
pub fn use_here() {
    spawn_forever(take_over());
}

async fn take_over() {
    let Some(keeper) = keeper() else { return };
    if let Some(state) = (keeper.take_over)().await {
        found(state).await;
    }
}

/// Goes on with a store that this tab has come by. It may have changed hands meanwhile; it knows, and the server knows better.
pub async fn found(state: TabletState) {
    *SESSION.write() = state.person.clone().map_or(Session::SignedOut, Session::SignedIn);
    settle(state.person, known().await).await;
}

/// Signs in at the server, then on the tablet.
pub async fn enter(username: &str, password: &str) -> Result<(), Problem> {
    let person = net::sign_in(username, password).await?;
    platform::note(LEAVING, None);
    platform::note(ENTERED, Some("1"));
    *ENDED.write() = false;
    remember(&person).await;
    *ARRIVED.write() = true;
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
        && let Ok(state) = device::signed_out().await
    {
        counted(state);
    }
    if *STORE.peek() == StoreStatus::Absent {
        platform::note(LEFT, Some("1"));
    }
    platform::note(PERSON, None);
    *SESSION.write() = Session::SignedOut;
    platform::note(LEAVING, Some("1"));
    platform::note(ENTERED, None);
    if net::sign_out().await.is_ok() {
        platform::note(LEAVING, None);
    }
}

async fn remember(person: &Person) {
    let noted = serde_json::to_string(person).ok().filter(|_| *STORE.peek() == StoreStatus::Absent);
    platform::note(PERSON, noted.as_deref());
    if *STORE.peek() == StoreStatus::Ready
        && let Ok(state) = device::signed_in(person.clone()).await
    {
        counted(state);
    }
}
