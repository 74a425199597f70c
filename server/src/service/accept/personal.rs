//! Taking in what tells who somebody is: by the road of ballots, as often as it is sent. It is kept without a word of when it came and from
//! whom, which would lead to the ballot that came beside it; so nothing about its sender is asked either, but that there is one.

use shared::ballot::{Digest, MAX_PERSONAL_BYTES, Personal, PersonalHeader};
use shared::problem::Problem;
use shared::wire::Receipt;

use super::ingest::{Arrival, Outcome, same_id, undecodable};
use crate::service::{Error, Kind, Site};
use crate::store::Told;

/// Keeps it.
pub(super) async fn keep(site: &Site, arrival: Arrival) -> Result<(Outcome, Receipt), Error> {
    if arrival.bytes.len() > MAX_PERSONAL_BYTES {
        let problem = Problem::new("ballot.too_large").with("kb", arrival.bytes.len().div_ceil(1024));
        return Err(Error::Refused(Kind::TooLarge, problem.with("most", MAX_PERSONAL_BYTES / 1024)));
    }
    let Personal { header, told } = Personal::open(&arrival.bytes).map_err(undecodable)?;
    let PersonalHeader { campaign, form, id } = header;
    same_id(&arrival, id)?;
    let (known, receipt) =
        (site.known.clone(), Receipt { id, digest: Digest::of(&arrival.bytes), received: site.now() });
    site.store
        .write(move |store| {
            known.get(store, &campaign)?;
            let new = store.put_personal(&campaign, id, &Told { form, told })?;
            Ok((if new { Outcome::New } else { Outcome::AlreadyHere }, receipt))
        })
        .await
}
