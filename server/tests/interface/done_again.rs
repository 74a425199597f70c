//! An interview that is done again: the rejected ballot goes back to who asked, and the new one names it.

use shared::ballot::Ballot;
use shared::flags::Rule;
use shared::wire::{BallotDetail, Decision, FlagPage, Review, Role, Status, TabletPackage};
use uuid::Uuid;

use crate::client::{Client, read};
use crate::sample::{ID, another, plain};
use crate::served::{BEGIN, Served};

async fn decide(admin: &Client, key: i64, decision: Decision, reason: &str) -> BallotDetail {
    let review = Review { decision, reason: reason.to_owned(), seen: None };
    read(admin.post(&format!("/api/campaigns/{ID}/ballots/{key}/reviews"), &review).await).await
}

/// What a tablet of this account hears: the ballots that came back, each with its reason.
async fn returned(client: &Client) -> Vec<(Uuid, String)> {
    let package: TabletPackage = client.of_sample("/package").await;
    package.returned.into_iter().map(|it| (it.id, it.reason)).collect()
}

async fn status(client: &Client, key: i64) -> Status {
    client.of_sample::<BallotDetail>(&format!("/ballots/{key}")).await.row.status
}

/// Those that are flagged for another of the same interview, and what is said.
async fn beside(admin: &Client) -> Vec<(i64, String)> {
    let page: FlagPage = admin.of_sample("/flags?rule=done_again&all=yes").await;
    let why = |flag: &shared::flags::Flag| flag.reason.params["other"].to_string();
    let flags = page.ballots.iter().flat_map(|it| it.flags.iter().map(move |flag| (it.key, flag)));
    flags.filter(|(_, flag)| flag.rule == Rule::DoneAgain).map(|(key, flag)| (key, why(flag))).collect()
}

fn instead_of(replaced: Uuid) -> impl FnOnce(&mut Ballot) {
    move |ballot| ballot.header.replaces = Some(replaced)
}

#[tokio::test]
async fn a_rejected_ballot_goes_back_to_who_asked_until_it_is_done_again_or_taken_back() {
    let served = Served::start().await;
    served.account("dtv02", Role::Interviewer, &["01837"]).await;
    let (client, other, admin) =
        (served.sign_in("dtv01").await, served.sign_in("dtv02").await, served.sign_in("admin").await);
    let first = plain(1);
    client.put(&first).await;
    assert_eq!(returned(&client).await, []);
    decide(&admin, 1, Decision::Reject, "Gọi lại: chưa ai hỏi").await;
    assert_eq!(returned(&client).await, [(first.0, "Gọi lại: chưa ai hỏi".to_owned())]);
    assert_eq!(returned(&other).await, [], "nobody sees another's");

    // Its answers are those of a draft on the form of now: all of them can be sealed again as they were.
    let package: TabletPackage = client.of_sample("/package").await;
    let back = &package.returned[0];
    let sealed = Ballot::open(&first.1.bytes).unwrap();
    assert_eq!((&*back.form, &*back.place), (&*sealed.header.form, &*sealed.header.place));
    let answer = |path: &str| back.answers.iter().find(|(it, _)| it == path).map(|(_, value)| &**value);
    assert_eq!(answer("/age"), sealed.answers["age"].as_str());
    let district = sealed.answers["districts"][0]["unit"].as_str().unwrap();
    let (name, said) =
        sealed.answers["districts"][0].as_object().unwrap().iter().find(|(name, _)| *name != "unit").unwrap();
    assert_eq!(answer(&format!("/districts[{district}]/{name}")), said.as_str());

    decide(&admin, 1, Decision::Reopen, "xem lại").await;
    assert_eq!(returned(&client).await, [], "it was taken back");
    decide(&admin, 1, Decision::Reject, "vẫn chưa").await;
    assert_eq!(returned(&client).await, [(first.0, "vẫn chưa".to_owned())]);

    // Somebody else's ballot that names it takes nothing away; the interviewer's own does.
    other
        .put(&another(8, |ballot| {
            ballot.header.interviewer = Some("dtv02".to_owned());
            ballot.header.replaces = Some(first.0);
        }))
        .await;
    assert_eq!(returned(&client).await.len(), 1);
    decide(&admin, 2, Decision::Reject, "không phải của mình").await;
    let second = another(2, instead_of(first.0));
    assert_eq!(client.put(&second).await.0, 201);
    assert_eq!(returned(&client).await, []);
    assert_eq!(status(&admin, 3).await, Status::Valid);
    let old: BallotDetail = admin.of_sample("/ballots/1").await;
    let new: BallotDetail = admin.of_sample("/ballots/3").await;
    assert_eq!(
        old.replaced_by.iter().map(|it| (it.key, it.status)).collect::<Vec<_>>(),
        [(2, Status::Rejected), (3, Status::Valid)]
    );
    assert_eq!(
        new.replaces.iter().map(|it| (it.key, it.status)).collect::<Vec<_>>(),
        [(1, Status::Rejected)]
    );
    let page = admin.get(&format!("/r/{ID}/flags/3")).await.text().await.unwrap();
    assert!(page.contains("Làm lại thay cho") && page.contains("/flags/1"), "{page}");

    // Rejected twice: now the second goes back, and the first does not.
    decide(&admin, 3, Decision::Reject, "lần hai").await;
    assert_eq!(returned(&client).await, [(second.0, "lần hai".to_owned())]);
}

#[tokio::test]
async fn two_ballots_of_one_interview_never_count_together_without_a_person() {
    let served = Served::start().await;
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    let first = plain(1);
    client.put(&first).await;
    decide(&admin, 1, Decision::Reject, "làm lại").await;
    decide(&admin, 1, Decision::Accept, "nhầm").await;
    // The copy was begun before that.
    let late = client.put(&another(2, instead_of(first.0))).await;
    assert_eq!(late.0, 202);
    let doubts: BallotDetail = admin.of_sample("/ballots/2").await;
    assert_eq!(doubts.row.reasons[0].code, "ballot.done_again");
    assert_eq!(doubts.row.reasons[0].params["key"].to_string(), "1");
    assert_eq!(beside(&admin).await, [(2, "1".into()), (1, "2".into())]);
    decide(&admin, 1, Decision::Reject, "lấy phiếu sau").await;
    assert_eq!(beside(&admin).await, []);
    decide(&admin, 2, Decision::Accept, "lấy phiếu sau").await;
    // A rejection that is taken back while the new one stands: both say so.
    decide(&admin, 1, Decision::Reopen, "xem lại").await;
    assert_eq!(beside(&admin).await, [(2, "1".into()), (1, "2".into())]);
    decide(&admin, 1, Decision::Reject, "thôi").await;

    // A second copy in the place of the first one.
    assert_eq!(client.put(&another(3, instead_of(first.0))).await.0, 202);
    // One that comes after what was made in its place, as from another tablet: its own time is judged as any other's.
    assert_eq!(
        client
            .put(&another(5, instead_of(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0004))))
            .await
            .0,
        201
    );
    assert_eq!(client.put(&plain(4)).await.0, 202);
    // A copy of a copy, whose first is accepted again.
    decide(&admin, 4, Decision::Reject, "làm lại").await;
    let third = another(6, instead_of(another(5, |_| ()).0));
    decide(&admin, 5, Decision::Accept, "phiếu đầu").await;
    assert_eq!(client.put(&third).await.0, 202, "the first of the interview counts");

    let all = beside(&admin).await;
    let served = Served::start_on(served.stop().await, BEGIN).await;
    assert_eq!(beside(&served.sign_in("admin").await).await, all, "read from nothing it is the same");
    server::service::rebuild::rebuild(&served.site).await.unwrap();
    let admin = served.sign_in("admin").await;
    let again: BallotDetail = admin.of_sample("/ballots/1").await;
    assert_eq!(again.replaced_by.iter().map(|it| it.key).collect::<Vec<_>>(), [2, 3], "rebuilt");
}

#[tokio::test]
async fn what_is_rejected_of_an_interview_that_counts_does_not_go_back() {
    let served = Served::start().await;
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    let first = plain(1);
    client.put(&first).await;
    decide(&admin, 1, Decision::Reject, "hỏi lại").await;
    assert_eq!(client.put(&another(2, instead_of(first.0))).await.0, 201);
    // The same interview from another tablet.
    assert_eq!(client.put(&another(3, instead_of(first.0))).await.0, 202);
    decide(&admin, 3, Decision::Reject, "trùng").await;
    assert_eq!(returned(&client).await, [], "doing it again would only be doubted again");
    // One that names itself was not done again by itself.
    let own = another(4, |ballot| ballot.header.replaces = Some(ballot.header.id));
    client.put(&own).await;
    decide(&admin, 4, Decision::Reject, "hỏi lại").await;
    assert_eq!(returned(&client).await, [(own.0, "hỏi lại".to_owned())]);
}
