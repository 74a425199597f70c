//! The pages of the app: which screens each has of its own, and the way to the store.

use dioxus::prelude::*;

use super::route::Route;
#[cfg(feature = "desk")]
use crate::address::DeskAddress;
use crate::address::{Address, Part};
#[cfg(feature = "desk")]
use crate::desk::{DeskFrame, LeafScreen, Leaves, YearScreen};
use crate::field::{BoardScreen, InterviewScreen, OutboxScreen};
use crate::keying::KeyingScreen;
use crate::office::{
    Accounts, Appraisal, Ballot, Ballots, Fieldwork, Index, Log, OfficeFrame, Packages, Phases, Survey,
};
use crate::ui::{KEEPER, Keeper, NeedsStore};

/// A page of the app.
#[derive(Clone, Copy)]
pub struct Page {
    /// Which it is.
    pub part: Part,
    /// What stands around its own screens.
    pub frame: fn() -> Element,
    /// The screen of an address that it alone holds.
    pub screen: fn(Address) -> Element,
    /// The way to the store, if it has one.
    pub keeper: Option<Keeper>,
}

/// The tablet's.
pub const TABLET: Page =
    Page { part: Part::Tablet, frame: field_frame, screen: field_screen, keeper: Some(KEEPER) };

/// The office's.
pub const OFFICE: Page =
    Page { part: Part::Office, frame: office_frame, screen: office_screen, keeper: None };

fn field_frame() -> Element {
    rsx! {
        NeedsStore { Outlet::<Route> {} }
    }
}

fn field_screen(address: Address) -> Element {
    match address {
        Address::Board { campaign } => rsx! {
            BoardScreen { campaign }
        },
        Address::Interview { campaign, draft } => rsx! {
            InterviewScreen { campaign, draft }
        },
        Address::Outbox => rsx! {
            OutboxScreen {}
        },
        _ => rsx! {},
    }
}

fn office_frame() -> Element {
    rsx! {
        OfficeFrame { Outlet::<Route> {} }
    }
}

fn office_screen(address: Address) -> Element {
    match address {
        Address::Fieldwork { campaign, view } => rsx! {
            Fieldwork { campaign, view }
        },
        Address::Ballots { campaign, view } => rsx! {
            Ballots { campaign, view }
        },
        Address::Ballot { campaign, number, view } => rsx! {
            Ballot { campaign, number, view }
        },
        Address::Survey { campaign, view } => rsx! {
            Survey { campaign, view }
        },
        Address::Index { campaign, view } => rsx! {
            Index { campaign, view }
        },
        Address::Appraisal { campaign, view } => rsx! {
            Appraisal { campaign, view }
        },
        Address::Accounts { view } => rsx! {
            Accounts { view }
        },
        Address::Phases { .. } => rsx! {
            Phases {}
        },
        Address::Packages => rsx! {
            Packages {}
        },
        Address::Log { view } => rsx! {
            Log { view }
        },
        _ => rsx! {},
    }
}

/// The clerk's.
pub const KEYING: Page =
    Page { part: Part::Keying, frame: keying_frame, screen: keying_screen, keeper: None };

fn keying_frame() -> Element {
    rsx! {
        Outlet::<Route> {}
    }
}

fn keying_screen(address: Address) -> Element {
    let Address::Keying { campaign, batch } = address else { return rsx! {} };
    rsx! {
        KeyingScreen { campaign, batch }
    }
}

/// A unit's.
#[cfg(feature = "desk")]
pub const DESK: Page =
    Page { part: Part::Desk, frame: desk_frame, screen: desk_screen, keeper: Some(KEEPER) };

#[cfg(feature = "desk")]
fn desk_frame() -> Element {
    rsx! {
        NeedsStore {
            DeskFrame { Outlet::<Route> {} }
        }
    }
}

#[cfg(feature = "desk")]
fn desk_screen(address: Address) -> Element {
    let Address::Desk { view, .. } = address else { return rsx! {} };
    match view {
        DeskAddress::Year => rsx! {
            YearScreen {}
        },
        DeskAddress::Leaves => rsx! {
            Leaves {}
        },
        DeskAddress::Leaf(leaf) => rsx! {
            // A list of one, so that another leaf gets other fields.
            for leaf in [leaf] {
                LeafScreen { key: "{leaf}", leaf }
            }
        },
    }
}
