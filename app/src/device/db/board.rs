//! What a person has to do in a campaign, and how much of it is done.

use std::collections::BTreeMap;

use shared::wire::{CampaignSummary, Returned};

use super::{Result, Store};
use crate::device::protocol::{Board, BoardRow};

type Key = (String, String);

impl Store {
    /// One row for each form and assigned place that has a quota or a ballot of this person.
    pub(super) fn board(&self, campaign: &str) -> Result<Board> {
        let package = self.package(campaign)?;
        let mut rows = BTreeMap::<Key, BoardRow>::new();
        let tree = &package.campaign.places;
        let covered = |place: &str| package.places.iter().any(|assigned| tree.covers(assigned, place));
        for quota in package.campaign.quotas.iter().filter(|quota| covered(&quota.place)) {
            row(&mut rows, &quota.form, &quota.place).planned += quota.ballots;
        }
        for received in &package.received {
            let row = row(&mut rows, &received.form, &received.place);
            row.received += received.ballots;
            row.missed += received.missed;
        }
        self.count_finished(campaign, &mut rows)?;
        self.count_drafts(campaign, &mut rows)?;

        // In the order of the assignments, and below each of them in the campaign's own.
        let place = |code: &str| {
            let assigned = package.places.iter().position(|assigned| tree.covers(assigned, code));
            (assigned.unwrap_or(usize::MAX), package.campaign.place_order(code))
        };
        let forms = &package.campaign.forms;
        let form = |id: &str| forms.iter().position(|form| form.form == id).unwrap_or(usize::MAX);
        let mut rows: Vec<_> = rows.into_values().collect();
        rows.sort_by_key(|row| (place(&row.place), form(&row.form)));
        let settings = &package.campaign.settings;
        let ([messages, messages_read], drafts) = (self.messages(&package)?, self.left(&package)?);
        let summary = CampaignSummary {
            id: settings.id.clone(),
            title: settings.title.clone(),
            year: settings.year,
            practice: settings.practice,
            closed: package.closed,
            survey_opens: settings.survey_opens,
            survey_closes: settings.survey_closes,
            assigned: !package.places.is_empty(),
            waiting: u32::try_from(messages.len()).unwrap_or(u32::MAX),
            units: Vec::new(),
        };
        let returned = self.not_begun(&package.returned)?;
        Ok(Board { summary, messages, messages_read, rows, returned, drafts })
    }

    /// Those of which no copy was begun or finished here; what the server holds of them it does not return.
    fn not_begun(&self, returned: &[Returned]) -> Result<Vec<Returned>> {
        let sql = "SELECT replaces FROM draft WHERE discarded_ms IS NULL UNION SELECT replaces FROM outbox";
        let mut statement = self.db.prepare_cached(sql)?;
        let begun = statement.query_map([], |row| row.get::<_, Option<String>>(0))?;
        let begun: Vec<Option<String>> = begun.collect::<rusqlite::Result<_>>()?;
        let waits = |it: &&Returned| !begun.contains(&Some(it.id.to_string()));
        Ok(returned.iter().filter(waits).cloned().collect())
    }

    /// Ballots on this tablet, and interviews that gave none. One that the server acked before the package was asked for is in the package's counts.
    fn count_finished(&self, campaign: &str, rows: &mut BTreeMap<Key, BoardRow>) -> Result<()> {
        let asked_ms = self.package_asked_ms(campaign)?;
        let epoch = self.epoch()?;
        let username = self.username()?;
        for found in self.finished()?.rows {
            if found.entry.campaign != campaign || found.interviewer.as_deref() != Some(username) {
                continue;
            }
            let row = row(rows, &found.form, &found.place);
            let acked = found.entry.acked_at().filter(|_| found.entry.is_held(epoch));
            let uncounted = acked.is_none_or(|at_ms| at_ms.cast_signed() >= asked_ms);
            row.unsent += u32::from(acked.is_none());
            match found.reason {
                Some(_) => row.missed += u32::from(uncounted),
                None if acked.is_some() => row.received += u32::from(uncounted),
                None => row.done += 1,
            }
        }
        rows.values_mut().for_each(|row| row.done += row.received);
        Ok(())
    }

    fn count_drafts(&self, campaign: &str, rows: &mut BTreeMap<Key, BoardRow>) -> Result<()> {
        for draft in self.cards(campaign)?.rows {
            row(rows, &draft.form, &draft.place).drafts += 1;
        }
        Ok(())
    }
}

fn row<'a>(rows: &'a mut BTreeMap<Key, BoardRow>, form: &str, place: &str) -> &'a mut BoardRow {
    rows.entry((form.to_owned(), place.to_owned())).or_insert_with(|| BoardRow {
        form: form.to_owned(),
        place: place.to_owned(),
        planned: 0,
        done: 0,
        unsent: 0,
        drafts: 0,
        received: 0,
        missed: 0,
    })
}
