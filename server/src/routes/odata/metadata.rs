//! `GET /odata/{campaign}/$metadata?language=`: the columns of all sets, as CSDL.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use shared::export::metadata;

use super::asked::Asked;
use crate::http::{Answer, At};

/// Describes them.
pub async fn handle(At(campaign): At<String>, asked: Asked) -> Answer<Response> {
    let moment = asked.moment(campaign, None).await?;
    asked.told().await?;
    let sets = asked.server.site.feeds.described(&moment.known, &asked.language(&moment));
    Ok(([(header::CONTENT_TYPE, "application/xml;charset=utf-8")], metadata(&sets)).into_response())
}
