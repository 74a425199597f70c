//! A receipt is a promise: what it names survives the death of the process, at any moment.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use server::service::tallied;
use server::store::{Counted, Position, StoreError};
use server::{Config, open};
use shared::ballot::{Ballot, Digest};
use shared::index::Named;
use shared::wire::Receipt;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::client::Client;
use crate::process::{Process, folder, parindex};
use crate::sample::{ID, plain};

/// Tablets that send at once, where `PARINDEX_CONNECTIONS` does not say how many.
const CONNECTIONS: u128 = 8;
/// How many receipts were given when the process is killed: the tallies were kept once by then, and more came since.
const UNTIL_KILLED: usize = 1100;

/// All that the store holds of the campaign: each ballot's digest as noted and as its bytes are, and what is derived.
pub async fn held(data: &Path) -> (BTreeMap<Uuid, Digest>, Named, Vec<Counted>) {
    let site = open(&Config::new(data, ([127, 0, 0, 1], 0).into())).unwrap();
    let read = |store: &dyn server::store::Repositories| {
        let mut ballots = BTreeMap::new();
        store.each_ballot(ID, 0, Position::END, &mut |stored, _| {
            let ballot = stored.ballot;
            assert_eq!(Digest::of(&ballot.bytes), ballot.digest, "no half ballot");
            assert_eq!(Ballot::open(&ballot.bytes).unwrap().header.id, ballot.id);
            assert_eq!(ballots.insert(ballot.id, ballot.digest), None, "each once");
            Ok(ControlFlow::Continue(()))
        })?;
        Ok::<_, StoreError>((ballots, store.counted(ID)?))
    };
    let (ballots, counted) = site.store.read(read).await.unwrap();
    (ballots, tallied::seen(&site, ID.to_owned()).await.unwrap().unwrap().1, counted)
}

/// How many send at once.
fn connections() -> u128 {
    let asked = std::env::var("PARINDEX_CONNECTIONS").ok();
    asked.map_or(CONNECTIONS, |number| number.parse().expect("PARINDEX_CONNECTIONS is a number"))
}

/// Sends one ballot after the other until the server is gone; gives the receipts.
async fn send_until_it_dies(client: Client, tablet: u128, given: Arc<AtomicUsize>) -> Vec<Receipt> {
    let mut receipts = Vec::new();
    for n in 0.. {
        let (id, sealed) = plain(tablet * 1_000_000 + n);
        let path = format!("/api/campaigns/{ID}/ballots/{id}");
        let request = client.request(reqwest::Method::PUT, &path).body(sealed.bytes);
        let Ok(answer) = request.send().await else { break };
        let Ok(receipt) = answer.json::<Receipt>().await else { break };
        assert_eq!(receipt.digest, sealed.digest);
        receipts.push(receipt);
        given.fetch_add(1, Ordering::SeqCst);
    }
    receipts
}

/// Tablets that send at once, each by a connection of its own, until the server is gone; waits for the first receipts.
pub async fn sending(admin: &Client) -> Vec<JoinHandle<Vec<Receipt>>> {
    let given = Arc::new(AtomicUsize::new(0));
    let tablets = (1..=connections())
        .map(|tablet| {
            // A client of its own each, so that each has a connection of its own.
            let client = Client { http: reqwest::Client::new(), ..admin.clone() };
            tokio::spawn(send_until_it_dies(client, tablet, Arc::clone(&given)))
        })
        .collect();
    while given.load(Ordering::SeqCst) < UNTIL_KILLED {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    tablets
}

/// All their receipts.
pub async fn receipts(tablets: Vec<JoinHandle<Vec<Receipt>>>) -> BTreeMap<Uuid, Digest> {
    let mut receipts = BTreeMap::new();
    for tablet in tablets {
        receipts.extend(tablet.await.unwrap().into_iter().map(|receipt| (receipt.id, receipt.digest)));
    }
    assert!(receipts.len() >= UNTIL_KILLED);
    receipts
}

#[tokio::test(flavor = "multi_thread")]
async fn every_ballot_with_a_receipt_survives_sigkill_and_none_is_half() {
    let data = folder().await;
    let mut process = Process::start(data.path());
    let admin = process.admin().await;
    let tablets = sending(&admin).await;
    process.kill_and_start_again();
    let receipts = receipts(tablets).await;
    let admin = process.admin().await;
    let page: shared::wire::BallotPage = admin.of_sample("/ballots").await;
    assert!(!page.ballots.is_empty(), "it serves them again");
    process.kill();

    let before = held(data.path()).await;
    for (id, digest) in &receipts {
        assert_eq!(before.0.get(id), Some(digest), "{id} has a receipt");
    }
    assert!(before.0.len() <= receipts.len() + connections() as usize, "only those on the way may be more");
    let rebuilt = parindex(data.path(), &["rebuild"]);
    assert!(rebuilt.status.success(), "{}", String::from_utf8_lossy(&rebuilt.stderr));
    assert_eq!(held(data.path()).await, before, "rebuilding changes nothing");
}
