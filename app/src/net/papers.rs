//! Papers that are keyed in.

use shared::problem::Problem;
use shared::wire::{PaperBatch, PaperDifference, PaperEntry, PaperKept, PaperWork};
use uuid::Uuid;

use super::request::{Refused, get, write_many};

/// The batches of a campaign, the newest first.
pub async fn paper_batches(campaign: &str) -> Result<Vec<PaperBatch>, Problem> {
    get(&format!("/api/campaigns/{campaign}/paper")).await
}

/// What this person keys of a batch.
pub async fn paper_work(campaign: &str, batch: i64) -> Result<PaperWork, Problem> {
    get(&format!("/api/campaigns/{campaign}/paper/{batch}")).await
}

/// What this person keyed last of a paper.
pub async fn own_entry(campaign: &str, batch: i64, paper: u32) -> Result<PaperEntry, Problem> {
    get(&format!("/api/campaigns/{campaign}/paper/{batch}/{paper}/entry")).await
}

/// Two entries of others that differ.
pub async fn paper_difference(campaign: &str, batch: i64, paper: u32) -> Result<PaperDifference, Problem> {
    get(&format!("/api/campaigns/{campaign}/paper/{batch}/{paper}/difference")).await
}

/// Sends what was read on a paper, or with `decides` what stands of it; the same as often as it is sent.
pub async fn key_paper(
    (campaign, batch, paper): (&str, i64, u32),
    id: Uuid,
    entry: &PaperEntry,
    decides: bool,
) -> Result<PaperKept, Refused> {
    let kind = if decides { "decisions" } else { "entries" };
    write_many("PUT", &format!("/api/campaigns/{campaign}/paper/{batch}/{paper}/{kind}/{id}"), entry).await
}
