//! `GET /api/campaigns/{campaign}/ballots.jsonl?after=&moment=`: the ballots as `score` and `import` read them, line n being
//! ballot n.

use axum::response::Response;

use super::taken::{Asked, Taken};
use crate::http::Answer;

/// Sends them.
pub async fn handle(asked: Asked) -> Answer<Response> {
    let taken = Taken::begin(asked, "ballots.jsonl").await?;
    let named = ("application/x-ndjson", "ballots.jsonl");
    taken.send(named, String::new(), |text, exported| text.push_str(&exported.line.to_text())).await
}
