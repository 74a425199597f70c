//! A person's own password: the one in force, and the one to come typed twice.

use dioxus::prelude::*;
use shared::problem::Problem;

use crate::address::Address;
use crate::net;
use crate::office::{LEAST, password_fault};
use crate::ui::{Button, Field, Look, Notice, SESSION, Tone, problem_text, t, tp, use_title};

/// Changes one's own password.
#[component]
pub fn PasswordScreen() -> Element {
    use_title(t("common.password-own"));
    let mut old = use_signal(String::new);
    let mut new = use_signal(String::new);
    let mut again = use_signal(String::new);
    let mut busy = use_signal(|| false);
    let mut outcome = use_signal(|| None::<Result<(), Problem>>);
    let fault = password_fault(&new.read(), &again.read());
    let shown = fault.filter(|_| !again.read().is_empty());
    let username = SESSION.read().person().map(|person| person.username.clone()).unwrap_or_default();
    // What was said of the former try is no word about this one.
    let type_into = move |mut field: Signal<String>, text: String| {
        let mut outcome = outcome;
        field.set(text);
        outcome.set(None);
    };
    let submit = move |event: FormEvent| async move {
        event.prevent_default();
        if busy() || password_fault(&new.peek(), &again.peek()).is_some() {
            return;
        }
        busy.set(true);
        let (before, after) = (old.peek().clone(), new.peek().clone());
        let answer = net::change_password(&before, &after).await;
        if answer.is_ok() {
            old.set(String::new());
            new.set(String::new());
            again.set(String::new());
        }
        outcome.set(Some(answer));
        busy.set(false);
    };
    rsx! {
        section { class: "sign-in",
            h1 { {t("common.password-own")} }
            p { class: "lead", {t("common.password-own-text")} }
            form { onsubmit: submit,
                // Password managers ask whose password it is.
                input { class: "visually-hidden", r#type: "text", autocomplete: "username", tabindex: "-1", "aria-hidden": "true", readonly: true, value: "{username}" }
                Field {
                    id: "password-old",
                    label: t("common.password-old"),
                    kind: "password",
                    autocomplete: "current-password",
                    required: true,
                    value: old(),
                    oninput: move |text| type_into(old, text),
                }
                Field {
                    id: "password-new",
                    label: t("common.password-new"),
                    kind: "password",
                    autocomplete: "new-password",
                    required: true,
                    hint: tp("common.password-hint", &[("n", &LEAST.to_string())]),
                    value: new(),
                    oninput: move |text| type_into(new, text),
                }
                Field {
                    id: "password-again",
                    label: t("common.password-again"),
                    kind: "password",
                    autocomplete: "new-password",
                    required: true,
                    value: again(),
                    error: shown.map(|key| tp(key, &[("n", &LEAST.to_string())])),
                    oninput: move |text| type_into(again, text),
                }
                div { role: "status",
                    match outcome() {
                        Some(Ok(())) => rsx! {
                            Notice { tone: Tone::Good, title: t("common.password-changed"),
                                p { "data-state": "password-changed", {t("common.password-changed-text")} }
                                Link { class: "button", to: Address::Home, {t("common.home")} }
                            }
                        },
                        Some(Err(problem)) => rsx! {
                            Notice { tone: Tone::Error,
                                p { "data-refused": "{problem.code}", {problem_text(&problem)} }
                            }
                        },
                        None => rsx! {},
                    }
                }
                Button {
                    look: Look::Primary,
                    submit: true,
                    wide: true,
                    disabled: busy() || old.read().is_empty() || fault.is_some(),
                    "data-do": "change-password",
                    {t("common.password-change")}
                }
            }
        }
    }
}
