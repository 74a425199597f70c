//! What is kept for a time goes by itself when that is over: who was invited, what was answered and never sent, what tells who people are.
//! A campaign says by `data_kept_until` which day is the last. Ballots stay, as nothing joins them to a person; but for those that hold who
//! somebody is, which should not.

use std::sync::Arc;

use shared::wire::{ActKind, Fact};

use super::log::{self, Actor};
use super::{Error, KnownCampaign, Site, erase};
use crate::store::{Repositories, StoreError};

/// What of a campaign goes after its last day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// Codes, with what was answered by them and never sent.
    pub invitations: u32,
    /// How many times somebody told who they are.
    pub told: u32,
    /// Ballots that hold it.
    pub ballots: u32,
}

impl Left {
    /// What is here of a campaign.
    pub(super) fn of(store: &dyn Repositories, known: &KnownCampaign) -> Result<Self, StoreError> {
        let id = &known.campaign.settings.id;
        Ok(Self {
            invitations: store.invitation_number(id)?,
            told: store.personal_number(id)?,
            ballots: u32::try_from(erase::telling(store, known)?.len()).unwrap_or(u32::MAX),
        })
    }

    /// How much it is in all.
    pub fn all(self) -> u32 {
        self.invitations + self.told + self.ballots
    }
}

/// Deletes what is over in all campaigns; gives how much went.
pub async fn expire(site: &Site) -> Result<u32, Error> {
    let mut all = 0;
    for campaign in over(site).await? {
        let known = site.known.clone();
        let (now, by) = (site.now(), Actor::Command);
        all += site
            .store
            .write::<_, Error>(move |store| {
                let known: Arc<KnownCampaign> = known.get(store, &campaign)?;
                let left = Left::of(store, &known)?;
                let kept = known.campaign.settings.keeps_until();
                log::act(ActKind::Expired, &campaign)
                    .within(Some(&campaign))
                    .before(Fact::Invitations, shown(left.invitations))
                    .before(Fact::Told, shown(left.told))
                    .before(Fact::Ballots, shown(left.ballots))
                    .before(Fact::Kept, kept.map_or_else(String::new, |day| day.to_string()))
                    .write(store, &by, now)?;
                store.forget_invitations(&campaign)?;
                store.forget_personal(&campaign, None)?;
                erase::erase_all(store, &known, &erase::telling(store, &known)?, &by, now)?;
                Ok(left.all())
            })
            .await?;
    }
    Ok(all)
}

/// As the log tells it: nothing of what there was none.
fn shown(n: u32) -> String {
    Some(n).filter(|n| *n > 0).map_or_else(String::new, |n| n.to_string())
}

/// The campaigns whose last day is over, and of which something is left. While people may still answer, nothing goes.
async fn over(site: &Site) -> Result<Vec<String>, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .read(move |store: &dyn Repositories| {
            let mut over = Vec::new();
            for head in store.heads()? {
                let known = known.get(store, &head.id)?;
                let is_over = known.campaign.settings.has_kept(known.today(now));
                if is_over && Left::of(store, &known)?.all() > 0 {
                    over.push(head.id);
                }
            }
            Ok(over)
        })
        .await
}
