//! How many requests were answered, by the first digit of the status.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::StatusCode;

/// The counts since the start.
#[derive(Debug, Default)]
pub struct Requests([AtomicU64; 5]);

impl Requests {
    /// Each class of statuses and how many answers had one of it.
    pub fn by_class(&self) -> impl Iterator<Item = (&'static str, u64)> {
        let counts = self.0.iter().map(|count| count.load(Ordering::Relaxed));
        ["1xx", "2xx", "3xx", "4xx", "5xx"].into_iter().zip(counts)
    }

    /// Counts an answer.
    pub fn count(&self, status: StatusCode) {
        let class = usize::from(status.as_u16() / 100).saturating_sub(1);
        if let Some(count) = self.0.get(class) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }
}
