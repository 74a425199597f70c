//! `parindex backup`

use serde_json::Value;
use tempfile::TempDir;

use crate::client::{Client, read};
use crate::process::{Process, folder, parindex};
use crate::sample::{ID, ballot, lines, plain};

/// Every table of the campaign as the server gives it.
async fn tables(admin: &Client) -> Vec<Value> {
    let mut tables = Vec::new();
    for path in ["", "/counts", "/survey", "/index", "/ballots", "/ballots/1"] {
        tables.push(admin.of_sample(path).await);
    }
    tables.push(read(admin.get("/api/accounts").await).await);
    tables
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_on_the_copy_gives_the_same_tables() {
    let data = folder().await;
    let process = Process::start(data.path());
    let admin = process.admin().await;
    for line in &lines()[..20] {
        admin.put(&(line.id, ballot(line).seal())).await;
    }
    let review = serde_json::json!({ "decision": "reject", "reason": "thử" });
    let reviewed = admin.post(&format!("/api/campaigns/{ID}/ballots/1/reviews"), &review).await;
    assert!(reviewed.status().is_success());
    let before = tables(&admin).await;

    let elsewhere = TempDir::new().unwrap();
    let file = elsewhere.path().join("parindex.db");
    let name = file.display().to_string();
    let copied = parindex(data.path(), &["backup", &name]);
    assert!(copied.status.success(), "{}", String::from_utf8_lossy(&copied.stderr));
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).unwrap().permissions());
    assert_eq!(mode & 0o077, 0, "the copy is its owner's alone, too");
    let bytes = std::fs::read(&file).unwrap();
    let again = parindex(data.path(), &["backup", &name]);
    let said = String::from_utf8(again.stderr).unwrap();
    assert!(again.status.code() == Some(1) && said.contains("is there already"), "{said}");
    assert_eq!(std::fs::read(&file).unwrap(), bytes, "nothing is written over");

    // What comes after the copy is not in it.
    admin.put(&plain(1)).await;
    let restored = Process::start(elsewhere.path());
    assert_eq!(tables(&restored.admin().await).await, before);
}

#[test]
fn a_folder_without_data_is_refused() {
    let (empty, target) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let name = target.path().join("copy.db").display().to_string();
    let refused = parindex(empty.path(), &["backup", &name]);
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(refused.status.code() == Some(1) && said.contains("holds no data"), "{said}");
    assert_eq!(std::fs::read_dir(empty.path()).unwrap().count(), 0, "nothing is made");
    assert_eq!(std::fs::read_dir(target.path()).unwrap().count(), 0, "nothing is left");
}
