//! Opening and closing phases, and giving a unit longer: acts of an admin, each with a reason.

use jiff::tz::TimeZone;
use shared::assessment::{Task, extension, window};
use shared::day::Day;
use shared::problem::Problem;
use shared::wire::{
    ActKind, Calendar, Extension, ExtensionRow, Fact, Grant, Phase, PhaseChange, PhaseRow, Role, holds,
};

use super::footing::{Footing, names_of};
use crate::service::log::{self, Actor};
use crate::service::session::Caller;
use crate::service::{Error, Site, review};
use crate::store::StoreError;

/// What was said of the phases. The people of a unit see their own extensions.
pub async fn calendar(site: &Site, caller: Caller, campaign: String) -> Result<Calendar, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .read(move |store| {
            let footing = Footing::open(store, &known, &caller, &campaign, now)?;
            let timezone = footing.campaign().settings.timezone.clone();
            let Footing { mut calendar, held, .. } = footing;
            let all = [Role::Admin, Role::Viewer, Role::Appraiser];
            if !holds(&held, &all, Some(&campaign)) {
                let own = |unit: &str| held.iter().any(|grant: &Grant| grant.place.as_deref() == Some(unit));
                calendar.extensions.retain(|extension| own(&extension.unit));
            }
            let names = names_of(store, calendar.people())?;
            Ok(Calendar { names, timezone, ..calendar })
        })
        .await
}

/// Opens or closes a phase, at once or by date. An import never does.
pub async fn set_phase(
    site: &Site,
    caller: Caller,
    campaign: String,
    change: PhaseChange,
) -> Result<Calendar, Error> {
    let reason = review::reason(&change.reason)?;
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .write(move |store| {
            let footing = Footing::open(store, &known, &caller, &campaign, now)?;
            let zone = zone(&footing)?;
            let before = window(&footing.calendar, change.phase);
            let start = |day| Ok::<_, Error>(bounds(day, &zone)?.0);
            let end = |day| Ok::<_, Error>(bounds(day, &zone)?.1);
            let (opens, closes) = match (change.open, before) {
                (true, _) => (change.opens.map_or(Ok(now), start)?, change.closes.map(end).transpose()?),
                (false, Some(before)) => (before.opens, Some(now)),
                (false, None) => return Ok(footing.calendar),
            };
            if change.open && closes.is_some_and(|closes| closes <= opens.max(now)) {
                let day = change.closes.map(|day| day.to_string()).unwrap_or_default();
                return Err(Error::invalid(Problem::new("assessments.day").with("day", day)));
            }
            let kind = if change.open { ActKind::PhaseOpened } else { ActKind::PhaseClosed };
            let row = PhaseRow {
                position: 0,
                phase: change.phase,
                opens,
                closes,
                reason,
                by: caller.username.clone(),
                at: now,
            };
            let mut act = log::act(kind, change.phase.code()).within(Some(&campaign));
            let until = |row: &PhaseRow| row.closes.map(|at| at.to_string()).unwrap_or_default();
            if let Some(before) = before {
                act = act.before(Fact::From, before.opens).before(Fact::Until, until(before));
            }
            let act = act.after(Fact::From, row.opens).after(Fact::Until, until(&row));
            act.after(Fact::Reason, &row.reason).write(store, &Actor::from(&caller), now)?;
            store.put_phase(&campaign, &row)?;
            store.grow_revision(&campaign)?;
            Ok(store.calendar(&campaign)?)
        })
        .await
}

/// Gives a unit longer in a phase.
pub async fn extend(
    site: &Site,
    caller: Caller,
    campaign: String,
    longer: Extension,
) -> Result<Calendar, Error> {
    let Extension { unit, phase, until, reason } = longer;
    let reason = review::reason(&reason)?;
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .write(move |store| {
            let footing = Footing::open(store, &known, &caller, &campaign, now)?;
            footing.may(Task::Steer, &unit)?;
            let (_, end) = bounds(until, &zone(&footing)?)?;
            if end <= now {
                return Err(Error::invalid(Problem::new("assessments.day").with("day", until)));
            }
            let row = ExtensionRow {
                position: 0,
                unit,
                phase,
                until: end,
                reason,
                by: caller.username.clone(),
                at: now,
            };
            let act = log::act(ActKind::Extended, format!("{} {}", row.unit, Phase::code(phase)));
            let stood = extension(&footing.calendar, phase, &row.unit).map(|it| it.until.to_string());
            let act = act.within(Some(&campaign)).before(Fact::Until, stood.unwrap_or_default());
            let act = act.after(Fact::Until, row.until).after(Fact::Reason, &row.reason);
            act.write(store, &Actor::from(&caller), now)?;
            store.put_extension(&campaign, &row)?;
            store.grow_revision(&campaign)?;
            Ok(store.calendar(&campaign)?)
        })
        .await
}

fn zone(footing: &Footing) -> Result<TimeZone, Error> {
    let name = &footing.campaign().settings.timezone;
    Ok(TimeZone::get(name).map_err(|e| StoreError::unreadable("the time zone of a campaign", e))?)
}

fn bounds(day: Day, zone: &TimeZone) -> Result<(jiff::Timestamp, jiff::Timestamp), Error> {
    day.bounds(zone).ok_or_else(|| Error::invalid(Problem::new("assessments.day").with("day", day)))
}
