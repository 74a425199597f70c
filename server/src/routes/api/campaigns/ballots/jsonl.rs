//! `GET /api/campaigns/{campaign}/ballots.jsonl?after=&moment=`: the ballots as `score` and `import` read them, line n being
//! ballot n.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;

use super::taken::{Query, Taken};
use crate::http::{Answer, At, AtQuery, Server};
use crate::service::session::Caller;

/// Sends them.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    Extension(caller): Extension<Caller>,
    AtQuery(query): AtQuery<Query>,
) -> Answer<Response> {
    let taken = Taken::begin(server, caller, campaign, "ballots.jsonl", &query).await?;
    let named = ("application/x-ndjson", "ballots.jsonl");
    taken.send(named, String::new(), |text, exported| text.push_str(&exported.line.to_text())).await
}
