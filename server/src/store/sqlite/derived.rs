//! Derived state in SQLite.

use jiff::Timestamp;
use rusqlite::{Row, params};
use shared::index::Named;
use uuid::Uuid;

use super::later::Change as Later;
use super::transaction::Transaction;
use super::values::{from_code, from_json, from_ms, get, to_json};
use crate::store::{Counted, Derived, Position, Standing, StoreError};

impl Derived for Transaction<'_> {
    fn stands(&self, campaign: &str) -> Result<Position, StoreError> {
        if let Some(stands) = self.stands_later(campaign) {
            return Ok(stands);
        }
        let sql = "SELECT ballots, reviews FROM derived WHERE campaign = ?1";
        let stands =
            self.first(sql, [campaign], |row| Ok(Position { ballots: get(row, 0)?, reviews: get(row, 1)? }))?;
        Ok(stands.unwrap_or_default())
    }

    fn stand(&self, campaign: &str, from: Position, to: Position) -> Result<(), StoreError> {
        if self.stands(campaign)? != from {
            return Err(StoreError::unreadable("what is derived", "behind"));
        }
        self.later(Later::Stand(campaign.to_owned(), from, to))
    }

    fn derived_campaigns(&self) -> Result<Vec<String>, StoreError> {
        self.write_what_waits()?;
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

    fn drop_standing(&self, campaign: &str, ballot: i64) -> Result<(), StoreError> {
        let sql = "DELETE FROM standing WHERE campaign = ?1 AND ballot = ?2";
        one_row("a standing", self.run(sql, params![campaign, ballot])?)
    }

    fn put_done_again(&self, campaign: &str, replaced: Uuid, ballot: i64) -> Result<(), StoreError> {
        let sql = "INSERT OR IGNORE INTO done_again (campaign, replaced, ballot) VALUES (?1, ?2, ?3)";
        self.run(sql, params![campaign, replaced.as_bytes(), ballot]).map(drop)
    }

    fn done_again(&self, campaign: &str, replaced: Uuid) -> Result<Vec<i64>, StoreError> {
        let sql = "SELECT ballot FROM done_again WHERE campaign = ?1 AND replaced = ?2 ORDER BY ballot";
        self.all(sql, params![campaign, replaced.as_bytes()], |row| get(row, 0))
    }

    fn count(&self, s: &Standing) -> Result<(), StoreError> {
        self.later(Later::Count(s.clone()))
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

    fn kept_campaigns(&self) -> Result<Vec<String>, StoreError> {
        self.all("SELECT campaign FROM tally ORDER BY campaign", [], |row| get(row, 0))
    }

    fn kept_tallies(&self, campaign: &str) -> Result<Option<(Position, Named)>, StoreError> {
        self.first(KEPT, [campaign], |row| {
            Ok((kept_at(row)?, from_json("the tallies", &get::<String>(row, 3)?)?))
        })
    }

    fn kept_tallies_stand(&self, campaign: &str) -> Result<Option<Position>, StoreError> {
        self.first(KEPT, [campaign], kept_at)
    }

    fn keep_tallies(&self, campaign: &str, stands: Position, tallies: &Named) -> Result<(), StoreError> {
        let sql = "INSERT INTO tally (campaign, ballots, reviews, content, whole)
                   VALUES (?1, ?2, ?3, ?4, seal(?1, ?2, ?3, ?4))
                   ON CONFLICT DO UPDATE SET ballots = ?2, reviews = ?3, content = ?4, whole = seal(?1, ?2, ?3, ?4)";
        self.run(sql, params![campaign, stands.ballots, stands.reviews, to_json(tallies)]).map(drop)
    }

    fn drop_tallies(&self, campaign: &str) -> Result<(), StoreError> {
        self.run("DELETE FROM tally WHERE campaign = ?1", [campaign]).map(drop)
    }

    fn after_commit(&self, tell: Box<dyn FnOnce() + Send>) {
        self.tell_after_commit(tell);
    }

    fn note_sent(&self, campaign: &str, username: &str, at: Timestamp) -> Result<(), StoreError> {
        self.later(Later::Sent(campaign.to_owned(), username.to_owned(), at))
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
        self.later(Later::Revision(campaign.to_owned()))
    }

    fn drop_derived(&self) -> Result<(), StoreError> {
        self.write_what_waits()?;
        // Without a condition SQLite lets go of the pages and looks at no row.
        for table in ["derived", "standing", "done_again", "counter", "heard", "tally"] {
            self.run(&format!("DELETE FROM {table}"), [])?;
        }
        Ok(())
    }
}

/// The tallies that are kept of a campaign.
const KEPT: &str = "SELECT ballots, reviews, whole IS seal(campaign, ballots, reviews, content), content
                    FROM tally WHERE campaign = ?1";

/// Where they stand.
fn kept_at(row: &Row<'_>) -> Result<Position, StoreError> {
    match get(row, 2)? {
        true => Ok(Position { ballots: get(row, 0)?, reviews: get(row, 1)? }),
        false => Err(StoreError::unreadable("the tallies", "not as they were kept")),
    }
}

/// What is taken back must have been added.
fn one_row(what: &'static str, changed: usize) -> Result<(), StoreError> {
    if changed == 1 { Ok(()) } else { Err(StoreError::unreadable(what, "taken back, but never added")) }
}
