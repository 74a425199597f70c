//! The ballots of a file that was checked are written, piece by piece: whoever sends a ballot meanwhile waits for one piece.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use shared::problem::{Diagnostic, Location, Problem};

use super::ballots::{self, Filed};
use super::reading::{Reading, Right};
use super::{File, ImportError, Imported};
use crate::service::{KnownCampaign, Site};

/// The first piece is of so many bytes, and each between the least and the most.
const FIRST_BYTES: usize = 64 * 1024;
const LEAST_BYTES: usize = 16 * 1024;
const MOST_BYTES: usize = 512 * 1024;
/// The next piece is smaller where one took longer.
const LONG_MS: i64 = 25;
/// So long the store is let go of between two pieces: another process that waits asks more often.
const GAP: Duration = Duration::from_millis(3);

/// Keeps all ballots. Lines that were not found right are judged again, and those of a file that has changed; what is wrong now
/// stops it, and what was written stays.
pub async fn keep_all(
    site: &Site,
    known: Arc<KnownCampaign>,
    (file, right): (File, Right),
    generation: i64,
    imported: &mut Imported,
) -> Result<(), ImportError> {
    let of = Pieces { site, file: file.name.clone(), generation, received: site.now() };
    let (mut reading, mut piece, mut size) = (Reading::begin(known, file, right), Vec::new(), FIRST_BYTES);
    let mut bytes = 0;
    while let Some(some) = reading.next().await? {
        for judged in some.judged.into_iter().flatten() {
            let filed = judged.map_err(ImportError::Wrong)?;
            bytes += filed.sealed.bytes.len();
            piece.push(filed);
            if bytes >= size {
                size = next_size(size, of.keep(std::mem::take(&mut piece), imported).await?);
                bytes = 0;
                tokio::time::sleep(GAP).await;
            }
        }
    }
    of.keep(piece, imported).await.map(drop)
}

struct Pieces<'a> {
    site: &'a Site,
    file: String,
    generation: i64,
    received: Timestamp,
}

impl Pieces<'_> {
    /// Writes one; gives how long that took.
    async fn keep(&self, piece: Vec<Filed>, imported: &mut Imported) -> Result<i64, ImportError> {
        let Some(campaign) = piece.first().map(|first| first.header.campaign.clone()) else {
            return Ok(0);
        };
        let clock = Arc::clone(&self.site.clock);
        let (generation, received, file) = (self.generation, self.received, self.file.clone());
        let (kept, took) = self
            .site
            .store
            .write::<_, ImportError>(move |store| {
                let (mut kept, begun) = (Imported::default(), clock.now());
                let overtaken = || {
                    let at = Location { file, ..Location::default() };
                    ImportError::Wrong(vec![Diagnostic::fault(at, Problem::new("import.overtaken"))])
                };
                if store.head(&campaign)?.is_none_or(|head| head.generation != generation) {
                    return Err(overtaken());
                }
                for filed in piece {
                    ballots::keep(store, filed, received, &mut kept)?;
                }
                if kept.ballots > 0 {
                    store.grow_revision(&campaign)?;
                }
                Ok((kept, clock.now().as_millisecond() - begun.as_millisecond()))
            })
            .await?;
        imported.ballots += kept.ballots;
        imported.doubted += kept.doubted;
        imported.pending += kept.pending;
        imported.known_ballots += kept.known_ballots;
        imported.doubts.extend(kept.doubts);
        Ok(took)
    }
}

/// How large the next piece is where one of this size took so long.
fn next_size(size: usize, took_ms: i64) -> usize {
    let next = match took_ms {
        LONG_MS.. => size / 2,
        ..=10 => size * 2,
        _ => size,
    };
    next.clamp(LEAST_BYTES, MOST_BYTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_to_the_size_that_takes_as_long_as_it_may() {
        for us_per_kb in [1, 20, 80, 400, 1500] {
            let took = |size: usize| (size / 1024 * us_per_kb / 1000) as i64;
            let size = (0..20).fold(FIRST_BYTES, |size, _| next_size(size, took(size)));
            assert!(took(size) < LONG_MS, "{us_per_kb}: {size}");
            assert!(took(size) > 5 || size == MOST_BYTES, "{us_per_kb}: {size}");
        }
        assert_eq!(next_size(LEAST_BYTES, 1000), LEAST_BYTES);
    }
}
