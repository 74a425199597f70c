//! The board of a campaign.

use std::rc::Rc;

use dioxus::prelude::*;
use shared::campaign::Campaign;
use shared::problem::Problem;
use shared::wire::CampaignSummary;

use super::drafts::Drafts;
use super::messages::{Messages, MessagesRead};
use super::places::Places;
use super::plan::{self, Sums};
use super::returned::ReturnedBallots;
use crate::address::Address;
use crate::device::protocol::Board;
use crate::field::advice::AdviceButton;
use crate::ui::{
    ClockNotice, Glyph, Icon, LANGUAGE, Notice, Opening, PACKAGES, Progress, SESSION, SYNC, Tone, date,
    date_time, is_interviewer, number, problem_text, t, tp, use_title,
};
use crate::{device, platform};

/// What the board shows, as it was read from the store.
struct Found {
    board: Board,
    names: Names,
}

/// A campaign, for its names: the same one for as long as the board shows it.
#[derive(Clone)]
pub struct Names(pub Rc<Campaign>);

impl PartialEq for Names {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

async fn find(campaign: &str) -> Result<Found, Problem> {
    let board = device::board(campaign).await?;
    Ok(Found { board, names: Names(device::campaign(campaign).await?) })
}

/// What this person has to do in a campaign.
#[component]
pub fn BoardScreen(campaign: ReadSignal<String>) -> Element {
    let mut found = use_resource(move || async move {
        let _ = (PACKAGES(), SYNC.read().unsent, SYNC.read().parked);
        find(&campaign()).await
    });
    use_title(t("common.to-board"));
    match &*found.read() {
        None => rsx! {
            Opening { text: t("common.opening") }
        },
        Some(Err(problem)) => rsx! {
            Notice { tone: Tone::Error, heading: true, title: t("field.no-board"),
                // Who works in the office keeps no campaign on this device; connecting would not change that.
                if problem.code == "store.no_package" && !is_interviewer() {
                    p { "data-refused": "not-assigned", {t("field.no-board-office")} }
                } else {
                    p { {problem_text(problem)} }
                }
                Link { class: "button", to: Address::Home, {t("field.to-campaigns")} }
            }
        },
        Some(Ok(Found { board, names })) => {
            let sections = plan::sections(&names.0, &board.rows, LANGUAGE());
            let closed = board.summary.closed.is_some();
            rsx! {
                Head { summary: board.summary.clone(), sums: plan::sums(&board.rows) }
                Messages {
                    campaign: board.summary.id.clone(),
                    messages: board.messages.clone(),
                    onread: move |()| found.restart(),
                }
                ClockNotice {}
                State { summary: board.summary.clone(), timezone: names.0.settings.timezone.clone() }
                if board.drafts.unreadable > 0 {
                    Notice { tone: Tone::Warning,
                        p { "data-unreadable": "{board.drafts.unreadable}",
                            {tp("field.drafts-unreadable", &[("n", &number(board.drafts.unreadable))])}
                        }
                    }
                }
                ReturnedBallots {
                    campaign: board.summary.id.clone(),
                    names: names.clone(),
                    returned: board.returned.clone(),
                }
                Drafts {
                    campaign: board.summary.id.clone(),
                    names: names.clone(),
                    drafts: board.drafts.rows.clone(),
                    onchange: move |()| found.restart(),
                }
                if sections.is_empty() {
                    Notice { title: t("field.nothing-to-do"),
                        p { {t("field.nothing-to-do-text")} }
                    }
                }
                MessagesRead { messages: board.messages_read.clone() }
                Places { campaign: board.summary.id.clone(), sections, closed }
                AdviceButton { instructions: names.0.instructions.clone() }
                // A page before the app; what is locked there is this tablet.
                a { class: "button", href: "/pin", "data-do": "pin", {t("field.pin")} }
            }
        }
    }
}

#[component]
fn Head(summary: CampaignSummary, sums: Sums) -> Element {
    let name = SESSION.read().person().map(|person| person.name.clone()).unwrap_or_default();
    let (done, planned) = (number(sums.done), number(sums.planned));
    // What leads to all that this device holds counts all of it, also of who worked here before.
    let unsent = SYNC.read().unsent + SYNC.read().parked;
    rsx! {
        div { class: "board-head",
            p { class: "greeting", {tp("field.greeting", &[("name", &name)])} }
            h1 { {summary.title.get(LANGUAGE().code())} }
            div { class: "board-state",
                Progress {
                    done: sums.done,
                    total: sums.planned,
                    label: tp("field.done-of", &[("done", &done), ("planned", &planned)]),
                }
                Link { class: "unsent-link", to: Address::Outbox,
                    if unsent > 0 {
                        Icon { glyph: Glyph::Tablet }
                        span { {tp("kept.unsent-kept", &[("n", &number(unsent))])} }
                    } else {
                        Icon { glyph: Glyph::Check }
                        span { {t("kept.nothing-unsent")} }
                    }
                }
            }
        }
    }
}

/// What is special about the campaign now: practice, closed, not its days.
#[component]
fn State(summary: CampaignSummary, timezone: String) -> Element {
    let now = platform::now();
    let today = platform::offset(&timezone, now).to_datetime(now).date().to_string();
    let (from, to) = (date(&summary.survey_opens.to_string()), date(&summary.survey_closes.to_string()));
    let days = [("from", from.as_str()), ("to", to.as_str())];
    rsx! {
        if summary.practice {
            Notice { tone: Tone::Warning, title: t("field.practice"),
                p { {t("field.practice-text")} }
            }
        }
        if let Some(at) = summary.closed {
            Notice { tone: Tone::Warning, title: tp("field.closed", &[("at", &date_time(at))]),
                p { {t("field.closed-text")} }
            }
        } else if !plan::is_survey_day(&summary, &today) {
            Notice { tone: Tone::Warning, title: tp("field.not-a-survey-day", &days),
                p { {t("field.not-a-survey-day-text")} }
            }
        }
    }
}
