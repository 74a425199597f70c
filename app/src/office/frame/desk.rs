//! What the screens of one campaign share: the campaign, how it stands, what was heard of it, what time it is.

use std::rc::Rc;

use dioxus::prelude::*;
use futures::StreamExt;
use jiff::Timestamp;
use shared::campaign::Campaign;
use shared::wire::CampaignSummary;

use crate::net::{self, Heard};
use crate::platform;

/// How long to wait before asking again a server that does not want to be heard.
const AGAIN_MS: u32 = 5_000;

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

/// The desk at which one campaign is worked on.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The campaign.
    pub campaign: Signal<Rc<Campaign>>,
    /// How it stands: open or closed.
    pub summary: Signal<CampaignSummary>,
    /// Grows when anything in the campaign changed, or may have.
    pub beat: Signal<u64>,
    /// Whether changes arrive.
    pub hearing: Signal<Hearing>,
    /// What time it is, to the minute.
    pub now: Signal<Timestamp>,
}

/// The desk that the frame has set up.
pub fn use_desk() -> Desk {
    use_context()
}

/// Sets up a desk and listens as long as it is there.
pub fn use_new_desk(campaign: Rc<Campaign>, summary: CampaignSummary) -> Desk {
    let id = summary.id.clone();
    let desk = use_context_provider(|| Desk {
        campaign: Signal::new(campaign),
        summary: Signal::new(summary),
        beat: Signal::new(0),
        hearing: Signal::new(Hearing::default()),
        now: Signal::new(platform::now()),
    });
    use_future(move || listen(desk, id.clone()));
    use_future(move || async move {
        let mut now = desk.now;
        loop {
            platform::sleep(TICK_MS).await;
            now.set(platform::now());
        }
    });
    desk
}

async fn listen(desk: Desk, id: String) {
    let (mut beat, mut hearing) = (desk.beat, desk.hearing);
    loop {
        let Some(mut changes) = net::changes(&id) else { return };
        while let Some(heard) = changes.stream.next().await {
            match heard {
                Heard::Open => hearing.set(Hearing::Live),
                // The server tells the present revision whenever it is heard again, so that none is missed.
                Heard::Change => beat += 1,
                Heard::Lost | Heard::Closed => hearing.set(Hearing::Lost),
            }
            if heard == Heard::Closed {
                break;
            }
        }
        drop(changes);
        platform::sleep(AGAIN_MS).await;
    }
}
