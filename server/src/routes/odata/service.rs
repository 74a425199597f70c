//! `GET /odata/{campaign}`: which sets there are.

use axum::response::Response;
use shared::export::{Fixed, Query, service, sets};
use shared::message::Language;

use super::asked::{Asked, json};
use crate::http::{Answer, At};

/// Lists them.
pub async fn handle(At(campaign): At<String>, asked: Asked) -> Answer<Response> {
    let moment = asked.moment(campaign.clone(), None).await?;
    asked.told().await?;
    // Of what may be asked of a set a list takes the form alone.
    let options: Vec<_> =
        asked.options.iter().filter(|(name, _)| name.ends_with("format")).cloned().collect();
    let query = Query::read(&Fixed::Index.set(Language::Vi), &options, &asked.accepted)?;
    let sets = sets(&moment.known.campaign);
    let names = sets.iter().map(|(name, _)| &**name);
    Ok(json(service(&asked.base(&campaign), names, query.detail), &query))
}
