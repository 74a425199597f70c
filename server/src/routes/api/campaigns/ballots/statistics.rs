//! `GET /api/campaigns/{campaign}/ballots.sav?language=&moment=`, and the same with `ballots.dta`: a .zip with a file of what is
//! answered once, one for each repeat, and a codebook. It breaks off where a ballot cannot be read again.

use std::io;

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use futures::stream;
use shared::export::Format;
use shared::problem::Problem;

use super::taken::{Asked, Taken, go_on, head, refused};
use crate::archive::Packing;
use crate::http::{Answer, Refusal};
use crate::service::export::{Statistics, Step};

/// Sends them as .sav.
pub async fn sav(asked: Asked) -> Answer<Response> {
    send(asked, Format::Sav).await
}

/// Sends them as .dta.
pub async fn dta(asked: Asked) -> Answer<Response> {
    send(asked, Format::Dta).await
}

async fn send(asked: Asked, format: Format) -> Answer<Response> {
    let language = asked.query.language.clone();
    let name = format!("ballots.{}", format.ending());
    let Taken { server, caller, campaign, moment, behind } = Taken::begin(asked, &name).await?;
    if behind > 0 {
        return Err(Refusal::new(StatusCode::BAD_REQUEST, Problem::new("export.whole")));
    }
    let place = server.streams.open(&caller.username)?;
    let language = Some(&*language).filter(|language| !language.is_empty());
    let mut making = Statistics::of(&moment, format, language, server.site.now());
    let first = making.step(&server.site).await?.unwrap_or_default();
    if let Some(unreadable) = &first.unreadable {
        return Err(refused(unreadable));
    }
    let head = head(("application/zip", &format!("{campaign}-{name}.zip")), moment.to, 0);
    let begin = (Some(Packing::default()), making, place);
    let pieces = stream::try_unfold(begin, move |(packing, mut making, place)| {
        let (server, moment, token) = (server.clone(), moment.clone(), caller.token);
        async move {
            let Some(mut packing) = packing else { return Ok(None) };
            loop {
                go_on(&server, token, &moment).await?;
                let Some(step) = making.step(&server.site).await.map_err(io::Error::other)? else {
                    return Ok(Some((packing.end()?, (None, making, place))));
                };
                let Step { begun, bytes, unreadable } = step;
                if let Some(unreadable) = unreadable {
                    tracing::error!(problem = %unreadable.problem, "a file of ballots breaks off");
                    return Err(io::Error::other(unreadable.problem));
                }
                let packed = packing.add(begun.as_deref(), &bytes)?;
                if !packed.is_empty() {
                    return Ok(Some((packed, (Some(packing), making, place))));
                }
            }
        }
    });
    Ok((head, Body::from_stream(pieces)).into_response())
}
