//! The phases kept in sight, and how each stands in a sentence: how long it still is, or since when it is over.

use dioxus::prelude::*;
use jiff::Timestamp;
use shared::assessment::Standing;
use shared::wire::Calendar;

use crate::amount::Amount;
use crate::net;
use crate::office::frame::{Live, use_followed, use_live};
use crate::ui::{amount_text, t, tp};
use crate::zone::{last_day, local};

/// The phases of the campaign that is followed.
pub fn use_calendar() -> Live<Calendar> {
    let followed = use_followed();
    use_live(move || followed.summary.read().id.clone(), |id| async move { net::calendar(&id).await })
}

/// The sentence.
#[component]
pub fn Ends(stands: Standing) -> Element {
    let followed = use_followed();
    let (now, zone) = ((followed.now)(), followed.campaign.read().settings.timezone.clone());
    let text = match stands {
        Standing::Open(Some(end)) => {
            return rsx! {
                p { "data-left": "true",
                    strong { {tp("phases.left", &[("amount", &left(end, now))])} }
                    " "
                    {tp("phases.until", &[("day", &last_day(end, &zone))])}
                }
            };
        }
        Standing::Never => t("phases.never-text"),
        Standing::Coming(opens) => tp("phases.opens", &[("at", &local(opens, &zone))]),
        Standing::Open(None) => t("phases.no-end"),
        Standing::Over(end) => tp("phases.ended", &[("at", &local(end, &zone))]),
    };
    rsx! {
        p { {text} }
    }
}

/// How long it is until then, in words.
pub fn left(end: Timestamp, now: Timestamp) -> String {
    amount_text(Amount::until(end, now))
}
