//! What people see of the units: their own whole, and how far all of them have come.

use std::collections::BTreeMap;

use shared::assessment::{SHARED, Task, missing, progress, total};
use shared::campaign::Leaf;
use shared::wire::{LeafRecord, Role, UnitProgress, UnitRecord, holds};

use super::desk::{Desk, last_entry};
use crate::service::session::Caller;
use crate::service::{Error, Site};

/// All that was said of a unit, as far as this person may see it, with its flags.
pub async fn unit(site: &Site, caller: Caller, campaign: String, unit: String) -> Result<UnitRecord, Error> {
    let (known, books, now) = (site.known.clone(), site.books.clone(), site.now());
    site.store
        .read(move |store| {
            let desk = Desk::open(store, &known, &caller, &campaign, now)?;
            desk.may(Task::Read, &unit)?;
            // Who appraises is of a unit's people all the same, where it is their own.
            let office = holds(&desk.held, &Role::OFFICE, Some(&campaign));
            let sees_others = office || !desk.is_own(&unit);
            let mut shown = unit_in(&desk, &unit)?;
            books.look(store, desk.campaign(), |book, last| {
                for record in book.unit(&unit) {
                    let mut flags = book.flags(desk.campaign(), record, last);
                    flags.retain(|flag| sees_others || flag.code != SHARED);
                    if !flags.is_empty() {
                        shown.flags.insert(record.leaf.clone(), flags);
                    }
                }
            })?;
            Ok(shown)
        })
        .await
}

/// The same, inside a transaction.
pub fn unit_in(desk: &Desk, unit: &str) -> Result<UnitRecord, Error> {
    let (campaign, records) = (desk.campaign(), desk.records(unit)?);
    let unit_type = campaign.unit(unit).map(|unit| unit.unit_type.clone()).unwrap_or_default();
    Ok(UnitRecord {
        unit: unit.to_owned(),
        stage: desk.stage(unit),
        criteria: campaign.criteria.iter().filter(|node| node.unit_type == unit_type).cloned().collect(),
        submissions: desk.submissions.iter().filter(|row| row.unit == unit).cloned().collect(),
        entries: last_entry(&records),
        total: total(campaign, unit, &records),
        missing: missing(campaign, unit, &records),
        flags: BTreeMap::new(),
        leaves: records.into_iter().map(|record| desk.visible(record)).collect(),
    })
}

/// How far each unit has come, in the order of the units sheet.
pub async fn overview(site: &Site, caller: Caller, campaign: String) -> Result<Vec<UnitProgress>, Error> {
    let (known, books, now) = (site.known.clone(), site.books.clone(), site.now());
    site.store
        .read(move |store| {
            let desk = Desk::open(store, &known, &caller, &campaign, now)?;
            let campaign = desk.campaign();
            Ok(books.look(store, campaign, |book, last| {
                let row = |code: &str| {
                    let flags =
                        |leaf: &Leaf, record: &LeafRecord| book.flags_of(campaign, leaf, record, last);
                    progress(campaign, code, book.unit(code), desk.stage(code), flags)
                };
                campaign.units.iter().map(|unit| row(&unit.code)).collect()
            })?)
        })
        .await
}
