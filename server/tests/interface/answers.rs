//! What was answered to each question of a form: how often each option, as the ballots that count have it.

use reqwest::StatusCode;
use shared::wire::{Decision, Review};

use crate::client::Client;
use crate::sample::{ID, plain};
use crate::served::Served;

async fn page(client: &Client, query: &str) -> String {
    let answer = client.get(&format!("/r/{ID}/answers{query}")).await;
    assert_eq!(answer.status(), StatusCode::OK);
    answer.text().await.unwrap()
}

/// The numbers at the foot of each question: how often it was answered.
fn totals(page: &str) -> Vec<u64> {
    let foot = |table: &str| -> u64 {
        let cell = table.split("<tfoot>").nth(1).unwrap().split("<td class=\"n\">").nth(1).unwrap();
        cell.split('<').next().unwrap().replace(['.', ','], "").parse().unwrap()
    };
    page.split("data-table=\"answers\"").skip(1).map(foot).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_option_is_counted_as_often_as_ballots_that_count_chose_it() {
    let served = Served::start().await;
    let (admin, viewer) = (served.sign_in("admin").await, served.sign_in("viewer").await);
    let tablet = served.sign_in("dtv01").await;
    assert!(totals(&page(&viewer, "?form=P7").await).iter().all(|n| *n == 0));
    for n in 1..=3 {
        tablet.put(&plain(n)).await;
    }
    let shown = page(&viewer, "?form=P7&lang=vi").await;
    let three = totals(&shown);
    assert!(shown.contains("3 phiếu hợp lệ") && three.iter().any(|n| *n > 0), "{shown}");
    assert!(three.iter().all(|n| n % 3 == 0), "three ballots that say the same: {three:?}");
    // About one unit there is less than about all, and all units together are what there is.
    let choices = shown.split("<select id=\"unit\"").nth(1).unwrap().split("</select>").next().unwrap();
    let units: Vec<&str> =
        choices.split("<option value=\"").skip(2).map(|it| it.split('"').next().unwrap()).collect();
    let mut sums = vec![0; three.len()];
    for unit in &units {
        let of_unit = page(&viewer, &format!("?form=P7&unit={unit}&lang=vi")).await;
        assert!(of_unit.contains(&format!("<option value=\"{unit}\" selected>")), "{of_unit}");
        sums.iter_mut().zip(totals(&of_unit)).for_each(|(sum, n)| *sum += n);
    }
    assert!(units.len() > 1 && sums == three, "{units:?}: {sums:?} {three:?}");
    let review = Review { decision: Decision::Reject, reason: "xem lại".to_owned(), seen: None };
    let path = format!("/api/campaigns/{ID}/ballots/1/reviews");
    assert!(admin.post(&path, &review).await.status().is_success());
    let two = totals(&page(&viewer, "?form=P7").await);
    assert_eq!(
        two,
        three.iter().map(|n| n / 3 * 2).collect::<Vec<_>>(),
        "one that was rejected counts no more"
    );
    let none = viewer.get(&format!("/r/{ID}/answers?form=P9")).await;
    assert_eq!(none.status(), StatusCode::NOT_FOUND);
    assert_eq!(tablet.get(&format!("/r/{ID}/answers")).await.status(), StatusCode::FORBIDDEN);
}
