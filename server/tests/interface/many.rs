//! 100,000 ballots in the store: how long each page of the office takes after a ballot came and a person decided about one. It
//! is printed and judged by who runs it: a test that a busy machine fails tells nothing.

use std::fmt::Write as _;
use std::time::Instant;

use jiff::SignedDuration;
use server::service::import::{File, Import, import};
use server::{Who, table};
use shared::ballot::BallotLine;
use shared::wire::{Decision, Review};
use uuid::Uuid;

use crate::sample::{self, ID, plain};
use crate::served::Served;

const BALLOTS: usize = 100_000;
/// Who asked for them.
const INTERVIEWERS: usize = 100;
/// How often each is asked for.
const AGAIN: u128 = 5;

/// The lines of the sample over and over, each ballot under an id of its own, of one interviewer after the other.
fn many() -> String {
    let mut text = String::new();
    for (n, line) in sample::lines().iter().cycle().take(BALLOTS).enumerate() {
        let later = SignedDuration::from_secs(i64::try_from(n % 977).unwrap());
        let line = BallotLine {
            id: Uuid::from_u128(0x0190_0000_0000_7000_9000_0000_0000_0000 + u128::try_from(n).unwrap()),
            interviewer: Some(format!("dtv{:03}", n % INTERVIEWERS)),
            finished: line.finished + later,
            ..line.clone()
        };
        write!(text, "{}", line.to_text()).unwrap();
    }
    text
}

/// The addresses of what the office opens: no files, and none that answers for as long as somebody listens.
fn pages() -> Vec<String> {
    let is_page = |path: &str| {
        let end = path.rsplit('/').next().unwrap_or_default();
        !path.starts_with("/odata") && !end.contains('.') && !["changes", "package"].contains(&end)
    };
    let office = [Who::Office, Who::Fieldwork, Who::Overview, Who::Year, Who::Admin, Who::SignedIn];
    let all = table().filter(|it| it.method == "GET" && office.contains(&it.who) && is_page(it.path));
    all.map(|it| sample::filled(&it.path.replace("{ballot}", "99999").replace("{run}", "1"))).collect()
}

#[expect(clippy::disallowed_methods, reason = "a measurement")]
#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes minutes: make test-long"]
async fn every_page_of_the_office_answers_among_many_ballots() {
    let served = Served::start().await;
    let ballots = Some(File::of("ballots.jsonl", many()));
    import(&served.site, Import { ballots, ..Import::of(sample::campaign().clone()) }).await.unwrap();
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    let run = admin.post(&format!("/api/campaigns/{ID}/runs"), &()).await;
    assert!(run.status().is_success(), "{}", run.status());
    let review = Review { decision: Decision::Reject, reason: "hỏi lại".to_owned(), seen: None };
    let mut n = 0;
    for page in pages() {
        admin.get(&page).await.bytes().await.unwrap();
        let mut times = Vec::new();
        for _ in 0..AGAIN {
            n += 1;
            client.put(&plain(n)).await;
            let path = format!("/api/campaigns/{ID}/ballots/{}/reviews", n * 7);
            assert!(admin.post(&path, &review).await.status().is_success());
            let begun = Instant::now();
            let answer = admin.get(&page).await;
            let status = answer.status();
            answer.bytes().await.unwrap();
            times.push((begun.elapsed(), status));
        }
        times.sort_unstable();
        let (middle, status) = times[times.len() / 2];
        println!("{:>8.1} ms  {status}  {page}", middle.as_secs_f64() * 1000.0);
        assert!(
            !status.is_server_error() && times.iter().all(|(_, other)| *other == status),
            "{page}: {status}"
        );
    }
    assert!(n > 30 * AGAIN);
}
