//! All batches of a campaign, with what the office chooses among when it hands out another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use shared::wire::PaperBatch;

use super::batch::shown;
use crate::service::flags::Called;
use crate::service::{Error, KnownCampaign, Site};

/// What the office sees of papers.
pub struct Overview {
    /// The campaign.
    pub known: Arc<KnownCampaign>,
    /// What its codes are called, and its people.
    pub called: Called,
    /// Forms and places with ballots planned, which is where papers are handed out, with how many.
    pub asked: BTreeMap<(String, String), u32>,
    /// The batches, the newest first.
    pub batches: Vec<PaperBatch>,
}

/// Reads it, all of one moment.
pub async fn overview(site: &Site, campaign: String) -> Result<Overview, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let rows = store.batches(&campaign)?.into_iter().rev();
            let batches = rows.map(|row| shown(store, &known, row)).collect::<Result<Vec<_>, _>>()?;
            let quotas = known.campaign.quotas.iter().filter(|it| it.ballots > 0);
            let mut asked = BTreeMap::new();
            quotas
                .for_each(|it| *asked.entry((it.form.clone(), it.place.clone())).or_default() += it.ballots);
            let mut places: BTreeSet<_> = asked.keys().map(|(_, place)| place.clone()).collect();
            places.extend(batches.iter().map(|batch| batch.what.place.clone()));
            let back = batches.iter().filter_map(|batch| batch.back.as_ref());
            let people = batches.iter().map(|batch| batch.by.clone()).chain(back.map(|back| back.by.clone()));
            let called = Called::of(store, &known, &people.collect(), &places)?;
            asked.retain(|(form, _), _| called.asks(form));
            Ok(Overview { known, called, asked, batches })
        })
        .await
}
