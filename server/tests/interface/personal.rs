//! What tells who somebody is: it comes beside the ballot and is kept apart. No ballot, table, feed or act holds a word of it, nothing in a
//! copy of the data says beside which ballot it came, an admin alone takes it away, and it goes by date, by claim and by hand.

use std::fs;

use jiff::SignedDuration;
use reqwest::{Method, StatusCode};
use rusqlite::Connection;
use server::folder::STORE;
use server::service::expire::expire;
use server::service::import::{Import, Imported, import};
use shared::ballot::{Ballot, Personal, PersonalHeader, Sealed};
use shared::campaign::{Campaign, Name};
use shared::form::{Group, Kind, Node, Question};
use shared::wire::{BallotPage, BatchAnswer, Fact, ProblemDocument, Role, frame};
use uuid::Uuid;

use crate::acts::acts;
use crate::client::{Client, read};
use crate::guest::{answer, ballots, claim, codes, fill, page, sending, step, told};
use crate::process::parindex;
use crate::sample::{self, ID, another, plain};
use crate::served::Served;
use crate::tokens::made;

/// Who nobody else is.
pub const NAME: &str = "Hoàng-Thị-Mai-Riêng";
/// Nor this.
pub const PHONE: &str = "0987000111";

/// What somebody told of themselves, on P7.
pub fn personal(name: &str) -> (Uuid, Sealed) {
    told_on("P7", "full_name", name)
}

/// What somebody answered to a question of a form, sealed apart.
fn told_on(form: &str, question: &str, said: &str) -> (Uuid, Sealed) {
    // As random as a name is.
    let id = Uuid::from_bytes(*server::secret::hash(said).first_chunk().unwrap());
    let header = PersonalHeader { campaign: ID.to_owned(), form: form.to_owned(), id };
    (id, Personal { header, told: [(question.to_owned(), said.to_owned())].into() }.seal())
}

/// The campaign, in which P7 asks at its end who somebody is.
pub fn asks() -> Campaign {
    let mut campaign = sample::campaign().clone();
    let form = campaign.definitions.iter_mut().find(|form| form.id == "P7").unwrap();
    form.version += "-rieng";
    form.source = None;
    let asked = |name: &str, required: bool| {
        Node::Question(Question {
            name: name.to_owned(),
            kind: Kind::Text,
            label: [("vi".to_owned(), format!("Xin cho biết {name}"))].into(),
            required: required.then(|| "true()".to_owned()),
            personal: true,
            ..Question::default()
        })
    };
    let nodes = vec![asked("full_name", true), asked("phone", false)];
    form.nodes.push(Node::Group(Group { name: "who".to_owned(), nodes, ..Group::default() }));
    campaign.settings.notice.purpose = Name { vi: "Phúc tra".to_owned(), en: String::new() };
    campaign.settings.notice.kept_until = Some("2020-06-30".parse().unwrap());
    campaign
}

/// The version of P7 that asks it, and its digest.
pub fn version() -> (String, shared::ballot::Digest) {
    let asks = asks();
    let form = asks.definitions.iter().find(|form| form.id == "P7").unwrap();
    (form.version.clone(), form.digest())
}

/// A server with that campaign.
pub async fn asking() -> Served {
    let served = Served::start().await;
    import(&served.site, Import::of(asks())).await.unwrap();
    served
}

/// Somebody answers by a code; gives what claims the ballot, and the last page before it was sent.
async fn answered(served: &Served, code: &str, name: &str) -> (Client, String, String) {
    let (_, mut answers) = told("P7", |line| line.answers.contains_key("departments"));
    answers.extend([("/full_name".to_owned(), name.to_owned()), ("/phone".to_owned(), PHONE.to_owned())]);
    let client = Client::keeping(&served.url, &format!("told={}", "7f".repeat(32)));
    let last = answer(&client, code, &answers, 1).await.pop().unwrap();
    let thanks = page(fill(&client, &format!("/a/{code}"), &sending(&last)).await).await;
    let claim = claim(&thanks);
    (client, claim, last)
}

async fn by(client: &Client, code: &str, name: &str, claim: &str) -> String {
    let fields = [step(name), vec![("claim".to_owned(), claim.to_owned())]].concat();
    page(fill(client, &format!("/a/{code}"), &fields).await).await
}

/// What an admin takes away.
pub async fn table(admin: &Client) -> String {
    page(admin.get(&format!("/r/{ID}/processed?as=csv")).await).await
}

/// The store's file, with what its log held.
pub fn settle(served: &Served) -> Vec<u8> {
    let file = served.data().join(STORE);
    Connection::open(&file).unwrap().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    fs::read(file).unwrap()
}

/// How often a text stands there.
pub fn found(bytes: &[u8], text: &str) -> usize {
    bytes.windows(text.len()).filter(|it| *it == text.as_bytes()).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_respondent_tells_of_themselves_stands_apart_and_nowhere_else() {
    let served = asking().await;
    let (admin, viewer) = (served.sign_in("admin").await, served.sign_in("viewer").await);
    let code = codes(&served, "P7", "01837", 1).await.remove(0);
    let (client, claim, last) = answered(&served, &code, NAME).await;
    assert!(last.contains(NAME), "who answers looks it over: {last}");

    let held: BallotPage = admin.of_sample("/ballots").await;
    assert!(held.ballots[0].reasons.is_empty(), "a ballot is whole without it: {:?}", held.ballots[0]);
    let bytes = settle(&served);
    assert_eq!((found(&bytes, NAME), found(&bytes, PHONE)), (1, 1), "in one place");
    let store = Connection::open(served.data().join(STORE)).unwrap();
    let place: String = store.query_row("SELECT told FROM personal", [], |row| row.get(0)).unwrap();
    assert!(place.contains(NAME) && place.contains("\"P7\"") && !place.contains("2019-"), "{place}");

    let of_campaign = format!("/api/campaigns/{ID}");
    for path in
        ["/ballots", "/ballots/1", "/ballots.jsonl", "/ballots.csv", "/counts", "/index", "/survey", "/flags"]
    {
        let text = page(admin.get(&format!("{of_campaign}{path}")).await).await;
        assert!(!text.contains(NAME) && !text.contains(PHONE), "{path}: {text}");
        assert!(path != "/ballots.csv" || !text.contains("full_name"), "nor a column for it");
    }
    for path in ["/api/acts", &format!("/odata/{ID}/ballots_P7"), &format!("/odata/{ID}/$metadata")] {
        let text = page(admin.get(path).await).await;
        assert!(
            !text.contains(NAME) && !text.contains(PHONE) && !text.contains("full_name"),
            "{path}: {text}"
        );
    }
    for path in ["answers", "flags", "board", "processed", "invitations"] {
        let text = page(admin.get(&format!("/r/{ID}/{path}")).await).await;
        assert!(!text.contains(NAME) && !text.contains(PHONE), "{path}: {text}");
    }

    // An admin takes it away, and the log says so; nobody else does.
    let denied = viewer.get(&format!("/r/{ID}/processed?as=csv")).await;
    assert_eq!(denied.status(), StatusCode::FORBIDDEN);
    let before = acts(&admin, "kind=exported").await.len();
    let taken = table(&admin).await;
    let heads = "id,form,Xin cho biết full_name (full_name),Xin cho biết phone (phone)";
    assert!(taken.contains(heads) && taken.contains(NAME), "{taken}");
    let told = acts(&admin, "kind=exported").await;
    assert_eq!(told.len(), before + 1);
    let told = serde_json::to_string(&told[0]).unwrap();
    assert!(told.contains(&format!("{ID}-personal-fields.csv")) && !told.contains(NAME), "{told}");

    // Its respondent sees it by the claim, and takes it back with the ballot.
    assert!(by(&client, &code, "see", &claim).await.contains(NAME));
    by(&client, &code, "erase", &claim).await;
    assert_eq!(
        fs::metadata(served.data().join(format!("{STORE}-wal"))).unwrap().len(),
        0,
        "the log was emptied"
    );
    let bytes = settle(&served);
    assert_eq!((found(&bytes, NAME), found(&bytes, PHONE)), (0, 0), "neither in rows nor in free pages");
    assert!(!table(&admin).await.contains("P7"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_in_one_copy_of_the_data_joins_who_somebody_is_to_a_ballot() {
    let served = asking().await;
    let asker = served.sign_in("dtv01").await;
    let names: Vec<String> = (0..40).map(|n| format!("người-thứ-{n:02}")).collect();
    for (n, name) in (100..).zip(&names) {
        let ballot = another(n, agreed);
        let told = personal(name);
        let body = frame([&*ballot.1.bytes, &told.1.bytes].into_iter());
        let sent =
            asker.request(Method::POST, &format!("/api/campaigns/{ID}/ballots")).body(body).send().await;
        let answers: BatchAnswer = read(sent.unwrap()).await;
        assert_eq!(answers.ballots.iter().map(|it| it.status).collect::<Vec<_>>(), [201, 201]);
        let log = fs::read(served.data().join(format!("{STORE}-wal"))).unwrap();
        assert_eq!(found(&log, name), 0, "the log would tell what was written together");
        served.wait(SignedDuration::from_mins(3));
    }
    let bytes = settle(&served);
    assert!(names.iter().all(|name| found(&bytes, name) <= 1), "no copy of before is left in free pages");

    // What is kept of each: form and words. No time, place, person or number of a ballot, and no id of one.
    let store = Connection::open(served.data().join(STORE)).unwrap();
    let (rows, number, kept): (u32, u32, String) = store
        .query_row("SELECT count(*), sum(number), max(told) FROM personal", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap();
    assert_eq!((rows, number), (1, 40), "all in one row");
    let mut as_they_lie = names.clone();
    as_they_lie.sort_by_key(|name| kept.find(name.as_str()).unwrap());
    let mut by_id = names.clone();
    by_id.sort_by_key(|name| personal(name).0);
    assert_eq!(as_they_lie, by_id, "they lie by ids that are random, and not as they came");
    assert_ne!(as_they_lie, names);
    let kept: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&kept).unwrap();
    for told in kept.values() {
        assert_eq!(told.as_object().unwrap().keys().collect::<Vec<_>>(), ["form", "told"]);
    }
    let lines = ballots(&served).await;
    assert_eq!(lines.len(), 40);
    let ids: Vec<String> = lines.iter().map(|line| line.id.to_string()).collect();
    assert!(kept.keys().all(|id| !ids.contains(id)));
    assert!(store.prepare("SELECT rowid FROM personal").is_err(), "nor do rows have numbers");
    let admin = served.sign_in("admin").await;
    let told = serde_json::to_string(&acts(&admin, "").await).unwrap();
    assert!(kept.keys().all(|id| !told.contains(id)), "the log names none");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_kept_once_however_often_it_comes_and_goes_after_the_last_day() {
    let served = asking().await;
    let (admin, asker) = (served.sign_in("admin").await, served.sign_in("dtv01").await);
    asker.put(&plain(1)).await;
    let one = personal(NAME);
    let (first, receipt) = asker.put(&one).await;
    assert_eq!((first, receipt.digest), (StatusCode::CREATED, one.1.digest));
    assert_eq!(asker.put(&one).await.0, StatusCode::OK);
    asker.put(&personal("một-người-khác")).await;
    assert_eq!(table(&admin).await.lines().count(), 3, "a head and two people");
    assert_eq!(
        asker.put_bytes(Uuid::from_u128(9), one.1.bytes.clone(), None).await.status(),
        StatusCode::BAD_REQUEST
    );
    let (id, _) = one;
    let header = PersonalHeader { campaign: ID.to_owned(), form: "P7".to_owned(), id };
    let other = Personal { header, told: [("full_name".to_owned(), "khác".to_owned())].into() }.seal();
    assert_eq!(
        asker.put_bytes(id, other.bytes, None).await.status(),
        StatusCode::BAD_REQUEST,
        "no receipt for what is not kept"
    );
    let large = personal(&"x".repeat(17_000));
    assert_eq!(asker.put_bytes(large.0, large.1.bytes, None).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
    settle(&served);
    assert_eq!(expire(&served.site).await.unwrap(), 0, "the day is to come");

    // BEGIN is in November 2019.
    served.wait(SignedDuration::from_hours(24 * 300));
    assert_eq!(expire(&served.site).await.unwrap(), 2);
    assert_eq!(
        fs::metadata(served.data().join(format!("{STORE}-wal"))).unwrap().len(),
        0,
        "the log was emptied"
    );
    assert_eq!(found(&fs::read(served.data().join(STORE)).unwrap(), NAME), 0);
    let admin = served.sign_in("admin").await;
    let gone = acts(&admin, "kind=expired").await;
    let [gone] = &*gone else { panic!("{gone:?}") };
    let facts = [(Fact::Told, "2"), (Fact::Kept, "2020-06-30")];
    assert_eq!((&gone.by, &gone.before), (&None, &facts.map(|(fact, said)| (fact, said.to_owned())).into()));
    let shown = page(admin.get(&format!("/r/{ID}/processed")).await).await;
    assert!(shown.contains("<td>2 bản khai cho biết người trả lời là ai</td>"), "{shown}");

    let backup = tempfile::tempdir().unwrap();
    let (zip, back) = (backup.path().join("b.zip").display().to_string(), backup.path().join("back"));
    let data = served.data().to_owned();
    for (data, arguments) in [(&data, ["backup", &zip]), (&back, ["restore", &zip])] {
        assert!(parindex(data, &arguments).status.success(), "{arguments:?}");
    }
    assert_eq!(found(&fs::read(back.join(STORE)).unwrap(), NAME), 0, "nor in a backup of now");
    assert!(parindex(&back, &["doctor"]).status.success());
    assert_eq!(ballots(&served).await.len(), 1, "ballots stay");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_deletes_what_one_person_told_or_all() {
    let served = asking().await;
    let (admin, asker) = (served.sign_in("admin").await, served.sign_in("dtv01").await);
    for name in [NAME, "một-người-khác", "người-thứ-ba"] {
        asker.put(&personal(name)).await;
    }
    let path = format!("/r/{ID}/processed");
    let form = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
    for (odd, code) in [(form("id", "kein"), "personal.absent"), (form("id", ""), "personal.which")] {
        let answer = fill(&admin, &path, &odd).await;
        assert!(answer.status().is_client_error(), "{code}");
        assert!(answer.text().await.unwrap().contains("role=\"alert\""), "{code}");
    }
    let viewer = served.sign_in("viewer").await;
    assert_eq!(fill(&viewer, &path, &form("all", "yes")).await.status(), StatusCode::FORBIDDEN);
    page(fill(&admin, &path, &form("id", &personal(NAME).0.to_string())).await).await;
    let left = table(&admin).await;
    assert!(!left.contains(NAME) && left.contains("một-người-khác"), "{left}");
    assert_eq!(found(&settle(&served), NAME), 0);
    assert_eq!(asker.put(&personal(NAME)).await.0, StatusCode::OK, "a tablet that heard no receipt");
    assert_eq!(table(&admin).await, left, "is told that it is here, and nothing comes back");
    let shown = page(fill(&admin, &path, &form("all", "yes")).await).await;
    assert!(!shown.contains("data-personal"), "nothing is left: {shown}");
    let gone = acts(&admin, "kind=personal_erased").await;
    assert_eq!(gone.iter().map(|act| &*act.before[&Fact::Told]).collect::<Vec<_>>(), ["2", "1"]);
}

#[tokio::test]
async fn the_log_of_a_script_names_neither_the_id_nor_the_moment_of_what_came_apart() {
    let served = asking().await;
    let admin = served.sign_in("admin").await;
    let script = made(&served, "nhap", Role::Admin, None).await.secret;
    let script = Client { token: Some(script), ..Client::anonymous(&served.url) };
    let (ballot, told) = (another(1, agreed), personal(NAME));
    assert_eq!(script.put(&ballot).await.0, StatusCode::CREATED);
    served.wait(SignedDuration::from_secs(1));
    assert_eq!(script.put(&told).await.0, StatusCode::CREATED);
    let body = frame([&*personal("một-người-khác").1.bytes].into_iter());
    let path = format!("/api/campaigns/{ID}/ballots");
    let _: BatchAnswer = read(script.request(Method::POST, &path).body(body).send().await.unwrap()).await;
    let used = acts(&admin, "kind=token_used").await;
    let requests: Vec<&str> = used.iter().map(|act| &*act.after[&Fact::Request]).collect();
    assert_eq!(requests, [format!("PUT {path}/{}", ballot.0)], "of the ballot alone");
    let body = frame([&*another(2, agreed).1.bytes, &*personal("người-thứ-ba").1.bytes].into_iter());
    let _: BatchAnswer = read(script.request(Method::POST, &path).body(body).send().await.unwrap()).await;
    assert_eq!(acts(&admin, "kind=token_used").await.len(), 2, "a file of ballots is told once");
    let all = serde_json::to_string(&acts(&admin, "").await).unwrap();
    assert!(!all.contains(&told.0.to_string()), "{all}");
    assert_eq!(table(&admin).await.lines().count(), 4, "a head and three people");
}

/// The respondent agreed to what the campaign says of the data.
pub fn agreed(ballot: &mut Ballot) {
    ballot.header.consented = Some(ballot.header.started);
}

#[tokio::test]
async fn what_the_campaign_does_not_ask_or_comes_from_a_stranger_is_refused_by_name() {
    let served = asking().await;
    let asker = served.sign_in("dtv01").await;
    let code = async |client: &Client, address: &str, (id, sealed): (Uuid, Sealed)| {
        let path = format!("/api/campaigns/{address}/ballots/{id}");
        let answer = client.request(Method::PUT, &path).body(sealed.bytes).send().await.unwrap();
        let said: ProblemDocument = answer.json().await.unwrap();
        (said.status, said.problem)
    };
    for (form, question) in [("ZZZ", "full_name"), ("P7", "nix"), ("P7", "sex"), ("P1", "full_name")] {
        let (status, problem) = code(&asker, ID, told_on(form, question, "x")).await;
        assert_eq!((status, &*problem.code), (400, "personal.not_asked"));
        assert_eq!((&*problem.params["form"], &*problem.params["question"]), (form, question));
    }
    let header = PersonalHeader { campaign: ID.to_owned(), form: "P7".to_owned(), id: Uuid::from_u128(3) };
    let nothing = (header.id, Personal { header, told: [].into() }.seal());
    assert_eq!(code(&asker, ID, nothing).await.1.code, "ballot.undecodable");
    assert_eq!(code(&asker, "another", personal(NAME)).await.1.code, "campaign.absent");
    served.account("la", Role::Interviewer, &[]).await;
    for stranger in ["la", "viewer"] {
        let (status, problem) = code(&served.sign_in(stranger).await, ID, personal(NAME)).await;
        assert_eq!((status, &*problem.code), (404, "campaign.absent"), "{stranger}");
    }
    let admin = served.sign_in("admin").await;
    assert_eq!(table(&admin).await.lines().count(), 1, "a head alone");
    // A version that asked it once still does.
    let mut later = asks();
    let form = later.definitions.iter_mut().find(|form| form.id == "P7").unwrap();
    form.version += "-sau";
    form.nodes.pop();
    import(&served.site, Import::of(later)).await.unwrap();
    assert_eq!(asker.put(&personal(NAME)).await.0, StatusCode::CREATED);
}

#[tokio::test]
async fn no_later_package_keeps_it_longer_than_people_were_told() {
    let served = asking().await;
    let until = |day: Option<&str>| {
        let mut campaign = sample::campaign().clone();
        campaign.settings.notice.kept_until = day.map(|day| day.parse().unwrap());
        Import::of(campaign)
    };
    import(&served.site, until(Some("2020-12-31"))).await.expect("nobody was told a day");
    import(&served.site, Import::of(asks())).await.unwrap();
    served.sign_in("dtv01").await.put(&personal(NAME)).await;
    for day in [None, Some("2020-07-01")] {
        let refused = import(&served.site, until(day)).await.unwrap_err();
        assert!(format!("{refused:?}").contains("import.kept_longer"), "{refused:?}");
    }
    let warned = |imported: Imported| {
        imported
            .doubts
            .into_iter()
            .map(|it| it.problem)
            .find(|it| it.code.starts_with("import.goes"))
            .unwrap()
    };
    let sooner = warned(import(&served.site, until(Some("2020-06-29"))).await.expect("sooner it may go"));
    assert_eq!((&*sooner.code, &*sooner.params["told"]), ("import.goes_then", "1"));
    served.wait(SignedDuration::from_hours(24 * 90));
    let now = warned(import(&served.site, until(Some("2020-01-15"))).await.unwrap());
    let counts = ["day", "told", "codes", "ballots"].map(|of| &*now.params[of]);
    assert_eq!((&*now.code, counts), ("import.goes_now", ["2020-01-15", "1", "0", "0"]));
}
