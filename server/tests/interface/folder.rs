//! One data folder, one server; commands beside it.

use std::process::Output;

use crate::process::{Process, folder, parindex};

fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_server_on_the_folder_is_refused_in_both_languages_and_commands_go_on() {
    let data = folder().await;
    let mut process = Process::start(data.path());
    let named = data.path().display().to_string();
    for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["rebuild"]] {
        let english = refused(&parindex(data.path(), command));
        assert!(english.contains("Another parindex is at work") && english.contains(&named), "{english}");
        let vietnamese = refused(&parindex(data.path(), &[command, &["--language", "vi"]].concat()));
        assert!(vietnamese.contains("Một parindex khác") && vietnamese.contains(&named), "{vietnamese}");
    }
    let added = parindex(data.path(), &["account", "add", "chi", "--role", "viewer"]);
    assert!(added.status.success(), "an account is made beside the server");
    let accounts: Vec<shared::wire::Account> =
        crate::client::read(process.admin().await.get("/api/accounts").await).await;
    assert!(accounts.iter().any(|account| account.username == "chi"), "the server knows it at once");

    process.kill();
    let rebuilt = parindex(data.path(), &["rebuild"]);
    assert!(rebuilt.status.success(), "a killed server leaves no lock behind");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_imported_beside_the_server_is_served_at_once() {
    let data = folder().await;
    let process = Process::start(data.path());
    let admin = process.admin().await;
    let package = crate::sample::path("").display().to_string();
    let dates = ["--year", "2026", "--opens", "2026-11-01", "--closes", "2026-12-31"];
    let imported = parindex(data.path(), &[&["import", &*package, "--as", "tap-huan"], &dates[..]].concat());
    assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
    // The same again with an assessment file: what the server remembers of the campaign must give way.
    let before: shared::wire::IndexView = admin.of_sample("/index").await;
    let assessments = crate::sample::path("assessments.jsonl").display().to_string();
    let imported = parindex(data.path(), &["import", &package, "--assessments", &assessments]);
    assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
    let campaigns: Vec<shared::wire::CampaignSummary> =
        crate::client::read(admin.get("/api/campaigns").await).await;
    assert_eq!(campaigns.len(), 2);
    let after: shared::wire::IndexView = admin.of_sample("/index").await;
    assert_ne!(after.tables, before.tables, "the appraised points are there");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_command_that_is_said_to_work_beside_a_server_does() {
    let data = folder().await;
    let _process = Process::start(data.path());
    let elsewhere = tempfile::TempDir::new().unwrap();
    let at = |name: &str| elsewhere.path().join(name).display().to_string();
    let (archive, ballots, package) =
        (at("a.zip"), at("b.jsonl"), crate::sample::path("").display().to_string());
    let of = ["--campaign", crate::sample::ID];
    let commands = [
        [&["account", "add", "lan", "--role", "viewer"][..], &[]],
        [&["backup", &archive], &[]],
        [&["doctor"], &[]],
        [&["export", "--ballots", &ballots], &of],
        [&["import", &package], &[]],
        [&["publish", "--decision", "1/QĐ-UBND", "--date", "2020-01-15"], &of],
        [&["run", "--json"], &of],
        [&["token", "make", "x", "--role", "viewer", "--last-day", "2999-12-31"], &of],
    ];
    let refused = refused(&parindex(data.path(), &["rebuild"]));
    let named = refused.split("beside a running server: ").nth(1).and_then(|rest| rest.split('.').next());
    assert_eq!(named.unwrap(), commands.map(|[command, _]| command[0]).join(", "), "{refused}");
    for command in commands {
        let done = parindex(data.path(), &command.concat());
        assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
    }
}
