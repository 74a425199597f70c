//! What stands around every screen: mark, state of the work, language, person; and what is shown when nobody is signed in.

use dioxus::prelude::*;
use shared::message::Language;
use shared::wire::Role;

use super::page::Page;
use super::route::{InOtherPart, Route};
use crate::address::{Address, DeskAddress, Part, use_address};
use crate::device;
use crate::net;
use crate::screen::SignInScreen;
#[cfg(feature = "desk")]
use crate::ui::count_typed;
use crate::ui::{
    Button, ENDED, EVICTED, FirstVisit, Glyph, Icon, LANGUAGE, Notice, Opening, SESSION, STORE, SYNC,
    Session, StoreStatus, Tone, UNSPOKEN, UPDATE, acknowledge, all_typed, choose_language, door,
    is_misplaced, switch, t, tp, use_focus_on_content, work_in_words,
};

/// The frame of every screen.
#[component]
pub fn Shell() -> Element {
    let here = use_address();
    let running = use_context::<Page>().part;
    use_focus_on_content();
    #[cfg(feature = "desk")]
    use_effect(use_reactive!(|here| {
        let _: Address = here;
        count_typed();
    }));
    // Who has to sign in goes on in the form that stands at the door; it is opened there.
    use_effect(|| {
        if SESSION.read().person().is_some() {
            door::remove();
        }
    });
    rsx! {
        a { class: "skip", href: "#content", {t("common.skip")} }
        header { class: "header",
            Link { class: "mark", to: Address::Home, "aria-label": format!("Parindex – {}", t("common.home")),
                Mark {}
                span { "Parindex" }
            }
            WorkState {}
            nav { class: "header-tools", "aria-label": t("common.tools"),
                LanguageSwitch {}
                if let Some(person) = SESSION.read().person() {
                    Link { class: "tool", to: Address::Device,
                        Icon { glyph: Glyph::Person }
                        span { class: "visually-hidden", {t("common.device")} }
                        span { class: "tool-name", "{person.name}" }
                    }
                }
            }
        }
        main { id: "content", class: "content", tabindex: "-1",
            Banners {}
            if matches!(here, Address::Home | Address::Desk { view: DeskAddress::Year, .. }) {
                FirstVisit {}
            }
            match (&*SESSION.read(), &here) {
                (Session::Unknown, _) => rsx! {
                    Opening { text: t("common.opening") }
                },
                (Session::SignedOut, _) | (_, Address::SignIn) => rsx! {
                    SignInScreen {}
                },
                _ if is_misplaced(running, &here) => rsx! {
                    InOtherPart { part: Part::Tablet }
                },
                _ => rsx! {
                    Outlet::<Route> {}
                },
            }
        }
    }
}

/// Messages that hold on every screen.
#[component]
fn Banners() -> Element {
    let update = UPDATE();
    let interviewing = use_address().is_interview();
    let signed_in = SESSION.read().person().is_some();
    rsx! {
        if let Some(unsent) = EVICTED() {
            Notice { tone: Tone::Error, title: t("kept.evicted"),
                if unsent > 0 {
                    p { {tp("kept.evicted-text", &[("n", &unsent.to_string())])} }
                } else {
                    p { {t("kept.evicted-none")} }
                }
                Button {
                    onclick: move |_| async {
                        if let Ok(state) = device::state().await {
                            acknowledge(&state.device.to_string());
                        }
                    },
                    {t("common.understood")}
                }
            }
        }
        if UNSPOKEN() {
            Notice { tone: Tone::Warning,
                p { {t("problem.net.offline")} }
            }
        }
        if signed_in && (ENDED() || SYNC.read().needs_sign_in) {
            SessionEnded {}
        }
        if update.waiting && !interviewing {
            Notice { title: t("common.new-version"),
                p { {t("common.new-version-text")} }
                Button {
                    glyph: Glyph::Again,
                    "data-do": "update",
                    onclick: move |_| async { switch().await },
                    {t("common.new-version-switch")}
                }
            }
        }
    }
}

/// The server knows this session no longer; it is asked why.
#[component]
fn SessionEnded() -> Element {
    let why = use_resource(|| async { net::person().await.err() });
    let revoked = why.read().iter().flatten().any(|why| why.code == net::REVOKED);
    rsx! {
        Notice { tone: Tone::Warning, title: t(if revoked { "common.session-revoked" } else { "common.session-ended" }),
            p { "data-state": "needs-sign-in",
                {t(if *STORE.read() == StoreStatus::Absent { "common.session-ended-text" } else { "kept.session-ended-text" })}
            }
            Link { class: "button", to: Address::SignIn, {t("common.sign-in-again")} }
        }
    }
}

/// The mark of the app.
#[component]
pub fn Mark() -> Element {
    rsx! {
        svg { class: "mark-picture", view_box: "0 0 48 48", "aria-hidden": "true",
            rect { width: "48", height: "48", rx: "10", class: "mark-ground" }
            rect { x: "12", y: "26", width: "6", height: "10", rx: "3", class: "mark-bar" }
            rect { x: "21", y: "19", width: "6", height: "17", rx: "3", class: "mark-bar" }
            rect { x: "30", y: "12", width: "6", height: "24", rx: "3", class: "mark-best" }
        }
    }
}

/// Who takes no ballots hears of them only while this device keeps some; and everybody of what was typed at a desk here,
/// but at a desk, whose own head says it.
#[component]
fn WorkState() -> Element {
    let (unsent, ballots) = (SYNC.read().unsent + SYNC.read().parked, SYNC.read().ballots());
    let typed = all_typed();
    let interviews = SESSION.read().person().map(|person| person.is(&[Role::Interviewer]));
    let at_desk = matches!(use_address(), Address::Desk { .. });
    let Some(interviews) = interviews else { return rsx! {} };
    let (tone, glyph, words) = work_in_words();
    rsx! {
        if interviews || unsent > 0 {
            p { class: "work {tone.class()}", role: "status", "data-count": "unsent", "data-n": "{ballots}",
                Icon { glyph }
                span { "{words}" }
            }
        }
        if typed > 0 && !at_desk {
            p { class: "work {Tone::Warning.class()}", role: "status", "data-count": "typed", "data-n": "{typed}",
                Icon { glyph: Glyph::Tablet }
                span { {tp("kept.typed", &[("n", &typed.to_string())])} }
            }
        }
    }
}

#[component]
fn LanguageSwitch() -> Element {
    rsx! {
        div { class: "languages", role: "group", "aria-label": t("common.language"),
            for (language , name , full) in [(Language::Vi, "VI", "Tiếng Việt"), (Language::En, "EN", "English")] {
                button {
                    key: "{name}",
                    r#type: "button",
                    lang: language.code(),
                    "aria-label": "{name} – {full}",
                    "data-language": language.code(),
                    "aria-pressed": if LANGUAGE() == language { "true" } else { "false" },
                    onclick: move |_| choose_language(language),
                    "{name}"
                }
            }
        }
    }
}
