//! The guide of a person's role, which stands beside the app; its three first steps until the person has read them.

use dioxus::prelude::*;
use shared::wire::Role;

use super::{Button, LANGUAGE, Notice, SESSION, t};
use crate::platform;

/// The role whose guide the person reads first.
fn role() -> Option<Role> {
    SESSION.read().person().and_then(|person| person.roles.first().map(|grant| grant.role))
}

/// Where something about a role stands.
fn at(role: Role, end: &str) -> String {
    format!("/help/{}/{}{end}.html", LANGUAGE().code(), role.code())
}

/// Under which name it is noted that the steps of a role were read here.
fn met(role: Role) -> String {
    format!("met.{}", role.code())
}

/// The way to the person's guide.
#[component]
pub fn GuideLink() -> Element {
    let Some(role) = role() else { return rsx! {} };
    rsx! {
        a { class: "button", href: at(role, ""), "data-do": "guide", {t("common.guide")} }
    }
}

/// What to do first, as the guide says it; once for each role on a device.
#[component]
pub fn FirstVisit() -> Element {
    let mut gone = use_signal(|| None);
    let steps = use_resource(|| async move {
        let role = role().filter(|role| platform::recall(&met(*role)).is_none())?;
        Some((role, platform::fetch_text(&at(role, ".steps")).await?))
    });
    let Some(Some((role, steps))) = steps() else { return rsx! {} };
    if gone() == Some(role) {
        return rsx! {};
    }
    rsx! {
        Notice { title: t("common.first-visit"),
            div { class: "first-visit", "data-first-visit": role.code(), dangerous_inner_html: steps }
            p { class: "card-actions",
                a { class: "button", href: at(role, ""), {t("common.guide")} }
                Button {
                    "data-do": "met",
                    onclick: move |_| {
                        platform::note(&met(role), Some(""));
                        gone.set(Some(role));
                    },
                    {t("common.understood")}
                }
            }
        }
    }
}
