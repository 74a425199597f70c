//! Consent: where the package says what becomes of the data, an interview of which nothing says that its respondent agreed waits for a person.

use jiff::{SignedDuration, Timestamp};
use server::service::import::{Import, import};
use shared::ballot::Mode;
use shared::campaign::{Name, Notice};
use shared::wire::{BallotPage, Status};

use crate::sample::{self, another};
use crate::served::Served;

#[tokio::test]
async fn an_interview_without_consent_or_with_one_of_another_time_waits_for_a_person() {
    let served = Served::start().await;
    let mut campaign = sample::campaign().clone();
    campaign.settings.notice =
        Notice { contact: Name { vi: "Bà An".into(), en: String::new() }, ..Notice::default() };
    import(&served.site, Import::of(campaign)).await.unwrap();
    let (tablet, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    let later = |at: Timestamp| at + SignedDuration::from_secs(1);
    tablet.put(&another(1, |ballot| ballot.header.consented = None)).await;
    tablet.put(&another(2, |ballot| ballot.header.consented = Some(ballot.header.started))).await;
    tablet.put(&another(3, |ballot| ballot.header.consented = Some(later(ballot.header.finished)))).await;
    let long_before = |at: Timestamp| at - SignedDuration::from_hours(25);
    tablet
        .put(&another(4, |ballot| ballot.header.consented = Some(long_before(ballot.header.started))))
        .await;
    let on_paper = |ballot: &mut shared::ballot::Ballot| {
        (ballot.header.mode, ballot.header.consented) = (Mode::Paper, None);
    };
    tablet.put(&another(5, on_paper)).await;
    admin.put(&another(6, on_paper)).await;
    let held: BallotPage = admin.of_sample("/ballots").await;
    let mut stands: Vec<_> = held
        .ballots
        .iter()
        .map(|it| (it.key, it.status, it.reasons.iter().map(|reason| &*reason.code).collect::<Vec<_>>()))
        .collect();
    stands.sort_unstable_by_key(|(key, ..)| *key);
    let waits = || vec!["ballot.not_consented"];
    assert_eq!(
        stands,
        [
            (1, Status::Pending, waits()),
            (2, Status::Valid, vec![]),
            (3, Status::Pending, waits()),
            (4, Status::Pending, waits()),
            (5, Status::Pending, vec!["ballot.other_road", "ballot.not_consented"]),
            (6, Status::Valid, vec![]),
        ]
    );
}
