//! The names of what a run is made of: digests of its content, the same whether it came from files or from a store.

use std::collections::BTreeSet;

use super::Inputs;
use crate::ballot::{Digest, Summing};
use crate::campaign::{Adjustment, Campaign};
use crate::index::{Assessment, Scheme, Tallies};

/// The package: its sheets, the present version of each form, and the earlier ones that something was counted of.
pub(super) fn package(campaign: &Campaign, scheme: &Scheme, tallies: &Tallies) -> Digest {
    let counted: BTreeSet<_> = tallies.iter().map(|(form, version, ..)| (form, version)).collect();
    let mut forms = BTreeSet::new();
    let mut kept = Vec::new();
    for (definition, (form, version, _)) in campaign.definitions.iter().zip(scheme.versions()) {
        let is_present = forms.insert(form);
        if is_present || counted.contains(&(form, version)) {
            kept.push(definition.clone());
        }
    }
    let present = forms.len();
    kept[present..].sort_by(|a, b| (&a.id, &a.version).cmp(&(&b.id, &b.version)));
    digest(&Campaign { definitions: kept, ..Campaign::clone(campaign) })
}

/// What stands of leaves, in any order: of several lines about one leaf the first counts, and a line that says nothing is none.
pub(super) fn assessments(given: &[Assessment]) -> Digest {
    let mut said: Vec<_> = given.iter().filter(|assessment| !assessment.is_silent()).collect();
    said.sort_by_key(|assessment| (&assessment.unit, &assessment.code));
    said.dedup_by_key(|assessment| (&assessment.unit, &assessment.code));
    let mut summing = Summing::default();
    for assessment in said {
        summing.add(digest(assessment).as_bytes());
    }
    summing.digest()
}

/// What appraisers gave and took off: in the order in which the run shows it.
pub(super) fn adjustments(given: &[Adjustment]) -> Option<Digest> {
    (!given.is_empty()).then(|| digest(&given))
}

/// What the draws begin with.
pub(super) fn seed(inputs: &Inputs) -> u64 {
    digest(inputs).short()
}

fn digest(data: &impl serde::Serialize) -> Digest {
    Digest::of(&serde_json::to_vec(data).expect("inputs are plain data"))
}
