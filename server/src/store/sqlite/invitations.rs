//! Invitations in SQLite.

use rusqlite::params;

use super::transaction::Transaction;
use super::values::{from_code, get, to_code};
use crate::secret::TokenHash;
use crate::store::{Invitation, Invitations, Invited, Stage, StoreError};

impl Invitations for Transaction<'_> {
    fn invitation(&self, code: &TokenHash) -> Result<Option<Invitation>, StoreError> {
        let sql = "SELECT campaign, form, place, last_day, stage,
                   (SELECT bytes FROM draft WHERE draft.digest = invitation.digest)
                   FROM invitation WHERE digest = ?1";
        self.first(sql, [code], |row| {
            Ok(Invitation {
                campaign: get(row, 0)?,
                form: get(row, 1)?,
                place: get(row, 2)?,
                last_day: from_code("a day", get(row, 3)?)?,
                stage: from_code("the stage of an invitation", get(row, 4)?)?,
                draft: get(row, 5)?,
            })
        })
    }

    fn put_invitation(&self, code: &TokenHash, it: &Invitation) -> Result<(), StoreError> {
        let sql = "INSERT INTO invitation (digest, campaign, form, place, last_day, stage, seal)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, seal(?1, ?2, ?3, ?4, ?5, ?6))
                   ON CONFLICT DO UPDATE SET stage = ?6,
                   seal = seal(digest, campaign, form, place, last_day, ?6)";
        let (day, stage) = (it.last_day.to_string(), to_code(&it.stage));
        self.run(sql, params![code, it.campaign, it.form, it.place, day, stage])?;
        if it.stage == Stage::Answered {
            self.leave_no_log();
        }
        let Some(draft) = &it.draft else {
            return self.run("DELETE FROM draft WHERE digest = ?1", [code]).map(drop);
        };
        let sql = "INSERT INTO draft (digest, bytes, seal) VALUES (?1, ?2, seal(?1, ?2))
                   ON CONFLICT DO UPDATE SET bytes = ?2, seal = seal(?1, ?2)";
        self.run(sql, params![code, draft]).map(drop)
    }

    fn invitation_number(&self, campaign: &str) -> Result<u32, StoreError> {
        let sql = "SELECT count(*) FROM invitation WHERE campaign = ?1";
        Ok(self.first(sql, [campaign], |row| get(row, 0))?.unwrap_or_default())
    }

    fn invited(&self, campaign: &str) -> Result<Vec<Invited>, StoreError> {
        let sql = "SELECT form, place, stage, sum(number) FROM
                   (SELECT form, place, stage, 1 AS number FROM invitation WHERE campaign = ?1
                    UNION ALL SELECT form, place, stage, number FROM invited WHERE campaign = ?1)
                   GROUP BY form, place, stage";
        self.all(sql, [campaign], |row| {
            Ok(Invited {
                form: get(row, 0)?,
                place: get(row, 1)?,
                stage: from_code("the stage of an invitation", get(row, 2)?)?,
                count: get(row, 3)?,
            })
        })
    }

    fn forget_invitations(&self, campaign: &str) -> Result<u32, StoreError> {
        let sql = "INSERT INTO invited (campaign, form, place, stage, number, seal)
                   SELECT ?1, form, place, stage, count(*), seal(?1, form, place, stage, count(*))
                   FROM invitation WHERE campaign = ?1 GROUP BY form, place, stage
                   ON CONFLICT DO UPDATE SET number = number + excluded.number,
                   seal = seal(campaign, form, place, stage, number + excluded.number)";
        self.run(sql, [campaign])?;
        let of = "digest IN (SELECT digest FROM invitation WHERE campaign = ?1)";
        self.run(&format!("DELETE FROM draft WHERE {of}"), [campaign])?;
        let gone = self.run("DELETE FROM invitation WHERE campaign = ?1", [campaign])?;
        self.leave_no_log();
        Ok(u32::try_from(gone).unwrap_or(u32::MAX))
    }
}
