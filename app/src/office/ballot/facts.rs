//! What a ballot says of itself: whose, when, by which clock, under which digest.

use dioxus::prelude::*;
use shared::wire::BallotDetail;

use super::metadata::metadata;
use super::offset::Offset;
use crate::address::{Address, BallotsAddress};
use crate::amount::Amount;
use crate::office::ballots::mode_key;
use crate::office::frame::ByPointer;
use crate::office::frame::use_followed;
use crate::ui::{amount_text, t, tp};
use crate::zone::local;

/// The header of a ballot, in words.
#[component]
pub fn Facts(detail: ByPointer<BallotDetail>) -> Element {
    let followed = use_followed();
    let zone = followed.campaign.read().settings.timezone.clone();
    let row = &detail.row;
    let header = &row.header;
    let facts = [
        ("office.ballot.mode", t(mode_key(header.mode))),
        ("office.by.interviewer", header.interviewer.clone().unwrap_or_else(|| t("office.nobody"))),
        ("office.ballot.started", local(header.started, &zone)),
        ("office.ballot.finished", local(header.finished, &zone)),
        ("office.ballot.received", local(row.received, &zone)),
        ("office.ballot.clock", offset_text(row.clock_offset_ms)),
        ("office.ballot.version", format!("{} {}", header.form, header.version)),
    ];
    let before = detail.replaces.iter().map(|it| ("office.ballot.replaces", it.key));
    let linked = before.chain(detail.replaced_by.iter().map(|it| ("office.ballot.replaced-by", it.key)));
    let campaign = followed.campaign.read().settings.id.clone();
    let to_ballot =
        |number| Address::Ballot { campaign: campaign.clone(), number, view: BallotsAddress::default() };
    rsx! {
        section { class: "panel", "aria-labelledby": "facts-title",
            h2 { id: "facts-title", {t("office.ballot.facts")} }
            dl { class: "facts facts-small",
                for (key , value) in facts {
                    dt { {t(key)} }
                    dd { "{value}" }
                }
                if let Some(sender) = &row.sent_by {
                    dt { {t("office.ballot.sent-by")} }
                    dd { "{sender}" }
                }
                for (key , number) in linked {
                    dt { {t(key)} }
                    dd {
                        Link { to: to_ballot(number),
                            {tp("office.ballot.title", &[("key", &number.to_string())])}
                        }
                    }
                }
                for (key , value) in metadata(header, &detail.answers, &zone) {
                    dt { {t(key)} }
                    dd { "{value}" }
                }
                dt { {t("office.ballot.id")} }
                dd { code { "{header.id}" } }
                dt { {t("office.ballot.digest")} }
                dd { code { "{row.digest}" } }
            }
        }
    }
}

/// How far the device's clock was off, in words.
fn offset_text(ms: Option<i64>) -> String {
    let with = |key: &str, amount: Amount| tp(key, &[("amount", &amount_text(amount))]);
    match ms.map(Offset::of) {
        None => t("office.clock.unknown"),
        Some(Offset::Right) => t("office.clock.right"),
        Some(Offset::Slow(amount)) => with("office.clock.slow", amount),
        Some(Offset::Fast(amount)) => with("office.clock.fast", amount),
    }
}
