//! The way of a self-assessment: staff prepare it, the head approves or gives it back, an admin may open it again.

use shared::assessment::{Task, missing, return_needs_reason};
use shared::problem::Problem;
use shared::wire::{ActKind, Fact, Stage, Step, SubmissionRow, Submitting, UnitRecord};

use super::footing::{Footing, last_entry, refuse};
use super::{papers, show};
use crate::files::Files;
use crate::service::log::{self, Actor};
use crate::service::session::Caller;
use crate::service::{Error, Site, review};

/// Takes a step. What is submitted names the last entry that it stands on, and who took the step must have seen that; its
/// report is frozen with it.
pub async fn submit(
    site: &Site,
    caller: Caller,
    campaign: String,
    unit: String,
    submitting: Submitting,
    files: &Files,
) -> Result<UnitRecord, Error> {
    let (known, now) = (site.known.clone(), site.now());
    let frozen = match submitting.step {
        Step::Approved => {
            Some(papers::freeze(site, files, &caller, (&campaign, &unit), submitting.scan, now).await?)
        }
        Step::Prepared | Step::Returned => None,
    };
    site.store
        .write(move |store| {
            let mut footing = Footing::open(store, &known, &caller, &campaign, now)?;
            let task = match submitting.step {
                Step::Prepared => Task::Prepare,
                Step::Approved => Task::Approve,
                Step::Returned if footing.stage(&unit) == Stage::Submitted => Task::Reopen,
                Step::Returned => Task::TakeBack,
            };
            footing.may(task, &unit)?;
            let needs_reason = submitting.step == Step::Returned
                && return_needs_reason(&footing.submissions, &unit, &caller.username);
            let reason = match submitting.reason.trim() {
                "" if !needs_reason => String::new(),
                said => review::reason(said)?,
            };
            let records = footing.records(&unit)?;
            let entries = last_entry(&records);
            let other = frozen.as_ref().is_some_and(|frozen| !frozen.is_of(&footing));
            if other || entries != submitting.entries {
                let problem = Problem::new("assessments.entries_meanwhile").with("unit", &unit);
                return Err(Error::conflict(problem));
            }
            if submitting.step != Step::Returned {
                let problem =
                    |code| Problem::new("assessments.missing").with("unit", &unit).with("code", code);
                refuse(missing(footing.campaign(), &unit, &records).into_iter().map(problem).collect())?;
            }
            let kind = match submitting.step {
                Step::Prepared => ActKind::Prepared,
                Step::Approved => ActKind::Submitted,
                Step::Returned => ActKind::Returned,
            };
            let mut act = log::act(kind, &unit)
                .within(Some(&campaign))
                .before(Fact::Stage, footing.stage(&unit).code())
                .after(Fact::Reason, &reason);
            if let Some(frozen) = &frozen {
                let scan = frozen.scan().map(|scan| format!(", {scan}")).unwrap_or_default();
                act = act.after(Fact::File, frozen.digest() + &scan);
            }
            let by = caller.username.clone();
            let step = submitting.step;
            let row = SubmissionRow { position: 0, unit: unit.clone(), step, entries, reason, by, at: now };
            store.put_submission(&campaign, &row)?;
            store.grow_revision(&campaign)?;
            footing.submissions = store.submissions(&campaign)?;
            act.after(Fact::Stage, footing.stage(&unit).code()).write(store, &Actor::from(&caller), now)?;
            if let (Some(frozen), Some(step)) = (frozen, footing.submissions.last()) {
                frozen.note(store, &campaign, &unit, step.position)?;
            }
            show::unit_in(&footing, &unit)
        })
        .await
}
