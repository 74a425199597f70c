//! A respondent with a code: the pages give what a tablet gives, whatever breaks on the way, and nothing joins a code to its ballot.

use std::collections::BTreeMap;
use std::fs;

use jiff::SignedDuration;
use reqwest::{Method, Response, StatusCode};
use rusqlite::Connection;
use server::folder::STORE;
use server::service::import::{Import, import};
use server::store::Stage;
use shared::ballot::{Mode, Status};
use shared::campaign::{Name, Notice};
use shared::form::{Instance, Meta, Node};

use crate::acts::acts;
use crate::client::Client;
use crate::guest::{answer, ballots, claim, codes, fill, filled, page, sending, step, told};
use crate::sample::{self, ID};
use crate::served::Served;

/// How many invitations are at each stage.
async fn stages(served: &Served) -> BTreeMap<Stage, u32> {
    let found = served.site.store.read(|store| store.invited(ID)).await.unwrap();
    let mut stages = BTreeMap::new();
    for it in found {
        *stages.entry(it.stage).or_default() += it.count;
    }
    stages
}

#[tokio::test(flavor = "multi_thread")]
async fn by_the_pages_the_same_answers_give_the_ballot_that_a_tablet_gives() {
    let served = Served::start().await;
    let campaign = sample::campaign();
    for form in ["P1", "P3", "P5", "P6", "P7"] {
        let (line, answers) = told(form, |line| form != "P7" || line.answers.contains_key("departments"));
        let code = codes(&served, form, &line.place, 1).await.remove(0);
        let client = Client::anonymous(&served.url);
        let pages = answer(&client, &code, &answers, 2).await;
        served.wait(SignedDuration::from_mins(5));
        let path = format!("/a/{code}");
        let thanks = page(fill(&client, &path, &sending(&pages[pages.len() - 1])).await).await;
        assert!(thanks.contains("cảm ơn ông (bà)") && !thanks.contains("<form"), "{thanks}");
        let arrived = ballots(&served).await.pop().unwrap();

        let definition = campaign.definition(form).unwrap().clone();
        let offset = jiff::tz::offset(7);
        let moment = |at| shared::form::Moment { at, offset };
        let (started, finished) = (moment(arrived.started), moment(arrived.finished));
        let meta = Meta { started, finished: None, device: String::new(), username: String::new() };
        let mut tablet = Instance::new(definition, &campaign.surroundings(&line.place), meta).unwrap();
        for (path, value) in &answers {
            tablet.set(path, Some(value)).unwrap();
        }
        tablet.finish(finished);
        assert_eq!(arrived.answers, tablet.answers(), "{form}");
        assert_eq!(
            (arrived.mode, &arrived.interviewer, arrived.status, &arrived.place, &*arrived.version),
            (Mode::Online, &None, Status::Valid, &line.place, &*line.version)
        );
        assert_eq!(arrived.finished.duration_since(arrived.started), SignedDuration::from_mins(5));

        let asking = &pages[..pages.len() - 1];
        let unsent: Vec<_> = asking.iter().map(|page| page.contains("Phiếu chưa được gửi")).collect();
        assert!(unsent.ends_with(&[false, true]), "on the last one it is said: {unsent:?}");
        assert!(asking.iter().all(|page| page.contains("value=\"refuse\"")), "each page has a way out");

        let most = pages.iter().map(String::len).max().unwrap();
        let all: usize = pages.iter().map(String::len).sum();
        println!("{form}: {} pages, {most} bytes the largest, {all} all", pages.len());
        assert!(all < 400_000 && most < 60_000, "{form}: {most}, {all}");
    }
    assert_eq!(ballots(&served).await.len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_is_shown_one_claim_until_the_ballot_is_in() {
    let served = Served::start().await;
    let (line, answers) = told("P3", |_| true);
    let code = codes(&served, "P3", &line.place, 1).await.remove(0);
    let (client, path) = (Client::anonymous(&served.url), format!("/a/{code}"));
    let other = answer(&client, &code, &answers, 1).await.pop().unwrap();
    let cookie = |answer: &Response| answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    let kept = cookie(&client.get(&path).await);
    assert!(
        kept.starts_with("claim=") && kept.contains(&format!("; Path={path}; HttpOnly; SameSite=Strict"))
    );
    let again = client.request(Method::GET, &path).header("cookie", kept.split(';').next().unwrap());
    let again = page(again.send().await.unwrap()).await;
    let shown = kept["claim=".len()..].split(';').next().unwrap();
    assert!(again.contains(shown) && !other.contains(shown), "another device has another one: {again}");
    let thanks = fill(&client, &path, &sending(&again)).await;
    assert!(cookie(&thanks).starts_with("claim=; Max-Age=0; "), "who uses the browser next finds none");
    assert_eq!(claim(&page(thanks).await), shown);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_data_come_before_the_first_question_and_nothing_is_chosen_beforehand() {
    let served = Served::start().await;
    let mut campaign = sample::campaign().clone();
    let name = |vi: &str| Name { vi: vi.to_owned(), en: String::new() };
    campaign.settings.office = name("Sở Nội vụ tỉnh Bắc Kạn");
    campaign.settings.notice = Notice {
        controller: name("Ủy ban nhân dân tỉnh Bắc Kạn"),
        collected: name("Ý kiến về thủ tục hành chính"),
        purpose: name("Xác định Chỉ số cải cách hành chính"),
        contact: name("Bà Lý Thị An, 0209 000 000"),
        kept_until: Some("2020-12-31".parse().unwrap()),
    };
    import(&served.site, Import::of(campaign)).await.unwrap();
    let code = codes(&served, "P7", "01837", 1).await.remove(0);
    let client = Client::anonymous(&served.url);
    let welcome = page(client.get(&format!("/a/{code}")).await).await;
    for said in [
        &*sample::campaign().settings.title.vi,
        "Sở Nội vụ tỉnh Bắc Kạn",
        "Ủy ban nhân dân tỉnh Bắc Kạn",
        "Ý kiến về thủ tục hành chính",
        "Xác định Chỉ số cải cách hành chính",
        "Bà Lý Thị An, 0209 000 000",
        "31/12/2020",
        "30/11/2019",
    ] {
        assert!(welcome.contains(said), "{said}: {welcome}");
    }
    assert!(welcome.contains("Câu trả lời không gắn với tên") && !welcome.contains("checked"));
    assert!(!welcome.contains("<script") && !welcome.contains("<input"), "no question yet");
    let first = page(fill(&client, &format!("/a/{code}"), &step("agree")).await).await;
    let definition = sample::campaign().definition("P7").unwrap();
    let question = definition.questions().find(|it| it.name == "sex").unwrap();
    assert!(first.contains(definition.text(&question.label, "vi")) && !first.contains("checked"), "{first}");
    let english = page(client.get(&format!("/a/{code}?lang=en")).await).await;
    assert!(english.contains(">Page 1<") && english.contains("lang=\"en\"") && english.contains("?lang=en"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_cut_off_goes_on_elsewhere_and_who_hands_in_at_once_many_times_gives_one_ballot() {
    let served = Served::start().await;
    let (_, answers) = told("P7", |line| line.answers.contains_key("departments"));
    let code = codes(&served, "P7", "01837", 1).await.remove(0);
    let path = format!("/a/{code}");
    let pages = answer(&Client::anonymous(&served.url), &code, &answers, 1).await;
    let elsewhere = Client::anonymous(&served.url);
    let there = page(elsewhere.get(&path.to_uppercase().replace("/A/", "/a/")).await).await;
    assert!(there.contains("value=\"send\""), "another device shows where it was");
    let back = page(elsewhere.get(&format!("{path}?at=%2Fsex")).await).await;
    assert!(back.contains("checked") && back.matches("checked").count() == 1, "with what was answered");
    // A page of long ago, sent again, changes nothing.
    let mut early = filled(&pages[0], &answers);
    early.extend(step("next"));
    assert!(fill(&elsewhere, &path, &early).await.status().is_success());
    let fields = sending(&there);
    let sends = (0..8).map(|_| {
        let (client, path, fields) = (elsewhere.clone(), path.clone(), fields.clone());
        tokio::spawn(async move { page(fill(&client, &path, &fields).await).await })
    });
    for sent in sends.collect::<Vec<_>>() {
        let claim = claim(&sent.await.unwrap());
        assert!(fields.contains(&("claim".to_owned(), claim)), "whichever answer arrives shows the claim");
    }
    let arrived = ballots(&served).await;
    assert_eq!((arrived.len(), arrived[0].status), (1, Status::Valid));
    assert_eq!(stages(&served).await, BTreeMap::from([(Stage::Answered, 1)]));
    for late in ["agree", "refuse", "next", "send"] {
        assert!(
            page(fill(&elsewhere, &path, &step(late)).await).await.contains("Phiếu đã được gửi"),
            "{late}"
        );
    }
    assert_eq!(ballots(&served).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_or_wrong_is_said_at_its_question_and_nobody_goes_on_over_it() {
    let served = Served::start().await;
    let code = codes(&served, "P7", "01837", 1).await.remove(0);
    let (client, path) = (Client::anonymous(&served.url), format!("/a/{code}"));
    let (_, answers) = told("P7", |line| line.answers.contains_key("month"));
    let first = page(fill(&client, &path, &step("agree")).await).await;
    // How long it gets is not told before it is known.
    assert!(first.contains(">Trang 1<") && !first.contains("<progress"), "{first}");
    assert!(!first.contains("Phiếu chưa được gửi"), "{first}");
    let blank = page(fill(&client, &path, &[filled(&first, &[].into()), step("next")].concat()).await).await;
    assert!(blank.contains("class=\"error\"") && blank.contains("role=\"alert\""), "{blank}");
    let made_up = [("claim".to_owned(), "bcfg-hjkm-npqr".to_owned())];
    for fields in [step("send"), [step("send"), made_up.to_vec()].concat()] {
        assert!(fill(&client, &path, &fields).await.status().is_success());
    }
    assert_eq!(ballots(&served).await, [], "nothing half is handed in");
    let mut shown = blank;
    while !shown.contains("name=\"/month\"") {
        let fields = [filled(&shown, &answers), step("next")].concat();
        shown = page(fill(&client, &path, &fields).await).await;
    }
    assert!(shown.contains("<progress"), "{shown}");
    let odd: BTreeMap<_, _> = [("/month".to_owned(), "mười".to_owned())].into();
    let odd = page(fill(&client, &path, &[filled(&shown, &odd), step("next")].concat()).await).await;
    assert!(
        odd.contains("value=\"mười\"") && odd.contains("aria-invalid=\"true\""),
        "nothing is lost: {odd}"
    );
    assert!(odd.contains("Hãy ghi một số nguyên"));
    let back = page(fill(&client, &path, &[filled(&odd, &answers), step("back")].concat()).await).await;
    assert!(!back.contains("name=\"/month\""), "back is always open");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_a_title_is_not_called_by_its_code() {
    let served = Served::start().await;
    let mut campaign = sample::campaign().clone();
    let form = campaign.definitions.iter_mut().find(|form| form.id == "P7").unwrap();
    form.version += "-khong-ten";
    form.source = None;
    form.title.clone_from(&form.id);
    for node in &mut form.nodes {
        if let Node::Group(group) = node {
            group.label.clear();
        }
    }
    import(&served.site, Import::of(campaign)).await.unwrap();
    let code = codes(&served, "P7", "01837", 1).await.remove(0);
    let first =
        page(fill(&Client::anonymous(&served.url), &format!("/a/{code}"), &step("agree")).await).await;
    assert!(first.contains("<h1>Phiếu khảo sát</h1>") && !first.contains("P7</"), "{first}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_refuses_gives_no_ballot_and_may_think_better_of_it() {
    let served = Served::start().await;
    let code = codes(&served, "P7", "01837", 1).await.remove(0);
    let (client, path) = (Client::anonymous(&served.url), format!("/a/{code}"));
    let refused = page(fill(&client, &path, &step("refuse")).await).await;
    assert!(refused.contains("<h1>Xin chân thành cảm ơn ông (bà)</h1>"), "{refused}");
    assert!(refused.contains("Ông (bà) đã chọn không tham gia"));
    let behind = refused.split("<details>").nth(1).expect("the invitation is behind one more press");
    assert!(behind.contains("value=\"agree\"") && !refused.contains("value=\"refuse\""));
    assert_eq!(stages(&served).await, BTreeMap::from([(Stage::Refused, 1)]));
    let (_, answers) = told("P7", |_| true);
    answer(&client, &code, &answers, 1).await;
    page(fill(&client, &path, &step("refuse")).await).await;
    assert_eq!(stages(&served).await, BTreeMap::from([(Stage::Refused, 1)]));
    let store = Connection::open(served.data().join(STORE)).unwrap();
    let drafts: u32 = store.query_row("SELECT count(*) FROM draft", [], |row| row.get(0)).unwrap();
    assert_eq!(drafts, 0, "what was answered is gone");
    page(fill(&client, &path, &step("send")).await).await;
    assert_eq!(ballots(&served).await, []);
    // The office takes the code back: that its person refused stays among those who did not answer.
    let admin = served.sign_in("admin").await;
    let take = [("as".to_owned(), "withdraw".to_owned()), ("code".to_owned(), code.clone())];
    assert!(fill(&admin, &format!("/r/{ID}/invitations"), &take).await.status().is_success());
    assert_eq!(stages(&served).await, BTreeMap::from([(Stage::Declined, 1)]));
    assert!(!page(client.get(&path).await).await.contains("value=\"agree\""), "the code opens nothing");
    let told = page(admin.get(&format!("/r/{ID}/nonresponse")).await).await;
    let line = told.split("data-of=\"P7 01837\"").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(line.ends_with("<td class=\"n\">1</td><td class=\"n\">0 %</td>"), "{line}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_opens_from_the_first_day_to_its_last_and_no_other_text_does() {
    let served = Served::start().await;
    let code = codes(&served, "P7", "01837", 1).await.remove(0);
    let client = Client::anonymous(&served.url);
    let door = |typed: &str| vec![("code".to_owned(), typed.to_owned())];
    let typed = code.to_uppercase().replace('-', " ");
    assert!(page(fill(&client, "/a", &door(&typed)).await).await.contains("value=\"agree\""));
    for odd in ["", "abcd", &code[1..], "k7mq-2fxd-9hta-ub3c"] {
        let answer = fill(&client, "/a", &door(odd)).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{odd}");
        let back = answer.text().await.unwrap();
        assert!(back.contains("Không có mã trả lời này") && back.contains(&format!("value=\"{odd}\"")));
    }
    let path = format!("/a/{code}");
    assert!(page(fill(&client, &path, &step("agree")).await).await.contains("value=\"next\""));
    served.wait(SignedDuration::from_hours(24 * 11));
    let over = page(client.get(&path).await).await;
    assert!(over.contains("Thời hạn trả lời đã hết") && !over.contains("<form"), "{over}");
    assert!(page(fill(&client, &path, &step("send")).await).await.contains("Thời hạn trả lời đã hết"));
    served.wait(SignedDuration::from_hours(-24 * 90));
    assert!(page(client.get(&path).await).await.contains("Khảo sát bắt đầu từ ngày"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_in_one_copy_of_the_data_joins_a_code_to_its_ballot() {
    let served = Served::start().await;
    let made = codes(&served, "P7", "01837", 12).await;
    let digests: Vec<[u8; 32]> =
        made.iter().map(|code| server::secret::hash(&code.replace('-', ""))).collect();
    let (_, mut answers) = told("P7", |line| line.answers.contains_key("occupation"));
    let places = |file: &[u8]| -> Vec<Vec<usize>> {
        let found = |digest: &[u8; 32]| {
            file.windows(32).enumerate().filter(|(_, bytes)| bytes == digest).map(|(at, _)| at).collect()
        };
        digests.iter().map(found).collect()
    };
    let file = served.data().join(STORE);
    let log = served.data().join(format!("{STORE}-wal"));
    let clean = || Connection::open(&file).unwrap().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    clean();
    let before = places(&fs::read(&file).unwrap());
    assert!(before.iter().all(|at| at.len() == 1), "{before:?}");
    let admin = served.sign_in("admin").await;
    let log_before = acts(&admin, "").await.len();
    let mut claims = Vec::new();
    // In an order that is neither that of the list nor that of the digests.
    for nth in [7, 2, 11, 0, 5] {
        let client = Client::anonymous(&served.url);
        answers.insert("/occupation".to_owned(), format!("nghề-{nth}-riêng"));
        let pages = answer(&client, &made[nth], &answers, 1).await;
        let fields = sending(&pages[pages.len() - 1]);
        let thanks = page(fill(&client, &format!("/a/{}", made[nth]), &fields).await).await;
        claims.push(claim(&thanks));
        served.wait(SignedDuration::from_mins(7));
        assert_eq!(fs::metadata(&log).unwrap().len(), 0, "the log would tell what was written together");
    }
    assert_eq!(acts(&admin, "").await.len(), log_before, "the log of acts says nothing of it");
    clean();
    let bytes = fs::read(&file).unwrap();
    assert_eq!(
        places(&bytes),
        before,
        "each digest is there once, and where it was: rows have no order of use"
    );
    assert_eq!(claims.len(), 5);
    for code in made.iter().chain(&claims) {
        let plain = code.replace('-', "");
        for text in [code.as_bytes(), plain.as_bytes()] {
            assert!(!bytes.windows(text.len()).any(|it| it == text), "neither code nor claim is ever kept");
        }
    }
    // What somebody answered stands in the ballot and nowhere else: no draft is left, not in free pages either.
    for nth in [7, 2, 11, 0, 5] {
        let marker = format!("nghề-{nth}-riêng");
        let found = bytes.windows(marker.len()).filter(|it| *it == marker.as_bytes()).count();
        assert_eq!(found, 1, "{marker}");
    }
    let store = Connection::open(&file).unwrap();
    let used =
        "SELECT count(*), count(DISTINCT campaign || form || place || last_day || stage) FROM invitation
                WHERE stage = 'a'";
    let alike = store.query_row(used, [], |row| Ok((row.get::<_, u32>(0)?, row.get::<_, u32>(1)?))).unwrap();
    assert_eq!(alike, (5, 1), "those that were used are alike in all but the digest");
    let drafts: u32 = store.query_row("SELECT count(*) FROM draft", [], |row| row.get(0)).unwrap();
    assert_eq!(drafts, 0);
    assert!(store.prepare("SELECT rowid FROM invitation").is_err(), "nor do rows have numbers");
    let told = serde_json::to_string(&ballots(&served).await).unwrap();
    for digest in &digests {
        let digest = digest.map(|byte| format!("{byte:02x}")).concat();
        assert!(!told.contains(&digest), "exports do not name it");
    }
}
