//! axe-core, injected into the page as it stands.

use serde_json::Value;
use tests::binary::root;
use tests::browser::Browser;

/// What axe calls serious or critical: rule, element and advice.
pub async fn serious(browser: &Browser) -> anyhow::Result<Vec<String>> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), Into::into);
    let script = std::fs::read_to_string(target.join("npm/node_modules/axe-core/axe.min.js"))?;
    browser.driver().execute(&script, vec![]).await?;
    let run = "const done = arguments[arguments.length - 1];
        axe.run(document, { resultTypes: ['violations'] }).then(r => done(r.violations), e => done(String(e)));";
    let found = browser.driver().execute_async(run, vec![]).await?.json().clone();
    let violations = found.as_array().ok_or_else(|| anyhow::anyhow!("axe did not run: {found}"))?;
    Ok(violations
        .iter()
        .filter(|v| ["serious", "critical"].iter().any(|impact| v["impact"] == *impact))
        .map(told)
        .collect())
}

fn told(violation: &Value) -> String {
    let nodes = violation["nodes"].as_array().into_iter().flatten();
    let places: Vec<String> =
        nodes.take(3).map(|node| format!("{} {}", node["target"], node["failureSummary"])).collect();
    format!("{}: {}", violation["id"].as_str().unwrap_or_default(), places.join("; "))
}
