//! `GET /api/campaigns/{campaign}/changes`: server-sent events, one whenever the campaign's revision grows.

use std::convert::Infallible;
use std::time::Duration;

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::stream::{self, Stream, StreamExt as _};
use shared::wire;
use tokio::sync::broadcast::error::RecvError;

use crate::http::Answer;
use crate::routes::Server;
use crate::service::session::{self, Caller};
use crate::service::{Site, campaigns};

/// Proxies cut a connection that is silent for a minute.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// How soon a browser comes again when the connection broke.
const RECONNECT: Duration = Duration::from_secs(1);
/// What another process changes (a command beside the running server) is not told here: it is looked for.
const LOOK: Duration = Duration::from_secs(5);

/// Tells the present revision at once, then each later one.
pub async fn handle(
    State(server): State<Server>,
    Path(campaign): Path<String>,
    Extension(caller): Extension<Caller>,
) -> Answer<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    // Listening begins before the revision is read, so that none is missed between.
    let changes = server.site.store.changes();
    let revision = campaigns::revision(&server.site, campaign.clone()).await?;
    let later = stream::unfold((server.site.clone(), changes, revision), move |(site, mut changes, told)| {
        let campaign = campaign.clone();
        async move {
            loop {
                let revision = match tokio::time::timeout(LOOK, changes.recv()).await {
                    Ok(Ok(change)) if change.campaign == campaign => Some(change.revision),
                    Ok(Ok(_)) => None,
                    Ok(Err(RecvError::Closed)) => return None,
                    Ok(Err(RecvError::Lagged(_))) | Err(_) => now(&site, &campaign).await,
                };
                // Who was disabled or signed out meanwhile hears no more. A store that fails is no reason to end.
                if matches!(session::still_live(&site, caller.token).await, Ok(false)) {
                    return None;
                }
                if let Some(revision) = revision.filter(|revision| *revision > told) {
                    return Some((revision, (site, changes, revision)));
                }
            }
        }
    });
    let mut stopping = server.stopping.clone();
    let events = stream::iter([revision])
        .chain(later)
        .map(|revision| Ok(event(revision)))
        .take_until(async move { stopping.wait_for(|stopping| *stopping).await.is_ok() });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}

/// The revision as the store has it. A failure here is no reason to end the stream: the next look may do.
async fn now(site: &Site, campaign: &str) -> Option<i64> {
    campaigns::revision(site, campaign.to_owned()).await.ok()
}

fn event(revision: i64) -> Event {
    let change = wire::Change { revision };
    Event::default().retry(RECONNECT).data(serde_json::to_string(&change).expect("a number is plain data"))
}
