//! The import as a whole.

use std::sync::Arc;

use jiff::Timestamp;
use shared::assessment::AdjustmentLine;
use shared::campaign::Campaign;
use shared::problem::{Diagnostic, Problem};
use shared::wire::{ActKind, Fact};

use super::assessments::Given;
use super::reading::{self, Checked, Right};
use super::{File, adjustments, assessments, fixed, pieces, unfit};
use crate::files::Kept;
use crate::service::catch_up::catch_up;
use crate::service::expire::Left;
use crate::service::log::{self, Actor};
use crate::service::tallied::Tallied;
use crate::service::{KnownCampaign, Site, close};
use crate::store::{NewClosing, Repositories, StoreError};

/// What to import.
#[derive(Clone, Debug)]
pub struct Import {
    /// The campaign, as its package says.
    pub campaign: Campaign,
    /// A ballots.jsonl.
    pub ballots: Option<File>,
    /// An assessments.jsonl: each line that says something else than what stands is said by who imports.
    pub assessments: Option<File>,
    /// An adjustments.jsonl: each line under an id that is not here yet is given by who imports.
    pub adjustments: Option<File>,
    /// Closes the campaign, by this, if it is open.
    pub close: Option<NewClosing>,
    /// The package itself, which is in the files already.
    pub package: Option<Kept>,
    /// The generation that must be here for it, 0 for none: what was shown to somebody was against this one.
    pub over: Option<i64>,
    /// Who imports.
    pub by: Actor,
}

impl Import {
    /// Of this campaign, and nothing more, by a command.
    pub fn of(campaign: Campaign) -> Self {
        Self {
            campaign,
            ballots: None,
            assessments: None,
            adjustments: None,
            close: None,
            package: None,
            over: None,
            by: Actor::Command,
        }
    }
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Form versions that were not here before.
    pub versions: usize,
    /// Ballots that were not here before.
    pub ballots: usize,
    /// Those of them that the file counts and that wait here for a person.
    pub doubted: usize,
    /// Those of them that wait because the file says so.
    pub pending: usize,
    /// Why, and what else people should look at: each as a warning at its line.
    pub doubts: Vec<Diagnostic>,
    /// Ballots that were here already.
    pub known_ballots: usize,
    /// Assessments.
    pub assessments: usize,
}

/// Why it was not imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The input is wrong.
    #[error("the input is wrong")]
    Wrong(Vec<Diagnostic>),
    /// It cannot be done as things stand.
    #[error("{0}")]
    Refused(Problem),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Imports. Ballots that are there stay; form versions that are there must be the same. Nothing is written before all is
/// checked; then the campaign is, and after it ballots and assessments in pieces: what was killed in between is harmless to run
/// again, which counts what is here already.
pub async fn import(site: &Site, import: Import) -> Result<Imported, ImportError> {
    catch_up(site).await?;
    let (checked, unfit) = merged(site, import.campaign.clone()).await?;
    let checked = Arc::new(checked);
    let Readings { given, adjusted, odd, new_ballots, right } = check(site, &checked, &import).await?;
    let Import { campaign, ballots, close, package, over, by, .. } = import;
    let (id, now) = (campaign.settings.id.clone(), site.now());
    let begin = Beginning { campaign, package, over, new_ballots, assessments: given.said.len() };
    let (open, generation, versions) = begin.write(site, &by, now).await?;
    let assessments = given.said.len();
    let mut imported = Imported { versions, assessments, doubts: unfit, ..Imported::default() };
    if let Some(file) = ballots {
        pieces::keep_all(site, Arc::clone(&checked), (file, right), generation, &mut imported).await?;
    }
    let Given { said, flags } = given;
    imported.doubts.extend(odd.into_iter().chain(flags));
    for piece in said.chunks(assessments::PIECE).map(<[_]>::to_vec) {
        let (checked, by, id) = (Arc::clone(&checked), by.clone(), id.clone());
        let keep = move |store: &dyn Repositories| {
            assessments::keep(store, &checked.campaign, &piece, (&by, now))?;
            store.grow_revision(&id)
        };
        site.store.write(keep).await?;
    }
    if !adjusted.is_empty() {
        let (by, id) = (by.clone(), id.clone());
        let keep = move |store: &dyn Repositories| {
            adjustments::keep(store, &id, adjusted, (&by, now))?;
            store.grow_revision(&id)
        };
        site.store.write(keep).await?;
    }
    if let Some(closing) = close.filter(|_| open) {
        let keep = move |store: &dyn Repositories| {
            close::keep(store, &id, &closing, &by, now)?;
            store.grow_revision(&id)
        };
        site.store.write(keep).await?;
    }
    Ok(imported)
}

/// What was read of the files.
struct Readings {
    given: Given,
    adjusted: Vec<AdjustmentLine>,
    /// What of these another package took and this one would not.
    odd: Vec<Diagnostic>,
    new_ballots: usize,
    right: Right,
}

/// All that is wrong with the files; else what is said of units, and how many ballots are new.
async fn check(site: &Site, checked: &Arc<KnownCampaign>, import: &Import) -> Result<Readings, ImportError> {
    let (mut ballots, mut given) = (Checked::default(), Given::default());
    let (mut adjusted, mut odd) = (Vec::new(), Vec::new());
    if let Some(file) = &import.ballots {
        ballots = reading::check(site, Arc::clone(checked), file.clone()).await?;
    }
    let Checked { new, mut faults, doubts, right } = ballots;
    if let Some(file) = &import.assessments {
        let (wrong, found) = assessments::check(&checked.campaign, file)?;
        faults.extend(wrong);
        given = found;
    }
    if let Some(file) = &import.adjustments {
        let (found, lines) = adjustments::check(site, checked, file).await?;
        let (wrong, doubtful): (Vec<_>, Vec<_>) = found.into_iter().partition(Diagnostic::is_fault);
        faults.extend(wrong);
        (adjusted, odd) = (lines, doubtful);
    }
    if faults.is_empty() {
        return Ok(Readings { given, adjusted, odd, new_ballots: new, right });
    }
    faults.extend(doubts.into_iter().chain(odd).chain(given.flags));
    Err(ImportError::Wrong(faults))
}

/// What is written first: the campaign, its package, and the act.
struct Beginning {
    campaign: Campaign,
    package: Option<Kept>,
    over: Option<i64>,
    new_ballots: usize,
    assessments: usize,
}

impl Beginning {
    /// Writes it. Gives whether the campaign was open, its generation now, and how many versions are new.
    async fn write(self, site: &Site, by: &Actor, now: Timestamp) -> Result<(bool, i64, usize), ImportError> {
        let (by, known) = (by.clone(), site.known.clone());
        site.store
            .write(move |store| {
                let id = self.campaign.settings.id.clone();
                let before = store.head(&id)?;
                let here = before.as_ref().map_or(0, |head| head.generation);
                if self.over.is_some_and(|over| over != here) {
                    return Err(ImportError::Refused(Problem::new("import.moved").with("campaign", &id)));
                }
                let stored = store.campaign(&id)?;
                let known = known.find(store, &id)?;
                let left = known.as_deref().map(|known| Left::of(store, known)).transpose()?;
                let left = left.unwrap_or_default();
                let versions =
                    fixed::check(stored.as_ref(), &self.campaign, left).map_err(ImportError::Wrong)?;
                store.put_campaign(&self.campaign)?;
                if let Some(kept) = &self.package {
                    store.put_package(&id, kept, now)?;
                }
                let gone = || StoreError::unreadable("a campaign", "gone within its import");
                let generation = store.head(&id)?.ok_or_else(gone)?.generation;
                let number =
                    |n: usize| Some(n).filter(|n| *n > 0).map_or_else(String::new, |n| n.to_string());
                let was = before.as_ref().map_or_else(String::new, |it| it.generation.to_string());
                log::act(ActKind::Imported, &id)
                    .within(Some(&id))
                    .before(Fact::Generation, was)
                    .after(Fact::Generation, generation)
                    .after(
                        Fact::Package,
                        self.package.map_or_else(String::new, |kept| kept.digest.to_string()),
                    )
                    .after(Fact::Ballots, number(self.new_ballots))
                    .after(Fact::Assessments, number(self.assessments))
                    .write(store, &by, now)?;
                store.grow_revision(&id)?;
                Ok((before.is_none_or(|head| head.closed.is_none()), generation, versions))
            })
            .await
    }
}

/// The campaign as it will be, with the form versions that are here already; and what is stored and will count no more.
async fn merged(
    site: &Site,
    mut campaign: Campaign,
) -> Result<(KnownCampaign, Vec<Diagnostic>), ImportError> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .read(move |store| {
            let stored = store.campaign(&campaign.settings.id)?;
            let known = known.find(store, &campaign.settings.id)?;
            let left = known.as_deref().map(|known| Left::of(store, known)).transpose()?.unwrap_or_default();
            fixed::check(stored.as_ref(), &campaign, left).map_err(ImportError::Wrong)?;
            let mut unfit = unfit::find(store, stored.as_ref(), &campaign)?;
            unfit.extend(known.and_then(|known| fixed::shortened(&known, &campaign, left, now)));
            for definition in stored.into_iter().flat_map(|it| it.definitions) {
                if campaign.definition_version(&definition.id, &definition.version).is_none() {
                    campaign.definitions.push(definition);
                }
            }
            Ok((KnownCampaign::new(campaign, 0, Tallied::default())?, unfit))
        })
        .await
}
