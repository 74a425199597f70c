//! `GET /r/{campaign}/weakest`: the weakest criteria of the whole province.

use axum::response::Response;

use super::answer::{Asking, sent};
use crate::http::Answer;
use crate::pages::office;

/// Shows them.
pub async fn handle(asking: Asking) -> Answer<Response> {
    Ok(sent(office::weakest(&asking.reader, &asking.reading().await?)))
}
