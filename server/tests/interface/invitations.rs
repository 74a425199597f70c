//! The office's page of invitations: codes that are told once, numbers afterwards, and one that is taken back.

use std::collections::BTreeMap;

use reqwest::{Response, StatusCode};
use serde_json::json;
use server::service::import::{Import, import};
use shared::wire::Fact;

use crate::acts::acts;
use crate::client::Client;
use crate::guest::{codes, fill};
use crate::sample::{self, ID};
use crate::served::Served;

async fn sent(client: &Client, fields: &[(&str, &str)]) -> Response {
    let fields: Vec<_> = fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    fill(client, &format!("/r/{ID}/invitations"), &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_are_told_once_and_counted_afterwards() {
    let served = Served::start().await;
    let (admin, viewer) = (served.sign_in("admin").await, served.sign_in("viewer").await);
    let asked = [("of", "P7|01837"), ("number", "3"), ("day", "30/11/2019"), ("as", "csv")];
    assert_eq!(sent(&viewer, &asked).await.status(), StatusCode::FORBIDDEN);
    let made = sent(&admin, &asked).await;
    assert_eq!(made.status(), StatusCode::OK);
    assert_eq!(made.headers()["cache-control"], "no-store");
    let csv = made.text().await.unwrap();
    let rows: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!((rows.len(), rows[0]), (4, "code,address,form,place,place_name,last_day"));
    let cells: Vec<&str> = rows[1].split(',').collect();
    assert_eq!((cells[2], cells[3]), ("P7", "01837"));
    let here = cells[1].strip_prefix(&*served.url).unwrap();
    let opened = Client::anonymous(&served.url).get(here).await;
    assert!(opened.status().is_success() && here == format!("/a/{}", cells[0]));
    let shown = sent(&admin, &[("of", "P7|01837"), ("number", "2"), ("day", "2019-11-30")])
        .await
        .text()
        .await
        .unwrap();
    assert_eq!(shown.matches("class=\"slip\"").count(), 2, "{shown}");
    assert_eq!(shown.matches("<svg").count(), 2);

    let page = viewer.get(&format!("/r/{ID}/invitations")).await.text().await.unwrap();
    assert!(page.contains("<td class=\"n\">5</td>") && !page.contains("<form"), "{page}");
    assert!(!page.contains(cells[0]), "codes are not told again");
    let told = acts(&admin, "kind=invited").await;
    assert_eq!((told.len(), &*told[0].subject, &*told[0].after[&Fact::Invitations]), (2, "P7", "2"));
    assert!(!serde_json::to_string(&told).unwrap().contains(cells[0]));
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_for_all_places_of_a_form_are_made_at_once_as_many_as_are_planned_at_each() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let mut planned = BTreeMap::<String, u32>::new();
    for quota in sample::campaign().quotas.iter().filter(|quota| quota.form == "P5" && quota.ballots > 0) {
        *planned.entry(quota.place.clone()).or_default() += quota.ballots;
    }
    let page = admin.get(&format!("/r/{ID}/invitations")).await.text().await.unwrap();
    assert!(planned.len() > 1 && page.contains(&format!("tất cả {} địa bàn", planned.len())), "{page}");
    let asked = [("of", "P5|"), ("number", ""), ("day", "30/11/2019"), ("as", "csv")];
    let csv = sent(&admin, &asked).await.text().await.unwrap();
    let mut made = BTreeMap::<String, u32>::new();
    for line in csv.lines().skip(1) {
        *made.entry(line.split(',').nth(3).unwrap().to_owned()).or_default() += 1;
    }
    assert_eq!(made, planned);
    let page = admin.get(&format!("/r/{ID}/invitations")).await.text().await.unwrap();
    let (with, without) = page.split_once("<details>").unwrap();
    assert!(with.contains(">P5") && !with.split("<table").nth(1).unwrap().contains(">P7"), "{page}");
    assert!(without.contains(">P7"), "places without a code do not stand between");
    let none = sent(&admin, &[("of", "P9|"), ("number", ""), ("day", "30/11/2019")]).await;
    assert_eq!(none.status(), StatusCode::BAD_REQUEST);
    let many = sent(&admin, &[("of", "P7|"), ("number", "1999"), ("day", "30/11/2019")]).await;
    assert!(many.text().await.unwrap().contains("từ 1 đến 2000"), "of all places together");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_is_refused_and_nothing_filled_in_is_lost() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    for (of, number, day, why) in [
        ("P7|01837", "0", "30/11/2019", "Hãy ghi số mã cần tạo"),
        ("P7|01837", "9999", "30/11/2019", "Hãy ghi số mã cần tạo"),
        ("P7|01837", "5", "01/01/2019", "hạn trả lời phải từ hôm nay"),
        ("P7|01837", "5", "01/01/2029", "hạn trả lời phải từ hôm nay"),
        ("P7|khongco", "5", "30/11/2019", "Hãy chọn phiếu và địa bàn"),
        ("P9|01837", "5", "30/11/2019", "Hãy chọn phiếu và địa bàn"),
        ("P1|SNV", "5", "30/11/2019", "Hãy chọn phiếu và địa bàn"),
    ] {
        let answer = sent(&admin, &[("of", of), ("number", number), ("day", day)]).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{of} {number} {day}");
        let back = answer.text().await.unwrap();
        assert!(back.contains(why) && back.contains(&format!("value=\"{day}\"")), "{back}");
    }
    let page = admin.get(&format!("/r/{ID}/invitations?lang=en")).await.text().await.unwrap();
    assert_eq!(
        page.matches(&format!("action=\"/r/{ID}/invitations?lang=en\"")).count(),
        2,
        "its language goes along"
    );
    let close = json!({ "closed": true, "reason": "hết hạn" });
    assert!(admin.post(&format!("/api/campaigns/{ID}/closing"), &close).await.status().is_success());
    let answer = sent(&admin, &[("of", "P7|01837"), ("number", "5"), ("day", "30/11/2019")]).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    assert!(answer.text().await.unwrap().contains("Đợt đánh giá đã đóng"));
    assert_eq!(acts(&admin, "kind=invited").await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_is_taken_back_opens_nothing() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let code = codes(&served, "P7", "01837", 1).await.remove(0);
    let client = Client::anonymous(&served.url);
    fill(&client, &format!("/a/{code}"), &[("step".into(), "agree".into())]).await;
    let take = [("as", "withdraw"), ("code", &*code)];
    assert!(sent(&admin, &take).await.text().await.unwrap().contains("Đã thu hồi mã"));
    let page = client.get(&format!("/a/{code}")).await.text().await.unwrap();
    assert!(page.contains("thu hồi") && !page.contains("<form"), "{page}");
    assert!(sent(&admin, &take).await.status().is_success(), "said twice it stays");
    assert_eq!(acts(&admin, "kind=invitation_withdrawn").await.len(), 1);
    let odd = sent(&admin, &[("as", "withdraw"), ("code", "x")]).await;
    assert_eq!(odd.status(), StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_that_are_asked_for_twice_are_made_once_and_shown_again() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let key = |page: &str| page.split("name=\"key\" value=\"").nth(1).unwrap()[..64].to_owned();
    let page = admin.get(&format!("/r/{ID}/invitations")).await.text().await.unwrap();
    let (key, other) =
        (key(&page), key(&admin.get(&format!("/r/{ID}/invitations")).await.text().await.unwrap()));
    let asked = |key: &str, number: &str, way: &str| {
        let (key, number, way) = (key.to_owned(), number.to_owned(), way.to_owned());
        let admin = admin.clone();
        async move {
            let fields =
                [("of", "P7|01837"), ("day", "30/11/2019"), ("key", &key), ("number", &number), ("as", &way)];
            sent(&admin, &fields).await.text().await.unwrap()
        }
    };
    let of_page = |page: &str| -> Vec<String> {
        let codes = page.split("class=\"main\">").skip(1).map(|rest| rest[..19].to_owned());
        codes.collect()
    };
    let first = asked(&key, "3", "page").await;
    let codes = of_page(&first);
    assert!(codes.len() == 3 && first.contains("Đã tạo 3 mã"), "{first}");
    assert!(!first.contains("data-language"), "in the other language they would be gone");
    let client = Client::anonymous(&served.url);
    fill(&client, &format!("/a/{}", codes[0]), &[("step".into(), "agree".into())]).await;
    for way in ["page", "csv"] {
        let again = asked(&key, "3", way).await;
        assert_eq!(of_page(&again), codes, "{way}");
        assert!(again.contains("không có mã nào được tạo thêm"), "{again}");
    }
    let csv = asked(&key, "3", "again").await;
    assert!(csv.starts_with("\u{feff}code,") && codes.iter().all(|code| csv.contains(code)), "{csv}");
    let begun = client.get(&format!("/a/{}", codes[0])).await.text().await.unwrap();
    assert!(begun.contains("value=\"next\""), "what was begun goes on: {begun}");
    for (key, number) in [(&key, "2"), (&other, "3"), (&"key".to_owned(), "3"), (&"key".to_owned(), "3")] {
        let others = of_page(&asked(key, number, "page").await);
        assert!(!others.is_empty() && others.iter().all(|code| !codes.contains(code)), "{key} {number}");
    }
    let told: Vec<_> = acts(&admin, "kind=invited").await;
    assert_eq!(
        told.iter().map(|act| &*act.after[&Fact::Invitations]).collect::<Vec<_>>(),
        ["3", "3", "3", "2", "3"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_an_import_removed_is_asked_of_nobody_any_more() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let page = admin.get(&format!("/r/{ID}/invitations")).await.text().await.unwrap();
    assert!(
        page.contains("value=\"P1|province\"")
            && page.contains(": Toàn tỉnh")
            && !page.contains(": province")
    );
    let made = codes(&served, "P1", "province", 2).await;
    let client = Client::anonymous(&served.url);
    fill(&client, &format!("/a/{}", made[1]), &[("step".into(), "agree".into())]).await;
    let mut without = sample::campaign().clone();
    without.forms.retain(|row| row.form != "P1");
    without.definitions.retain(|it| it.id != "P1");
    without.quotas.retain(|it| it.form != "P1");
    import(&served.site, Import::of(without)).await.unwrap();
    let asked = [("of", "P1|province"), ("number", "2"), ("day", "30/11/2019")];
    assert_eq!(sent(&admin, &asked).await.status(), StatusCode::BAD_REQUEST);
    let page = admin.get(&format!("/r/{ID}/invitations")).await.text().await.unwrap();
    assert!(!page.contains("value=\"P1|province\"") && page.contains(">P1: Toàn tỉnh<"), "{page}");
    let shut = client.get(&format!("/a/{}", made[0])).await.text().await.unwrap();
    assert!(shut.contains("thu hồi") && !shut.contains("<form"), "{shut}");
    let begun = client.get(&format!("/a/{}", made[1])).await.text().await.unwrap();
    assert!(begun.contains("value=\"next\""), "who began goes on: {begun}");
}
