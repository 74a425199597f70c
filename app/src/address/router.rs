//! The addresses as the router knows them.

use dioxus::prelude::*;

use super::Address;

impl Address {
    /// The address that is shown, whether its screen is up yet or not.
    pub fn here() -> Option<Self> {
        web_sys::window()?.location().pathname().ok()?.parse().ok()
    }
}

impl From<Address> for NavigationTarget {
    fn from(address: Address) -> Self {
        Self::Internal(address.to_string())
    }
}

/// The address that is shown, followed.
pub fn use_address() -> Address {
    router().full_route_string().parse().unwrap_or_else(|never| match never {})
}
