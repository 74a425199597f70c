//! Messages of the office: they come with the package; which were read here is kept until the server knows it.

use rusqlite::params;
use shared::wire::{Message, TabletPackage};

use super::{Result, Store};

impl Store {
    /// A message was read. Read twice, the first time holds.
    pub(super) fn read_message(&mut self, campaign: &str, number: i64) -> Result<()> {
        let sql = "INSERT OR IGNORE INTO message_read (username, campaign, number, read_ms) VALUES (?1, ?2, ?3, ?4)";
        let now_ms = self.edge.now().as_millisecond();
        self.db.execute(sql, params![self.username()?, campaign, number, now_ms])?;
        Ok(())
    }

    /// The messages of a package that are not read, and those that were, here or as the server knows it, the last first.
    pub(super) fn messages(&self, package: &TabletPackage) -> Result<[Vec<Message>; 2]> {
        let sql = "SELECT number FROM message_read WHERE username = ?1 AND campaign = ?2";
        let mut statement = self.db.prepare_cached(sql)?;
        let read =
            statement.query_map(params![self.username()?, package.campaign.settings.id], |row| row.get(0))?;
        let read: Vec<i64> = read.collect::<rusqlite::Result<_>>()?;
        let all = package.messages.iter().cloned();
        let (mut read, unread): (Vec<_>, Vec<_>) = all.partition(|it| read.contains(&it.number));
        read.reverse();
        read.extend(package.messages_read.iter().cloned());
        Ok([unread, read])
    }

    /// What was read here, as the server is told it.
    pub fn read_here(&self, username: &str, campaign: &str) -> Result<String> {
        let sql = "SELECT ifnull(group_concat(number || '-' || read_ms), '') FROM message_read
                   WHERE username = ?1 AND campaign = ?2";
        Ok(self.db.query_row(sql, [username, campaign], |row| row.get(0))?)
    }

    /// The server was told this, and answered.
    pub fn told_read(&mut self, username: &str, campaign: &str, told: &str) -> Result<()> {
        let sql = "DELETE FROM message_read WHERE username = ?1 AND campaign = ?2
                   AND instr(',' || ?3 || ',', ',' || number || '-' || read_ms || ',') > 0";
        self.db.execute(sql, [username, campaign, told])?;
        Ok(())
    }
}
