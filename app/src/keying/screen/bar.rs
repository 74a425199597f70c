//! The bar above the paper: what is asked for now, what can be typed, and the one field into which all of it is typed.

use dioxus::prelude::*;
use dioxus::web::WebEventExt as _;
use shared::wire::{FieldKind, PaperField};

use super::super::keys::{REASONS, Stroke};
use super::super::paper::Paper;
use super::super::said::{NOTHING, SPOILED, Said, UNREADABLE};
use super::super::station::Station;
use super::work::Work;
use super::{dom, words};
use crate::ui::{is_composing, problem_text, t, tp};

/// What is asked for now.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Number,
    Field,
    /// What the paper says, of which two entries say something else.
    Choose,
    /// One of two entries, of which one calls the paper spoiled.
    Whole,
    Spoil,
    End,
}

impl Mode {
    fn of(station: &Station) -> Self {
        match &station.paper {
            None => Self::Number,
            Some(paper) if paper.spoiling => Self::Spoil,
            Some(paper) if paper.is_whole() => Self::Whole,
            Some(paper) if paper.decides_here() => Self::Choose,
            Some(paper) if paper.sheet.field().is_none() => Self::End,
            Some(_) => Self::Field,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Field => "field",
            Self::Choose => "choose",
            Self::Whole => "whole",
            Self::Spoil => "spoil",
            Self::End => "end",
        }
    }
}

/// The bar. Its field stays the same from one question and one paper to the next.
#[component]
pub fn Bar(work: Work) -> Element {
    let station = work.station.read();
    let mode = Mode::of(&station);
    let field = station.paper.as_ref().and_then(|paper| paper.sheet.field());
    let number = station.paper.as_ref().map(|paper| paper.number.to_string()).unwrap_or_default();
    let decides = station.paper.as_ref().is_some_and(|paper| paper.decides);
    let label = match mode {
        Mode::Number => t("keying.number"),
        Mode::Spoil => t("keying.why-spoiled"),
        Mode::End => tp("keying.send", &[("paper", &number)]),
        Mode::Whole => t("keying.choose-entry"),
        Mode::Choose | Mode::Field => field.map(words::place).unwrap_or_default(),
    };
    let digits = matches!(mode, Mode::Number | Mode::Whole | Mode::End)
        || field.is_some_and(|field| field.kind != FieldKind::Text);
    let told = station.told.as_ref().map(|problem| (problem.code.clone(), problem_text(problem)));
    let doubt = station.doubt.as_ref().zip(station.paper.as_ref());
    let doubt = doubt.map(|((nth, why), paper)| words::doubt(&paper.sheet, *nth, why));
    rsx! {
        div {
            id: dom::BAR,
            class: "key-bar",
            "data-mode": mode.name(),
            "data-paper": "{number}",
            "data-path": field.map(|field| field.path.clone()),
            div { class: "key-ask", "aria-live": "polite",
                if station.paper.is_some() {
                    p { class: "key-which",
                        {tp(if decides { "keying.paper-to-compare" } else { "keying.paper" }, &[("paper", &number)])}
                    }
                }
                match (mode, field, &station.paper) {
                    (Mode::Field | Mode::Choose, Some(field), Some(paper)) => rsx! {
                        Question { field: field.clone() }
                        if mode == Mode::Choose {
                            Entries { answers: answers(paper), whole: false }
                        }
                        Options { field: field.clone(), said: paper.sheet.said(paper.sheet.at()).clone() }
                    },
                    (Mode::Whole, _, Some(paper)) => rsx! {
                        p { class: "key-question", {t("keying.choose-entry")} }
                        Entries { answers: answers(paper), whole: true }
                    },
                    (Mode::Spoil, ..) => rsx! {
                        p { class: "key-question", {t("keying.why-spoiled")} }
                        Reasons {}
                    },
                    (Mode::End, ..) => rsx! {
                        p { class: "key-question", {tp("keying.end", &[("paper", &number)])} }
                        p { {t("keying.end-text")} }
                    },
                    _ => rsx! {
                        p { class: "key-question", {t("keying.number")} }
                        match station.next() {
                            Some(next) => rsx! {
                                p { {tp(words::next(&station, next), &[("paper", &next.to_string())])} }
                            },
                            None => rsx! {
                                p { {t("keying.no-next")} }
                            },
                        }
                    },
                }
            }
            div { class: "key-typing",
                input {
                    id: dom::FIELD,
                    class: "input key-field",
                    r#type: "text",
                    inputmode: if digits { "numeric" } else { "text" },
                    autocomplete: "off",
                    autocapitalize: "none",
                    spellcheck: "false",
                    "aria-label": label,
                    "aria-describedby": "key-told key-signs",
                    "aria-invalid": if told.is_some() { "true" } else { "false" },
                    onmounted: move |_| {
                        dom::focus();
                        work.show();
                        work.begin_wanted();
                    },
                    oninput: move |_| work.typed(),
                    onkeydown: move |event| {
                        if is_composing(&event) {
                            return;
                        }
                        let Some(key) = event.data().try_as_web_event() else { return };
                        let modified = key.ctrl_key() || key.alt_key() || key.meta_key();
                        // Who holds a key down answers one question by it, not the next ones, too.
                        let is_sign = key.key().chars().count() == 1 && !modified;
                        if key.repeat() && (key.key() == "Enter" || is_sign && work.station.peek().takes_one_sign()) {
                            event.prevent_default();
                            return;
                        }
                        let means = |stroke: &Stroke| match stroke {
                            Stroke::Take(_) => work.station.peek().takes_entry(&dom::typed()),
                            _ => true,
                        };
                        let stroke = Stroke::of(&key.key(), key.shift_key()).filter(|_| !modified);
                        if let Some(stroke) = stroke.filter(means) {
                            event.prevent_default();
                            work.pressed(stroke);
                        }
                    },
                }
                p { id: "key-told", class: "key-told", role: "status",
                    if let Some((code, text)) = &told {
                        span { class: "field-error", "data-told": "{code}", "{text}" }
                    } else if let Some(doubt) = doubt {
                        span { class: "key-doubt", "data-doubt": "soft", "{doubt}" }
                    }
                }
                Signs { mode: mode.name() }
            }
        }
    }
}

/// What two entries say of the field, as it is typed and in words.
fn answers(paper: &Paper) -> [String; 2] {
    let Some(both) = &paper.both else { return Default::default() };
    [0, 1].map(|nth| {
        let entry = &both.entries[nth];
        match paper.sheet.field() {
            _ if !entry.spoiled.is_empty() => tp("keying.says-spoiled", &[("why", &entry.spoiled)]),
            _ if both.is_whole() => tp("keying.says-answers", &[("n", &entry.answers.len().to_string())]),
            Some(field) => words::answer(field, &both.said[nth][paper.sheet.at()]),
            None => String::new(),
        }
    })
}

#[component]
fn Question(field: PaperField) -> Element {
    rsx! {
        p { class: "key-question",
            span { class: "key-number", "{field.number}" }
            span { "{field.label}" }
        }
        if !field.unit.is_empty() {
            p { class: "key-unit", "{field.unit}" }
        }
    }
}

#[component]
fn Options(field: PaperField, said: Said) -> Element {
    let hint = match field.kind {
        FieldKind::One if field.options.len() < 10 => None,
        FieldKind::One => Some(t("keying.one-many")),
        FieldKind::Several if field.options.len() < 10 => Some(t("keying.several")),
        FieldKind::Several => Some(t("keying.several-many")),
        FieldKind::Number => Some(t("keying.a-number")),
        FieldKind::Day => Some(t("keying.a-day")),
        FieldKind::Text => Some(t("keying.a-text")),
    };
    let is_chosen =
        |code: &str| matches!(&said, Said::Answer(codes) if codes.split(' ').any(|it| it == code));
    rsx! {
        if !field.options.is_empty() {
            ol { class: "key-options",
                for (nth , option) in field.options.iter().enumerate() {
                    li { key: "{option.code}", class: if is_chosen(&option.code) { "key-option is-chosen" } else { "key-option" },
                        kbd { "{nth + 1}" }
                        span { "{option.label}" }
                    }
                }
            }
        }
        if let Some(hint) = hint {
            p { class: "soft", "{hint}" }
        }
    }
}

/// Two entries, and the keys that take one; in place of a whole one Enter keys the paper.
#[component]
fn Entries(answers: [String; 2], whole: bool) -> Element {
    rsx! {
        ol { class: "key-options key-both",
            for (nth , answer) in answers.into_iter().enumerate() {
                li { key: "{nth}", class: "key-option", "data-entry": "{nth + 1}",
                    kbd { {["←", "→"][nth]} }
                    span { {tp("keying.entry", &[("n", &(nth + 1).to_string()), ("answer", &answer)])} }
                }
            }
            if whole {
                li { class: "key-option",
                    kbd { "Enter" }
                    span { {t("keying.third")} }
                }
            }
        }
        if !whole {
            p { {t("keying.as-on-paper")} }
        }
    }
}

#[component]
fn Reasons() -> Element {
    rsx! {
        ol { class: "key-options",
            for nth in 1..=REASONS {
                li { key: "{nth}", class: "key-option",
                    kbd { "{nth}" }
                    span { {t(&format!("keying.spoiled-{nth}"))} }
                }
            }
        }
        p { class: "soft", {t("keying.spoiled-words")} }
    }
}

/// The keys that mean something now.
#[component]
fn Signs(mode: &'static str) -> Element {
    let signs: &[(&str, &str)] = match mode {
        "number" => &[("Enter", "keying.key-begin"), ("↑", "keying.key-last")],
        "field" | "choose" => &[
            (NOTHING, "keying.key-nothing"),
            (UNREADABLE, "keying.key-unreadable"),
            (SPOILED, "keying.key-spoiled"),
            ("↑", "keying.key-back"),
            ("Shift ↑", "keying.key-any"),
            ("Esc", "keying.key-leave"),
        ],
        "whole" => &[(SPOILED, "keying.key-spoiled"), ("↑", "keying.key-back"), ("Esc", "keying.key-leave")],
        "spoil" => &[("Enter", "keying.key-send"), ("↑", "keying.key-back")],
        _ => &[("Enter", "keying.key-send"), (SPOILED, "keying.key-spoiled"), ("↑", "keying.key-back")],
    };
    rsx! {
        ul { id: "key-signs", class: "key-signs",
            for (key , words) in signs {
                li { key: "{key}",
                    kbd { "{key}" }
                    " "
                    {t(words)}
                }
            }
        }
    }
}
