//! The memory that the server holds after all the work of the run.

use tests::served::Served;

use crate::row;

/// What a server holds, in MB.
pub struct Held {
    pub now: f64,
    pub highest: f64,
}

/// Reads it from the kernel.
pub fn of(served: &Served) -> anyhow::Result<Held> {
    let id = served.process_id().ok_or_else(|| anyhow::anyhow!("the server runs"))?;
    let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
    let megabytes = |key: &str| {
        let line = status.lines().find(|line| line.starts_with(key));
        line.and_then(|line| line.split_whitespace().nth(1))
            .and_then(|n| n.parse::<f64>().ok())
            .map_or(f64::NAN, |kilobytes| kilobytes / 1024.0)
    };
    Ok(Held { now: megabytes("VmRSS:"), highest: megabytes("VmHWM:") })
}

/// Tells it.
pub fn measure(served: &Served) -> anyhow::Result<()> {
    let held = of(served)?;
    row("server, resident memory after this run", format!("{:.0} MB", held.now));
    row("server, highest resident memory", format!("{:.0} MB", held.highest));
    Ok(())
}
