//! What Lighthouse says of the sign-in page, as a phone on a slow network opens it.

use std::process::{Command, Stdio};

use serde_json::Value;
use tests::binary::root;
use tests::served::Served;

use crate::beside::median;
use crate::row;

/// Where `make bench` installs it.
const PROGRAM: &str = "target/npm/node_modules/lighthouse/cli/index.js";
const BROWSER: &str = "/usr/bin/chromium";
const CATEGORIES: [&str; 4] = ["performance", "accessibility", "best-practices", "seo"];
const TURNS: usize = 5;

/// The median of several turns; below, each audit that was not passed in the last one.
pub fn measure() -> anyhow::Result<()> {
    if !root().join(PROGRAM).exists() {
        row("Lighthouse (make bench installs it)", "not there, not measured");
        return Ok(());
    }
    let served = Served::start_released();
    let reports = (0..TURNS).map(|_| report(&served)).collect::<anyhow::Result<Vec<_>>>()?;
    let score = |category: &str| {
        let of = |report: &Value| report["categories"][category]["score"].as_f64().unwrap_or(f64::NAN);
        format!("{category} {:.0}", 100.0 * median(&reports, of))
    };
    row(
        &format!("Lighthouse, mobile, the sign-in page, median of {TURNS}"),
        CATEGORIES.map(score).join(", "),
    );
    for (category, audit) in reports.last().into_iter().flat_map(missed) {
        row(&format!("Lighthouse, {category}: not passed"), audit);
    }
    Ok(())
}

fn report(served: &Served) -> anyhow::Result<Value> {
    let output = Command::new("node")
        .arg(root().join(PROGRAM))
        .arg(served.url())
        .args(["--output=json", "--quiet", "--chrome-flags=--headless=new --no-sandbox"])
        .arg(format!("--only-categories={}", CATEGORIES.join(",")))
        .env("CHROME_PATH", BROWSER)
        .stderr(Stdio::inherit())
        .output()?;
    anyhow::ensure!(output.status.success(), "lighthouse ended with {}", output.status);
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The audits that take from a score, each with its category.
fn missed(report: &Value) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for category in CATEGORIES {
        for entry in report["categories"][category]["auditRefs"].as_array().into_iter().flatten() {
            let audit = &report["audits"][entry["id"].as_str().unwrap_or_default()];
            let weighs = entry["weight"].as_f64().is_some_and(|weight| weight > 0.0);
            if let Some(score) = audit["score"].as_f64().filter(|score| weighs && *score < 1.0) {
                let value = audit["displayValue"].as_str().unwrap_or_default();
                found.push((
                    category,
                    format!("{} {score:.2} {value}", entry["id"].as_str().unwrap_or_default()),
                ));
            }
        }
    }
    found
}
