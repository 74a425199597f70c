//! The phases of a campaign's year.

use shared::problem::Problem;
use shared::wire::{Calendar, Extension, PhaseChange};

use super::request::{get, write};

/// The phases of a campaign.
pub async fn calendar(campaign: &str) -> Result<Calendar, Problem> {
    get(&format!("/api/campaigns/{campaign}/phases")).await
}

/// Opens or closes a phase.
pub async fn set_phase(campaign: &str, change: &PhaseChange) -> Result<Calendar, Problem> {
    write("POST", &format!("/api/campaigns/{campaign}/phases"), change).await
}

/// Gives a unit longer.
pub async fn extend(campaign: &str, extension: &Extension) -> Result<Calendar, Problem> {
    write("POST", &format!("/api/campaigns/{campaign}/extensions"), extension).await
}
