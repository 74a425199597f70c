//! What each use case about a unit stands on, inside its transaction.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use shared::assessment::{Barred, Situation, Task, may, open_phases, shows_appraisals, stage};
use shared::campaign::{Campaign, Leaf};
use shared::problem::{Diagnostic, Location, Problem};
use shared::wire::{AdjustmentRow, Calendar, Grant, LeafRecord, Role, Stage, SubmissionRow, holds};

use crate::service::session::Caller;
use crate::service::{Error, Kind, KnownCampaign, KnownCampaigns};
use crate::store::{Leaves, Repositories, StoreError};

/// A campaign as a person meets it at a time.
pub struct Footing<'a> {
    /// The running transaction.
    pub store: &'a dyn Repositories,
    /// The campaign.
    pub known: Arc<KnownCampaign>,
    /// Its phases.
    pub calendar: Calendar,
    /// The steps of its units.
    pub submissions: Vec<SubmissionRow>,
    /// What the person holds.
    pub held: Vec<Grant>,
    /// The time.
    pub now: Timestamp,
}

impl<'a> Footing<'a> {
    /// Opens it.
    pub fn open(
        store: &'a dyn Repositories,
        known: &KnownCampaigns,
        caller: &Caller,
        campaign: &str,
        now: Timestamp,
    ) -> Result<Self, Error> {
        Ok(Self {
            known: known.get(store, campaign)?,
            calendar: store.calendar(campaign)?,
            submissions: store.submissions(campaign)?,
            held: caller.grants(store)?,
            store,
            now,
        })
    }

    /// The campaign.
    pub fn campaign(&self) -> &Campaign {
        &self.known.campaign
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.campaign().settings.id
    }

    /// Where a unit stands.
    pub fn stage(&self, unit: &str) -> Stage {
        stage(&self.calendar, &self.submissions, unit, self.now)
    }

    /// Whether this person may do this with this unit now, or why not.
    pub fn judge(&self, task: Task, unit: &str) -> Result<(), Barred> {
        let situation =
            Situation { open: open_phases(&self.calendar, unit, self.now), stage: self.stage(unit) };
        may(task, &self.held, self.id(), unit, &situation)
    }

    /// Refuses what this person may not do with this unit, or not now.
    pub fn may(&self, task: Task, unit: &str) -> Result<(), Error> {
        self.judge(task, unit).map_err(|barred| {
            let kind = if barred.is_personal() { Kind::Forbidden } else { Kind::Conflict };
            Error::Refused(kind, barred.problem(unit))
        })?;
        if self.campaign().unit(unit).is_none() {
            return Err(Error::Refused(
                Kind::Absent,
                Problem::new("assessments.unit_absent").with("unit", unit),
            ));
        }
        Ok(())
    }

    /// Whether this person is of the unit's people.
    pub fn is_own(&self, unit: &str) -> bool {
        let here = |grant: &&Grant| grant.place.as_deref() == Some(unit);
        let own: Vec<Grant> = self.held.iter().filter(here).cloned().collect();
        holds(&own, &Role::STAFF, Some(self.id()))
    }

    /// A leaf of a unit.
    pub fn leaf(&self, unit: &str, code: &str) -> Result<&Leaf, Error> {
        self.campaign().leaf_of(unit, code).ok_or_else(|| {
            let problem = Problem::new("assessments.leaf_absent").with("unit", unit).with("code", code);
            Error::Refused(Kind::Absent, problem)
        })
    }

    /// All that was said of a leaf.
    pub fn record(&self, unit: &str, leaf: &str) -> Result<LeafRecord, Error> {
        let found =
            self.store.leaf_records(self.id(), Leaves { unit: Some(unit), leaf: Some(leaf), after: 0 })?;
        let none = || LeafRecord { unit: unit.to_owned(), leaf: leaf.to_owned(), ..LeafRecord::default() };
        Ok(found.into_iter().next().unwrap_or_else(none))
    }

    /// All that was said of a unit.
    pub fn records(&self, unit: &str) -> Result<Vec<LeafRecord>, Error> {
        Ok(self.store.leaf_records(self.id(), Leaves { unit: Some(unit), leaf: None, after: 0 })?)
    }

    /// What this person sees of it: a unit's people see appraisals and questions once explanation has opened.
    pub fn visible(&self, mut record: LeafRecord) -> LeafRecord {
        if !self.sees_appraisals(&record.unit) {
            record.appraisals.clear();
            record.questions.clear();
        }
        record
    }

    /// The bonus and penalty points of a unit, as far as this person sees them: as appraisals.
    pub fn visible_adjustments(&self, unit: &str) -> Result<Vec<AdjustmentRow>, Error> {
        if !self.sees_appraisals(unit) {
            return Ok(Vec::new());
        }
        let rows = self.store.adjustments(self.id())?.into_iter();
        Ok(rows.filter(|row| row.unit == unit).collect())
    }

    /// Whether this person sees what appraisers say of the unit.
    pub fn sees_appraisals(&self, unit: &str) -> bool {
        let office = holds(&self.held, &Role::OFFICE, Some(self.id()));
        office || !self.is_own(unit) || shows_appraisals(&self.calendar, self.now)
    }
}

/// What the people of these accounts are called.
pub fn names_of(
    store: &dyn Repositories,
    people: BTreeSet<&str>,
) -> Result<BTreeMap<String, String>, StoreError> {
    let found = people.into_iter().map(|username| store.account(username));
    let known = found.filter_map(Result::transpose).map(|it| it.map(|it| (it.username, it.name)));
    known.collect()
}

/// The position of the last entry; 0 where there is none.
pub fn last_entry(records: &[LeafRecord]) -> i64 {
    let entries = records.iter().flat_map(|record| &record.entries);
    entries.map(|entry| entry.position).max().unwrap_or_default()
}

/// A refusal for what is wrong; all of it is said.
pub fn refuse(mut problems: Vec<Problem>) -> Result<(), Error> {
    match problems.len() {
        0 => Ok(()),
        1 => Err(Error::invalid(problems.remove(0))),
        _ => {
            let fault = |problem| Diagnostic::fault(Location::default(), problem);
            Err(Error::Faults(problems.into_iter().map(fault).collect()))
        }
    }
}
