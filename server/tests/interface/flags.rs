//! Ballots with flags: the queue, its filters and pages, deciding about many at once, and that all of it is derived.

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use server::service::flags;
use server::{Config, open};
use shared::ballot::Ballot;
use shared::flags::Rule;
use shared::wire::{ActKind, BallotDetail, FlagPage, Status};

use crate::acts::acts;
use crate::client::{Client, read, refusal};
use crate::sample::{ID, another, plain};
use crate::served::{BEGIN, Served};

/// Three that say the same at the same time: the second and the third are twins of the first, and run beside it.
async fn sent(served: &Served) -> Client {
    let client = served.sign_in("dtv01").await;
    for number in 1..=3 {
        assert_eq!(client.put(&plain(number)).await.0, StatusCode::CREATED);
    }
    client
}

async fn queue(client: &Client, query: &str) -> FlagPage {
    client.of_sample(&format!("/flags{query}")).await
}

async fn keys(client: &Client, query: &str) -> Vec<i64> {
    queue(client, query).await.ballots.iter().map(|ballot| ballot.key).collect()
}

async fn decide(client: &Client, ballots: Value, decision: &str) -> Response {
    let body = json!({ "ballots": ballots, "decision": decision, "reason": "gọi lại, không gặp" });
    client.post(&format!("/api/campaigns/{ID}/reviews"), &body).await
}

#[tokio::test]
async fn the_queue_says_why_and_is_asked_by_rule_interviewer_place_and_page() {
    let served = Served::start().await;
    let (client, viewer) = (sent(&served).await, served.sign_in("viewer").await);
    let page = queue(&viewer, "").await;
    let rules: Vec<_> = page.ballots[0].flags.iter().map(|flag| flag.rule).collect();
    assert_eq!((page.ballots.len(), rules), (2, vec![Rule::Twin, Rule::Overlap]));
    let twin = page.counts.iter().find(|count| count.rule == Rule::Twin).unwrap();
    assert_eq!((twin.ballots, twin.waiting), (2, 2));
    for (query, expected) in [
        ("", vec![3, 2]),
        ("?rule=twin", vec![3, 2]),
        ("?rule=alike", vec![]),
        ("?interviewer=dtv01&form=P7", vec![3, 2]),
        ("?interviewer=dtv02", vec![]),
        ("?place=058", vec![3, 2]),
        ("?place=01840", vec![]),
        ("?after=3", vec![2]),
    ] {
        assert_eq!(keys(&viewer, query).await, expected, "{query}");
    }
    let wrong = viewer.get(&format!("/api/campaigns/{ID}/flags?rule=x")).await;
    assert_eq!(wrong.status(), StatusCode::BAD_REQUEST);

    // What comes is read on: one that was asked at night, and in no other way like the others.
    let at_night = |ballot: &mut Ballot| {
        ballot.header.started = "2019-11-05T22:00:00+07:00".parse().unwrap();
        ballot.header.finished = "2019-11-05T22:20:00+07:00".parse().unwrap();
        let district = ballot.answers["districts"][0].as_object_mut().unwrap();
        district.iter_mut().filter(|(name, _)| *name != "unit").for_each(|(_, it)| *it = "D".into());
    };
    client.put(&another(4, at_night)).await;
    assert_eq!(keys(&viewer, "?rule=hours").await, [4]);
    let all = queue(&viewer, "").await;
    let served = Served::start_on(served.stop().await, BEGIN).await;
    assert_eq!(queue(&served.sign_in("viewer").await, "").await, all, "read from nothing it is the same");
}

#[tokio::test]
async fn many_are_decided_about_with_one_reason_and_an_act_each_and_taken_back_one_by_one() {
    let served = Served::start().await;
    let (_, admin, viewer) =
        (sent(&served).await, served.sign_in("admin").await, served.sign_in("viewer").await);
    let nobody = decide(&admin, json!([]), "reject").await;
    assert_eq!(refusal(nobody).await, (400, "review.none_chosen".to_owned()));
    let absent = decide(&admin, json!([{ "key": 2 }, { "key": 99 }]), "reject").await;
    assert_eq!(refusal(absent).await, (404, "ballot.absent".to_owned()));
    assert_eq!(keys(&viewer, "").await, [3, 2], "all or none");

    let both = json!([{ "key": 3, "seen": 0 }, { "key": 2, "seen": 0 }]);
    assert_eq!(read::<usize>(decide(&admin, both.clone(), "reject").await).await, 2);
    let (none, all) = (keys(&viewer, "").await, queue(&viewer, "?all=yes").await);
    assert!(none.is_empty(), "{none:?}");
    let states: Vec<_> =
        all.ballots.iter().map(|ballot| (ballot.key, ballot.status, ballot.decisions)).collect();
    assert_eq!(states, [(3, Status::Rejected, 1), (2, Status::Rejected, 1)]);
    let about: Vec<_> =
        acts(&admin, "").await.into_iter().filter(|act| act.kind == ActKind::Reviewed).collect();
    assert_eq!(about.len(), 2);

    let back = json!({ "decision": "reopen", "reason": "xem lại", "seen": 1 });
    let path = format!("/api/campaigns/{ID}/ballots/2/reviews");
    assert_eq!(read::<BallotDetail>(admin.post(&path, &back).await).await.row.status, Status::Pending);
    assert_eq!(keys(&viewer, "").await, [2], "the other stays rejected");
    served.account("admin2", shared::wire::Role::Admin, &[]).await;
    let unread = decide(&served.sign_in("admin2").await, both, "accept").await;
    assert_eq!(refusal(unread).await, (409, "review.decided_meanwhile".to_owned()));
}

#[tokio::test]
async fn the_page_shows_the_queue_to_the_office_and_its_form_to_who_decides() {
    let served = Served::start().await;
    let (_, admin, viewer) =
        (sent(&served).await, served.sign_in("admin").await, served.sign_in("viewer").await);
    let text = async |client: &Client, path: &str| {
        client.get(&format!("/r/{ID}/flags{path}")).await.text().await.unwrap()
    };
    let fill = async |fields: &'static str| {
        let request = admin.request(Method::POST, &format!("/r/{ID}/flags"));
        let form = "application/x-www-form-urlencoded";
        request.header("content-type", form).body(fields).send().await.unwrap()
    };
    let seen = text(&viewer, "?rule=twin").await;
    assert!(seen.contains("data-key=\"3\"") && seen.contains("giống phiếu số <a href="), "{seen}");
    assert!(!seen.contains("method=\"post\""), "a viewer decides nothing");
    assert!(seen.contains("Gần như trùng phiếu khác: 2 chưa quyết định, 2 tất cả"), "{seen}");
    assert!(seen.contains("Chưa đủ phiếu để nói phiếu nào quá nhanh: P7."), "{seen}");
    assert!(text(&viewer, "?place=01840").await.contains("Không có phiếu nào"));

    let refused = fill("ballot-2=0&decision=reject&reason=&rule=twin").await;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    let back = refused.text().await.unwrap();
    assert!(
        back.contains("Hãy ghi lý do") && back.contains("name=\"ballot-2\" value=\"0\" checked"),
        "{back}"
    );
    assert_eq!(fill("reason=x").await.status(), StatusCode::BAD_REQUEST);
    let done = fill("ballot-2=0&decision=reject&reason=kh%C3%B4ng+g%E1%BA%B7p&rule=twin").await;
    assert_eq!(done.url().query(), Some("rule=twin&done=1"));
    let page = done.text().await.unwrap();
    assert!(page.contains("data-key=\"3\"") && !page.contains("data-key=\"2\""), "{page}");

    let ballot = text(&admin, "/2?lang=en").await;
    for shown in
        ["Reject", "không gặp", "are those of ballot <a href=", "Ballot 2", "name=\"ballot-2\" value=\"1\""]
    {
        assert!(ballot.contains(shown), "{shown}: {ballot}");
    }
    assert!(!ballot.contains("deviceid") && ballot.contains("Lasted"), "{ballot}");
    assert_eq!(admin.get(&format!("/r/{ID}/flags/99")).await.status(), StatusCode::NOT_FOUND);

    let table = flags::table(&served.site, ID.to_owned()).await.unwrap();
    let (table, n) = (table.csv(), table.number);
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!((n, lines.len()), (2, 5), "a line for each flag: {table}");
    assert!(lines[0].ends_with("number,id,form,place,interviewer,status,rule,reason"));
    assert!(
        lines[1].starts_with("2,") && lines[1].contains(",P7,01837,dtv01,rejected,twin,"),
        "{}",
        lines[1]
    );
}

#[tokio::test]
async fn ballots_are_opened_in_pieces_so_that_nobody_waits_for_all_of_them() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    for number in 1..=7 {
        client.put(&plain(number)).await;
    }
    decide(&served.sign_in("admin").await, json!([{ "key": 5 }]), "reject").await;
    let pieces = async |at_once| flags::ready(&served.site, ID, at_once).await.unwrap().1;
    // While they are read, ballots come in: each reader's turn holds the store for two of them.
    let eighth = plain(8);
    let (first, sent) = tokio::join!(pieces(2), client.put(&eighth));
    assert_eq!(sent.0, StatusCode::CREATED);
    assert!((4..=5).contains(&first), "{first}");
    assert_eq!(pieces(2).await, 1, "only what came since is read");
    let asked = queue(&served.sign_in("viewer").await, "?all=yes").await;
    // A server would read them as it starts.
    let data = served.stop().await;
    let site = open(&Config::new(data.path(), ([127, 0, 0, 1], 0).into())).unwrap();
    let (one, other) = tokio::join!(flags::ready(&site, ID, 3), flags::ready(&site, ID, 3));
    let mut pieces = [one.unwrap().1, other.unwrap().1];
    pieces.sort_unstable();
    assert_eq!(pieces, [1, 3], "of two who ask at once one reads, and the other waits for it");
    drop(site);
    let served = Served::start_on(data, BEGIN).await;
    assert_eq!(
        queue(&served.sign_in("viewer").await, "?all=yes").await,
        asked,
        "read from nothing it is the same"
    );
}
