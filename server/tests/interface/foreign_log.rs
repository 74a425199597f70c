//! The log of a killed server is taken up by its own file, and by no other.

use std::fs;
use std::path::Path;
use std::process::Output;

use server::folder::STORE;
use shared::ballot::Digest;
use tempfile::TempDir;

use crate::durability::held;
use crate::process::{Process, folder, parindex};
use crate::sample::plain;

const LOG: &str = "parindex.db-wal";

/// Serves, takes in one ballot, and is stopped well or killed.
async fn serve_one(data: &Path, ballot: u128, kill: bool) {
    let mut process = Process::start(data);
    process.admin().await.put(&plain(ballot)).await;
    if kill { process.kill() } else { process.terminate() }
}

/// What is refused is told with the file and the way back, and nothing is changed by it.
fn refused(data: &Path, command: &[&str]) {
    let files = || [STORE, LOG].map(|name| Digest::of(&fs::read(data.join(name)).unwrap()));
    let before = files();
    let output: Output = parindex(data, command);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(LOG) && said.contains("parindex restore"), "{said}");
    assert_eq!(files(), before, "{command:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_servers_log_is_taken_up() {
    let data = folder().await;
    serve_one(data.path(), 1, true).await;
    assert!(data.path().join(LOG).metadata().unwrap().len() > 0, "it is left");
    serve_one(data.path(), 2, true).await;
    // Both files together, wherever they are: a disk saved from a dead machine.
    let elsewhere = TempDir::new().unwrap();
    for name in [STORE, LOG] {
        fs::copy(data.path().join(name), elsewhere.path().join(name)).unwrap();
    }
    assert!(parindex(elsewhere.path(), &["rebuild"]).status.success());
    assert_eq!(held(elsewhere.path()).await.0.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_file_beside_the_log_is_refused_by_every_command() {
    let (data, other) = (folder().await, folder().await);
    serve_one(data.path(), 1, true).await;
    let own = data.path().join("own");
    fs::rename(data.path().join(STORE), &own).unwrap();
    fs::copy(other.path().join(STORE), data.path().join(STORE)).unwrap();
    refused(data.path(), &["serve", "--listen", "127.0.0.1:0"]);
    refused(data.path(), &["rebuild"]);
    refused(data.path(), &["account", "passwd", "admin"]);
    // A file that was emptied, or made anew where there was none: SQLite would throw the log away.
    fs::write(data.path().join(STORE), b"").unwrap();
    refused(data.path(), &["account", "passwd", "admin"]);
    // The way back that the text names.
    fs::rename(&own, data.path().join(STORE)).unwrap();
    assert!(parindex(data.path(), &["rebuild"]).status.success());
    assert_eq!(held(data.path()).await.0.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_copy_of_the_same_file_is_refused_unless_the_log_follows_it() {
    let data = folder().await;
    let (file, old) = (data.path().join(STORE), data.path().join("old"));
    fs::copy(&file, &old).unwrap();
    serve_one(data.path(), 1, false).await;
    let newer = data.path().join("newer");
    fs::copy(&file, &newer).unwrap();
    serve_one(data.path(), 2, true).await;
    // What lies between the old copy and the log is missing there.
    fs::copy(&old, &file).unwrap();
    refused(data.path(), &["rebuild"]);
    // The log begins where this copy ends: together they are whole.
    fs::copy(&newer, &file).unwrap();
    assert!(parindex(data.path(), &["rebuild"]).status.success());
    assert_eq!(held(data.path()).await.0.len(), 2);
}
