//! Response counts: planned and received for each form and place, and for each interviewer.

use std::collections::BTreeMap;

use jiff::Timestamp;
use shared::campaign::Campaign;
use shared::collate::sort_by_name;
use shared::wire::{CountRow, Counts, InterviewerRow, Role, Status};

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
                interviewers: interviewers(store, &campaign.campaign, &counted)?,
                revision: store.revision(&id)?,
            })
        })
        .await
}

/// One row for each form and place with a quota or a ballot, in the order of the forms and quotas sheets.
fn rows(campaign: &Campaign, counted: &[Counted]) -> Vec<CountRow> {
    let mut order = Vec::new();
    let mut rows = BTreeMap::<(&str, &str), CountRow>::new();
    let planned = campaign.quotas.iter().map(|quota| (&*quota.form, &*quota.place, quota.ballots));
    let received = counted.iter().map(|row| (&*row.form, &*row.place, 0));
    for (form, place, ballots) in planned.chain(received) {
        let place = campaign.places.canonical(place);
        let row = rows.entry((form, place)).or_insert_with(|| {
            order.push((form, place));
            CountRow { form: form.to_owned(), place: place.to_owned(), ..CountRow::default() }
        });
        row.planned += ballots;
    }
    for row in counted {
        if let Some(sum) = rows.get_mut(&(&*row.form, campaign.places.canonical(&row.place))) {
            let CountRow { valid, screened_out, pending, rejected, .. } = sum;
            *by_status(row.status, valid, screened_out, pending, rejected) += row.ballots;
        }
    }
    order.iter().filter_map(|key| rows.remove(key)).collect()
}

fn by_status<'a>(
    status: Status,
    valid: &'a mut u32,
    screened_out: &'a mut u32,
    pending: &'a mut u32,
    rejected: &'a mut u32,
) -> &'a mut u32 {
    match status {
        Status::Valid => valid,
        Status::ScreenedOut => screened_out,
        Status::Pending => pending,
        Status::Rejected => rejected,
    }
}

/// One row for each account that is assigned, or interviews and has sent, and for each name that stands in a ballot, by what people are
/// called. Who keys papers sends ballots, too, and asked nobody.
fn interviewers(
    store: &dyn Repositories,
    campaign: &Campaign,
    counted: &[Counted],
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
    let names: BTreeMap<String, String> =
        store.accounts()?.into_iter().map(|account| (account.username, account.name)).collect();
    let mut rows: BTreeMap<String, InterviewerRow> = places
        .into_iter()
        .map(|(username, places)| {
            let covered = |place: &str| places.iter().any(|assigned| campaign.places.covers(assigned, place));
            let planned = campaign.quotas.iter().filter(|quota| covered(&quota.place));
            let row = InterviewerRow {
                name: names.get(&username).unwrap_or(&username).clone(),
                planned: planned.map(|quota| quota.ballots).sum(),
                last_sent: sent.get(&username).copied(),
                places,
                username: username.clone(),
                valid: 0,
                screened_out: 0,
                pending: 0,
                rejected: 0,
            };
            (username, row)
        })
        .collect();
    for row in counted {
        if let Some(sum) = rows.get_mut(&row.interviewer) {
            let InterviewerRow { valid, screened_out, pending, rejected, .. } = sum;
            *by_status(row.status, valid, screened_out, pending, rejected) += row.ballots;
        }
    }
    let mut rows: Vec<InterviewerRow> = rows.into_values().collect();
    sort_by_name(&mut rows, |row| &row.name);
    Ok(rows)
}
