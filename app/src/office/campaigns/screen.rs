//! The screen: choose a package, see what is wrong and what changes, import it; below it the packages that are here.

use dioxus::prelude::*;
use shared::wire::CheckedPackage;

use super::checked::Checked;
use super::choose::Choose;
use super::kept::Kept;
use crate::net;
use crate::office::frame::{AdminsOnly, use_last};
use crate::ui::{t, use_title};

/// Packages; only admins of every campaign see them.
#[component]
pub fn Packages() -> Element {
    use_title(t("packages.packages"));
    rsx! {
        AdminsOnly { Rooms {} }
    }
}

#[component]
fn Rooms() -> Element {
    let last = use_last(net::campaigns);
    let mut checked = use_signal(|| None::<(u32, CheckedPackage)>);
    let mut nth = use_signal(|| 0);
    rsx! {
        section { class: "stack office-screen", "aria-labelledby": "packages-title",
            h1 { id: "packages-title", {t("packages.packages")} }
            p { class: "lead", {t("packages.text")} }
            Choose {
                oncheck: move |found: Option<CheckedPackage>| {
                    nth += 1;
                    checked.set(found.map(|found| (nth(), found)));
                },
            }
            // A list of one, so that another package begins anew.
            for (nth , checked) in checked() {
                Checked { key: "{nth}", checked, onimport: move |()| last.ask() }
            }
            section { class: "panel", "aria-labelledby": "packages-kept",
                h2 { id: "packages-kept", {t("packages.kept")} }
                {last.show(|campaigns| rsx! {
                    Kept { campaigns }
                })}
            }
        }
    }
}
