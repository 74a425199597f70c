//! The campaign at a glance: planned, received, and what became of them.

use dioxus::prelude::*;
use shared::wire::{Counts, Figures, Status};

use crate::address::{Address, BallotsAddress};
use crate::office::frame::ByPointer;
use crate::office::frame::Share;
use crate::ui::{number, t};

/// The campaign's totals; each state opens its ballots.
#[component]
pub fn Summary(campaign: String, counts: ByPointer<Counts>) -> Element {
    let mut sum = Figures::default();
    counts.rows.iter().for_each(|row| sum += row.into());
    let states = [
        (Status::Valid, sum.valid, "office.count.valid"),
        (Status::ScreenedOut, sum.screened_out, "office.count.screened_out"),
        (Status::Pending, sum.pending, "office.count.pending"),
        (Status::Rejected, sum.rejected, "office.count.rejected"),
    ];
    rsx! {
        dl { class: "tiles",
            div { class: "tile",
                dt { {t("office.count.planned")} }
                dd { "{number(sum.planned)}" }
            }
            div { class: "tile",
                dt { {t("office.count.received")} }
                dd {
                    Link {
                        to: Address::Ballots { campaign: campaign.clone(), view: BallotsAddress::default() },
                        "{number(sum.received())}"
                    }
                }
            }
            for (status , n , key) in states {
                div { key: "{key}", class: "tile", class: if status == Status::Pending && n > 0 { "tile-call" },
                    dt { {t(key)} }
                    dd {
                        if n > 0 {
                            Link {
                                to: Address::Ballots {
                                    campaign: campaign.clone(),
                                    view: BallotsAddress::default().with_status(Some(status)),
                                },
                                "{number(n)}"
                            }
                        } else {
                            "0"
                        }
                        if status == Status::Valid {
                            Share { percent: sum.share() }
                        }
                    }
                }
            }
        }
    }
}
