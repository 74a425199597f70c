//! Messages to interviewers in SQLite.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::transaction::Transaction;
use super::values::{from_ms, from_ms_option, get, to_ms};
use crate::store::{Addressee, MessageRow, Messages, StoreError, Unread};

fn message(row: &Row<'_>) -> Result<MessageRow, StoreError> {
    Ok(MessageRow {
        position: get(row, 0)?,
        text: get(row, 1)?,
        by: get(row, 2)?,
        at: from_ms(get(row, 3)?)?,
    })
}

impl Messages for Transaction<'_> {
    fn put_message(&self, campaign: &str, it: &MessageRow, to: &BTreeSet<String>) -> Result<i64, StoreError> {
        let position = self.next_position("message", campaign)?;
        let sql = "INSERT INTO message (campaign, position, text, by, at, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, seal(?1, ?2, ?3, ?4, ?5))";
        self.run(sql, params![campaign, position, it.text, it.by, to_ms(it.at)])?;
        let sql = "INSERT INTO addressee (campaign, message, account, seal)
            VALUES (?1, ?2, ?3, seal(?1, ?2, ?3, NULL, NULL))";
        for account in to {
            self.run(sql, params![campaign, position, account])?;
        }
        Ok(position)
    }

    fn messages(&self, campaign: &str, most: usize) -> Result<Vec<(MessageRow, Vec<Addressee>)>, StoreError> {
        let sql = "SELECT position, text, by, at FROM message WHERE campaign = ?1
            ORDER BY position DESC LIMIT ?2";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let to = "SELECT account, received, read FROM addressee WHERE campaign = ?1 AND message = ?2
            ORDER BY account";
        let found = self.all(sql, params![campaign, most], message)?;
        found
            .into_iter()
            .map(|it| {
                let addressees = self.all(to, params![campaign, it.position], |row| {
                    Ok(Addressee {
                        account: get(row, 0)?,
                        received: from_ms_option(get(row, 1)?)?,
                        read: from_ms_option(get(row, 2)?)?,
                    })
                })?;
                Ok((it, addressees))
            })
            .collect()
    }

    fn unread(&self, campaign: &str, account: &str) -> Result<Vec<Unread>, StoreError> {
        let sql = "SELECT position, text, by, at, received IS NOT NULL FROM addressee a
            JOIN message m ON m.campaign = a.campaign AND m.position = a.message
            WHERE a.campaign = ?1 AND account = ?2 AND read IS NULL ORDER BY message";
        self.all(sql, params![campaign, account], |row| {
            Ok(Unread { message: message(row)?, received: get(row, 4)? })
        })
    }

    fn read_last(&self, campaign: &str, account: &str, most: usize) -> Result<Vec<MessageRow>, StoreError> {
        let sql = "SELECT position, text, by, at FROM addressee a
            JOIN message m ON m.campaign = a.campaign AND m.position = a.message
            WHERE a.campaign = ?1 AND account = ?2 AND read IS NOT NULL ORDER BY message DESC LIMIT ?3";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.all(sql, params![campaign, account, most], message)
    }

    fn note_received(&self, campaign: &str, account: &str, at: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE addressee SET received = ?3, seal = seal(campaign, message, account, ?3, read)
            WHERE campaign = ?1 AND account = ?2 AND read IS NULL AND received IS NULL";
        self.run(sql, params![campaign, account, to_ms(at)]).map(drop)
    }

    fn note_read(
        &self,
        campaign: &str,
        message: i64,
        account: &str,
        read: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE addressee SET read = ?4, seal = seal(campaign, message, account, received, ?4)
            WHERE campaign = ?1 AND message = ?2 AND account = ?3 AND read IS NULL";
        self.run(sql, params![campaign, message, account, to_ms(read)]).map(drop)
    }
}
