//! `POST /api/packages/{digest}/imports`: imports a package that was checked.

use axum::extract::State;
use axum::{Extension, Json};
use shared::problem::Problem;
use shared::wire::{ImportedPackage, PackageImport};

use crate::files::Files;
use crate::http::{Answer, At, Sent, Server};
use crate::service::import::{Staged, import_checked};
use crate::service::session::Caller;
use crate::service::{Error, Kind};

/// Imports it.
pub async fn handle(
    State(server): State<Server>,
    At(digest): At<String>,
    Extension(caller): Extension<Caller>,
    Sent(wanted): Sent<PackageImport>,
) -> Answer<Json<ImportedPackage>> {
    let not_checked = || Error::Refused(Kind::Absent, Problem::new("package.not_checked"));
    let digest = digest.parse().map_err(|_| not_checked())?;
    let folders = (Staged::of(&server.data), Files::of(&server.data));
    Ok(Json(import_checked(&server.site, folders, &caller, digest, wanted.generation).await?))
}
