//! Who watches over a server: a health address for everybody, and figures on an address of their own.

use std::collections::BTreeMap;

use rusqlite::Connection;
use server::Config;
use server::folder::STORE;
use shared::wire::Health;

use crate::client::Client;
use crate::sample;
use crate::served::Served;

fn with_figures(config: &mut Config) {
    config.metrics = Some(([127, 0, 0, 1], 0).into());
}

/// The samples by name and labels. Each must stand below the one head of its family.
async fn figures(served: &Served) -> BTreeMap<String, u64> {
    let address = served.metrics().unwrap();
    let answer = reqwest::get(format!("http://{address}/metrics")).await.unwrap();
    assert_eq!(answer.headers()["content-type"], "text/plain; version=0.0.4; charset=utf-8");
    let text = answer.text().await.unwrap();
    let (mut samples, mut families) = (BTreeMap::new(), Vec::new());
    for line in text.lines() {
        if let Some(kind) = line.strip_prefix("# TYPE ") {
            let (name, kind) = kind.split_once(' ').unwrap();
            assert!(["gauge", "counter"].contains(&kind) && !families.contains(&name), "{line}");
            families.push(name);
        } else if !line.starts_with("# HELP ") {
            let (name, value) = line.rsplit_once(' ').unwrap();
            assert_eq!(name.split('{').next(), families.last().copied(), "{line}");
            assert_eq!(samples.insert(name.to_owned(), value.parse().unwrap()), None, "twice: {line}");
        }
    }
    samples
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_learns_whether_the_server_can_work_and_nothing_else() {
    let served = Served::start().await;
    let answer = Client::anonymous(&served.url).get("/api/health").await;
    assert_eq!(answer.status(), 200);
    let body = answer.text().await.unwrap();
    let health: Health = serde_json::from_str(&body).unwrap();
    assert!(health.store && health.version == env!("CARGO_PKG_VERSION"));
    let fields: BTreeMap<String, serde_json::Value> = serde_json::from_str(&body).unwrap();
    assert_eq!(fields.keys().collect::<Vec<_>>(), ["disk_low", "store", "version"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_cannot_be_read_is_said_by_503_as_long_as_it_lasts() {
    let served = Served::start_with(with_figures).await;
    let watcher = Client::anonymous(&served.url);
    let store = Connection::open(served.data().join(STORE)).unwrap();
    for (sql, status) in
        [("ALTER TABLE campaign RENAME TO away", 503), ("ALTER TABLE away RENAME TO campaign", 200)]
    {
        store.execute_batch(sql).unwrap();
        let answer = watcher.get("/api/health").await;
        assert_eq!(answer.status(), status);
        let health: Health = answer.json().await.unwrap();
        assert_eq!(health.store, status == 200);
        assert_eq!(figures(&served).await["parindex_store_up"], u64::from(health.store));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_follow_what_the_server_does() {
    let served = Served::start_with(with_figures).await;
    let valid = format!("parindex_ballots{{campaign=\"{}\",status=\"valid\"}}", sample::ID);
    let before = figures(&served).await;
    assert_eq!((before[&valid], before["parindex_store_up"]), (0, 1));
    served.sign_in("dtv01").await.put(&sample::plain(1)).await;
    assert_eq!(Client::anonymous(&served.url).get("/api/accounts").await.status(), 401);
    let after = figures(&served).await;
    assert_eq!(after[&valid], 1);
    let more = |name: &str| after[name] - before[name];
    assert_eq!(more("parindex_requests_total{class=\"4xx\"}"), 1);
    assert_eq!(more("parindex_requests_total{class=\"2xx\"}"), 2, "the sign-in and the ballot");
    assert!(after["parindex_disk_free_bytes"] < after["parindex_disk_size_bytes"]);
    assert!(after["parindex_store_bytes"] > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_on_no_address_that_browsers_reach_and_end_with_the_server() {
    let served = Served::start_with(with_figures).await;
    let page = Client::anonymous(&served.url).get("/metrics").await.text().await.unwrap();
    assert!(!page.contains("parindex_ballots"), "{page}");
    let address = served.metrics().unwrap();
    served.stop().await;
    for _ in 0..200 {
        if reqwest::get(format!("http://{address}/metrics")).await.is_err() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("figures of a server that has stopped");
}
