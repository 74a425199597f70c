//! What is published: for everybody, in every kind, and nothing before.

use std::collections::BTreeMap;
use std::io::Read as _;

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use shared::collate::name_key;
use shared::publication::{people, people_of};
use shared::run::Run;
use shared::wire::{ActKind, Publication};

use crate::acts::acts;
use crate::client::{Client, read, refusal};
use crate::office_files::{converted, part};
use crate::process::{Process, parindex};
use crate::public_files::said as pieces;
use crate::read_results::between;
use crate::sample::{self, ID, TWO_TIERS, folder, plain};
use crate::served::Served;

/// By which the samples are published.
pub const DECISION: &str = "Quyết định số 86/QĐ-UBND";

/// The addresses below `/p` of a campaign and a version.
pub fn addresses(campaign: &str, version: i64) -> Vec<String> {
    let ends = ["", ".json", ".csv", ".xlsx", ".docx", ".pdf"];
    let newest = ends.iter().map(|end| format!("/p/{campaign}{end}"));
    newest.chain(ends.iter().map(|end| format!("/p/{campaign}/{version}{end}"))).collect()
}

/// Publishes the newest run.
pub async fn publish(admin: &Client, id: &str, reason: &str) -> Response {
    let body = json!({ "decision": DECISION, "day": "2019-11-15", "reason": reason });
    admin.post(&format!("/api/campaigns/{id}/publications"), &body).await
}

/// What everybody reads at an address.
pub async fn text(client: &Client, path: &str) -> String {
    let answer = client.get(path).await;
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.text().await.unwrap()
}

#[tokio::test]
async fn nothing_is_public_before_it_is_published() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    admin.put(&plain(1)).await;
    let made = admin.post(&format!("/api/campaigns/{ID}/runs"), &json!({})).await;
    assert!(made.status().is_success(), "a run alone publishes nothing");
    let stranger = Client::anonymous(&served.url);
    for client in [&stranger, &admin] {
        for (here, elsewhere) in addresses(ID, 1).iter().zip(addresses("no-such-campaign", 1)) {
            for method in [Method::GET, Method::HEAD] {
                let mut answers = Vec::new();
                for path in [here, &elsewhere] {
                    let request = client.request(method.clone(), path).header("if-none-match", "*");
                    let answer = request.send().await.unwrap();
                    assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{method} {path}");
                    assert_eq!(answer.headers()["cache-control"], "no-store", "{method} {path}");
                    assert_eq!(answer.headers().get("etag"), None, "{method} {path}");
                    answers.push(answer.text().await.unwrap());
                }
                assert_eq!(answers[0], answers[1], "{method} {here}: as if it were not here");
            }
            for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
                let mut answers = Vec::new();
                for path in [here, &elsewhere] {
                    let answer = client.request(method.clone(), path).send().await.unwrap();
                    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
                    let allowed = answer.headers().get("allow").cloned();
                    answers.push((allowed, answer.text().await.unwrap()));
                }
                assert_eq!(answers[0], answers[1], "{method} {here}: as if it were not here");
            }
            for (header, value) in [
                ("accept", "text/html"),
                ("range", "bytes=0-9"),
                ("accept-encoding", "gzip"),
                ("cache-control", "only-if-cached"),
            ] {
                let mut answers = Vec::new();
                for path in [&format!("{here}?lang=en"), &format!("{elsewhere}?lang=en")] {
                    let answer =
                        client.request(Method::GET, path).header(header, value).send().await.unwrap();
                    assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{header} {path}");
                    let mut headers = answer.headers().clone();
                    headers.remove("date");
                    answers.push((headers, answer.bytes().await.unwrap()));
                }
                assert_eq!(answers[0], answers[1], "{header} {here}: as if it were not here");
            }
        }
    }
    let language = stranger.get(&format!("/p/{ID}?lang=en")).await;
    assert_eq!(refusal(language).await, (404, "publication.absent".to_owned()));
}

/// The units of an expected.json, and of a public file, by unit.
fn by_unit(file: &Value, of: &str) -> BTreeMap<String, Value> {
    let units = file[of].as_array().unwrap().iter();
    units.map(|unit| (unit["unit"].as_str().unwrap().to_owned(), unit.clone())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_published_is_the_expected_result_without_what_few_people_said() {
    let served = Served::start_whole(&[ID, TWO_TIERS]).await;
    let admin = served.sign_in("admin").await;
    let stranger = Client::anonymous(&served.url);
    for id in [ID, TWO_TIERS] {
        let made: Publication = read(publish(&admin, id, "").await).await;
        assert_eq!((made.version, made.run), (1, 1));
        let run: Run = read(admin.get(&format!("/api/campaigns/{id}/runs/1")).await).await;
        let expected = std::fs::read_to_string(folder(id).join("expected.json")).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let said = text(&stranger, &format!("/p/{id}.json")).await;
        assert!(!said.contains("total_exact") && !said.contains("respondents") && !said.contains("answers"));
        let public: Value = serde_json::from_str(&said).unwrap();
        assert_eq!(public["run"], json!(made.digest));
        assert_eq!(public["simulated"], json!(true), "{id} was put together from sources");
        assert!(text(&stranger, &format!("/p/{id}")).await.contains("Số liệu mô phỏng"), "{id}");
        assert_eq!((&public["version"], &public["decision"]), (&json!(1), &json!(DECISION)));
        let (mut hidden, mut more) = (0, 0);
        for table in &run.tables {
            let of = &table.unit_type.code;
            let (expected, public) = (by_unit(&expected, of), by_unit(&public, of));
            assert_eq!(expected.keys().collect::<Vec<_>>(), public.keys().collect::<Vec<_>>());
            for unit in &table.units {
                let (expected, public) = (&expected[&unit.result.unit], &public[&unit.result.unit]);
                for field in ["survey", "appraised", "total", "rank", "class", "missing"] {
                    assert_eq!(public[field], expected[field], "{id} {} {field}", unit.result.unit);
                }
                let leaves = public["leaves"].as_object().unwrap();
                let not_shown = public["hidden"].as_array().unwrap();
                for (code, points) in expected["leaves"].as_object().unwrap() {
                    match leaves.get(code) {
                        Some(shown) => assert_eq!(shown, points),
                        None => {
                            assert!(not_shown.contains(&json!(code)), "{code} is neither shown nor hidden")
                        }
                    }
                }
                let domain = |code: &str| code.split('.').next().unwrap().to_owned();
                let is_shown = |code: &str| public["domains"].get(domain(code)).is_some();
                for leaf in unit.survey.iter().filter(|leaf| people(leaf) < 5) {
                    assert!(!leaves.contains_key(&leaf.code), "{id} {} {}", unit.result.unit, leaf.code);
                    let beside = unit.survey.iter().filter(|other| {
                        let same = domain(&other.code) == domain(&leaf.code);
                        let beside = same || !is_shown(&other.code) && !is_shown(&leaf.code);
                        people(other) >= 5 && beside && !leaves.contains_key(&other.code)
                    });
                    assert!(beside.count() >= 2, "{id} {} {}: alone", unit.result.unit, leaf.code);
                    hidden += 1;
                }
                for of in public["groups"].as_array().unwrap() {
                    let leaf = unit.survey.iter().find(|leaf| of["leaf"] == *leaf.code).unwrap();
                    assert!(leaf.groups.iter().all(|group| people_of(group) >= 5), "{id} {}", leaf.code);
                }
                more += not_shown.len();
            }
        }
        println!("{id}: {hidden} leaves of few people, {more} hidden in all");
        let page = text(&stranger, &format!("/p/{id}")).await;
        assert!(page.contains(&format!("(Kèm theo {DECISION} ngày 15 tháng 11 năm 2019")), "{page}");
        // A decision of the People's Committee is not the office's, and whose it is stands only where that is known.
        assert_eq!(page.contains(" của Ủy ban nhân dân tỉnh Thái Nguyên)"), id == TWO_TIERS, "{page}");
        assert!(!page.contains(" của Sở Nội vụ)"), "{page}");
        assert!(!page.contains("<script") && page.contains("<svg") && page.contains("PHỤ LỤC"));
        let names: Vec<_> = between(&page, "<ul class=\"names\">", "</ul>").split("<li>").skip(1).collect();
        let names: Vec<_> = names.iter().flat_map(|name| pieces(name)).collect();
        assert!(
            names.is_sorted_by_key(|name| name_key(name)) && !names.is_sorted(),
            "as in a dictionary: {names:?}"
        );
        for unit in run.tables.iter().flat_map(|table| &table.units) {
            let total = unit.result.total.as_ref().map_or("–".to_owned(), |total| total.replace('.', ","));
            assert!(page.contains(&unit.name.vi) && page.contains(&total), "{}", unit.result.unit);
        }
    }
}

#[tokio::test]
async fn a_correction_stands_beside_what_it_corrects_and_says_for_whom() {
    let served = Served::start_whole(&[ID]).await;
    let (admin, stranger) = (served.sign_in("admin").await, Client::anonymous(&served.url));
    read::<Publication>(publish(&admin, ID, "").await).await;
    let kept = ["json", "csv", "xlsx", "docx", "pdf"].map(|end| format!("/p/{ID}/1.{end}"));
    let mut first = Vec::new();
    for path in &kept {
        first.push(stranger.get(path).await.bytes().await.unwrap());
    }
    for nothing in ["", " \u{200b}"] {
        let refused = refusal(publish(&admin, ID, nothing).await).await;
        assert_eq!(refused, (400, "publication.reason_needed".to_owned()), "{nothing:?}");
    }
    assert_eq!(refusal(publish(&admin, ID, "thử").await).await, (409, "publication.same".to_owned()));
    let earlier = json!({ "decision": DECISION, "day": "2019-11-14", "reason": "thử" });
    let answer = admin.post(&format!("/api/campaigns/{ID}/publications"), &earlier).await;
    assert_eq!(refusal(answer).await, (400, "publication.day_before".to_owned()));
    let change = json!({ "decision": "reject", "reason": "thử" });
    for ballot in 1..40 {
        admin.post(&format!("/api/campaigns/{ID}/ballots/{ballot}/reviews"), &change).await;
    }
    let reason = "Cộng nhầm phiếu <của> xã";
    let second: Publication = read(publish(&admin, ID, reason).await).await;
    assert_eq!((second.version, second.run), (2, 2));
    for (path, before) in kept.iter().zip(first) {
        assert_eq!(stranger.get(path).await.bytes().await.unwrap(), before, "{path} stays as it was");
    }
    let newest = text(&stranger, &format!("/p/{ID}")).await;
    assert!(newest.contains("Nội dung đính chính") && newest.contains("Cộng nhầm phiếu &lt;của&gt; xã"));
    assert!(newest.contains(" → <strong>"), "whose rank or total changed");
    assert!(!newest.contains("phiên bản cũ") && newest.contains("Phiên bản 2."));
    let older = text(&stranger, &format!("/p/{ID}/1")).await;
    assert!(older.contains("phiên bản cũ") && older.contains(&format!("href=\"/p/{ID}?lang=vi\"")));
    assert!(!older.contains("Nội dung đính chính"));
    assert_eq!(text(&stranger, &format!("/p/{ID}/2?lang=vi")).await, newest);
    let english = text(&stranger, &format!("/p/{ID}?lang=en")).await;
    assert!(english.contains("<html lang=\"en\">") && english.contains("What was corrected"));
    for none in ["0", "3", "-1", "x", "1.odt", "99999999999999999999"] {
        assert_eq!(stranger.get(&format!("/p/{ID}/{none}")).await.status(), StatusCode::NOT_FOUND, "{none}");
    }
    let told = acts(&admin, "kind=published").await;
    assert_eq!(told.iter().map(|act| &*act.subject).collect::<Vec<_>>(), ["2", "1"]);
    assert!(told.iter().all(|act| act.kind == ActKind::Published && act.by.as_deref() == Some("admin")));
    let list: Vec<Publication> = admin.of_sample("/publications").await;
    assert_eq!(list.iter().map(|it| &*it.reason).collect::<Vec<_>>(), ["", reason]);
}

fn gunzip(packed: &[u8]) -> Vec<u8> {
    let mut opened = Vec::new();
    flate2::read::GzDecoder::new(packed).read_to_end(&mut opened).unwrap();
    opened
}

#[tokio::test]
async fn a_page_is_not_sent_again_to_who_has_it() {
    let served = Served::start().await;
    let (admin, stranger) = (served.sign_in("admin").await, Client::anonymous(&served.url));
    read::<Publication>(publish(&admin, ID, "").await).await;
    for path in addresses(ID, 1) {
        let answer = stranger.get(&path).await;
        let tag = answer.headers()["etag"].clone();
        assert!(tag.as_bytes().starts_with(b"W/\""), "one page, packed or not");
        assert_eq!(answer.headers()["cache-control"], "public, no-cache", "{path}");
        let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
        let again = stranger.request(Method::GET, &path).header("if-none-match", tag).send().await.unwrap();
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{path}");
        assert_eq!(again.bytes().await.unwrap().len(), 0);
        let packed =
            stranger.request(Method::GET, &path).header("accept-encoding", "gzip").send().await.unwrap();
        assert_eq!(packed.headers()["content-encoding"], "gzip", "{path}");
        let packed = packed.bytes().await.unwrap();
        assert_eq!(gunzip(&packed), answer.bytes().await.unwrap(), "{path}");
        let length = stranger.request(Method::HEAD, &path).send().await.unwrap();
        assert_eq!(length.status(), StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn only_an_admin_publishes_and_only_with_a_decision() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let viewer = served.sign_in("viewer").await;
    assert_eq!(publish(&viewer, ID, "").await.status(), StatusCode::FORBIDDEN);
    let path = format!("/api/campaigns/{ID}/publications");
    let long = "x".repeat(201);
    for (decision, code) in [
        ("", "publication.decision_blank"),
        (" \t", "publication.decision_blank"),
        ("\u{200b}", "publication.decision_blank"),
        ("86\u{202e}QĐ", "cell.unseen"),
        (&long, "publication.decision_too_long"),
        ("1\n2", "publication.decision_too_long"),
    ] {
        let body = json!({ "decision": decision, "day": "2019-11-15" });
        assert_eq!(refusal(admin.post(&path, &body).await).await, (400, code.to_owned()));
    }
    let body = json!({ "decision": "1", "day": "2999-01-01" });
    assert_eq!(refusal(admin.post(&path, &body).await).await, (400, "publication.day_to_come".to_owned()));
    let body = json!({ "decision": "1", "day": "2020-02-30" });
    assert_eq!(refusal(admin.post(&path, &body).await).await.0, 400);
    assert_eq!(admin.get(&format!("/p/{ID}")).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_has_come_where_the_campaign_is_and_a_run_published_twice_is_said_to_change_nothing() {
    let served = Served::start().await;
    let (admin, stranger) = (served.sign_in("admin").await, Client::anonymous(&served.url));
    // 09:00 of the 20th in Bắc Kạn; sixteen hours later it is the 20th in Greenwich still, and the 21st there.
    let tomorrow = json!({ "decision": DECISION, "day": "2019-11-21" });
    let path = format!("/api/campaigns/{ID}/publications");
    assert_eq!(refusal(admin.post(&path, &tomorrow).await).await.1, "publication.day_to_come");
    served.wait(jiff::SignedDuration::from_hours(16));
    read::<Publication>(admin.post(&path, &tomorrow).await).await;
    let page = text(&admin, &format!("/r/{ID}/publications")).await;
    assert!(page.contains("đã được công bố ở phiên bản 1. Công bố lại không làm thay đổi"), "{page}");
    let again = ["publish", "--campaign", ID, "--decision", "87/QĐ-UBND", "--date", "2019-11-22"];
    let again = parindex(served.data(), &[&again[..], &["--reason", "ghi lại số quyết định"]].concat());
    let said = String::from_utf8(again.stdout).unwrap();
    assert!(said.contains("the very run of version 1") && said.contains("/p/bac-kan-2019/2"), "{said}");
    assert!(text(&stranger, &format!("/p/{ID}")).await.contains("các đơn vị không thay đổi"));
    admin.put(&plain(1)).await;
    let page = text(&admin, &format!("/r/{ID}/publications")).await;
    assert!(!page.contains("Công bố lại không làm thay đổi"), "another run would be published");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_publishes_and_what_is_published_outlives_a_restore() {
    let served = Served::start().await;
    let stranger = Client::anonymous(&served.url);
    let command = ["publish", "--campaign", ID, "--decision", "86/QĐ-UBND", "--date", "2019-11-15"];
    let output = parindex(served.data(), &command);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains(&format!("/p/{ID}/1")), "{said}");
    // Publishing opens no phase, and says so.
    assert!(said.contains("No phase is open now.\nUnits can object only while the phase"), "{said}");
    let again = parindex(served.data(), &command);
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("reason for the correction"));
    let page = text(&stranger, &format!("/p/{ID}")).await;
    assert!(page.contains("Quyết định số 86/QĐ-UBND"), "a bare number is that of a decision");
    let elsewhere = tempfile::tempdir().unwrap();
    let (file, back) =
        (elsewhere.path().join("backup.zip").display().to_string(), elsewhere.path().join("back"));
    assert!(parindex(served.data(), &["backup", &file]).status.success());
    assert!(parindex(&back, &["restore", &file]).status.success());
    assert!(parindex(&back, &["rebuild"]).status.success(), "nor is it of what is derived");
    let other = Process::start(&back);
    let there = other.anonymous();
    for path in addresses(ID, 1) {
        let (here, there) = (stranger.get(&path).await, there.get(&path).await);
        assert_eq!(here.bytes().await.unwrap(), there.bytes().await.unwrap(), "{path}");
    }
}

#[tokio::test]
async fn the_workbook_opens_in_libreoffice_with_numbers_as_numbers_and_codes_as_text() {
    let served = Served::start_whole(&[ID]).await;
    let (admin, stranger) = (served.sign_in("admin").await, Client::anonymous(&served.url));
    read::<Publication>(publish(&admin, ID, "").await).await;
    let book = stranger.get(&format!("/p/{ID}.xlsx")).await.bytes().await.unwrap();
    let Some(sheets) = converted(&book, "xlsx", "fods") else { return };
    assert!(sheets.contains("Sở Nông nghiệp và Phát triển nông thôn"), "Vietnamese is intact");
    let expected = std::fs::read_to_string(sample::path("expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    for unit in expected.as_object().unwrap().values().flat_map(|units| units.as_array().unwrap()) {
        let total = unit["total"].as_str().unwrap();
        let number = format!("office:value=\"{}\"", total.trim_end_matches('0').trim_end_matches('.'));
        assert!(sheets.contains(&number), "{total} is a number");
    }
    assert!(sheets.contains("<text:p>1.10</text:p>") || !expected.to_string().contains("\"1.10\""));
    assert!(!sheets.contains("table:formula"), "nothing is a formula");
}

#[tokio::test]
async fn the_document_has_real_headings_a_head_on_each_page_and_every_unit_intact() {
    let served = Served::start_whole(&[ID]).await;
    let (admin, stranger) = (served.sign_in("admin").await, Client::anonymous(&served.url));
    read::<Publication>(publish(&admin, ID, "").await).await;
    let docx = stranger.get(&format!("/p/{ID}.docx")).await.bytes().await.unwrap();
    let document = part(&docx, "word/document.xml");
    for (rule, sign) in [
        ("A4", r#"<w:pgSz w:w="11906" w:h="16838"/>"#),
        ("margins", r#"w:top="1134" w:right="850" w:bottom="1134" w:left="1701""#),
        ("page numbers from the second page on", "<w:titlePg/>"),
        ("headings", r#"<w:pStyle w:val="Heading1"/>"#),
        ("a head on each page", "<w:tblHeader/>"),
        ("what it goes with", "(Kèm theo Quyết định số 86/QĐ-UBND ngày 15 tháng 11 năm 2019"),
    ] {
        assert!(document.contains(sign), "{rule}: {sign}");
    }
    assert!(!document.contains("CỘNG HÒA"), "the decision bears the heading, not its annex");
    assert!(!document.contains("<w:tblGrid></w:tblGrid>"), "nobody signs, and no table is empty");
    assert!(
        !document.contains("<w:br/>"),
        "a line of its own is a paragraph: justified, others are stretched"
    );
    let run: Run = read(admin.get(&format!("/api/campaigns/{ID}/runs/1")).await).await;
    let count = |sign: &str| document.matches(sign).count();
    assert_eq!((count("<w:tblHeader/>"), count("<w:tbl>")), (2 * run.tables.len(), 2 * run.tables.len()));
    assert_eq!(count(r#"<w:pStyle w:val="Heading1"/>"#), 2 * run.tables.len(), "one for each table");
    let styles = part(&docx, "word/styles.xml");
    assert!(styles.contains(r#"<w:outlineLvl w:val="0"/>"#), "a heading has its place in the outline");
    let text = converted(&docx, "docx", "txt:Text (encoded):UTF8");
    for unit in run.tables.iter().flat_map(|table| &table.units) {
        let total = unit.result.total.as_ref().unwrap().replace('.', ",");
        for text in [Some(&document), text.as_ref()].into_iter().flatten() {
            assert!(text.contains(&unit.name.vi) && text.contains(&total), "{}", unit.result.unit);
        }
    }
}
