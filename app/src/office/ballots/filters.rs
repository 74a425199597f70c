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
    rsx! {
        form { class: "filters", role: "search", onsubmit: move |event| event.prevent_default(),
            label {
                span { {t("office.by.form")} }
                select {
                    class: "select",
                    name: "form",
                    onchange: move |event| go(BallotsAddress { form: chosen(event), ..view() }),
                    option { value: "", selected: now.form.is_none(), {t("office.every-form")} }
                    for form in &campaign.forms {
                        option {
                            key: "{form.form}",
                            value: "{form.form}",
                            selected: now.form.as_ref() == Some(&form.form),
                            "{form.form} · {name::form(&campaign, language, &form.form)}"
                        }
                    }
                }
            }
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
            label {
                span { {t("office.by.interviewer")} }
                select {
                    class: "select",
                    name: "interviewer",
                    onchange: move |event| go(BallotsAddress { interviewer: chosen(event), ..view() }),
                    option { value: "", selected: now.interviewer.is_none(), {t("office.every-interviewer")} }
                    if let Some(counts) = counts {
                        for row in &counts.interviewers {
                            option {
                                key: "{row.username}",
                                value: "{row.username}",
                                selected: now.interviewer.as_ref() == Some(&row.username),
                                {name::person(&row.name, &row.username)}
                            }
                        }
                    }
                }
            }
            label {
                span { {t("office.by.unit")} }
                select {
                    class: "select",
                    name: "unit",
                    onchange: move |event| go(BallotsAddress { unit: chosen(event), ..view() }),
                    option { value: "", selected: now.unit.is_none(), {t("office.every-unit")} }
                    for unit in &campaign.units {
                        option {
                            key: "{unit.code}",
                            value: "{unit.code}",
                            selected: now.unit.as_ref() == Some(&unit.code),
                            "{unit.name.get(language.code())}"
                        }
                    }
                }
            }
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
