//! Ballots and reviews in SQLite.

use jiff::Timestamp;
use rusqlite::{Row, params};
use shared::ballot::Digest;
use shared::wire::{ReviewRow, Status};
use uuid::Uuid;

use super::transaction::Transaction;
use super::values::{from_code, from_json, from_ms, get, to_code, to_json, to_ms};
use crate::store::{
    Ballots, EachBallot, Filter, Ground as _, NOBODY, NewBallot, Position, SameId, StoreError, Stored,
};

/// What [`stored`] reads.
pub(super) const COLUMNS: &str =
    "b.position, b.campaign, b.id, b.digest, b.bytes, b.received, b.clock_offset_ms, b.sent_by,
    b.arrived, b.reasons";
/// The ballots under an id. By `+`, the few that are found are sorted: else SQLite goes through all of the campaign in order.
pub(super) const WITH_ID: &str =
    "SELECT position, digest, received FROM ballot WHERE campaign = ?1 AND id = ?2 ORDER BY +position";
/// What was decided about a ballot. The index is named: SQLite takes the key, whose first column is the campaign, for cheaper.
pub(super) const REVIEWS: &str = "SELECT decision, reason, by, at FROM review INDEXED BY review_of_ballot
     WHERE campaign = ?1 AND ballot = ?2 ORDER BY position";
/// The ballots that were doubted. The index is named, as it holds none of the others.
pub(super) fn doubted() -> String {
    format!(
        "SELECT {COLUMNS} FROM ballot b INDEXED BY ballot_doubted
         WHERE b.campaign = ?1 AND b.reasons <> '[]' ORDER BY b.position"
    )
}

/// As many columns are they.
pub(super) const WIDTH: usize = 10;

/// The statement that gives a ballot of a page, with its status.
pub(super) fn on_a_page() -> String {
    format!(
        "SELECT {COLUMNS}, s.status FROM standing s
         JOIN ballot b ON b.campaign = s.campaign AND b.position = s.ballot WHERE s.campaign = ?1 AND s.ballot = ?2"
    )
}

pub(super) fn stored(row: &Row<'_>) -> Result<Stored, StoreError> {
    Ok(Stored {
        position: get(row, 0)?,
        ballot: NewBallot {
            campaign: get(row, 1)?,
            id: Uuid::from_bytes(get(row, 2)?),
            digest: Digest::from_bytes(get(row, 3)?),
            bytes: get(row, 4)?,
            received: from_ms(get(row, 5)?)?,
            clock_offset_ms: get(row, 6)?,
            sent_by: get(row, 7)?,
            arrived: from_code("a status", get(row, 8)?)?,
            reasons: from_json("the reasons of a quarantine", &get::<String>(row, 9)?)?,
        },
    })
}

/// A review whose columns begin there.
pub(super) fn review(row: &Row<'_>, at: usize) -> Result<ReviewRow, StoreError> {
    Ok(ReviewRow {
        decision: from_code("a decision", get(row, at)?)?,
        reason: get(row, at + 1)?,
        by: get(row, at + 2)?,
        at: from_ms(get(row, at + 3)?)?,
    })
}

impl Ballots for Transaction<'_> {
    fn put_ballot(&self, b: &NewBallot) -> Result<i64, StoreError> {
        // No row of a ballot is ever deleted: both numbers grow without gaps. What a RETURNING gives, SQLite keeps in a table that it makes
        // anew for each row.
        let key = self.last_key()? + 1;
        let end = self.position(&b.campaign)?;
        let position = end.ballots + 1;
        let sql = "INSERT INTO ballot (key, campaign, id, digest, bytes, received, clock_offset_ms, sent_by, arrived,
                   reasons, position, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, seal(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11))";
        let (received, arrived, reasons) = (to_ms(b.received), to_code(&b.arrived), to_json(&b.reasons));
        let params = params![
            key,
            b.campaign,
            b.id.as_bytes(),
            b.digest.as_bytes(),
            b.bytes,
            received,
            b.clock_offset_ms,
            b.sent_by,
            arrived,
            reasons,
            position
        ];
        self.run(sql, params)?;
        self.remember(|memory| {
            memory.last_key = Some(key);
            memory.positions.put(b.campaign.clone(), Position { ballots: position, ..end });
        });
        Ok(position)
    }

    fn ballots_with_id(&self, campaign: &str, id: Uuid) -> Result<Vec<SameId>, StoreError> {
        self.all(WITH_ID, params![campaign, id.as_bytes()], |row| {
            Ok(SameId {
                position: get(row, 0)?,
                digest: Digest::from_bytes(get(row, 1)?),
                received: from_ms(get(row, 2)?)?,
            })
        })
    }

    fn ballot(&self, campaign: &str, position: i64) -> Result<Option<Stored>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM ballot b WHERE campaign = ?1 AND position = ?2");
        self.first(&sql, params![campaign, position], stored)
    }

    fn ballots(&self, campaign: &str, filter: &Filter) -> Result<Vec<(Stored, Status)>, StoreError> {
        let read = |row: &Row<'_>| Ok((stored(row)?, from_code("a status", get(row, WIDTH)?)?));
        let page = self.page(campaign, filter)?;
        let sql = on_a_page();
        let found = page.iter().map(|ballot| self.first(&sql, params![campaign, ballot], read));
        found.filter_map(Result::transpose).collect()
    }

    fn unknown_campaigns(&self) -> Result<Vec<(String, u32, Timestamp)>, StoreError> {
        self.write_what_waits()?;
        let sql = "SELECT c.campaign, c.ballots, b.received FROM
            (SELECT campaign, sum(ballots) AS ballots FROM counter
             WHERE ballots > 0 AND campaign NOT IN (SELECT id FROM campaign) GROUP BY campaign) c
            JOIN ballot b ON b.campaign = c.campaign AND b.position =
                (SELECT min(ballot) FROM standing WHERE campaign = c.campaign) ORDER BY c.campaign";
        self.all(sql, [], |row| Ok((get(row, 0)?, get(row, 1)?, from_ms(get(row, 2)?)?)))
    }

    fn each_ballot(
        &self,
        campaign: &str,
        behind: i64,
        to: Position,
        each: &mut EachBallot<'_>,
    ) -> Result<(), StoreError> {
        let sql = format!(
            "SELECT {COLUMNS}, r.decision, r.reason, r.by, r.at FROM ballot b LEFT JOIN review r
             ON r.campaign = b.campaign AND r.position =
                 (SELECT max(position) FROM review WHERE campaign = b.campaign AND ballot = b.position
                  AND position <= ?4)
             WHERE b.campaign = ?1 AND b.position > ?2 AND b.position <= ?3 ORDER BY b.position"
        );
        self.each_until(&sql, params![campaign, behind, to.ballots, to.reviews], |row| {
            let decided = get::<Option<String>>(row, WIDTH)?.is_some();
            each(stored(row)?, decided.then(|| review(row, WIDTH)).transpose()?)
        })
    }

    fn reviews(&self, campaign: &str, ballot: i64) -> Result<Vec<ReviewRow>, StoreError> {
        self.all(REVIEWS, params![campaign, ballot], |row| review(row, 0))
    }

    fn put_review(&self, campaign: &str, ballot: i64, r: &ReviewRow) -> Result<i64, StoreError> {
        let end = self.position(campaign)?;
        let position = end.reviews + 1;
        let sql = "INSERT INTO review (campaign, position, ballot, decision, reason, by, at, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, seal(?1, ?2, ?3, ?4, ?5, ?6, ?7))";
        self.run(
            sql,
            params![campaign, position, ballot, to_code(&r.decision), r.reason, r.by, to_ms(r.at)],
        )?;
        let end = Position { reviews: position, ..end };
        self.remember(|memory| memory.positions.put(campaign.to_owned(), end));
        Ok(position)
    }

    fn doubted(&self, campaign: &str) -> Result<Vec<Stored>, StoreError> {
        self.all(&doubted(), [campaign], stored)
    }

    fn erase_ballot(&self, campaign: &str, ballot: i64) -> Result<(), StoreError> {
        let sql = "UPDATE ballot SET bytes = x'', reasons = '[]', seal = seal(key, campaign, id, digest, x'', received,
                   clock_offset_ms, sent_by, arrived, '[]', position) WHERE campaign = ?1 AND position = ?2";
        if self.run(sql, params![campaign, ballot])? != 1 {
            return Err(StoreError::unreadable("a ballot", "absent"));
        }
        self.leave_no_log();
        Ok(())
    }

    fn erased(&self, campaign: &str, behind: i64, to: i64) -> Result<i64, StoreError> {
        let sql = "SELECT count(*) FROM review AS r
                   JOIN ballot AS b ON b.campaign = r.campaign AND b.position = r.ballot AND length(b.bytes) = 0
                   WHERE r.campaign = ?1 AND r.by = ?2 AND r.ballot > ?3 AND r.ballot <= ?4";
        self.one(sql, params![campaign, NOBODY, behind, to], |row| row.get(0))
    }
}

impl Transaction<'_> {
    /// The key of the last ballot, of whatever campaign; 0 where there is none.
    fn last_key(&self) -> Result<i64, StoreError> {
        if let Some(known) = self.remembered(|memory| memory.last_key) {
            return Ok(known);
        }
        self.one("SELECT coalesce(max(key), 0) FROM ballot", [], |row| row.get(0))
    }
}
