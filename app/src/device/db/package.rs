//! Campaigns and packages as fetched, by person.

use std::rc::Rc;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};
use shared::problem::Problem;
use shared::wire::{CampaignSummary, Returned, TabletPackage};

use super::readable::readable;
use super::{Result, Store, StoreError};
use crate::device::protocol::{CampaignCard, Listed};

impl Store {
    /// Keeps the list of campaigns in the place of the last one.
    pub fn keep_campaigns(&mut self, username: &str, all: &[CampaignSummary]) -> Result<()> {
        let transaction = self.db.transaction()?;
        transaction.execute("DELETE FROM campaign WHERE username = ?1", [username])?;
        for (nth, summary) in all.iter().enumerate() {
            transaction.execute(
                "INSERT INTO campaign (username, id, place_in_list, summary) VALUES (?1, ?2, ?3, ?4)",
                params![username, summary.id, nth, serde_json::to_string(summary)?],
            )?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// Keeps a package in the place of the last one. Says whether anything in it is new. `asked` is when the request for
    /// it began: what was acked before that is in its counts.
    pub fn keep_package(
        &mut self,
        username: &str,
        package: &TabletPackage,
        asked: Timestamp,
    ) -> Result<bool> {
        let campaign = &package.campaign.settings.id;
        let kept = self.kept_package(username, campaign)?;
        let messages = |it: &TabletPackage| (it.messages.clone(), it.messages_read.clone());
        let said = |it: &TabletPackage| (it.digest, it.received.clone(), it.returned.clone(), messages(it));
        let same = kept.is_some_and(|kept| said(&kept) == said(package));
        if same {
            self.db.execute(
                "UPDATE package SET fetched_ms = ?3 WHERE username = ?1 AND campaign = ?2",
                params![username, campaign, asked.as_millisecond()],
            )?;
        } else {
            self.db.execute(
                "INSERT OR REPLACE INTO package (username, campaign, digest, fetched_ms, body)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![
                    username,
                    campaign,
                    package.digest.to_string(),
                    asked.as_millisecond(),
                    serde_json::to_string(package)?
                ],
            )?;
            self.forget_package(username, campaign);
        }
        Ok(!same)
    }

    /// The campaigns kept for this person; what was read here waits no more, though the server does not know it yet.
    pub fn campaigns(&self) -> Result<Listed<CampaignCard>> {
        let mut statement = self.db.prepare_cached(
            "SELECT c.summary, p.digest, p.fetched_ms, (SELECT count(*) FROM message_read r
             WHERE r.username = c.username AND r.campaign = c.id) FROM campaign c
             LEFT JOIN package p ON p.username = c.username AND p.campaign = c.id
             WHERE c.username = ?1 ORDER BY c.place_in_list",
        )?;
        let rows = statement.query_map([self.username()?], |row| {
            let (digest, fetched_ms) = (row.get::<_, String>(1).ok(), row.get::<_, i64>(2).ok());
            Ok((row.get::<_, String>(0)?, digest, fetched_ms, row.get::<_, u32>(3)?))
        })?;
        readable(rows.map(|row| {
            let (summary, digest, fetched_ms, read) = row?;
            let summary: CampaignSummary = shared::json::from_str(&summary)?;
            Ok(CampaignCard {
                summary: CampaignSummary { waiting: summary.waiting.saturating_sub(read), ..summary },
                package: digest.and_then(|digest| digest.parse().ok()),
                fetched_at: fetched_ms.and_then(|at| Timestamp::from_millisecond(at).ok()),
            })
        }))
    }

    /// A package, or why there is none.
    pub(super) fn package(&self, campaign: &str) -> Result<Rc<TabletPackage>> {
        self.kept_package(self.username()?, campaign)?.ok_or_else(|| no_package(campaign))
    }

    /// The ballots of this person that are to be done again, of all campaigns.
    pub(super) fn returned(&self) -> Result<Vec<Returned>> {
        let Some(person) = self.person() else { return Ok(Vec::new()) };
        let mut statement = self.db.prepare_cached("SELECT campaign FROM package WHERE username = ?1")?;
        let campaigns = statement.query_map([&person.username], |row| row.get::<_, String>(0))?;
        let campaigns: Vec<String> = campaigns.collect::<rusqlite::Result<_>>()?;
        let packages = campaigns.iter().filter_map(|campaign| self.package(campaign).ok());
        Ok(packages.flat_map(|package| package.returned.clone()).collect())
    }

    /// When this person's package of a campaign was asked for last.
    pub(super) fn package_asked_ms(&self, campaign: &str) -> Result<i64> {
        let sql = "SELECT fetched_ms FROM package WHERE username = ?1 AND campaign = ?2";
        Ok(self.db.query_row(sql, [self.username()?, campaign], |row| row.get(0)).optional()?.unwrap_or(0))
    }
}

fn no_package(campaign: &str) -> StoreError {
    Problem::new("store.no_package").with("campaign", campaign).into()
}
