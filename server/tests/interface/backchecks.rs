//! Back-checks: asked again by another person who does not know the first answers, and compared.

use reqwest::{Method, Response, StatusCode};
use serde_json::json;
use server::package::open_workbook;
use server::service::accounts;
use server::service::import::{Import, import};
use server::service::log::Actor;
use shared::ballot::BallotLine;
use shared::campaign::Backcheck;
use shared::wire::{AccountChange, ActKind, Decision, Grant, Review, Role, TabletPackage, Way};

use crate::acts::acts;
use crate::ballot_sheets::rows as sheet;
use crate::client::{Client, read};
use crate::guest::fill;
use crate::sample::{self, ID, ballot, lines, plain};
use crate::served::Served;

pub async fn sent(client: &Client, path: &str, fields: &[(&str, &str)]) -> Response {
    let fields: Vec<_> = fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    fill(client, &format!("/r/{ID}/backchecks{path}"), &fields).await
}

pub async fn page(client: &Client, path: &str) -> (StatusCode, String) {
    let answer = client.get(&format!("/r/{ID}/backchecks{path}?lang=vi")).await;
    (answer.status(), answer.text().await.unwrap())
}

/// The ballots that a page lists, by the number of the back-check.
pub fn listed(page: &str) -> Vec<(i64, i64)> {
    let number = |text: &str| text.split('"').next().unwrap().parse().unwrap();
    let row =
        |row: &str| (number(row), number(row.split("/flags/").nth(1).unwrap().split('?').next().unwrap()));
    let mut rows: Vec<_> = page.split("data-check=\"").skip(1).map(row).collect();
    rows.sort_unstable();
    rows
}

/// A server whose campaign asks a fifth again, with so many ballots of dtv01.
pub async fn with(ballots: u128) -> (Served, Client, Client) {
    asking(20, &["sex", "P7B_1", "used_departments"], ballots).await
}

/// The same where so many percent are asked these questions again.
pub async fn asking(percent: u32, questions: &[&str], ballots: u128) -> (Served, Client, Client) {
    let served = Served::start().await;
    let mut campaign = sample::campaign().clone();
    let questions = questions.iter().map(|it| (*it).to_owned()).collect();
    campaign.settings.backcheck = Some(Backcheck { percent, questions, seed: String::new() });
    import(&served.site, Import::of(campaign)).await.unwrap();
    served.account("dtv02", Role::Interviewer, &["01837"]).await;
    let (admin, tablet) = (served.sign_in("admin").await, served.sign_in("dtv01").await);
    for n in 1..=ballots {
        assert_eq!(tablet.put(&plain(n)).await.0, StatusCode::CREATED);
    }
    (served, admin, tablet)
}

/// One ballot of dtv03 from another district.
pub async fn elsewhere(served: &Served) {
    served.account("dtv03", Role::Interviewer, &["01864"]).await;
    let there = |line: &&BallotLine| {
        line.form == "P7" && line.place == "01864" && line.answers.contains_key("departments")
    };
    let mut elsewhere = ballot(lines().iter().find(there).unwrap());
    elsewhere.header.interviewer = Some("dtv03".to_owned());
    let elsewhere = (elsewhere.header.id, elsewhere.seal());
    assert_eq!(served.sign_in("dtv03").await.put(&elsewhere).await.0, StatusCode::CREATED);
}

/// Where the first form of a page is sent.
fn sent_to(page: &str) -> String {
    page.split("action=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

pub async fn drawn(admin: &Client, seen: &str) -> Response {
    sent(admin, "", &[("as", "draw"), ("seen", seen)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn another_person_asks_again_without_the_first_answers_and_they_are_compared() {
    let (served, admin, first) = with(1).await;
    assert!(drawn(&admin, "0").await.status().is_success());
    let assigned =
        async |account| sent(&admin, "", &[("as", "assign"), ("check-1", "yes"), ("account", account)]).await;
    let own = assigned("dtv01").await;
    assert_eq!(own.status(), StatusCode::BAD_REQUEST);
    assert!(own.text().await.unwrap().contains("không hỏi lại phiếu đó"));
    assert_eq!(assigned("viewer").await.status(), StatusCode::BAD_REQUEST);
    let second = served.sign_in("dtv02").await;
    assert_eq!(page(&second, "/1").await.0, StatusCode::NOT_FOUND, "not theirs yet");
    assert!(assigned("dtv02").await.status().is_success());
    let waits = async || {
        let package: TabletPackage = second.of_sample("/package?read=").await;
        package.messages.into_iter().map(|it| (it.number, it.text)).collect::<Vec<_>>()
    };
    let told = waits().await;
    assert!(matches!(&told[..], [(-1, text)] if text.starts_with("Phúc tra số 1: P7, ")), "{told:?}");
    assert_eq!(page(&first, "/1").await.0, StatusCode::NOT_FOUND, "who asked first learns nothing of it");
    let (status, asked) = page(&second, "/1").await;
    assert!(status.is_success() && !asked.contains("checked"), "the first answers are not shown: {asked}");
    for name in ["name=\"sex\"", "name=\"P7B_1\"", "name=\"used_departments#STP\""] {
        assert!(asked.contains(name), "{name}: {asked}");
    }
    assert!(asked.contains("Về Sở Tư pháp"), "{asked}");
    assert_eq!(sent(&second, "/1", &[("as", "asked"), ("sex", "")]).await.status(), StatusCode::BAD_REQUEST);
    let answers = [
        ("as", "asked"),
        ("sex", "f"),
        ("P7B_1", "B"),
        ("used_departments#STP", "on"),
        ("used_departments", ""),
    ];
    assert!(sent(&second, "/1", &answers).await.status().is_success());
    assert_eq!(sent(&second, "/1", &answers).await.status(), StatusCode::CONFLICT, "it is noted once");
    assert!(waits().await.is_empty(), "it stands on the board until it is noted");
    let (_, thanks) = page(&second, "/1").await;
    assert!(thanks.contains("Cảm ơn") && !thanks.contains("data-same"), "{thanks}");
    let (_, compared) = page(&admin, "/1").await;
    assert_eq!(
        (compared.matches("data-same=\"yes\"").count(), compared.matches("data-same=\"no\"").count()),
        (2, 1)
    );
    let (_, all) = page(&admin, "").await;
    assert!(all.contains("2 trên 3 câu trùng khớp") && all.contains("67 %"), "{all}");
    let ballot = admin.get(&format!("/r/{ID}/flags/1?lang=vi")).await.text().await.unwrap();
    let named = ballot.split("id=\"backcheck\"").nth(1).unwrap().split("</dd>").next().unwrap();
    assert!(named.contains("2 trên 3 câu trùng khớp"), "who decides about the ballot reads it: {named}");
    let taken = admin.get(&format!("/r/{ID}/backchecks?as=csv")).await.text().await.unwrap();
    let rows: Vec<_> = taken.lines().skip(1).collect();
    let begins = "1,1,1,P7,01837,dtv01,dtv02,";
    assert!(rows.len() == 3 && rows.iter().all(|row| row.starts_with(begins)), "{taken}");
    let same = |said: &str| rows.iter().filter(|row| row.ends_with(said)).count();
    assert_eq!((same(",true"), same(",false")), (2, 1), "{taken}");
    assert_eq!(first.get(&format!("/r/{ID}/backchecks?as=csv")).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(acts(&admin, "kind=exported").await.len(), 1);
    let bytes = admin.get(&format!("/api/campaigns/{ID}/ballots.xlsx")).await.bytes().await.unwrap();
    let sheet = sheet(&open_workbook("ballots.xlsx", &bytes).unwrap(), "agreement");
    assert_eq!((sheet.len(), &sheet[1][..4]), (4, &["1", "1", "1", "P7"].map(str::to_owned)[..]));
    let kinds: Vec<_> =
        acts(&admin, "subject=1").await.into_iter().map(|act| (act.kind, act.by.unwrap())).collect();
    let by = |kind, who: &str| (kind, who.to_owned());
    assert_eq!(kinds[..2], [by(ActKind::BackcheckNoted, "dtv02"), by(ActKind::BackcheckAssigned, "admin")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tablet_whose_pin_holds_what_signs_in_asks_for_an_address_of_the_one_backcheck() {
    let (served, admin, first) = with(11).await;
    assert!(drawn(&admin, "0").await.status().is_success());
    let assign = [("as", "assign"), ("check-1", "yes"), ("account", "dtv02")];
    assert!(sent(&admin, "", &assign).await.status().is_success());
    let tablet = served.sign_in("dtv02").await;
    let asked = async |client: &Client, check: i64| {
        client.request(Method::POST, &format!("/api/campaigns/{ID}/backchecks/{check}")).send().await.unwrap()
    };
    assert_eq!(asked(&first, 1).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(asked(&admin, 1).await.status(), StatusCode::NOT_FOUND, "it is who is to ask that enters");
    assert_eq!(asked(&tablet, 2).await.status(), StatusCode::NOT_FOUND, "that one is not theirs");
    let way: Way = read(asked(&tablet, 1).await).await;
    let nobody = Client::anonymous(&served.url);
    let opened = nobody.get(&way.address).await;
    assert!(opened.status().is_success() && !opened.headers().contains_key("set-cookie"));
    let shown = opened.text().await.unwrap();
    assert!(shown.contains("name=\"sex\"") && !shown.contains(&way.address), "{shown}");
    assert_eq!(nobody.get(&way.address).await.status(), StatusCode::NOT_FOUND, "it opens once");
    let comes_back = sent_to(&shown);
    assert_eq!(
        nobody.get(&comes_back).await.status(),
        StatusCode::NOT_FOUND,
        "where it is sent opens nothing"
    );
    assert!(!shown.contains("href=\"/r/"), "it leads nowhere else: {shown}");
    assert_eq!(page(&nobody, "/1").await.0, StatusCode::UNAUTHORIZED, "the address is no session");
    let missed = [("as".to_owned(), "missed".to_owned()), ("missed".to_owned(), "moved".to_owned())];
    assert_eq!(fill(&nobody, &way.address, &missed).await.status(), StatusCode::NOT_FOUND);
    let no_reason = [missed[0].clone(), ("missed".to_owned(), String::new())];
    let refused = fill(&nobody, &comes_back, &no_reason).await;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    assert_eq!(sent_to(&refused.text().await.unwrap()), comes_back, "and it is sent again");
    let thanks = fill(&nobody, &comes_back, &missed).await;
    assert!(thanks.status().is_success() && thanks.text().await.unwrap().contains("Cảm ơn"));
    assert_eq!(acts(&admin, "kind=backcheck_noted").await[0].by.as_deref(), Some("dtv02"));
    assert_eq!(fill(&nobody, &comes_back, &missed).await.status(), StatusCode::CONFLICT);
    // Who loses their places opens nothing any more, by whatever way; nor does a session that was ended.
    let next = [("as", "assign"), ("check-2", "yes"), ("account", "dtv02")];
    assert!(sent(&admin, "", &next).await.status().is_success());
    let way: Way = read(asked(&tablet, 2).await).await;
    let opened = nobody.get(&way.address).await;
    assert_eq!(opened.status(), StatusCode::OK);
    let comes_back = sent_to(&opened.text().await.unwrap());
    let send = async || fill(&nobody, &comes_back, &no_reason).await.status();
    let places = async |of: &[&str]| {
        let change = json!({ "assignments": { ID: of } });
        assert!(admin.patch("/api/accounts/dtv02", &change).await.status().is_success());
    };
    places(&[]).await;
    assert_eq!(send().await, StatusCode::NOT_FOUND);
    places(&["01837"]).await;
    assert_eq!(send().await, StatusCode::BAD_REQUEST, "a reason is missing, and nothing else");
    assert!(tablet.request(Method::DELETE, "/api/session").send().await.unwrap().status().is_success());
    assert_eq!(send().await, StatusCode::UNAUTHORIZED);
    let made_up = nobody.get("/e/backcheck/bcfg-hjkm-npqr-stvx").await;
    assert_eq!(made_up.status(), StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_noted_by_mistake_is_taken_back_with_a_reason_and_stays_in_the_log() {
    let (_served, admin, _) = with(1).await;
    assert!(drawn(&admin, "0").await.status().is_success());
    let back = async |reason| sent(&admin, "/1", &[("as", "take_back"), ("reason", reason)]).await.status();
    assert_eq!(back("Ghi nhầm").await, StatusCode::CONFLICT, "nothing is noted");
    let missed = [("as", "missed"), ("missed", "moved")];
    assert!(sent(&admin, "/1", &missed).await.status().is_success());
    assert_eq!(back(" ").await, StatusCode::BAD_REQUEST);
    assert!(back("Ghi nhầm").await.is_success());
    assert!(page(&admin, "/1").await.1.contains("name=\"sex\""), "it is asked again");
    let kept = serde_json::to_string(&acts(&admin, "kind=backcheck_taken_back").await).unwrap();
    assert!(kept.contains("Ghi nhầm") && kept.contains("moved"), "{kept}");
    assert!(sent(&admin, "/1", &missed).await.status().is_success());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_could_not_be_asked_is_told_with_the_reason() {
    let (_served, admin, _) = with(1).await;
    assert!(drawn(&admin, "0").await.status().is_success());
    let missed = [("as", "missed"), ("missed", "moved")];
    assert!(sent(&admin, "/1", &missed).await.status().is_success());
    let (_, all) = page(&admin, "").await;
    let table = all.split("data-table=\"by-interviewer\"").nth(1).unwrap();
    let row = table.split("data-person=\"dtv01\"").nth(1).unwrap().split("</tr>").next().unwrap();
    let cells: Vec<_> =
        row.split("<td class=\"n\">").skip(1).map(|it| it.split('<').next().unwrap()).collect();
    assert_eq!(cells, ["1", "0", "1", "0", "0", "–", "0"], "{row}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_confirmed_differs_and_what_is_no_answer_is_not_noted() {
    let (served, admin, _) = with(1).await;
    assert!(drawn(&admin, "0").await.status().is_success());
    let none = ("used_departments", "");
    for (answers, why) in [
        (vec![("sex", "f")], "Còn 2 câu"),
        (vec![("sex", "zz"), ("P7B_1", "B"), none], "không có phương án “zz”"),
        (vec![], "Chưa trả lời câu nào"),
    ] {
        let answer = sent(&admin, "/1", &[vec![("as", "asked")], answers].concat()).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
        let page = answer.text().await.unwrap();
        assert!(page.contains(why), "{why}: {page}");
    }
    assert_eq!(
        sent(&admin, "/1", &[("as", "missed"), ("missed", "")]).await.status(),
        StatusCode::BAD_REQUEST,
        "no reason is chosen beforehand"
    );
    let shown = page(&admin, "/1").await.1;
    assert_eq!(
        shown.matches("không áp dụng với người được hỏi").count(),
        2,
        "of each of one choice: {shown}"
    );
    let answers = [("as", "asked"), ("sex", "-"), ("P7B_1", "-"), none];
    assert!(sent(&admin, "/1", &answers).await.status().is_success());
    let (_, compared) = page(&admin, "/1").await;
    assert_eq!(compared.matches("data-same=\"no\"").count(), 3, "{compared}");
    assert_eq!(compared.matches("Không chọn phương án nào").count(), 3);
    let (_, all) = page(&admin, "").await;
    assert!(all.contains("0 trên 3 câu trùng khớp"), "{all}");
    // An admin could have read the first answers, and both tables say so.
    assert!(all.contains("<small>người hỏi lại xem được phiếu") && all.contains("theo vai trò hiện nay"));
    drop(served);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_role_any_more_asks_nobody_again() {
    let (served, admin, _) = with(1).await;
    assert!(drawn(&admin, "0").await.status().is_success());
    let assigned = [("as", "assign"), ("check-1", "yes"), ("account", "dtv02")];
    assert!(sent(&admin, "", &assigned).await.status().is_success());
    let second = served.sign_in("dtv02").await;
    assert!(page(&second, "/1").await.0.is_success());
    let nowhere = Some([(ID.to_owned(), Vec::new())].into());
    let none = AccountChange { assignments: nowhere, ..AccountChange::default() };
    accounts::change(&served.site, Actor::Command, "dtv02".to_owned(), none).await.unwrap();
    for second in [second, served.sign_in("dtv02").await] {
        assert_eq!(page(&second, "/1").await.0, StatusCode::NOT_FOUND);
        let missed = [("as", "missed"), ("missed", "moved")];
        assert_eq!(sent(&second, "/1", &missed).await.status(), StatusCode::NOT_FOUND);
    }
    assert!(page(&admin, "").await.1.contains("<td>chưa giao</td>"), "it waits to be given to another");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supervisor_assigns_its_own_and_draws_for_nobody() {
    let (served, admin, _) = with(1).await;
    elsewhere(&served).await;
    served.holder("giam-sat", vec![Grant::at(Role::Supervisor, ID, "058")]).await;
    let supervisor = served.sign_in("giam-sat").await;
    assert_eq!(drawn(&supervisor, "0").await.status(), StatusCode::FORBIDDEN);
    assert!(drawn(&admin, "0").await.status().is_success());
    let (_, shown) = page(&supervisor, "").await;
    assert_eq!((listed(&shown), listed(&page(&admin, "").await.1).len()), (vec![(1, 1)], 2));
    assert!(!shown.contains("dtv03") && !shown.contains("Pác Nặm"), "{shown}");
    assert_eq!(page(&supervisor, "/2").await.0, StatusCode::NOT_FOUND);
    let assigned = async |check, account| {
        sent(&supervisor, "", &[("as", "assign"), (check, "yes"), ("account", account)]).await.status()
    };
    assert_eq!(assigned("check-2", "dtv02").await, StatusCode::NOT_FOUND);
    assert_eq!(assigned("check-1", "dtv03").await, StatusCode::BAD_REQUEST);
    assert!(assigned("check-1", "giam-sat").await.is_success());
    served.account("dtv04", Role::Interviewer, &["01837", "01864"]).await;
    assert!(assigned("check-1", "dtv04").await.is_success(), "who works elsewhere too asks there");
    let viewer = served.sign_in("viewer").await;
    assert!(!page(&viewer, "").await.1.contains("method=\"post\""), "a viewer changes nothing");
    assert_eq!(page(&viewer, "/1").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_to_ask_again_reads_the_first_answers_only_when_it_is_noted() {
    let (served, admin, _) = with(1).await;
    served.holder("giam-sat", vec![Grant::at(Role::Supervisor, ID, "058")]).await;
    let supervisor = served.sign_in("giam-sat").await;
    assert!(drawn(&admin, "0").await.status().is_success());
    let first = async |who: &Client| who.get(&format!("/r/{ID}/flags/1?lang=vi")).await;
    assert!(first(&supervisor).await.status().is_success(), "nobody is to ask it yet");
    let assigned =
        async |account| sent(&admin, "", &[("as", "assign"), ("check-1", "yes"), ("account", account)]).await;
    assert!(assigned("giam-sat").await.status().is_success());
    let refused = first(&supervisor).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    assert!(refused.text().await.unwrap().contains("phúc tra số 1"));
    assert!(first(&admin).await.status().is_success(), "who is not to ask reads it");
    assert!(assigned("admin").await.status().is_success());
    assert!(first(&supervisor).await.status().is_success());
    let path = format!("/api/campaigns/{ID}/ballots/1");
    assert_eq!(admin.get(&path).await.status(), StatusCode::FORBIDDEN, "nor by the interface");
    let review = Review { decision: Decision::Accept, reason: "xem".to_owned(), seen: None };
    assert_eq!(admin.post(&format!("{path}/reviews"), &review).await.status(), StatusCode::FORBIDDEN);
    let missed = [("as", "missed"), ("missed", "moved")];
    assert!(sent(&admin, "/1", &missed).await.status().is_success());
    assert!(admin.get(&path).await.status().is_success());
}
