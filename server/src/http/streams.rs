//! How many answers that never end one person may have.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::StatusCode;
use shared::problem::Problem;

use super::refusal::{Answer, Refusal};

/// The streams that are open.
#[derive(Clone)]
pub struct Streams {
    most: usize,
    open: Arc<Mutex<HashMap<String, usize>>>,
}

/// One of them; its place is free when it is dropped.
pub struct Stream {
    streams: Streams,
    username: String,
}

impl Streams {
    /// At most so many of one person.
    pub fn new(most: usize) -> Self {
        Self { most, open: Arc::default() }
    }

    /// Opens one more.
    pub fn open(&self, username: &str) -> Answer<Stream> {
        let mut open = self.lock();
        let count = open.entry(username.to_owned()).or_default();
        if *count >= self.most {
            let problem = Problem::new("request.too_many_streams").with("most", self.most);
            return Err(Refusal::new(StatusCode::TOO_MANY_REQUESTS, problem));
        }
        *count += 1;
        Ok(Stream { streams: self.clone(), username: username.to_owned() })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        let mut open = self.streams.lock();
        if let Some(count) = open.get_mut(&self.username) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.username);
            }
        }
    }
}
