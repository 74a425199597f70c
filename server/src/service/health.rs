//! Whether the store answers, and how many ballots it holds: for whoever watches over the server.

use shared::wire::Status;

use super::{Error, Site};

/// Whether the store can be read.
pub async fn store_answers(site: &Site) -> bool {
    site.store.read(|store| store.heads().map(drop)).await.is_ok()
}

/// How many ballots each campaign has, by status.
pub async fn ballots(site: &Site) -> Result<Vec<(String, Status, u64)>, Error> {
    site.store
        .read(|store| {
            let mut all = Vec::new();
            for head in store.heads()? {
                let counted = store.counted(&head.id)?;
                for status in [Status::Valid, Status::ScreenedOut, Status::Pending, Status::Rejected] {
                    let of_status = counted.iter().filter(|row| row.status == status);
                    let ballots = of_status.map(|row| u64::from(row.ballots)).sum();
                    all.push((head.id.clone(), status, ballots));
                }
            }
            Ok(all)
        })
        .await
}
