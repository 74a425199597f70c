//! Before anything is written: what is derived stands where the ground does, or is brought there.

use super::Site;
use super::rebuild::replay;
use crate::quoted::quoted;
use crate::store::{Repositories, StoreError};

/// Brings what is derived up to the ground where it fell behind, and says so. Where it knows of what is not there, ground was
/// lost: counted anew, the loss would look whole, so that it is refused.
pub async fn catch_up(site: &Site) -> Result<(), StoreError> {
    let behind = site.store.read(behind).await?;
    if behind.is_empty() {
        return Ok(());
    }
    let known = site.known.clone();
    site.store.write(move |store| behind.iter().try_for_each(|campaign| {
        let from = store.stands(campaign)?;
        let (number, unreadable) = replay(store, &known, campaign, None)?;
        if let Some(first) = unreadable.first() {
            return Err(StoreError::unreadable("a ballot", &first.problem));
        }
        store.grow_revision(campaign)?;
        let campaign = quoted(campaign);
        tracing::warn!(%campaign, ?from, ballots = number, "counts and tallies were behind the ballots, and are caught up");
        Ok(())
    })).await
}

/// The campaigns of which not all has taken effect.
fn behind(store: &dyn Repositories) -> Result<Vec<String>, StoreError> {
    for campaign in store.derived_campaigns()? {
        let (stands, ground) = (store.stands(&campaign)?, store.position(&campaign)?);
        if stands.is_beyond(ground) {
            let cause = format!(
                "derived {}: stands at ballot {} and review {}, and there are {} and {}",
                quoted(&campaign),
                stands.ballots,
                stands.reviews,
                ground.ballots,
                ground.reviews
            );
            return Err(StoreError::Damaged(cause));
        }
    }
    let mut behind = Vec::new();
    for campaign in store.named_campaigns()? {
        if store.stands(&campaign)? != store.position(&campaign)? {
            behind.push(campaign);
        }
    }
    Ok(behind)
}
