//! What people see of the units: their own whole, and how far all of them have come.

use std::collections::BTreeMap;

use shared::assessment::{SHARED, Task, missing, progress, total};
use shared::wire::{Role, UnitProgress, UnitRecord, holds};

use super::footing::{Footing, last_entry, names_of};
use super::papers;
use crate::service::session::Caller;
use crate::service::{Error, Site};

/// All that was said of a unit, as far as this person may see it, with its flags.
pub async fn unit(site: &Site, caller: Caller, campaign: String, unit: String) -> Result<UnitRecord, Error> {
    let (known, books, now) = (site.known.clone(), site.books.clone(), site.now());
    site.store
        .read(move |store| {
            let footing = Footing::open(store, &known, &caller, &campaign, now)?;
            footing.may(Task::Read, &unit)?;
            // Who appraises is of a unit's people all the same, where it is their own.
            let office = holds(&footing.held, &Role::OFFICE, Some(&campaign));
            let sees_others = office || !footing.is_own(&unit);
            let mut shown = unit_in(&footing, &unit)?;
            books.look(store, footing.campaign(), |book, last| {
                for record in book.unit(&unit) {
                    let seen = footing.visible(record.clone());
                    let mut flags = book.flags(footing.campaign(), &seen, last);
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
pub fn unit_in(footing: &Footing, unit: &str) -> Result<UnitRecord, Error> {
    let (campaign, records) = (footing.campaign(), footing.records(unit)?);
    let unit_type = campaign.unit(unit).map(|unit| unit.unit_type.clone()).unwrap_or_default();
    let mut shown = UnitRecord {
        unit: unit.to_owned(),
        stage: footing.stage(unit),
        criteria: campaign.criteria.iter().filter(|node| node.unit_type == unit_type).cloned().collect(),
        submissions: footing.submissions.iter().filter(|row| row.unit == unit).cloned().collect(),
        entries: last_entry(&records),
        total: total(campaign, unit, &records),
        missing: missing(campaign, unit, &records),
        signed_scan: campaign.settings.signed_scan,
        scan: papers::scan_of(footing, unit)?,
        flags: BTreeMap::new(),
        adjustments: footing.visible_adjustments(unit)?,
        leaves: records.into_iter().map(|record| footing.visible(record)).collect(),
        published: footing.store.publications(footing.id())?.last().map(|last| last.version),
        names: BTreeMap::new(),
    };
    shown.names = names_of(footing.store, shown.people())?;
    Ok(shown)
}

/// How far each unit has come, in the order of the units sheet.
pub async fn overview(site: &Site, caller: Caller, campaign: String) -> Result<Vec<UnitProgress>, Error> {
    let (known, books, now) = (site.known.clone(), site.books.clone(), site.now());
    site.store
        .read(move |store| {
            let footing = Footing::open(store, &known, &caller, &campaign, now)?;
            Ok(books.lines(store, &known, &footing.known, |lines| {
                let campaign = footing.campaign();
                let units = campaign.units.iter().map(|unit| &*unit.code);
                let row = |code| {
                    let own = lines.unit(code)?.iter().map(|(code, line)| (&**code, line.row()));
                    Some(progress(campaign, code, footing.stage(code), &own.collect()))
                };
                units.filter_map(row).collect()
            })?)
        })
        .await
}
