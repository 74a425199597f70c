//! Ballots accepted a second while nobody listens to the counts, and while a thousand do.

use serde_json::json;
use shared::wire::{Role, RosterRow};
use tests::client::Client;
use tests::served::Served;
use tokio::task::JoinSet;
use tokio::time::{Duration, sleep};

use crate::{ingest, row};

const CAMPAIGN: &str = "bac-kan-2019";
const LISTENERS: usize = 1_000;
/// As many streams as one person may have.
const EACH: usize = 16;
const CONNECTIONS: usize = 8;
const PER_CONNECTION: usize = 400;
const PASSWORD: &str = "mật khẩu của phép đo";

/// Sends as many ballots alone, heard by all, and alone again: the two alone tell how noisy the machine is.
pub async fn measure(served: &Served, admin: &Client) -> anyhow::Result<()> {
    let alone = ingest::rate(admin, CONNECTIONS, PER_CONNECTION).await?;
    let listeners = listen(served, admin).await?;
    let heard = ingest::rate(admin, CONNECTIONS, PER_CONNECTION).await?;
    anyhow::ensure!(listeners.len() == LISTENERS, "all listened to the end");
    drop(listeners);
    let again = ingest::rate(admin, CONNECTIONS, PER_CONNECTION).await?;
    row("ballots accepted durably, 8 connections, nobody listens", format!("{alone:.0} and {again:.0} / s"));
    let ratio = heard / f64::midpoint(alone, again);
    row(&format!("the same while {LISTENERS} listen"), format!("{heard:.0} / s, {ratio:.2} × alone"));
    Ok(())
}

/// Opens the streams and reads on from each.
async fn listen(served: &Served, admin: &Client) -> anyhow::Result<JoinSet<()>> {
    let people: Vec<String> = (0..LISTENERS.div_ceil(EACH)).map(|n| format!("listener{n}")).collect();
    let rows = people.iter().map(|username| RosterRow {
        username: username.clone(),
        role: Role::Viewer.code().to_owned(),
        password: PASSWORD.to_owned(),
        ..RosterRow::default()
    });
    let (status, said) =
        admin.post("/api/accounts/bulk", &json!({ "rows": rows.collect::<Vec<_>>() })).await?;
    anyhow::ensure!(status.is_success(), "{said}");
    let mut listeners = JoinSet::new();
    for username in people {
        // So many sign-ins from one address the server lets wait.
        let person = match Client::sign_in_with(served, &username, PASSWORD).await {
            Ok(person) => person,
            Err(_) => {
                sleep(Duration::from_secs(2)).await;
                Client::sign_in_with(served, &username, PASSWORD).await?
            }
        };
        for _ in 0..EACH.min(LISTENERS - listeners.len()) {
            let mut stream = person.open(&format!("/api/campaigns/{CAMPAIGN}/changes")).await?;
            listeners.spawn(async move { while let Ok(Some(_)) = stream.chunk().await {} });
        }
    }
    Ok(listeners)
}
