//! `GET /api/version` tells strangers for which office the server works, and no more of any campaign.

use serde_json::Value;
use server::service::import::{Import, import};
use shared::campaign::{Campaign, Name, practice};

use crate::client::Client;
use crate::sample;
use crate::served::Served;

fn held_by(mut campaign: Campaign, office: &str) -> Campaign {
    campaign.settings.province = Name { vi: "Tỉnh Bắc Kạn".into(), en: "Bac Kan".into() };
    campaign.settings.office = Name { vi: office.into(), en: String::new() };
    campaign
}

async fn load(served: &Served, campaign: Campaign) {
    let import_it = Import::of(campaign);
    import(&served.site, import_it).await.unwrap();
}

async fn told(served: &Served) -> Value {
    Client::anonymous(&served.url).get("/api/version").await.json().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_latest_campaign_names_the_office_and_one_for_practice_only_where_no_other_does() {
    let served = Served::start().await;
    assert_eq!(told(&served).await["office"]["vi"], "", "the sample of 2019 names none");

    let trial = practice(sample::campaign().clone(), "tap-huan", 2030, "2030-01-01", "2030-02-01").unwrap();
    load(&served, held_by(trial, "Phòng tập huấn")).await;
    assert_eq!(told(&served).await["office"]["vi"], "Phòng tập huấn");

    load(&served, held_by(sample::campaign().clone(), "Sở Nội vụ")).await;
    let said = told(&served).await;
    assert_eq!((&said["office"]["vi"], &said["province"]["en"]), (&"Sở Nội vụ".into(), &"Bac Kan".into()));
    let mut keys: Vec<_> = said.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["build", "office", "province", "version"], "nothing else of a campaign");
}
