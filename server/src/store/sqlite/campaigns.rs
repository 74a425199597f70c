//! Campaigns, form versions and closings in SQLite.

use std::collections::BTreeSet;

use rusqlite::{Row, params};
use shared::campaign::Campaign;

use super::transaction::Transaction;
use super::values::{from_json, from_ms_option, get, to_json, to_ms};
use crate::store::{Campaigns, Head, NewClosing, StoreError};

/// The last act decides whether the campaign is closed, and since when.
const HEAD: &str = "SELECT id, generation,
    (SELECT CASE WHEN closed THEN at END FROM closing WHERE campaign = id ORDER BY position DESC LIMIT 1)
    FROM campaign";

fn head(row: &Row<'_>) -> Result<Head, StoreError> {
    Ok(Head { id: get(row, 0)?, generation: get(row, 1)?, closed: from_ms_option(get(row, 2)?)? })
}

impl Campaigns for Transaction<'_> {
    fn heads(&self) -> Result<Vec<Head>, StoreError> {
        self.all(&format!("{HEAD} ORDER BY id"), [], head)
    }

    fn head(&self, id: &str) -> Result<Option<Head>, StoreError> {
        if let Some(known) = self.remembered(|memory| memory.heads.get(id).cloned()) {
            return Ok(Some(known));
        }
        let found = self.first(&format!("{HEAD} WHERE id = ?1"), [id], head)?;
        if let Some(found) = &found {
            self.remember(|memory| memory.heads.put(id.to_owned(), found.clone()));
        }
        Ok(found)
    }

    fn practices(&self) -> Result<BTreeSet<String>, StoreError> {
        let sql = "SELECT id FROM campaign WHERE content ->> '$.settings.practice'";
        Ok(self.all(sql, [], |row| get(row, 0))?.into_iter().collect())
    }

    fn campaign(&self, id: &str) -> Result<Option<Campaign>, StoreError> {
        let Some(content) = self.value::<String>("SELECT content FROM campaign WHERE id = ?1", [id])? else {
            return Ok(None);
        };
        let mut campaign: Campaign = from_json("a campaign", &content)?;
        let sql = "SELECT definition FROM form_version WHERE campaign = ?1
                   ORDER BY current DESC, generation DESC, rowid";
        let mut definitions =
            self.all(sql, [id], |row| from_json("a form definition", &get::<String>(row, 0)?))?;
        let order: Vec<String> = campaign.forms.iter().map(|form| form.form.clone()).collect();
        // A stable sort: within one form the current version stays first.
        definitions.sort_by_key(|definition: &shared::form::FormDefinition| {
            order.iter().position(|form| *form == definition.id)
        });
        campaign.definitions = definitions;
        Ok(Some(campaign))
    }

    fn put_campaign(&self, campaign: &Campaign) -> Result<(), StoreError> {
        self.forget();
        let id = &campaign.settings.id;
        let content = to_json(&Campaign { definitions: Vec::new(), ..campaign.clone() });
        let sql = "INSERT INTO campaign (id, content, generation, seal) VALUES (?1, ?2, 1, seal(?1, ?2, 1))
                   ON CONFLICT DO UPDATE SET content = ?2, generation = generation + 1,
                   seal = seal(?1, ?2, generation + 1)";
        self.run(sql, [id, &content])?;
        let sql = "UPDATE form_version SET current = 0,
                   seal = seal(campaign, form, version, definition, generation, 0) WHERE campaign = ?1";
        self.run(sql, [id])?;
        for definition in &campaign.definitions {
            let sql =
                "INSERT INTO form_version (campaign, form, version, definition, generation, current, seal)
                       SELECT ?1, ?2, ?3, ?4, generation, 1, seal(?1, ?2, ?3, ?4, generation, 1)
                       FROM campaign WHERE id = ?1 ON CONFLICT DO UPDATE SET current = 1,
                       seal = seal(campaign, form, version, definition, generation, 1)";
            self.run(sql, params![id, definition.id, definition.version, to_json(definition)])?;
        }
        Ok(())
    }

    fn put_closing(&self, campaign: &str, it: &NewClosing) -> Result<(), StoreError> {
        self.forget();
        let sql = "INSERT INTO closing (campaign, position, closed, reason, by, at, seal)
            SELECT ?1, position, ?2, ?3, ?4, ?5, seal(?1, position, ?2, ?3, ?4, ?5)
            FROM (SELECT coalesce(max(position), 0) + 1 AS position FROM closing WHERE campaign = ?1)";
        self.run(sql, params![campaign, it.closed, it.reason, it.by, to_ms(it.at)]).map(drop)
    }
}
