//! A clean stop leaves one whole file: parindex.db alone, without a log beside it, holds everything.

use std::collections::BTreeSet;
use std::path::Path;

use server::folder::STORE;
use tempfile::TempDir;

use crate::durability::{held, receipts, sending};
use crate::process::{Process, folder, parindex};
use crate::sample::{self, ID};

/// The files of the store in the folder.
fn store_files(data: &Path) -> Vec<String> {
    let names =
        std::fs::read_dir(data).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with(STORE)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_stopped_while_ballots_arrive_leaves_all_that_have_receipts_in_one_file() {
    let data = folder().await;
    let mut process = Process::start(data.path());
    let admin = process.admin().await;
    let tablets = sending(&admin).await;
    process.terminate();
    assert_eq!(store_files(data.path()), [STORE]);
    let alone = TempDir::new().unwrap();
    std::fs::copy(data.path().join(STORE), alone.path().join(STORE)).unwrap();
    let held = held(alone.path()).await.0;
    for (id, digest) in receipts(tablets).await {
        assert_eq!(held.get(&id), Some(&digest), "{id} has a receipt");
    }
}

/// The commands below this one that take a folder of data, by their own help: a new one is among them by itself.
fn with_data(data: &Path, command: &[String]) -> Vec<String> {
    let words: Vec<&str> = command.iter().map(String::as_str).chain(["--help"]).collect();
    let help = String::from_utf8(parindex(data, &words).stdout).unwrap();
    let listed = help.split_once("Commands:\n").map_or("", |(_, rest)| rest.split("\n\n").next().unwrap());
    let names = listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let below: Vec<&str> =
        names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").collect();
    if below.is_empty() {
        return if help.contains("--data <") { vec![command.join(" ")] } else { Vec::new() };
    }
    below.iter().flat_map(|name| with_data(data, &[command, &[(*name).to_owned()]].concat())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_command_leaves_one_file_also_where_it_refuses() {
    let (data, beside) = (folder().await, TempDir::new().unwrap());
    let file = |name: &str| beside.path().join(name).display().to_string();
    let package = sample::path("").display().to_string();
    let [ballots, assessments] =
        ["ballots.jsonl", "assessments.jsonl"].map(|name| sample::path(name).display().to_string());
    let (list, lines, archive, elsewhere) =
        (file("list.csv"), file("lines.jsonl"), file("backup.zip"), file("restored"));
    std::fs::write(&list, "username,role,places\nlan,interviewer,01837\n").unwrap();
    let decision = ["--campaign", ID, "--decision", "86/QĐ-UBND", "--date", "2019-11-15"];
    let chi = ["chi", "--role", "interviewer"];
    // How many words name the command, the words, and whether it does what it is asked for.
    let runs: [(usize, &[&str], bool); 29] = [
        (1, &["import", &package, "--ballots", &ballots, "--assessments", &assessments, "--close"], true),
        (1, &["import", &list], false),
        (2, &[&["account", "add"], &chi[..]].concat(), true),
        (2, &[&["account", "add"], &chi[..]].concat(), false),
        (2, &["account", "passwd", "chi"], true),
        (2, &["account", "passwd", "nobody"], false),
        (2, &["account", "give", "chi", "--role", "viewer"], true),
        (2, &["account", "take", "chi", "--role", "viewer"], true),
        (2, &["account", "take", "admin", "--role", "admin"], false),
        (2, &["account", "assign", "chi", "--campaign", ID, "01837"], true),
        (2, &["account", "assign", "chi", "--campaign", "nope", "01837"], false),
        (2, &["account", "email", "chi", "chi@bk.gov.vn"], true),
        (2, &["account", "email", "nobody", "chi@bk.gov.vn"], false),
        (2, &["account", "bulk", &list, "--campaign", ID], true),
        (2, &["account", "bulk", &list, "--campaign", ID], false),
        (2, &["token", "make", "night", "--role", "viewer", "--last-day", "2999-12-31"], true),
        (2, &["token", "make", "night", "--role", "viewer", "--last-day", "2999-12-31"], false),
        (2, &["token", "list"], true),
        (2, &["token", "revoke", "night"], true),
        (2, &["token", "revoke", "nobody"], false),
        (1, &["run", "--campaign", ID], true),
        (1, &["run", "--campaign", "nope"], false),
        (1, &[&["publish"], &decision[..]].concat(), true),
        (1, &[&["publish"], &decision[..]].concat(), false),
        (1, &["export", "--campaign", ID, "--ballots", &lines], true),
        (1, &["rebuild"], true),
        (1, &["doctor"], true),
        (1, &["backup", "--drill", &archive], true),
        (1, &["restore", &archive], false),
    ];
    let mut tried = BTreeSet::from(["serve", "demo"].map(str::to_owned));
    for (words, command, right) in runs {
        let output = parindex(data.path(), command);
        assert_eq!(
            output.status.success(),
            right,
            "{command:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert_eq!(store_files(data.path()), [STORE], "{command:?}");
        tried.insert(command[..words].join(" "));
    }
    assert!(parindex(Path::new(&elsewhere), &["restore", &archive]).status.success());
    assert_eq!(store_files(Path::new(&elsewhere)), [STORE], "what was restored");
    for (command, data) in
        [(&["serve"][..], data.path()), (&["demo", "--package", &package], &beside.path().join("demo"))]
    {
        Process::start_command(data, command).terminate();
        assert_eq!(store_files(data), [STORE], "{command:?}");
    }
    let all: BTreeSet<String> = with_data(data.path(), &[]).into_iter().collect();
    assert_eq!(tried, all, "each command that takes a folder of data is run here");
}
