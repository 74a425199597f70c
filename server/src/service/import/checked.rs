//! Imports exactly what was checked, over exactly what it was held against.

use std::io;

use shared::ballot::Digest;
use shared::problem::{Diagnostic, Problem};
use shared::wire::ImportedPackage;

use super::staged::Staged;
use super::{Import, ImportError, import};
use crate::files::{Files, Kept};
use crate::package;
use crate::service::log::Actor;
use crate::service::session::Caller;
use crate::service::{Error, Kind, Site};
use crate::store::StoreError;

/// Imports it, if it still waits and nobody imported the campaign meanwhile.
pub async fn import_checked(
    site: &Site,
    (staged, files): (Staged, Files),
    caller: &Caller,
    digest: Digest,
    generation: i64,
) -> Result<ImportedPackage, Error> {
    let read = {
        let staged = staged.clone();
        tokio::task::spawn_blocking(move || waiting(&staged, &files, &digest)).await
    };
    let read = read.map_err(io::Error::other).and_then(|read| read).map_err(StoreError::file)?;
    let not_checked = || Error::Refused(Kind::Absent, Problem::new("package.not_checked"));
    let (package, kept) = read.ok_or_else(not_checked)?;
    let (campaign, diagnostics) = package.map_err(|error| Error::Faults(vec![error.diagnostic()]))?;
    let right = campaign.filter(|_| !diagnostics.iter().any(Diagnostic::is_fault));
    // A program that was updated between the two may read it otherwise.
    let campaign = right.ok_or(Error::Faults(diagnostics))?;
    let id = campaign.settings.id.clone();
    let request = Import {
        package: Some(kept),
        over: Some(generation),
        by: Actor::from(caller),
        ..Import::of(campaign)
    };
    let imported = import(site, request).await.map_err(|error| match error {
        ImportError::Wrong(diagnostics) => Error::Faults(diagnostics),
        ImportError::Refused(problem) => Error::conflict(problem),
        ImportError::Store(error) => error.into(),
    })?;
    staged.release(&digest).map_err(StoreError::file)?;
    Ok(ImportedPackage { campaign: id, versions: imported.versions })
}

type Read = Result<(Option<shared::campaign::Campaign>, Vec<Diagnostic>), package::PackageError>;

/// The package that waits, read once more, its file kept as all that was imported are.
fn waiting(staged: &Staged, files: &Files, digest: &Digest) -> io::Result<Option<(Read, Kept)>> {
    let Some(bytes) = staged.read(digest)? else { return Ok(None) };
    let read = package::read(&staged.path(digest));
    Ok(Some((read, files.keep(&bytes)?)))
}
