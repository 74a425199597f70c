//! Accounts and sessions in SQLite, and the roles that accounts hold.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Row, params};
use shared::wire::{Grant, Role};

use super::transaction::Transaction;
use super::values::{from_code, from_ms, from_ms_option, get, to_ms};
use crate::secret::TokenHash;
use crate::store::{Account, Accounts, Session, StoreError};

fn account(row: &Row<'_>, at: usize) -> Result<Account, StoreError> {
    Ok(Account {
        username: get(row, at)?,
        name: get(row, at + 1)?,
        password: get(row, at + 2)?,
        disabled: get(row, at + 3)?,
        email: get(row, at + 4)?,
    })
}

fn grant(row: &Row<'_>) -> Result<Grant, StoreError> {
    let named = |text: String| (!text.is_empty()).then_some(text);
    Ok(Grant {
        role: from_code("a role", get(row, 0)?)?,
        campaign: named(get(row, 1)?),
        place: named(get(row, 2)?),
    })
}

/// A grant as columns: what it does not name is empty.
fn columns(grant: &Grant) -> [&str; 3] {
    let Grant { role, campaign, place } = grant;
    [role.code(), campaign.as_deref().unwrap_or_default(), place.as_deref().unwrap_or_default()]
}

impl Accounts for Transaction<'_> {
    fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let sql = "SELECT username, name, password, disabled, email FROM account ORDER BY username";
        self.all(sql, [], |row| account(row, 0))
    }

    fn account(&self, username: &str) -> Result<Option<Account>, StoreError> {
        let sql = "SELECT username, name, password, disabled, email FROM account WHERE username = ?1";
        self.first(sql, [username], |row| account(row, 0))
    }

    fn password_hashes(&self) -> Result<Vec<String>, StoreError> {
        self.all("SELECT password FROM account ORDER BY username", [], |row| get(row, 0))
    }

    fn put_account(&self, a: &Account) -> Result<(), StoreError> {
        self.forget();
        let sql = "INSERT INTO account (username, name, password, disabled, email, seal)
                   VALUES (?1, ?2, ?3, ?4, ?5, seal(?1, ?2, ?3, ?4, ?5))
                   ON CONFLICT DO UPDATE SET name = ?2, password = ?3, disabled = ?4, email = ?5,
                   seal = seal(?1, ?2, ?3, ?4, ?5)";
        self.run(sql, params![a.username, a.name, a.password, a.disabled, a.email]).map(drop)
    }

    fn session(&self, token: &TokenHash) -> Result<Option<(Session, Account)>, StoreError> {
        if let Some(known) = self.remembered(|memory| memory.sessions.get(token).cloned()) {
            return Ok(Some(known));
        }
        let sql = "SELECT made, expires, revoked, a.username, name, password, disabled, email
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

    fn grants(&self, username: &str) -> Result<Vec<Grant>, StoreError> {
        let sql = "SELECT role, campaign, place FROM account_role WHERE account = ?1 ORDER BY role, campaign, place";
        self.all(sql, [username], grant)
    }

    fn roles(&self, username: &str) -> Result<Vec<Grant>, StoreError> {
        if let Some(known) = self.remembered(|memory| memory.roles.get(username).cloned()) {
            return Ok(known);
        }
        let sql =
            "SELECT DISTINCT role, campaign, '' FROM account_role WHERE account = ?1 ORDER BY role, campaign";
        let found = self.all(sql, [username], grant)?;
        self.remember(|memory| memory.roles.put(username.to_owned(), found.clone()));
        Ok(found)
    }

    fn has_holder(&self, role: Role) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM account_role JOIN account ON username = account
                   WHERE role = ?1 AND campaign = '' AND NOT disabled LIMIT 1";
        Ok(self.value::<i64>(sql, [role.code()])?.is_some())
    }

    fn give(&self, username: &str, grant: &Grant) -> Result<bool, StoreError> {
        self.forget();
        let [role, campaign, place] = columns(grant);
        let sql = "INSERT OR IGNORE INTO account_role (account, role, campaign, place, seal)
                   VALUES (?1, ?2, ?3, ?4, seal(?1, ?2, ?3, ?4))";
        Ok(self.run(sql, [username, role, campaign, place])? > 0)
    }

    fn take(&self, username: &str, grant: &Grant) -> Result<bool, StoreError> {
        self.forget();
        let [role, campaign, place] = columns(grant);
        let sql =
            "DELETE FROM account_role WHERE account = ?1 AND role = ?2 AND campaign = ?3 AND place = ?4";
        Ok(self.run(sql, [username, role, campaign, place])? > 0)
    }

    fn assigned(&self, username: &str, campaign: &str) -> Result<Vec<String>, StoreError> {
        let asked = (username.to_owned(), campaign.to_owned());
        if let Some(known) = self.remembered(|memory| memory.assigned.get(&asked).cloned()) {
            return Ok(known);
        }
        let sql = "SELECT place FROM account_role
                   WHERE account = ?1 AND role = 'interviewer' AND campaign = ?2 AND place <> '' ORDER BY place";
        let found = self.all(sql, [username, campaign], |row| get(row, 0))?;
        self.remember(|memory| memory.assigned.put(asked, found.clone()));
        Ok(found)
    }

    fn holders(&self, role: Role, campaign: &str) -> Result<BTreeMap<String, Vec<String>>, StoreError> {
        let sql = "SELECT account, place FROM account_role
                   WHERE role = ?1 AND campaign = ?2 AND place <> '' ORDER BY account, place";
        let mut groups = BTreeMap::<String, Vec<String>>::new();
        self.each(sql, [role.code(), campaign], |row| {
            groups.entry(get(row, 0)?).or_default().push(get(row, 1)?);
            Ok(())
        })?;
        Ok(groups)
    }
}
