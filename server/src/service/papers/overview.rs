//! All batches of a campaign, with what the office chooses among when it hands out another.

use std::collections::BTreeSet;
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
    /// Forms and places with ballots planned, which is where papers are handed out.
    pub asked: Vec<(String, String)>,
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
            let asked: BTreeSet<_> = quotas.map(|it| (it.form.clone(), it.place.clone())).collect();
            let mut places: BTreeSet<_> = asked.iter().map(|(_, place)| place.clone()).collect();
            places.extend(batches.iter().map(|batch| batch.what.place.clone()));
            let back = batches.iter().filter_map(|batch| batch.back.as_ref());
            let people = batches.iter().map(|batch| batch.by.clone()).chain(back.map(|back| back.by.clone()));
            let called = Called::of(store, &known, &people.collect(), &places)?;
            let asked = asked.into_iter().filter(|(form, _)| called.asks(form)).collect();
            Ok(Overview { known, called, asked, batches })
        })
        .await
}
