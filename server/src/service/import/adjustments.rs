//! The lines of an adjustments.jsonl: bonus and penalty points, each kept once under its id, whoever imports it again.

use std::sync::Arc;

use jiff::Timestamp;
use shared::assessment::{AdjustmentFile, AdjustmentLine, adjusted};
use shared::jsonl;
use shared::problem::{Diagnostic, Problem};
use shared::wire::AdjustmentRow;

use super::{File, ImportError};
use crate::service::assess::keep_adjustment;
use crate::service::log::Actor;
use crate::service::{KnownCampaign, Site};
use crate::store::{Repositories, StoreError};

/// What is wrong or odd about a file, and what it says.
pub async fn check(
    site: &Site,
    known: &Arc<KnownCampaign>,
    file: &File,
) -> Result<(Vec<Diagnostic>, Vec<AdjustmentLine>), ImportError> {
    let id = known.campaign.settings.id.clone();
    let here = site.store.read::<_, StoreError>(move |store| store.adjustments(&id)).await?;
    let stand = adjusted(&here).map(AdjustmentLine::from).collect();
    let mut reading = AdjustmentFile::beside(&known.campaign, &file.name, stand);
    file.each(|line| reading.line(line)).map_err(|unread| ImportError::Wrong(vec![unread.diagnostic()]))?;
    let (lines, mut found) = reading.end();
    for (row, line) in &lines {
        let there = here.iter().find(|there| there.id == line.id);
        if there.is_some_and(|there| there.said.takes_back.is_some() || AdjustmentLine::from(there) != *line)
        {
            let problem = Problem::new("assessments.id_taken").with("id", line.id);
            found.push(jsonl::at(&file.name, *row, problem));
        }
    }
    Ok((found, lines.into_iter().map(|(_, line)| line).collect()))
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
