//! The ground as a sequence, in SQLite.

use rusqlite::params;

use super::ballots::{COLUMNS, WIDTH, review, stored};
use super::transaction::Transaction;
use super::values::get;
use crate::store::{Ground, Position, Since, StoreError};

impl Ground for Transaction<'_> {
    fn named_campaigns(&self) -> Result<Vec<String>, StoreError> {
        // From one to the next by the index: not through all ballots.
        let sql = "WITH RECURSIVE named (it) AS (
                SELECT min(campaign) FROM ballot
                UNION ALL SELECT (SELECT min(campaign) FROM ballot WHERE campaign > it) FROM named WHERE it IS NOT NULL
            ) SELECT it FROM named WHERE it IS NOT NULL";
        self.all(sql, [], |row| get(row, 0))
    }

    fn position(&self, campaign: &str) -> Result<Position, StoreError> {
        if let Some(known) = self.remembered(|memory| memory.positions.get(campaign).copied()) {
            return Ok(known);
        }
        let sql = "SELECT (SELECT coalesce(max(position), 0) FROM ballot WHERE campaign = ?1),
                          (SELECT coalesce(max(position), 0) FROM review WHERE campaign = ?1)";
        let position =
            self.first(sql, [campaign], |row| Ok(Position { ballots: get(row, 0)?, reviews: get(row, 1)? }))?;
        let position = position.unwrap_or_default();
        self.remember(|memory| memory.positions.put(campaign.to_owned(), position));
        Ok(position)
    }

    fn ground_since(
        &self,
        campaign: &str,
        since: Position,
        each: &mut dyn FnMut(Since) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let ballots = format!(
            "SELECT {COLUMNS} FROM ballot b WHERE b.campaign = ?1 AND b.position > ?2 ORDER BY b.position"
        );
        self.each(&ballots, params![campaign, since.ballots], |row| each(Since::Ballot(stored(row)?)))?;
        let reviews = format!(
            "SELECT {COLUMNS}, r.decision, r.reason, r.by, r.at, o.decision, o.reason, o.by, o.at
             FROM review r JOIN ballot b ON b.campaign = r.campaign AND b.position = r.ballot
             LEFT JOIN review o ON o.campaign = r.campaign AND o.position =
                 (SELECT max(position) FROM review WHERE campaign = r.campaign AND ballot = r.ballot AND position < r.position)
             WHERE r.campaign = ?1 AND r.position > ?2 ORDER BY r.position"
        );
        self.each(&reviews, params![campaign, since.reviews], |row| {
            let decided_before = get::<Option<String>>(row, WIDTH + 4)?.is_some();
            let before = decided_before.then(|| review(row, WIDTH + 4)).transpose()?;
            each(Since::Review { stored: stored(row)?, review: review(row, WIDTH)?, before })
        })
    }
}
