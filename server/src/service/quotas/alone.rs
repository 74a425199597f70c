//! What of a quota is answered without an interviewer: papers that were handed out, and codes that were made.

use std::collections::BTreeMap;

use shared::campaign::{Campaign, Quota};

use crate::store::{Repositories, Stage, StoreError};

/// How many of one quota.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Alone {
    /// Papers: those that came back and do not look spoiled where they did, else those that were handed out.
    pub papers: u32,
    /// Codes by which a ballot came or may come.
    pub codes: u32,
}

impl Alone {
    /// Both.
    pub fn all(self) -> u32 {
        self.papers.saturating_add(self.codes)
    }
}

/// Those of a campaign, by form and place.
pub(super) struct Handed(BTreeMap<(String, String), Alone>);

impl Handed {
    pub(super) fn of(store: &dyn Repositories, campaign: &Campaign) -> Result<Self, StoreError> {
        let at = |form: String, place: &str| (form, campaign.places.canonical(place).to_owned());
        let mut all = BTreeMap::<_, Alone>::new();
        for batch in store.batches(&campaign.settings.id)?.into_iter().filter(|it| it.cancelled.is_none()) {
            let papers =
                batch.back.map_or(batch.what.issued, |back| back.returned.saturating_sub(back.spoiled));
            all.entry(at(batch.what.form, &batch.what.place)).or_default().papers += papers;
        }
        let live = [Stage::Issued, Stage::Begun, Stage::Answered];
        for it in store.invited(&campaign.settings.id)?.into_iter().filter(|it| live.contains(&it.stage)) {
            all.entry(at(it.form, &it.place)).or_default().codes += it.count;
        }
        Ok(Self(all))
    }

    pub(super) fn at(&self, campaign: &Campaign, quota: &Quota) -> Alone {
        let place = campaign.places.canonical(&quota.place).to_owned();
        self.0.get(&(quota.form.clone(), place)).copied().unwrap_or_default()
    }
}
