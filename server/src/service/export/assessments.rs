//! What stands of what was said of units, in the shape of a package's files of assessments and adjustments.

use shared::assessment::{AdjustmentLine, Framework, line, undecided};
use shared::index::Assessment;
use shared::problem::{Diagnostic, Location};

use crate::service::assess::adjustment_lines;
use crate::service::{Error, Site};
use crate::store::Leaves;

/// What stands, and what a person should look at: where nothing stands yet, and why.
pub struct Assessed {
    /// The lines, in the order of units and leaves.
    pub lines: Vec<Assessment>,
    /// The flags.
    pub flags: Vec<Diagnostic>,
    /// The bonus and penalty points of appraisers, in their order.
    pub adjustments: Vec<AdjustmentLine>,
}

/// What stands now. The flags name this file.
pub async fn assessments(site: &Site, campaign: String, file: String) -> Result<Assessed, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let adjustments = adjustment_lines(store, &known.campaign)?;
            let mut assessed = Assessed { lines: Vec::new(), flags: Vec::new(), adjustments };
            let framework = Framework::of(&known.campaign);
            for record in store.leaf_records(&campaign, Leaves::default())? {
                let Some(leaf) = framework.leaf(&record.unit, &record.leaf) else { continue };
                let stands = line(leaf, &record);
                if !stands.is_silent() {
                    assessed.lines.push(stands);
                }
                let at = || Location { file: file.clone(), ..Location::default() };
                let flags = undecided(leaf, &record).into_iter();
                assessed.flags.extend(flags.map(|problem| Diagnostic::warning(at(), problem)));
            }
            Ok(assessed)
        })
        .await
}
