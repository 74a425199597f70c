//! Ballots as the office sees them, and what it decides about them.

use shared::problem::Problem;
use shared::wire::{BallotDetail, BallotPage, Review, UnknownCampaign};

use super::request::{act, get};

/// A page of ballots; `query` is what stands behind the `?`, such as `status=pending&form=P1`.
pub async fn ballots(campaign: &str, query: &str) -> Result<BallotPage, Problem> {
    get(&format!("/api/campaigns/{campaign}/ballots?{query}")).await
}

/// One ballot with its answers and decisions.
pub async fn ballot(campaign: &str, key: i64) -> Result<BallotDetail, Problem> {
    get(&format!("/api/campaigns/{campaign}/ballots/{key}")).await
}

/// Decides about a ballot.
pub async fn review(campaign: &str, key: i64, review: &Review) -> Result<(), Problem> {
    act("POST", &format!("/api/campaigns/{campaign}/ballots/{key}/reviews"), review).await
}

/// Campaigns that ballots name and that the server does not know.
pub async fn unknown_campaigns() -> Result<Vec<UnknownCampaign>, Problem> {
    get("/api/unknown-campaigns").await
}
