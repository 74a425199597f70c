//! Reading the log.

use shared::wire::ActPage;

use super::{Error, Site};
use crate::store::{ActFilter, StoreError};

/// Acts on one page.
const PAGE: usize = 100;

/// A page of the log, the newest act first.
pub async fn list(site: &Site, filter: ActFilter) -> Result<ActPage, Error> {
    // One more than the page shows tells whether there is another.
    let asked = ActFilter { limit: PAGE + 1, ..filter };
    let mut acts = site.store.read::<_, StoreError>(move |store| store.acts(&asked)).await?;
    let more = acts.len() > PAGE;
    acts.truncate(PAGE);
    let next = acts.last().filter(|_| more).map(|act| act.position);
    Ok(ActPage { acts, next })
}
