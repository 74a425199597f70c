//! Which ballots stand on a page of the list: found from its end by an index, however many there are and whatever is asked for.

use std::collections::BinaryHeap;

use rusqlite::params;
use shared::wire::Status;

use super::transaction::Transaction;
use super::values::get;
use crate::store::{Filter, StoreError};

/// The newest of all.
const NEWEST: &str = "SELECT ballot FROM standing WHERE campaign = ?1 AND ballot < ?2
    ORDER BY ballot DESC LIMIT ?3";
/// The newest of one status.
const OF_STATUS: &str = "SELECT ballot FROM standing WHERE campaign = ?1 AND status = ?2 AND ballot < ?3
    ORDER BY ballot DESC LIMIT ?4";
/// The newest of those that are alike.
const OF_KIND: &str = "SELECT max(ballot) FROM standing WHERE campaign = ?1 AND form = ?2 AND place = ?3
    AND interviewer = ?4 AND status = ?5 AND ballot < ?6";
/// The kinds of ballots that there are: few, however many ballots there are.
const KINDS: &str = "SELECT form, place, interviewer, status FROM counter
    WHERE campaign = ?1 AND ballots > 0 AND (?2 IS NULL OR status = ?2) AND (?3 IS NULL OR form = ?3)
    AND (?4 IS NULL OR place = ?4 OR place = ?5) AND (?6 IS NULL OR interviewer = ?6)";

/// Ballots that are alike: form, place, interviewer and status.
type Alike = [String; 4];

impl Transaction<'_> {
    /// The positions of the page, the newest first.
    pub(super) fn page(&self, campaign: &str, filter: &Filter) -> Result<Vec<i64>, StoreError> {
        let before = filter.before.unwrap_or(i64::MAX);
        let limit = i64::try_from(filter.limit).unwrap_or(i64::MAX);
        let Filter { status, form, place, interviewer, .. } = filter;
        match (status.map(Status::code), form, place, interviewer) {
            _ if filter.among.is_some() => self.merged(campaign, filter, before),
            (None, None, None, None) => self.all(NEWEST, params![campaign, before, limit], |row| get(row, 0)),
            (Some(status), None, None, None) => {
                self.all(OF_STATUS, params![campaign, status, before, limit], |row| get(row, 0))
            }
            _ => self.merged(campaign, filter, before),
        }
    }

    /// The same from all kinds that are asked for: the newest of each, and where one is taken, the next of its kind.
    fn merged(&self, campaign: &str, filter: &Filter, before: i64) -> Result<Vec<i64>, StoreError> {
        let kinds = self.kinds(campaign, filter)?;
        let last = |kind: usize, before: i64| {
            let [form, place, interviewer, status] = &kinds[kind];
            let params = params![campaign, form, place, interviewer, status, before];
            let ballot = self.first(OF_KIND, params, |row| get::<Option<i64>>(row, 0))?.flatten();
            Ok::<_, StoreError>(ballot.map(|ballot| (ballot, kind)))
        };
        let mut newest = BinaryHeap::new();
        for kind in 0..kinds.len() {
            newest.extend(last(kind, before)?);
        }
        let mut page = Vec::new();
        while page.len() < filter.limit
            && let Some((ballot, kind)) = newest.pop()
        {
            page.push(ballot);
            newest.extend(last(kind, ballot)?);
        }
        Ok(page)
    }

    /// The kinds of ballots that are asked for and of which there are some.
    fn kinds(&self, campaign: &str, filter: &Filter) -> Result<Vec<Alike>, StoreError> {
        self.write_what_waits()?;
        let Filter { form, place, or_place, interviewer, .. } = filter;
        let status = filter.status.map(Status::code);
        let kinds =
            self.all(KINDS, params![campaign, status, form, place, or_place, interviewer], |row| {
                Ok([get(row, 0)?, get(row, 1)?, get(row, 2)?, get(row, 3)?])
            })?;
        let among = |[form, place, ..]: &Alike| {
            filter.among.as_ref().is_none_or(|among| among.contains(&[form.clone(), place.clone()]))
        };
        Ok(kinds.into_iter().filter(among).collect())
    }
}

#[cfg(test)]
mod tests;
