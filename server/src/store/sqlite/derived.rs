//! Derived state in SQLite.

use jiff::Timestamp;
use rusqlite::params;

use super::later::Change as Later;
use super::transaction::Transaction;
use super::values::{from_code, from_ms, get};
use crate::store::{Counted, Derived, Position, Standing, StoreError, TallyKey};

impl Derived for Transaction<'_> {
    fn stands(&self, campaign: &str) -> Result<Position, StoreError> {
        let sql = "SELECT ballots, reviews FROM derived WHERE campaign = ?1";
        let stands =
            self.first(sql, [campaign], |row| Ok(Position { ballots: get(row, 0)?, reviews: get(row, 1)? }))?;
        Ok(stands.unwrap_or_default())
    }

    fn stand(&self, campaign: &str, from: Position, to: Position) -> Result<(), StoreError> {
        if from == Position::default() {
            self.run(
                "INSERT OR IGNORE INTO derived (campaign, ballots, reviews) VALUES (?1, 0, 0)",
                [campaign],
            )?;
        }
        let sql = "UPDATE derived SET ballots = ?2, reviews = ?3 WHERE campaign = ?1 AND ballots = ?4 AND reviews = ?5";
        let params = params![campaign, to.ballots, to.reviews, from.ballots, from.reviews];
        if self.run(sql, params)? == 1 {
            Ok(())
        } else {
            Err(StoreError::unreadable("what is derived", "behind"))
        }
    }

    fn derived_campaigns(&self) -> Result<Vec<String>, StoreError> {
        self.all("SELECT campaign FROM derived ORDER BY campaign", [], |row| get(row, 0))
    }

    fn standing(&self, campaign: &str, ballot: i64) -> Result<Option<Standing>, StoreError> {
        let sql = "SELECT status, form, place, interviewer FROM standing WHERE campaign = ?1 AND ballot = ?2";
        self.first(sql, params![campaign, ballot], |row| {
            Ok(Standing {
                campaign: campaign.to_owned(),
                ballot,
                status: from_code("a status", get(row, 0)?)?,
                form: get(row, 1)?,
                place: get(row, 2)?,
                interviewer: get(row, 3)?,
            })
        })
    }

    fn put_standing(&self, s: &Standing) -> Result<(), StoreError> {
        let sql = "INSERT INTO standing (campaign, ballot, status, form, place, interviewer)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET status = ?3";
        self.run(sql, params![s.campaign, s.ballot, s.status.code(), s.form, s.place, s.interviewer])
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

    fn drop_derived(&self, campaign: &str) -> Result<(), StoreError> {
        self.write_what_waits()?;
        for table in ["derived", "standing", "counter", "heard", "tally"] {
            self.run(&format!("DELETE FROM {table} WHERE campaign = ?1"), [campaign])?;
        }
        Ok(())
    }
}

/// What is taken back must have been added.
fn one_row(what: &'static str, changed: usize) -> Result<(), StoreError> {
    if changed == 1 { Ok(()) } else { Err(StoreError::unreadable(what, "taken back, but never added")) }
}
