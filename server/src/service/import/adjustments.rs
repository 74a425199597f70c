//! The lines of an adjustments.jsonl: bonus and penalty points, each kept once under its id, whoever imports it again.

use std::sync::Arc;

use jiff::Timestamp;
use shared::assessment::{AdjustmentFile, AdjustmentLine, adjusted, beyond_bounds};
use shared::jsonl;
use shared::problem::{Diagnostic, Problem};
use shared::wire::AdjustmentRow;

use super::{File, ImportError};
use crate::service::assess::keep_adjustment;
use crate::service::log::Actor;
use crate::service::{KnownCampaign, Site};
use crate::store::{Repositories, StoreError};

/// What is wrong with a file, and what it says.
pub async fn check(
    site: &Site,
    known: &Arc<KnownCampaign>,
    file: &File,
) -> Result<(Vec<Diagnostic>, Vec<AdjustmentLine>), ImportError> {
    let mut reading = AdjustmentFile::begin(&known.campaign, &file.name);
    file.each(|line| reading.line(line)).map_err(|unread| ImportError::Wrong(vec![unread.diagnostic()]))?;
    let (lines, mut faults) = reading.end();
    let id = known.campaign.settings.id.clone();
    let here = site.store.read::<_, StoreError>(move |store| store.adjustments(&id)).await?;
    let mut given: Vec<AdjustmentLine> = Vec::new();
    for (row, line) in lines {
        let there = here.iter().find(|there| there.id == line.id);
        if there.is_some_and(|there| there.said.takes_back.is_some() || AdjustmentLine::from(there) != line) {
            let problem = Problem::new("assessments.id_taken").with("id", line.id);
            faults.push(jsonl::at(&file.name, row, problem));
        }
        if there.is_none() {
            // The file's own sum was held against the maximum; here it comes beside what stands.
            let stand = adjusted(&here).map(|it| (&*it.unit, it.said.kind, &it.said.points));
            let new = given.iter().filter(|line| here.iter().all(|there| there.id != line.id));
            let both = stand.chain(new.map(|it| (&*it.unit, it.kind, &it.points)));
            let beyond = beyond_bounds(&known.campaign, &line.unit, both, &line.said());
            faults.extend(beyond.into_iter().map(|problem| jsonl::at(&file.name, row, problem)));
        }
        given.push(line);
    }
    Ok((faults, given))
}

/// Keeps what is not here yet. What was taken back here stays so.
pub fn keep(
    store: &dyn Repositories,
    campaign: &str,
    given: Vec<AdjustmentLine>,
    (by, at): (&Actor, Timestamp),
) -> Result<(), StoreError> {
    let here = store.adjustments(campaign)?;
    for line in given.into_iter().filter(|line| here.iter().all(|there| there.id != line.id)) {
        let said = line.said();
        let (id, unit, by_name) = (line.id, line.unit, by.name().to_owned());
        let row = AdjustmentRow { position: 0, id, unit, said, by: by_name, at };
        keep_adjustment(store, campaign, &row, by)?;
    }
    Ok(())
}
