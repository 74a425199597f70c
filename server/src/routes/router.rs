//! The routes of the table behind one check, and the layers around them.

use axum::Router;
use axum::extract::Request;
use axum::http::Uri;
use axum::middleware::from_fn_with_state;
use tower_http::compression::CompressionLayer;
use tower_http::trace::TraceLayer;
use tracing::Span;

use super::files;
use super::table::{Route, routes};
use crate::http::{Server, around, check};

fn span(request: &Request) -> Span {
    tracing::debug_span!("request", method = %request.method(), uri = said(request.uri()), version = ?request.version())
}

/// What a log says of an address. A code is a secret, and when a respondent used one is nobody's business.
fn said(uri: &Uri) -> String {
    let room = ["/a/", "/e/"].into_iter().find(|room| uri.path().starts_with(room));
    room.map_or_else(|| uri.to_string(), |room| format!("{room}…"))
}

/// The whole interface.
pub fn router(server: Server) -> Router {
    let add = |api: Router<Server>, route: Route| api.route(route.access.path, route.handler);
    let api = routes().into_iter().fold(Router::new(), add);
    // Failures are logged where they are refused, with their cause: not once more here.
    // A package is an eighth of its size on the way to a tablet. Streams and what is compressed already pass as they are.
    api.route_layer(from_fn_with_state(server.clone(), check))
        .fallback(files::handle)
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(server.clone(), around))
        .layer(TraceLayer::new_for_http().make_span_with(span).on_failure(()))
        .with_state(server)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_is_logged() {
        for (uri, told) in [
            ("/a/k7mq-2fxd-9hta-ub3c?at=%2Fsex", "/a/…"),
            ("/e/k7mq-2fxd-9hta-ub3c", "/e/…"),
            ("/a?lang=en", "/a?lang=en"),
            ("/api/campaigns?x=1", "/api/campaigns?x=1"),
        ] {
            assert_eq!(said(&uri.parse().unwrap()), told);
        }
    }
}
