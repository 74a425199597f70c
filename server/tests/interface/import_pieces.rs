//! An import checks all, then writes in pieces: what was killed is completed by a second run, and ballots that arrive meanwhile
//! are taken in.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use server::{Config, open};
use shared::wire::Status;
use tempfile::TempDir;

use crate::durability::held;
use crate::process::{Process, command, folder, parindex};
use crate::sample::{self, ID, plain};

/// Lines of so many ballots, each of another id, all of which count.
fn many(number: usize) -> String {
    let text = std::fs::read_to_string(sample::path("ballots.jsonl")).unwrap();
    let valid: Vec<&str> = text.lines().filter(|line| line.contains("\"status\": \"valid\"")).collect();
    let line =
        |n: usize| format!("{{\"id\": \"00000000-0000-7000-8000-{n:012x}{}\n", &valid[n % valid.len()][44..]);
    (1..=number).map(line).collect()
}

/// Such a file, and the command that imports it.
struct Ready {
    data: TempDir,
    arguments: [String; 4],
}

impl Ready {
    async fn with(text: &str) -> Self {
        let data = folder().await;
        let file = data.path().join("lines.jsonl");
        std::fs::write(&file, text).unwrap();
        let [package, file] = [sample::path(""), file].map(|path| path.display().to_string());
        Self { data, arguments: ["import".into(), package, "--ballots".into(), file] }
    }

    fn arguments(&self) -> [&str; 4] {
        self.arguments.each_ref().map(String::as_str)
    }
}

async fn number(data: &Path) -> usize {
    let site = open(&Config::new(data, ([127, 0, 0, 1], 0).into())).unwrap();
    site.store.read(|store| store.position(ID)).await.unwrap().ballots as usize
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_killed_is_completed_by_a_second_run_to_the_same() {
    // A piece is bounded by time: there must be more than three kills on a busy machine let by.
    const ALL: usize = 3_000;
    let (killed, whole) = (Ready::with(&many(ALL)).await, Ready::with(&many(ALL)).await);
    let mut here = 0;
    for _ in 0..3 {
        let mut import = command(killed.data.path(), &killed.arguments());
        let mut import = import.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let before = here;
        while here == before && import.try_wait().unwrap().is_none() {
            here = number(killed.data.path()).await;
        }
        import.kill().unwrap();
        import.wait().unwrap();
        here = number(killed.data.path()).await;
        assert!(before < here && here < ALL, "in the middle: {before} {here}");
    }
    let done = parindex(killed.data.path(), &killed.arguments());
    let said = String::from_utf8(done.stdout).unwrap();
    let stands = |n: usize| shared::message::number(shared::message::Language::En, &n.to_string());
    let new = format!("{} new ballots (0 wait for review; {} were here", stands(ALL - here), stands(here));
    assert!(done.status.success() && said.contains(&new), "{said}");
    assert!(parindex(whole.data.path(), &whole.arguments()).status.success());
    let held_now = held(killed.data.path()).await;
    assert_eq!(held_now, held(whole.data.path()).await, "the same as of one run");
    for command in ["rebuild", "doctor"] {
        let done = parindex(killed.data.path(), &[command]);
        assert!(done.status.success(), "{command}: {}", String::from_utf8_lossy(&done.stderr));
        assert_eq!(held(killed.data.path()).await, held_now, "{command}");
    }
    let again = parindex(killed.data.path(), &killed.arguments());
    let said = String::from_utf8(again.stdout).unwrap();
    assert!(
        said.contains(&format!(" 0 new ballots (0 wait for review; {} were here", stands(ALL))),
        "{said}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn ballots_that_arrive_meanwhile_are_taken_in() {
    let ready = Ready::with(&many(600)).await;
    let process = Process::start(ready.data.path());
    let admin = process.admin().await;
    let mut import = command(ready.data.path(), &ready.arguments());
    let mut import = import.stdout(Stdio::null()).spawn().unwrap();
    let mut sent = 0;
    while import.try_wait().unwrap().is_none() {
        sent += 1;
        assert_eq!(admin.put(&plain(sent)).await.0, 201, "{sent}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(import.wait().unwrap().success());
    let page: shared::wire::BallotPage = admin.of_sample("/ballots?status=valid").await;
    assert!(page.ballots.iter().all(|row| row.status == Status::Valid));
    drop(process);
    let site = open(&Config::new(ready.data.path(), ([127, 0, 0, 1], 0).into())).unwrap();
    let mut of_tablets = Vec::new();
    let order = site.store.read(move |store| {
        store.each_ballot(ID, 0, server::store::Position::END, &mut |stored, _| {
            of_tablets.push(stored.ballot.sent_by.is_some());
            Ok(std::ops::ControlFlow::Continue(()))
        })?;
        Ok::<_, server::store::StoreError>(of_tablets)
    });
    let order = order.await.unwrap();
    assert_eq!(order.len(), 600 + sent as usize);
    let (first, last) = (order.iter().position(|it| !it).unwrap(), order.iter().rposition(|it| !it).unwrap());
    assert!(order[first..last].contains(&true), "some came between two pieces, of {sent}");
}

#[tokio::test]
async fn a_wrong_line_at_the_end_of_a_long_file_changes_nothing() {
    let ready = Ready::with(&(many(800) + "{\n")).await;
    let before = held(ready.data.path()).await;
    let done = parindex(ready.data.path(), &ready.arguments());
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(done.status.code() == Some(1) && said.contains("line 801"), "{said}");
    assert_eq!(held(ready.data.path()).await, before);
    assert_eq!(before.0.len(), 0);
}

#[tokio::test]
async fn of_one_id_only_one_counts_and_a_second_decision_is_named_before_anything_is_written() {
    let line = many(1).trim_end().to_owned();
    let other = |option: &str| line.replacen("\": \"A\"", &format!("\": \"{option}\""), 1);
    let decision = r#", "decision": {"by": "an", "at": "2019-12-01T00:00:00Z", "reason": "đúng"}}"#;
    let decided = other("C");
    let third = format!("{}{decision}\n", &decided[..decided.len() - 1]);
    let [first, second] = [line.clone(), other("B")].map(|line| line + "\n");
    // Three of one id: the first counts, another of it is doubted, and what is decided to count is refused.
    for (lines, wrong) in [
        (vec![&first, &second, &third], Some("line 3")),
        (vec![&first, &third, &second], Some("line 2")),
        (vec![&first, &first, &second, &first], None),
        (vec![&third, &first, &third], None),
    ] {
        let ready = Ready::with(&lines.into_iter().cloned().collect::<String>()).await;
        let done = parindex(ready.data.path(), &ready.arguments());
        let said = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
        match wrong {
            Some(at) => {
                assert!(
                    !done.status.success() && said.contains(at) && said.contains("counts already"),
                    "{said}"
                );
                assert_eq!(number(ready.data.path()).await, 0);
            }
            None => {
                assert!(done.status.success() && said.contains("2 new ballots (1 wait"), "{said}");
                assert_eq!(number(ready.data.path()).await, 2);
            }
        }
    }
}
