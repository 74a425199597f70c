//! Tokens of scripts in SQLite.

use jiff::Timestamp;
use rusqlite::{Row, params};
use shared::wire::Token;

use super::transaction::Transaction;
use super::values::{from_code, from_ms, from_ms_option, get, to_ms};
use crate::secret::TokenHash;
use crate::store::{StoreError, Tokens};

/// What [`token`] reads.
const COLUMNS: &str = "name, role, campaign, last_day, by, made, revoked";

fn token(row: &Row<'_>) -> Result<Token, StoreError> {
    Ok(Token {
        name: get(row, 0)?,
        role: from_code("a role", get(row, 1)?)?,
        campaign: Some(get(row, 2)?).filter(|campaign: &String| !campaign.is_empty()),
        last_day: from_code("a day", get(row, 3)?)?,
        by: get(row, 4)?,
        made: from_ms(get(row, 5)?)?,
        revoked: from_ms_option(get(row, 6)?)?,
        used: None,
    })
}

impl Tokens for Transaction<'_> {
    fn tokens(&self) -> Result<Vec<Token>, StoreError> {
        self.all(&format!("SELECT {COLUMNS} FROM token ORDER BY name"), [], token)
    }

    fn token_named(&self, name: &str) -> Result<Option<Token>, StoreError> {
        self.first(&format!("SELECT {COLUMNS} FROM token WHERE name = ?1"), [name], token)
    }

    fn token(&self, digest: &TokenHash) -> Result<Option<(Token, Timestamp)>, StoreError> {
        let sql = format!("SELECT {COLUMNS}, expires FROM token WHERE digest = ?1");
        self.first(&sql, [digest], |row| Ok((token(row)?, from_ms(get(row, 7)?)?)))
    }

    fn put_token(&self, t: &Token, digest: &TokenHash, expires: Timestamp) -> Result<(), StoreError> {
        let sql =
            "INSERT INTO token (name, digest, role, campaign, last_day, expires, by, made, revoked, seal)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL, seal(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL))";
        let (campaign, last_day) = (t.campaign.as_deref().unwrap_or_default(), t.last_day.to_string());
        let values =
            params![t.name, digest, t.role.code(), campaign, last_day, to_ms(expires), t.by, to_ms(t.made)];
        self.run(sql, values).map(drop)
    }

    fn revoke_token(&self, name: &str, at: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE token SET revoked = ?2,
                   seal = seal(name, digest, role, campaign, last_day, expires, by, made, ?2)
                   WHERE name = ?1 AND revoked IS NULL";
        self.run(sql, params![name, to_ms(at)]).map(drop)
    }
}
