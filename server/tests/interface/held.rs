//! `parindex account give|take|bulk`: roles given and taken on the server's machine.

use std::path::Path;

use shared::roster;
use shared::wire::{Account, ActKind, Grant, Role};

use crate::acts::acts;
use crate::client::{Client, read, refusal};
use crate::process::{Process, folder, parindex};
use crate::sample::ID;

/// Runs `parindex account …`: its exit status and what it says, in English.
fn account(data: &Path, arguments: &[&str]) -> (i32, String) {
    let output = parindex(data, &[&["account"], arguments].concat());
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap().trim().to_owned())
}

async fn held(admin: &Client, username: &str) -> Vec<Grant> {
    let all: Vec<Account> = read(admin.get("/api/accounts").await).await;
    all.into_iter().find(|account| account.username == username).unwrap().roles
}

#[tokio::test]
async fn a_role_is_given_and_taken_and_what_is_held_then_is_said() {
    let data = folder().await;
    let process = Process::start(data.path());
    let admin = process.admin().await;
    let account = |arguments: &[&str]| account(data.path(), arguments);
    assert_eq!(account(&["add", "an", "--role", "viewer"]).0, 0);
    let head = ["an", "--role", "head", "--campaign", ID, "--unit", "SYT"];
    let staff = ["an", "--role", "unit", "--campaign", ID, "--unit", "SXD"];
    let appraiser = ["an", "--role", "appraiser", "--campaign", ID];
    for (arguments, said) in [
        (&head[..], "head (bac-kan-2019, SYT), viewer"),
        (&staff, "head (bac-kan-2019, SYT), unit (bac-kan-2019, SXD), viewer"),
        (&appraiser, "appraiser (bac-kan-2019), head (bac-kan-2019, SYT), unit (bac-kan-2019, SXD), viewer"),
        (&appraiser, "appraiser (bac-kan-2019), head (bac-kan-2019, SYT), unit (bac-kan-2019, SXD), viewer"),
    ] {
        assert_eq!(account(&[&["give"], arguments].concat()), (0, format!("Roles of an: {said}.")));
    }
    let mut expected = [
        Grant::of(Role::Viewer),
        Grant::at(Role::Unit, ID, "SXD"),
        Grant::at(Role::Head, ID, "SYT"),
        Grant::within(Role::Appraiser, ID),
    ];
    expected.sort();
    let mut found = held(&admin, "an").await;
    found.sort();
    assert_eq!(found, expected, "the running server knows at once");
    let elsewhere = ["take", "an", "--role", "head", "--campaign", ID, "--unit", "SXD"];
    let (status, said) = account(&elsewhere);
    assert!(status == 0 && said.contains("head (bac-kan-2019, SYT)"), "of another unit it stays: {said}");
    for arguments in [&head[..], &staff, &appraiser] {
        assert_eq!(account(&[&["take"], arguments].concat()).0, 0);
    }
    let last = account(&["take", "an", "--role", "viewer"]);
    assert_eq!(last, (0, "an has no role any more.".to_owned()));
    assert_eq!(held(&admin, "an").await, []);
    let log = acts(&admin, "subject=an").await;
    let kinds: Vec<_> = log.iter().map(|act| (act.kind, act.by.as_deref())).collect();
    let given = [(ActKind::RoleTaken, None); 4].into_iter().chain([(ActKind::RoleGiven, None); 3]);
    let made = [(ActKind::AccountMade, None)];
    assert_eq!(kinds, given.chain(made).collect::<Vec<_>>(), "one act for each that changed something");
}

#[tokio::test]
async fn a_role_that_cannot_be_held_so_is_refused_and_nothing_changes() {
    let data = folder().await;
    let account = |arguments: &[&str]| account(data.path(), arguments);
    assert_eq!(account(&["add", "an", "--role", "viewer"]).0, 0);
    for (arguments, status, said) in [
        (&["give", "nobody", "--role", "viewer"][..], 1, "There is no account “nobody”."),
        (&["give", "an", "--role", "chief"], 2, "invalid value 'chief'"),
        (&["give", "an", "--role", "unit"], 1, "is held at a unit, in one campaign"),
        (&["give", "an", "--role", "head", "--campaign", ID], 1, "is held at a unit, in one campaign"),
        (&["give", "an", "--role", "head", "--unit", "SYT"], 2, "--campaign"),
        (
            &["give", "an", "--role", "unit", "--campaign", ID, "--unit", "XYZ"],
            1,
            "a unit of the sheet units",
        ),
        (
            &["give", "an", "--role", "viewer", "--campaign", ID, "--unit", "SYT"],
            1,
            "is not held at the place",
        ),
        (&["give", "an", "--role", "viewer", "--campaign", "nope"], 1, "it has: bac-kan-2019"),
        (&["take", "admin", "--role", "admin"], 1, "admin"),
    ] {
        let (code, answer) = account(arguments);
        assert!(code == status && answer.contains(said), "{arguments:?}: {code} {answer}");
    }
    let process = Process::start(data.path());
    let admin = process.admin().await;
    assert_eq!(held(&admin, "an").await, [Grant::of(Role::Viewer)]);
    assert_eq!(held(&admin, "admin").await, [Grant::of(Role::Admin)]);
}

#[tokio::test]
async fn an_admin_is_made_again_where_none_can_sign_in() {
    let data = folder().await;
    let (status, said) = account(data.path(), &["add", "chi", "--role", "viewer"]);
    assert_eq!(status, 0, "{said}");
    let password = said.split("Password: ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap();
    let process = Process::start(data.path());
    let chi = Client::sign_in(process.url(), "chi", password).await;
    assert_eq!(refusal(chi.get("/api/accounts").await).await.0, 403);
    assert_eq!(account(data.path(), &["give", "chi", "--role", "admin"]).0, 0);
    assert_eq!(held(&chi, "chi").await.len(), 2, "with the same session, at once");
}

#[tokio::test]
async fn a_list_gives_each_role_as_it_is_held() {
    let data = folder().await;
    let file = data.path().join("list.csv");
    let path = file.display().to_string();
    let list = "username;role;name;places\nan;unit;Lê Văn An;SYT\nlan;head;;SYT SXD\nthu;appraiser;;\n";
    std::fs::write(&file, list).unwrap();
    let printed = parindex(data.path(), &["account", "bulk", &path, "--campaign", ID]);
    assert!(printed.status.success(), "{printed:?}");
    let rows = roster::read(&printed.stdout).unwrap();
    let told: Vec<_> = rows.iter().map(|row| (&*row.username, &*row.role, row.places.join(" "))).collect();
    let expected =
        [("an", "unit", "SYT".into()), ("lan", "head", "SYT SXD".into()), ("thu", "appraiser", "".into())];
    assert_eq!(told, expected);
    let process = Process::start(data.path());
    let admin = process.admin().await;
    assert_eq!(held(&admin, "an").await, [Grant::at(Role::Unit, ID, "SYT")]);
    let both = ["SXD", "SYT"].map(|unit| Grant::at(Role::Head, ID, unit));
    assert_eq!(held(&admin, "lan").await, both);
    assert_eq!(held(&admin, "thu").await, [Grant::within(Role::Appraiser, ID)]);
    let an = Client::sign_in(process.url(), "an", &rows[0].password).await;
    let own = |unit: &str| format!("/api/campaigns/{ID}/units/{unit}/assessment");
    assert_eq!(an.get(&own("SYT")).await.status(), 200);
    assert_eq!(refusal(an.get(&own("SXD")).await).await.0, 403, "of another unit nothing");
}

#[tokio::test]
async fn a_list_names_what_is_wrong_with_a_unit_once_and_makes_nothing() {
    let data = folder().await;
    let file = data.path().join("list.csv");
    let path = file.display().to_string();
    let list =
        "username,role,places\nan,unit,\nlan,head,SYT XYZ\nthu,appraiser,SYT\nha,unit,SYT\nxa,chief,99999\n";
    std::fs::write(&file, list).unwrap();
    for (campaign, expected) in
        [(&["--campaign", ID][..], &["2", "3", "4", "6"][..]), (&[], &["2", "3", "4", "5", "6"])]
    {
        let (status, said) = account(data.path(), &[&["bulk", &*path], campaign].concat());
        let lines: Vec<_> = said.lines().filter_map(|line| line.split(", line ").nth(1)).collect();
        let mut at: Vec<_> =
            lines.iter().filter_map(|line| Some(line.split_once(", column places: ")?.0)).collect();
        at.sort_unstable();
        assert_eq!((status, &at[..]), (1, expected), "{said}");
    }
    let (_, said) = account(data.path(), &["give", "ha", "--role", "viewer"]);
    assert_eq!(said, "There is no account “ha”.");
}
