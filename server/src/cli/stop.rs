//! Being told to stop: what runs is let go of, and the store is closed as at any other end.

use shared::problem::Problem;
use tokio::signal::unix::{SignalKind, signal};

use super::report::Failure;
use crate::workshop;

/// From now on SIGTERM and ctrl-c are waited for, and end nothing by themselves.
pub fn listen() -> std::io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Does the work unless told to stop before it is done.
pub async fn unless_told<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    // Before anything is begun: what a signal ends by itself clears nothing away.
    let told = listen()?;
    until(told, work).await
}

async fn until<T>(
    told: impl Future<Output = ()>,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    tokio::select! {
        done = work => done,
        () = told => Err(Failure::Refused(Problem::new("data.stopped"))),
    }
}

/// The same for work that waits for nobody: its thread ends with the process, and what it had begun is cleared away.
pub fn unless_told_on_a_thread(
    work: impl FnOnce() -> Result<(), Failure> + Send + 'static,
) -> Result<(), Failure> {
    let runtime = tokio::runtime::Runtime::new()?;
    let told = {
        let _inside = runtime.enter();
        listen()?
    };
    let work = runtime.spawn_blocking(work);
    let outcome = runtime.block_on(until(told, async { work.await.map_err(anyhow::Error::from)? }));
    runtime.shutdown_background();
    workshop::clear_workshops();
    outcome
}
