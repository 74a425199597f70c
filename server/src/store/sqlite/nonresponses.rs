//! Interviews that gave no ballot in SQLite.

use rusqlite::{Row, params};
use shared::ballot::Digest;
use shared::wire::ReviewRow;
use uuid::Uuid;

use super::ballots::review;
use super::transaction::Transaction;
use super::values::{from_code, from_json, from_ms, get, to_code, to_json, to_ms};
use crate::store::{Missed, NonresponseRow, Nonresponses, SameId, StoreError};

/// The rows, each with the last decision about it, and how many there are.
const ROWS: &str = "SELECT n.position, n.id, n.digest, n.bytes, n.form, n.place, n.interviewer, n.reason, n.noted, n.received,
        n.sent_by, n.doubts, r.decision, r.reason, r.by, r.at,
        (SELECT count(*) FROM nonresponse_review WHERE campaign = n.campaign AND nonresponse = n.position)
    FROM nonresponse n LEFT JOIN nonresponse_review r ON r.campaign = n.campaign AND r.position =
        (SELECT max(position) FROM nonresponse_review WHERE campaign = n.campaign AND nonresponse = n.position)";

impl Nonresponses for Transaction<'_> {
    fn put_nonresponse(&self, campaign: &str, it: &NonresponseRow) -> Result<i64, StoreError> {
        let position = self.next_position("nonresponse", campaign)?;
        let sql = "INSERT INTO nonresponse
            (campaign, position, id, digest, bytes, form, place, interviewer, reason, noted, received, sent_by, doubts, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
                seal(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13))";
        let (reason, doubts) = (to_code(&it.reason), to_json(&it.doubts));
        let values = params![
            campaign,
            position,
            it.id.as_bytes(),
            it.digest.as_bytes(),
            it.bytes,
            it.form,
            it.place,
            it.interviewer,
            reason,
            to_ms(it.noted),
            to_ms(it.received),
            it.sent_by,
            doubts
        ];
        self.run(sql, values)?;
        Ok(position)
    }

    fn nonresponses_with_id(&self, campaign: &str, id: Uuid) -> Result<Vec<SameId>, StoreError> {
        let sql = "SELECT position, digest, received FROM nonresponse WHERE campaign = ?1 AND id = ?2
            ORDER BY +position";
        self.all(sql, params![campaign, id.as_bytes()], |row| {
            Ok(SameId {
                position: get(row, 0)?,
                digest: Digest::from_bytes(get(row, 1)?),
                received: from_ms(get(row, 2)?)?,
            })
        })
    }

    fn put_nonresponse_review(&self, campaign: &str, of: i64, it: &ReviewRow) -> Result<(), StoreError> {
        let position = self.next_position("nonresponse_review", campaign)?;
        let sql =
            "INSERT INTO nonresponse_review (campaign, position, nonresponse, decision, reason, by, at, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, seal(?1, ?2, ?3, ?4, ?5, ?6, ?7))";
        let (decision, at) = (to_code(&it.decision), to_ms(it.at));
        self.run(sql, params![campaign, position, of, decision, it.reason, it.by, at]).map(drop)
    }

    fn nonresponse_reviews(&self, campaign: &str, of: i64) -> Result<Vec<ReviewRow>, StoreError> {
        let sql = "SELECT decision, reason, by, at FROM nonresponse_review INDEXED BY review_of_nonresponse
            WHERE campaign = ?1 AND nonresponse = ?2 ORDER BY position";
        self.all(sql, params![campaign, of], |row| review(row, 0))
    }

    fn nonresponse(&self, campaign: &str, position: i64) -> Result<Option<NonresponseRow>, StoreError> {
        let sql = format!("{ROWS} WHERE n.campaign = ?1 AND n.position = ?2");
        self.first(&sql, params![campaign, position], row)
    }

    fn nonresponses(&self, campaign: &str, most: usize) -> Result<Vec<NonresponseRow>, StoreError> {
        let sql = format!("{ROWS} WHERE n.campaign = ?1 ORDER BY n.position DESC LIMIT ?2");
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.all(&sql, params![campaign, most], row)
    }

    fn missed(&self, campaign: &str, interviewer: Option<&str>) -> Result<Vec<Missed>, StoreError> {
        let sql = "SELECT form, place, interviewer, reason, count(*) FROM nonresponse n
            WHERE campaign = ?1 AND (?2 IS NULL OR interviewer = ?2) AND coalesce(
                (SELECT decision = 'accept' FROM nonresponse_review
                    WHERE campaign = n.campaign AND nonresponse = n.position ORDER BY position DESC LIMIT 1),
                doubts = '[]')
            GROUP BY interviewer, form, place, reason";
        self.all(sql, params![campaign, interviewer], |row| {
            Ok(Missed {
                form: get(row, 0)?,
                place: get(row, 1)?,
                interviewer: get(row, 2)?,
                reason: from_code("a reason of a non-response", get(row, 3)?)?,
                count: get(row, 4)?,
            })
        })
    }
}

fn row(row: &Row<'_>) -> Result<NonresponseRow, StoreError> {
    let decisions: u32 = get(row, 16)?;
    Ok(NonresponseRow {
        position: get(row, 0)?,
        id: Uuid::from_bytes(get(row, 1)?),
        digest: Digest::from_bytes(get(row, 2)?),
        bytes: get(row, 3)?,
        form: get(row, 4)?,
        place: get(row, 5)?,
        interviewer: get(row, 6)?,
        reason: from_code("a reason of a non-response", get(row, 7)?)?,
        noted: from_ms(get(row, 8)?)?,
        received: from_ms(get(row, 9)?)?,
        sent_by: get(row, 10)?,
        doubts: from_json("the doubts about a non-response", &get::<String>(row, 11)?)?,
        decided: (decisions > 0).then(|| review(row, 12)).transpose()?,
        decisions: decisions.try_into().unwrap_or(usize::MAX),
    })
}
