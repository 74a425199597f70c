//! A test's way into the worker that keeps the answers, in Chromium.

use std::time::Duration;

use serde_json::json;

use crate::browser::Browser;

const SOON: Duration = Duration::from_secs(60);

/// To run before each page: lets the test reach the app's workers, the latest last, and hear what it says in them.
pub const WORKERS: &str = "const Real = Worker; window.workers = [];
    window.Worker = class extends Real { constructor(...given) { super(...given); window.workers.push(this); } };
    window.heard = new BroadcastChannel('test'); window.heard.onmessage = () => { window.done = true; };";

/// Runs a script inside the worker.
pub async fn in_worker(browser: &Browser, script: &str) -> anyhow::Result<()> {
    let targets = browser.devtools_answer("Target.getTargets", json!({})).await?;
    let mut targets = targets["targetInfos"].as_array().into_iter().flatten();
    let worker = targets.find(|target| target["type"] == "worker").expect("the app has a worker");
    let attach = json!({ "targetId": worker["targetId"], "flatten": false });
    let session = browser.devtools_answer("Target.attachToTarget", attach).await?;
    let script = format!("{script}; new BroadcastChannel('test').postMessage('done')");
    let message = json!({ "id": 1, "method": "Runtime.evaluate", "params": { "expression": script } });
    let message = json!({ "sessionId": session["sessionId"], "message": message.to_string() });
    browser.driver().execute("window.done = false", vec![]).await?;
    browser.devtools("Target.sendMessageToTarget", message).await?;
    Ok(browser.wait_until("window.done", SOON).await?)
}
