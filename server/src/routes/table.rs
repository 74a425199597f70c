//! Who may call which route.

use crate::http::Access;
use crate::http::Who::{Admin, Anyone, Known, Office, SignedIn};

const fn row(method: &'static str, path: &'static str, who: crate::http::Who) -> Access {
    Access { method, path, who }
}

/// All routes of the interface. The files of the app are for everybody and not in it.
pub const TABLE: &[Access] = &[
    row("GET", "/api/version", Anyone),
    row("POST", "/api/session", Anyone),
    row("GET", "/api/session", SignedIn),
    row("DELETE", "/api/session", SignedIn),
    row("PUT", "/api/session/password", SignedIn),
    row("GET", "/api/campaigns", SignedIn),
    row("GET", "/api/campaigns/{campaign}", Office),
    row("GET", "/api/campaigns/{campaign}/package", SignedIn),
    row("PUT", "/api/campaigns/{campaign}/ballots/{ballot}", Known),
    row("GET", "/api/campaigns/{campaign}/ballots", Office),
    row("GET", "/api/campaigns/{campaign}/ballots/{ballot}", Office),
    row("POST", "/api/campaigns/{campaign}/ballots/{ballot}/reviews", Admin),
    row("GET", "/api/campaigns/{campaign}/counts", Office),
    row("GET", "/api/campaigns/{campaign}/survey", Office),
    row("GET", "/api/campaigns/{campaign}/index", Office),
    row("POST", "/api/campaigns/{campaign}/closing", Admin),
    row("GET", "/api/campaigns/{campaign}/changes", Office),
    row("GET", "/api/unknown-campaigns", Admin),
    row("GET", "/api/accounts", Admin),
    row("POST", "/api/accounts", Admin),
    row("POST", "/api/accounts/bulk", Admin),
    row("PATCH", "/api/accounts/{username}", Admin),
];
