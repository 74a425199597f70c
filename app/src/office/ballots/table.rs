//! The table of ballots: one line each, opened by its number.

use dioxus::prelude::*;
use shared::ballot::Mode;
use shared::wire::{BallotRow, Status};

use crate::address::{Address, BallotsAddress};
use crate::office::frame::{StatusTag, TableFrame, use_followed};
use crate::office::name;
use crate::ui::{LANGUAGE, number, problem_text, t, tp};
use crate::zone::local;

/// The table of ballots.
#[component]
pub fn BallotTable(campaign: String, view: BallotsAddress, rows: Vec<BallotRow>) -> Element {
    let pending = rows.iter().filter(|row| row.status == Status::Pending).count();
    rsx! {
        TableFrame { label: t("office.ballots"), tall: true,
            table { class: "office-table ballots-table", "data-table": "ballots",
                caption { class: "visually-hidden",
                    {tp("office.ballots-caption", &[("n", &number(rows.len())), ("pending", &number(pending))])}
                }
                thead {
                    tr {
                        th { scope: "col", {t("office.ballot.number")} }
                        th { scope: "col", {t("office.count.status")} }
                        th { scope: "col", {t("office.by.form")} }
                        th { scope: "col", {t("office.by.place")} }
                        th { scope: "col", {t("office.by.interviewer")} }
                        th { scope: "col", {t("office.ballot.finished")} }
                        th { scope: "col", {t("office.ballot.received")} }
                        th { scope: "col", {t("office.ballot.reasons")} }
                    }
                }
                tbody {
                    for row in rows {
                        Line { key: "{row.key}", campaign: campaign.clone(), view: view.clone(), row }
                    }
                }
            }
        }
    }
}

#[component]
fn Line(campaign: String, view: BallotsAddress, row: BallotRow) -> Element {
    let followed = use_followed();
    let (id, campaign) = (campaign, followed.campaign.read());
    let zone = &campaign.settings.timezone;
    let header = &row.header;
    rsx! {
        tr { "data-key": "{row.key}", "data-ballot": "{header.id}", class: if row.status == Status::Pending { "line-call" },
            th { scope: "row",
                Link { to: Address::Ballot { campaign: id, number: row.key, view }, "{row.key}" }
            }
            td { StatusTag { status: row.status } }
            td { "{header.form}" }
            td { {name::place_in_full(&campaign, LANGUAGE(), &header.place)} }
            td {
                {header.interviewer.clone().unwrap_or_else(|| t(mode_key(header.mode)))}
                if header.interviewer.is_some() && header.mode != Mode::Tablet {
                    span { class: "below", {t(mode_key(header.mode))} }
                }
            }
            td { class: "moment", {local(header.finished, zone)} }
            td { class: "moment", {local(row.received, zone)} }
            td { class: "reasons",
                for (i , reason) in row.reasons.iter().take(2).enumerate() {
                    span { key: "{i}", class: "reason", {problem_text(&name::reason(&campaign, LANGUAGE(), reason))} }
                }
                if row.reasons.len() > 2 {
                    span { class: "below", {tp("office.more-reasons", &[("n", &(row.reasons.len() - 2).to_string())])} }
                }
            }
        }
    }
}

/// How the answers were taken.
pub fn mode_key(mode: Mode) -> &'static str {
    match mode {
        Mode::Tablet => "office.mode.tablet",
        Mode::Online => "office.mode.online",
        Mode::Paper => "office.mode.paper",
    }
}
