//! `/api/accounts`

use std::collections::BTreeMap;

use server::service::log::Actor;
use server::store::StoreError;
use shared::wire::{Account, AccountChange, CampaignSummary, Counts, Grant, Role};

use crate::client::{Client, read, refusal};
use crate::sample::ID;
use crate::served::Served;

fn new(username: &str) -> AccountChange {
    AccountChange {
        username: Some(username.to_owned()),
        give: vec![Grant::of(Role::Interviewer)],
        password: Some("đủ dài rồi".to_owned()),
        ..AccountChange::default()
    }
}

#[tokio::test]
async fn an_admin_makes_and_changes_accounts() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let made: Account = read(admin.post("/api/accounts", &new("dtv02")).await).await;
    assert_eq!((made.name.as_str(), made.disabled), ("dtv02", false));
    let interviewer = Client::sign_in(&served.url, "dtv02", "đủ dài rồi").await;
    assert!(read::<Vec<CampaignSummary>>(interviewer.get("/api/campaigns").await).await.is_empty());
    let places = BTreeMap::from([(ID.to_owned(), vec!["01852".to_owned(), "province".to_owned()])]);
    let change = AccountChange { assignments: Some(places.clone()), ..AccountChange::default() };
    let changed: Account = read(admin.patch("/api/accounts/dtv02", &change).await).await;
    assert_eq!(changed.assigned(ID).collect::<Vec<_>>(), places[ID]);
    let campaigns: Vec<CampaignSummary> = read(interviewer.get("/api/campaigns").await).await;
    assert!(campaigns.len() == 1 && campaigns[0].assigned);
    let all: Vec<Account> = read(admin.get("/api/accounts").await).await;
    let names: Vec<_> = all.iter().map(|account| &*account.username).collect();
    assert_eq!(names, ["dtv02", "admin", "dtv01", "viewer"], "by what people are called");
}

/// Whoever looks for a person looks for a name: filters and tables list people as a dictionary would, whatever their accounts are.
#[tokio::test]
async fn people_stand_in_the_order_of_their_names() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    for (username, name) in
        [("a1", "Ngô Ý"), ("a2", "Đỗ An"), ("a3", "Ẩn"), ("a4", "Dương Bá"), ("a5", "Âu Cơ")]
    {
        let assignments = Some(BTreeMap::from([(ID.to_owned(), vec!["01852".to_owned()])]));
        let change = AccountChange { name: Some(name.to_owned()), assignments, ..new(username) };
        read::<Account>(admin.post("/api/accounts", &change).await).await;
    }
    let expected = ["Ẩn", "Âu Cơ", "Dương Bá", "Đỗ An", "Ngô Ý", "Người dtv01"];
    let counts: Counts = admin.of_sample("/counts").await;
    assert_eq!(counts.interviewers.iter().map(|row| &*row.name).collect::<Vec<_>>(), expected);
    let all: Vec<Account> = read(admin.get("/api/accounts").await).await;
    let interviewers = all.iter().filter(|account| account.assigned(ID).next().is_some());
    assert_eq!(interviewers.map(|account| &*account.name).collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn what_cannot_be_an_account_is_refused() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let unknown = BTreeMap::from([(ID.to_owned(), vec!["99999".to_owned()])]);
    let nowhere = BTreeMap::from([("bac-kan-1999".to_owned(), vec![])]);
    for (change, status, code) in [
        (new("dtv01"), 409, "account.exists"),
        (new("Đặng"), 400, "account.name_not_allowed"),
        (new(""), 400, "account.name_not_allowed"),
        (new("."), 400, "account.name_not_allowed"),
        (new(".."), 400, "account.name_not_allowed"),
        (new("-x"), 400, "account.name_not_allowed"),
        (new("bulk"), 400, "account.name_not_allowed"),
        (AccountChange { password: Some("ngắn".into()), ..new("a") }, 400, "account.password_length"),
        (AccountChange { name: Some("  ".into()), ..new("a") }, 400, "account.person_unseen"),
        (AccountChange { name: Some("\u{ad}\u{a0}".into()), ..new("a") }, 400, "account.person_unseen"),
        (AccountChange { password: None, ..new("a") }, 400, "account.field_absent"),
        (AccountChange { give: vec![], ..new("a") }, 400, "account.field_absent"),
        (
            AccountChange { give: vec![Grant::within(Role::Viewer, "bac-kan-1999")], ..new("a") },
            404,
            "campaign.absent",
        ),
        (
            AccountChange { give: vec![Grant::at(Role::Viewer, ID, "01837")], ..new("a") },
            400,
            "account.role_without_place",
        ),
        (
            AccountChange { give: vec![Grant::at(Role::Interviewer, ID, "99999")], ..new("a") },
            400,
            "account.place_unknown",
        ),
        (AccountChange { assignments: Some(unknown), ..new("a") }, 400, "account.place_unknown"),
        (AccountChange { assignments: Some(nowhere), ..new("a") }, 404, "campaign.absent"),
    ] {
        let answer = admin.post("/api/accounts", &change).await;
        assert_eq!(refusal(answer).await, (status, code.to_owned()), "{change:?}");
    }
    let all: Vec<Account> = read(admin.get("/api/accounts").await).await;
    assert_eq!(all.len(), 3, "nothing of what was refused stays");
}

#[tokio::test]
async fn the_last_admin_stays() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    for change in [
        AccountChange { disabled: Some(true), ..AccountChange::default() },
        AccountChange {
            take: vec![Grant::of(Role::Admin)],
            give: vec![Grant::of(Role::Viewer)],
            ..AccountChange::default()
        },
        AccountChange {
            take: vec![Grant::of(Role::Admin)],
            give: vec![Grant::within(Role::Admin, ID)],
            ..AccountChange::default()
        },
    ] {
        let answer = admin.patch("/api/accounts/admin", &change).await;
        assert_eq!(refusal(answer).await, (409, "account.last_admin".to_owned()));
    }
    let answer = admin.patch("/api/accounts/nobody", &AccountChange::default()).await;
    assert_eq!(refusal(answer).await, (404, "account.absent".to_owned()));
}

#[tokio::test]
async fn an_account_of_old_whose_name_is_no_longer_allowed_still_works() {
    let served = Served::start().await;
    let model =
        served.site.store.read::<_, StoreError>(|store| store.account("dtv01")).await.unwrap().unwrap();
    let old = server::store::Account { username: "..".to_owned(), ..model };
    served.site.store.write::<_, StoreError>(move |store| store.put_account(&old)).await.unwrap();
    let client = served.sign_in("..").await;
    assert_eq!(client.get("/api/session").await.status(), 200);
    let change = AccountChange { name: Some("Người cũ".to_owned()), ..AccountChange::default() };
    let changed = server::service::accounts::change(&served.site, Actor::Command, "..".to_owned(), change)
        .await
        .unwrap();
    assert_eq!(changed.name, "Người cũ", "the command line still reaches it");
}

#[tokio::test]
async fn who_was_never_an_admin_does_not_take_the_last_one_away() {
    let served = Served::start().await;
    let all = served.site.store.read::<_, StoreError>(|store| store.accounts()).await.unwrap();
    // As `parindex account add` may leave a store that no server ever opened.
    let admin = all.into_iter().find(|account| account.username == "admin").unwrap();
    let gone = server::store::Account { disabled: true, ..admin };
    served.site.store.write::<_, StoreError>(move |store| store.put_account(&gone)).await.unwrap();
    let places = BTreeMap::from([(ID.to_owned(), vec!["01852".to_owned()])]);
    let change = AccountChange { assignments: Some(places.clone()), ..AccountChange::default() };
    let changed = server::service::accounts::change(&served.site, Actor::Command, "dtv01".to_owned(), change)
        .await
        .unwrap();
    assert_eq!(changed.assigned(ID).collect::<Vec<_>>(), places[ID]);
}

#[tokio::test]
async fn roles_are_given_and_taken_one_by_one() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let viewer = Grant::within(Role::Viewer, ID);
    let office = format!("/api/campaigns/{ID}/counts");
    let interviewer = served.sign_in("dtv01").await;
    assert_eq!(interviewer.get(&office).await.status(), 403);
    for _ in 0..2 {
        let change = AccountChange { give: vec![viewer.clone()], ..AccountChange::default() };
        let given: Account = read(admin.patch("/api/accounts/dtv01", &change).await).await;
        assert_eq!(given.roles.iter().filter(|grant| **grant == viewer).count(), 1);
        assert_eq!(given.assigned(ID).collect::<Vec<_>>(), ["01837", "01840"], "places stay");
    }
    assert_eq!(interviewer.get(&office).await.status(), 200, "without signing in again");
    // A role without a place goes with all its places there.
    let take = vec![viewer, Grant::of(Role::Interviewer), Grant::within(Role::Interviewer, ID)];
    let change = AccountChange { take, ..AccountChange::default() };
    let taken: Account = read(admin.patch("/api/accounts/dtv01", &change).await).await;
    assert_eq!(taken.roles, []);
    assert!(read::<Vec<CampaignSummary>>(interviewer.get("/api/campaigns").await).await.is_empty());
}

#[tokio::test]
async fn what_a_script_of_old_says_is_refused_and_not_left_aside() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let body = serde_json::json!({ "role": "admin" });
    assert_eq!(refusal(admin.patch("/api/accounts/dtv01", &body).await).await.0, 400);
    let all: Vec<Account> = read(admin.get("/api/accounts").await).await;
    let dtv01 = all.iter().find(|account| account.username == "dtv01").unwrap();
    assert!(dtv01.roles.iter().all(|grant| grant.role == Role::Interviewer));
}
