//! `GET /r/{campaign}/units/{unit}`: a unit's page, for the office; `…/published` as it may leave the office, also for its own people.

use axum::response::Response;

use super::answer::{Asking, sent};
use crate::http::{Answer, At};
use crate::pages::office;
use crate::service::{publish, runs};

/// All that a run knows of it.
pub async fn office(asking: Asking, At((_, unit)): At<(String, String)>) -> Answer<Response> {
    Ok(sent(office::unit(&asking.reader, &asking.reading().await?, &unit)?))
}

/// What the newest version that is published shows of it.
pub async fn published(asking: Asking, At((campaign, unit)): At<(String, String)>) -> Answer<Response> {
    let (site, caller) = (&asking.server.site, asking.caller);
    let version = publish::newest_for(site, caller, campaign.clone(), unit.clone()).await?;
    let shown = publish::read(site, campaign.clone(), version).await?;
    let reading = runs::read(site, campaign, Some(shown.publication.run)).await?;
    Ok(sent(office::published(&asking.reader, &reading, &shown, &unit)?))
}
