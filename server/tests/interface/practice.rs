//! A campaign to try interviews with, made on a page: the same forms, places and people, plainly marked, and nothing of it counts elsewhere.

use reqwest::StatusCode;
use shared::wire::{CampaignSummary, Counts, Grant, Role, TabletPackage};

use crate::acts::acts;
use crate::client::{Client, read};
use crate::guest::fill;
use crate::sample::{ID, another};
use crate::served::Served;

async fn made(client: &Client) -> (StatusCode, String) {
    let fields = [("as".to_owned(), "practice".to_owned())];
    let answer = fill(client, &format!("/r/{ID}/devices"), &fields).await;
    (answer.status(), answer.text().await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_makes_a_practice_campaign_with_the_same_people_and_none_of_it_counts() {
    let served = Served::start().await;
    let (admin, tablet) = (served.sign_in("admin").await, served.sign_in("dtv01").await);
    let id = format!("{ID}-tap-huan");
    let (status, shown) = made(&admin).await;
    assert_eq!(status, StatusCode::OK, "{shown}");
    assert!(shown.contains("(tập huấn)") && !shown.contains("value=\"practice\""), "its own page: {shown}");
    let mark = "Đợt tập huấn: phiếu ở đây không được tính";
    assert!(
        shown.contains(mark) && shown.contains("role=\"status\""),
        "marked, and said to be made: {shown}"
    );
    let real = admin.get(&format!("/r/{ID}/board?lang=vi")).await.text().await.unwrap();
    assert!(!real.contains(mark), "{real}");

    let listed: Vec<CampaignSummary> = read(tablet.get("/api/campaigns").await).await;
    let marked: Vec<_> = listed.iter().map(|it| (&*it.id, it.practice, it.assigned)).collect();
    assert!(marked.contains(&(&*id, true, true)) && marked.contains(&(ID, false, true)), "{marked:?}");
    let path = format!("/api/campaigns/{id}");
    let package: TabletPackage = read(tablet.get(&format!("{path}/package")).await).await;
    assert_eq!(package.places, ["01837", "01840"]);
    let (ballot, sealed) = another(1, |ballot| ballot.header.campaign = id.clone());
    let put = tablet.request(reqwest::Method::PUT, &format!("{path}/ballots/{ballot}"));
    assert!(put.body(sealed.bytes).send().await.unwrap().status().is_success());
    let counts: Counts = admin.of_sample("/counts").await;
    assert_eq!(counts.rows.iter().map(|row| row.valid + row.pending).sum::<u32>(), 0);

    let next = admin.get(&format!("/api/campaigns/{id}/next-package.zip")).await;
    assert_ne!(next.status(), StatusCode::OK, "no year follows it");
    let beside: String = admin.get(&format!("/r/{ID}/devices")).await.text().await.unwrap();
    assert!(
        beside.contains(&format!("/r/{id}/devices")) && !beside.contains("value=\"practice\""),
        "{beside}"
    );
    let (again, said) = made(&admin).await;
    assert_eq!(again, StatusCode::CONFLICT);
    assert!(said.contains(&format!("Đợt {id} đã có")), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn supervisors_and_clerks_practise_too_and_keep_who_they_lead() {
    let served = Served::start().await;
    let [interviewer, supervisor] =
        [Role::Interviewer, Role::Supervisor].map(|it| Grant::at(it, ID, "01837"));
    served.holder("lan", vec![interviewer]).await;
    served.holder("gs", vec![supervisor]).await;
    served.holder("nhap", vec![Grant::within(Role::Clerk, ID)]).await;
    let [lan, gs, nhap] =
        [served.sign_in("lan").await, served.sign_in("gs").await, served.sign_in("nhap").await];
    let told = format!("?device={}&app=1&persisted=true&unsent=7&drafts=2", uuid::Uuid::from_u128(9));
    assert!(lan.get(&format!("/api/campaigns{told}")).await.status().is_success());
    let sees = async || gs.get(&format!("/r/{ID}/devices")).await.text().await.unwrap();
    let before = sees().await;
    assert_eq!(
        (before.matches("data-device=").count(), before.matches("value=\"lan\"").count()),
        (1, 1),
        "{before}"
    );
    assert_eq!(made(&served.sign_in("admin").await).await.0, StatusCode::OK);
    let after = sees().await;
    assert_eq!(
        (after.matches("data-device=").count(), after.matches("value=\"lan\"").count()),
        (1, 1),
        "{after}"
    );
    let id = format!("{ID}-tap-huan");
    assert_eq!(gs.get(&format!("/r/{id}/board")).await.status(), StatusCode::OK);
    assert_eq!(nhap.get(&format!("/api/campaigns/{id}/paper")).await.status(), StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_came_later_practises_once_it_is_updated() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let renew = async || {
        let fields = [("as".to_owned(), "renew".to_owned())];
        fill(&admin, &format!("/r/{ID}/devices"), &fields).await
    };
    assert_eq!(renew().await.status(), StatusCode::NOT_FOUND, "none is made yet");
    assert_eq!(made(&admin).await.0, StatusCode::OK);
    served.account("lan", Role::Interviewer, &["01864"]).await;
    let more = serde_json::json!({ "assignments": { ID: ["01837", "01840", "01864"] } });
    assert!(admin.patch("/api/accounts/dtv01", &more).await.status().is_success());
    assert!(renew().await.url().path().contains("-tap-huan/devices"));
    for (account, places) in [("lan", &["01864"][..]), ("dtv01", &["01837", "01840", "01864"])] {
        let tablet = served.sign_in(account).await;
        let path = format!("/api/campaigns/{ID}-tap-huan/package");
        let package: TabletPackage = read(tablet.get(&path).await).await;
        assert_eq!(package.places, places, "{account}");
    }
    let n = acts(&admin, "").await.len();
    assert!(renew().await.status().is_success());
    assert_eq!(acts(&admin, "").await.len(), n, "once more changes nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_administers_one_campaign_makes_no_other() {
    let served = Served::start().await;
    let role = Grant { campaign: Some(ID.to_owned()), ..Grant::of(Role::Admin) };
    served.holder("qt", vec![role]).await;
    let (status, said) = made(&served.sign_in("qt").await).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(said.contains("mọi đợt"), "{said}");
}
