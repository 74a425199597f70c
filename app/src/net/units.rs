//! The year of a unit: what was said of it, its phases, what its people say.

use shared::problem::Problem;
use shared::wire::{Answer, Entry, EvidenceList, LeafRecord, Saying, Submitting, UnitRecord};
use uuid::Uuid;

use super::request::{get, write};

/// All that was said of a unit.
pub async fn unit(campaign: &str, unit: &str) -> Result<UnitRecord, Problem> {
    get(&format!("/api/campaigns/{campaign}/units/{unit}/assessment")).await
}

/// The files that a unit gave.
pub async fn files(campaign: &str, unit: &str) -> Result<EvidenceList, Problem> {
    get(&format!("/api/campaigns/{campaign}/units/{unit}/files")).await
}

/// Says something of a leaf, the same as often as it is sent.
pub async fn enter(
    campaign: &str,
    unit: &str,
    leaf: &str,
    id: Uuid,
    saying: &Saying<Entry>,
) -> Result<LeafRecord, Problem> {
    let path = format!("/api/campaigns/{campaign}/units/{unit}/leaves/{leaf}/entries/{id}");
    write("PUT", &path, saying).await
}

/// Answers a question about a leaf, the same as often as it is sent.
pub async fn answer(
    campaign: &str,
    unit: &str,
    leaf: &str,
    id: Uuid,
    saying: &Saying<Answer>,
) -> Result<LeafRecord, Problem> {
    let path = format!("/api/campaigns/{campaign}/units/{unit}/leaves/{leaf}/answers/{id}");
    write("PUT", &path, saying).await
}

/// Takes a step of a submission.
pub async fn submit(campaign: &str, unit: &str, submitting: &Submitting) -> Result<UnitRecord, Problem> {
    write("POST", &format!("/api/campaigns/{campaign}/units/{unit}/submissions"), submitting).await
}
