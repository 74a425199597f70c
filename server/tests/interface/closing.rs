//! `POST /api/campaigns/{campaign}/closing`

use jiff::SignedDuration;
use reqwest::StatusCode;
use shared::wire::{CampaignSummary, Closing};

use crate::client::{read, refusal};
use crate::sample::{ID, another, plain};
use crate::served::{BEGIN, Served};

fn path() -> String {
    format!("/api/campaigns/{ID}/closing")
}

fn closing(closed: bool) -> Closing {
    Closing { closed, reason: "Hết hạn khảo sát".to_owned() }
}

#[tokio::test]
async fn what_was_finished_before_the_closing_is_welcome_whenever_it_comes() {
    let served = Served::start().await;
    let (admin, client) = (served.sign_in("admin").await, served.sign_in("dtv01").await);
    let closed: CampaignSummary = read(admin.post(&path(), &closing(true)).await).await;
    assert_eq!(closed.closed.unwrap().to_string(), BEGIN);
    served.wait(SignedDuration::from_hours(1));
    assert_eq!(client.put(&plain(1)).await.0, StatusCode::CREATED);
    let late = another(2, |ballot| ballot.header.finished = "2019-11-20T02:00:00Z".parse().unwrap());
    assert_eq!(client.put(&late).await.0, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn closing_twice_keeps_the_time_and_opening_again_takes_it_away() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    for _ in 0..2 {
        let closed: CampaignSummary = read(admin.post(&path(), &closing(true)).await).await;
        assert_eq!(closed.closed.unwrap().to_string(), BEGIN);
        served.wait(SignedDuration::from_hours(1));
    }
    let open: CampaignSummary = read(admin.post(&path(), &closing(false)).await).await;
    assert_eq!(open.closed, None);
    let blank = Closing { closed: true, reason: " ".to_owned() };
    assert_eq!(refusal(admin.post(&path(), &blank).await).await, (400, "review.reason_blank".to_owned()));
    let answer = admin.post("/api/campaigns/none/closing", &closing(true)).await;
    assert_eq!(refusal(answer).await, (404, "campaign.absent".to_owned()));
}
