//! What waits for who asks.

use shared::problem::Problem;
use shared::wire::Inbox;

use super::request::get;

/// All that waits.
pub async fn inbox() -> Result<Inbox, Problem> {
    get("/api/inbox").await
}
