//! How long people wait who sign in at the same time, and what memory it takes.

use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use futures::{StreamExt as _, TryStreamExt as _, stream};
use serde_json::json;
use shared::wire::{Role, RosterRow, SignIn};
use tests::client::Client;
use tests::served::Served;

use crate::{memory, row};

const PEOPLE: usize = 200;
/// So many wait at once.
const AT_ONCE: usize = 20;
/// People who share an address: an office.
const IN_AN_OFFICE: usize = 40;
const PASSWORD: &str = "mật khẩu của phép đo";

/// All sign in to a server that has done nothing else.
pub async fn measure() -> anyhow::Result<()> {
    let served = Served::start_released();
    let admin = Client::sign_in(&served, "admin").await?;
    let people: Vec<String> = (0..PEOPLE).map(|n| format!("person{n}")).collect();
    let rows = people.iter().map(|username| RosterRow {
        username: username.clone(),
        role: Role::Viewer.code().to_owned(),
        password: PASSWORD.to_owned(),
        ..RosterRow::default()
    });
    let (status, said) =
        admin.post("/api/accounts/bulk", &json!({ "rows": rows.collect::<Vec<_>>() })).await?;
    anyhow::ensure!(status.is_success(), "{said}");
    let waits = people.iter().enumerate().map(|(nth, username)| sign_in(&served, nth, username));
    let mut times: Vec<Duration> = stream::iter(waits).buffer_unordered(AT_ONCE).try_collect().await?;
    times.sort_unstable();
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize].as_secs_f64();
    let held = memory::of(&served)?;
    row(
        &format!("{PEOPLE} people sign in, {AT_ONCE} at once: how long they wait; the server's memory"),
        format!(
            "p50 {:.2} s, p95 {:.2} s; {:.0} MB, at most {:.0} MB",
            at(0.5),
            at(0.95),
            held.now,
            held.highest
        ),
    );
    Ok(())
}

/// How long one waits, at the address of their office.
#[expect(clippy::disallowed_methods, reason = "a measurement")]
async fn sign_in(served: &Served, nth: usize, username: &str) -> anyhow::Result<Duration> {
    let office = u8::try_from(nth / IN_AN_OFFICE + 2)?;
    let client =
        reqwest::Client::builder().local_address(Some(Ipv4Addr::new(127, 0, 0, office).into())).build()?;
    let body = SignIn { username: username.to_owned(), password: PASSWORD.to_owned() };
    let address = format!("http://{}/api/session?bearer=true", served.address());
    let began = Instant::now();
    client.post(address).json(&body).send().await?.error_for_status()?.bytes().await?;
    Ok(began.elapsed())
}
