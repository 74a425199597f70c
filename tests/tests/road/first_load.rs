//! What a browser fetches when it meets the app for the first time: each file once, and the whole of it is kept.

use std::collections::BTreeMap;
use std::time::Duration;

use tests::browser::Browser;
use tests::engine::Engine;
use tests::relay::{Passed, Relay};
use tests::served::Served;

const SOON: Duration = Duration::from_secs(60);
const KEPT: &str = "navigator.serviceWorker.controller";

#[tokio::test]
async fn chromium_loads_each_file_once() -> anyhow::Result<()> {
    loads_once(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_loads_each_file_once() -> anyhow::Result<()> {
    loads_once(Engine::Firefox).await
}

async fn loads_once(engine: Engine) -> anyhow::Result<()> {
    let served = Served::start();
    let relay = Relay::before(&served).await?;
    let browser = Browser::open_in(engine).await?;
    browser.goto(relay.url()).await?;
    browser.find("[data-do=sign-in]").await?;
    browser.wait_until(KEPT, SOON).await?;

    // The service worker asks for each again, and is told that it has it.
    let passed: Vec<Passed> = relay.passed().into_iter().filter(|a| !a.path.starts_with("/api/")).collect();
    let mut bodies: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for answer in &passed {
        match answer.status {
            200 => bodies.entry(&answer.path).or_default().push(answer.bytes),
            304 => assert_eq!(answer.bytes, 0, "{answer:?}"),
            _ => panic!("{answer:?}"),
        }
    }
    for (path, loads) in &bodies {
        assert_eq!(loads.len(), 1, "{path}, in {passed:#?}");
    }
    let is_of = |path: &str, part: &str| path.starts_with(&format!("/assets/{part}-"));
    assert!(bodies.keys().any(|path| is_of(path, "tablet") && path.ends_with(".wasm")), "{passed:#?}");
    assert!(!bodies.keys().any(|path| is_of(path, "office")), "{passed:#?}");

    // What a page complains of is heard in this engine.
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    browser.driver().execute("setTimeout(() => { throw new Error('planted') })", vec![]).await?;
    browser.driver().execute("setTimeout(() => { document.planted = true }, 100)", vec![]).await?;
    browser.wait_until("document.planted", SOON).await?;
    assert!(browser.complaints().await?.iter().any(|line| line.contains("planted")));
    browser.close_all().await
}

#[tokio::test]
async fn a_busy_server_does_not_fail_the_installation() -> anyhow::Result<()> {
    let served = Served::start();
    let relay = Relay::turning_away(&served).await?;
    let browser = Browser::open().await?;
    browser.goto(relay.url()).await?;
    browser.wait_until(KEPT, SOON).await?;
    assert!(relay.passed().iter().any(|answer| answer.status == 429), "{:#?}", relay.passed());
    browser.close_all().await
}
