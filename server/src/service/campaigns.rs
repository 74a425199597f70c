//! What a person may see of the campaigns: the list, the whole, and what a tablet keeps.

use std::collections::BTreeMap;

use shared::ballot::Digest;
use shared::campaign::{Campaign, Name, Unit};
use shared::wire::{CampaignSummary, Grant, OwnUnit, Received, Role, Status, TabletPackage};

use super::quotas::Divided;
use super::session::Caller;
use super::{Error, KnownCampaigns, Site, done_again};
use crate::store::{Counted, Missed, Repositories, StoreError};

/// The campaigns that the person may see, the latest year first.
pub async fn list(site: &Site, caller: Caller) -> Result<Vec<CampaignSummary>, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let mut summaries = Vec::new();
            for head in store.heads()? {
                let summary = summary_in(store, &known, &caller, &head.id)?;
                let roles = [&Role::YEAR[..], &Role::KEYING, &Role::FIELDWORK];
                let sees = roles.iter().any(|roles| caller.may(roles, Some(&head.id)));
                if summary.assigned || sees {
                    summaries.push(summary);
                }
            }
            summaries.sort_by_key(|summary| std::cmp::Reverse(summary.year));
            Ok(summaries)
        })
        .await
}

/// One campaign as this person sees it.
pub fn summary_in(
    store: &dyn Repositories,
    known: &KnownCampaigns,
    caller: &Caller,
    id: &str,
) -> Result<CampaignSummary, Error> {
    let head = store.head(id)?.ok_or_else(|| Error::no_campaign(id))?;
    let campaign = &known.get(store, id)?.campaign;
    let settings = &campaign.settings;
    let assigned = !store.assigned(&caller.username, id)?.is_empty();
    Ok(CampaignSummary {
        id: settings.id.clone(),
        title: settings.title.clone(),
        year: settings.year,
        practice: settings.practice,
        closed: head.closed,
        survey_opens: settings.survey_opens,
        survey_closes: settings.survey_closes,
        assigned,
        waiting: if assigned { waiting(store, id, &caller.username)? } else { 0 },
        units: if caller.may(&Role::STAFF, Some(id)) {
            own_units(campaign, &caller.grants(store)?)
        } else {
            Vec::new()
        },
    })
}

/// What stands above the forms of this person's board.
fn waiting(store: &dyn Repositories, id: &str, username: &str) -> Result<u32, StoreError> {
    let waiting = store.unread(id, username)?.len() + store.backchecks_of(id, username)?.len();
    Ok(u32::try_from(waiting).unwrap_or(u32::MAX))
}

/// The units of a campaign at which these roles are held, in its own order.
fn own_units(campaign: &Campaign, held: &[Grant]) -> Vec<OwnUnit> {
    let id = campaign.settings.id.as_str();
    let own = |unit: &Unit| {
        let here = |role: &Role| {
            let at = |it: &&Grant| it.role == *role && it.place.as_deref() == Some(&*unit.code);
            held.iter().filter(at).any(|it| it.campaign.as_deref().is_none_or(|other| other == id))
        };
        let roles: Vec<Role> = Role::STAFF.into_iter().filter(here).collect();
        (!roles.is_empty()).then(|| OwnUnit { code: unit.code.clone(), name: unit.name.clone(), roles })
    };
    campaign.units.iter().filter_map(own).collect()
}

/// Province and office of the latest campaign that names one; one for practice only where no other does.
pub async fn host(site: &Site) -> Result<(Name, Name), Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let mut hosts = Vec::new();
            for head in store.heads()? {
                let settings = &known.get(store, &head.id)?.campaign.settings;
                if !(settings.province.vi.is_empty() && settings.office.vi.is_empty()) {
                    let rank = (!settings.practice, settings.year);
                    hosts.push((rank, settings.province.clone(), settings.office.clone()));
                }
            }
            let latest = hosts.into_iter().max_by_key(|(rank, _, _)| *rank);
            Ok(latest.map(|(_, province, office)| (province, office)).unwrap_or_default())
        })
        .await
}

/// The whole campaign, with all versions of its forms.
pub async fn whole(site: &Site, id: String) -> Result<Campaign, Error> {
    let known = site.known.clone();
    site.store.read(move |store| Ok(known.get(store, &id)?.campaign.clone())).await
}

/// The campaign's revision.
pub async fn revision(site: &Site, id: String) -> Result<i64, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            known.get(store, &id)?;
            Ok(store.revision(&id)?)
        })
        .await
}

/// What a tablet of this person keeps to work without network.
pub async fn package(site: &Site, caller: Caller, id: String) -> Result<TabletPackage, Error> {
    let known = site.known.clone();
    site.store.read(move |store| package_in(store, &known, &caller, &id)).await
}

fn package_in(
    store: &dyn Repositories,
    known: &KnownCampaigns,
    caller: &Caller,
    id: &str,
) -> Result<TabletPackage, Error> {
    let places = store.assigned(&caller.username, id)?;
    let Some(head) = store.head(id)? else { return Err(Error::no_campaign(id)) };
    if places.is_empty() && !caller.may(&Role::OFFICE, Some(id)) {
        return Err(Error::no_campaign(id));
    }
    let known = known.get(store, id)?;
    let mut campaign = known.campaign.for_tablet(&places);
    // Who could tell which ballots are asked again would take care of those.
    campaign.settings.backcheck = None;
    if !places.is_empty() {
        // Who shares a quota with others plans by their own part.
        let divided = Divided::of(store, &known.campaign)?;
        for quota in &mut campaign.quotas {
            quota.ballots = divided.planned(&known.campaign, quota, &caller.username);
        }
    }
    let told = serde_json::to_vec(&(&campaign, &places, head.closed)).expect("a campaign is plain data");
    let counted = store.counted(id)?;
    Ok(TabletPackage {
        campaign,
        places,
        closed: head.closed,
        received: received(&counted, &store.missed(id, Some(&caller.username))?, &caller.username),
        returned: done_again::returned(store, &known, &caller.username)?,
        messages: Vec::new(),
        messages_read: Vec::new(),
        digest: Digest::of(&told),
    })
}

/// What the server holds of an interviewer's ballots, rejected ones left out, and of their interviews that gave none.
fn received(counted: &[Counted], missed: &[Missed], username: &str) -> Vec<Received> {
    let mut sums = BTreeMap::<(&str, &str), (u32, u32)>::new();
    for row in counted.iter().filter(|row| row.interviewer == username && row.status != Status::Rejected) {
        sums.entry((&row.form, &row.place)).or_default().0 += row.ballots;
    }
    for row in missed {
        sums.entry((&row.form, &row.place)).or_default().1 += row.count;
    }
    let received = |((form, place), (ballots, missed)): ((&str, &str), (u32, u32))| Received {
        form: form.to_owned(),
        place: place.to_owned(),
        ballots,
        missed,
    };
    sums.into_iter().map(received).collect()
}
