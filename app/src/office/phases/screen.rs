//! The screen: a card for each phase, in their order.

use dioxus::prelude::*;
use shared::wire::{Calendar, Phase, Role};

use super::card::Card;
use super::ends::use_calendar;
use super::extend::Extend;
use super::set::Set;
use crate::office::frame::{live_screen, use_followed};
use crate::ui::{LANGUAGE, focus_on, may, t, use_title};

/// The id of the field for the reason.
pub const REASON: &str = "phase-reason";

/// What is asked before it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// From when to when the phase is open.
    Open(Phase),
    /// Whether to close it now.
    Close(Phase),
    /// For which unit it lasts longer.
    Extend(Phase),
}

/// The phases of the campaign's year.
#[component]
pub fn Phases() -> Element {
    use_title(t("phases.phases"));
    let followed = use_followed();
    let live = use_calendar();
    let mut asking = use_signal(|| None::<Asking>);
    let steers = may(&[Role::Admin], Some(&followed.summary.read().id));
    let text = rsx! {
        p { class: "lead", {t("phases.text")} }
        if steers {
            p {
                a {
                    class: "button button-quiet",
                    href: "/api/campaigns/{followed.summary.read().id}/notices.csv?language={LANGUAGE().code()}",
                    download: "notices.csv",
                    "data-do": "notices",
                    {t("phases.notices")}
                }
            }
        }
    };
    live_screen("phases.phases", live, text, |found| {
        let calendar: Calendar = (*found).clone();
        let done = move |()| {
            asking.set(None);
            live.ask();
        };
        rsx! {
            ol { class: "phases",
                for phase in Phase::ALL {
                    Card { key: "{phase.code()}", phase, calendar: calendar.clone(), steers, onask: move |it| {
                            // The question gives the keyboard back to where it was when it opened: not to a button that goes.
                            focus_on(&format!("phase-{}", phase.code()));
                            asking.set(Some(it));
                        } }
                }
            }
            match asking() {
                Some(Asking::Extend(phase)) => rsx! {
                    Extend { phase, calendar, onclose: move |()| asking.set(None), ondone: done }
                },
                Some(Asking::Open(phase)) => rsx! {
                    Set { phase, open: true, calendar, onclose: move |()| asking.set(None), ondone: done }
                },
                Some(Asking::Close(phase)) => rsx! {
                    Set { phase, open: false, calendar, onclose: move |()| asking.set(None), ondone: done }
                },
                None => rsx! {},
            }
        }
    })
}
