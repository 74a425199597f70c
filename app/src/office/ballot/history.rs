//! What people decided about a ballot, the last decision first.

use dioxus::prelude::*;
use shared::wire::{BallotDetail, Decision};

use crate::office::frame::ByPointer;
use crate::office::frame::use_followed;
use crate::ui::{t, tp};
use crate::zone::local;

/// The decisions.
#[component]
pub fn History(detail: ByPointer<BallotDetail>) -> Element {
    let followed = use_followed();
    let zone = followed.campaign.read().settings.timezone.clone();
    let reviews = &detail.reviews;
    rsx! {
        section { class: "panel", "aria-labelledby": "history-title",
            h2 { id: "history-title", {t("office.history")} }
            if reviews.is_empty() {
                p { class: "lead", {t("office.no-history")} }
            } else {
                ol { class: "history",
                    for (i , review) in reviews.iter().enumerate().rev() {
                        li { key: "{i}",
                            p { class: "history-what", {t(done_key(review.decision))} }
                            p { "{review.reason}" }
                            p { class: "below",
                                {tp("office.decided-by", &[("by", &review.by), ("at", &local(review.at, &zone))])}
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A decision that was taken, in words.
pub fn done_key(decision: Decision) -> &'static str {
    match decision {
        Decision::Accept => "office.decided.accept",
        Decision::Reject => "office.decided.reject",
        Decision::Reopen => "office.decided.reopen",
    }
}
