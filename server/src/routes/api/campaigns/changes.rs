//! `GET /api/campaigns/{campaign}/changes`: server-sent events, one whenever the campaign's revision grows. Changes that
//! come together are told together: a stream asks the store once a second at most.

use std::convert::Infallible;
use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use axum::http::HeaderName;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::stream::{self, StreamExt as _};
use shared::wire::{self, KEEP_ALIVE_EVENT, KEEP_ALIVE_S};
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{sleep, timeout};

use crate::http::{Answer, At, Server, Who};
use crate::secret::TokenHash;
use crate::service::session::{self, Caller, State as Standing};
use crate::service::{Site, campaigns};

/// How soon a browser comes again when the connection broke.
const RECONNECT: Duration = Duration::from_secs(1);
/// What another process changes (a command beside the running server) is not told here: it is looked for.
const LOOK: Duration = Duration::from_secs(5);
/// The least time between two looks.
const PAUSE: Duration = Duration::from_secs(1);
/// Proxies that gather an answer before they pass it on are asked not to.
const UNBUFFERED: (HeaderName, &str) = (HeaderName::from_static("x-accel-buffering"), "no");

/// What one look finds.
enum Found {
    /// The revision.
    Revision(i64),
    /// Nothing: the store failed, which is no reason to end.
    Nothing,
    /// Somebody who may no longer hear it, or may less than when they began: disabled, signed out, or without the role.
    Nobody,
}

/// Tells the present revision at once, then each later one.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    Extension(caller): Extension<Caller>,
) -> Answer<impl IntoResponse> {
    let place = server.streams.open(&caller.username)?;
    // Listening begins before the revision is read, so that none is missed between.
    let changes = server.site.store.changes();
    let revision = campaigns::revision(&server.site, campaign.clone()).await?;
    // Who listened as one of the office and is not any more is to learn it, whatever else they hold.
    let who = if Who::Office.admits(&caller, Some(&campaign)) { Who::Office } else { Who::Year };
    let begin = (server.site.clone(), changes, revision, place, false);
    let later = stream::unfold(begin, move |(site, mut changes, told, place, mut looked)| {
        let (campaign, token) = (campaign.clone(), caller.token);
        async move {
            loop {
                if looked {
                    sleep(PAUSE).await;
                }
                if let Ok(Err(RecvError::Closed)) = timeout(LOOK, changes.recv()).await {
                    return None;
                }
                // What came meanwhile is in what is read now; what comes after it is heard.
                changes = changes.resubscribe();
                match look(&site, &campaign, token, who).await {
                    Found::Nobody => return None,
                    Found::Revision(revision) if revision > told => {
                        return Some((revision, (site, changes, revision, place, true)));
                    }
                    Found::Revision(_) | Found::Nothing => looked = true,
                }
            }
        }
    });
    let mut stopping = server.stopping.clone();
    let events = stream::iter([revision])
        .chain(later)
        .map(|revision| Ok::<_, Infallible>(event(revision)))
        .take_until(async move { stopping.wait_for(|stopping| *stopping).await.is_ok() });
    let alive = KeepAlive::new().interval(Duration::from_secs(KEEP_ALIVE_S.into()));
    let alive = alive.event(Event::default().event(KEEP_ALIVE_EVENT).data("{}"));
    Ok(([UNBUFFERED], Sse::new(events).keep_alive(alive)))
}

async fn look(site: &Site, campaign: &str, token: TokenHash, who: Who) -> Found {
    match session::with_revision(site, token, campaign.to_owned()).await {
        Ok(Some((caller, revision)))
            if caller.state == Standing::Live && who.admits(&caller, Some(campaign)) =>
        {
            Found::Revision(revision)
        }
        Ok(_) => Found::Nobody,
        Err(_) => Found::Nothing,
    }
}

fn event(revision: i64) -> Event {
    let change = wire::Change { revision };
    Event::default().retry(RECONNECT).data(serde_json::to_string(&change).expect("a number is plain data"))
}
