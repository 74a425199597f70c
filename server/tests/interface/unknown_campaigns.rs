//! `GET /api/unknown-campaigns`

use jiff::SignedDuration;
use server::service::import::Import;
use server::service::import::import;
use shared::campaign::practice;
use shared::wire::{BallotDetail, BallotPage, Decision, Review, Status, UnknownCampaign};

use crate::client::{Client, read};
use crate::sample::{another, campaign, plain};
use crate::served::{BEGIN, Served};

async fn unknown(admin: &Client) -> Vec<UnknownCampaign> {
    read(admin.get("/api/unknown-campaigns").await).await
}

#[tokio::test]
async fn ballots_of_a_campaign_that_is_not_here_are_listed_until_it_is_imported() {
    let served = Served::start().await;
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    client.put(&plain(1)).await;
    assert_eq!(unknown(&admin).await, [], "all is in its place");
    for n in 2..4 {
        client.put(&another(n, |ballot| ballot.header.campaign = "tap-huan".to_owned())).await;
        served.wait(SignedDuration::from_hours(1));
    }
    let since = BEGIN.parse().unwrap();
    let row = UnknownCampaign { campaign: "tap-huan".to_owned(), ballots: 2, since };
    assert_eq!(unknown(&admin).await, [row]);

    let campaign = practice(campaign().clone(), "tap-huan", 2019, "2019-11-01", "2019-12-31").unwrap();
    let request = Import::of(campaign);
    import(&served.site, request).await.unwrap();
    assert_eq!(unknown(&admin).await, [], "they have a place now");
    let path = "/api/campaigns/tap-huan/ballots";
    let page: BallotPage = read(admin.get(path).await).await;
    assert!(page.ballots.len() == 2 && page.ballots.iter().all(|row| row.status == Status::Pending));
    let accepted = Review::after(0, Decision::Accept, "đã nhập gói");
    let detail: BallotDetail =
        read(admin.post(&format!("{path}/{}/reviews", page.ballots[0].key), &accepted).await).await;
    assert_eq!(detail.row.status, Status::Valid);
}
