//! What people see of the units: their own whole, and how far all of them have come.

use shared::assessment::{Task, missing, progress, total};
use shared::wire::{LeafRecord, UnitProgress, UnitRecord};

use super::desk::{Desk, last_entry};
use crate::service::session::Caller;
use crate::service::{Error, Site};
use crate::store::Leaves;

/// All that was said of a unit, as far as this person may see it.
pub async fn unit(site: &Site, caller: Caller, campaign: String, unit: String) -> Result<UnitRecord, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .read(move |store| {
            let desk = Desk::open(store, &known, &caller, &campaign, now)?;
            desk.may(Task::Read, &unit)?;
            unit_in(&desk, &unit)
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
        leaves: records.into_iter().map(|record| desk.visible(record)).collect(),
    })
}

/// How far each unit has come, in the order of the units sheet.
pub async fn overview(site: &Site, caller: Caller, campaign: String) -> Result<Vec<UnitProgress>, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .read(move |store| {
            let desk = Desk::open(store, &known, &caller, &campaign, now)?;
            let records = store.leaf_records(&campaign, Leaves::default())?;
            let of = |unit: &str| -> Vec<LeafRecord> {
                records.iter().filter(|record| record.unit == unit).cloned().collect()
            };
            let units = desk.campaign().units.iter();
            let row = |code: &str| progress(desk.campaign(), code, &of(code), desk.stage(code));
            Ok(units.map(|unit| row(&unit.code)).collect())
        })
        .await
}
