//! An interview that is done again: the rejected ballot goes back to who asked, and the new one names it.

use shared::ballot::Ballot;
use shared::flags::Rule;
use shared::message::{Language, problem};
use shared::wire::{
    BallotDetail, Chosen, Decision, FlagPage, ManyReviews, ProblemDocument, Review, Role, Status,
    TabletPackage,
};
use uuid::Uuid;

use crate::client::{Client, read, refusal};
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
    assert_eq!(client.put(&another(5, instead_of(plain(4).0))).await.0, 202);
    decide(&admin, 4, Decision::Accept, "phiếu trước chưa tới").await;
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

/// Why a ballot waits.
async fn doubts(admin: &Client, key: i64) -> Vec<(String, String)> {
    let detail: BallotDetail = admin.of_sample(&format!("/ballots/{key}")).await;
    let said = |it: &shared::problem::Problem| (it.code.clone(), problem(Language::En, it));
    detail.row.reasons.iter().map(said).collect()
}

#[tokio::test]
async fn what_was_done_again_as_no_tablet_does_it_waits_for_a_person() {
    let served = Served::start().await;
    served.account("dtv02", Role::Interviewer, &["01837"]).await;
    let (client, other, admin) =
        (served.sign_in("dtv01").await, served.sign_in("dtv02").await, served.sign_in("admin").await);
    let first = plain(1);
    client.put(&first).await;
    decide(&admin, 1, Decision::Reject, "hỏi lại").await;
    let of = |n: u128, replaced: Uuid, change: fn(&mut Ballot)| {
        another(n, |ballot| {
            ballot.header.replaces = Some(replaced);
            change(ballot);
        })
    };
    let mut key = 1;
    let mut waits =
        async |client: &Client, ballot: (Uuid, shared::ballot::Sealed), code: &str, words: &str| {
            key += 1;
            assert_eq!(client.put(&ballot).await.0, 202, "{code}");
            let doubts = doubts(&admin, key).await;
            assert!(doubts.iter().any(|(it, said)| it == code && said.contains(words)), "{doubts:?}");
            decide(&admin, key, Decision::Reject, "xem lại").await;
        };
    waits(&client, of(2, plain(9).0, |_| ()), "ballot.replaces_absent", &plain(9).0.to_string()).await;
    let by_other = of(3, first.0, |ballot| ballot.header.interviewer = Some("dtv02".to_owned()));
    waits(&other, by_other, "ballot.replaces_other", "interviewer dtv01").await;
    let of_other_form = of(4, first.0, |ballot| ballot.header.form = "P1".to_owned());
    waits(&client, of_other_form, "ballot.replaces_other", "form P7").await;
    waits(&client, of(5, plain(5).0, |_| ()), "ballot.replaces_itself", "in place of itself").await;
    // A circle: the sixth names the seventh, which names the sixth.
    waits(&client, of(6, plain(7).0, |_| ()), "ballot.replaces_absent", "").await;
    waits(&client, of(7, plain(6).0, |_| ()), "ballot.replaces_itself", "").await;
    let back = returned(&client).await.into_iter().map(|it| it.0).collect::<Vec<_>>();
    assert_eq!(back.len(), 5, "neither of the circle was done again by the other: {back:?}");
}

#[tokio::test]
async fn a_second_ballot_of_an_id_does_not_hide_what_the_first_replaces() {
    let served = Served::start().await;
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    let first = plain(1);
    client.put(&first).await;
    client.put(&another(2, instead_of(first.0))).await;
    client.put(&another(2, |ballot| drop(ballot.answers.insert("age".into(), "60_plus".into())))).await;
    let flagged: Vec<i64> = beside(&admin).await.into_iter().map(|it| it.0).collect();
    assert_eq!(flagged, [3, 2, 1]);
}

#[tokio::test]
async fn many_at_once_accept_no_two_of_one_interview() {
    let served = Served::start().await;
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    let first = plain(1);
    client.put(&first).await;
    decide(&admin, 1, Decision::Reject, "hỏi lại").await;
    for n in 2..5 {
        client.put(&another(n, instead_of(first.0))).await;
    }
    client.put(&plain(5)).await;
    for key in 2..=5 {
        decide(&admin, key, Decision::Reopen, "xem lại").await;
    }
    let many = async |keys: &[i64]| {
        let ballots = keys.iter().map(|key| Chosen { key: *key, seen: None }).collect();
        let reviews = ManyReviews { ballots, decision: Decision::Accept, reason: "đúng".to_owned() };
        admin.post(&format!("/api/campaigns/{ID}/reviews"), &reviews).await
    };
    let refused = many(&[2, 3, 4, 5]).await;
    assert_eq!(refused.status(), 409);
    let said: ProblemDocument = refused.json().await.unwrap();
    assert_eq!(said.problem.to_string(), "review.done_again key=3 other=2");
    for key in 2..=5 {
        assert_eq!(status(&admin, key).await, Status::Pending, "nothing was decided");
    }
    assert_eq!(many(&[2, 5]).await.status(), 200);
    assert_eq!(refusal(many(&[4]).await).await, (409, "review.done_again".to_owned()), "one of it counts");
    decide(&admin, 4, Decision::Accept, "đã đọc cả hai").await;
    assert_eq!(status(&admin, 4).await, Status::Valid, "who decides about one may have read both");
}
