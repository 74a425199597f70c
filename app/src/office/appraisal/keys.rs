//! The usual acts by one key each, told on the screen. They act where nobody is typing.

use dioxus::prelude::*;
use dioxus::web::WebEventExt;
use wasm_bindgen::JsCast;

use crate::ui::{is_composing, t};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// The next line.
    Down,
    /// The line before.
    Up,
    /// Give what stands.
    Accept,
    /// Type points.
    Points,
    /// Excuse.
    Excuse,
    /// Ask for an explanation.
    Ask,
    /// Look at the next piece of evidence.
    Evidence,
}

/// The last key, and how many there were: a key pressed twice asks twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pressed {
    /// How many.
    pub times: u32,
    /// The last.
    pub press: Option<Press>,
}

impl Pressed {
    /// One more.
    pub fn press(&mut self, press: Press) {
        *self = Self { times: self.times + 1, press: Some(press) };
    }
}

const KEYS: [(&str, Press, &str); 7] = [
    ("j", Press::Down, "appraisal.key-down"),
    ("k", Press::Up, "appraisal.key-up"),
    ("a", Press::Accept, "appraisal.key-accept"),
    ("p", Press::Points, "appraisal.key-points"),
    ("x", Press::Excuse, "appraisal.key-excuse"),
    ("q", Press::Ask, "appraisal.key-ask"),
    ("e", Press::Evidence, "appraisal.key-evidence"),
];

/// What others see to: the panel, and the fields of some lines.
const OTHERS: [(&str, &str); 2] = [("Ctrl+Enter", "appraisal.key-send"), ("Esc", "appraisal.key-close")];

/// What a key asks for; nothing where it is typed into a field or is held with another.
pub fn pressed(event: &Event<KeyboardData>) -> Option<Press> {
    let held = event.modifiers();
    if is_composing(event) || held.ctrl() || held.alt() || held.meta() {
        return None;
    }
    let target = event.as_web_event().target()?.dyn_into::<web_sys::Element>().ok()?;
    if ["INPUT", "TEXTAREA", "SELECT"].contains(&target.tag_name().as_str())
        || target.closest("dialog").ok()?.is_some()
    {
        return None;
    }
    let Key::Character(typed) = event.key() else { return None };
    let typed = typed.to_lowercase();
    KEYS.iter().find(|(key, ..)| *key == typed).map(|(_, press, _)| *press)
}

/// The keys, told.
#[component]
pub fn Help() -> Element {
    rsx! {
        details { class: "card appraisal-help",
            summary { {t("appraisal.keys")} }
            dl { class: "appraisal-keys",
                for (key , text) in KEYS.map(|(key, _, text)| (key, text)).into_iter().chain(OTHERS) {
                    div { key: "{key}",
                        dt { kbd { "{key}" } }
                        dd { {t(text)} }
                    }
                }
            }
        }
    }
}
