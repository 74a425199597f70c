//! `/api/campaigns`, packages and counts.

use shared::campaign::Campaign;
use shared::wire::{CampaignSummary, Counts, Received, TabletPackage};

use crate::client::{read, refusal};
use crate::sample::{ID, another, plain};
use crate::served::Served;

#[tokio::test]
async fn an_interviewer_sees_campaigns_with_places_of_their_own() {
    let served = Served::start().await;
    served.account("dtv09", shared::wire::Role::Interviewer, &[]).await;
    for (username, sees) in [("admin", 1), ("viewer", 1), ("dtv01", 1), ("dtv09", 0)] {
        let client = served.sign_in(username).await;
        let campaigns: Vec<CampaignSummary> = read(client.get("/api/campaigns").await).await;
        assert_eq!(campaigns.len(), sees, "{username}");
    }
    let stranger = served.sign_in("dtv09").await;
    let answer = stranger.get(&format!("/api/campaigns/{ID}/package")).await;
    assert_eq!(refusal(answer).await, (404, "campaign.absent".to_owned()));
}

#[tokio::test]
async fn a_tablet_gets_its_places_and_what_was_received_from_them() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    let package: TabletPackage = client.of_sample("/package").await;
    assert_eq!(package.places, ["01837", "01840"]);
    assert_eq!(package.campaign.definitions.len(), 7);
    assert!(package.campaign.criteria.is_empty() && package.received.is_empty());
    client.put(&plain(1)).await;
    client.put(&another(2, |ballot| ballot.header.place = "01864".to_owned())).await;
    let later: TabletPackage = client.of_sample("/package").await;
    let received = |place: &str| Received { form: "P7".into(), place: place.into(), ballots: 1, missed: 0 };
    assert_eq!(later.received, [received("01837"), received("01864")]);
    assert_eq!(later.digest, package.digest, "a ballot is no reason to fetch the package again");
}

#[tokio::test]
async fn the_office_gets_the_whole_campaign() {
    let served = Served::start().await;
    let whole: Campaign = served.sign_in("viewer").await.of_sample("").await;
    assert_eq!(&whole, crate::sample::campaign());
}

#[tokio::test]
async fn counts_add_up_for_places_and_interviewers() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    let before: Counts = served.sign_in("viewer").await.of_sample("/counts").await;
    assert_eq!(before.rows.iter().map(|row| row.planned).sum::<u32>(), 1034);
    client.put(&plain(1)).await;
    client.put(&plain(1)).await;
    client.put(&another(2, |ballot| ballot.header.version = "none".to_owned())).await;
    let counts: Counts = served.sign_in("viewer").await.of_sample("/counts").await;
    let row = counts.rows.iter().find(|row| row.form == "P7" && row.place == "01837").unwrap();
    assert_eq!((row.planned, row.valid, row.pending, row.rejected), (20, 1, 1, 0));
    assert_eq!(counts.revision, before.revision + 2, "a ballot that is here already changes nothing");
    let [interviewer] = &counts.interviewers[..] else { panic!("{:?}", counts.interviewers) };
    assert_eq!((interviewer.username.as_str(), interviewer.name.as_str()), ("dtv01", "Người dtv01"));
    assert_eq!((interviewer.valid, interviewer.pending), (1, 1));
    assert_eq!(interviewer.planned, 2 * (20 + 5), "P7 and P6 in two communes");
    assert_eq!(interviewer.last_sent.unwrap().to_string(), crate::served::BEGIN);
}
