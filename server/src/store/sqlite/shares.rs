//! Parts of quotas in SQLite.

use rusqlite::params;

use super::transaction::Transaction;
use super::values::get;
use crate::store::{Share, Shares, StoreError};

impl Shares for Transaction<'_> {
    fn shares(&self, campaign: &str) -> Result<Vec<Share>, StoreError> {
        let sql = "SELECT form, place, account, ballots FROM share WHERE campaign = ?1
                   ORDER BY form, place, account";
        self.all(sql, [campaign], |row| {
            Ok(Share {
                form: get(row, 0)?,
                place: get(row, 1)?,
                account: get(row, 2)?,
                ballots: get(row, 3)?,
            })
        })
    }

    fn put_share(&self, campaign: &str, it: &Share) -> Result<(), StoreError> {
        let sql = "INSERT INTO share (campaign, form, place, account, ballots, seal)
            VALUES (?1, ?2, ?3, ?4, ?5, seal(?1, ?2, ?3, ?4, ?5))
            ON CONFLICT DO UPDATE SET ballots = ?5, seal = seal(?1, ?2, ?3, ?4, ?5)";
        self.run(sql, params![campaign, it.form, it.place, it.account, it.ballots]).map(drop)
    }
    fn drop_share(&self, campaign: &str, it: &Share) -> Result<(), StoreError> {
        let sql = "DELETE FROM share WHERE campaign = ?1 AND form = ?2 AND place = ?3 AND account = ?4";
        self.run(sql, params![campaign, it.form, it.place, it.account]).map(drop)
    }
}
