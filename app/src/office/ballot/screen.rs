//! One ballot: its reasons, what it says of itself, its answers, and the decision about it.

use dioxus::prelude::*;
use shared::wire::BallotDetail;

use super::answer_tables::AnswerTables;
use super::decide::Decide;
use super::facts::Facts;
use super::history::History;
use crate::address::{Address, BallotsAddress};
use crate::net;
use crate::office::frame::{Absent, ByPointer, StatusTag, use_followed, use_live};
use crate::office::name;
use crate::ui::{Glyph, Icon, LANGUAGE, Notice, Tone, problem_text, t, tp, use_title};

/// One ballot.
#[component]
pub fn Ballot(campaign: ReadSignal<String>, number: ReadSignal<i64>, view: BallotsAddress) -> Element {
    let live = use_live(
        move || format!("{} {}", campaign(), number()),
        |question| async move {
            let (campaign, number) = question.split_once(' ').unwrap_or_default();
            net::ballot(campaign, number.parse().unwrap_or_default()).await
        },
    );
    use_title(tp("office.ballot.title", &[("key", &number().to_string())]));
    let shown = live.shown();
    rsx! {
        article { class: "stack office-screen", "aria-labelledby": "ballot-title",
            p {
                Link { class: "back", to: Address::Ballots { campaign: campaign(), view: view.clone() },
                    Icon { glyph: Glyph::Back }
                    {t("office.back-to-ballots")}
                }
            }
            match shown.value {
                Some(detail) => rsx! {
                    Heading { detail: detail.clone() }
                    Reasons { detail: detail.clone() }
                    div { class: "ballot-columns",
                        div { class: "stack", AnswerTables { detail: detail.clone() } }
                        div { class: "stack ballot-side",
                            // A list of one, so that nothing typed about one ballot stays for the next.
                            for number in [number()] {
                                Decide {
                                    key: "{number}",
                                    campaign: campaign(),
                                    detail: detail.clone(),
                                    view: view.clone(),
                                }
                            }
                            History { detail: detail.clone() }
                            Facts { detail }
                        }
                    }
                },
                None => rsx! {
                    h1 { id: "ballot-title", {tp("office.ballot.title", &[("key", &number().to_string())])} }
                    match shown.problem {
                        // It never comes again: its respondent withdrew it.
                        Some(problem) if problem.code == "ballot.erased" => rsx! {
                            Notice { tone: Tone::Info, title: t("office.ballot.withdrawn"),
                                p { {problem_text(&problem)} }
                            }
                        },
                        problem => rsx! { Absent { problem, onagain: move |()| live.ask() } },
                    }
                },
            }
        }
    }
}

#[component]
fn Heading(detail: ByPointer<BallotDetail>) -> Element {
    let followed = use_followed();
    let campaign = followed.campaign.read();
    let row = &detail.row;
    let place = name::place_in_full(&campaign, LANGUAGE(), &row.header.place);
    rsx! {
        header { class: "ballot-head",
            h1 { id: "ballot-title", {tp("office.ballot.title", &[("key", &row.key.to_string())])} }
            StatusTag { status: row.status }
            p { class: "lead",
                "{row.header.form} · {name::form(&campaign, LANGUAGE(), &row.header.form)} · {place}"
            }
        }
    }
}

/// Why the ballot is, or was, in quarantine.
#[component]
fn Reasons(detail: ByPointer<BallotDetail>) -> Element {
    let followed = use_followed();
    let campaign = followed.campaign.read();
    let row = &detail.row;
    if row.reasons.is_empty() {
        return rsx! {};
    }
    let waits = row.status == shared::wire::Status::Pending;
    let title = if waits { "office.ballot.why-pending" } else { "office.ballot.why-was-pending" };
    rsx! {
        Notice { tone: if waits { Tone::Warning } else { Tone::Info }, title: t(title),
            ul { class: "reason-list",
                for (i , reason) in row.reasons.iter().enumerate() {
                    li { key: "{i}", {problem_text(&name::reason(&campaign, LANGUAGE(), reason))} }
                }
            }
        }
    }
}
