//! The board of the fieldwork: counts by form, place, interviewer and day add up, at each place and as a supervisor sees them; its forecast;
//! what tablets hold and who is silent.

use jiff::SignedDuration;
use reqwest::StatusCode;
use shared::ballot::{Ballot, Mode};
use shared::wire::{Decision, Grant, Review, Role};

use crate::client::Client;
use crate::sample::{ID, another};
use crate::served::Served;

async fn page(client: &Client, query: &str) -> String {
    let answer = client.get(&format!("/r/{ID}/board{query}")).await;
    assert_eq!(answer.status(), StatusCode::OK);
    answer.text().await.unwrap()
}

/// The text of a piece of a page that begins within a tag.
fn plain(piece: &str) -> String {
    let outside = piece.split('<').map(|part| part.split_once('>').map_or("", |(_, text)| text));
    outside.collect::<String>().trim().to_owned()
}

/// The cells behind the head of a row of a table.
fn row(page: &str, table: &str, head: &str) -> Vec<String> {
    let table = page.split(&format!("data-table=\"{table}\"")).nth(1).unwrap();
    let body = table.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
    let mut rows = body.split("<tr").skip(1).map(|row| row.split("<td").map(plain).collect::<Vec<_>>());
    let found = rows.find(|cells| cells[0].contains(head));
    found.unwrap_or_else(|| panic!("no {head} in {body}"))[1..].to_vec()
}

fn sum(page: &str, key: &str) -> String {
    let after = page.split(&format!("data-sum=\"{key}\"")).nth(1).unwrap();
    plain(after.split("</dd>").next().unwrap().split("<small").next().unwrap())
}

async fn decide(admin: &Client, ballot: i64, decision: Decision) {
    let review = Review { decision, reason: "xem lại".to_owned(), seen: None };
    let path = format!("/api/campaigns/{ID}/ballots/{ballot}/reviews");
    assert!(admin.post(&path, &review).await.status().is_success());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_board_counts_each_ballot_once_by_form_place_person_and_day() {
    let served = Served::start().await;
    let (admin, tablet) = (served.sign_in("admin").await, served.sign_in("dtv01").await);
    assert!(page(&admin, "?lang=vi").await.contains("Chưa nhận được phiếu nào"));
    for n in 1..=3 {
        tablet.put(&another(n, |_| ())).await;
    }
    served.wait(SignedDuration::from_hours(24));
    tablet.put(&another(4, |ballot: &mut Ballot| ballot.header.place = "01840".to_owned())).await;
    // From nowhere that the campaign knows: it waits for a person.
    tablet.put(&another(5, |ballot: &mut Ballot| ballot.header.version = "0".to_owned())).await;
    decide(&admin, 2, Decision::Reject).await;
    let all = page(&admin, "?lang=vi").await;
    let of = |key| sum(&all, key);
    assert_eq!(
        (of("received"), of("valid"), of("pending"), of("rejected")),
        ("5".into(), "3".into(), "1".into(), "1".into())
    );
    // Planned, received, pending, valid, rejected, screened out; of a person behind what was told of the tablet.
    assert_eq!(row(&all, "forms", "P7")[1..], ["5", "1", "3", "1", "0"]);
    assert_eq!(row(&all, "places", "Thành phố Bắc Kạn")[1..], ["5", "1", "3", "1", "0"]);
    assert_eq!(row(&all, "people", "Người dtv01")[3..8], ["5", "1", "3", "1", "0"]);
    assert_eq!(row(&all, "days", "20/11/2019")[1..], ["3", "0", "2", "1", "0"]);
    assert_eq!(row(&all, "days", "21/11/2019")[1..], ["2", "1", "1", "0", "0"]);

    // What is decided otherwise counts otherwise, on the day on which it came.
    decide(&admin, 2, Decision::Accept).await;
    let all = page(&admin, "?lang=vi").await;
    assert_eq!(row(&all, "days", "20/11/2019")[1..], ["3", "0", "3", "0", "0"]);

    tablet
        .put(&another(6, |ballot: &mut Ballot| {
            ballot.header.mode = Mode::Paper;
            ballot.header.interviewer = None;
        }))
        .await;
    let with_paper = page(&admin, "?lang=vi").await;
    assert_eq!(row(&with_paper, "people", "Phiếu giấy")[3], "1", "what nobody interviewed for stands beside");
    assert!(!all.contains("data-mode"), "as far as there is any");
    // A paper that somebody interviewed for is theirs alone, and an interview that names nobody is nobody's.
    admin.put(&another(7, |ballot: &mut Ballot| ballot.header.mode = Mode::Paper)).await;
    admin.put(&another(8, |ballot: &mut Ballot| ballot.header.interviewer = None)).await;
    let each = page(&admin, "?lang=vi").await;
    let shown = ["Người dtv01", "Phiếu giấy", "không ghi điều tra viên"]
        .map(|head| row(&each, "people", head)[3].clone());
    assert_eq!(shown, ["6", "1", "1"]);
    assert_eq!(sum(&each, "received"), "8", "each stands once");

    let below = page(&admin, "?lang=vi&place=058").await;
    assert_eq!(row(&below, "places", "Phường Đức Xuân")[1..], ["1", "0", "1", "0", "0"]);
    let one = page(&admin, "?lang=vi&place=01840").await;
    assert_eq!((sum(&one, "received"), row(&one, "days", "21/11/2019")[1].clone()), ("1".into(), "1".into()));
    let nowhere = admin.get(&format!("/r/{ID}/board?place=99999")).await;
    assert_eq!(nowhere.status(), StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supervisor_reads_the_figures_of_its_places_alone() {
    let served = Served::start().await;
    served.account("dtv02", Role::Interviewer, &["01864"]).await;
    served.holder("giam-sat", vec![Grant::at(Role::Supervisor, ID, "01840")]).await;
    let (tablet, other) = (served.sign_in("dtv01").await, served.sign_in("dtv02").await);
    tablet.put(&another(1, |_| ())).await;
    tablet.put(&another(2, |ballot: &mut Ballot| ballot.header.place = "01840".to_owned())).await;
    other
        .put(&another(3, |ballot: &mut Ballot| {
            ballot.header.place = "01864".to_owned();
            ballot.header.interviewer = Some("dtv02".to_owned());
        }))
        .await;
    let supervisor = served.sign_in("giam-sat").await;
    for query in ["?lang=vi", "?lang=vi&place=058"] {
        let shown = page(&supervisor, query).await;
        assert_eq!((sum(&shown, "received"), sum(&shown, "valid")), ("1".into(), "1".into()), "{query}");
        assert_eq!(row(&shown, "days", "20/11/2019")[1], "1");
        assert!(!shown.contains("dtv02") && !shown.contains("Sông Cầu"), "{shown}");
    }
    let elsewhere = page(&supervisor, "?lang=vi&place=060").await;
    assert_eq!((sum(&elsewhere, "received"), sum(&elsewhere, "planned")), ("0".into(), "0".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_forecast_is_of_whole_days_and_what_tablets_hold_and_who_is_silent_stands_beside_it() {
    let served = Served::start().await;
    let (admin, tablet) = (served.sign_in("admin").await, served.sign_in("dtv01").await);
    for n in 1..=4 {
        tablet.put(&another(n, |_| ())).await;
    }
    let told = format!("?device={}&app=1&persisted=true&unsent=7&drafts=2", uuid::Uuid::from_u128(5));
    assert!(tablet.get(&format!("/api/campaigns{told}")).await.status().is_success());
    // Four days later: four ballots in seven days, 22 days left until the 15th of December.
    served.wait(SignedDuration::from_hours(4 * 24));
    let shown = page(&admin, "?lang=vi&place=01837").await;
    let of = |key: &str| {
        let after = shown.split(&format!("data-pace-of=\"{key}\">")).nth(1).unwrap();
        after.split('<').next().unwrap().to_owned()
    };
    let planned: u32 = sum(&shown, "planned").parse().unwrap();
    let missing: u32 = of("missing").parse().unwrap();
    let of_form: u32 = row(&shown, "forms", "P7")[0].parse().unwrap();
    assert_eq!(missing, planned - of_form.min(4), "at one form they make up for no other");
    assert_eq!(
        (of("measured"), of("left")),
        ("4 phiếu hợp lệ trong 7 ngày trước hôm nay".into(), "22".into())
    );
    assert_eq!(of("needed"), missing.div_ceil(22).to_string());
    let person = row(&shown, "people", "Người dtv01");
    assert_eq!([&person[0], &person[8]], ["7", "2"], "an app of before tells sums alone");
    let told = format!("{told}&held={ID}.3.1,{ID}-tap-huan.4.1");
    assert!(tablet.get(&format!("/api/campaigns{told}")).await.status().is_success());
    let person = row(&page(&admin, "?lang=vi&place=01837").await, "people", "Người dtv01");
    assert_eq!([&person[0], &person[8]], ["3", "1"], "what is practised is of another campaign");
    assert!(shown.contains("data-silent=\"4\""), "{shown}");
    // What is closed waits for nothing.
    let closing = serde_json::json!({ "closed": true, "reason": "xong" });
    assert!(admin.post(&format!("/api/campaigns/{ID}/closing"), &closing).await.status().is_success());
    let shown = page(&admin, "?lang=vi&place=01837").await;
    assert!(shown.contains(&format!("đã đóng, còn thiếu {missing} phiếu")), "{shown}");
    assert!(!shown.contains("data-pace-of=\"needed\"") && !shown.contains("data-pace-of=\"left\""));
}
