//! The memory that the server holds after all the work of the run.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use tests::served::Served;

use crate::row;

/// How often the memory of its own is looked at.
const EVERY: Duration = Duration::from_millis(5);

/// What a server holds, in MB.
pub struct Held {
    pub now: f64,
    pub highest: f64,
}

/// Reads it from the kernel.
pub fn of(served: &Served) -> anyhow::Result<Held> {
    let id = served.process_id().ok_or_else(|| anyhow::anyhow!("the server runs"))?;
    let megabytes = |key| Ok::<_, anyhow::Error>(kilobytes(id, key)? as f64 / 1024.0);
    Ok(Held { now: megabytes("VmRSS:")?, highest: megabytes("VmHWM:")? })
}

fn of_own(id: u32) -> anyhow::Result<u64> {
    kilobytes(id, "RssAnon:")
}

fn kilobytes(id: u32, key: &str) -> anyhow::Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
    let line = status.lines().find(|line| line.starts_with(key));
    let said = line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok());
    said.ok_or_else(|| anyhow::anyhow!("the kernel says {key}"))
}

/// What a server held of its own at most, without what is mapped of the program's file, since this began. The kernel keeps no such figure:
/// it is looked at all the while.
pub struct Own(Arc<AtomicU64>);

impl Own {
    /// Begins to look, and ends when this goes.
    pub fn watch(served: &Served) -> anyhow::Result<Self> {
        let id = served.process_id().ok_or_else(|| anyhow::anyhow!("the server runs"))?;
        let own = Self(Arc::default());
        let highest = Arc::downgrade(&own.0);
        thread::spawn(move || {
            while let (Some(highest), Ok(kilobytes)) = (highest.upgrade(), of_own(id)) {
                highest.fetch_max(kilobytes, Ordering::Relaxed);
                drop(highest);
                thread::sleep(EVERY);
            }
        });
        Ok(own)
    }

    /// So many MB.
    pub fn highest(&self) -> f64 {
        self.0.load(Ordering::Relaxed) as f64 / 1024.0
    }
}

/// Tells it.
pub fn measure(served: &Served) -> anyhow::Result<()> {
    let held = of(served)?;
    row("server, resident memory after this run", format!("{:.0} MB", held.now));
    row("server, highest resident memory", format!("{:.0} MB", held.highest));
    Ok(())
}
