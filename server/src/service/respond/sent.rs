//! A ballot that was handed in: who has code and claim sees it again, and may withdraw it, while the survey goes on. Then what was
//! answered is deleted, and nothing counts of it any more.

use jiff::Timestamp;
use shared::ballot::Mode;
use shared::form::{Instance, Meta};
use shared::wire::ActKind;
use uuid::Uuid;

use super::answer::no_form;
use super::{Claim, Code};
use crate::service::close::is_closed;
use crate::service::log::Actor;
use crate::service::{Error, KnownCampaign, Site, ballots, erase};
use crate::store::{Invitation, Repositories, Stage, StoreError, Stored, Told};

/// What is found by code and claim.
pub enum Sent {
    /// What was said.
    Here(Box<Instance>),
    /// A ballot that was withdrawn.
    Erased,
}

/// Looks for the ballot of a code and a claim. Nothing is found where either is wrong, or the survey is over.
pub async fn sent(site: &Site, code: &Code, claim: &Claim) -> Result<Option<Sent>, Error> {
    let (known, now, id) = (site.known.clone(), site.now(), claim.ballot(site, code).await?);
    let (digest, apart) = (code.digest(), personal_id(site, code, claim).await?);
    site.store
        .read(move |store| {
            let Some(it) = store.invitation(&digest)? else { return Ok(None) };
            let known = known.get(store, &it.campaign)?;
            let Some(stored) = found(store, &known, &it, id, now)? else { return Ok(None) };
            if stored.is_erased() {
                return Ok(Some(Sent::Erased));
            }
            let told = apart.map(|id| store.personal_with_id(&it.campaign, id)).transpose()?.flatten();
            Ok(Some(Sent::Here(Box::new(as_said(&known, &stored, told)?))))
        })
        .await
}

/// Withdraws it, in one transaction; says whether there was such a ballot, and nothing where it was withdrawn before.
pub async fn erase(site: &Site, code: &Code, claim: &Claim) -> Result<bool, Error> {
    let (known, now, id) = (site.known.clone(), site.now(), claim.ballot(site, code).await?);
    let (digest, apart) = (code.digest(), personal_id(site, code, claim).await?);
    site.store
        .write(move |store| {
            let Some(it) = store.invitation(&digest)? else { return Ok(false) };
            let (known, campaign) = (known.get(store, &it.campaign)?, &*it.campaign);
            let Some(stored) = found(store, &known, &it, id, now)? else { return Ok(false) };
            if stored.is_erased() {
                return Ok(true);
            }
            erase::answers(store, &known, &stored, (ActKind::BallotErased, &Actor::Respondent), now)?;
            if let Some(id) = apart {
                store.forget_personal(campaign, Some(id))?;
            }
            Ok(true)
        })
        .await
}

/// The id of what was told apart from the ballot, where anything is held that was.
async fn personal_id(site: &Site, code: &Code, claim: &Claim) -> Result<Option<Uuid>, Error> {
    let digest = code.digest();
    let is_held = site.store.read(move |store| {
        let Some(it) = store.invitation(&digest)? else { return Ok::<_, StoreError>(false) };
        Ok(store.personal_number(&it.campaign)? > 0)
    });
    Ok(if is_held.await? { Some(claim.personal(site, code).await?) } else { None })
}

/// The ballot with this id that came by this invitation, while the survey goes on. Ids are made up by whoever sends: one that an account
/// sent is none of the respondent's, whatever its id.
fn found(
    store: &dyn Repositories,
    known: &KnownCampaign,
    it: &Invitation,
    id: Uuid,
    now: Timestamp,
) -> Result<Option<Stored>, StoreError> {
    if it.stage != Stage::Answered || !goes_on(known, is_closed(store, &it.campaign)?, now) {
        return Ok(None);
    }
    for same in store.ballots_with_id(&it.campaign, id)? {
        let Some(stored) = store.ballot(&it.campaign, same.position)? else { continue };
        if stored.ballot.sent_by.is_none() && (stored.is_erased() || came_by_code(&stored)?) {
            return Ok(Some(stored));
        }
    }
    Ok(None)
}

fn came_by_code(stored: &Stored) -> Result<bool, StoreError> {
    Ok(ballots::open(stored)?.header.mode == Mode::Online)
}

/// Whether the survey is open, and its last day not over.
pub(super) fn goes_on(known: &KnownCampaign, closed: bool, now: Timestamp) -> bool {
    !closed && known.today(now) <= known.campaign.settings.survey_closes
}

/// The interview as it was when it was handed in, with what was sealed apart.
fn as_said(known: &KnownCampaign, stored: &Stored, told: Option<Told>) -> Result<Instance, Error> {
    let ballot = ballots::open(stored)?;
    let header = &ballot.header;
    let version = known.version(&header.form, &header.version).ok_or_else(|| no_form(&header.form))?;
    let plan = version.plan.clone().map_err(Error::invalid)?;
    let surroundings = known.campaign.surroundings(&header.place);
    let meta = Meta::of(header, known.forms.zone().to_offset(header.finished));
    let mut answers = plan.copied(&surroundings, &meta, &ballot.answers);
    let told = told.into_iter().flat_map(|it| it.told);
    answers.extend(told.map(|(name, text)| (format!("/{name}"), text)));
    let mut instance = Instance::on(plan, &surroundings, meta);
    instance.load(answers.iter().map(|(path, value)| (&**path, &**value)));
    Ok(instance)
}
