//! Choosing a password: made here from random bytes, or typed twice.

use dioxus::prelude::*;

use super::password::{BYTES, LEAST, fault, from_random};
use crate::ui::{Field, t, tp};

/// A password that may be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    /// The password.
    pub password: String,
    /// Made here, so that it must be shown once.
    pub made: bool,
}

/// A new password. Where the browser gives no random bytes, there is none, and it has to be typed.
pub fn make() -> Option<Chosen> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).ok()?;
    Some(Chosen { password: from_random(&bytes), made: true })
}

/// The choice of a password; gives `None` while what is typed may not be sent.
#[component]
pub fn PasswordFields(onchange: EventHandler<Option<Chosen>>) -> Element {
    let mut typed = use_signal(|| false);
    let mut first = use_signal(String::new);
    let mut again = use_signal(String::new);
    let tell = move || {
        let chosen = if *typed.peek() {
            let (first, again) = (first.peek().clone(), again.peek().clone());
            fault(&first, &again).is_none().then_some(Chosen { password: first, made: false })
        } else {
            make()
        };
        onchange.call(chosen);
    };
    use_hook(tell);
    let wrong = fault(&first.read(), &again.read()).filter(|_| !again.read().is_empty());
    rsx! {
        fieldset { class: "choice",
            legend { {t("common.password")} }
            label { class: "check",
                input {
                    r#type: "radio",
                    name: "password-kind",
                    checked: !typed(),
                    onchange: move |_| {
                        typed.set(false);
                        tell();
                    },
                }
                span { {t("admin.password-make")} }
            }
            label { class: "check",
                input {
                    r#type: "radio",
                    name: "password-kind",
                    checked: typed(),
                    onchange: move |_| {
                        typed.set(true);
                        tell();
                    },
                }
                span { {t("admin.password-type")} }
            }
        }
        if typed() {
            Field {
                id: "password-first",
                label: t("common.password-new"),
                kind: "password",
                autocomplete: "new-password",
                hint: tp("common.password-hint", &[("n", &LEAST.to_string())]),
                value: first(),
                oninput: move |text| {
                    first.set(text);
                    tell();
                },
            }
            Field {
                id: "password-again",
                label: t("common.password-again"),
                kind: "password",
                autocomplete: "new-password",
                value: again(),
                error: wrong.map(|key| tp(key, &[("n", &LEAST.to_string())])),
                oninput: move |text| {
                    again.set(text);
                    tell();
                },
            }
        }
    }
}
