//! Derived state in SQLite.

use jiff::Timestamp;
use rusqlite::params;
use shared::index::{Tallies, TallyKey};

use super::transaction::Transaction;
use super::values::{from_code, from_ms, get, to_ms};
use crate::store::{Change, Counted, Derived, Standing, StoreError};

impl Derived for Transaction<'_> {
    fn standing(&self, ballot: i64) -> Result<Option<Standing>, StoreError> {
        let sql = "SELECT campaign, status, form, place, interviewer FROM standing WHERE ballot = ?1";
        self.first(sql, [ballot], |row| {
            Ok(Standing {
                ballot,
                campaign: get(row, 0)?,
                status: from_code("a status", get(row, 1)?)?,
                form: get(row, 2)?,
                place: get(row, 3)?,
                interviewer: get(row, 4)?,
            })
        })
    }

    fn put_standing(&self, s: &Standing) -> Result<(), StoreError> {
        let sql = "INSERT INTO standing (ballot, campaign, status, form, place, interviewer)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET status = ?3";
        self.run(sql, params![s.ballot, s.campaign, s.status.code(), s.form, s.place, s.interviewer])
            .map(drop)
    }

    fn count(&self, s: &Standing) -> Result<(), StoreError> {
        let sql = "INSERT INTO counter (campaign, form, place, interviewer, status, ballots)
                   VALUES (?1, ?2, ?3, ?4, ?5, 1) ON CONFLICT DO UPDATE SET ballots = ballots + 1";
        self.run(sql, params![s.campaign, s.form, s.place, s.interviewer, s.status.code()]).map(drop)
    }

    fn uncount(&self, s: &Standing) -> Result<(), StoreError> {
        let sql = "UPDATE counter SET ballots = ballots - 1
                   WHERE campaign = ?1 AND form = ?2 AND place = ?3 AND interviewer = ?4 AND status = ?5";
        let params = params![s.campaign, s.form, s.place, s.interviewer, s.status.code()];
        one_row("a counter", self.run(sql, params)?)
    }

    fn counted(&self, campaign: &str) -> Result<Vec<Counted>, StoreError> {
        let sql = "SELECT form, place, interviewer, status, ballots FROM counter
                   WHERE campaign = ?1 AND ballots > 0";
        self.all(sql, [campaign], |row| {
            Ok(Counted {
                form: get(row, 0)?,
                place: get(row, 1)?,
                interviewer: get(row, 2)?,
                status: from_code("a status", get(row, 3)?)?,
                ballots: get(row, 4)?,
            })
        })
    }

    fn add_tallies(&self, campaign: &str, keys: &[TallyKey]) -> Result<(), StoreError> {
        let sql = "INSERT INTO tally (campaign, form, version, unit, question, option, ballots)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1) ON CONFLICT DO UPDATE SET ballots = ballots + 1";
        for k in keys {
            self.run(sql, [campaign, &k.form, &k.version, &k.unit, &k.question, &k.option])?;
        }
        Ok(())
    }

    fn take_back_tallies(&self, campaign: &str, keys: &[TallyKey]) -> Result<(), StoreError> {
        let sql = "UPDATE tally SET ballots = ballots - 1 WHERE campaign = ?1 AND form = ?2 AND version = ?3
                   AND unit = ?4 AND question = ?5 AND option = ?6";
        for k in keys {
            let params = [campaign, &k.form, &k.version, &k.unit, &k.question, &k.option];
            one_row("a tally", self.run(sql, params)?)?;
        }
        Ok(())
    }

    fn tallies(&self, campaign: &str) -> Result<Tallies, StoreError> {
        let sql = "SELECT form, version, unit, question, option, ballots FROM tally WHERE campaign = ?1";
        let counts = self.all(sql, [campaign], |row| {
            let key = TallyKey {
                form: get(row, 0)?,
                version: get(row, 1)?,
                unit: get(row, 2)?,
                question: get(row, 3)?,
                option: get(row, 4)?,
            };
            Ok((key, u64::from(get::<u32>(row, 5)?)))
        })?;
        Ok(counts.into_iter().collect())
    }

    fn hear(&self, campaign: &str, username: &str, at: Timestamp) -> Result<(), StoreError> {
        let sql = "INSERT INTO heard (campaign, username, last_sent) VALUES (?1, ?2, ?3)
                   ON CONFLICT DO UPDATE SET last_sent = max(last_sent, ?3)";
        self.run(sql, params![campaign, username, to_ms(at)]).map(drop)
    }

    fn heard(&self, campaign: &str) -> Result<Vec<(String, Timestamp)>, StoreError> {
        let sql = "SELECT username, last_sent FROM heard WHERE campaign = ?1";
        self.all(sql, [campaign], |row| Ok((get(row, 0)?, from_ms(get(row, 1)?)?)))
    }

    fn revision(&self, campaign: &str) -> Result<i64, StoreError> {
        Ok(self.value("SELECT revision FROM revision WHERE campaign = ?1", [campaign])?.unwrap_or(0))
    }

    fn grow_revision(&self, campaign: &str) -> Result<i64, StoreError> {
        let sql = "INSERT INTO revision (campaign, revision, seal) VALUES (?1, 1, seal(?1, 1))
                   ON CONFLICT DO UPDATE SET revision = revision + 1, seal = seal(?1, revision + 1)
                   RETURNING revision";
        let revision = self.first(sql, [campaign], |row| get(row, 0))?.unwrap_or(0);
        self.note(Change { campaign: campaign.to_owned(), revision });
        Ok(revision)
    }

    fn drop_derived(&self) -> Result<(), StoreError> {
        for sql in ["DELETE FROM standing", "DELETE FROM counter", "DELETE FROM heard", "DELETE FROM tally"] {
            self.run(sql, [])?;
        }
        Ok(())
    }
}

/// What is taken back must have been added.
fn one_row(what: &'static str, changed: usize) -> Result<(), StoreError> {
    if changed == 1 { Ok(()) } else { Err(StoreError::unreadable(what, "taken back, but never added")) }
}
