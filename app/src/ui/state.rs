//! What every screen may ask: who is signed in, how the store stands, how sending stands.

use dioxus::prelude::*;
use shared::problem::Problem;
use shared::wire::{Person, Role};

use crate::device::protocol::{SyncState, TabletState};

/// Who uses the app.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Session {
    /// Not known yet.
    #[default]
    Unknown,
    /// Nobody.
    SignedOut,
    /// This person; the server may meanwhile have ended the session, then sending asks to sign in again.
    SignedIn(Person),
}

impl Session {
    /// The person, if there is one.
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::SignedIn(person) => Some(person),
            Self::Unknown | Self::SignedOut => None,
        }
    }
}

/// How the store stands in this tab.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum StoreStatus {
    /// It is being opened.
    #[default]
    Starting,
    /// Answers are kept on this device.
    Ready,
    /// This part of the app has none.
    Absent,
    /// Another tab has it.
    Elsewhere,
    /// The other tab was asked for it.
    TakingOver,
    /// This address is neither https nor localhost, so the browser keeps nothing safely.
    Insecure,
    /// This browser has no storage that is safe enough.
    Unsupported,
    /// It does not give it to this window: a private one, or one where what sites keep is blocked.
    Private,
    /// The worker died and is started again.
    Restarting,
    /// It does not open.
    Broken(Problem),
}

/// Who uses the app.
pub static SESSION: GlobalSignal<Session> = Signal::global(Session::default);

/// How the store stands in this tab.
pub static STORE: GlobalSignal<StoreStatus> = Signal::global(StoreStatus::default);

/// How sending stands.
pub static SYNC: GlobalSignal<SyncState> = Signal::global(SyncState::default);

/// How much each person typed at a unit's desk that waits here unsent, by their names.
pub static TYPED: GlobalSignal<Vec<(String, u32)>> = Signal::global(Vec::new);

/// What is said at signing out of what lies in the page alone; where there is a store, all lies there.
pub static IN_PAGE: GlobalSignal<fn() -> Option<String>> = Signal::global(|| || None);

/// Takes over what the store says of what waits in it.
pub fn counted(state: TabletState) {
    *SYNC.write() = state.sync;
    *TYPED.write() = state.typed;
}

/// The server has ended the session: interviews go on, sending and the office ask to sign in again.
pub static ENDED: GlobalSignal<bool> = Signal::global(|| false);

/// Somebody has just signed in: the first screen may lead them on to where they work.
pub static ARRIVED: GlobalSignal<bool> = Signal::global(|| false);

/// Grows when a package kept on the tablet changed; a screen that shows one reads it again.
pub static PACKAGES: GlobalSignal<u32> = Signal::global(|| 0);

/// What became of something that a unit's people typed, until their screen takes it up.
#[cfg(feature = "desk")]
pub static NEWS: GlobalSignal<Vec<crate::device::protocol::typed::News>> = Signal::global(Vec::new);

/// How often the worker died since the page was opened or a person asked to go on.
pub static CRASHES: GlobalSignal<u32> = Signal::global(|| 0);

/// Whether the person signed in holds one of these roles, for this campaign; without one, whether for every campaign.
pub fn may(roles: &[Role], campaign: Option<&str>) -> bool {
    SESSION.read().person().is_some_and(|person| person.may(roles, campaign))
}

/// Whether the person signed in interviews: this work needs the tablet's store.
pub fn is_interviewer() -> bool {
    SESSION.read().person().is_some_and(|person| person.is(&[Role::Interviewer]))
}
