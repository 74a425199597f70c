//! The filters of the list: each choice is an address.

use dioxus::prelude::*;
use shared::wire::{Counts, Status};

use super::tally::number_in;
use crate::address::{Address, BallotsAddress, STATUSES};
use crate::office::accounts::sections;
use crate::office::frame::ByPointer;
use crate::office::frame::{status_key, use_followed};
use crate::office::name;
use crate::ui::{LANGUAGE, number, t};

/// The states, with how many ballots each has.
#[component]
pub fn StatusSwitch(campaign: String, view: BallotsAddress, counts: Option<ByPointer<Counts>>) -> Element {
    let choices = [None].into_iter().chain(STATUSES.map(Some));
    rsx! {
        nav { class: "switch", "aria-label": t("office.count.status"),
            for status in choices {
                Link {
                    key: "{status.map(Status::code).unwrap_or_default()}",
                    class: "switch-choice",
                    to: Address::Ballots { campaign: campaign.clone(), view: view.with_status(status) },
                    "aria-current": if view.status == status { "true" },
                    {t(status.map_or("office.all-states", status_key))}
                    if let Some(n) = counts.as_ref().and_then(|counts| number_in(counts, &view, status)) {
                        span { class: "switch-number", "{number(n)}" }
                    }
                }
            }
        }
    }
}

/// One of the filters: its name, what it is called, what stands for all, and its choices.
fn choice(
    (name, called, every): (&'static str, &'static str, &'static str),
    chosen: Option<String>,
    choices: Vec<(String, String)>,
    choose: impl FnMut(Event<FormData>) + 'static,
) -> Element {
    rsx! {
        label {
            span { {t(called)} }
            select {
                class: "select",
                name: name,
                onchange: choose,
                option { value: "", selected: chosen.is_none(), {t(every)} }
                for (code, shown) in choices {
                    option { key: "{code}", value: "{code}", selected: chosen.as_ref() == Some(&code), "{shown}" }
                }
            }
        }
    }
}

/// Form, place, interviewer and the unit that is judged.
#[component]
pub fn Filters(
    campaign: String,
    view: ReadSignal<BallotsAddress>,
    counts: Option<ByPointer<Counts>>,
) -> Element {
    let followed = use_followed();
    let (id, campaign) = (campaign, followed.campaign.read());
    let language = LANGUAGE();
    let navigator = use_navigator();
    let go = use_callback(move |view: BallotsAddress| {
        navigator.push(Address::Ballots { campaign: id.clone(), view });
    });
    let chosen = |event: Event<FormData>| Some(event.value()).filter(|value| !value.is_empty());
    let places = sections(&campaign, true, language);
    let now = view();
    let form = |code: &String| (code.clone(), format!("{code} · {}", name::form(&campaign, language, code)));
    let forms = campaign.forms.iter().map(|it| form(&it.form)).collect();
    let interviewers = counts.iter().flat_map(|counts| counts.interviewers.clone());
    let interviewers =
        interviewers.map(|it| (it.username.clone(), name::person(&it.name, &it.username))).collect();
    let units =
        campaign.units.iter().map(|it| (it.code.clone(), it.name.get(language.code()).to_owned())).collect();
    rsx! {
        form { class: "filters", role: "search", onsubmit: move |event| event.prevent_default(),
            {choice(
                ("form", "office.by.form", "office.every-form"),
                now.form.clone(),
                forms,
                move |event| go(BallotsAddress { form: chosen(event), ..view() }),
            )}
            label {
                span { {t("office.by.place")} }
                select {
                    class: "select",
                    name: "place",
                    onchange: move |event| go(BallotsAddress { place: chosen(event), ..view() }),
                    option { value: "", selected: now.place.is_none(), {t("office.every-place")} }
                    for section in places {
                        optgroup { key: "{section.heading.key()}", label: "{section.name}",
                            for place in section.places {
                                option {
                                    key: "{place.code}",
                                    value: "{place.code}",
                                    selected: now.place.as_ref() == Some(&place.code),
                                    "{place.name}"
                                }
                            }
                        }
                    }
                }
            }
            {choice(
                ("interviewer", "office.by.interviewer", "office.every-interviewer"),
                now.interviewer.clone(),
                interviewers,
                move |event| go(BallotsAddress { interviewer: chosen(event), ..view() }),
            )}
            {choice(
                ("unit", "office.by.unit", "office.every-unit"),
                now.unit.clone(),
                units,
                move |event| go(BallotsAddress { unit: chosen(event), ..view() }),
            )}
            if now.is_narrow() {
                Link {
                    class: "button button-quiet",
                    to: Address::Ballots {
                        campaign: followed.summary.read().id.clone(),
                        view: BallotsAddress::default().with_status(now.status),
                    },
                    {t("office.clear-filters")}
                }
            }
        }
    }
}
