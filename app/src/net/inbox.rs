//! What waits for who asks.

use shared::message::Language;
use shared::problem::Problem;
use shared::wire::Inbox;

use super::request::get;

/// All that waits, in words of a language.
pub async fn inbox(language: Language) -> Result<Inbox, Problem> {
    get(&format!("/api/inbox?language={}", language.code())).await
}
