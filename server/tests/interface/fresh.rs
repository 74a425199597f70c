//! Whatever became of a store, its export into a fresh one gives each ballot its status, the same table, and the same export again.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use server::service::import::{File, Import, Imported, import};
use shared::ballot::Ballot;
use shared::check::Forms;
use shared::index::{Appraisals, BallotFile, Scheme, score};
use shared::problem::Diagnostic;
use shared::wire::{BallotPage, Closing, Decision, IndexTable, IndexView, Review, Status};
use uuid::Uuid;

use crate::client::Client;
use crate::export::exported;
use crate::sample::{self, ID, another, plain};
use crate::served::{BEGIN, Served};

/// What happens to a store.
#[derive(Clone, Debug)]
enum Step {
    /// A ballot arrives: the nth, perhaps in place of another, with something that is doubted of it.
    Arrives(u128, Option<u128>, Odd),
    /// Somebody decides about the ballot of this number.
    Decided(i64, Decision),
    Closed,
}

/// What is doubted of a ballot.
#[derive(Clone, Copy, Debug)]
enum Odd {
    Nothing,
    Unanswered,
    OtherContent,
    OtherForm,
    ScreenedOut,
    /// Only where the campaign is closed.
    Late,
}

/// How many ids there are: few, so that they meet.
const IDS: u128 = 5;

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let odd = prop_oneof![
        6 => Just(Odd::Nothing), 1 => Just(Odd::Unanswered), 1 => Just(Odd::OtherContent),
        1 => Just(Odd::OtherForm), 1 => Just(Odd::ScreenedOut), 1 => Just(Odd::Late),
    ];
    let decision =
        prop_oneof![3 => Just(Decision::Reject), 3 => Just(Decision::Accept), 1 => Just(Decision::Reopen)];
    let step = prop_oneof![
        5 => (1..=IDS, prop::option::of(1..=IDS), odd).prop_map(|(n, of, odd)| Step::Arrives(n, of, odd)),
        6 => (1_i64..8, decision).prop_map(|(key, decision)| Step::Decided(key, decision)),
        1 => Just(Step::Closed),
    ];
    prop::collection::vec(step, 1..20)
}

fn id(n: u128) -> Uuid {
    plain(n).0
}

fn made(n: u128, of: Option<u128>, odd: Odd) -> (Uuid, shared::ballot::Sealed) {
    another(n, |ballot: &mut Ballot| {
        ballot.header.replaces = of.map(id);
        match odd {
            Odd::Nothing => {}
            Odd::Unanswered => drop(ballot.answers.remove("sex")),
            Odd::OtherContent => drop(ballot.answers.insert("age".into(), "60_plus".into())),
            Odd::OtherForm => ballot.header.form = "P9".into(),
            Odd::Late => ballot.header.finished = BEGIN.parse().unwrap(),
            Odd::ScreenedOut => drop(ballot.answers.insert("did_procedure".into(), "no".into())),
        }
    })
}

/// Lets all this happen; what the server refuses does not.
async fn live(served: &Served, steps: &[Step]) {
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    for step in steps {
        match step {
            Step::Arrives(n, of, odd) => _ = client.put(&made(*n, *of, *odd)).await,
            Step::Decided(key, decision) => _ = decide(&admin, *key, *decision).await,
            Step::Closed => {
                let closing = Closing { closed: true, reason: "hết hạn".to_owned() };
                admin.post(&format!("/api/campaigns/{ID}/closing"), &closing).await;
            }
        }
    }
}

async fn decide(admin: &Client, key: i64, decision: Decision) -> reqwest::StatusCode {
    let review = Review { decision, reason: "đã gọi lại".to_owned(), seen: None };
    admin.post(&format!("/api/campaigns/{ID}/ballots/{key}/reviews"), &review).await.status()
}

/// All that must be the same: the statuses from the first ballot on, the table, and what is exported.
async fn all(served: &Served) -> (Vec<Status>, Vec<IndexTable>, String) {
    let admin = served.sign_in("admin").await;
    let page: BallotPage = admin.of_sample("/ballots").await;
    let table = admin.of_sample::<IndexView>("/index").await.tables;
    (page.ballots.iter().rev().map(|row| row.status).collect(), table, exported(served).await)
}

async fn imported(text: &str) -> (Served, Imported) {
    let fresh = Served::start().await;
    let ballots = Some(File::of("ballots.jsonl", text.to_owned()));
    let request = Import { ballots, ..Import::of(sample::campaign().clone()) };
    let imported = import(&fresh.site, request).await.unwrap();
    (fresh, imported)
}

/// The table of files alone, and how many lines are doubted.
fn scored(text: &str) -> (Vec<IndexTable>, Vec<Diagnostic>) {
    let campaign = sample::campaign();
    let forms = Forms::of(campaign, jiff::tz::TimeZone::get(&campaign.settings.timezone).unwrap());
    let scheme = Scheme::of(campaign);
    let mut file = BallotFile::begin(campaign, &forms, &scheme, "ballots.jsonl");
    text.lines().for_each(|line| _ = file.line(line.as_bytes()));
    let (tallies, found) = file.end();
    (score(campaign, &scheme, &tallies, &Appraisals::default()), found)
}

async fn comes_in_again(steps: &[Step]) -> Result<(), TestCaseError> {
    let served = Served::start().await;
    live(&served, steps).await;
    let before = all(&served).await;
    let (fresh, imported) = imported(&before.2).await;
    prop_assert_eq!(&imported.doubts, &[]);
    let after = all(&fresh).await;
    prop_assert_eq!(&before, &after);
    prop_assert_eq!(scored(&before.2), (before.1, vec![]));
    Ok(())
}

fn run(steps: Vec<Step>) -> Result<(), TestCaseError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(comes_in_again(&steps))
}

#[test]
fn an_export_into_a_fresh_store_is_the_store_again_whatever_happened() {
    let mut random = TestRunner::new(Config { cases: 24, failure_persistence: None, ..Config::default() });
    random.run(&steps(), run).unwrap();
}

#[test]
fn a_ballot_that_was_done_again_and_accepted_after_all_stays_beside_the_new_one() {
    let arrives = |n, of| Step::Arrives(n, of, Odd::Nothing);
    let begun = [arrives(1, None), Step::Decided(1, Decision::Reject), arrives(2, Some(1))];
    for decision in [Decision::Accept, Decision::Reopen] {
        run([&begun[..], &[Step::Decided(1, decision)]].concat()).unwrap();
    }
}

#[tokio::test]
async fn of_two_of_one_interview_about_which_nobody_decided_the_first_counts_by_all_roads() {
    let served = Served::start().await;
    live(&served, &[Step::Arrives(1, None, Odd::Nothing), Step::Arrives(2, None, Odd::Nothing)]).await;
    let both = exported(&served).await;
    let second = both.lines().nth(1).unwrap();
    let again = second.replacen("\"answers\"", &format!("\"replaces\":\"{}\",\"answers\"", id(1)), 1);
    let text = format!("{}\n{again}\n", both.lines().next().unwrap());
    let (table, doubts) = scored(&text);
    let codes: Vec<&str> = doubts.iter().map(|it| &*it.problem.code).collect();
    assert_eq!(codes, ["ballots.done_again"]);
    let (fresh, imported) = imported(&text).await;
    assert_eq!(imported.doubts[0].problem.code, "ballot.done_again");
    let (statuses, there, out) = all(&fresh).await;
    assert_eq!((statuses, &there), (vec![Status::Valid, Status::Pending], &table));
    assert_eq!(scored(&out), (table, vec![]));
}
