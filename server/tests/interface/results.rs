//! `GET …/index` and `GET …/survey`, after the sample's ballots went through the interface.

use futures::stream::{self, StreamExt as _};
use reqwest::StatusCode;
use server::service::import::{self, File, Import};
use shared::index::ByType;
use shared::wire::{CountRow, Counts, IndexView, SurveyView};

use crate::client::read;
use crate::sample;
use crate::served::Served;

/// A shuffle that is the same in every run.
fn shuffled<T>(mut items: Vec<T>) -> Vec<T> {
    let mut state = 20_191_015_u64;
    for i in (1..items.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        items.swap(i, usize::try_from(state >> 33).unwrap() % (i + 1));
    }
    items
}

#[tokio::test(flavor = "multi_thread")]
async fn all_ballots_in_any_order_with_repeats_give_the_expected_index_to_the_digit() {
    let served = Served::start().await;
    served.wait(jiff::SignedDuration::from_hours(27 * 24));
    let bytes = std::fs::read(sample::path("assessments.jsonl")).unwrap();
    let assessments = Some(File::of("assessments.jsonl", bytes));
    let campaign = sample::campaign().clone();
    import::import(&served.site, Import { assessments, ..Import::of(campaign) }).await.unwrap();
    let once = sample::lines().iter();
    let again = sample::lines().iter().step_by(3);
    let sent = shuffled(once.chain(again).collect());
    // Ballots of many interviewers and of respondents alone, sent by one admin.
    let admin = served.sign_in("admin").await;
    let statuses: Vec<StatusCode> = stream::iter(sent)
        .map(|line| {
            let sealed = sample::ballot(line).seal();
            let (admin, id) = (admin.clone(), line.id);
            async move { admin.put(&(id, sealed)).await.0 }
        })
        .buffer_unordered(16)
        .collect()
        .await;
    let created = statuses.iter().filter(|status| **status == StatusCode::CREATED).count();
    let here = statuses.iter().filter(|status| **status == StatusCode::OK).count();
    assert_eq!((created, here), (1034, 345));
    let view: IndexView = admin.of_sample("/index").await;
    let expected: serde_json::Value =
        serde_json::from_slice(&std::fs::read(sample::path("expected.json")).unwrap()).unwrap();
    assert_eq!(serde_json::to_value(ByType(&view.tables)).unwrap(), expected);
    let survey: SurveyView = admin.of_sample("/survey").await;
    assert_eq!(survey.revision, view.revision);
    let cells = survey.tables.iter().flat_map(|table| &table.units).flat_map(|unit| &unit.cells);
    let (leaves, answers) = cells.fold((0, 0), |(leaves, sum), cell| (leaves + 1, sum + cell.answers));
    assert!(leaves > 200 && answers > 10_000, "{leaves} cells, {answers} answers");
}

#[tokio::test]
async fn the_imported_campaign_of_two_tiers_gives_the_expected_index_to_the_digit() {
    let served = Served::start().await;
    let folder = sample::path("").join("../thai-nguyen-2026");
    let file = |name: &str| File::of(name, std::fs::read(folder.join(name)).unwrap());
    let (campaign, diagnostics) = server::package::read(&folder).unwrap();
    assert_eq!(diagnostics, []);
    let request = Import {
        ballots: Some(file("ballots.jsonl")),
        assessments: Some(file("assessments.jsonl")),
        ..Import::of(campaign.unwrap())
    };
    import::import(&served.site, request).await.unwrap();
    let admin = served.sign_in("admin").await;
    let view: IndexView = read(admin.get("/api/campaigns/thai-nguyen-2026/index").await).await;
    assert_eq!(view.tables.iter().map(|table| table.units.len()).collect::<Vec<_>>(), [13, 92]);
    let expected: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("expected.json")).unwrap()).unwrap();
    assert_eq!(serde_json::to_value(ByType(&view.tables)).unwrap(), expected);
    let counts: Counts = read(admin.get("/api/campaigns/thai-nguyen-2026/counts").await).await;
    let sum = |of: fn(&CountRow) -> u32| counts.rows.iter().map(of).sum::<u32>();
    assert_eq!((sum(|row| row.valid), sum(|row| row.screened_out)), (1867, 94));
}

#[tokio::test]
async fn the_index_follows_the_revision() {
    let served = Served::start().await;
    let (client, viewer) = (served.sign_in("dtv01").await, served.sign_in("viewer").await);
    let before: IndexView = viewer.of_sample("/index").await;
    client.put(&sample::plain(1)).await;
    let after: IndexView = viewer.of_sample("/index").await;
    assert_eq!(after.revision, before.revision + 1);
    assert_ne!(after.tables, before.tables);
    let again: IndexView = viewer.of_sample("/index").await;
    assert_eq!(again, after);
}
