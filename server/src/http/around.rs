//! What is done around every request, in one layer: a layer copies all that lies within for each request.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use super::headers::secure;
use super::peer::note;
use super::server::Server;

/// Notes who asks, and secures and counts the answer.
pub async fn around(State(server): State<Server>, mut request: Request, next: Next) -> Response {
    note(&server, &mut request);
    let response = secure(&server, request, next).await;
    server.requests.count(response.status());
    response
}
