//! The memory that the server holds after all the work of the run.

use tests::served::Served;

use crate::row;

/// Reads the resident set from the kernel.
pub fn measure(served: &Served) -> anyhow::Result<()> {
    let id = served.process_id().ok_or_else(|| anyhow::anyhow!("the server runs"))?;
    let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
    let kilobytes = |key: &str| {
        let line = status.lines().find(|line| line.starts_with(key));
        line.and_then(|line| line.split_whitespace().nth(1))
            .and_then(|n| n.parse::<f64>().ok())
            .unwrap_or(f64::NAN)
    };
    row("server, resident memory after this run", format!("{:.0} MB", kilobytes("VmRSS:") / 1024.0));
    row("server, highest resident memory", format!("{:.0} MB", kilobytes("VmHWM:") / 1024.0));
    Ok(())
}
