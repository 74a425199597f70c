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

/// Finishes so many interviews as the page does, with answers of the two last that were begun by hand, mixed anew for each.
const INTERVIEW: &str = "
    const [campaign, most] = arguments, worker = window.workers.at(-1), waiting = new Map();
    let number = 1e9, seed = 7;
    worker.addEventListener('message', ({ data }) => {
        const said = JSON.parse(data).Answer;
        if (said && waiting.has(said[0])) { waiting.get(said[0])(said[1].Ok); waiting.delete(said[0]); }
    });
    const ask = (command) => new Promise((over) => {
        waiting.set(++number, over);
        worker.postMessage(JSON.stringify([number, command]));
    });
    const coin = () => (seed = (seed * 48271) % 2147483647) % 2;
    window.made = 0;
    (async () => {
        const { rows } = (await ask({ Board: { campaign } })).Board.drafts;
        const open = async ({ card }) => new Map((await ask({ OpenDraft: { draft: card.id } })).Draft.answers);
        const [one, other] = [await open(rows[0]), await open(rows[1])];
        const { form, place, mode } = rows[0].card;
        while (window.made < most) {
            const draft = (await ask({ BeginDraft: { campaign, form, place, mode } })).Begun.id;
            let seq = 0;
            for (const [path, value] of one) {
                const mixed = other.has(path) && coin() ? other.get(path) : value;
                await ask({ SaveAnswer: { draft, path, value: mixed, seq: ++seq } });
            }
            const finished = await ask({ FinishDraft: { draft } });
            if (!finished.Finished) throw new Error(JSON.stringify(finished));
            window.made += 1;
        }
    })();";

/// Finishes so many interviews in a campaign, alike the two that the tablet holds there; needs [`WORKERS`].
pub async fn interview(browser: &Browser, campaign: &str, ballots: usize) -> anyhow::Result<()> {
    browser.driver().execute(INTERVIEW, vec![json!(campaign), json!(ballots)]).await?;
    // Each answer of each waits for the disk.
    let patience = Duration::from_secs(600).max(Duration::from_secs(1) * u32::try_from(ballots)?);
    Ok(browser.wait_until(&format!("window.made === {ballots}"), patience).await?)
}
