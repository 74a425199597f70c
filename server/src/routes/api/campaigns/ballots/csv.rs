//! `GET /api/campaigns/{campaign}/ballots.csv?repeat=&language=&bom=&after=&moment=`: a table, one row a ballot; of a repeat one
//! row for each unit.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;
use shared::export::{Table, file_name, repeats};
use shared::problem::Problem;

use super::taken::{Asked, Taken};
use crate::http::{Answer, Refusal};

/// Sends it.
pub async fn handle(asked: Asked) -> Answer<Response> {
    let query = asked.query.clone();
    let repeat = Some(&*query.repeat).filter(|repeat| !repeat.is_empty());
    let name = file_name(repeat);
    let taken = Taken::begin(asked, &name).await?;
    let known = &taken.moment.known.campaign;
    let there = repeats(&known.definitions);
    if let Some(unknown) = repeat.filter(|repeat| !there.iter().any(|name| name == repeat)) {
        let problem = Problem::new("export.repeat").with("repeat", unknown).with("there", there.join(", "));
        return Err(Refusal::new(StatusCode::NOT_FOUND, problem));
    }
    let asked = Some(&*query.language).filter(|language| !language.is_empty());
    let table = Arc::new(Table::of(known, repeat, asked.unwrap_or(&known.settings.default_language)));
    let mut begun = String::new();
    if taken.behind == 0 {
        table.write_beginning(query.bom.unwrap_or(true), &mut begun);
    }
    taken.send(("text/csv; charset=utf-8", &name), begun, move |text, it| table.write_rows(it, text)).await
}
