//! What the server says of a package: faults, what it holds, what would change; and its import.

use dioxus::prelude::*;
use shared::problem::{FaultKind, Problem};
use shared::wire::{CheckedPackage, ImportedPackage};

use super::changes::Changes;
use super::faults::Faults;
use crate::address::Address;
use crate::net;
use crate::office::frame::focus;
use crate::ui::{Button, Glyph, LANGUAGE, Look, Notice, Tone, number, problem_text, t, tp};

/// The result of a check.
#[component]
pub fn Checked(checked: CheckedPackage, onimport: EventHandler<()>) -> Element {
    let mut done = use_signal(|| None::<ImportedPackage>);
    let (faults, warnings): (Vec<FaultKind>, Vec<FaultKind>) =
        checked.faults.iter().cloned().partition(FaultKind::is_fault);
    let n = number(checked.refused_for());
    let changes = checked.changes.clone();
    if let Some(done) = done() {
        return rsx! {
            Done { done }
        };
    }
    rsx! {
        section {
            class: "panel opened",
            "aria-labelledby": "package-checked",
            "data-checked": if checked.digest.is_some() { "right" } else { "wrong" },
            header { class: "panel-head",
                h2 { id: "package-checked", tabindex: "-1", onmounted: focus, {t("packages.checked")} }
            }
            Faults { kinds: faults, tone: Tone::Error, title: tp("packages.refused-for", &[("n", &n)]), more: checked.more_faults }
            Faults { kinds: warnings, tone: Tone::Warning, title: t("packages.look-at"), more: 0 }
            if let Some(held) = &checked.campaign {
                h3 { {held.title.get(LANGUAGE().code())} }
                p { {tp("packages.held", &[
                    ("id", &held.id), ("year", &held.year.to_string()), ("units", &number(held.units)),
                    ("places", &number(held.places)), ("forms", &number(held.forms)),
                    ("questions", &number(held.questions)), ("ballots", &number(held.ballots)),
                ])} }
                h3 { {t(if checked.generation == 0 { "packages.new" } else { "packages.changes" })} }
                if changes.is_empty() {
                    p { "data-same": "true", {t("packages.same")} }
                }
                Changes { changes }
            }
            if checked.digest.is_some() {
                Import { checked: checked.clone(), ondone: move |imported| {
                    done.set(Some(imported));
                    onimport.call(());
                } }
            }
        }
    }
}

#[component]
fn Import(checked: CheckedPackage, ondone: EventHandler<ImportedPackage>) -> Element {
    let mut busy = use_signal(|| false);
    let mut problem = use_signal(|| None::<Problem>);
    let digest = checked.digest;
    let act = move |_| async move {
        let Some(digest) = digest.filter(|_| !busy()) else { return };
        busy.set(true);
        match net::import_package(&digest, checked.generation).await {
            Ok(imported) => ondone.call(imported),
            Err(why) => problem.set(Some(why)),
        }
        busy.set(false);
    };
    rsx! {
        if let Some(problem) = problem() {
            div { "data-refused": "{problem.code}",
                Notice { tone: Tone::Error,
                    p { {problem_text(&problem)} }
                }
            }
        }
        p { class: "field-hint", {t("packages.import-text")} }
        div { class: "card-actions",
            Button { look: Look::Primary, glyph: Glyph::Check, disabled: busy(), "data-do": "import", onclick: act,
                {t("packages.import")}
            }
        }
    }
}

/// It is imported; the ways on.
#[component]
fn Done(done: ImportedPackage) -> Element {
    let campaign = done.campaign.clone();
    let text = if done.versions > 0 { "packages.done-versions" } else { "packages.done-text" };
    rsx! {
        section { class: "panel", "data-imported": "{done.campaign}",
            h2 { tabindex: "-1", onmounted: focus, {tp("packages.done", &[("id", &done.campaign)])} }
            Notice { tone: Tone::Good,
                p { {tp(text, &[("n", &done.versions.to_string())])} }
            }
            div { class: "card-actions",
                Link { class: "button button-primary", to: Address::Phases { campaign: campaign.clone() }, "data-do": "to-phases",
                    {t("packages.to-phases")}
                }
                Link { class: "button", to: Address::Fieldwork { campaign, view: Default::default() }, "data-do": "to-campaign",
                    {t("packages.to-campaign")}
                }
            }
        }
    }
}
