//! What the screens of one campaign follow: the campaign, how it stands, what was heard of it, what time it is.

use std::pin::pin;

use dioxus::prelude::*;
use futures::StreamExt;
use futures::future::{Either, select};
use jiff::Timestamp;
use shared::campaign::Campaign;
use shared::wire::{CampaignSummary, KEEP_ALIVE_S};

use super::by_pointer::ByPointer;
use crate::net::{self, Changes, News};
use crate::platform;

/// How long to wait before asking again a server that does not want to be heard.
const AGAIN_MS: u32 = 5_000;

/// A server that says nothing for two keep-alives is not heard, though the connection may stand: something between holds
/// back what it says.
const SILENCE_MS: u32 = 2_000 * KEEP_ALIVE_S;

/// How often "not sent for 3 days" is looked at again.
const TICK_MS: u32 = 60_000;

/// Whether changes arrive as they happen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hearing {
    /// Not yet.
    #[default]
    Opening,
    /// They do.
    Live,
    /// The server is not heard.
    Lost,
}

/// What the screens of one campaign follow.
#[derive(Clone, Copy)]
pub struct Followed {
    /// The campaign.
    pub campaign: Signal<ByPointer<Campaign>>,
    /// How it stands: open or closed.
    pub summary: Signal<CampaignSummary>,
    /// Grows when anything in the campaign changed, or may have.
    pub beat: Signal<u64>,
    /// Whether changes arrive.
    pub hearing: Signal<Hearing>,
    /// Whether a question failed since the last beat: it is asked again when the server is heard.
    pub unanswered: CopyValue<bool>,
    /// What time it is, to the minute.
    pub now: Signal<Timestamp>,
}

/// What the frame has set up.
pub fn use_followed() -> Followed {
    use_context()
}

/// Sets it up and listens as long as it is there.
pub fn use_new_followed(campaign: ByPointer<Campaign>, summary: CampaignSummary) -> Followed {
    let id = summary.id.clone();
    let followed = use_context_provider(|| Followed {
        campaign: Signal::new(campaign),
        summary: Signal::new(summary),
        beat: Signal::new(0),
        hearing: Signal::new(Hearing::default()),
        unanswered: CopyValue::new(false),
        now: Signal::new(platform::now()),
    });
    let signs = use_hook(|| CopyValue::new(0));
    use_future(move || listen(followed, signs, id.clone()));
    use_future(move || ask_in_silence(followed, signs));
    use_future(move || async move {
        let mut now = followed.now;
        loop {
            platform::sleep(TICK_MS).await;
            now.set(platform::now());
        }
    });
    followed
}

/// Listens while the page is seen. Over HTTP/1 a browser opens six connections to a server and no more: pages in the
/// background that kept theirs would leave none for the one in front.
async fn listen(followed: Followed, signs: CopyValue<u64>, id: String) {
    loop {
        platform::until_seen(true).await;
        let Some(changes) = net::changes(&id) else { return };
        let hidden = pin!(platform::until_seen(false));
        match select(pin!(pass_on(followed, signs, changes)), hidden).await {
            Either::Left(((), _)) => platform::sleep(AGAIN_MS).await,
            Either::Right(_) => {}
        }
    }
}

/// Passes on what is heard, until the server does not want to be heard.
async fn pass_on(followed: Followed, mut signs: CopyValue<u64>, mut changes: Changes) {
    let (mut beat, mut hearing, mut unanswered) = (followed.beat, followed.hearing, followed.unanswered);
    while let Some(said) = changes.stream.next().await {
        let hears = if matches!(said, News::Lost | News::Closed) { Hearing::Lost } else { Hearing::Live };
        let again = (*hearing.peek() == Hearing::Lost || unanswered()) && said == News::Alive;
        if *hearing.peek() != hears {
            hearing.set(hears);
        }
        match said {
            // The server tells the present revision whenever it is heard again, so that none is missed.
            News::Change => {
                signs += 1;
                beat += 1;
            }
            // What was asked in the silence may have failed: once more, now that there is an answer.
            News::Alive if again => {
                unanswered.set(false);
                signs += 1;
                beat += 1;
            }
            News::Alive => signs += 1,
            // Refused, not lost: what is shown is asked for, and hears why.
            News::Closed => {
                beat += 1;
                return;
            }
            News::Open | News::Lost => {}
        }
    }
}

/// Where nothing is heard, says so and asks by itself: numbers that look live and are not are worse than old ones.
async fn ask_in_silence(followed: Followed, signs: CopyValue<u64>) {
    let (mut beat, mut hearing) = (followed.beat, followed.hearing);
    loop {
        platform::until_seen(true).await;
        let before = *signs.peek();
        platform::sleep(SILENCE_MS).await;
        if *signs.peek() == before {
            hearing.set(Hearing::Lost);
            beat += 1;
        }
    }
}
