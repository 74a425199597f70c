//! Interviews that are not finished: begun on a version of a form, kept answer by answer, thrown away reversibly.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension, Row, params};
use shared::ballot::Mode;
use shared::problem::Problem;
use shared::wire::TabletPackage;
use uuid::Uuid;

use super::names::written;
use super::readable::readable;
use super::stop::stopped_at;
use super::{Result, Store, StoreError};
use crate::device::protocol::{Draft, DraftCard, Left, Listed, Names};

/// How long an interview that was thrown away can be taken back.
const KEEP_DISCARDED: SignedDuration = SignedDuration::from_hours(30 * 24);

const CARD: &str =
    "SELECT d.id, d.campaign, d.form, d.version, d.place, d.mode, d.started_ms, d.saved_ms, d.active_ms,
    (SELECT count(*) FROM answer a WHERE a.draft = d.id AND a.value IS NOT NULL), d.replaces FROM draft d";

impl Store {
    /// Begins an interview on the current version of a form; that version stays with it. One that is done again begins with the
    /// answers that this version takes over, and a copy that was begun goes on.
    pub(super) fn begin_draft(
        &mut self,
        campaign: &str,
        form: &str,
        place: &str,
        mode: Mode,
        replaces: Option<Uuid>,
    ) -> Result<Uuid> {
        if let Some(begun) = self.copy_of(replaces)? {
            return Ok(begun);
        }
        let package = self.package(campaign)?;
        let copied = package.returned.iter().find(|it| Some(it.id) == replaces);
        if replaces.is_some() && copied.is_none() {
            return Err(Problem::new("store.not_returned").into());
        }
        let Some(definition) = package.campaign.definition(form) else {
            return Err(Problem::new("store.no_form").with("form", form).into());
        };
        let digest = definition.digest().to_string();
        let (id, now) = (self.edge.new_id(), self.edge.now().as_millisecond());
        let username = self.username()?.to_owned();
        let surroundings = package.campaign.surroundings(place);
        let transaction = self.db.transaction()?;
        transaction.execute(
            "INSERT OR IGNORE INTO definition (digest, body) VALUES (?1, ?2)",
            params![digest, serde_json::to_string(definition)?],
        )?;
        transaction.execute(
            "INSERT INTO draft (id, username, campaign, form, version, definition, place, mode, surroundings, timezone,
             started_ms, saved_ms, names, replaces)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11, ?12, ?13)",
            params![
                id.to_string(),
                username,
                campaign,
                form,
                definition.version,
                digest,
                place,
                serde_json::to_string(&mode)?,
                serde_json::to_string(&surroundings)?,
                package.campaign.settings.timezone,
                now,
                written(Some(&Names::of(&package.campaign, place)))?,
                copied.map(|it| it.id.to_string())
            ],
        )?;
        for (seq, (path, value)) in (1_u32..).zip(copied.iter().flat_map(|it| &it.answers)) {
            transaction.execute(
                "INSERT INTO answer (draft, path, value, seq) VALUES (?1, ?2, ?3, ?4)",
                params![id.to_string(), path, value, seq],
            )?;
        }
        transaction.commit()?;
        Ok(id)
    }

    /// This person's copy of a ballot, where one was begun and not thrown away.
    fn copy_of(&self, replaced: Option<Uuid>) -> Result<Option<Uuid>> {
        let sql = "SELECT id FROM draft WHERE replaces = ?1 AND username = ?2 AND discarded_ms IS NULL";
        let replaced = replaced.map(|id| id.to_string());
        let found: Option<String> =
            self.db.query_row(sql, params![replaced, self.username()?], |row| row.get(0)).optional()?;
        found.map(|id| id.parse().map_err(|_| StoreError::Value("draft"))).transpose()
    }

    /// This person's interviews in a campaign, the last touched first, and where each was left.
    pub(super) fn left(&self, package: &TabletPackage) -> Result<Listed<Left>> {
        let Listed { rows, unreadable } = self.cards(&package.campaign.settings.id)?;
        let opened = readable(rows.into_iter().map(|card| {
            let Draft { card, definition, position, .. } = self.draft(card.id)?;
            let rejected = package.returned.iter().find(|it| Some(it.id) == card.replaces);
            let again = rejected.map(|it| it.reason.clone());
            Ok(Left { stopped: stopped_at(&definition, position.as_deref()), again, card })
        }))?;
        Ok(Listed { unreadable: opened.unreadable + unreadable, ..opened })
    }

    /// What lists say about them.
    pub(super) fn cards(&self, campaign: &str) -> Result<Listed<DraftCard>> {
        let mut statement = self.db.prepare_cached(&format!(
            "{CARD} WHERE d.username = ?1 AND d.campaign = ?2 AND d.discarded_ms IS NULL ORDER BY d.saved_ms DESC"
        ))?;
        let rows = statement.query_map([self.username()?, campaign], raw_card)?;
        readable(rows.map(|row| row?.card()))
    }

    /// An interview of this person with all its answers.
    pub(super) fn draft(&self, id: Uuid) -> Result<Draft> {
        let id = id.to_string();
        let found = self
            .db
            .prepare_cached(&format!("{CARD} WHERE d.id = ?1 AND d.username = ?2"))?
            .query_row([&id, self.username()?], raw_card)
            .optional()?;
        let card = found.ok_or_else(|| StoreError::from(Problem::new("store.no_draft")))?.card()?;
        let sql = "SELECT definition, surroundings, timezone, position, consented_ms,
                   (SELECT coalesce(max(seq), 0) FROM answer WHERE draft = d.id) FROM draft d WHERE id = ?1";
        let mut statement = self.db.prepare_cached(sql)?;
        let (digest, surroundings, timezone, position, consented_ms, seq) =
            statement.query_row([&id], |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, String>(2)?,
                    row.get::<_, Option<String>>(3)?,
                    row.get::<_, Option<i64>>(4)?,
                    row.get::<_, u64>(5)?,
                ))
            })?;
        let definition = self.definition(&digest)?;
        let surroundings = shared::json::from_str(&surroundings)?;
        let answers = self.answers(&id)?;
        let has_kept = self.has_kept(&card.campaign, &timezone);
        Ok(Draft { card, definition, has_kept, surroundings, timezone, answers, consented_ms, position, seq })
    }

    /// Whether the last day on which this campaign keeps who people are is over, as far as is known here.
    fn has_kept(&self, campaign: &str, timezone: &str) -> bool {
        let today = self.edge.moment(timezone, self.edge.now()).date();
        self.package(campaign).is_ok_and(|package| package.campaign.settings.has_kept(today))
    }

    fn answers(&self, draft: &str) -> Result<Vec<(String, String)>> {
        let sql = "SELECT path, value FROM answer WHERE draft = ?1 AND value IS NOT NULL ORDER BY seq";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map([draft], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Keeps that the respondent agrees to take part, now: who comes back to what was left before that takes it up again.
    pub(super) fn consent(&mut self, draft: Uuid) -> Result<()> {
        let now = self.edge.now().as_millisecond();
        let touched = self.db.execute(
            "UPDATE draft SET consented_ms = ?2, discarded_ms = NULL WHERE id = ?1 AND username = ?3",
            params![draft.to_string(), now, self.username()?],
        )?;
        if touched == 0 { Err(Problem::new("store.no_draft").into()) } else { Ok(()) }
    }

    /// Keeps one answer, unless a newer one is there.
    pub(super) fn save_answer(
        &mut self,
        draft: Uuid,
        path: &str,
        value: Option<&str>,
        seq: u64,
    ) -> Result<()> {
        let (id, now) = (draft.to_string(), self.edge.now().as_millisecond());
        let username = self.username()?.to_owned();
        let transaction = self.db.transaction()?;
        let touched = transaction
            .prepare_cached(
                "UPDATE draft SET saved_ms = ?2 WHERE id = ?1 AND username = ?3 AND discarded_ms IS NULL",
            )?
            .execute(params![id, now, username])?;
        if touched == 0 {
            return Err(Problem::new("store.no_draft").into());
        }
        transaction
            .prepare_cached(
                "INSERT INTO answer (draft, path, value, seq) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (draft, path) DO UPDATE SET value = excluded.value, seq = excluded.seq
                 WHERE excluded.seq >= answer.seq",
            )?
            .execute(params![id, path, value, seq])?;
        transaction.commit()?;
        Ok(())
    }

    /// Keeps where the person is and adds the time spent.
    pub(super) fn save_position(&mut self, draft: Uuid, position: &str, active_ms: u64) -> Result<()> {
        self.db
            .prepare_cached(
                "UPDATE draft SET position = ?2, active_ms = active_ms + ?3 WHERE id = ?1 AND username = ?4",
            )?
            .execute(params![draft.to_string(), position, active_ms, self.username()?])?;
        Ok(())
    }

    /// Throws an interview away, or takes that back.
    pub(super) fn discard_draft(&mut self, draft: Uuid, away: bool) -> Result<()> {
        let at = away.then(|| self.edge.now().as_millisecond());
        let touched = self.db.execute(
            "UPDATE draft SET discarded_ms = ?2 WHERE id = ?1 AND username = ?3",
            params![draft.to_string(), at, self.username()?],
        )?;
        if touched == 0 { Err(Problem::new("store.no_draft").into()) } else { Ok(()) }
    }

    /// Deletes what was thrown away long ago, and versions of forms that nothing needs.
    pub(super) fn purge(&mut self) -> Result<()> {
        let before = self.edge.now().saturating_sub(KEEP_DISCARDED).unwrap_or(Timestamp::UNIX_EPOCH);
        self.db.execute("DELETE FROM draft WHERE discarded_ms < ?1", [before.as_millisecond()])?;
        self.db.execute("DELETE FROM definition WHERE digest NOT IN (SELECT definition FROM draft)", [])?;
        Ok(())
    }
}

/// A card as SQLite gives it.
struct RawCard {
    texts: [String; 6],
    started_ms: i64,
    saved_ms: i64,
    active_ms: u64,
    answers: u32,
    replaces: Option<String>,
}

fn raw_card(row: &Row) -> rusqlite::Result<RawCard> {
    Ok(RawCard {
        texts: [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?],
        started_ms: row.get(6)?,
        saved_ms: row.get(7)?,
        active_ms: row.get(8)?,
        answers: row.get(9)?,
        replaces: row.get(10)?,
    })
}

impl RawCard {
    fn card(self) -> Result<DraftCard> {
        let [id, campaign, form, version, place, mode] = self.texts;
        let moment = |ms| Timestamp::from_millisecond(ms).map_err(|_| StoreError::Value("time"));
        Ok(DraftCard {
            id: id.parse().map_err(|_| StoreError::Value("draft"))?,
            campaign,
            form,
            version,
            place,
            mode: shared::json::from_str(&mode)?,
            started: moment(self.started_ms)?,
            saved: moment(self.saved_ms)?,
            answers: self.answers,
            active_ms: self.active_ms,
            replaces: self.replaces.and_then(|id| id.parse().ok()),
        })
    }
}
