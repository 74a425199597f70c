//! What was said of units and phases, in SQLite.

use rusqlite::{Row, params};
use shared::assessment::Said;
use shared::points::Points;
use shared::wire::{
    Adjusting, AdjustmentRow, Answer, Appraisal, Calendar, Duty, DutyChange, Edition, Entry, ExtensionRow,
    LeafRecord, PhaseRow, Question, SubmissionRow,
};
use uuid::Uuid;

use super::transaction::Transaction;
use super::values::{from_code, from_json, from_ms, from_ms_option, get, to_code, to_json, to_ms};
use crate::store::{Assessments, Leaves, NewSaying, StoreError};

/// Adds a row of what was said to its leaf.
fn add<T: Said>(record: &mut LeafRecord, row: &Row<'_>) -> Result<(), StoreError> {
    let version = Edition {
        position: get(row, 0)?,
        over: from_json("the versions under an entry", &get::<String>(row, 4)?)?,
        by: get(row, 6)?,
        at: from_ms(get(row, 7)?)?,
        said: from_json("what was said of a leaf", &get::<String>(row, 5)?)?,
    };
    T::versions(record).push(version);
    Ok(())
}

/// What was said of leaves, so that each question finds its index: a unit's is named, since SQLite takes the key, which holds
/// the rows, for cheaper, and the `+` keeps what came since from being sought by unit.
pub(super) fn sayings(leaves: Leaves<'_>) -> String {
    const OF_UNIT: &str = "INDEXED BY saying_of_leaf";
    let (index, which, order) = match (leaves.unit, leaves.leaf) {
        (Some(_), Some(_)) => (OF_UNIT, "unit = ?2 AND leaf = ?3 AND position > ?4", "unit"),
        (Some(_), None) => (OF_UNIT, "unit = ?2 AND ?3 IS NULL AND position > ?4", "unit"),
        (None, Some(_)) => ("", "?2 IS NULL AND leaf = ?3 AND position > ?4", "+unit"),
        (None, None) => ("", "?2 IS NULL AND ?3 IS NULL AND position > ?4", "+unit"),
    };
    format!(
        "SELECT position, unit, leaf, kind, over, said, by, at FROM saying {index}
         WHERE campaign = ?1 AND {which} ORDER BY {order}, leaf, position"
    )
}

impl Assessments for Transaction<'_> {
    fn put_saying(&self, campaign: &str, it: &NewSaying) -> Result<i64, StoreError> {
        let position = self.last_saying(campaign)? + 1;
        let sql = "INSERT INTO saying (campaign, position, id, kind, unit, leaf, over, said, by, at, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, seal(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10))";
        let id = it.id.as_ref().map(|id| id.as_bytes());
        let (over, at) = (to_json(&it.over), to_ms(it.at));
        self.run(sql, params![campaign, position, id, it.kind, it.unit, it.leaf, over, it.said, it.by, at])?;
        Ok(position)
    }

    fn knows_saying(&self, campaign: &str, it: &NewSaying) -> Result<Option<bool>, StoreError> {
        let sql = "SELECT kind = ?3 AND unit = ?4 AND leaf = ?5 AND over = ?6 AND said = ?7 AND by = ?8
                   FROM saying WHERE campaign = ?1 AND id = ?2";
        let id = it.id.as_ref().map(|id| id.as_bytes());
        self.value(sql, params![campaign, id, it.kind, it.unit, it.leaf, to_json(&it.over), it.said, it.by])
    }

    fn last_saying(&self, campaign: &str) -> Result<i64, StoreError> {
        let sql = "SELECT coalesce(max(position), 0) FROM saying WHERE campaign = ?1";
        Ok(self.value(sql, [campaign])?.unwrap_or_default())
    }

    fn leaf_records(&self, campaign: &str, leaves: Leaves<'_>) -> Result<Vec<LeafRecord>, StoreError> {
        let sql = &sayings(leaves);
        let mut records: Vec<LeafRecord> = Vec::new();
        self.each(sql, params![campaign, leaves.unit, leaves.leaf, leaves.after], |row| {
            let (unit, leaf): (String, String) = (get(row, 1)?, get(row, 2)?);
            if records.last().is_none_or(|last| (&last.unit, &last.leaf) != (&unit, &leaf)) {
                records.push(LeafRecord { unit, leaf, ..LeafRecord::default() });
            }
            let Some(record) = records.last_mut() else { return Ok(()) };
            match &*get::<String>(row, 3)? {
                Entry::CODE => add::<Entry>(record, row),
                Appraisal::CODE => add::<Appraisal>(record, row),
                Question::CODE => add::<Question>(record, row),
                Answer::CODE => add::<Answer>(record, row),
                other => Err(StoreError::unreadable("what was said of a leaf", other)),
            }
        })?;
        Ok(records)
    }

    fn submissions(&self, campaign: &str) -> Result<Vec<SubmissionRow>, StoreError> {
        let sql = "SELECT position, unit, step, entries, reason, by, at FROM submission
                   WHERE campaign = ?1 ORDER BY position";
        self.all(sql, [campaign], |row| {
            Ok(SubmissionRow {
                position: get(row, 0)?,
                unit: get(row, 1)?,
                step: from_code("a step of a submission", get(row, 2)?)?,
                entries: get(row, 3)?,
                reason: get(row, 4)?,
                by: get(row, 5)?,
                at: from_ms(get(row, 6)?)?,
            })
        })
    }

    fn put_submission(&self, campaign: &str, it: &SubmissionRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO submission (campaign, position, unit, step, entries, reason, by, at, seal)
            SELECT ?1, position, ?2, ?3, ?4, ?5, ?6, ?7, seal(?1, position, ?2, ?3, ?4, ?5, ?6, ?7)
            FROM (SELECT coalesce(max(position), 0) + 1 AS position FROM submission WHERE campaign = ?1)";
        let (step, at) = (to_code(&it.step), to_ms(it.at));
        self.run(sql, params![campaign, it.unit, step, it.entries, it.reason, it.by, at]).map(drop)
    }

    fn calendar(&self, campaign: &str) -> Result<Calendar, StoreError> {
        let sql = "SELECT position, phase, opens, closes, reason, by, at FROM phase
                   WHERE campaign = ?1 ORDER BY position";
        let phases = self.all(sql, [campaign], |row| {
            Ok(PhaseRow {
                position: get(row, 0)?,
                phase: from_code("a phase", get(row, 1)?)?,
                opens: from_ms(get(row, 2)?)?,
                closes: from_ms_option(get(row, 3)?)?,
                reason: get(row, 4)?,
                by: get(row, 5)?,
                at: from_ms(get(row, 6)?)?,
            })
        })?;
        let sql = "SELECT position, unit, phase, until, reason, by, at FROM extension
                   WHERE campaign = ?1 ORDER BY position";
        let extensions = self.all(sql, [campaign], |row| {
            Ok(ExtensionRow {
                position: get(row, 0)?,
                unit: get(row, 1)?,
                phase: from_code("a phase", get(row, 2)?)?,
                until: from_ms(get(row, 3)?)?,
                reason: get(row, 4)?,
                by: get(row, 5)?,
                at: from_ms(get(row, 6)?)?,
            })
        })?;
        Ok(Calendar { phases, extensions, ..Calendar::default() })
    }

    fn put_phase(&self, campaign: &str, it: &PhaseRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO phase (campaign, position, phase, opens, closes, reason, by, at, seal)
            SELECT ?1, position, ?2, ?3, ?4, ?5, ?6, ?7, seal(?1, position, ?2, ?3, ?4, ?5, ?6, ?7)
            FROM (SELECT coalesce(max(position), 0) + 1 AS position FROM phase WHERE campaign = ?1)";
        let (phase, opens, closes) = (to_code(&it.phase), to_ms(it.opens), it.closes.map(to_ms));
        self.run(sql, params![campaign, phase, opens, closes, it.reason, it.by, to_ms(it.at)]).map(drop)
    }

    fn put_extension(&self, campaign: &str, it: &ExtensionRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO extension (campaign, position, unit, phase, until, reason, by, at, seal)
            SELECT ?1, position, ?2, ?3, ?4, ?5, ?6, ?7, seal(?1, position, ?2, ?3, ?4, ?5, ?6, ?7)
            FROM (SELECT coalesce(max(position), 0) + 1 AS position FROM extension WHERE campaign = ?1)";
        let (phase, until) = (to_code(&it.phase), to_ms(it.until));
        self.run(sql, params![campaign, it.unit, phase, until, it.reason, it.by, to_ms(it.at)]).map(drop)
    }

    fn duties(&self, campaign: &str) -> Result<Vec<Duty>, StoreError> {
        let sql = "SELECT position, account, unit_type, domain, given, by, at FROM duty
                   WHERE campaign = ?1 ORDER BY position";
        self.all(sql, [campaign], |row| {
            let change = DutyChange {
                account: get(row, 1)?,
                unit_type: get(row, 2)?,
                domain: get(row, 3)?,
                given: get(row, 4)?,
            };
            Ok(Duty { position: get(row, 0)?, change, by: get(row, 5)?, at: from_ms(get(row, 6)?)? })
        })
    }

    fn put_duty(&self, campaign: &str, it: &Duty) -> Result<(), StoreError> {
        let sql = "INSERT INTO duty (campaign, position, account, unit_type, domain, given, by, at, seal)
            SELECT ?1, position, ?2, ?3, ?4, ?5, ?6, ?7, seal(?1, position, ?2, ?3, ?4, ?5, ?6, ?7)
            FROM (SELECT coalesce(max(position), 0) + 1 AS position FROM duty WHERE campaign = ?1)";
        let DutyChange { account, unit_type, domain, given } = &it.change;
        self.run(sql, params![campaign, account, unit_type, domain, given, it.by, to_ms(it.at)]).map(drop)
    }

    fn adjustments(&self, campaign: &str) -> Result<Vec<AdjustmentRow>, StoreError> {
        let sql =
            "SELECT position, id, unit, kind, points, reason, evidence, takes_back, by, at FROM adjustment
                   WHERE campaign = ?1 ORDER BY position";
        self.all(sql, [campaign], |row| {
            let points: String = get(row, 4)?;
            let said = Adjusting {
                kind: from_code("bonus or penalty points", get(row, 3)?)?,
                points: Points::parse(&points)
                    .map_err(|error| StoreError::unreadable("bonus or penalty points", error))?,
                reason: get(row, 5)?,
                evidence: get(row, 6)?,
                takes_back: get(row, 7)?,
            };
            let id = Uuid::from_slice(&get::<Vec<u8>>(row, 1)?)
                .map_err(|error| StoreError::unreadable("an id", error))?;
            let (position, unit) = (get(row, 0)?, get(row, 2)?);
            Ok(AdjustmentRow { position, id, unit, said, by: get(row, 8)?, at: from_ms(get(row, 9)?)? })
        })
    }

    fn put_adjustment(&self, campaign: &str, it: &AdjustmentRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO adjustment (campaign, position, id, unit, kind, points, reason, evidence, takes_back,
                       by, at, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,
                seal(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11))";
        let position = self.last_adjustment(campaign)? + 1;
        let Adjusting { kind, points, reason, evidence, takes_back } = &it.said;
        let (id, kind, points) = (it.id.as_bytes(), to_code(kind), points.to_string());
        let values = params![
            campaign,
            position,
            id,
            it.unit,
            kind,
            points,
            reason,
            evidence,
            takes_back,
            it.by,
            to_ms(it.at)
        ];
        self.run(sql, values).map(drop)
    }

    fn last_adjustment(&self, campaign: &str) -> Result<i64, StoreError> {
        let sql = "SELECT coalesce(max(position), 0) FROM adjustment WHERE campaign = ?1";
        Ok(self.value(sql, [campaign])?.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::super::migrate::migrate;
    use super::*;

    /// How SQLite means to find the answer.
    fn plan(leaves: Leaves<'_>) -> String {
        let mut connection = rusqlite::Connection::open_in_memory().unwrap();
        migrate(&mut connection, "").unwrap();
        let sql = format!("EXPLAIN QUERY PLAN {}", sayings(leaves));
        let mut statement = connection.prepare(&sql).unwrap();
        let asked = params!["c", leaves.unit, leaves.leaf, leaves.after];
        let steps = statement.query_map(asked, |row| row.get::<_, String>(3)).unwrap();
        steps.map(Result::unwrap).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn what_is_asked_of_leaves_is_found_by_an_index_and_never_by_reading_all() {
        let all = Leaves::default();
        for (leaves, expected) in [
            (
                Leaves { unit: Some("A"), leaf: Some("1"), ..all },
                "saying_of_leaf (campaign=? AND unit=? AND leaf=?",
            ),
            (Leaves { unit: Some("A"), ..all }, "saying_of_leaf (campaign=? AND unit=?"),
            (Leaves { after: 7, ..all }, "PRIMARY KEY (campaign=? AND position>?"),
        ] {
            let plan = plan(leaves);
            assert!(plan.contains(expected) && !plan.contains("SCAN"), "{leaves:?}: {plan}");
        }
    }
}
