//! Taking in what tells who somebody is: by the road of ballots, as often as it is sent. It is kept without a word of when it came and from
//! whom, which would lead to the ballot that came beside it. So no doubt stands with it as with a ballot: what the campaign does not ask, or
//! comes from who has no part in it, is refused.

use shared::ballot::{Digest, MAX_PERSONAL_BYTES, OpenError, Personal, PersonalHeader};
use shared::campaign::Campaign;
use shared::problem::Problem;
use shared::wire::{Receipt, Role};

use super::ingest::{Arrival, Outcome, Sender, same_id, undecodable};
use crate::service::session::Caller;
use crate::service::{Error, Kind, Site};
use crate::store::{Repositories, StoreError, Told};

/// Whether somebody has a part in the campaign that may hand it in: who interviews there, admins, programs of the office.
fn may_send(store: &dyn Repositories, sender: &Caller, campaign: &str) -> Result<bool, StoreError> {
    let roles = if sender.is_script { &Role::OFFICE[..] } else { &[Role::Admin] };
    Ok(sender.may(roles, Some(campaign)) || !store.assigned(&sender.username, campaign)?.is_empty())
}

/// Keeps it.
pub(super) async fn keep(site: &Site, arrival: Arrival) -> Result<(Outcome, Receipt), Error> {
    if arrival.bytes.len() > MAX_PERSONAL_BYTES {
        let problem = Problem::new("ballot.too_large").with("kb", arrival.bytes.len().div_ceil(1024));
        return Err(Error::Refused(Kind::TooLarge, problem.with("most", MAX_PERSONAL_BYTES / 1024)));
    }
    let Personal { header, told } = Personal::open(&arrival.bytes).map_err(undecodable)?;
    let PersonalHeader { campaign, form, id } = header;
    same_id(&arrival, id)?;
    // Respondents who answer alone tell it with their ballot.
    let Sender::Account(sender) = arrival.sender else { return Err(undecodable(OpenError::Format)) };
    let (known, digest, received) = (site.known.clone(), Digest::of(&arrival.bytes), site.now());
    let receipt = Receipt { id, digest, received, let_go: false };
    let told = Told { form, told };
    site.store
        .write(move |store| {
            let sender = Caller::find(store, &sender.token, receipt.received)?.unwrap_or(sender);
            if arrival.campaign != campaign || !may_send(store, &sender, &campaign)? {
                return Err(Error::no_campaign(&campaign));
            }
            let known = known.get(store, &campaign)?;
            asked(&known.campaign, &told)?;
            // It may have lain on a tablet for weeks, which need not keep it either.
            if known.campaign.settings.has_kept(known.today(received)) {
                return Ok((Outcome::LetGo, Receipt { let_go: true, ..receipt }));
            }
            let new = store.put_personal(&campaign, id, &told)?;
            // A receipt for what is not kept would let the tablet let go of it.
            if !new && store.personal_with_id(&campaign, id)?.is_some_and(|held| held != told) {
                return Err(undecodable(OpenError::Header("another has its id".to_owned())));
            }
            Ok((if new { Outcome::New } else { Outcome::AlreadyHere }, receipt))
        })
        .await
}

/// Refuses what is none of the questions with which some version of the form asks who somebody is.
fn asked(campaign: &Campaign, Told { form, told }: &Told) -> Result<(), Error> {
    let asks = |name: &str| {
        let mut versions = campaign.definitions.iter().filter(|it| it.id == *form);
        versions.any(|version| version.personal().any(|question| question.name == name))
    };
    if told.is_empty() {
        return Err(undecodable(OpenError::Payload("empty".to_owned())));
    }
    match told.keys().find(|name| !asks(name)) {
        None => Ok(()),
        Some(other) => {
            let problem = Problem::new("personal.not_asked").with("form", form);
            Err(Error::invalid(problem.with("question", other)))
        }
    }
}
