//! What the questions of this room have in common: a reason that may not be blank, an act, what was refused.

use std::future::Future;

use dioxus::prelude::*;
use shared::problem::Problem;
use shared::wire::Calendar;

use crate::office::frame::ReasonField;
use crate::ui::{Button, Dialog, Look, Notice, Tone, focus_on, problem_text, t};

/// The id of the field for the reason.
const REASON: &str = "phase-reason";

/// A question with its fields, a reason and the button that does it: `act` is given the reason.
#[component]
pub fn Question<F: Future<Output = Result<Calendar, Problem>> + 'static>(
    title: String,
    name: String,
    code: String,
    look: Look,
    act: Callback<String, F>,
    onclose: EventHandler<()>,
    ondone: EventHandler<()>,
    children: Element,
) -> Element {
    let reason = use_signal(String::new);
    let mut blank = use_signal(|| false);
    let mut problem = use_signal(|| None::<Problem>);
    let mut busy = use_signal(|| false);
    let press = move |_| async move {
        if busy() {
            return;
        }
        let said = reason.peek().trim().to_owned();
        if said.is_empty() {
            blank.set(true);
            focus_on(REASON);
            return;
        }
        busy.set(true);
        match act.call(said).await {
            Ok(_) => ondone.call(()),
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
                id: REASON,
                value: reason,
                hint: t("phases.reason-hint"),
                blank: blank() && reason.read().trim().is_empty(),
            }
            if let Some(problem) = problem() {
                div { "data-refused": "{problem.code}",
                    Notice { tone: Tone::Error,
                        p { {problem_text(&problem)} }
                    }
                }
            }
        }
    }
}
