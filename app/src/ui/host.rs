//! For which office and province the server works, as it tells everybody at the door.

use dioxus::prelude::*;

use super::LANGUAGE;
use crate::net;

/// The office and its province; nothing where no campaign names them or the server cannot be reached.
#[component]
pub fn Host() -> Element {
    let found = use_resource(net::version);
    let found = found.read();
    let Some(Ok(version)) = found.as_ref() else { return rsx! {} };
    let language = LANGUAGE();
    let (province, office) = (version.province.get(language.code()), version.office.get(language.code()));
    rsx! {
        if !(province.is_empty() && office.is_empty()) {
            p { class: "host", "data-fact": "host",
                span { class: "host-province", "{province}" }
                span { class: "host-office", "{office}" }
            }
        }
    }
}
