//! Which store answers: each answer of the interface says it, and it stays the same for as long as the store lives.

use shared::wire::EPOCH;

use crate::client::Client;
use crate::process::{Process, folder};
use crate::served::Served;

/// The epoch in the answer to a plain question.
pub async fn of(url: &str) -> String {
    let answer = Client::anonymous(url).get("/api/version").await;
    answer.headers()[EPOCH].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn every_answer_of_the_interface_says_it_also_a_refusal() {
    let served = Served::start().await;
    let epoch = of(&served.url).await;
    assert!(epoch.len() == 32 && epoch.bytes().all(|b| b.is_ascii_hexdigit()), "{epoch}");
    let (nobody, tablet) = (Client::anonymous(&served.url), served.sign_in("dtv01").await);
    let put = tablet.put_bytes(uuid::Uuid::nil(), b"no ballot".to_vec(), None).await;
    let package = tablet.get(&format!("/api/campaigns/{}/package", crate::sample::ID)).await;
    let (refused, none) = (nobody.get("/api/session").await, nobody.get("/api/none").await);
    for (answer, status) in [(put, 400), (package, 200), (refused, 401), (none, 404)] {
        assert_eq!((answer.status().as_u16(), answer.headers()[EPOCH].to_str().unwrap()), (status, &*epoch));
    }
    assert_eq!(nobody.get("/").await.headers().get(EPOCH), None, "files of the app come from no store");
    assert_ne!(of(&Served::first().await.url).await, epoch, "each store has its own");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_keeps_it() {
    let data = folder().await;
    let mut process = Process::start(data.path());
    let before = of(process.url()).await;
    process.kill_and_start_again();
    assert_eq!(of(process.url()).await, before);
}
