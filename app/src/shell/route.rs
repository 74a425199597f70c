//! Which screen an address shows, and in which frames.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use dioxus::prelude::*;
use dioxus::router::routable::SiteMapSegment;

use super::frame::Shell;
use super::page::Page;
use crate::address::{Address, Part};
use crate::screen::{Device, Home, NotFound, PasswordScreen, SignInScreen};
use crate::ui::{Opening, load_again, t};

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
        let page = consume_context::<Page>();
        match (level, self.0.part()) {
            (0, _) => rsx! {
                Shell {}
            },
            (1, None) => screen(self.0.clone()),
            (1, Some(part)) if part == page.part => (page.frame)(),
            (1, Some(part)) => rsx! {
                InOtherPart { part }
            },
            _ => (page.screen)(self.0.clone()),
        }
    }
}

/// Where the other part of the app takes over: it is loaded at this address.
#[component]
pub fn InOtherPart(part: Part) -> Element {
    use_effect(move || load_again(Some(part)));
    rsx! {
        Opening { text: t("common.opening") }
    }
}

/// The screens that each part holds.
fn screen(address: Address) -> Element {
    match address {
        Address::SignIn => rsx! {
            SignInScreen {}
        },
        Address::Device => rsx! {
            Device {}
        },
        Address::Password => rsx! {
            PasswordScreen {}
        },
        Address::NotFound { segments } => rsx! {
            NotFound { segments }
        },
        _ => rsx! {
            Home {}
        },
    }
}
