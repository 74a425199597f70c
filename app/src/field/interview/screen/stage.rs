//! What is on the table now: a screen of the interview, the sealing, or the thanks after it.

use dioxus::prelude::*;
use shared::interview::Shape;

use super::bar::Bar;
use super::consent::Consent;
use super::dom;
use super::footer::Footer;
use super::gesture::Gestures;
use super::interview::{Interview, Stage};
use super::keyboard;
use super::one::One;
use super::refuse::Refuse;
use super::review::Review;
use super::sealed::Sealed;
use super::several::Several;
use super::units::Units;
use crate::device::protocol::DraftCard;
use crate::ui::{LANGUAGE, Look, Notice, Tone, problem_text, t};

/// The interview from the bar above to the buttons below.
#[component]
pub fn StageView() -> Element {
    let interview = use_context::<Interview>();
    let mut gestures = use_signal(Gestures::default);
    // The question is read again in the other language, and keys go on to belong to it.
    use_effect(move || {
        LANGUAGE();
        dom::focus("question");
    });
    if let Stage::Sealed(ballot) = *interview.stage.read() {
        let DraftCard { campaign, form, place, .. } = interview.facts.read().card.clone();
        return rsx! {
            Sealed { ballot, held: true, campaign, form, place, place_name: interview.place() }
        };
    }
    let begun = *interview.stage.read() != Stage::Consent;
    rsx! {
        div {
            class: "interview",
            tabindex: "-1",
            onkeydown: move |event| keyboard::press(interview, &event),
            onpointerdown: move |event| gestures.write().down(&event),
            onpointerup: move |event| {
                if let Some(step) = gestures.write().up(&event) {
                    interview.ask(step);
                }
            },
            onpointercancel: move |_| gestures.write().cancel(),
            Bar {}
            div { id: dom::PAGE, class: "interview-page",
                if begun {
                    Page {}
                    div {
                        Refuse {
                            name: "stop",
                            label: "field.stop",
                            look: Look::Quiet,
                            wide: false,
                        }
                    }
                } else {
                    Consent {}
                }
            }
            if begun {
                Footer {}
            }
        }
    }
}

/// The screen on show. Another one is another element, so that its heading takes the focus.
#[component]
fn Page() -> Element {
    let interview = use_context::<Interview>();
    let screen = interview.followed().screen().clone();
    rsx! {
        Unsaved {}
        if let Some(why) = &*interview.trouble.read() {
            Notice { tone: Tone::Error,
                p { {problem_text(why)} }
            }
        }
        for screen in [screen] {
            article { key: "{screen.key}", class: "page", "data-screen": "{screen.key}",
                match screen.shape {
                    Shape::One => rsx! {
                        One { path: screen.key.clone() }
                    },
                    Shape::Units => rsx! {
                        Units {}
                    },
                    Shape::Together | Shape::Unit => rsx! {
                        Several {}
                    },
                    Shape::Review => rsx! {
                        Review {}
                    },
                }
            }
        }
    }
}

/// An answer that is only on the screen is said until it is on disk.
#[component]
fn Unsaved() -> Element {
    let interview = use_context::<Interview>();
    let course = interview.followed();
    let Some(why) = course.unsaved() else { return rsx! {} };
    rsx! {
        Notice { tone: Tone::Error, title: t("field.not-saved"),
            p { {problem_text(why)} }
            p { {t("field.not-saved-text")} }
            button {
                r#type: "button",
                class: "button",
                "data-do": "retry",
                onclick: move |_| interview.retry(),
                {t("field.save-again")}
            }
        }
    }
}
