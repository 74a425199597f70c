//! What an assignment covers, and the one name of the whole province.

use std::collections::BTreeMap;

use reqwest::Method;
use server::service::import::{Import, import};
use shared::campaign::{Campaign, PROVINCE, Place, PlaceKind};
use shared::wire::{BallotPage, Counts, Role, Status, TabletPackage};

use crate::client::read;
use crate::sample::{self, another};
use crate::served::Served;

/// The sample with a province above its districts.
fn with_a_province() -> Campaign {
    let mut campaign = sample::campaign().clone();
    campaign.settings.id = "tree".to_owned();
    let below = campaign.places.iter().cloned().map(|place| {
        let parent = place.parent.clone().or_else(|| Some("06".to_owned()));
        Place { parent, ..place }
    });
    let province = Place {
        code: "06".to_owned(),
        kind: PlaceKind::Province,
        name: "Tỉnh Bắc Kạn".to_owned(),
        parent: None,
        unit: None,
        basis: String::new(),
        sampled: false,
    };
    campaign.places = below.chain([province]).collect();
    campaign
}

#[tokio::test]
async fn a_ballot_from_below_an_assigned_place_counts() {
    let served = Served::start().await;
    for (n, (assigned, place, status)) in [
        ("058", "01837", Status::Valid),
        ("060", "01837", Status::Pending),
        ("01840", "01837", Status::Pending),
        (PROVINCE, "01837", Status::Valid),
    ]
    .into_iter()
    .enumerate()
    {
        let username = format!("dtv1{n}");
        served.account(&username, Role::Interviewer, &[assigned]).await;
        let client = served.sign_in(&username).await;
        let asked_by = username.clone();
        client
            .put(&another(10 + n as u128, |ballot| {
                ballot.header.place = place.to_owned();
                ballot.header.interviewer = Some(asked_by);
            }))
            .await;
        let counts: Counts = served.sign_in("viewer").await.of_sample("/counts").await;
        let row = counts.interviewers.iter().find(|row| row.username == username).unwrap();
        let expected = BTreeMap::from([(Status::Valid, (1, 0)), (Status::Pending, (0, 1))]);
        assert_eq!((row.valid, row.pending), expected[&status], "{assigned} {place}");
    }
    let client = served.sign_in("dtv10").await;
    let package: TabletPackage = client.of_sample("/package").await;
    let planned: Vec<_> = package.campaign.quotas.iter().map(|quota| quota.place.as_str()).collect();
    assert!(
        planned.contains(&"058") && planned.contains(&"01837") && !planned.contains(&"060"),
        "{planned:?}"
    );
}

#[tokio::test]
async fn ballots_planned_for_the_province_stand_at_the_one_place_that_it_is() {
    let served = Served::start().await;
    let request = Import::of(with_a_province());
    import(&served.site, request).await.unwrap();
    let admin = served.sign_in("admin").await;
    let counts: Counts = read(admin.get("/api/campaigns/tree/counts").await).await;
    let planned = |place: &str| {
        counts.rows.iter().filter(|row| row.form == "P1" && row.place == place).map(|row| row.planned).sum()
    };
    assert_eq!((planned("06"), planned(PROVINCE)), (50, 0u32));

    // Tablets send either code; each finds the ballots of both.
    let client = served.sign_in("dtv01").await;
    for (n, place) in [(40, PROVINCE), (41, "06"), (42, "01837")] {
        let sent = another(n, |ballot| {
            ballot.header.campaign = "tree".to_owned();
            ballot.header.place = place.to_owned();
        });
        let address = format!("/api/campaigns/tree/ballots/{}", sent.0);
        let answer = client.request(Method::PUT, &address).body(sent.1.bytes).send().await.unwrap();
        assert!(answer.status().is_success(), "{place}");
    }
    for (filter, found) in [("place=province", 2), ("place=06", 2), ("place=01837", 1), ("", 3)] {
        let page: BallotPage = read(admin.get(&format!("/api/campaigns/tree/ballots?{filter}")).await).await;
        assert_eq!(page.ballots.len(), found, "{filter}");
    }
}
