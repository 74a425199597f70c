//! Interviews that gave no ballot: they come by the road of ballots, as often as they are sent, feed no count of theirs, and are listed for
//! the office with the reason.

use jiff::SignedDuration;
use reqwest::{Method, StatusCode};
use server::service::import::{Import, import};
use shared::ballot::{Digest, Header, Mode, NoAnswer, Nonresponse, Sealed};
use shared::campaign::{Name, Notice};
use shared::wire::{BallotPage, BatchAnswer, Counts, Grant, Received, Role, TabletPackage, frame};
use uuid::Uuid;

use crate::acts::acts;
use crate::client::{Client, read, refusal};
use crate::guest::{answer, ballots, codes, fill, page as page_of, sending, step, told as said};
use crate::process::parindex;
use crate::sample::{self, ID, ballot, lines, plain};
use crate::served::Served;

/// One that dtv01 noted in the commune 01837, on P7.
pub fn missed(n: u128, reason: NoAnswer, place: &str) -> (Uuid, Sealed) {
    let line = lines().iter().find(|line| line.form == "P7" && line.place == "01837").unwrap();
    let mut header = ballot(line).header;
    header.id = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + n);
    header.interviewer = Some("dtv01".to_owned());
    header.place = place.to_owned();
    (header.id, Nonresponse { header, reason }.seal())
}

async fn page(client: &Client) -> String {
    client.get(&format!("/r/{ID}/nonresponse")).await.text().await.unwrap()
}

async fn table(client: &Client) -> Vec<String> {
    let answer = client.get(&format!("/r/{ID}/nonresponse?as=csv")).await;
    assert_eq!(answer.status(), StatusCode::OK);
    answer.text().await.unwrap().lines().skip(1).map(str::to_owned).collect()
}

#[tokio::test]
async fn one_is_kept_once_however_often_it_comes_and_counts_as_no_ballot() {
    let served = Served::start().await;
    let (tablet, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    let one = missed(1, NoAnswer::Refused, "01837");
    let (first, receipt) = tablet.put(&one).await;
    assert_eq!((first, receipt.digest), (StatusCode::CREATED, one.1.digest));
    assert_eq!(tablet.put(&one).await, (StatusCode::OK, receipt));
    // Beside a ballot in one request, also what is here already.
    let (moved, sealed) = (missed(2, NoAnswer::Moved, "01840"), plain(3));
    let body = frame([&*one.1.bytes, &moved.1.bytes, &sealed.1.bytes].into_iter());
    let sent = tablet.request(Method::POST, &format!("/api/campaigns/{ID}/ballots")).body(body).send().await;
    let answers: BatchAnswer = read(sent.unwrap()).await;
    assert_eq!(answers.ballots.iter().map(|it| it.status).collect::<Vec<_>>(), [200, 201, 201]);

    let held: BallotPage = admin.of_sample("/ballots").await;
    assert_eq!(held.ballots.iter().map(|it| it.header.id).collect::<Vec<_>>(), [sealed.0]);
    let counts: Counts = admin.of_sample("/counts").await;
    assert_eq!(counts.rows.iter().map(|row| row.valid + row.pending + row.rejected).sum::<u32>(), 1);
    let package: TabletPackage = tablet.of_sample("/package").await;
    let received =
        |place: &str, ballots, missed| Received { form: "P7".into(), place: place.into(), ballots, missed };
    assert_eq!(package.received, [received("01837", 1, 1), received("01840", 0, 1)]);

    let shown = page(&admin).await;
    assert!(shown.contains("data-reason=\"refused\"") && shown.contains("Người dtv01"), "{shown}");
    let rows: Vec<String> = table(&admin).await;
    let cells: Vec<_> = rows.iter().map(|row| row.split(',').take(5).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(cells, ["1 P7 01837 dtv01 refused", "2 P7 01840 dtv01 moved"]);
    let taken = acts(&admin, "kind=exported").await;
    assert_eq!(taken.len(), 1, "whoever takes the table away stands in the log");
}

#[tokio::test]
async fn one_that_is_doubted_is_listed_with_the_reason_and_not_counted() {
    let served = Served::start().await;
    let (tablet, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    let elsewhere = missed(1, NoAnswer::NotMet, "01984");
    assert_eq!(tablet.put(&elsewhere).await.0, StatusCode::ACCEPTED);
    assert_eq!(tablet.put(&elsewhere).await.0, StatusCode::OK);
    // Another of the same id is kept, too.
    let same_id = missed(1, NoAnswer::Refused, "01837");
    assert_eq!(tablet.put(&same_id).await.0, StatusCode::ACCEPTED);
    let rows = table(&admin).await;
    assert!(
        rows[0].ends_with("ballot.place_not_assigned") && rows[1].ends_with("ballot.same_id_other_content"),
        "{rows:?}"
    );
    let package: TabletPackage = tablet.of_sample("/package").await;
    assert_eq!(package.received, []);
    assert!(page(&admin).await.contains("Chưa được tính:"));
    // What is none is said to be none, and stays on its tablet.
    let broken = elsewhere.1.bytes.strip_suffix(b"}").unwrap().to_vec();
    let refused = refusal(tablet.put_bytes(elsewhere.0, broken, None).await).await;
    assert_eq!(refused, (400, "ballot.undecodable".to_owned()));
}

/// The non-response of a number, said otherwise.
fn otherwise(n: u128, reason: NoAnswer, change: impl FnOnce(&mut Header)) -> (Uuid, Sealed) {
    let (id, sealed) = missed(n, reason, "01837");
    let mut it = Nonresponse::open(&sealed.bytes).unwrap();
    change(&mut it.header);
    (id, it.seal())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_it_says_is_judged_as_of_a_ballot() {
    let served = Served::start().await;
    let (tablet, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    type Change = fn(&mut Header);
    let told: [(&str, NoAnswer, Change); 7] = [
        ("ballot.form_unknown", NoAnswer::Refused, |it| it.form = "P9".into()),
        ("ballot.version_unknown", NoAnswer::Refused, |it| it.version = "1900.7".into()),
        ("ballot.definition_differs", NoAnswer::Refused, |it| it.definition = Digest::of(b"another")),
        ("ballot.finished_before_started", NoAnswer::Moved, |it| {
            it.started = it.finished + SignedDuration::from_secs(1);
        }),
        ("missed.not_by_tablet", NoAnswer::Refused, |it| it.mode = Mode::Paper),
        ("missed.agreed", NoAnswer::Refused, |it| it.consented = Some(it.started)),
        ("", NoAnswer::ScreenedOut, |it| it.consented = Some(it.started)),
    ];
    for (n, (code, reason, change)) in (1..).zip(told) {
        let expected = if code.is_empty() { StatusCode::CREATED } else { StatusCode::ACCEPTED };
        assert_eq!(tablet.put(&otherwise(n, reason, change)).await.0, expected, "{code}");
        let rows = table(&admin).await;
        assert!(rows.last().unwrap().ends_with(&format!(",{code}")), "{code}: {rows:?}");
    }
    let nowhere = missed(20, NoAnswer::NotMet, "nowhere");
    assert_eq!(admin.put(&nowhere).await.0, StatusCode::ACCEPTED);
    let text = page(&admin).await;
    assert!(!text.contains("problem."), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_interview_is_answered_or_not() {
    let served = Served::start().await;
    let (tablet, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    let decide = async |path: &str, fields: &[(&str, &str)]| {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        fill(&admin, &format!("/r/{ID}/{path}"), &fields.collect::<Vec<_>>()).await.status()
    };
    let [accept, reject] = ["accept", "reject"].map(|it| [("decision", it), ("reason", "gọi lại")]);
    // Answered first.
    assert_eq!(tablet.put(&plain(1)).await.0, StatusCode::CREATED);
    assert_eq!(tablet.put(&missed(1, NoAnswer::Refused, "01837")).await.0, StatusCode::ACCEPTED);
    assert!(table(&admin).await[0].ends_with(",missed.answered"));
    let one = [&[("number", "1"), ("seen", "0")], &accept[..]].concat();
    assert_eq!(decide("nonresponse", &one).await, StatusCode::CONFLICT);
    // And the other way round.
    assert_eq!(tablet.put(&missed(2, NoAnswer::Refused, "01837")).await.0, StatusCode::CREATED);
    assert_eq!(tablet.put(&plain(2)).await.0, StatusCode::ACCEPTED);
    let second = [&[("ballot-2", "0")], &accept[..]].concat();
    assert_eq!(decide("flags", &second).await, StatusCode::CONFLICT);
    // Whichever is rejected, the other may count.
    let first = [&[("ballot-1", "0")], &reject[..]].concat();
    assert_eq!(decide("flags", &first).await, StatusCode::OK);
    assert_eq!(decide("nonresponse", &one).await, StatusCode::OK);
    let other = [&[("number", "2"), ("seen", "0")], &reject[..]].concat();
    assert_eq!(decide("nonresponse", &other).await, StatusCode::OK);
    assert_eq!(decide("flags", &second).await, StatusCode::OK);
    let package: TabletPackage = tablet.of_sample("/package").await;
    let counted: Vec<_> = package.received.iter().map(|it| (it.ballots, it.missed)).collect();
    assert_eq!(counted, [(1, 1)]);
    let told: Vec<_> =
        acts(&admin, "kind=nonresponse_reviewed").await.into_iter().map(|it| it.subject).collect();
    assert_eq!(told, ["2", "1"]);
    // Who did not read what was decided meanwhile decides nothing.
    let supervisor = [Grant::at(Role::Supervisor, ID, "01837")];
    served.holder("giam-sat", supervisor.to_vec()).await;
    let fields = [("number", "1"), ("seen", "0"), ("decision", "reject"), ("reason", "nhầm")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let late = fill(&served.sign_in("giam-sat").await, &format!("/r/{ID}/nonresponse"), &fields).await;
    assert_eq!(late.status(), StatusCode::CONFLICT);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_doubted_one_is_decided_about_by_who_leads_there_and_never_by_who_noted_it() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let both = [Role::Interviewer, Role::Supervisor].map(|role| Grant::at(role, ID, "01837"));
    served.holder("lan", both.to_vec()).await;
    let lan = served.sign_in("lan").await;
    let older = otherwise(1, NoAnswer::NotMet, |it| {
        it.version = "0".to_owned();
        it.interviewer = Some("lan".to_owned());
    });
    assert_eq!(lan.put(&older).await.0, StatusCode::ACCEPTED);
    let decide = async |client: &Client, decision: &str| {
        let fields = [("number", "1"), ("decision", decision), ("reason", "đã gọi lại")];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        fill(client, &format!("/r/{ID}/nonresponse"), &fields).await.status()
    };
    let counted = async || {
        let package: TabletPackage = lan.of_sample("/package").await;
        package.received.iter().map(|it| it.missed).sum::<u32>()
    };
    assert_eq!(decide(&lan, "accept").await, StatusCode::FORBIDDEN);
    assert_eq!(decide(&admin, "").await, StatusCode::BAD_REQUEST);
    assert_eq!(counted().await, 0);
    for (decision, expected) in [("accept", 1), ("reject", 0), ("accept", 1), ("reopen", 0)] {
        assert_eq!(decide(&admin, decision).await, StatusCode::OK);
        assert_eq!(counted().await, expected, "{decision}");
    }
    assert_eq!(acts(&admin, "kind=nonresponse_reviewed").await.len(), 4);
}

#[tokio::test]
async fn when_it_was_noted_is_told_by_the_servers_clock() {
    let served = Served::start().await;
    let tablet = served.sign_in("dtv01").await;
    let (id, sealed) = missed(1, NoAnswer::ScreenedOut, "01837");
    let noted = Nonresponse::open(&sealed.bytes).unwrap().header.finished;
    let behind = served.site.now() - SignedDuration::from_hours(2);
    let sent = tablet.put_bytes(id, sealed.bytes, Some(behind.as_millisecond())).await;
    assert_eq!(sent.status(), StatusCode::CREATED);
    let told = table(&served.sign_in("admin").await).await;
    assert!(told[0].contains(&(noted + SignedDuration::from_hours(2)).to_string()), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_was_noted_by_mistake_is_rejected_by_who_leads_there_and_stays_on_the_list() {
    let served = Served::start().await;
    let (tablet, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    for (n, place) in [(1, "01837"), (2, "01840")] {
        tablet.put(&missed(n, NoAnswer::Refused, place)).await;
    }
    served.holder("giam-sat", vec![Grant::at(Role::Supervisor, ID, "01837")]).await;
    let supervisor = served.sign_in("giam-sat").await;
    let shown = page(&supervisor).await;
    assert!(shown.contains("data-number=\"1\"") && !shown.contains("data-number=\"2\""), "{shown}");
    assert!(!shown.contains("as=csv") && !shown.contains("01840"), "{shown}");
    let csv = supervisor.get(&format!("/r/{ID}/nonresponse?as=csv")).await;
    assert_eq!(csv.status(), StatusCode::FORBIDDEN);
    let path = format!("/r/{ID}/nonresponse");
    let back = async |client: &Client, number: &str, reason: &str| {
        let fields = [("number", number), ("decision", "reject"), ("reason", reason)];
        fill(client, &path, &fields.map(|(name, value)| (name.to_owned(), value.to_owned()))).await
    };
    let viewer = served.sign_in("viewer").await;
    assert_eq!(back(&viewer, "1", "nhầm").await.status(), StatusCode::FORBIDDEN);
    assert_eq!(back(&supervisor, "2", "nhầm").await.status(), StatusCode::NOT_FOUND);
    assert_eq!(back(&supervisor, "1", " ").await.status(), StatusCode::BAD_REQUEST);
    let shown = back(&supervisor, "1", "ghi nhầm hộ").await.text().await.unwrap();
    assert!(shown.contains("Đã loại, không được tính: ghi nhầm hộ") && shown.contains("giam-sat"), "{shown}");
    let package: TabletPackage = tablet.of_sample("/package").await;
    let counted: Vec<_> = package.received.iter().map(|it| (&*it.place, it.missed)).collect();
    assert_eq!(counted, [("01840", 1)], "it is counted no more, on the tablet neither");
    let rows = table(&admin).await;
    assert!(rows[0].ends_with(",rejected,ghi nhầm hộ,") && rows[1].ends_with(",valid,,"), "{rows:?}");
}

#[tokio::test]
async fn who_refuses_by_a_code_stands_beside_them() {
    let served = Served::start().await;
    let code = codes(&served, "P7", "01837", 1).await.remove(0);
    fill(&Client::anonymous(&served.url), &format!("/a/{code}"), &step("refuse")).await;
    let shown = page(&served.sign_in("viewer").await).await;
    let row = shown.split("data-of=\"P7 01837\"").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(row.ends_with("<td class=\"n\">1</td><td class=\"n\">0 %</td>"), "{row}");
    assert!(
        !shown.contains("data-of=\"P7 01840\""),
        "where all answered or nobody was asked nothing is said"
    );
    assert!(shown.contains("data-sum=\"all\">1<") && shown.contains("data-sum=\"rate\">0 %<"), "{shown}");
}

#[tokio::test]
async fn a_table_of_all_is_written_by_hand_too() {
    let served = Served::start().await;
    served.sign_in("dtv01").await.put(&missed(1, NoAnswer::NotMet, "01837")).await;
    let data = served.stop().await;
    let file = data.path().join("none.csv");
    let ran = parindex(data.path(), &["export", "--campaign", ID, "--nonresponse", file.to_str().unwrap()]);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert!(std::fs::read_to_string(file).unwrap().contains("1,P7,01837,dtv01,not_met,"));
}

#[tokio::test]
async fn who_began_to_answer_agrees_again_where_what_becomes_of_the_data_is_another() {
    let served = Served::start().await;
    let tells = async |contact: &str| {
        let mut campaign = sample::campaign().clone();
        campaign.settings.notice =
            Notice { contact: Name { vi: contact.into(), en: String::new() }, ..Notice::default() };
        import(&served.site, Import::of(campaign)).await.unwrap();
    };
    let code = codes(&served, "P7", "01837", 1).await.remove(0);
    let (_, answers) = said("P7", |line| line.place == "01837");
    let client = Client::anonymous(&served.url);
    let pages = answer(&client, &code, &answers, 1).await;
    let send =
        async || page_of(fill(&client, &format!("/a/{code}"), &sending(pages.last().unwrap())).await).await;
    tells("Bà An").await;
    let asked = send().await;
    assert!(asked.contains("Bà An") && asked.contains("value=\"agree\""), "{asked}");
    assert_eq!(ballots(&served).await, []);
    served.wait(SignedDuration::from_mins(1));
    page_of(fill(&client, &format!("/a/{code}"), &step("agree")).await).await;
    tells("Ông Bình").await;
    assert!(send().await.contains("Ông Bình"), "and again");
    page_of(fill(&client, &format!("/a/{code}"), &step("agree")).await).await;
    send().await;
    let header = ballots(&served).await.remove(0);
    assert!(header.consented.is_some_and(|agreed| agreed > header.started), "{header:?}");
}

#[tokio::test]
async fn a_ballot_by_a_code_says_when_its_respondent_agreed_where_the_campaign_asks() {
    let served = Served::start().await;
    let told = async || {
        let code = codes(&served, "P7", "01837", 1).await.remove(0);
        let (_, answers) = said("P7", |line| line.place == "01837");
        let client = Client::anonymous(&served.url);
        let pages = answer(&client, &code, &answers, 1).await;
        page_of(fill(&client, &format!("/a/{code}"), &sending(pages.last().unwrap())).await).await;
        let agreed = ballots(&served).await.last().unwrap().clone();
        (agreed.consented, agreed.started)
    };
    assert_eq!(told().await.0, None, "as before");
    let mut campaign = sample::campaign().clone();
    campaign.settings.notice =
        Notice { contact: Name { vi: "Bà An".into(), en: String::new() }, ..Notice::default() };
    import(&served.site, Import::of(campaign)).await.unwrap();
    let (agreed, started) = told().await;
    assert_eq!(agreed, Some(started));
}
