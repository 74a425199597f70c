//! `/r`: what the office reads of a run, and what a unit may take along.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use shared::run::Run;
use shared::wire::{ActKind, Grant, Role, RunHead};

use crate::acts::acts;
use crate::client::{Client, read};
use crate::sample::{ID, TWO_TIERS, folder, plain};
use crate::served::Served;

/// A page of the office.
pub async fn page(client: &Client, path: &str) -> String {
    let answer = client.get(path).await;
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    assert_eq!(answer.headers()["cache-control"], "no-store", "{path}");
    let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    answer.text().await.unwrap()
}

/// The part of a page between two marks.
pub fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let start = page.find(from).unwrap_or_else(|| panic!("no {from}"));
    let rest = &page[start..];
    &rest[..rest.find(to).unwrap_or(rest.len())]
}

/// The cells of a row, without what they are dressed in.
pub fn cells(row: &str) -> Vec<String> {
    let text = |cell: &str| {
        let mut shown = String::new();
        let mut inside = false;
        for c in cell.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside => shown.push(c),
                _ => {}
            }
        }
        shown
    };
    // What stands below a number is not the number.
    let number = |cell: &str| format!("<{}", cell.split("<small").next().unwrap_or_default());
    row.split("<t")
        .filter(|cell| ["d>", "d ", "h>", "h "].iter().any(|tag| cell.starts_with(tag)))
        .map(number)
        .map(|cell| text(&cell))
        .collect()
}

fn vi(number: &Value) -> String {
    number.as_str().map_or_else(|| "–".to_owned(), |text| text.replace('.', ","))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_give_the_expected_results_to_the_digit() {
    let served = Served::start_whole(&[ID, TWO_TIERS]).await;
    let viewer = served.sign_in("viewer").await;
    for id in [ID, TWO_TIERS] {
        let empty = page(&viewer, &format!("/r/{id}")).await;
        assert!(empty.contains("chưa có lần tính nào") && empty.contains("<form method=\"post\""));
        let made = viewer.request(Method::POST, &format!("/r/{id}")).send().await.unwrap();
        assert_eq!(made.status(), StatusCode::OK, "it leads to the page");
        let shown = page(&viewer, &format!("/r/{id}")).await;
        let run: Run = read(viewer.get(&format!("/api/campaigns/{id}/runs/1")).await).await;
        let expected = std::fs::read_to_string(folder(id).join("expected.json")).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let given = run.inputs.adjustments.into_iter().chain(run.inputs.previous);
        let all = [run.inputs.package, run.inputs.ballots, run.inputs.assessments, run.digest()];
        let mut digests = all.into_iter().chain(given);
        assert!(digests.all(|digest| shown.contains(&digest.to_string())));
        for table in &run.tables {
            let of_type =
                between(&shown, &format!("<table data-table=\"{}\"", table.unit_type.code), "</table>");
            for (unit, is) in table.units.iter().zip(expected[&table.unit_type.code].as_array().unwrap()) {
                let code = is["unit"].as_str().unwrap();
                let row = cells(between(of_type, &format!("<tr data-unit=\"{code}\""), "</tr>"));
                let class = table.classes.iter().find(|class| Some(&*class.code) == is["class"].as_str());
                let class = class.map_or("–", |class| &class.name.vi);
                let rank = is["rank"].as_u64().map_or_else(|| "–".to_owned(), |rank| rank.to_string());
                let [total, appraised, survey] = ["total", "appraised", "survey"].map(|field| vi(&is[field]));
                assert_eq!(row[0], rank, "{id} {code}");
                assert!(row[1].starts_with(&unit.name.vi), "{id} {code}");
                assert_eq!(row[2..6], [total, class.to_owned(), appraised, survey], "{id} {code}");
                let own = page(&viewer, &format!("/r/{id}/units/{code}")).await;
                let own = between(&own, "<table data-table=\"framework\"", "</table>");
                for (leaf, points) in is["leaves"].as_object().unwrap() {
                    let row = cells(between(own, &format!("data-code=\"{leaf}\""), "</tr>"));
                    assert_eq!(row[row.len() - 3], vi(points), "{id} {code} {leaf}");
                }
            }
            let weakest = page(&viewer, &format!("/r/{id}/weakest")).await;
            let is_shown = |code: &str| {
                let node = table.framework.iter().find(|node| node.code == code).unwrap();
                node.method.is_some() || table.domains().any(|domain| domain == node)
            };
            for share in table.weakest.iter().filter(|share| is_shown(&share.code)) {
                assert!(weakest.contains(&share.percent.replace('.', ",")), "{id} {}", share.code);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_units_page_says_where_it_lost_and_what_would_carry_it_further() {
    let served = Served::start_whole(&[ID, TWO_TIERS]).await;
    let admin = served.sign_in("admin").await;
    for id in [ID, TWO_TIERS] {
        admin.request(Method::POST, &format!("/r/{id}")).send().await.unwrap();
        let run: Run = read(admin.get(&format!("/api/campaigns/{id}/runs/1")).await).await;
        for table in &run.tables {
            for unit in table.units.iter().take(12) {
                let code = &unit.result.unit;
                let own = page(&admin, &format!("/r/{id}/units/{code}")).await;
                if let Some(next) = &unit.next {
                    let class = table.classes.iter().find(|class| class.code == next.class).unwrap();
                    let said = between(&own, "<p class=\"next\">", "</p>");
                    for part in [&next.lacks.replace('.', ","), &class.name.vi, &next.hold.replace('.', ",")]
                    {
                        assert!(said.contains(part), "{code}: {part} is not in {said}");
                    }
                }
                let list = if unit.lost.is_empty() {
                    ""
                } else {
                    between(&own, "<table data-table=\"lost\"", "</table>")
                };
                let lost: Vec<&str> =
                    list.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
                let expected: Vec<&str> = unit.lost.iter().map(|lost| &*lost.code).collect();
                assert_eq!(lost, expected, "{code}: what lost most comes first");
                for before in unit.past.before.iter().chain(&unit.past.before) {
                    assert!(own.contains(&before.name), "{code}: {}", before.name);
                }
                for leaf in &unit.survey {
                    let of = format!(
                        "/office/{id}/survey?type={}&amp;unit={code}&amp;leaf={}",
                        table.unit_type.code, leaf.code
                    );
                    assert!(own.contains(&of), "{code}: {of}");
                }
            }
        }
    }
    let absent = admin.get(&format!("/r/{ID}/units/none")).await;
    assert_eq!(absent.status(), StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_is_made_by_a_form_of_ours_alone_and_older_ones_stay() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let path = format!("/r/{ID}");
    let cookie = format!("__Host-parindex={}", admin.token.clone().unwrap());
    let stranger = Client::anonymous(&served.url);
    let posted = |from: Option<&'static str>| {
        let request = stranger.request(Method::POST, &path).header("cookie", &cookie);
        match from {
            Some(from) => request.header("sec-fetch-site", from),
            None => request,
        }
    };
    for from in [None, Some("cross-site"), Some("same-site")] {
        assert_eq!(posted(from).send().await.unwrap().status(), StatusCode::FORBIDDEN, "{from:?}");
    }
    let shown = stranger.request(Method::GET, &path).header("cookie", &cookie).send().await.unwrap();
    assert!(shown.text().await.unwrap().contains("chưa có lần tính nào"), "to read makes nothing");
    assert_eq!(acts(&admin, "kind=run_made").await.len(), 0);
    assert!(posted(Some("same-origin")).send().await.unwrap().status().is_success());
    admin.put(&plain(1)).await;
    let outdated = page(&admin, &path).await;
    assert!(outdated.contains("số liệu đã thay đổi") && outdated.contains("Tính lại"));
    admin.request(Method::POST, &path).send().await.unwrap();
    let told = acts(&admin, "kind=run_made").await;
    assert!(told.iter().all(|act| act.kind == ActKind::RunMade) && told.len() == 2, "{told:?}");
    let older = page(&admin, &format!("{path}?run=1")).await;
    assert!(older.contains("Đã có lần tính mới hơn") && older.contains("/units/SNV?run=1"));
    let heads: Vec<RunHead> = admin.of_sample("/runs").await;
    assert!(older.contains(&heads[1].digest.to_string()));
    assert_eq!(admin.get(&format!("{path}?run=9")).await.status(), StatusCode::NOT_FOUND);
    let english = page(&admin, &format!("{path}?lang=en")).await;
    assert!(english.contains("<html lang=\"en\">") && english.contains("/units/SNV?lang=en"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_reads_its_own_page_as_it_is_published_and_no_other() {
    let served = Served::start_whole(&[TWO_TIERS]).await;
    let admin = served.sign_in("admin").await;
    admin.request(Method::POST, &format!("/r/{TWO_TIERS}")).send().await.unwrap();
    let run: Run = read(admin.get(&format!("/api/campaigns/{TWO_TIERS}/runs/1")).await).await;
    let units: Vec<_> = run.tables.iter().flat_map(|table| &table.units).collect();
    let few = |unit: &&&shared::run::RunUnit| {
        unit.survey.iter().any(|leaf| leaf.respondents < 5 && leaf.points.is_some())
    };
    let unit = units.iter().find(few).expect("some unit of the sample has few answers");
    let code = &unit.result.unit;
    served.holder("head", vec![Grant::at(Role::Head, TWO_TIERS, code)]).await;
    let head = served.sign_in("head").await;
    let own = format!("/r/{TWO_TIERS}/units/{code}/published");
    assert_eq!(head.get(&own).await.status(), StatusCode::NOT_FOUND, "nothing is published");
    let body = json!({ "decision": "86/QĐ-UBND", "day": "2019-11-15" });
    admin.post(&format!("/api/campaigns/{TWO_TIERS}/publications"), &body).await;
    let text = page(&head, &own).await;
    let public: Value = read(head.get(&format!("/p/{TWO_TIERS}.json")).await).await;
    let tables = public.as_object().unwrap().values().filter_map(Value::as_array).flatten();
    let public = tables.clone().find(|it| it["unit"] == json!(code)).unwrap();
    let hidden = public["hidden"].as_array().unwrap();
    assert!(!hidden.is_empty());
    for it in hidden {
        let it = it.as_str().unwrap();
        let row = cells(between(
            between(&text, "<table data-table=\"framework\"", "</table>"),
            &format!("data-code=\"{it}\""),
            "</tr>",
        ));
        assert_eq!(row[1..3], ["–", "(*)"], "{it}");
        assert!(
            !between(&text, "<table data-table=\"lost\"", "</table>")
                .contains(&format!("data-code=\"{it}\"")),
            "{it}"
        );
    }
    assert!(!text.contains("/office/") && !text.contains("<small>95"), "no way into the office");
    let counts = "Số người trả lời";
    assert!(
        !text.contains(counts)
            && page(&admin, &format!("/r/{TWO_TIERS}/units/{code}")).await.contains(counts)
    );
    let other = units.iter().find(|it| it.result.unit != *code).unwrap();
    for path in ["", "/published"] {
        let theirs = format!("/r/{TWO_TIERS}/units/{}{path}", other.result.unit);
        assert_eq!(head.get(&theirs).await.status(), StatusCode::FORBIDDEN, "{theirs}");
    }
    assert_eq!(head.get(&format!("/r/{TWO_TIERS}/units/{code}")).await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn who_navigates_is_refused_by_a_page_and_a_script_by_a_problem() {
    let served = Served::start().await;
    let stranger = Client::anonymous(&served.url);
    let navigated = |path: &str| {
        let accepts = "text/html,application/xhtml+xml,*/*;q=0.8";
        stranger.request(Method::GET, path).header("accept", accepts).send()
    };
    let answer = navigated(&format!("/r/{ID}")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let text = answer.text().await.unwrap();
    assert!(text.contains("Hãy đăng nhập.") && text.contains("href=\"/\""), "{text}");
    let none = navigated(&format!("/p/{ID}")).await.unwrap();
    assert_eq!(none.status(), StatusCode::NOT_FOUND);
    assert!(none.text().await.unwrap().contains("chưa có kết quả nào được công bố"));
    let script = crate::client::refusal(stranger.get(&format!("/r/{ID}")).await).await;
    assert_eq!(script, (401, "session.none".to_owned()));
}
