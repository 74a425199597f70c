//! `GET /r/{campaign}/nonresponse`: who did not answer, and why; with `as=csv` as a table of all.

use std::collections::BTreeMap;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::answer::{Asking, sent};
use crate::http::{Answer, AtQuery, disposition};
use crate::pages::office;
use crate::service::nonresponses::{FILE, nonresponses, taken};

/// Shows it, or gives the table.
pub async fn handle(asking: Asking, AtQuery(asked): AtQuery<BTreeMap<String, String>>) -> Answer<Response> {
    let site = &asking.server.site;
    if asked.get("as").is_some_and(|form| form == "csv") {
        let table = taken(site, (&asking.caller).into(), asking.campaign()).await?;
        let heads = [
            (header::CONTENT_TYPE, header::HeaderValue::from_static("text/csv; charset=utf-8")),
            (header::CONTENT_DISPOSITION, disposition("attachment", FILE)),
            (header::CACHE_CONTROL, header::HeaderValue::from_static("no-store")),
        ];
        return Ok((StatusCode::OK, heads, table).into_response());
    }
    let it = nonresponses(site, asking.campaign()).await?;
    Ok(sent(office::nonresponse(&asking.reader, &it)))
}
