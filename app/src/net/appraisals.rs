//! What appraisers ask for and say: lists of work, points, questions.

use serde::Serialize;
use shared::problem::Problem;
use shared::wire::{
    Acceptance, Accepting, Adjusting, Appraisal, Duty, DutyChange, LeafRecord, LeafWork, Question, Saying,
    UnitProgress, UnitRecord, WorkRow,
};
use uuid::Uuid;

use super::request::{get, write};

/// Each leaf over all units.
pub async fn leaves(campaign: &str) -> Result<Vec<LeafWork>, Problem> {
    get(&format!("/api/campaigns/{campaign}/leaves")).await
}

/// How far each unit has come.
pub async fn progress(campaign: &str) -> Result<Vec<UnitProgress>, Problem> {
    get(&format!("/api/campaigns/{campaign}/assessments")).await
}

/// Leaves of units, as work.
pub async fn worklist(campaign: &str, query: &str) -> Result<Vec<WorkRow>, Problem> {
    get(&format!("/api/campaigns/{campaign}/worklist?{query}")).await
}

/// Gives many leaves the points that stand.
pub async fn accept(campaign: &str, accepting: &Accepting) -> Result<Vec<Acceptance>, Problem> {
    write("POST", &format!("/api/campaigns/{campaign}/acceptances"), accepting).await
}

/// Who appraises which domain.
pub async fn duties(campaign: &str) -> Result<Vec<Duty>, Problem> {
    get(&format!("/api/campaigns/{campaign}/duties")).await
}

/// Gives a domain to an appraiser, or takes it.
pub async fn set_duty(campaign: &str, change: &DutyChange) -> Result<Vec<Duty>, Problem> {
    write("POST", &format!("/api/campaigns/{campaign}/duties"), change).await
}

async fn say<T: Serialize>(
    (campaign, unit, leaf): (&str, &str, &str),
    kind: &str,
    id: Uuid,
    saying: &Saying<T>,
) -> Result<LeafRecord, Problem> {
    let path = format!("/api/campaigns/{campaign}/units/{unit}/leaves/{leaf}/{kind}/{id}");
    write("PUT", &path, saying).await
}

/// Gives points, or excuses; the same as often as it is sent.
pub async fn appraise(
    spot: (&str, &str, &str),
    id: Uuid,
    saying: &Saying<Appraisal>,
) -> Result<LeafRecord, Problem> {
    say(spot, "appraisals", id, saying).await
}

/// Asks for an explanation.
pub async fn ask(
    spot: (&str, &str, &str),
    id: Uuid,
    saying: &Saying<Question>,
) -> Result<LeafRecord, Problem> {
    say(spot, "questions", id, saying).await
}

/// Gives a unit bonus or penalty points, or takes some back; the same as often as it is sent.
pub async fn adjust(campaign: &str, unit: &str, id: Uuid, it: &Adjusting) -> Result<UnitRecord, Problem> {
    write("PUT", &format!("/api/campaigns/{campaign}/units/{unit}/adjustments/{id}"), it).await
}
