//! Being told to stop: what runs is let go of, and the store is closed as at any other end.

use shared::problem::Problem;
use tokio::signal::unix::{SignalKind, signal};

use super::report::Failure;

/// Waits for SIGTERM or ctrl-c.
pub async fn told() -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => Ok(()),
        pressed = tokio::signal::ctrl_c() => pressed,
    }
}

/// Does the work unless told to stop before it is done.
pub async fn unless_told<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::select! {
        done = work => done,
        told = told() => Err(told.map_or_else(Failure::from, |()| Failure::Refused(Problem::new("data.stopped")))),
    }
}
