//! `GET /r/{campaign}`: the newest run's results, or those of `?run=`. `POST` makes a run where inputs changed.

use axum::response::{Redirect, Response};

use super::answer::{Asking, sent};
use crate::http::Answer;
use crate::pages::office;
use crate::service::log::Actor;
use crate::service::runs;

/// Shows them.
pub async fn show(asking: Asking) -> Answer<Response> {
    Ok(sent(office::results(&asking.reader, &asking.reading().await?)))
}

/// Makes one, and shows it.
pub async fn make(asking: Asking) -> Answer<Redirect> {
    runs::newest(&asking.server.site, Actor::from(&asking.caller), asking.campaign()).await?;
    Ok(Redirect::to(&asking.reader.to_newest(&[])))
}
