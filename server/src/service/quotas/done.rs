//! What is done of a quota: the valid ballots of each who asked for some, whether they still interview there or not.

use std::collections::BTreeMap;

use shared::campaign::{Campaign, Quota};
use shared::wire::Status;

use crate::store::{Repositories, StoreError};

/// Those of a campaign by form and place, and by who asked.
pub(super) struct Done(BTreeMap<(String, String), BTreeMap<String, u32>>);

impl Done {
    pub(super) fn of(store: &dyn Repositories, campaign: &Campaign) -> Result<Self, StoreError> {
        let mut all = BTreeMap::<_, BTreeMap<String, u32>>::new();
        let counted = store.counted(&campaign.settings.id)?.into_iter();
        for it in counted.filter(|it| it.status == Status::Valid && !it.interviewer.is_empty()) {
            let place = campaign.places.canonical(&it.place).to_owned();
            *all.entry((it.form, place)).or_default().entry(it.interviewer).or_default() += it.ballots;
        }
        Ok(Self(all))
    }

    pub(super) fn at(&self, campaign: &Campaign, quota: &Quota) -> &BTreeMap<String, u32> {
        static NONE: BTreeMap<String, u32> = BTreeMap::new();
        let place = campaign.places.canonical(&quota.place).to_owned();
        self.0.get(&(quota.form.clone(), place)).unwrap_or(&NONE)
    }
}
