//! What was said of units and phases, in SQLite.

use rusqlite::{Row, params};
use shared::assessment::Said;
use shared::wire::{
    Answer, Appraisal, Calendar, Edition, Entry, ExtensionRow, LeafRecord, PhaseRow, Question, SubmissionRow,
};

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
        // Each says what it asks for, so that each finds its index.
        let which = match (leaves.unit, leaves.leaf) {
            (Some(_), Some(_)) => "unit = ?2 AND leaf = ?3",
            (Some(_), None) => "unit = ?2 AND ?3 IS NULL",
            (None, Some(_)) => "?2 IS NULL AND leaf = ?3",
            (None, None) => "?2 IS NULL AND ?3 IS NULL",
        };
        let sql = &format!(
            "SELECT position, unit, leaf, kind, over, said, by, at FROM saying
             WHERE campaign = ?1 AND {which} ORDER BY unit, leaf, position"
        );
        let mut records: Vec<LeafRecord> = Vec::new();
        self.each(sql, params![campaign, leaves.unit, leaves.leaf], |row| {
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
        Ok(Calendar { phases, extensions })
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
}
