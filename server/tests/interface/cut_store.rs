//! A store that was cut is a loss, and never taken for a new one.

use std::fs;

use server::folder::STORE;
use tempfile::TempDir;

use crate::process::{Process, folder, parindex};

#[tokio::test(flavor = "multi_thread")]
async fn every_command_refuses_a_store_that_was_cut_and_leaves_it_as_it_is() {
    let (data, target) = (folder().await, TempDir::new().unwrap());
    let whole = fs::read(data.path().join(STORE)).unwrap();
    let archive = target.path().join("backup.zip").display().to_string();
    let package = crate::sample::path("").display().to_string();
    let lines = target.path().join("ballots.jsonl").display().to_string();
    for length in [0, 1, 50, 99, 100, 4000, 4096, whole.len() / 2, whole.len() - 1] {
        fs::write(data.path().join(STORE), &whole[..length]).unwrap();
        for arguments in [
            &["serve", "--listen", "127.0.0.1:0"][..],
            &["demo", "--package", &package, "--listen", "127.0.0.1:0"],
            &["account", "add", "lan", "--role", "admin"],
            &["import", &package],
            &["export", "--ballots", &lines, "--campaign", crate::sample::ID],
            &["rebuild"],
            &["doctor"],
            &["backup", &archive],
        ] {
            let output = parindex(data.path(), arguments);
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(1), "{length}, {arguments:?}: {said}");
            assert!(said.contains("parindex restore"), "{length}, {arguments:?}: {said}");
            let left = fs::read(data.path().join(STORE)).unwrap();
            assert!(left == whole[..length], "{length}, {arguments:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_without_a_store_begins_one_and_a_killed_beginning_hinders_nobody() {
    let data = TempDir::new().unwrap();
    for inside in ["one", "two/three"] {
        let data = data.path().join(inside);
        // What a start that was killed before the store had its name leaves.
        fs::create_dir_all(data.join(".parindex-new-killed")).unwrap();
        fs::write(data.join(".parindex-new-killed/store"), b"").unwrap();
        let mut process = Process::start(&data);
        process.terminate();
        assert!(parindex(&data, &["doctor"]).status.success());
        assert!(!data.join(".parindex-new-killed").exists());
    }
}
