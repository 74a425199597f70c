//! `/r/{campaign}/answers`: what people answered to each question of a form.

use axum::response::Response;
use serde::Deserialize;

use super::answer::{Asking, sent};
use crate::http::{Answer, AtQuery};
use crate::pages::office::{Reader, answers as pages};
use crate::service::answers;

/// Which form, and about which unit.
#[derive(Deserialize)]
pub struct Query {
    /// Its code; else the first.
    form: Option<String>,
    /// A unit; else all.
    unit: Option<String>,
}

/// Shows it.
pub async fn show(asking: Asking, AtQuery(Query { form, unit }): AtQuery<Query>) -> Answer<Response> {
    let [form, unit] = [form, unit].map(|it| it.filter(|it| !it.is_empty()));
    let named = [("form", &form), ("unit", &unit)];
    let named = named.into_iter().filter_map(|(name, said)| Some((name.to_owned(), said.clone()?)));
    let supposed = named.collect();
    let found = answers::answered(&asking.server.site, asking.campaign(), form, unit).await?;
    Ok(sent(pages::page(&Reader { supposed, ..asking.reader }, &found)))
}
