//! Accounts, sessions and assignments in SQLite.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::transaction::Transaction;
use super::values::{from_code, from_ms, from_ms_option, get, to_code, to_ms};
use crate::secret::TokenHash;
use crate::store::{Account, Accounts, Session, StoreError};

fn account(row: &Row<'_>, at: usize) -> Result<Account, StoreError> {
    Ok(Account {
        username: get(row, at)?,
        name: get(row, at + 1)?,
        role: from_code("a role", get(row, at + 2)?)?,
        password: get(row, at + 3)?,
        disabled: get(row, at + 4)?,
    })
}

impl Accounts for Transaction<'_> {
    fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let sql = "SELECT username, name, role, password, disabled FROM account ORDER BY username";
        self.all(sql, [], |row| account(row, 0))
    }

    fn account(&self, username: &str) -> Result<Option<Account>, StoreError> {
        let sql = "SELECT username, name, role, password, disabled FROM account WHERE username = ?1";
        self.first(sql, [username], |row| account(row, 0))
    }

    fn password_hashes(&self) -> Result<Vec<String>, StoreError> {
        self.all("SELECT password FROM account ORDER BY username", [], |row| get(row, 0))
    }

    fn put_account(&self, a: &Account) -> Result<(), StoreError> {
        self.forget();
        let sql = "INSERT INTO account (username, name, role, password, disabled, seal)
                   VALUES (?1, ?2, ?3, ?4, ?5, seal(?1, ?2, ?3, ?4, ?5))
                   ON CONFLICT DO UPDATE SET name = ?2, role = ?3, password = ?4, disabled = ?5,
                   seal = seal(?1, ?2, ?3, ?4, ?5)";
        self.run(sql, params![a.username, a.name, to_code(&a.role), a.password, a.disabled]).map(drop)
    }

    fn session(&self, token: &TokenHash) -> Result<Option<(Session, Account)>, StoreError> {
        if let Some(known) = self.remembered(|memory| memory.sessions.get(token).cloned()) {
            return Ok(Some(known));
        }
        let sql = "SELECT made, expires, revoked, a.username, name, role, password, disabled
                   FROM session JOIN account a USING (username) WHERE token = ?1";
        let found = self.first(sql, [token], |row| {
            let account = account(row, 3)?;
            let session = Session {
                token: *token,
                username: account.username.clone(),
                made: from_ms(get(row, 0)?)?,
                expires: from_ms(get(row, 1)?)?,
                revoked: from_ms_option(get(row, 2)?)?,
            };
            Ok((session, account))
        })?;
        if let Some(found) = &found {
            self.remember(|memory| memory.sessions.put(*token, found.clone()));
        }
        Ok(found)
    }

    fn put_session(&self, s: &Session) -> Result<(), StoreError> {
        self.forget();
        let sql = "INSERT INTO session (token, username, made, expires, revoked, seal)
                   VALUES (?1, ?2, ?3, ?4, ?5, seal(?1, ?2, ?3, ?4, ?5))";
        let revoked = s.revoked.map(to_ms);
        self.run(sql, params![s.token, s.username, to_ms(s.made), to_ms(s.expires), revoked]).map(drop)
    }

    fn extend_session(&self, token: &TokenHash, expires: Timestamp) -> Result<(), StoreError> {
        self.forget();
        let sql = "UPDATE session SET expires = ?2, seal = seal(token, username, made, ?2, revoked)
                   WHERE token = ?1 AND revoked IS NULL AND expires < ?2";
        self.run(sql, params![token, to_ms(expires)]).map(drop)
    }

    fn revoke_session(&self, token: &TokenHash, at: Timestamp) -> Result<(), StoreError> {
        self.forget();
        let sql = "UPDATE session SET revoked = ?2, seal = seal(token, username, made, expires, ?2)
                   WHERE token = ?1 AND revoked IS NULL";
        self.run(sql, params![token, to_ms(at)]).map(drop)
    }

    fn revoke_sessions(
        &self,
        username: &str,
        keep: Option<&TokenHash>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.forget();
        let sql = "UPDATE session SET revoked = ?2, seal = seal(token, username, made, expires, ?2)
                   WHERE username = ?1 AND revoked IS NULL AND token IS NOT ?3";
        self.run(sql, params![username, to_ms(at), keep]).map(drop)
    }

    fn assigned(&self, username: &str, campaign: &str) -> Result<Vec<String>, StoreError> {
        let asked = (username.to_owned(), campaign.to_owned());
        if let Some(known) = self.remembered(|memory| memory.assigned.get(&asked).cloned()) {
            return Ok(known);
        }
        let sql = "SELECT place FROM assignment WHERE username = ?1 AND campaign = ?2 ORDER BY place";
        let found = self.all(sql, [username, campaign], |row| get(row, 0))?;
        self.remember(|memory| memory.assigned.put(asked, found.clone()));
        Ok(found)
    }

    fn assignments(&self, username: &str) -> Result<BTreeMap<String, Vec<String>>, StoreError> {
        self.grouped(
            "SELECT campaign, place FROM assignment WHERE username = ?1 ORDER BY campaign, place",
            username,
        )
    }

    fn assignees(&self, campaign: &str) -> Result<BTreeMap<String, Vec<String>>, StoreError> {
        self.grouped(
            "SELECT username, place FROM assignment WHERE campaign = ?1 ORDER BY username, place",
            campaign,
        )
    }

    fn assign(&self, username: &str, campaign: &str, places: &[String]) -> Result<(), StoreError> {
        self.forget();
        self.run("DELETE FROM assignment WHERE username = ?1 AND campaign = ?2", [username, campaign])?;
        for place in places {
            let sql = "INSERT OR IGNORE INTO assignment (username, campaign, place, seal)
                       VALUES (?1, ?2, ?3, seal(?1, ?2, ?3))";
            self.run(sql, [username, campaign, place])?;
        }
        Ok(())
    }
}

impl Transaction<'_> {
    /// Pairs of key and place, as lists by key.
    fn grouped(&self, sql: &str, of: &str) -> Result<BTreeMap<String, Vec<String>>, StoreError> {
        let mut groups = BTreeMap::<String, Vec<String>>::new();
        self.each(sql, [of], |row| {
            groups.entry(get(row, 0)?).or_default().push(get(row, 1)?);
            Ok(())
        })?;
        Ok(groups)
    }
}
