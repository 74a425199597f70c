//! The log in SQLite: its triggers let nothing but an insert behind the last row through.

use rusqlite::{Row, params};
use shared::wire::Act;

use super::transaction::Transaction;
use super::values::{from_code, from_json, from_ms, get, to_json, to_ms};
use crate::store::{ActFilter, Acts, NewAct, StoreError};

fn act(row: &Row<'_>) -> Result<Act, StoreError> {
    Ok(Act {
        position: get(row, 0)?,
        at: from_ms(get(row, 1)?)?,
        by: get(row, 2)?,
        kind: from_code("the kind of an act", get(row, 3)?)?,
        campaign: Some(get(row, 4)?).filter(|campaign: &String| !campaign.is_empty()),
        subject: get(row, 5)?,
        before: from_json("an act", &get::<String>(row, 6)?)?,
        after: from_json("an act", &get::<String>(row, 7)?)?,
    })
}

impl Acts for Transaction<'_> {
    fn add_act(&self, act: &NewAct) -> Result<(), StoreError> {
        let sql = "INSERT INTO act (position, at, by, kind, campaign, subject, before, after, seal)
            SELECT position, ?1, ?2, ?3, ?4, ?5, ?6, ?7, seal(position, ?1, ?2, ?3, ?4, ?5, ?6, ?7)
            FROM (SELECT coalesce(max(position), 0) + 1 AS position FROM act)";
        let NewAct { at, by, kind, campaign, subject, before, after } = act;
        let campaign = campaign.as_deref().unwrap_or_default();
        let (before, after) = (to_json(before), to_json(after));
        self.run(sql, params![to_ms(*at), by, kind.code(), campaign, subject, before, after]).map(drop)
    }

    fn acts(&self, filter: &ActFilter) -> Result<Vec<Act>, StoreError> {
        let sql = "SELECT position, at, by, kind, campaign, subject, before, after FROM act
            WHERE position < coalesce(?1, position + 1) AND campaign = coalesce(?2, campaign)
            AND kind = coalesce(?3, kind) AND (?4 IS NULL OR by = ?4) AND subject = coalesce(?5, subject)
            ORDER BY position DESC LIMIT ?6";
        let ActFilter { campaign, kind, by, subject, before, limit } = filter;
        let limit = i64::try_from(*limit).unwrap_or(i64::MAX);
        self.all(sql, params![before, campaign, kind.map(|kind| kind.code()), by, subject, limit], act)
    }
}
