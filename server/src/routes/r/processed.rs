//! `GET /r/{campaign}/processed`: the record of what is processed of people's data.

use axum::response::Response;

use super::answer::{Asking, sent};
use crate::http::Answer;
use crate::pages::office;
use crate::service::processed::processed;

/// Shows it.
pub async fn handle(asking: Asking) -> Answer<Response> {
    let it = processed(&asking.server.site, asking.campaign()).await?;
    Ok(sent(office::processed(&asking.reader, &it)))
}
