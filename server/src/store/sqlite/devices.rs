//! Tablets in SQLite.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::transaction::Transaction;
use super::values::{from_code, from_json, from_ms, from_ms_option, get, to_json, to_ms};
use crate::secret::TokenHash;
use crate::store::{DeviceRow, Devices, Enrolment, Session, StoreError};

/// What [`enrolment`] reads.
const COLUMNS: &str = "digest, campaign, account, last_day, expires, by, made, used, revoked";

fn enrolment(row: &Row<'_>) -> Result<(TokenHash, Enrolment), StoreError> {
    let it = Enrolment {
        campaign: get(row, 1)?,
        account: get(row, 2)?,
        last_day: from_code("a day", get(row, 3)?)?,
        expires: from_ms(get(row, 4)?)?,
        by: get(row, 5)?,
        made: from_ms(get(row, 6)?)?,
        used: from_ms_option(get(row, 7)?)?,
        revoked: from_ms_option(get(row, 8)?)?,
    };
    Ok((get(row, 0)?, it))
}

impl Devices for Transaction<'_> {
    fn enrolment(&self, code: &TokenHash) -> Result<Option<Enrolment>, StoreError> {
        let found =
            self.first(&format!("SELECT {COLUMNS} FROM enrolment WHERE digest = ?1"), [code], enrolment)?;
        Ok(found.map(|(_, it)| it))
    }

    fn put_enrolment(&self, code: &TokenHash, it: &Enrolment) -> Result<(), StoreError> {
        let sql = "INSERT INTO enrolment
            (digest, campaign, account, last_day, expires, by, made, used, revoked, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, seal(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9))
            ON CONFLICT DO UPDATE SET used = ?8, revoked = ?9,
            seal = seal(digest, campaign, account, last_day, expires, by, made, ?8, ?9)";
        let (day, expires, made) = (it.last_day.to_string(), to_ms(it.expires), to_ms(it.made));
        let (used, revoked) = (it.used.map(to_ms), it.revoked.map(to_ms));
        self.run(sql, params![code, it.campaign, it.account, day, expires, it.by, made, used, revoked])
            .map(drop)
    }

    fn revoke_enrolments(&self, account: &str, at: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE enrolment SET revoked = ?2,
            seal = seal(digest, campaign, account, last_day, expires, by, made, used, ?2)
            WHERE account = ?1 AND used IS NULL AND revoked IS NULL";
        self.run(sql, params![account, to_ms(at)]).map(drop)
    }

    fn enrolments(&self, campaign: &str) -> Result<Vec<(TokenHash, Enrolment)>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM enrolment WHERE campaign = ?1 ORDER BY account, made");
        self.all(&sql, [campaign], enrolment)
    }

    fn put_device(&self, it: &DeviceRow) -> Result<(), StoreError> {
        let earlier = "SELECT d.session FROM device d JOIN session s ON s.token = d.session
            WHERE d.id = ?1 AND d.session <> ?2
            AND s.username = (SELECT username FROM session WHERE token = ?2)";
        for table in ["fetched", "device"] {
            let sql = format!("DELETE FROM {table} WHERE session IN ({earlier})");
            self.run(&sql, params![it.id.to_string(), it.session])?;
        }
        let sql = "INSERT INTO device (session, id, app, persisted, clock_ms, unsent, drafts, at, held, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, seal(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9))
            ON CONFLICT DO UPDATE SET id = ?2, app = ?3, persisted = ?4, clock_ms = ?5, unsent = ?6, drafts = ?7,
            at = ?8, held = ?9, seal = seal(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let (id, persisted, at) = (it.id.to_string(), i64::from(it.persisted), to_ms(it.at));
        let held = it.held.as_ref().map(to_json);
        let values = params![it.session, id, it.app, persisted, it.clock_ms, it.unsent, it.drafts, at, held];
        self.run(sql, values).map(drop)
    }

    fn is_device(&self, session: &TokenHash) -> Result<bool, StoreError> {
        Ok(self.value::<i64>("SELECT 1 FROM device WHERE session = ?1", [session])?.is_some())
    }

    fn clock_off(&self, session: &TokenHash) -> Result<Option<i64>, StoreError> {
        Ok(self.value::<Option<i64>>("SELECT clock_ms FROM device WHERE session = ?1", [session])?.flatten())
    }

    fn lacks(&self, session: &TokenHash, campaign: &str, generation: i64) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM device WHERE session = ?1 AND NOT EXISTS
            (SELECT 1 FROM fetched WHERE session = ?1 AND campaign = ?2 AND generation = ?3)";
        Ok(self.value::<i64>(sql, params![session, campaign, generation])?.is_some())
    }

    fn devices(&self) -> Result<Vec<(DeviceRow, Session)>, StoreError> {
        let sql = "SELECT d.session, id, app, persisted, clock_ms, unsent, drafts, at, held, username, made, expires, revoked
            FROM device d JOIN session s ON s.token = d.session ORDER BY at DESC, d.session";
        self.all(sql, [], |row| {
            let token: TokenHash = get(row, 0)?;
            let device = DeviceRow {
                session: token,
                id: from_code("the name of a device", get(row, 1)?)?,
                app: get(row, 2)?,
                persisted: get(row, 3)?,
                clock_ms: get(row, 4)?,
                unsent: get(row, 5)?,
                drafts: get(row, 6)?,
                at: from_ms(get(row, 7)?)?,
                held: get::<Option<String>>(row, 8)?
                    .map(|held| from_json("what a tablet holds", &held))
                    .transpose()?,
            };
            let session = Session {
                token,
                username: get(row, 9)?,
                made: from_ms(get(row, 10)?)?,
                expires: from_ms(get(row, 11)?)?,
                revoked: from_ms_option(get(row, 12)?)?,
            };
            Ok((device, session))
        })
    }

    fn put_fetched(
        &self,
        session: &TokenHash,
        campaign: &str,
        generation: i64,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO fetched (session, campaign, generation, at, seal)
            VALUES (?1, ?2, ?3, ?4, seal(?1, ?2, ?3, ?4))
            ON CONFLICT DO UPDATE SET generation = ?3, at = ?4, seal = seal(?1, ?2, ?3, ?4)";
        self.run(sql, params![session, campaign, generation, to_ms(at)]).map(drop)
    }

    fn fetched(&self, campaign: &str) -> Result<BTreeMap<TokenHash, i64>, StoreError> {
        let sql = "SELECT session, generation FROM fetched WHERE campaign = ?1";
        Ok(self.all(sql, [campaign], |row| Ok((get(row, 0)?, get(row, 1)?)))?.into_iter().collect())
    }
}
