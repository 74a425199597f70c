//! A clean stop leaves one whole file: parindex.db alone, without a log beside it, holds everything.

use std::path::Path;

use server::folder::STORE;
use tempfile::TempDir;

use crate::durability::{held, receipts, sending};
use crate::process::{Process, folder, parindex};
use crate::sample;

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

#[tokio::test(flavor = "multi_thread")]
async fn every_command_leaves_one_file_also_where_it_refuses() {
    let data = folder().await;
    let package = sample::path("").display().to_string();
    let assessments = sample::path("assessments.jsonl").display().to_string();
    let commands: [(&[&str], bool); 5] = [
        (&["import", &package, "--assessments", &assessments], true),
        (&["account", "add", "chi", "--role", "viewer"], true),
        (&["account", "add", "chi", "--role", "viewer"], false),
        (&["account", "passwd", "nobody"], false),
        (&["rebuild"], true),
    ];
    for (command, right) in commands {
        let output = parindex(data.path(), command);
        assert_eq!(output.status.success(), right, "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(store_files(data.path()), [STORE], "{command:?}");
    }
}
