//! Messages to interviewers: given to their tablets, told back when they were read, and written by who leads them alone.

use reqwest::{Response, StatusCode};
use shared::wire::{ActKind, CampaignSummary, Fact, Grant, Message, Role, TabletPackage};
use uuid::Uuid;

use crate::acts::acts;
use crate::client::{Client, read};
use crate::guest::fill;
use crate::sample::ID;
use crate::served::{BEGIN, Served};

async fn sent(client: &Client, fields: &[(&str, &str)]) -> Response {
    let fields: Vec<_> = fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    fill(client, &format!("/r/{ID}/messages"), &fields).await
}

async fn page(client: &Client) -> String {
    client.get(&format!("/r/{ID}/messages?lang=vi")).await.text().await.unwrap()
}

/// How many the list of campaigns says wait.
async fn waiting(tablet: &Client) -> u32 {
    let campaigns: Vec<CampaignSummary> = read(tablet.get("/api/campaigns").await).await;
    campaigns.iter().find(|it| it.id == ID).unwrap().waiting
}

/// What a tablet is given that tells this.
async fn given(tablet: &Client, read: &str) -> Vec<Message> {
    let package: TabletPackage = tablet.of_sample(&format!("/package?read={read}")).await;
    package.messages
}

/// When the page says that somebody was given a message and read it.
fn stands(page: &str, message: i64, person: &str) -> [String; 2] {
    let article = page.split(&format!("data-message=\"{message}\"")).nth(1).unwrap();
    let row = article.split(&format!("data-to=\"{person}\"")).nth(1).unwrap();
    let mut cells = row.split("<td>").skip(1).map(|it| it.split("</td>").next().unwrap().to_owned());
    [cells.next().unwrap(), cells.next().unwrap()]
}

fn ms(at: &str) -> i64 {
    at.parse::<jiff::Timestamp>().unwrap().as_millisecond()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_reaches_the_tablet_at_its_next_contact_and_is_told_back_when_it_was_read() {
    let served = Served::start().await;
    let (admin, tablet) = (served.sign_in("admin").await, served.sign_in("dtv01").await);
    assert_eq!(given(&tablet, "").await, []);
    let wrote = [("text", " Chiều mai họp.\nNhớ mang máy. "), ("to-dtv01", "yes"), ("seen", "0")];
    for _ in 0..2 {
        assert!(sent(&admin, &wrote).await.status().is_success(), "a double click writes one");
    }
    assert_eq!(stands(&page(&admin).await, 1, "dtv01"), ["–", "–"]);
    assert_eq!(waiting(&tablet).await, 1);
    assert_eq!(stands(&page(&admin).await, 1, "dtv01"), ["–", "–"], "a number is no message");
    // An app of before asks as it did: it is given none, and nothing is said of it.
    let before: TabletPackage = tablet.of_sample("/package").await;
    assert_eq!(before.messages, []);
    assert_eq!(stands(&page(&admin).await, 1, "dtv01"), ["–", "–"]);

    let messages = given(&tablet, "").await;
    let at = BEGIN.parse().unwrap();
    let text = "Chiều mai họp.\nNhớ mang máy.".to_owned();
    assert_eq!(messages, [Message { number: 1, text, by: "Người admin".to_owned(), at }]);
    let package: TabletPackage = tablet.of_sample("/package?read=").await;
    assert_eq!(package.digest, before.digest, "a message makes no other package");
    let [received, read] = stands(&page(&admin).await, 1, "dtv01");
    assert_eq!((received.as_str(), read.as_str()), ("09:00 20/11/2019", "–"));

    // Its clock is an hour behind; it is told two hours later, twice, and the first time holds.
    served.wait(jiff::SignedDuration::from_hours(2));
    let behind = format!("?device={}&app=1&clock={}", Uuid::from_u128(7), ms("2019-11-20T03:00:00Z"));
    assert!(tablet.get(&format!("/api/campaigns{behind}")).await.status().is_success());
    let told = format!("1-{},99-5,x", ms("2019-11-20T01:30:00Z"));
    assert_eq!(given(&tablet, &told).await, []);
    assert_eq!(waiting(&tablet).await, 0);
    let later = format!("1-{}", ms("2019-11-20T02:50:00Z"));
    assert_eq!(given(&tablet, &later).await, []);
    let shown = page(&admin).await;
    assert_eq!(stands(&shown, 1, "dtv01"), ["09:00 20/11/2019", "09:30 20/11/2019"]);
    assert!(shown.contains("1 trên 1 người đã đọc"), "{shown}");
    let told = &acts(&admin, "kind=message_sent").await;
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].kind, &*told[0].after[&Fact::Name]), (ActKind::MessageSent, "dtv01"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_lost_clock_says_is_never_later_than_now_and_of_others_messages_nothing_is_told() {
    let served = Served::start().await;
    served.account("dtv02", Role::Interviewer, &["01837"]).await;
    let (admin, first, second) =
        (served.sign_in("admin").await, served.sign_in("dtv01").await, served.sign_in("dtv02").await);
    assert!(sent(&admin, &[("text", "Một"), ("to-dtv01", "yes")]).await.status().is_success());
    assert!(sent(&admin, &[("text", "Hai"), ("to-dtv02", "yes")]).await.status().is_success());
    assert_eq!([waiting(&first).await, waiting(&second).await], [1, 1]);
    let numbers = |messages: Vec<Message>| messages.into_iter().map(|it| it.number).collect::<Vec<_>>();
    assert_eq!((numbers(given(&first, "").await), numbers(given(&second, "").await)), (vec![1], vec![2]));
    let ahead = ms("2030-01-01T00:00:00Z");
    assert_eq!(numbers(given(&first, &format!("1-{ahead},2-{ahead}")).await), Vec::<i64>::new());
    assert_eq!(numbers(given(&second, "").await), [2], "nobody reads for another");
    assert!(sent(&admin, &[("text", "Ba"), ("to-dtv02", "yes")]).await.status().is_success());
    assert_eq!(numbers(given(&second, "3-0").await), [2]);
    assert_eq!(stands(&page(&admin).await, 3, "dtv02")[1], "09:00 20/11/2019", "nor before it was written");
    let shown = page(&admin).await;
    assert_eq!(stands(&shown, 1, "dtv01")[1], "09:00 20/11/2019");
    assert_eq!(stands(&shown, 2, "dtv02")[1], "–");
    // What was read goes on to their tablet, also to another one, and to nobody else's.
    let before =
        async |client: &Client| client.of_sample::<TabletPackage>("/package?read=").await.messages_read;
    let texts = |read: Vec<Message>| read.into_iter().map(|it| it.text).collect::<Vec<_>>();
    assert_eq!(
        (texts(before(&first).await), texts(before(&second).await)),
        (vec!["Một".to_owned()], vec!["Ba".to_owned()])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn it_goes_to_all_of_a_place_and_what_cannot_be_sent_says_why_and_keeps_what_was_written() {
    let served = Served::start().await;
    for (account, place) in [("dtv02", "01837"), ("dtv03", "01864"), ("dtv04", "058")] {
        served.account(account, Role::Interviewer, &[place]).await;
    }
    let admin = served.sign_in("admin").await;
    assert!(
        sent(&admin, &[("text", "Họp"), ("place", "01837"), ("to-dtv03", "yes")]).await.status().is_success()
    );
    let shown = page(&admin).await;
    for account in ["dtv01", "dtv02", "dtv03", "dtv04"] {
        assert_eq!(stands(&shown, 1, account), ["–", "–"], "there, around it, or ticked: {account}");
    }
    for (fields, status, why) in [
        (&[("text", " \n "), ("place", "01837")][..], StatusCode::BAD_REQUEST, "chưa có nội dung"),
        (&[("text", "Nội dung giữ lại")], StatusCode::BAD_REQUEST, "chưa gửi cho ai"),
        (&[("text", "Nội dung giữ lại"), ("to-viewer", "yes")], StatusCode::NOT_FOUND, "viewer"),
        (&[("text", "Nội dung giữ lại"), ("place", "99999")], StatusCode::BAD_REQUEST, "chưa gửi cho ai"),
        (
            &[("text", &*"dài".repeat(400)), ("to-dtv01", "yes")],
            StatusCode::BAD_REQUEST,
            "nhiều nhất 1000 ký tự",
        ),
    ] {
        let refused = sent(&admin, fields).await;
        assert_eq!(refused.status(), status, "{fields:?}");
        let text = refused.text().await.unwrap();
        let kept = fields[0].1.trim().is_empty() || text.contains(&format!(">{}</textarea>", fields[0].1));
        assert!(text.contains(why) && kept, "{fields:?}: {text}");
        assert!(!text.contains("data-message=\"2\""));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_works_elsewhere_too_hears_what_is_said_to_all_of_a_place() {
    let served = Served::start().await;
    served.account("dtv02", Role::Interviewer, &["01837", "01864"]).await;
    served.holder("giam-sat", vec![Grant::at(Role::Supervisor, ID, "058")]).await;
    let supervisor = served.sign_in("giam-sat").await;
    assert!(sent(&supervisor, &[("text", "Họp"), ("place", "01837")]).await.status().is_success());
    let shown = page(&supervisor).await;
    for account in ["dtv01", "dtv02"] {
        assert_eq!(stands(&shown, 1, account), ["–", "–"], "{account}");
    }
    assert!(!shown.contains("value=\"01864\""), "where else, it does not say: {shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supervisor_writes_to_its_own_people_and_sees_nothing_of_others() {
    let served = Served::start().await;
    served.account("dtv02", Role::Interviewer, &["01864"]).await;
    served.holder("giam-sat", vec![Grant::at(Role::Supervisor, ID, "058")]).await;
    let (supervisor, admin) = (served.sign_in("giam-sat").await, served.sign_in("admin").await);
    let both = [("text", "Của văn phòng"), ("to-dtv01", "yes"), ("to-dtv02", "yes")];
    assert!(sent(&admin, &both).await.status().is_success());
    let one = [("text", "Chỉ dtv02"), ("to-dtv02", "yes")];
    assert!(sent(&admin, &one).await.status().is_success());
    let shown = page(&supervisor).await;
    assert!(shown.contains("Của văn phòng") && !shown.contains("dtv02"), "{shown}");
    assert_eq!(stands(&shown, 1, "dtv01"), ["–", "–"]);
    let refused = sent(&supervisor, &[("text", "Thử"), ("to-dtv02", "yes")]).await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);
    let province = sent(&supervisor, &[("text", "Cho tất cả"), ("place", "province")]).await;
    assert!(province.status().is_success());
    let shown = page(&admin).await;
    let last = shown.split("data-message=\"3\"").nth(1).unwrap().split("data-message=").next().unwrap();
    assert!(last.contains("data-to=\"dtv01\"") && !last.contains("data-to=\"dtv02\""), "{last}");
    assert_eq!(acts(&admin, "kind=message_sent").await[0].by.as_deref(), Some("giam-sat"));
    let viewer = served.sign_in("viewer").await;
    assert_eq!(sent(&viewer, &both).await.status(), StatusCode::FORBIDDEN);
    let read = page(&viewer).await;
    assert!(read.contains("Chỉ dtv02") && !read.contains("<form"), "a viewer reads and writes nothing");
}
