//! Ballots that are asked again in SQLite.

use rusqlite::{Row, params};
use shared::ballot::NoAnswer;
use shared::wire::Status;

use super::transaction::Transaction;
use super::values::{from_code, from_json, from_ms, from_ms_option, get, to_code, to_json, to_ms};
use crate::store::{BackcheckDraw, BackcheckRow, Backchecks, Standing, StoreError};

/// What [`backcheck`] reads, before what is asked of it.
const READ: &str = "SELECT position, draw, ballot, it.form, it.place, it.interviewer, finished, account, missed, answers, by, at, status
    FROM backcheck AS it LEFT JOIN standing USING (campaign, ballot) WHERE it.campaign = ?1";

fn backcheck(row: &Row<'_>) -> Result<BackcheckRow, StoreError> {
    let (by, at) = (get::<Option<String>>(row, 10)?, from_ms_option(get(row, 11)?)?);
    let missed = get::<Option<String>>(row, 8)?;
    Ok(BackcheckRow {
        position: get(row, 0)?,
        draw: get(row, 1)?,
        ballot: get(row, 2)?,
        form: get(row, 3)?,
        place: get(row, 4)?,
        interviewer: get(row, 5)?,
        finished: from_ms(get(row, 6)?)?,
        account: get(row, 7)?,
        missed: missed.map(|code| from_code("a reason of a non-response", code)).transpose()?,
        answers: from_json("what was answered again", &get::<String>(row, 9)?)?,
        noted: by.zip(at),
        stands: get::<Option<String>>(row, 12)?.map(|code| from_code("a status", code)).transpose()?,
    })
}

fn code(missed: Option<NoAnswer>) -> Option<String> {
    missed.map(|reason| to_code(&reason))
}

impl Backchecks for Transaction<'_> {
    fn put_draw(&self, campaign: &str, it: &BackcheckDraw) -> Result<i64, StoreError> {
        let position = self.next_position("backcheck_draw", campaign)?;
        let sql = "INSERT INTO backcheck_draw (campaign, position, seed, percent, behind, ballots, valid, by, at, shares, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, seal(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10))";
        let (behind, ballots, at, shares) = (it.behind, it.ballots, to_ms(it.at), to_json(&it.shares));
        self.run(
            sql,
            params![campaign, position, it.seed, it.percent, behind, ballots, it.valid, it.by, at, shares],
        )?;
        Ok(position)
    }

    fn draws(&self, campaign: &str) -> Result<Vec<BackcheckDraw>, StoreError> {
        let sql = "SELECT position, seed, percent, behind, ballots, valid, by, at, shares FROM backcheck_draw
            WHERE campaign = ?1 ORDER BY position";
        self.all(sql, [campaign], |row| {
            Ok(BackcheckDraw {
                position: get(row, 0)?,
                seed: get(row, 1)?,
                percent: get(row, 2)?,
                behind: get(row, 3)?,
                ballots: get(row, 4)?,
                valid: get(row, 5)?,
                by: get(row, 6)?,
                at: from_ms(get(row, 7)?)?,
                shares: from_json("what a draw took", &get::<String>(row, 8)?)?,
            })
        })
    }

    fn interviewed(&self, campaign: &str) -> Result<Vec<Standing>, StoreError> {
        let sql = "SELECT ballot, form, place, interviewer FROM standing
            WHERE campaign = ?1 AND status = ?2 AND interviewer <> '' ORDER BY ballot";
        let status = Status::Valid;
        self.all(sql, params![campaign, status.code()], |row| {
            Ok(Standing {
                campaign: campaign.to_owned(),
                ballot: get(row, 0)?,
                status,
                form: get(row, 1)?,
                place: get(row, 2)?,
                interviewer: get(row, 3)?,
            })
        })
    }

    fn put_backcheck(&self, campaign: &str, it: &BackcheckRow) -> Result<i64, StoreError> {
        let position = self.next_position("backcheck", campaign)?;
        let sql =
            "INSERT INTO backcheck (campaign, position, draw, ballot, form, place, interviewer, finished,
                account, missed, answers, by, at, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL, NULL, '[]', NULL, NULL,
                seal(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL, NULL, '[]', NULL, NULL))";
        let finished = to_ms(it.finished);
        let values =
            params![campaign, position, it.draw, it.ballot, it.form, it.place, it.interviewer, finished];
        self.run(sql, values)?;
        Ok(position)
    }

    fn set_backcheck(&self, campaign: &str, it: &BackcheckRow) -> Result<(), StoreError> {
        let sql = "UPDATE backcheck SET account = ?3, missed = ?4, answers = ?5, by = ?6, at = ?7,
            seal = seal(campaign, position, draw, ballot, form, place, interviewer, finished, ?3, ?4, ?5, ?6, ?7)
            WHERE campaign = ?1 AND position = ?2";
        let (by, at) = it.noted.as_ref().map(|(by, at)| (by, to_ms(*at))).unzip();
        let answers = to_json(&it.answers);
        self.run(sql, params![campaign, it.position, it.account, code(it.missed), answers, by, at]).map(drop)
    }

    fn backchecks(&self, campaign: &str) -> Result<Vec<BackcheckRow>, StoreError> {
        self.all(&format!("{READ} ORDER BY position"), [campaign], backcheck)
    }

    fn backchecks_of(&self, campaign: &str, account: &str) -> Result<Vec<BackcheckRow>, StoreError> {
        let sql = format!("{READ} AND account = ?2 AND at IS NULL ORDER BY position");
        self.all(&sql, [campaign, account], backcheck)
    }

    fn backcheck(&self, campaign: &str, position: i64) -> Result<Option<BackcheckRow>, StoreError> {
        self.first(&format!("{READ} AND position = ?2"), params![campaign, position], backcheck)
    }

    fn backcheck_of(&self, campaign: &str, ballot: i64) -> Result<Option<BackcheckRow>, StoreError> {
        self.first(&format!("{READ} AND ballot = ?2"), params![campaign, ballot], backcheck)
    }
}
