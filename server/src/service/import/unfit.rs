//! The points that are stored and that a package would take no more, each as a warning before and after its import.

use shared::assessment::{AdjustmentLine, Framework, adjusted, unfit, unfit_adjustments};
use shared::campaign::Campaign;
use shared::problem::{Diagnostic, Location};

use crate::package::CAMPAIGN;
use crate::store::{Leaves, Repositories, StoreError};

/// Those of all units; none where the campaign is not here.
pub fn find(
    store: &dyn Repositories,
    stored: Option<&Campaign>,
    campaign: &Campaign,
) -> Result<Vec<Diagnostic>, StoreError> {
    let Some(stored) = stored else { return Ok(Vec::new()) };
    let at =
        Location { file: CAMPAIGN.to_owned(), sheet: Some("criteria".to_owned()), ..Location::default() };
    let mut found = Vec::new();
    let frameworks = [stored, campaign].map(Framework::of);
    for record in store.leaf_records(&campaign.settings.id, Leaves::default())? {
        let [before, now] = frameworks.each_ref().map(|it| it.leaf(&record.unit, &record.leaf));
        let (Some(before), Some(now)) = (before, now) else { continue };
        let problems = unfit(before, now, &record).into_iter();
        found.extend(problems.map(|problem| Diagnostic::warning(at.clone(), problem)));
    }
    let rows = store.adjustments(&campaign.settings.id)?;
    let given: Vec<AdjustmentLine> = adjusted(&rows).map(AdjustmentLine::from).collect();
    let problems = unfit_adjustments(stored, campaign, &given).into_iter();
    found.extend(problems.map(|problem| Diagnostic::warning(at.clone(), problem)));
    Ok(found)
}
