//! What the server remembers of senders and campaigns, so as not to read it for each ballot, is never older than the store,
//! whoever changed it.

use std::collections::BTreeMap;

use reqwest::StatusCode;
use server::service::log::Actor;
use server::service::{Site, accounts, close};
use server::{Config, open};
use shared::wire::{AccountChange, BallotPage, Closing, Grant, Role};

use crate::sample::{ID, another};
use crate::served::{BEGIN, Served, admin};

/// Another process that writes to the same store.
fn another_process(served: &Served) -> Site {
    let mut config = Config::new(served.data(), ([127, 0, 0, 1], 0).into());
    config.clock = served.clock.clone();
    open(&config).unwrap()
}

fn places(places: &[&str]) -> AccountChange {
    let places = places.iter().map(|place| (*place).to_owned()).collect();
    AccountChange { assignments: Some(BTreeMap::from([(ID.to_owned(), places)])), ..AccountChange::default() }
}

async fn close(site: &Site, closed: bool) {
    let closing = Closing { closed, reason: "thử".to_owned() };
    close::close(site, admin(site).await, ID.to_owned(), closing).await.unwrap();
}

/// Changes something that speaks against a ballot, and with `back` changes it back.
async fn change(site: &Site, what: &str, back: bool) {
    let change = |change: AccountChange| accounts::change(site, Actor::Command, "dtv01".to_owned(), change);
    match what {
        "ballot.account_disabled" => {
            drop(change(AccountChange { disabled: Some(!back), ..AccountChange::default() }).await.unwrap());
        }
        "ballot.place_not_assigned" => {
            drop(change(places(if back { &["01837"] } else { &["01840"] })).await.unwrap());
        }
        "ballot.campaign_closed" => close(site, !back).await,
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_change_by_this_server_or_another_process_is_seen_by_the_next_ballot() {
    let served = Served::start().await;
    let (client, viewer) = (served.sign_in("dtv01").await, served.sign_in("viewer").await);
    let mut n = 0;
    let mut put = async || {
        n += 1;
        let finished = BEGIN.parse::<jiff::Timestamp>().unwrap();
        client.put(&another(n, |ballot| ballot.header.finished = finished)).await.0
    };
    for site in [served.site.clone(), another_process(&served)] {
        for what in ["ballot.place_not_assigned", "ballot.campaign_closed"] {
            assert_eq!(put().await, StatusCode::CREATED, "before {what}");
            change(&site, what, false).await;
            assert_eq!(put().await, StatusCode::ACCEPTED, "{what}");
            let page: BallotPage = viewer.of_sample("/ballots").await;
            let codes: Vec<_> = page.ballots[0].reasons.iter().map(|reason| &*reason.code).collect();
            assert_eq!(codes, [what]);
            change(&site, what, true).await;
        }
    }
}

#[tokio::test]
async fn a_session_that_another_process_ended_delivers_into_quarantine_and_opens_no_door() {
    let served = Served::start().await;
    let (client, viewer) = (served.sign_in("dtv01").await, served.sign_in("viewer").await);
    assert_eq!(client.put(&another(1, |_| ())).await.0, StatusCode::CREATED);
    let site = another_process(&served);
    // To disable an account ends its sessions; enabled again, it has none.
    change(&site, "ballot.account_disabled", false).await;
    assert_eq!(client.put(&another(2, |_| ())).await.0, StatusCode::ACCEPTED);
    let page: BallotPage = viewer.of_sample("/ballots").await;
    assert_eq!(page.ballots[0].reasons[0].code, "ballot.account_disabled");
    assert_eq!(client.get("/api/session").await.status(), StatusCode::UNAUTHORIZED);
    change(&site, "ballot.account_disabled", true).await;
    let raised = AccountChange { give: vec![Grant::of(Role::Admin)], ..places(&[]) };
    accounts::change(&site, Actor::Command, "dtv01".to_owned(), raised).await.unwrap();
    let again = served.sign_in("dtv01").await;
    assert_eq!(again.put(&another(3, |_| ())).await.0, StatusCode::CREATED, "an admin sends from anywhere");
    let lowered = AccountChange { take: vec![Grant::of(Role::Admin)], ..AccountChange::default() };
    accounts::change(&site, Actor::Command, "dtv01".to_owned(), lowered).await.unwrap();
    assert_eq!(again.put(&another(4, |_| ())).await.0, StatusCode::ACCEPTED, "an interviewer does not");
}
