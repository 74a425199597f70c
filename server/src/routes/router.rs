//! All routes, and the layers around them.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, patch, post, put};
use tower_http::compression::CompressionLayer;
use tower_http::trace::TraceLayer;

use super::api::campaigns::{ballots, changes, closing, counts, index, list, package, survey, whole};
use super::api::{accounts, session, unknown_campaigns, version};
use super::{Server, files};
use crate::http::{check, note, secure};

/// The whole interface.
pub fn router(server: Server) -> Router {
    let campaign = Router::new()
        .route("/", get(whole::handle))
        .route("/package", get(package::handle))
        .route("/ballots", get(ballots::list::handle))
        .route("/ballots/{ballot}", get(ballots::detail::handle).put(ballots::put::handle))
        .route("/ballots/{ballot}/reviews", post(ballots::review::handle))
        .route("/counts", get(counts::handle))
        .route("/survey", get(survey::handle))
        .route("/index", get(index::handle))
        .route("/closing", post(closing::handle))
        .route("/changes", get(changes::handle));
    let api = Router::new()
        .route("/api/version", get(version::handle))
        .route(
            "/api/session",
            get(session::current::handle).post(session::sign_in::handle).delete(session::sign_out::handle),
        )
        .route("/api/session/password", put(session::password::handle))
        .route("/api/campaigns", get(list::handle))
        .route("/api/unknown-campaigns", get(unknown_campaigns::handle))
        .route("/api/accounts", get(accounts::list::handle).post(accounts::make::handle))
        .route("/api/accounts/bulk", post(accounts::bulk::handle))
        .route("/api/accounts/{username}", patch(accounts::change::handle))
        .nest("/api/campaigns/{campaign}", campaign)
        .route_layer(from_fn_with_state(server.clone(), check));
    // Failures are logged where they are refused, with their cause: not once more here.
    // A package is an eighth of its size on the way to a tablet. Streams and what is compressed already pass as they are.
    api.fallback(files::handle)
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(server.clone(), secure))
        .layer(from_fn_with_state(server.clone(), note))
        .layer(TraceLayer::new_for_http().on_failure(()))
        .with_state(server)
}
