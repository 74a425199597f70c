//! `GET /metrics`, on an address of its own that no browser reaches: figures in the Prometheus text form.

use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;

use crate::disk::Disk;
use crate::http::Server;
use crate::service::health;

const FORM: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The one route.
pub fn router(server: Server) -> Router {
    Router::new().route("/metrics", get(handle)).with_state(server)
}

/// Writes the figures. What cannot be had just now is left out: an absent figure raises an alarm, a wrong one does not.
async fn handle(State(server): State<Server>) -> impl IntoResponse {
    let mut page = String::new();
    let version = format!("{{version=\"{}\"}}", env!("CARGO_PKG_VERSION"));
    family(&mut page, "parindex_build_info gauge", "The running version.", [(version, 1)]);
    let up = u64::from(health::store_answers(&server.site).await);
    family(&mut page, "parindex_store_up gauge", "1 while the store can be read.", plain(up));
    if let Ok(ballots) = health::ballots(&server.site).await {
        // Ids of campaigns need no escaping: they are small letters, digits and hyphens.
        let samples = ballots.into_iter().map(|(campaign, status, number)| {
            (format!("{{campaign=\"{campaign}\",status=\"{}\"}}", status.code()), number)
        });
        family(&mut page, "parindex_ballots gauge", "Ballots by campaign and status.", samples);
    }
    if let Ok(disk) = Disk::under(&server.data) {
        for (name, help, value) in [
            ("parindex_store_bytes gauge", "The store's file and its log.", disk.store),
            ("parindex_disk_free_bytes gauge", "What is left of the disk of the data folder.", disk.free),
            ("parindex_disk_size_bytes gauge", "The disk of the data folder.", disk.size),
            (
                "parindex_disk_low gauge",
                "1 while another copy of the store may not fit.",
                u64::from(disk.is_low()),
            ),
        ] {
            family(&mut page, name, help, plain(value));
        }
    }
    let classes =
        server.requests.by_class().map(|(class, number)| (format!("{{class=\"{class}\"}}"), number));
    family(&mut page, "parindex_requests_total counter", "Answers by the class of their status.", classes);
    ([(CONTENT_TYPE, FORM)], page)
}

/// A sample without labels.
fn plain(value: u64) -> [(String, u64); 1] {
    [(String::new(), value)]
}

/// Writes a family, named with its kind, and its samples, each with its labels.
fn family(page: &mut String, kind: &str, help: &str, samples: impl IntoIterator<Item = (String, u64)>) {
    let (name, _) = kind.split_once(' ').unwrap_or((kind, ""));
    page.push_str(&format!("# HELP {name} {help}\n# TYPE {kind}\n"));
    for (labels, value) in samples {
        page.push_str(&format!("{name}{labels} {value}\n"));
    }
}
