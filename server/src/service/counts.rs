//! Response counts: planned and received for each form and place, and for each interviewer.

use std::collections::BTreeMap;

use jiff::Timestamp;
use shared::campaign::Campaign;
use shared::collate::sort_by_name;
use shared::wire::{CountRow, Counts, Figures, InterviewerRow, Role};

use super::quotas::Divided;
use super::{Error, Site};
use crate::store::{Counted, Repositories};

/// The counts of a campaign.
pub async fn counts(site: &Site, id: String) -> Result<Counts, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let campaign = known.get(store, &id)?;
            let counted = store.counted(&id)?;
            Ok(Counts {
                rows: rows(&campaign.campaign, &counted),
                interviewers: interviewers(store, &campaign.campaign, &counted, |_| true)?,
                revision: store.revision(&id)?,
            })
        })
        .await
}

/// One row for each form and place with a quota or a ballot, in the order of the forms and quotas sheets.
pub(super) fn rows(campaign: &Campaign, counted: &[Counted]) -> Vec<CountRow> {
    let mut order = Vec::new();
    let mut sums = BTreeMap::<(&str, &str), Figures>::new();
    let planned = campaign.quotas.iter().map(|quota| (&*quota.form, &*quota.place, quota.ballots));
    let received = counted.iter().map(|row| (&*row.form, &*row.place, 0));
    for (form, place, ballots) in planned.chain(received) {
        let key = (form, campaign.places.canonical(place));
        let sum = sums.entry(key).or_insert_with(|| {
            order.push(key);
            Figures::default()
        });
        sum.planned += ballots;
    }
    for row in counted {
        if let Some(sum) = sums.get_mut(&(&*row.form, campaign.places.canonical(&row.place))) {
            *sum.of(row.status) += row.ballots;
        }
    }
    let row = |key: (&str, &str)| {
        let Figures { planned, valid, screened_out, pending, rejected } = sums[&key];
        let (form, place) = (key.0.to_owned(), key.1.to_owned());
        CountRow { form, place, planned, valid, screened_out, pending, rejected }
    };
    order.into_iter().map(row).collect()
}

/// One row for each account that is assigned, or interviews and has sent, and for each name that stands in a ballot, by what people are
/// called. Who keys papers sends ballots, too, and asked nobody. Of what is planned only what is at places that are looked at.
pub(super) fn interviewers(
    store: &dyn Repositories,
    campaign: &Campaign,
    counted: &[Counted],
    sees: impl Fn(&str) -> bool,
) -> Result<Vec<InterviewerRow>, Error> {
    let id = &campaign.settings.id;
    let mut places = store.assignees(id)?;
    let sent: BTreeMap<String, Timestamp> = store.last_sent(id)?.into_iter().collect();
    let asked = counted.iter().map(|row| &row.interviewer).filter(|name| !name.is_empty());
    for name in sent.keys() {
        if store.roles(name)?.iter().any(|grant| grant.role == Role::Interviewer) {
            places.entry(name.clone()).or_default();
        }
    }
    for name in asked {
        places.entry(name.clone()).or_default();
    }
    let divided = Divided::of(store, campaign)?;
    let names: BTreeMap<String, String> =
        store.accounts()?.into_iter().map(|account| (account.username, account.name)).collect();
    let mut sums = BTreeMap::<&str, Figures>::new();
    for row in counted {
        *sums.entry(&row.interviewer).or_default().of(row.status) += row.ballots;
    }
    let row = |(username, places): (String, Vec<String>)| {
        let covered = |place: &str| places.iter().any(|assigned| campaign.places.covers(assigned, place));
        let planned = campaign.quotas.iter().filter(|quota| covered(&quota.place) && sees(&quota.place));
        let planned = planned.map(|quota| divided.planned(campaign, quota, &username)).sum();
        let Figures { valid, screened_out, pending, rejected, .. } =
            sums.get(&*username).copied().unwrap_or_default();
        InterviewerRow {
            name: names.get(&username).unwrap_or(&username).clone(),
            planned,
            last_sent: sent.get(&username).copied(),
            places,
            username,
            valid,
            screened_out,
            pending,
            rejected,
        }
    };
    let mut rows: Vec<InterviewerRow> = places.into_iter().map(row).collect();
    sort_by_name(&mut rows, |row| &row.name);
    Ok(rows)
}
