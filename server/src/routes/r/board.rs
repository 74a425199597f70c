//! `/r/{campaign}/board`: how the fieldwork stands, at a place or of all.

use axum::response::Response;
use serde::Deserialize;

use super::answer::{Asking, sent};
use crate::http::{Answer, AtQuery};
use crate::pages::office::{Reader, board as pages};
use crate::service::board;

/// Where one looks.
#[derive(Deserialize)]
pub struct Query {
    /// The place.
    place: Option<String>,
}

impl Query {
    /// The place that is looked at, where one is.
    pub fn place(self) -> Option<String> {
        self.place.filter(|place| !place.is_empty())
    }
}

/// Shows it.
pub async fn show(asking: Asking, AtQuery(query): AtQuery<Query>) -> Answer<Response> {
    let place = query.place();
    let supposed = place.iter().map(|place| ("place".to_owned(), place.clone())).collect();
    let (site, caller) = (&asking.server.site, asking.caller.clone());
    let found = board::board(site, caller, asking.campaign(), place).await?;
    Ok(sent(pages::page(&Reader { supposed, ..asking.reader }, &found)))
}
