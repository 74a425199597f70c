//! `/r/{campaign}/answers`: what people answered to each question of a form.

use axum::response::Response;
use serde::Deserialize;

use super::answer::{Asking, sent};
use crate::http::{Answer, AtQuery};
use crate::pages::office::{Reader, answers as pages};
use crate::service::answers;

/// Which form.
#[derive(Deserialize)]
pub struct Query {
    /// Its code; else the first.
    form: Option<String>,
}

/// Shows it.
pub async fn show(asking: Asking, AtQuery(Query { form }): AtQuery<Query>) -> Answer<Response> {
    let form = form.filter(|form| !form.is_empty());
    let supposed = form.iter().map(|form| ("form".to_owned(), form.clone())).collect();
    let found = answers::answered(&asking.server.site, asking.campaign(), form).await?;
    Ok(sent(pages::page(&Reader { supposed, ..asking.reader }, &found)))
}
