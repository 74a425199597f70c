//! Derived state in SQLite.

use jiff::Timestamp;
use rusqlite::params;

use super::later::Change as Later;
use super::transaction::Transaction;
use super::values::{from_code, from_ms, get};
use crate::store::{Counted, Derived, Standing, StoreError, TallyKey};

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
        self.later(Later::Count(s.clone()));
        Ok(())
    }

    fn uncount(&self, s: &Standing) -> Result<(), StoreError> {
        self.write_what_waits()?;
        let sql = "UPDATE counter SET ballots = ballots - 1
                   WHERE campaign = ?1 AND form = ?2 AND place = ?3 AND interviewer = ?4 AND status = ?5";
        let params = params![s.campaign, s.form, s.place, s.interviewer, s.status.code()];
        one_row("a counter", self.run(sql, params)?)
    }

    fn counted(&self, campaign: &str) -> Result<Vec<Counted>, StoreError> {
        self.write_what_waits()?;
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

    fn tallies(&self, campaign: &str) -> Result<Vec<(TallyKey, u64)>, StoreError> {
        let sql = "SELECT form, version, unit, question, option, ballots FROM tally
                   WHERE campaign = ?1 AND ballots > 0";
        self.all(sql, [campaign], |row| {
            let key = TallyKey {
                form: get(row, 0)?,
                version: get(row, 1)?,
                unit: get(row, 2)?,
                question: get(row, 3)?,
                option: get(row, 4)?,
            };
            Ok((key, u64::from(get::<u32>(row, 5)?)))
        })
    }

    fn note_sent(&self, campaign: &str, username: &str, at: Timestamp) -> Result<(), StoreError> {
        self.later(Later::Heard(campaign.to_owned(), username.to_owned(), at));
        Ok(())
    }

    fn last_sent(&self, campaign: &str) -> Result<Vec<(String, Timestamp)>, StoreError> {
        self.write_what_waits()?;
        let sql = "SELECT username, last_sent FROM heard WHERE campaign = ?1";
        self.all(sql, [campaign], |row| Ok((get(row, 0)?, from_ms(get(row, 1)?)?)))
    }

    fn revision(&self, campaign: &str) -> Result<i64, StoreError> {
        self.write_what_waits()?;
        Ok(self.value("SELECT revision FROM revision WHERE campaign = ?1", [campaign])?.unwrap_or(0))
    }

    fn grow_revision(&self, campaign: &str) -> Result<(), StoreError> {
        self.later(Later::Revision(campaign.to_owned()));
        Ok(())
    }

    fn drop_derived(&self) -> Result<(), StoreError> {
        self.write_what_waits()?;
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
