//! What `parindex check` says of a package that somebody sends, and what its import would change. Nothing is imported.

use std::io;
use std::path::PathBuf;

use jiff::Timestamp;
use shared::ballot::Digest;
use shared::campaign::{Campaign, changes};
use shared::problem::{Diagnostic, FaultKind, kinds};
use shared::wire::{CheckedPackage, PackageSummary};
use tokio::sync::Semaphore;

use super::staged::Staged;
use super::{fixed, unfit};
use crate::package::{self, PackageError};
use crate::service::expire::Left;
use crate::service::{Error, KnownCampaigns, Site};
use crate::store::{Repositories, StoreError};

/// So many kinds of faults are named; who has more has begun with the wrong file.
const MOST_KINDS: usize = 200;
/// So many faults of a kind are named with their row.
const MOST_OF_A_KIND: usize = 50;
/// So many changed rows of a sheet are named.
const MOST_ROWS: usize = 200;
/// The workbooks of a package are in memory while it is read: one package after the other.
static READING: Semaphore = Semaphore::const_new(1);

/// A package that somebody would like to import.
#[derive(Clone, Debug)]
pub enum Offered {
    /// A .zip here, and what the person calls it.
    File(PathBuf, String),
    /// The sample that the program carries.
    Sample,
}

/// A package as it was read.
struct Read {
    campaign: Option<Campaign>,
    digest: Option<Digest>,
    diagnostics: Vec<Diagnostic>,
}

impl Offered {
    fn read(&self, staged: &Staged) -> io::Result<Read> {
        let opened = match self {
            Self::File(path, _) => package::open(path),
            Self::Sample => package::sample(),
        };
        match opened.and_then(|package| Ok((package.read()?, package))) {
            Ok(((campaign, diagnostics), package)) => {
                let campaign = campaign.filter(|_| !diagnostics.iter().any(Diagnostic::is_fault));
                let digest = campaign.as_ref().map(|_| staged.keep(&package.archive())).transpose()?;
                Ok(Read { campaign, digest, diagnostics })
            }
            Err(error) => {
                Ok(Read { campaign: None, digest: None, diagnostics: vec![self.diagnostic(&error)] })
            }
        }
    }

    /// The person knows the file by the name that it has there, not by where it lies here.
    fn diagnostic(&self, error: &PackageError) -> Diagnostic {
        let mut diagnostic = error.diagnostic();
        if let Self::File(path, name) = self
            && diagnostic.at.file == path.display().to_string()
        {
            diagnostic.at.file.clone_from(name);
        }
        diagnostic
    }
}

/// Checks it, and lets it wait for its import where nothing is wrong.
pub async fn check(site: &Site, staged: &Staged, offered: Offered) -> Result<CheckedPackage, Error> {
    let _alone = READING.acquire().await;
    let staged = staged.clone();
    let read = tokio::task::spawn_blocking(move || offered.read(&staged)).await;
    let read = read.map_err(io::Error::other).and_then(|read| read).map_err(StoreError::file)?;
    let Read { campaign, mut digest, mut diagnostics } = read;
    let mut checked = CheckedPackage::default();
    if let Some(campaign) = campaign {
        let (known, now) = (site.known.clone(), site.now());
        let against = site.store.read(move |store| against(store, &known, &campaign, now));
        let (compared, found) = against.await?;
        checked = compared;
        digest = digest.filter(|_| !found.iter().any(Diagnostic::is_fault));
        diagnostics.extend(found);
    }
    let kinds = kinds(&diagnostics);
    checked.digest = digest;
    checked.more_faults = kinds.len().saturating_sub(MOST_KINDS);
    checked.faults = kinds.iter().take(MOST_KINDS).map(|kind| FaultKind::of(kind, MOST_OF_A_KIND)).collect();
    Ok(checked)
}

/// What the campaign is, held against what is stored: what would change, what an import would refuse, and which points would
/// count no more.
fn against(
    store: &dyn Repositories,
    known: &KnownCampaigns,
    campaign: &Campaign,
    now: Timestamp,
) -> Result<(CheckedPackage, Vec<Diagnostic>), StoreError> {
    let id = &campaign.settings.id;
    let stored = store.campaign(id)?;
    let checked = CheckedPackage {
        campaign: Some(summary(campaign)),
        generation: store.head(id)?.map_or(0, |head| head.generation),
        changes: changes(stored.as_ref(), campaign, MOST_ROWS),
        ..CheckedPackage::default()
    };
    let known = known.find(store, id)?;
    let left = known.as_deref().map(|known| Left::of(store, known)).transpose()?.unwrap_or_default();
    let mut found = fixed::check(stored.as_ref(), campaign, left).err().unwrap_or_default();
    found.extend(known.and_then(|known| fixed::shortened(&known, campaign, left, now)));
    found.extend(unfit::find(store, stored.as_ref(), campaign)?);
    Ok((checked, found))
}

/// What a package holds, in numbers.
pub fn summary(campaign: &Campaign) -> PackageSummary {
    let questions = campaign.definitions.iter().flat_map(|form| form.questions());
    PackageSummary {
        id: campaign.settings.id.clone(),
        title: campaign.settings.title.clone(),
        year: campaign.settings.year,
        units: campaign.units.len(),
        places: campaign.places.len(),
        forms: campaign.definitions.len(),
        questions: questions.filter(|question| !question.criteria.is_empty()).count(),
        ballots: campaign.quotas.iter().map(|quota| quota.ballots as usize).sum(),
    }
}
