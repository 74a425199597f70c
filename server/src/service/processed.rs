//! What is processed of what people said in a campaign: how much, by whom it can be read, and when it was taken away. An admin prints
//! it as the record of the processing.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use shared::collate::sort_by_name;
use shared::wire::{Act, ActKind, Role, Token};

use super::assess::names_of;
use super::erase::telling;
use super::{Error, KnownCampaign, Site};
use crate::store::{ActFilter, Repositories, Stage, StoreError};

/// So many times that something was taken away are told, the last first; the log has them all.
const MOST: usize = 500;

/// What is processed.
pub struct Processed {
    /// The campaign.
    pub known: Arc<KnownCampaign>,
    /// When this was so.
    pub at: Timestamp,
    /// Ballots held by form.
    pub ballots: BTreeMap<String, u32>,
    /// Ballots whose answers were deleted.
    pub erased: i64,
    /// Of how many people it is held apart who they are.
    pub personal: u32,
    /// The numbers of the ballots that hold who somebody is.
    pub telling: Vec<i64>,
    /// Cases without an answer that interviewers noted.
    pub noted: usize,
    /// Tokens of scripts that are in force here.
    pub tokens: Vec<Token>,
    /// Invitations at each stage, as `Stage::ALL` has them.
    pub stages: [u32; Stage::ALL.len()],
    /// The accounts that may sign in, by the role that they hold here, each with the name of its person.
    pub people: BTreeMap<Role, Vec<(String, String)>>,
    /// Of how many codes anything is held: of others their number alone.
    pub codes: u32,
    /// When what tells who people are was deleted, by somebody or by itself.
    pub deleted: Vec<Act>,
    /// When ballots and tables were taken away.
    pub taken: Vec<Act>,
    /// What the people of these accounts are called.
    pub names: BTreeMap<String, String>,
}

/// Reads it.
pub async fn processed(site: &Site, campaign: String) -> Result<Processed, Error> {
    let (known, at) = (site.known.clone(), site.now());
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let mut ballots = BTreeMap::new();
            for row in store.counted(&campaign)? {
                *ballots.entry(row.form).or_default() += row.ballots;
            }
            let mut stages = [0; Stage::ALL.len()];
            for it in store.invited(&campaign)? {
                let counts = Stage::ALL.iter().zip(&mut stages);
                counts
                    .filter(|(stage, _)| **stage == it.stage.told())
                    .for_each(|(_, count)| *count += it.count);
            }
            let acts = |kind| {
                let (campaign, kind) = (Some(campaign.clone()), Some(kind));
                store.acts(&ActFilter { campaign, kind, limit: MOST, ..ActFilter::default() })
            };
            let taken = acts(ActKind::Exported)?;
            let mut deleted = acts(ActKind::Expired)?;
            deleted.extend(acts(ActKind::PersonalErased)?);
            deleted.sort_by_key(|act| Reverse(act.position));
            let by = taken.iter().chain(&deleted).filter_map(|act| act.by.as_deref());
            let names = names_of(store, by.collect())?;
            let erased = store.erased(&campaign, 0, i64::MAX)?;
            let personal = store.personal_number(&campaign)?;
            let telling = telling(store, &known)?.into_iter().map(|it| it.position).collect();
            let noted = store.nonresponses(&campaign, usize::MAX)?.len();
            let today = known.today(at);
            let here = |token: &Token| token.campaign.as_ref().is_none_or(|it| *it == campaign);
            let mut tokens = store.tokens()?;
            tokens.retain(|token| here(token) && token.revoked.is_none() && token.last_day >= today);
            let people = people(store, &campaign)?;
            let codes = store.invitation_number(&campaign)?;
            Ok(Processed {
                known,
                at,
                codes,
                deleted,
                ballots,
                erased,
                personal,
                telling,
                noted,
                tokens,
                stages,
                people,
                taken,
                names,
            })
        })
        .await
}

fn people(
    store: &dyn Repositories,
    campaign: &str,
) -> Result<BTreeMap<Role, Vec<(String, String)>>, StoreError> {
    let mut people = BTreeMap::<_, Vec<_>>::new();
    for account in store.accounts()?.into_iter().filter(|account| !account.disabled) {
        let roles = store.roles(&account.username)?.into_iter();
        let here = roles.filter(|grant| grant.campaign.as_deref().is_none_or(|it| it == campaign));
        let here: BTreeSet<Role> = here.map(|grant| grant.role).collect();
        let person = (account.name, account.username);
        here.into_iter().for_each(|role| people.entry(role).or_default().push(person.clone()));
    }
    people
        .values_mut()
        .for_each(|all| sort_by_name(all, |(name, username)| if name.is_empty() { username } else { name }));
    Ok(people)
}
