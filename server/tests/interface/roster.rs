//! Many accounts at once: `POST /api/accounts/bulk`, and `parindex account bulk`.

use reqwest::StatusCode;
use shared::roster;
use shared::wire::{Account, NewAccount, ProblemDocument, Role, Roster, RosterRow};

use crate::client::{Client, read, refusal};
use crate::process::{folder, parindex};
use crate::sample::ID;
use crate::served::Served;

fn list(file: &str) -> Roster {
    Roster { campaign: Some(ID.to_owned()), rows: roster::read(file.as_bytes()).unwrap() }
}

#[tokio::test]
async fn a_list_becomes_accounts_with_passwords_told_once() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let file = "username,name,email,role,password,places\n\
        dtv11,Đặng Thị Ánh,anh.dt@bk.gov.vn,interviewer,,01837 01840\n\
        dtv12,,,interviewer,mật khẩu riêng,province\n\
        xem2,Trần Văn B,,viewer,,\n";
    let answer = admin.post("/api/accounts/bulk", &list(file)).await;
    assert_eq!(answer.status(), StatusCode::CREATED);
    let made: Vec<NewAccount> = read(answer).await;
    let shown: Vec<_> =
        made.iter().map(|it| (&*it.username, &*it.name, it.role, it.places.join(" "))).collect();
    let expected = [
        ("dtv11", "Đặng Thị Ánh", Role::Interviewer, "01837 01840".to_owned()),
        ("dtv12", "dtv12", Role::Interviewer, "province".to_owned()),
        ("xem2", "Trần Văn B", Role::Viewer, String::new()),
    ];
    assert_eq!(shown, expected);
    assert_eq!(made[1].password, "mật khẩu riêng");
    assert!(made[0].password.len() == 16 && made[0].password != made[2].password, "made here");
    for account in &made {
        assert!(Client::sign_in(&served.url, &account.username, &account.password).await.token.is_some());
    }
    let all: Vec<Account> = read(admin.get("/api/accounts").await).await;
    let first = all.iter().find(|account| account.username == "dtv11").unwrap();
    assert_eq!(first.assigned(ID).collect::<Vec<_>>(), ["01837", "01840"]);
    assert_eq!((&*first.email, &*made[0].email), ("anh.dt@bk.gov.vn", "anh.dt@bk.gov.vn"));
}

#[tokio::test]
async fn a_list_with_faults_makes_nothing_and_names_each_row() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let file = "username,role,password,places,name\n\
        dtv11,interviewer,,01837,\n\
        Đặng,interviewer,,,\n\
        dtv01,chief,,,\n\
        dtv11,viewer,ngắn,,\n\
        dtv13,interviewer,,01837 99999,\n\
        ,viewer,,,\n\
        xem3,viewer,,01837,\n\
        xem4,viewer,,,\u{ad}\n";
    let request = admin.request(reqwest::Method::POST, "/api/accounts/bulk").json(&list(file));
    let answer = request.header("accept-language", "en").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    let document: ProblemDocument = answer.json().await.unwrap();
    let faults: Vec<_> = document
        .faults
        .iter()
        .map(|fault| (fault.at.row.unwrap(), fault.at.column.clone().unwrap(), &*fault.problem.code))
        .collect();
    let expected = [
        (3, "username", "account.name_not_allowed"),
        (4, "username", "account.exists"),
        (4, "role", "account.role_unknown"),
        (5, "username", "account.twice"),
        (5, "password", "account.password_length"),
        (6, "places", "account.place_unknown"),
        (7, "username", "account.field_absent"),
        (8, "places", "account.role_without_place"),
        (9, "name", "account.person_unseen"),
    ];
    let expected = expected.map(|(row, column, code)| (row, column.to_owned(), code));
    assert_eq!((&*document.problem.code, faults), ("request.faults", expected.to_vec()));
    assert!(
        document.faults[1].title.contains("There is an account “dtv01” already"),
        "{:?}",
        document.faults[1]
    );
    let all: Vec<Account> = read(admin.get("/api/accounts").await).await;
    assert_eq!(all.len(), 3, "all or none");
}

#[tokio::test]
async fn a_list_has_a_longest_length_and_its_places_need_a_campaign() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let row = |n: u32| RosterRow {
        line: n,
        username: format!("a{n}"),
        role: "viewer".into(),
        ..RosterRow::default()
    };
    let long = Roster { campaign: None, rows: (0..501).map(row).collect() };
    let answer = admin.post("/api/accounts/bulk", &long).await;
    assert_eq!(refusal(answer).await, (400, "account.too_many_rows".to_owned()));
    let nowhere = Roster {
        campaign: None,
        rows: vec![RosterRow { role: "interviewer".into(), places: vec!["01837".into()], ..row(2) }],
    };
    let document: ProblemDocument = admin.post("/api/accounts/bulk", &nowhere).await.json().await.unwrap();
    assert_eq!(document.faults[0].problem.code, "account.places_without_campaign");
    let elsewhere = Roster { campaign: Some("bac-kan-1999".into()), rows: vec![row(2)] };
    let answer = admin.post("/api/accounts/bulk", &elsewhere).await;
    assert_eq!(refusal(answer).await, (404, "campaign.absent".to_owned()));
}

#[tokio::test]
async fn the_command_line_prints_the_list_with_passwords() {
    let data = folder().await;
    let file = data.path().join("list.csv");
    let path = file.display().to_string();
    std::fs::write(&file, "role;username;name;places\ninterviewer;dtv11;Đặng Thị Ánh;01837\nviewer;xem2;;\n")
        .unwrap();
    let arguments = ["account", "bulk", &*path, "--campaign", ID];
    let printed = parindex(data.path(), &arguments);
    assert!(printed.status.success(), "{printed:?}");
    let rows = roster::read(&printed.stdout).unwrap();
    let names: Vec<_> =
        rows.iter().map(|row| (&*row.username, &*row.name, &*row.role, row.password.len())).collect();
    assert_eq!(names, [("dtv11", "Đặng Thị Ánh", "interviewer", 16), ("xem2", "xem2", "viewer", 16)]);
    let again = parindex(data.path(), &arguments);
    let said = String::from_utf8(again.stderr).unwrap();
    assert_eq!((again.status.code(), &*again.stdout), (Some(1), &b""[..]));
    let first = said.lines().next().unwrap();
    assert!(first.starts_with(&format!("{path}, line 2, column username: ")), "{said}");
}
