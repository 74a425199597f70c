//! Where what was typed is: on this device, on its way, at the server; and why it is not sent.

use dioxus::prelude::*;
use shared::typed::{Document, Slip, Subject};

use super::form::Typing;
use super::pen::{FAILED, write};
use crate::desk::context::{Desk, use_desk};
use crate::desk::plan::{of, stand};
use crate::device::protocol::typed::Ask;
use crate::ui::{Button, Dialog, ENDED, Glyph, Icon, Look, SYNC, problem_text, t, tp};

/// Whether it names a file that the server does not have yet.
fn awaits(desk: Desk, slip: &Slip) -> bool {
    let parcels = desk.parcels.read();
    let named = |it: &Document| parcels.iter().any(|(parcel, _)| it.said.file == Some(parcel.key.digest));
    slip.words.evidence.iter().any(named)
}

/// Whether what is kept goes out now, and what it waits for where it cannot.
fn on_its_way(desk: Desk) -> &'static str {
    match () {
        () if ENDED() || SYNC.read().needs_sign_in => "desk.kept-ended",
        () if desk.refused.read().is_some() => "desk.kept-denied",
        () if !(desk.heard)() => "desk.kept-offline",
        () => "desk.kept-waiting",
    }
}

/// How far something typed is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// It is not to be sent as it is, or was refused.
    Back,
    /// It goes out as soon as it can.
    OnItsWay,
}

/// How far this is; what was never typed is held back.
pub fn held(slip: Option<&Slip>) -> Held {
    let goes = slip.is_some_and(|it| it.is_ready());
    if goes { Held::OnItsWay } else { Held::Back }
}

/// The line below the fields.
#[component]
pub fn Kept(typing: Typing, faulty: bool) -> Element {
    let desk = use_desk();
    let code = typing.of();
    let is_answer = matches!(Subject::of(&code), Subject::Question { .. });
    let mut asking = use_signal(|| false);
    let slips = desk.slips.read();
    let slip = slips.get(&code);
    let stands = stand(of(&desk.book.read().record, &code));
    let words = typing.words.read();
    let as_said = stands.iter().any(|it| words.read().as_ref() == Ok(&it.said));
    let failed = FAILED.read().clone();
    let (state, tone, glyph, text) = match slip {
        _ if failed.is_some() => {
            let why = failed.as_ref().map(problem_text).unwrap_or_default();
            ("failed", "is-error", Glyph::Warning, tp("desk.kept-failed", &[("why", &why)]))
        }
        Some(slip) if slip.words != *words => ("saving", "is-info", Glyph::Clock, t("desk.kept-saving")),
        None if !as_said && *words != Default::default() => {
            ("saving", "is-info", Glyph::Clock, t("desk.kept-saving"))
        }
        Some(slip) if slip.refused.is_some() => {
            let why = slip.refused.as_ref().map(|problem| desk.in_words(problem)).unwrap_or_default();
            ("refused", "is-warning", Glyph::Warning, tp("desk.kept-refused", &[("why", &why)]))
        }
        Some(slip) if is_answer && held(Some(slip)) == Held::Back => {
            ("draft", "is-info", Glyph::Tablet, t("desk.kept-draft"))
        }
        Some(slip) if slip.entry.is_none() => ("faulty", "is-warning", Glyph::Tablet, t("desk.kept-faulty")),
        Some(slip) if awaits(desk, slip) => ("files", "is-info", Glyph::Up, t("desk.kept-files")),
        Some(_) => ("waiting", "is-info", Glyph::Tablet, t(on_its_way(desk))),
        None => match stands.last() {
            Some(last) => {
                let at = desk.time(last.at);
                let by = desk.name_of(&last.by);
                ("sent", "is-good", Glyph::Check, tp("desk.kept-sent", &[("by", &by), ("at", &at)]))
            }
            None if is_answer => ("none", "is-plain", Glyph::Info, t("desk.kept-none-answer")),
            None => ("none", "is-plain", Glyph::Info, t("desk.kept-none")),
        },
    };
    let may_go_back = matches!(state, "refused" | "faulty" | "draft");
    rsx! {
        div { class: "leaf-kept {tone}",
            p { class: "leaf-kept-words", role: "status", "data-kept": state, "data-faulty": "{faulty}",
                Icon { glyph }
                span { "{text}" }
            }
            if may_go_back {
                Button { look: Look::Quiet, "data-do": "give-up", onclick: move |_| asking.set(true), {t("desk.give-up")} }
            }
        }
        if asking() {
            Dialog {
                title: t("desk.give-up"),
                onclose: move |()| asking.set(false),
                actions: rsx! {
                    Button { onclick: move |_| asking.set(false), {t("common.cancel")} }
                    Button {
                        look: Look::Danger,
                        "data-do": "give-up-now",
                        onclick: {
                            let key = desk.key(&code);
                            move |_| {
                                write(Ask::GiveUp(key.clone()));
                                typing.forget();
                                asking.set(false);
                            }
                        },
                        {t("desk.give-up")}
                    }
                },
                p { {t("desk.give-up-text")} }
            }
        }
    }
}
