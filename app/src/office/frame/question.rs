//! A question before an act that is kept for good: its fields, a reason that may not be blank, and what was refused.

use dioxus::prelude::*;
use futures::future::LocalBoxFuture;
use shared::problem::Problem;

use super::followed::use_followed;
use crate::office::name;
use crate::ui::{Button, Dialog, LANGUAGE, Look, Notice, ReasonField, Tone, focus_on, problem_text, t};

/// What comes of an act.
pub type Outcome = LocalBoxFuture<'static, Result<(), Problem>>;

/// The question, and the button that does it: `act` is given the reason. `reason` is the id of its field.
#[component]
pub fn Question(
    title: String,
    name: String,
    code: String,
    look: Look,
    reason: &'static str,
    hint: String,
    act: Callback<String, Outcome>,
    onclose: EventHandler<()>,
    ondone: EventHandler<()>,
    children: Element,
) -> Element {
    let followed = use_followed();
    let typed = use_signal(String::new);
    let mut blank = use_signal(|| false);
    let mut problem = use_signal(|| None::<Problem>);
    let mut busy = use_signal(|| false);
    let press = move |_| async move {
        if busy() {
            return;
        }
        let said = typed.peek().trim().to_owned();
        if said.is_empty() {
            blank.set(true);
            focus_on(reason);
            return;
        }
        busy.set(true);
        match act.call(said).await {
            Ok(()) => ondone.call(()),
            Err(why) => problem.set(Some(why)),
        }
        busy.set(false);
    };
    rsx! {
        Dialog {
            title,
            onclose,
            actions: rsx! {
                Button { onclick: move |_| onclose.call(()), {t("office.cancel")} }
                Button { look, disabled: busy(), "data-do": "{code}", onclick: press, "{name}" }
            },
            {children}
            ReasonField {
                id: reason,
                value: typed,
                hint,
                blank: blank() && typed.read().trim().is_empty(),
            }
            if let Some(problem) = problem() {
                div { "data-refused": "{problem.code}",
                    Notice { tone: Tone::Error,
                        p { {problem_text(&name::of_units(&followed.campaign.read(), LANGUAGE(), &problem))} }
                    }
                }
            }
        }
    }
}
