//! Giving a unit bonus or penalty points, or taking some back, in the transaction that judges it; and what the score has of them.

use shared::assessment::{AdjustmentLine, Task, adjusted, adjusting_faults, beyond_bounds};
use shared::campaign::{Adjustment, AdjustmentKind, Campaign};
use shared::problem::Problem;
use shared::wire::{ActKind, Adjusting, AdjustmentRow, Fact, UnitRecord};
use uuid::Uuid;

use super::footing::{Footing, refuse};
use super::show::unit_in;
use crate::service::log::{self, Actor};
use crate::service::session::Caller;
use crate::service::{Error, Site};
use crate::store::{Repositories, StoreError};

/// Gives them or takes them back; gives all that was said of the unit.
pub async fn adjust(
    site: &Site,
    caller: Caller,
    (campaign, unit, id): (String, String, Uuid),
    it: Adjusting,
) -> Result<UnitRecord, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .write(move |store| {
            let footing = Footing::open(store, &known, &caller, &campaign, now)?;
            let row = AdjustmentRow { position: 0, id, unit, said: it, by: caller.username.clone(), at: now };
            let rows = store.adjustments(&campaign)?;
            if let Some(there) = rows.iter().find(|there| there.id == id) {
                // What is here already is acked, whatever has closed meanwhile.
                let same = AdjustmentRow { position: there.position, at: there.at, ..row.clone() } == *there;
                let taken = || Error::conflict(Problem::new("assessments.id_taken").with("id", id));
                return if same { unit_in(&footing, &row.unit) } else { Err(taken()) };
            }
            footing
                .may(Task::Appraise, &row.unit)
                .or_else(|first| footing.may(Task::Decide, &row.unit).map_err(|_| first))?;
            refuse(adjusting_faults(&row.said))?;
            let given = adjusted(&rows).map(|it| (&*it.unit, it.said.kind, &it.said.points));
            refuse(beyond_bounds(footing.campaign(), &row.unit, given, &row.said))?;
            if let Some(position) = row.said.takes_back {
                let stands = adjusted(&rows).any(|there| {
                    let (was, is) = (&there.said, &row.said);
                    there.position == position
                        && there.unit == row.unit
                        && (was.kind, &was.points) == (is.kind, &is.points)
                });
                if !stands {
                    let problem = Problem::new("assessments.adjusted_gone").with("unit", &row.unit);
                    return Err(Error::conflict(problem));
                }
            }
            keep_adjustment(store, &campaign, &row, &Actor::from(&caller))?;
            store.grow_revision(&campaign)?;
            unit_in(&footing, &row.unit)
        })
        .await
}

/// Keeps a row, and tells the log.
pub fn keep_adjustment(
    store: &dyn Repositories,
    campaign: &str,
    row: &AdjustmentRow,
    by: &Actor,
) -> Result<(), StoreError> {
    store.put_adjustment(campaign, row)?;
    let act = log::act(ActKind::Adjusted, &row.unit).within(Some(campaign));
    let act = match row.said.takes_back {
        Some(_) => act.before(Fact::Points, signed(&row.said)),
        None => act.after(Fact::Points, signed(&row.said)),
    };
    act.after(Fact::Reason, row.said.reason.trim()).write(store, by, row.at)
}

fn signed(it: &Adjusting) -> String {
    match it.kind {
        AdjustmentKind::Bonus => format!("+{}", it.points),
        AdjustmentKind::Penalty => format!("-{}", it.points),
    }
}

/// The campaign with the bonus and penalty points that appraisers gave behind those of its package.
pub fn with_adjustments(store: &dyn Repositories, campaign: &Campaign) -> Result<Campaign, StoreError> {
    Ok(campaign.with_adjustments(adjustments(store, campaign)?))
}

/// The bonus and penalty points that appraisers gave and that stand, in their order.
pub fn adjustments(store: &dyn Repositories, campaign: &Campaign) -> Result<Vec<Adjustment>, StoreError> {
    Ok(adjustment_lines(store, campaign)?.iter().map(AdjustmentLine::counted).collect())
}

/// The same, as files carry them. Those of a unit that another package took away count nowhere.
pub fn adjustment_lines(
    store: &dyn Repositories,
    campaign: &Campaign,
) -> Result<Vec<AdjustmentLine>, StoreError> {
    let rows = store.adjustments(&campaign.settings.id)?;
    let lines = adjusted(&rows).map(AdjustmentLine::from);
    Ok(lines.filter(|line| campaign.unit(&line.unit).is_some()).collect())
}

/// Up to where everything goes that was said of units: it grows with each saying and each adjustment.
pub fn last_said(store: &dyn Repositories, campaign: &str) -> Result<i64, StoreError> {
    Ok(store.last_saying(campaign)? + store.last_adjustment(campaign)?)
}
