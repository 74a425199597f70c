//! The routes of the table behind one check, and the layers around them.

use axum::Router;
use axum::middleware::from_fn_with_state;
use tower_http::compression::CompressionLayer;
use tower_http::trace::TraceLayer;

use super::files;
use super::table::{Route, routes};
use crate::http::{Server, check, count, note, secure};

/// The whole interface.
pub fn router(server: Server) -> Router {
    let add = |api: Router<Server>, route: Route| api.route(route.access.path, route.handler);
    let api = routes().into_iter().fold(Router::new(), add);
    // Failures are logged where they are refused, with their cause: not once more here.
    // A package is an eighth of its size on the way to a tablet. Streams and what is compressed already pass as they are.
    api.route_layer(from_fn_with_state(server.clone(), check))
        .fallback(files::handle)
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(server.clone(), secure))
        .layer(from_fn_with_state(server.clone(), note))
        .layer(from_fn_with_state(server.clone(), count))
        .layer(TraceLayer::new_for_http().on_failure(()))
        .with_state(server)
}
