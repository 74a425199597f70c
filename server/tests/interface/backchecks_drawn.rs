//! Which ballots are asked again: each draw by the campaign's rule and its seed, and the list of what was drawn.

use reqwest::StatusCode;
use shared::draw::order;
use shared::wire::{Decision, Review};

use crate::acts::acts;
use crate::backchecks::{asking, drawn, elsewhere, listed, page, sent, with};
use crate::client::Client;
use crate::sample::{ID, plain};
use crate::served::Served;

/// What the draws of a page began with, the first first.
fn seeds(page: &str) -> Vec<String> {
    page.split("chuỗi gốc “").skip(1).map(|rest| rest.split('”').next().unwrap().to_owned()).collect()
}

async fn rejected(admin: &Client, ballot: i64) {
    let review = Review { decision: Decision::Reject, reason: "bịa".to_owned(), seen: None };
    let path = format!("/api/campaigns/{ID}/ballots/{ballot}/reviews");
    assert!(admin.post(&path, &review).await.status().is_success());
}

/// What a draw took, by whose ballots: how many were valid, drawn before, and drawn now.
fn shares(page: &str, draw: i64) -> Vec<(String, [String; 3])> {
    let table = page.split(&format!("data-draw=\"{draw}\"")).nth(1).unwrap();
    let rows = table.split("</table>").next().unwrap().split("data-person=\"").skip(1);
    let cell =
        |cell: &str| cell.split("</td>").next().unwrap().replace("<small>", " ").replace("</small>", "");
    let row = |row: &str| {
        let cells: Vec<_> = row.split("<td class=\"n\">").skip(1).map(cell).collect();
        (row.split('"').next().unwrap().to_owned(), cells.try_into().unwrap())
    };
    rows.map(row).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_draw_takes_what_is_missing_to_the_share_and_follows_from_its_seed() {
    let (_served, admin, tablet) = with(11).await;
    let package = tablet.get(&format!("/api/campaigns/{ID}/package")).await.text().await.unwrap();
    assert!(!package.contains("backcheck"), "no tablet is told what is asked again");
    assert!(drawn(&admin, "0").await.status().is_success());
    let (first, seed) = (page(&admin, "").await.1, |page: &str, nth: usize| seeds(page)[nth].clone());
    let mut expected: Vec<_> =
        order(&format!("{} 1 dtv01", seed(&first, 0)), 11, 3).into_iter().map(|at| at as i64 + 1).collect();
    expected.sort_unstable();
    let first = listed(&first);
    assert_eq!(first, (1..).zip(expected).collect::<Vec<_>>(), "a fifth of 11, rounded up");
    assert_eq!(drawn(&admin, "0").await.status(), StatusCode::CONFLICT, "a second click draws nothing");
    assert_eq!(drawn(&admin, "1").await.status(), StatusCode::CONFLICT, "nothing came since");
    for n in 12..=20 {
        assert_eq!(tablet.put(&plain(n)).await.0, StatusCode::CREATED);
    }
    assert!(page(&admin, "").await.1.contains("Rút lúc này được 1 phiếu"));
    assert!(drawn(&admin, "1").await.status().is_success());
    let second = page(&admin, "").await.1;
    assert_ne!(seed(&second, 0), seed(&second, 1), "none can be known before");
    let one = 12 + order(&format!("{} 2 dtv01", seed(&second, 1)), 9, 1)[0] as i64;
    let second = listed(&second);
    assert_eq!((&second[..3], &second[3..]), (&first[..], &[(4, one)][..]), "a fifth of 20, less 3");
    assert_eq!(acts(&admin, "kind=backchecks_drawn").await.len(), 2);
    // Of those drawn two are rejected: the share is of the valid ones, so others take their place.
    for (_, ballot) in &second[..2] {
        rejected(&admin, *ballot).await;
    }
    for n in 21..=22 {
        assert_eq!(tablet.put(&plain(n)).await.0, StatusCode::CREATED);
    }
    assert!(drawn(&admin, "2").await.status().is_success());
    assert_eq!(listed(&page(&admin, "").await.1).len(), 6, "a fifth of 20 valid ones, of which two stand");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draw_says_of_how_many_it_took_how_many_and_takes_earlier_ones_where_new_ones_are_too_few() {
    let (served, admin, _) = asking(20, &["P7B_1"], 2).await;
    let (_, before) = page(&admin, "").await;
    assert!(before.contains("Không rút phiếu P1, P2"), "forms without a question are named: {before}");
    assert!(drawn(&admin, "0").await.status().is_success());
    elsewhere(&served).await;
    assert!(drawn(&admin, "1").await.status().is_success());
    let (_, shown) = page(&admin, "").await;
    let of = |who: &str, cells: [&str; 3]| (who.to_owned(), cells.map(str::to_owned));
    assert_eq!(shares(&shown, 1), [of("dtv01", ["2", "0", "1"])]);
    assert_eq!(shares(&shown, 2), [of("dtv01", ["2", "1", "0 đã đủ 20 %"]), of("dtv03", ["1", "0", "1"])]);
    let again = drawn(&admin, "2").await;
    assert_eq!(again.status(), StatusCode::CONFLICT);
    assert!(again.text().await.unwrap().contains("đủ 20 %"));
    // What was drawn of dtv01 is rejected: nothing came since, and the other one takes its place.
    let [(1, first), (2, _)] = listed(&shown)[..] else { panic!("{shown}") };
    rejected(&admin, first).await;
    assert!(drawn(&admin, "2").await.status().is_success());
    let (_, shown) = page(&admin, "").await;
    assert_eq!(listed(&shown)[2], (3, 3 - first));
    assert_eq!(shares(&shown, 3)[0], of("dtv01", ["1", "0", "1"]));
    let row = shown.split("data-check=\"1\"").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(row.contains("<strong>Bị loại</strong>"), "{row}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_narrowed_given_at_once_and_paged() {
    let (served, admin, _) = asking(100, &["P7B_1"], 51).await;
    elsewhere(&served).await;
    assert!(drawn(&admin, "0").await.status().is_success());
    let numbers = async |asked: &str| {
        let shown = admin.get(&format!("/r/{ID}/backchecks?{asked}")).await.text().await.unwrap();
        listed(&shown).into_iter().map(|(number, _)| number).collect::<Vec<_>>()
    };
    assert_eq!(numbers("").await, (3..=52).collect::<Vec<_>>());
    assert_eq!(numbers("after=3").await, [1, 2]);
    for asked in ["interviewer=dtv03", "place=01864", "form=P7&place=01864&state=open"] {
        assert_eq!(numbers(asked).await, [52], "{asked}");
    }
    assert!(numbers("state=noted").await.is_empty() && numbers("form=P1").await.is_empty());
    let every = [
        ("as", "assign"),
        ("every", "yes"),
        ("shown-1", "yes"),
        ("shown-2", "yes"),
        ("interviewer", "dtv01"),
        ("account", "dtv02"),
    ];
    let back = sent(&admin, "", &every).await;
    assert!(back.status().is_success() && back.url().query().unwrap().contains("interviewer=dtv01"));
    assert_eq!(numbers("state=given").await, [1, 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_package_asks_for_none_the_page_says_how() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let (_, shown) = page(&admin, "").await;
    assert!(shown.contains("backcheck_percent") && !shown.contains("value=\"draw\""), "{shown}");
    assert_eq!(drawn(&admin, "0").await.status(), StatusCode::CONFLICT);
}
