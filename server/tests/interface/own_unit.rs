//! Whose unit it is: every route that names a unit, asked by people of the one and of the other, and by appraisers of whom one is of
//! its people too.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use server::{Access, Who, table};
use shared::ballot::Digest;
use shared::wire::{Acceptance, Duty, Grant, LeafRecord, LeafWork, Phase, Role, WorkRow};

use crate::client::{Client, read};
use crate::sample::{self, ID};
use crate::served::Served;
use crate::year::{UNIT, Year, another, appraise, lines};

const OTHER: &str = "STC";

/// Where a route is called for a unit.
fn address(route: &Access, unit: &str) -> String {
    let id = another().to_string();
    let digest = Digest::of(b"a file").to_string();
    let parts = route.path.split('/').map(|part| match part {
        "{campaign}" => ID,
        "{unit}" => unit,
        "{leaf}" => "1.1.1",
        "{id}" => &id,
        "{digest}" => &digest,
        said => said,
    });
    let path = parts.collect::<Vec<_>>().join("/");
    assert!(!path.contains('{'), "{path}: say what stands there");
    if route.asks.contains(&"bytes") { format!("{path}?from=0&bytes=6&name=a.pdf") } else { path }
}

/// What is sent there: nothing that anybody would be refused for unread.
fn body(route: &Access) -> Option<Value> {
    let said = |said: Value| Some(json!({ "over": [], "said": said }));
    let named = route.path.split('/').rfind(|part| !part.starts_with('{'));
    match (route.method, named.unwrap()) {
        ("GET", _) => None,
        ("POST", "submissions") => Some(json!({ "step": "prepared", "entries": 0 })),
        ("PUT", "entries") => said(json!({ "note": "một lời" })),
        ("PUT", "appraisals") => said(json!({ "round": "first", "points": "0", "reason": "một lý do" })),
        ("PUT", "questions") => said(json!({ "text": "Vì sao?" })),
        ("PUT", "answers") => said(json!({ "question": 1, "text": "một lời" })),
        ("PUT", "adjustments") => {
            Some(json!({ "kind": "bonus", "points": "1", "reason": "sáng kiến", "evidence": "Quyết định 1" }))
        }
        ("PUT", "upload") | ("POST", "published") => Some(json!("tệp")),
        ("POST", "objections") => Some(json!({ "leaf": "1.1.1", "reason": "một lý do" })),
        _ => panic!("{} {}: say what is sent there", route.method, route.path),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_route_that_names_a_unit_keeps_to_whose_unit_it_is() {
    let served = Served::start().await;
    let appraiser = || Grant::within(Role::Appraiser, ID);
    let mut people = Vec::new();
    for (username, held) in [
        ("staff", vec![Grant::at(Role::Unit, ID, UNIT)]),
        ("head", vec![Grant::at(Role::Head, ID, UNIT)]),
        ("appraiser", vec![appraiser()]),
        ("appraiser-of-the-staff", vec![appraiser(), Grant::at(Role::Unit, ID, UNIT)]),
        ("appraiser-at-the-head", vec![appraiser(), Grant::at(Role::Head, ID, UNIT)]),
    ] {
        served.holder(username, held.clone()).await;
        people.push((username, held, served.sign_in(username).await));
    }
    let mut asked = 0;
    for route in table().filter(|route| route.path.contains("{unit}")) {
        for (who, held, client) in &people {
            for unit in [UNIT, OTHER] {
                let is_own = held.iter().any(|grant| grant.place.as_deref() == Some(unit));
                let appraises = held.contains(&appraiser());
                let may = match route.who {
                    Who::Year => is_own || appraises,
                    Who::Staff | Who::Submitter => is_own,
                    Who::Appraiser => appraises && !is_own,
                    Who::Office => false,
                    other => panic!("{}: say who of these may, where it is for {other:?}", route.path),
                };
                let (method, path) = (route.method.parse::<Method>().unwrap(), address(&route, unit));
                let mut request = client.request(method, &path);
                if let Some(body) = body(&route) {
                    request = request.json(&body);
                }
                let status = request.send().await.unwrap().status();
                assert_ne!(status, StatusCode::UNAUTHORIZED);
                assert_eq!(
                    status != StatusCode::FORBIDDEN,
                    may,
                    "{} {path} as {who}: {status}",
                    route.method
                );
                asked += 1;
            }
        }
    }
    assert!(asked > 150, "the routes say little: {asked}");
}

/// What an appraiser of the unit's staff is shown, and does, where no address names a unit.
#[tokio::test(flavor = "multi_thread")]
async fn no_list_and_no_act_for_many_reaches_an_appraisers_own_unit() {
    let year = Year::begin(&[UNIT]).await;
    let (free, own) = (&year.appraisers[0], &year.appraisers[2]);
    year.phase(Phase::SelfScoring, true).await;
    year.phase(Phase::SelfScoring, false).await;
    year.phase(Phase::Appraisal, true).await;
    let rows = async |client: &Client, query: &str| -> Vec<WorkRow> {
        read(client.get(&format!("/api/campaigns/{ID}/worklist?{query}")).await).await
    };
    for query in [String::new(), format!("unit={UNIT}"), "leaf=1.1.1".to_owned(), "mine=true".to_owned()] {
        let has_own = |rows: Vec<WorkRow>| rows.iter().any(|row| row.unit == UNIT);
        assert!(has_own(rows(free, &query).await), "{query}");
        assert!(!has_own(rows(own, &query).await), "{query}");
    }
    let units = async |client: &Client| -> usize {
        let leaves: Vec<LeafWork> = client.of_sample("/leaves").await;
        let first = |it: &&LeafWork| it.leaf == "1.1.1" && it.unit_type == unit_type();
        leaves.iter().find(first).unwrap().units
    };
    assert_eq!(units(free).await, units(own).await + 1);
    let leaf = json!({ "id": another(), "unit": UNIT, "leaf": "1.1.1", "entry": 1 });
    let answers: Vec<Acceptance> =
        read(own.post(&format!("/api/campaigns/{ID}/acceptances"), &json!({ "leaves": [leaf] })).await).await;
    let code = answers[0].refused.as_ref().map(|problem| &*problem.code);
    assert!(code.is_some_and(|code| code != "access.denied"), "{code:?}");
    assert!(
        year.admin
            .of_sample::<shared::wire::UnitRecord>(&format!("/units/{UNIT}/assessment"))
            .await
            .leaves
            .is_empty()
    );
}

fn unit_type() -> &'static str {
    &sample::campaign().unit(UNIT).unwrap().unit_type
}

/// A domain says who is expected to appraise it: their list is made of it, and nobody else is kept from it.
#[tokio::test(flavor = "multi_thread")]
async fn a_domain_makes_the_list_of_its_appraiser_and_bars_nobody_but_from_their_own_unit() {
    let year = Year::begin(&[UNIT]).await;
    year.phase(Phase::SelfScoring, true).await;
    year.phase(Phase::SelfScoring, false).await;
    year.phase(Phase::Appraisal, true).await;
    let path = format!("/api/campaigns/{ID}/duties");
    for (account, domain) in [("tdv01", "1"), ("tdv03", "2")] {
        let duty = json!({ "account": account, "unit_type": unit_type(), "domain": domain, "given": true });
        read::<Vec<Duty>>(year.admin.post(&path, &duty).await).await;
    }
    let domains = async |client: &Client| -> Vec<(String, String)> {
        let rows: Vec<WorkRow> =
            read(client.get(&format!("/api/campaigns/{ID}/worklist?mine=true")).await).await;
        let of_type = rows
            .into_iter()
            .filter(|row| sample::campaign().unit(&row.unit).unwrap().unit_type == unit_type());
        of_type.map(|row| (row.leaf.split('.').next().unwrap().to_owned(), row.unit)).collect()
    };
    for (client, mine, of_another) in
        [(&year.appraisers[0], "1", "2"), (&year.appraisers[2], "2", "1"), (&year.appraisers[1], "3", "1")]
    {
        let found = domains(client).await;
        assert!(found.iter().any(|(domain, _)| domain == mine), "{mine}: {found:?}");
        assert!(found.iter().all(|(domain, _)| domain != of_another), "{of_another}: {found:?}");
    }
    let of_domain_two = lines().into_iter().find(|it| it.unit == UNIT && it.code.starts_with("2.")).unwrap();
    let given = shared::wire::Appraisal {
        points: of_domain_two.self_points.clone(),
        reason: "thay người được giao".to_owned(),
        ..Default::default()
    };
    let own = appraise(&year.appraisers[2], UNIT, &of_domain_two.code, &given, &[]).await;
    assert_eq!(own.status(), StatusCode::FORBIDDEN, "the domain is theirs, the unit is their own");
    read::<LeafRecord>(appraise(&year.appraisers[1], UNIT, &of_domain_two.code, &given, &[]).await).await;
}
