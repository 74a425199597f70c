//! Signing in: once, while there is network; after that the tablet remembers the person.

use dioxus::prelude::*;
use shared::problem::Problem;

use crate::address::Address;
use crate::net;
use crate::ui::{
    Button, Field, Host, Look, Notice, Opening, STORE, SYNC, StoreNotice, StoreStatus, TYPED, Tone, Typed,
    door, enter, problem_text, t, use_title, with_apart,
};

/// What stands in the way of the work here, what waits for a sign-in, and the form.
#[component]
pub fn SignInScreen() -> Element {
    use_title(t("common.sign-in"));
    use_effect(|| {
        if !has_form() {
            door::remove();
        }
    });
    // What was typed outlives the form, which goes and comes with the state of the store.
    let (username, password) = (use_signal(String::new), use_signal(String::new));
    let (ballots, apart) = (SYNC.read().ballots(), SYNC.read().apart);
    let has_form = has_form();
    rsx! {
        section { class: "sign-in",
            Host {}
            StoreNotice { heading: !has_form }
            if *STORE.read() == StoreStatus::TakingOver {
                Opening { text: t("common.store-starting") }
            }
            if has_form {
                h1 { {t("common.sign-in")} }
                p { class: "lead", {t("common.sign-in-text")} }
                if ballots + apart > 0 {
                    Notice {
                        p { "data-count": "unsent", "data-n": "{ballots}",
                            {with_apart("kept.sign-in-unsent", ballots, apart)}
                        }
                    }
                }
                Typed { of: TYPED() }
                SignInForm { username, password }
            }
        }
    }
}

/// Browsers keep no session for an address that is not safe; where another tab works, it is the one to sign in.
fn has_form() -> bool {
    !matches!(*STORE.read(), StoreStatus::Insecure | StoreStatus::Elsewhere | StoreStatus::TakingOver)
}

/// Name and password.
#[component]
fn SignInForm(username: Signal<String>, password: Signal<String>) -> Element {
    let (mut username, mut password) = (username, password);
    let mut busy = use_signal(|| false);
    let mut trouble = use_signal(|| None::<Problem>);
    let navigator = use_navigator();
    let send = move || async move {
        if busy() {
            return;
        }
        busy.set(true);
        let (name, word) = (username.peek().trim().to_owned(), password.peek().clone());
        match enter(&name, &word).await {
            Ok(()) => {
                navigator.replace(Address::Home);
            }
            Err(problem) => trouble.set(Some(problem)),
        }
        busy.set(false);
    };
    use_effect(move || {
        let typed = door::open();
        if typed == Default::default() {
            return;
        }
        username.set(typed.username);
        password.set(typed.password);
        if typed.sent {
            spawn(send());
        }
    });
    rsx! {
            form {
                onsubmit: move |event: FormEvent| {
                    event.prevent_default();
                    send()
                },
                Field {
                    id: "username",
                    label: t("common.username"),
                    value: username(),
                    autocomplete: "username",
                    required: true,
                    oninput: move |value| username.set(value),
                }
                Field {
                    id: "password",
                    label: t("common.password"),
                    kind: "password",
                    value: password(),
                    autocomplete: "current-password",
                    required: true,
                    oninput: move |value| password.set(value),
                }
                if let Some(problem) = trouble() {
                    Notice { tone: Tone::Error,
                        if problem.code == net::OFFLINE {
                            p { {t("common.sign-in-offline")} }
                        } else {
                            p { {problem_text(&problem)} }
                        }
                    }
                }
                Button {
                    look: Look::Primary,
                    submit: true,
                    wide: true,
                    disabled: busy(),
                    "data-do": "sign-in",
                    if busy() {
                        {t("common.signing-in")}
                    } else {
                        {t("common.sign-in")}
                    }
                }
            }
    }
}
