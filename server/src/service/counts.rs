//! Response counts: planned and received for each form and place, and for each interviewer.

use std::collections::BTreeMap;
use std::ops::{Add, AddAssign};

use jiff::Timestamp;
use shared::campaign::Campaign;
use shared::collate::sort_by_name;
use shared::wire::{CountRow, Counts, InterviewerRow, Role, Status};

use super::quotas::Divided;
use super::{Error, Site};
use crate::store::{Counted, Repositories};

/// Ballots planned, and received by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Planned.
    pub planned: u32,
    /// They count.
    pub valid: u32,
    /// Ended by the filter question.
    pub screened_out: u32,
    /// In quarantine.
    pub pending: u32,
    /// Rejected by a person.
    pub rejected: u32,
}

impl Figures {
    /// All that came.
    pub fn received(self) -> u32 {
        self.valid + self.screened_out + self.pending + self.rejected
    }

    /// How many are planned and do not count yet.
    pub fn missing(self) -> u32 {
        self.planned.saturating_sub(self.valid)
    }

    /// Those of which this became.
    pub fn of(&mut self, status: Status) -> &mut u32 {
        let Self { valid, screened_out, pending, rejected, .. } = self;
        by_status(status, valid, screened_out, pending, rejected)
    }
}

impl From<&CountRow> for Figures {
    fn from(row: &CountRow) -> Self {
        let CountRow { planned, valid, screened_out, pending, rejected, .. } = *row;
        Self { planned, valid, screened_out, pending, rejected }
    }
}

impl Add for Figures {
    type Output = Self;
    fn add(mut self, other: Self) -> Self {
        self.planned += other.planned;
        self.valid += other.valid;
        self.screened_out += other.screened_out;
        self.pending += other.pending;
        self.rejected += other.rejected;
        self
    }
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

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
    let mut rows: BTreeMap<String, InterviewerRow> = places
        .into_iter()
        .map(|(username, places)| {
            let covered = |place: &str| places.iter().any(|assigned| campaign.places.covers(assigned, place));
            let planned = campaign.quotas.iter().filter(|quota| covered(&quota.place) && sees(&quota.place));
            let row = InterviewerRow {
                name: names.get(&username).unwrap_or(&username).clone(),
                planned: planned.map(|quota| divided.planned(campaign, quota, &username)).sum(),
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
