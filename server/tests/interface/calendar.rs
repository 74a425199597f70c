//! The phases of a year: a package only proposes days, so that no import moves one; and what opens by a date opens then.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use server::service::import::{Import, import};
use shared::wire::{Calendar, Fact, ImportedPackage, LeafRecord};

use crate::acts::acts;
use crate::client::{Client, read, refusal};
use crate::offered;
use crate::sample::{self, ID};
use crate::year::{UNIT, Year, enter, entry, lines};

async fn bytes(admin: &Client) -> Vec<u8> {
    admin.get(&format!("/api/campaigns/{ID}/phases")).await.bytes().await.unwrap().to_vec()
}

async fn closes_by_package(admin: &Client) -> String {
    admin.of_sample::<shared::campaign::Campaign>("").await.settings.self_scoring_closes.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_import_moves_a_phase_or_an_extension() {
    let year = Year::begin(&[UNIT]).await;
    let admin = &year.admin;
    let opened =
        json!({ "phase": "self_scoring", "open": true, "closes": "2019-11-25", "reason": "kế hoạch" });
    read::<Calendar>(admin.post(&format!("/api/campaigns/{ID}/phases"), &opened).await).await;
    let longer = json!({ "unit": UNIT, "phase": "self_scoring", "until": "2019-11-28", "reason": "mưa lũ" });
    read::<Calendar>(admin.post(&format!("/api/campaigns/{ID}/extensions"), &longer).await).await;
    let stood = bytes(admin).await;
    assert_eq!(closes_by_package(admin).await, "2019-12-20");

    // As the screen imports.
    let day = [("<t>2019-12-20</t>", "<t>2019-11-21</t>")];
    let other = offered::zipped(&offered::edited("campaign.xlsx", &day));
    let checked = offered::check(admin, other).await;
    read::<ImportedPackage>(offered::import(admin, &checked).await).await;
    assert_eq!(closes_by_package(admin).await, "2019-11-21");
    assert_eq!(bytes(admin).await, stood);

    // As the command does.
    let mut campaign = sample::campaign().clone();
    campaign.settings.self_scoring_closes = "2020-01-15".parse().unwrap();
    import(&year.served.site, Import::of(campaign)).await.unwrap();
    assert_eq!(closes_by_package(admin).await, "2020-01-15");
    assert_eq!(bytes(admin).await, stood);

    let line = lines().into_iter().find(|line| line.unit == UNIT).unwrap();
    read::<LeafRecord>(enter(&year.staff, UNIT, &line.code, &entry(&line), &[]).await).await;
}

#[tokio::test]
async fn a_phase_that_opens_by_a_date_opens_then_and_ends_by_its_date() {
    let year = Year::begin(&[UNIT]).await;
    let line = lines().into_iter().find(|line| line.unit == UNIT).unwrap();
    let path = format!("/api/campaigns/{ID}/phases");
    let from_to = |opens: &str, closes: &str| json!({ "phase": "self_scoring", "open": true, "opens": opens, "closes": closes, "reason": "kế hoạch" });
    for (opens, closes) in [("2019-11-25", "2019-11-24"), ("2019-11-10", "2019-11-19")] {
        let over = year.admin.post(&path, &from_to(opens, closes)).await;
        assert_eq!(refusal(over).await, (400, "assessments.day".into()), "{opens} {closes}");
    }
    read::<Calendar>(year.admin.post(&path, &from_to("2019-11-25", "2019-11-26")).await).await;
    let act = acts(&year.admin, "kind=phase_opened").await.remove(0);
    let (opens, closes) = ("2019-11-24T17:00:00Z", "2019-11-26T17:00:00Z");
    assert_eq!((&*act.after[&Fact::From], &*act.after[&Fact::Until]), (opens, closes));
    let closed = (409, "assessments.self_scoring_closed".to_owned());
    let mut over: Vec<i64> = Vec::new();
    let mut now = year.served.site.now();
    for (at, open) in [
        ("2019-11-24T16:59:59Z", false),
        ("2019-11-24T17:00:00Z", true),
        ("2019-11-26T16:59:59Z", true),
        ("2019-11-26T17:00:00Z", false),
    ] {
        let at: Timestamp = at.parse().unwrap();
        year.served.wait(SignedDuration::from_secs(at.as_second() - now.as_second()));
        now = at;
        let answer = enter(&year.staff, UNIT, &line.code, &entry(&line), &over).await;
        if open {
            over = vec![read::<LeafRecord>(answer).await.entries.last().unwrap().position];
        } else {
            assert_eq!(refusal(answer).await, closed, "{at}");
        }
    }
}
