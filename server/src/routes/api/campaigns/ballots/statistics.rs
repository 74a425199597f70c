//! `GET /api/campaigns/{campaign}/ballots.sav?language=&moment=`, and the same with `ballots.dta`: a .zip with a file of what is
//! answered once, one for each repeat, and a codebook; with `ballots.xlsx` a workbook of the same. It breaks off where a ballot
//! cannot be read again, or is withdrawn meanwhile.

use std::io;

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use futures::{StreamExt as _, stream};
use shared::export::Format;
use shared::problem::Problem;

use super::taken::{Asked, Taken, go_on, head, refused};
use crate::archive::Packing;
use crate::http::{Answer, Refusal};
use crate::service::export::{Files, Statistics, Step, Workbook};
use crate::store::StoreError;

/// Sends them as .sav.
pub async fn sav(asked: Asked) -> Answer<Response> {
    statistics(asked, Format::Sav).await
}

/// Sends them as .dta.
pub async fn dta(asked: Asked) -> Answer<Response> {
    statistics(asked, Format::Dta).await
}

/// Sends them as a workbook.
pub async fn xlsx(asked: Asked) -> Answer<Response> {
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let language = asked.query.language.clone();
    let taken = Taken::begin(asked, "ballots.xlsx").await?;
    let making = Workbook::of(&taken.moment, given(&language));
    send(taken, (KIND, "ballots.xlsx"), Files::Workbook(making)).await
}

async fn statistics(asked: Asked, format: Format) -> Answer<Response> {
    let language = asked.query.language.clone();
    let name = format!("ballots.{}", format.ending());
    let taken = Taken::begin(asked, &name).await?;
    let now = taken.server.site.now();
    let making = Statistics::of(&taken.moment, format, given(&language), now);
    send(taken, ("application/zip", &format!("{name}.zip")), Files::Statistics(making)).await
}

fn given(language: &str) -> Option<&str> {
    Some(language).filter(|language| !language.is_empty())
}

async fn send(taken: Taken, (kind, name): (&str, &str), mut making: Files) -> Answer<Response> {
    let Taken { server, caller, campaign, moment, behind } = taken;
    if behind > 0 {
        return Err(Refusal::new(StatusCode::BAD_REQUEST, Problem::new("export.whole")));
    }
    let place = server.streams.open(&caller.username)?;
    let mut packing = Packing::default();
    let first = making.step(&server.site).await?.unwrap_or_default();
    if let Some(unreadable) = &first.unreadable {
        return Err(refused(unreadable));
    }
    let begun = packing.add(first.begun.as_deref(), &first.bytes).map_err(StoreError::file)?;
    let to_come = moment.to_come(&server.site, 0).await?;
    let head = head((kind, &format!("{campaign}-{name}")), moment.to, to_come);
    let pieces = stream::iter([Ok(begun)]);
    let begin = (Some(packing), making, place);
    let rest = stream::try_unfold(begin, move |(packing, mut making, place)| {
        let (server, moment, token) = (server.clone(), moment.clone(), caller.token);
        async move {
            let Some(mut packing) = packing else { return Ok(None) };
            loop {
                go_on(&server, token, &moment).await?;
                let Some(step) = making.step(&server.site).await.map_err(broken_off)? else {
                    return Ok(Some((packing.end()?, (None, making, place))));
                };
                let Step { begun, bytes, unreadable } = step;
                if let Some(unreadable) = unreadable {
                    return Err(broken_off(unreadable.problem));
                }
                let packed = packing.add(begun.as_deref(), &bytes)?;
                if !packed.is_empty() {
                    return Ok(Some((packed, (Some(packing), making, place))));
                }
            }
        }
    });
    Ok((head, Body::from_stream(pieces.chain(rest))).into_response())
}

fn broken_off(why: impl std::error::Error + Send + Sync + 'static) -> io::Error {
    tracing::error!(problem = %why, "a file of ballots breaks off");
    io::Error::other(why)
}
