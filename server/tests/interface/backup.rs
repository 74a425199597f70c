//! `parindex backup` and `parindex restore`

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;
use server::archive;
use server::folder::STORE;
use tempfile::TempDir;

use crate::client::{Client, read};
use crate::epoch;
use crate::process::{Process, command, folder, parindex};
use crate::sample::{ID, ballot, lines, plain};

/// Every table of the campaign as the server gives it.
async fn tables(admin: &Client) -> Vec<Value> {
    let mut tables = Vec::new();
    for path in
        ["", "/counts", "/survey", "/index", "/ballots", "/ballots/1", "/runs", "/runs/1", "/publications"]
    {
        tables.push(admin.of_sample(path).await);
    }
    tables.push(read(admin.get("/api/accounts").await).await);
    tables
}

fn right(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn refused(output: &Output, what: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(1) && said.contains(what), "{said}");
}

fn names(folder: &Path) -> Vec<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_on_what_was_restored_gives_the_same_tables_and_another_epoch() {
    let data = folder().await;
    let process = Process::start(data.path());
    let admin = process.admin().await;
    for line in &lines()[..20] {
        admin.put(&(line.id, ballot(line).seal())).await;
    }
    let review = serde_json::json!({ "decision": "reject", "reason": "thử" });
    let reviewed = admin.post(&format!("/api/campaigns/{ID}/ballots/1/reviews"), &review).await;
    assert!(reviewed.status().is_success());
    assert!(admin.post(&format!("/api/campaigns/{ID}/runs"), &()).await.status().is_success());
    let before = tables(&admin).await;

    let elsewhere = TempDir::new().unwrap();
    let file = elsewhere.path().join("backup.zip");
    let name = file.display().to_string();
    // What bears a name that an earlier version used on the way is the user's.
    fs::write(elsewhere.path().join("backup.zip.part"), "mine").unwrap();
    right(&parindex(data.path(), &["backup", &name]));
    let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).unwrap().permissions());
    assert_eq!(mode & 0o077, 0, "the copy is its owner's alone, too");
    assert_eq!(fs::read(elsewhere.path().join("backup.zip.part")).unwrap(), b"mine");
    assert_eq!(names(elsewhere.path()).len(), 2, "nothing else is left");
    let bytes = fs::read(&file).unwrap();
    refused(&parindex(data.path(), &["backup", &name]), "is there already");
    assert_eq!(fs::read(&file).unwrap(), bytes, "nothing is written over");

    // What comes after the copy is not in it.
    admin.put(&plain(1)).await;
    let back = elsewhere.path().join("back");
    right(&parindex(&back, &["restore", &name]));
    let restored = Process::start(&back);
    assert_eq!(tables(&restored.admin().await).await, before);
    assert_ne!(epoch::of(restored.url()).await, epoch::of(process.url()).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_backups_to_one_name_one_wins_whole_and_the_others_say_so() {
    let (data, target) = (folder().await, TempDir::new().unwrap());
    let file = target.path().join("backup.zip");
    let name = file.display().to_string();
    let racers: Vec<_> = (0..6)
        .map(|_| {
            command(data.path(), &["backup", &name]).stderr(std::process::Stdio::piped()).spawn().unwrap()
        })
        .collect();
    let outcomes: Vec<Output> = racers.into_iter().map(|racer| racer.wait_with_output().unwrap()).collect();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.status.success()).count(), 1);
    for loser in outcomes.iter().filter(|outcome| !outcome.status.success()) {
        refused(loser, "is there already");
    }
    assert_eq!(names(target.path()), ["backup.zip"]);
    right(&parindex(&target.path().join("back"), &["restore", &name]));
}

#[test]
fn a_folder_without_data_is_refused() {
    let (empty, target) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let name = target.path().join("copy.zip").display().to_string();
    refused(&parindex(empty.path(), &["backup", &name]), "holds no data");
    assert_eq!(names(empty.path()).len() + names(target.path()).len(), 0, "nothing is made");
}

#[tokio::test(flavor = "multi_thread")]
async fn restore_lays_nothing_over_what_is_there_and_restores_no_broken_archive() {
    let (data, target) = (folder().await, TempDir::new().unwrap());
    let file = target.path().join("backup.zip");
    let name = file.display().to_string();
    right(&parindex(data.path(), &["backup", &name]));
    let before = fs::read(data.path().join(STORE)).unwrap();
    refused(&parindex(data.path(), &["restore", &name]), "is there already");
    assert_eq!(fs::read(data.path().join(STORE)).unwrap(), before);
    let left = target.path().join("left");
    fs::create_dir(&left).unwrap();
    fs::write(left.join("parindex.db-wal"), b"of a killed server").unwrap();
    refused(&parindex(&left, &["restore", &name]), "is there already");

    let whole = fs::read(&file).unwrap();
    let manifest = archive::manifest(&fs::File::open(&file).unwrap()).unwrap();
    assert!(manifest.counts["campaign"] == 1 && manifest.files[0].name == STORE);
    let empty = target.path().join("empty");
    for at in (0..whole.len()).step_by(whole.len() / 40) {
        let mut broken = whole.clone();
        broken[at] ^= 0x10;
        fs::write(&file, &broken).unwrap();
        if !parindex(&empty, &["restore", &name]).status.success() {
            assert!(!empty.join(STORE).exists(), "all or nothing: {at}");
            continue;
        }
        // A bit that no reader looks at (a date, a permission): what is laid down is right all the same.
        fs::remove_dir_all(&empty).unwrap();
    }
    for length in [0, 10, whole.len() / 2, whole.len() - 1] {
        fs::write(&file, &whole[..length]).unwrap();
        refused(&parindex(&empty, &["restore", &name]), "Nothing was restored");
        assert!(!empty.join(STORE).exists());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_store_makes_no_backup_and_its_copy_is_kept_under_another_name() {
    let (data, target) = (folder().await, TempDir::new().unwrap());
    let name = target.path().join("backup.zip").display().to_string();
    let store = data.path().join(STORE);
    let mut bytes = fs::read(&store).unwrap();
    let last = bytes.len() - usize::from(u16::from_be_bytes([bytes[16], bytes[17]]));
    // The head of the last page: a page of a tree, or one of a long value.
    bytes[last..last + 200].fill(0xff);
    fs::write(&store, &bytes).unwrap();
    for n in 1..=2 {
        let output = parindex(data.path(), &["backup", &name]);
        refused(&output, "is damaged");
        refused(&output, "parindex restore");
        refused(&output, &format!("backup.zip.damaged-{n}"));
    }
    let mut left = names(target.path());
    left.sort();
    assert_eq!(left, ["backup.zip.damaged-1", "backup.zip.damaged-2"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pipe_is_refused_and_not_waited_for() {
    let (data, other) = (folder().await, TempDir::new().unwrap());
    let pipe = other.path().join(STORE);
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let name = pipe.display().to_string();
    refused(&parindex(&other.path().join("back"), &["restore", &name]), "is not a file");
    refused(&parindex(other.path(), &["backup", "none.zip"]), "is not a file");
    refused(&parindex(other.path(), &["account", "passwd", "admin"]), "is not a file");
    refused(&parindex(data.path(), &["backup", &name]), "is there already");
    assert_eq!(parindex(data.path(), &["check", &name]).status.code(), Some(1));
    let package = crate::sample::path("").display().to_string();
    refused(&parindex(data.path(), &["import", &package, "--ballots", &name]), "is not a file");
}

#[tokio::test(flavor = "multi_thread")]
async fn told_to_stop_a_backup_leaves_nothing_half_made() {
    let (data, target) = (folder().await, TempDir::new().unwrap());
    let before = names(data.path());
    for n in 0..4 {
        let name = target.path().join(format!("{n}.zip")).display().to_string();
        let mut backup = command(data.path(), &["backup", &name]);
        let mut backup = backup.stderr(std::process::Stdio::null()).spawn().unwrap();
        while backup.try_wait().unwrap().is_none()
            && !names(target.path()).iter().any(|it| it.starts_with('.'))
        {
            std::thread::yield_now();
        }
        assert!(std::process::Command::new("kill").arg(backup.id().to_string()).status().is_ok());
        backup.wait().unwrap();
        let left: Vec<String> =
            names(target.path()).into_iter().filter(|name| name.starts_with('.')).collect();
        assert_eq!(left, [""; 0], "try {n}");
        assert_eq!(names(data.path()), before, "nor beside the store");
    }
    // What bears its name is whole.
    for name in names(target.path()) {
        let back = TempDir::new().unwrap();
        right(&parindex(back.path(), &["restore", &target.path().join(name).display().to_string()]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_was_ended_after_the_copy_is_not_in_force_again() {
    let (data, target) = (folder().await, TempDir::new().unwrap());
    let process = Process::start(data.path());
    let admin = process.admin().await;
    let token = admin.token.clone();
    let name = target.path().join("backup.zip").display().to_string();
    right(&parindex(data.path(), &["backup", &name]));
    assert!(
        admin.request(reqwest::Method::DELETE, "/api/session").send().await.unwrap().status().is_success()
    );
    let back = target.path().join("back");
    right(&parindex(&back, &["restore", &name]));
    let restored = Process::start(&back);
    let again = Client { token, ..restored.anonymous() };
    assert_eq!(again.get("/api/accounts").await.status(), 401);
    // What a tablet still holds is delivered by it all the same.
    assert_eq!(again.put(&plain(1)).await.0, 201);
}

/// Makes a backup into a folder, and gives its name.
fn into(data: &Path, backups: &Path, more: &[&str]) -> String {
    let before = names(backups);
    right(&parindex(data, &[&["backup", &backups.display().to_string()], more].concat()));
    names(backups).into_iter().find(|name| !before.contains(name)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_folder_the_newest_stay_and_what_is_not_ours_is_never_touched() {
    let (data, backups) = (folder().await, TempDir::new().unwrap());
    let old = ["parindex-2019-11-20-020000Z.zip", "parindex-2019-11-21-020000Z.zip"];
    let others = ["parindex-2019-11-19.zip", "parindex-2019-13-19-020000Z.zip", "thư.txt"];
    for name in old.iter().chain(&others) {
        fs::write(backups.path().join(name), name).unwrap();
    }
    let made = into(data.path(), backups.path(), &["--keep", "2"]);
    let mut left = names(backups.path());
    left.sort_unstable();
    let mut expected = [&others[..], &[old[1], &made]].concat();
    expected.sort_unstable();
    assert_eq!(left, expected);
    for wrong in [&["--keep", "0"][..], &["--keep", "x"]] {
        let output =
            parindex(data.path(), &[&["backup", &*backups.path().display().to_string()], wrong].concat());
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
    }
    let file = backups.path().join("one.zip").display().to_string();
    refused(&parindex(data.path(), &["backup", &file, "--keep", "2"]), "Nothing was written");
    assert!(!Path::new(&file).exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drill_beside_the_running_server_tells_a_backup_that_can_be_restored() {
    let (data, backups) = (folder().await, TempDir::new().unwrap());
    let process = Process::start(data.path());
    let admin = process.admin().await;
    for line in &lines()[..20] {
        admin.put(&(line.id, ballot(line).seal())).await;
    }
    assert!(admin.post(&format!("/api/campaigns/{ID}/runs"), &()).await.status().is_success());
    let before = tables(&admin).await;
    let output = parindex(data.path(), &["backup", &backups.path().display().to_string(), "--drill"]);
    right(&output);
    assert!(String::from_utf8_lossy(&output.stdout).contains("laid back"), "{output:?}");
    assert_eq!(names(backups.path()).len(), 1, "what the drill laid is cleared away");
    assert_eq!(tables(&admin).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drill_finds_figures_that_are_not_those_of_the_live_store_and_keeps_earlier_backups() {
    let (data, backups) = (folder().await, TempDir::new().unwrap());
    let mut process = Process::start(data.path());
    process.admin().await.put(&plain(1)).await;
    process.terminate();
    let first = into(data.path(), backups.path(), &["--drill"]);
    let store = rusqlite::Connection::open(data.path().join(STORE)).unwrap();
    store.execute("UPDATE counter SET ballots = ballots + 1", []).unwrap();
    drop(store);
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    let output =
        parindex(data.path(), &["backup", &backups.path().display().to_string(), "--drill", "--keep", "1"]);
    refused(&output, "is not whole (counter");
    assert!(names(backups.path()).contains(&first), "the earlier one stays");
}
