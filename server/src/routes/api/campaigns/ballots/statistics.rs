//! `GET /api/campaigns/{campaign}/ballots.sav?language=&moment=`, and the same with `ballots.dta`: a .zip with a file of what is
//! answered once, one for each repeat, and a codebook; with `ballots.xlsx` a workbook of the same. It breaks off where a ballot
//! cannot be read again, or is withdrawn meanwhile.

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
use crate::service::export::{Files, Statistics, Step, Workbook};

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
    let first = making.step(&server.site).await?.unwrap_or_default();
    if let Some(unreadable) = &first.unreadable {
        return Err(refused(unreadable));
    }
    let to_come = moment.to_come(&server.site, 0).await?;
    let head = head((kind, &format!("{campaign}-{name}")), moment.to, to_come);
    let begin = (Some((Packing::default(), first)), making, place);
    let pieces = stream::try_unfold(begin, move |(going, mut making, place)| {
        let (server, moment, token) = (server.clone(), moment.clone(), caller.token);
        async move {
            let Some((mut packing, mut read)) = going else { return Ok(None) };
            loop {
                go_on(&server, token, &moment).await?;
                // The next is read while the last is packed.
                let (packed, next) = tokio::join!(pack(packing, read), making.step(&server.site));
                let mut bytes;
                (packing, bytes) = packed?;
                let Some(next) = next.map_err(broken_off)? else {
                    bytes.extend(packing.end()?);
                    return Ok(Some((bytes, (None, making, place))));
                };
                if let Some(unreadable) = next.unreadable {
                    return Err(broken_off(unreadable.problem));
                }
                read = next;
                if !bytes.is_empty() {
                    return Ok(Some((bytes, (Some((packing, read)), making, place))));
                }
            }
        }
    });
    Ok((head, Body::from_stream(pieces)).into_response())
}

/// Packs what a step gave, on a thread that may take its time; gives what is packed.
async fn pack(mut packing: Packing, step: Step) -> io::Result<(Packing, Vec<u8>)> {
    let work = move || {
        let bytes = packing.add(step.begun.as_deref(), &step.bytes)?;
        Ok((packing, bytes))
    };
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

fn broken_off(why: impl std::error::Error + Send + Sync + 'static) -> io::Error {
    tracing::error!(problem = %why, "a file of ballots breaks off");
    io::Error::other(why)
}
