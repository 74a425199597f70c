//! A log that a killed server left and that is damaged is named, never thrown away, and never called whole.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::Path;

use server::folder::STORE;
use tempfile::TempDir;

use crate::durability::{held, receipts, sending};
use crate::epoch;
use crate::process::{Process, command, folder, parindex};
use crate::sample::plain;

const LOG: &str = "parindex.db-wal";
/// Length of the head of each of its frames.
const FRAME_HEAD: usize = 24;
/// Length of the log's head.
const HEAD: usize = 32;

/// What a server left that took in some ballots and was killed.
async fn killed() -> TempDir {
    let data = folder().await;
    let mut process = Process::start(data.path());
    let admin = process.admin().await;
    for n in 1..=4 {
        assert_eq!(admin.put(&plain(n)).await.0, 201);
    }
    process.kill();
    data
}

/// A copy of what was left, with one bit of its log turned over.
fn damaged(left: &Path, at: usize) -> TempDir {
    let data = TempDir::new().unwrap();
    fs::copy(left.join(STORE), data.path().join(STORE)).unwrap();
    let mut log = fs::read(left.join(LOG)).unwrap();
    log[at] ^= 4;
    fs::write(data.path().join(LOG), log).unwrap();
    data
}

/// Each file of a folder, by name.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let mut files: Vec<_> = entries
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}

/// What the doctor says of a folder, which it leaves as it is, and whether it found nothing.
fn doctor(data: &Path) -> (bool, String) {
    let before = files(data);
    let output = parindex(data, &["doctor"]);
    assert!(files(data) == before, "the doctor changes nothing");
    (output.status.success(), String::from_utf8(output.stderr).unwrap())
}

/// One bit of the head, one of the first frame, one in the middle of the log.
fn places(left: &Path) -> [usize; 3] {
    let log = fs::read(left.join(LOG)).unwrap();
    let frame = FRAME_HEAD + u32::from_be_bytes(*log[8..].first_chunk().unwrap()) as usize;
    let frames = (log.len() - HEAD) / frame;
    assert!(frames > 8, "{frames}");
    [20, HEAD + 100, HEAD + frames / 2 * frame + frame / 2]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_log_is_looked_at_and_backed_up_and_stays_as_it_is() {
    let (left, target) = (killed().await, TempDir::new().unwrap());
    assert_eq!(doctor(left.path()), (true, String::new()));
    let before = files(left.path());
    let archive = target.path().join("backup.zip").display().to_string();
    assert!(parindex(left.path(), &["backup", &archive]).status.success());
    assert!(files(left.path()) == before);
    let back = target.path().join("back");
    assert!(parindex(&back, &["restore", &archive]).status.success());
    assert_eq!(held(&back).await.0.len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_bit_is_named_and_nothing_is_thrown_away() {
    let left = killed().await;
    for at in places(left.path()) {
        let (data, target) = (damaged(left.path(), at), TempDir::new().unwrap());
        let (right, said) = doctor(data.path());
        assert!(!right && said.contains(LOG), "byte {at}: {said}");
        let before = files(data.path());
        let archive = target.path().join("backup.zip").display().to_string();
        for arguments in [&["backup", &archive][..], &["rebuild"], &["account", "passwd", "admin"]] {
            let output = parindex(data.path(), arguments);
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(
                output.status.code() == Some(1) && said.contains("-wal"),
                "byte {at}, {arguments:?}: {said}"
            );
            let now = files(data.path());
            assert!(before.iter().all(|file| now.contains(file)), "byte {at}, {arguments:?}");
        }
        // The copy that is kept has its log with it.
        let kept: Vec<_> = files(target.path()).into_iter().map(|(_, bytes)| bytes).collect();
        assert!(kept == [before[0].1.clone(), before[1].1.clone()], "byte {at}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_goes_on_with_what_can_be_read_keeps_the_rest_and_tablets_send_again() {
    let left = killed().await;
    let was = {
        let whole = TempDir::new().unwrap();
        files(left.path())
            .iter()
            .for_each(|(name, bytes)| fs::write(whole.path().join(name), bytes).unwrap());
        epoch::of(Process::start(whole.path()).url()).await
    };
    for at in places(left.path()) {
        let data = damaged(left.path(), at);
        let before = files(data.path());
        let mut process = Process::start(data.path());
        let now = files(data.path());
        for (name, bytes) in &before {
            let kept = name.replace(STORE, "parindex.db.damaged-1");
            assert!(now.contains(&(kept, bytes.clone())), "byte {at}: {name}");
        }
        assert_ne!(epoch::of(process.url()).await, was, "tablets offer again what they hold");
        let admin = process.admin().await;
        for n in 1..=4 {
            assert!(admin.put(&plain(n)).await.0.is_success(), "byte {at}, ballot {n}");
        }
        process.terminate();
        let (right, said) = doctor(data.path());
        assert!(right, "byte {at}: {said}");
        assert_eq!(held(data.path()).await.0.len(), 4, "byte {at}: each once");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_a_server_is_writing_is_never_called_damaged() {
    let (data, target) = (folder().await, TempDir::new().unwrap());
    let mut process = Process::start(data.path());
    let tablets = sending(&process.admin().await).await;
    for n in 0..6 {
        let archive = target.path().join(format!("{n}.zip")).display().to_string();
        for arguments in [&["doctor"][..], &["backup", &archive]] {
            let output = parindex(data.path(), arguments);
            assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
    process.kill();
    let receipts = receipts(tablets).await;
    let held = held(data.path()).await.0;
    assert!(receipts.iter().all(|(id, digest)| held.get(id) == Some(digest)));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_log_at_all_is_named_and_kept() {
    let data = folder().await;
    fs::write(data.path().join(LOG), [7; 5000]).unwrap();
    let (right, said) = doctor(data.path());
    assert!(!right && said.contains(LOG), "{said}");
    drop(Process::start(data.path()));
    assert_eq!(fs::read(data.path().join("parindex.db.damaged-1-wal")).unwrap(), [7; 5000]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_needs_no_folder_that_it_can_write() {
    let left = killed().await;
    let bin = TempDir::new().unwrap();
    let program = bin.path().join("parindex");
    fs::copy(env!("CARGO_BIN_EXE_parindex"), &program).unwrap();
    // Root may write everywhere: then it is done as somebody else, who owns the folder and may only read it.
    let root = chown(left.path(), Some(65534), None).is_ok();
    for (name, _) in files(left.path()) {
        chown(left.path().join(name), root.then_some(65534), None).unwrap();
    }
    fs::set_permissions(left.path(), fs::Permissions::from_mode(0o500)).unwrap();
    fs::set_permissions(bin.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let ours = command(left.path(), &["doctor"]);
    let mut doctor = std::process::Command::new(&program);
    doctor.args(ours.get_args()).env("PARINDEX_DATA", left.path()).env("PARINDEX_LANGUAGE", "en");
    if root {
        std::os::unix::process::CommandExt::uid(&mut doctor, 65534);
    }
    let output = doctor.output().unwrap();
    fs::set_permissions(left.path(), fs::Permissions::from_mode(0o700)).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
