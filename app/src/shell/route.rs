//! Which screen an address shows, and in which frames.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use dioxus::prelude::*;
use dioxus::router::routable::SiteMapSegment;

use super::frame::Shell;
use crate::address::Address;
use crate::field::{BoardScreen, InterviewScreen, OutboxScreen};
use crate::office::{Accounts, Ballot, Ballots, Fieldwork, Index, OfficeFrame, Survey};
use crate::screen::{Device, Home, NotFound, PasswordScreen, SignInScreen};
use crate::ui::NeedsStore;

/// An address with its screen.
#[derive(Clone, PartialEq)]
pub struct Route(Address);

impl FromStr for Route {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        text.parse().map(Self)
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Routable for Route {
    const SITE_MAP: &'static [SiteMapSegment] = &[];

    fn render(&self, level: usize) -> Element {
        match (level, &self.0) {
            (0, _) => rsx! {
                Shell {}
            },
            (1, Address::Board { .. } | Address::Interview { .. } | Address::Outbox) => rsx! {
                NeedsStore { Outlet::<Self> {} }
            },
            (
                1,
                Address::Fieldwork { .. }
                | Address::Ballots { .. }
                | Address::Ballot { .. }
                | Address::Survey { .. }
                | Address::Index { .. }
                | Address::Accounts { .. },
            ) => rsx! {
                OfficeFrame { Outlet::<Self> {} }
            },
            _ => screen(self.0.clone()),
        }
    }
}

fn screen(address: Address) -> Element {
    match address {
        Address::Home => rsx! {
            Home {}
        },
        Address::SignIn => rsx! {
            SignInScreen {}
        },
        Address::Device => rsx! {
            Device {}
        },
        Address::Password => rsx! {
            PasswordScreen {}
        },
        Address::Board { campaign } => rsx! {
            BoardScreen { campaign }
        },
        Address::Interview { campaign, draft } => rsx! {
            InterviewScreen { campaign, draft }
        },
        Address::Outbox => rsx! {
            OutboxScreen {}
        },
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
        Address::Accounts { view } => rsx! {
            Accounts { view }
        },
        Address::NotFound { segments } => rsx! {
            NotFound { segments }
        },
    }
}
