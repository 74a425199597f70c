//! The log of acts.

use shared::problem::Problem;
use shared::wire::ActPage;

use super::request::get;

/// A page of the log; `query` is what stands behind the `?`, such as `kind=closed&by=admin`.
pub async fn acts(query: &str) -> Result<ActPage, Problem> {
    get(&format!("/api/acts?{query}")).await
}
