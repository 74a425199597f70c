//! Campaigns: the list, the whole of one, its numbers, its closing.

use shared::campaign::Campaign;
use shared::problem::Problem;
use shared::wire::{CampaignSummary, Closing, Counts, IndexView, SurveyView, TabletPackage};

use super::request::{act, get};

/// Those that the person may see.
pub async fn campaigns() -> Result<Vec<CampaignSummary>, Problem> {
    campaigns_told("").await
}

/// The same, and what stands behind the `?` tells how this device stands.
pub async fn campaigns_told(told: &str) -> Result<Vec<CampaignSummary>, Problem> {
    get(&format!("/api/campaigns{told}")).await
}

/// What a tablet keeps to work without network; it tells which messages were read there.
pub async fn package(id: &str, read: &str) -> Result<TabletPackage, Problem> {
    get(&format!("/api/campaigns/{id}/package?read={read}")).await
}

/// All of one campaign, for the office.
pub async fn campaign(id: &str) -> Result<Campaign, Problem> {
    get(&format!("/api/campaigns/{id}")).await
}

/// Ballots planned and received.
pub async fn counts(id: &str) -> Result<Counts, Problem> {
    get(&format!("/api/campaigns/{id}/counts")).await
}

/// Survey points of each unit and leaf.
pub async fn survey(id: &str) -> Result<SurveyView, Problem> {
    get(&format!("/api/campaigns/{id}/survey")).await
}

/// The index of each unit type.
pub async fn index(id: &str) -> Result<IndexView, Problem> {
    get(&format!("/api/campaigns/{id}/index")).await
}

/// Closes a campaign, or opens it again.
pub async fn close(id: &str, closing: &Closing) -> Result<(), Problem> {
    act("POST", &format!("/api/campaigns/{id}/closing"), closing).await
}
