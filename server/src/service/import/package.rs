//! The import as a whole.

use shared::campaign::Campaign;
use shared::problem::{Diagnostic, Problem};
use shared::wire::{ActKind, Fact};

use super::{assessments, ballots, versions};
use crate::files::Kept;
use crate::service::catch_up::catch_up;
use crate::service::log::{self, Actor};
use crate::service::{KnownCampaigns, Site, close};
use crate::store::{NewClosing, StoreError};

/// What to import.
#[derive(Clone, Debug)]
pub struct Import {
    /// The campaign, as its package says.
    pub campaign: Campaign,
    /// A ballots.jsonl.
    pub ballots: Option<File>,
    /// An assessments.jsonl: each line that says something else than what stands is said by who imports.
    pub assessments: Option<File>,
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
            close: None,
            package: None,
            over: None,
            by: Actor::Command,
        }
    }
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name, for diagnostics.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl File {
    /// Its lines, numbered from 1.
    pub fn lines(&self) -> impl Iterator<Item = (u32, &[u8])> {
        (1..).zip(self.bytes.split(|byte| *byte == b'\n'))
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
    /// Why, and what else people should look at: each as a warning at its line.
    pub doubts: Vec<Diagnostic>,
    /// Ballots that were here already.
    pub known_ballots: usize,
    /// Assessments.
    pub assessments: usize,
}

/// Why nothing was imported.
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

/// Imports. Ballots that are there stay; form versions that are there must be the same.
pub async fn import(site: &Site, import: Import) -> Result<Imported, ImportError> {
    catch_up(site).await?;
    // Not the site's: an import that is undone must not stay in memory.
    let (known, now) = (KnownCampaigns::default(), site.now());
    site.store
        .write(move |store| {
            let id = import.campaign.settings.id.clone();
            let before = store.head(&id)?;
            let here = before.as_ref().map_or(0, |head| head.generation);
            if import.over.is_some_and(|over| over != here) {
                return Err(ImportError::Refused(Problem::new("import.moved").with("campaign", &id)));
            }
            let stored = store.campaign(&id)?;
            let versions = versions::check(stored.as_ref(), &import.campaign).map_err(ImportError::Wrong)?;
            let mut imported = Imported { versions, ..Imported::default() };
            store.put_campaign(&import.campaign)?;
            if let Some(kept) = &import.package {
                store.put_package(&id, kept, now)?;
            }
            let campaign = known
                .find(store, &id)?
                .ok_or_else(|| StoreError::unreadable("a campaign", "gone within its import"))?;
            let mut diagnostics = Vec::new();
            if let Some(file) = &import.ballots {
                diagnostics.extend(ballots::keep_all(store, &campaign, file, now, &mut imported)?);
            }
            if let Some(file) = &import.assessments {
                diagnostics.extend(assessments::keep_all(
                    store,
                    &campaign,
                    file,
                    (&import.by, now),
                    &mut imported,
                )?);
            }
            if !diagnostics.is_empty() {
                diagnostics.append(&mut imported.doubts);
                return Err(ImportError::Wrong(diagnostics));
            }
            let number = |n: usize| Some(n).filter(|n| *n > 0).map_or_else(String::new, |n| n.to_string());
            log::act(ActKind::Imported, &id)
                .within(Some(&id))
                .before(
                    Fact::Generation,
                    before.as_ref().map_or_else(String::new, |it| it.generation.to_string()),
                )
                .after(Fact::Generation, campaign.generation)
                .after(Fact::Package, import.package.map_or_else(String::new, |kept| kept.digest.to_string()))
                .after(Fact::Ballots, number(imported.ballots))
                .after(Fact::Assessments, number(imported.assessments))
                .write(store, &import.by, now)?;
            let open = before.is_none_or(|head| head.closed.is_none());
            if let Some(closing) = import.close.filter(|_| open) {
                close::keep(store, &id, &closing, &import.by, now)?;
            }
            store.grow_revision(&id)?;
            Ok(imported)
        })
        .await
}
