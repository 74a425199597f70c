//! `/api/openapi.json` and `/api/docs`: each route is told, with what it takes; a validator of OpenAPI reads it, and what the server
//! answers is as it says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use server::table;
use shared::wire::{Closing, Decision, Review};

use crate::client::{Client, read};
use crate::feed::python;
use crate::sample::{self, ID};
use crate::served::Served;

/// Validates the document, and answers against the schemas that it names.
const VALIDATOR: &str = r##"
import json, sys
import jsonschema
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
document, answers, bodies = json.load(sys.stdin)
validate(document, cls=OpenAPIV31SpecValidator)
for method, path, side, body in bodies:
    operation = document["paths"][path][method]
    content = operation["requestBody"] if side == "takes" else operation["responses"]["2XX"]
    schema = content["content"]["application/json"]["schema"]
    errors = [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(body)]
    assert not errors, (method, path, errors)
    if isinstance(body, dict) and schema:
        assert not jsonschema.Draft202012Validator(schema).is_valid(body | {"no such field": 1}), path
for name, answer, fits in answers:
    schema = {"$ref": "#/components/schemas/" + name, "components": document["components"]}
    found = jsonschema.Draft202012Validator(schema).is_valid(answer)
    assert found == fits, (name, answer)
print(len(document["paths"]), "paths")
"##;

async fn told(served: &Served, language: &str) -> Value {
    let path = format!("/api/openapi.json?language={language}");
    read(Client::anonymous(&served.url).get(&path).await).await
}

#[tokio::test]
async fn each_route_is_told_with_what_it_takes_and_who_may_in_both_languages() {
    let served = Served::start().await;
    for language in ["vi", "en"] {
        let document = told(&served, language).await;
        let mut names = BTreeSet::new();
        for route in table() {
            let operation = &document["paths"][route.path][route.method.to_lowercase()];
            let at = format!("{} {}", route.method, route.path);
            let text = |field: &str| operation[field].as_str().unwrap_or_else(|| panic!("{at}: no {field}"));
            assert!(names.insert(text("operationId").to_owned()), "{at} has another's name");
            assert!(!text("summary").starts_with("api."), "{at}: no text in {language}");
            assert!(!text("description").contains("api."), "{at}");
            let open =
                matches!(route.who, server::Who::Anyone | server::Who::Reader | server::Who::Respondent);
            assert_eq!(operation["security"].as_array().unwrap().is_empty(), open, "{at}");
            let parameters = operation["parameters"].as_array().unwrap();
            for parameter in parameters {
                let about = parameter["description"].as_str().unwrap();
                assert!(!about.starts_with("api."), "{at}: no text for {}", parameter["name"]);
            }
            let of = |place: &str| -> Vec<&str> {
                let here = parameters.iter().filter(|it| it["in"] == place);
                here.map(|it| it["name"].as_str().unwrap()).collect()
            };
            let parts = route.path.split('/').filter(|part| part.starts_with('{'));
            assert_eq!(of("path"), parts.map(|part| part.trim_matches(['{', '}'])).collect::<Vec<_>>());
            assert_eq!(of("query"), route.asks);
        }
        // What the validator leaves: that each scheme is declared, and no path stands twice under other names.
        let schemes = document["components"]["securitySchemes"].as_object().unwrap();
        let paths = document["paths"].as_object().unwrap();
        for operation in paths.values().flat_map(|it| it.as_object().unwrap().values()) {
            let named = operation["security"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|it| it.as_object().unwrap().keys());
            assert!(named.clone().all(|name| schemes.contains_key(name)), "{operation}");
        }
        let bare = |path: &String| -> Vec<String> {
            path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part }.to_owned()).collect()
        };
        assert_eq!(paths.keys().map(bare).collect::<BTreeSet<_>>().len(), paths.len());
        let there = document["paths"].as_object().unwrap().values().map(|it| it.as_object().unwrap().len());
        assert_eq!(there.sum::<usize>(), table().count(), "and no other");
    }
}

/// What the first lines of handlers say that is asked behind the `?`, by method and path.
fn said(folder: &Path, found: &mut BTreeMap<(String, String), Vec<String>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            said(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let Some((line, _)) = text.strip_prefix("//! `").and_then(|rest| rest.split_once('`')) else {
            continue;
        };
        if let Some(((method, path), query)) =
            line.split_once('?').and_then(|(route, query)| Some((route.split_once(' ')?, query)))
        {
            let names = query.split('&').filter_map(|part| Some(part.split_once('=')?.0.to_owned()));
            found.insert((method.to_owned(), path.to_owned()), names.collect());
        }
    }
}

#[test]
fn what_handlers_say_that_they_take_the_table_says() {
    let mut found = BTreeMap::new();
    said(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/routes"), &mut found);
    assert!(found.len() > 8, "does the test still see {} lines?", found.len());
    for ((method, path), names) in found {
        let route = table().find(|route| route.method == method && route.path == path).unwrap();
        let missing: Vec<_> = names.iter().filter(|name| !route.asks.contains(&&***name)).collect();
        assert!(missing.is_empty(), "{method} {path} also takes {missing:?}");
    }
}

/// Whether the document says what a route answers.
fn is_json(document: &Value, method: &str, path: &str) -> bool {
    let operation = &document["paths"][path][method.to_lowercase()];
    operation["responses"]["2XX"]["content"]["application/json"]["schema"].is_object()
}

#[tokio::test]
async fn what_each_route_takes_and_gives_as_json_is_told() {
    let served = Served::start().await;
    let document = told(&served, "en").await;
    // They answer with nothing, or with what has a description of its own.
    let bare = ["DELETE /api/session", "PUT /api/session/password", "GET /api/openapi.json"];
    let (mut learned, mut anything) = (0, Vec::new());
    for route in table().filter(|route| route.path.starts_with("/api")) {
        let operation = &document["paths"][route.path][route.method.to_lowercase()];
        let name = format!("{} {}", route.method, route.path);
        let content = |of: &Value| of["content"]["application/json"].as_object().cloned();
        let answer = content(&operation["responses"]["2XX"]).filter(|_| !bare.contains(&&*name));
        let sent = content(&operation["requestBody"]).filter(|_| !name.ends_with("/runs"));
        let empty = ["/packages/sample", "/session/token", "/backchecks/{check}"];
        let sent = sent.filter(|_| !empty.iter().any(|end| name.ends_with(end)));
        for content in answer.into_iter().chain(sent) {
            let schema = content.get("schema").unwrap_or_else(|| panic!("{name}: no schema"));
            match schema.as_object().is_some_and(serde_json::Map::is_empty) {
                true => anything.push(name.clone()),
                false => learned += 1,
            }
        }
    }
    println!("{learned} are learned; anything may be {anything:?}");
    assert!(learned > 60 && anything.len() < 12, "{learned} {anything:?}");
    let review = &document["paths"]["/api/campaigns/{campaign}/ballots/{ballot}/reviews"]["post"];
    let review = &review["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(review["properties"]["decision"]["enum"], json!(["accept", "reject", "reopen"]));
    assert_eq!(review["required"], json!(["decision", "reason"]));
    let page = &document["paths"]["/api/campaigns/{campaign}/ballots"]["get"]["responses"]["2XX"]["content"];
    let row = &page["application/json"]["schema"]["properties"]["ballots"]["items"]["properties"];
    assert_eq!(row["received"], json!({ "type": "string", "format": "date-time" }));
    assert_eq!(row["header"]["properties"]["id"]["format"], "uuid");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_validator_reads_it_and_refusals_are_as_it_says() {
    let served = Served::start().await;
    let Some(python) = python() else { return };
    let (admin, told) = (served.sign_in("admin").await, told(&served, "en").await);
    let answer = async |path: &str| admin.get(path).await.json::<Value>().await.unwrap();
    let answers = json!([
        ["Problem", answer("/api/campaigns/none/index").await, true],
        ["Problem", answer(&format!("/api/campaigns/{ID}/ballots/999")).await, true],
        ["Problem", admin.post("/api/accounts", &json!(3)).await.json::<Value>().await.unwrap(), true],
        ["Problem", answer("/api/version").await, false],
        ["FeedError", answer(&format!("/odata/{ID}/none")).await, true],
        ["FeedError", answer(&format!("/odata/{ID}")).await, false],
    ]);
    sample::imported(&served, ID).await;
    let review = Review { decision: Decision::Reject, reason: "hỏi lại".to_owned(), seen: None };
    let reviewed = admin.post(&format!("/api/campaigns/{ID}/ballots/1/reviews"), &review).await;
    let closing = Closing { closed: true, reason: "hết hạn".to_owned() };
    let mut bodies = vec![
        json!(["post", "/api/campaigns/{campaign}/ballots/{ballot}/reviews", "takes", review]),
        json!(["post", "/api/campaigns/{campaign}/closing", "takes", closing]),
        json!([
            "post",
            "/api/campaigns/{campaign}/ballots/{ballot}/reviews",
            "gives",
            read::<Value>(reviewed).await
        ]),
    ];
    admin.post(&format!("/api/campaigns/{ID}/runs"), &()).await;
    for route in table().filter(|route| route.method == "GET" && route.path.starts_with("/api")) {
        let path = route.path.replace("{ballot}", "1").replace("{run}", "1");
        if is_json(&told, route.method, route.path) {
            let answer = admin.get(&sample::filled(&path)).await;
            if answer.status().is_success() {
                bodies.push(json!(["get", route.path, "gives", read::<Value>(answer).await]));
            }
        }
    }
    assert!(bodies.len() > 25, "{}", bodies.len());
    let asked = json!([told, answers, bodies]).to_string();
    let file = served.data().join("asked.json");
    fs::write(&file, asked).unwrap();
    let output =
        Command::new(python).args(["-c", VALIDATOR]).stdin(fs::File::open(&file).unwrap()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[tokio::test]
async fn the_page_tells_all_routes_without_a_script() {
    let served = Served::start().await;
    let client = Client::anonymous(&served.url);
    for (language, who) in [("vi", "quản trị viên"), ("en", "admins")] {
        let answer = client.get(&format!("/api/docs?lang={language}")).await;
        let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
        let page = answer.text().await.unwrap();
        assert!(page.contains(&format!("<html lang=\"{language}\">")) && page.contains(who));
        assert!(!page.contains("<script") && !page.contains("api.in.") && !page.contains("api.who."));
        for route in table() {
            assert!(page.contains(route.path), "{}", route.path);
        }
    }
}
