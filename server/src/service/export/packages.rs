//! The packages of which a campaign was imported.

use crate::service::{Error, Site};
use crate::store::PackageHead;

/// The packages of which a campaign was imported, the oldest first.
pub async fn packages(site: &Site, campaign: String) -> Result<Vec<PackageHead>, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            known.get(store, &campaign)?;
            Ok(store.packages(&campaign)?)
        })
        .await
}
