//! `/odata/{campaign}`: python-odata, a client of OData 4, reads in each cell what the CSV tables say; where it is not installed,
//! that is said.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::Command;

use base64ct::{Base64, Encoding as _};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use shared::export::value;
use shared::wire::{ActKind, Role};

use crate::acts::acts;
use crate::client::{Client, read};
use crate::sample::{self, ID, plain};
use crate::served::Served;
use crate::statistics::{served, table};

/// Reads each set whole, and says what it found in each cell.
const READER: &str = r#"
import datetime, json, sys
import requests
from odata import ODataService
url, token = sys.argv[1:3]
session = requests.Session()
session.auth = ("a script", token)
service = ODataService(url, session=session, reflect_entities=True, quiet_progress=True)
def said(value):
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
    return str(value)
found = {}
for name, entity in service.entities.items():
    columns = [it["name"] for it in entity.__odata_schema__["properties"]]
    rows = service.query(entity).all()
    found[entity.__odata_collection__] = [{column: said(getattr(row, column)) for column in columns} for row in rows]
ballots = service.entities[sys.argv[3]]
some = service.query(ballots).filter(ballots.ballot_number > 5).filter(ballots.ballot_form == sys.argv[3][8:])
found["later"] = [{"n": said(row.ballot_number)} for row in some.all()]
print(json.dumps(found))
"#;

/// The Python that `make tools-test` makes, with packages of its own.
pub fn python() -> Option<PathBuf> {
    let made = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).parent()?.join("python/bin/python");
    let is_there = made.exists();
    if !is_there {
        println!("not read by clients in Python: {} is not there (make tools-test makes it)", made.display());
    }
    is_there.then_some(made)
}

async fn token(served: &Served) -> String {
    crate::tokens::made(served, "power-bi", Role::Viewer, Some(ID)).await.secret
}

fn feed(served: &Served, path: &str) -> String {
    format!("{}/odata/{ID}{path}", served.url)
}

async fn at(client: &Client, path: &str) -> Value {
    read(client.get(&format!("/odata/{ID}{path}")).await).await
}

/// What a cell of the CSV says, as the client writes it.
fn same(cell: &str, found: &str) -> bool {
    // The reader of the table leaves blanks around cells off.
    let (cell, found) = (value(cell).trim(), found.trim());
    let moment = |text: &str| text.parse::<jiff::Timestamp>().map(|it| it.as_second());
    let number = |text: &str| text.parse::<f64>();
    cell == found
        || matches!((moment(cell), moment(&format!("{found}Z"))), (Ok(a), Ok(b)) if a == b)
        || matches!((number(cell), number(found)), (Ok(a), Ok(b)) if a == b)
}

async fn compare(served: &Served, client: &Client, (form, secret): (&str, &str), least: usize) {
    let Some(python) = python() else { return };
    let output = Command::new(python)
        .args(["-c", READER, &feed(served, ""), secret, &format!("ballots_{form}")])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found: HashMap<String, Vec<HashMap<String, String>>> =
        serde_json::from_slice(&output.stdout).unwrap();
    let mut cells = 0;
    for (set, rows) in found.iter().filter(|(set, _)| set.starts_with("ballots_")) {
        let (of, repeat) = set["ballots_".len()..].split_once('_').unwrap_or((&set["ballots_".len()..], ""));
        let table = table(client, repeat).await;
        let at = |name: &str| table[0].iter().position(|head| head == name).unwrap();
        let said: Vec<_> = table[1..].iter().filter(|row| row[at("ballot/form")] == of).collect();
        assert_eq!(rows.len(), said.len(), "{set}");
        for (row, found) in said.iter().zip(rows) {
            for (head, cell) in table[0].iter().zip(*row) {
                let name = head.replace(['/', '-'], "_");
                // Columns of other forms are not here, and one that differs in its case alone has a number behind its name.
                let told = found.get(&name).filter(|_| name != "ballot_other_answers");
                let Some(told) = told else { continue };
                let beside = found["ballot_other_answers"].contains(&format!("\"{head}\""));
                assert!(same(cell, told) || beside, "{set} {head}: {cell} and {told}");
                cells += 1;
            }
        }
    }
    assert!(cells > least, "{cells}");
    let number = |row: &HashMap<String, String>| row["n"].parse::<i64>().unwrap();
    assert!(!found["later"].is_empty() && found["later"].iter().all(|row| number(row) > 5));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_reads_what_the_tables_say_also_where_names_and_answers_are_hard() {
    let (served, client) = served().await;
    let secret = token(&served).await;
    compare(&served, &client, ("P7", &secret), 1_000).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_follows_the_pages_of_the_sample_and_the_log_tells_of_one_reading_of_each_set() {
    let served = Served::start().await;
    sample::imported(&served, ID).await;
    let admin = served.sign_in("admin").await;
    let (mut next, mut rows, mut pages) = (Some(feed(&served, "/ballots_P7")), Vec::new(), 0);
    let secret = token(&served).await;
    let http = reqwest::Client::new();
    while let Some(page) = next {
        let answer = http.get(page).basic_auth("excel", Some(&secret)).send().await.unwrap();
        assert_eq!(answer.headers()["odata-version"], "4.0");
        let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
        assert!(kind.starts_with("application/json;odata.metadata=minimal"), "{kind}");
        let page: Value = read(answer).await;
        rows.extend(
            page["value"].as_array().unwrap().iter().map(|row| row["ballot_number"].as_i64().unwrap()),
        );
        next = page["@odata.nextLink"].as_str().map(str::to_owned);
        pages += 1;
    }
    assert!(
        rows.is_sorted_by(|a, b| a < b) && pages > 1 && rows.len() == 536,
        "{pages} pages, {}",
        rows.len()
    );
    let log = acts(&admin, "by=token:power-bi").await;
    let kinds: Vec<_> = log.iter().map(|act| act.kind).collect();
    assert_eq!(kinds, [ActKind::TokenUsed, ActKind::Exported], "one reading, and who reads by which call");
    compare(&served, &served.sign_in("viewer").await, ("P4", &secret), 50_000).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_asked_for_as_power_query_asks() {
    let (served, client) = served().await;
    let numbers = |page: &Value| -> Vec<i64> {
        page["value"].as_array().unwrap().iter().map(|row| row["ballot_number"].as_i64().unwrap()).collect()
    };
    let set = at(&client, "").await;
    assert_eq!(set["@odata.context"], format!("{}/$metadata", feed(&served, "")));
    let names: Vec<&str> =
        set["value"].as_array().unwrap().iter().map(|set| set["name"].as_str().unwrap()).collect();
    assert!(["index", "tallies", "flags", "ballots_P7"].iter().all(|name| names.contains(name)), "{names:?}");
    let metadata = client.get(&format!("/odata/{ID}/$metadata")).await;
    assert_eq!(metadata.headers()["content-type"], "application/xml;charset=utf-8");
    let metadata = metadata.text().await.unwrap();
    assert!(names.iter().all(|name| metadata.contains(&format!("<EntitySet Name=\"{name}\" "))));
    let all = numbers(&at(&client, "/ballots_P7").await);
    assert_eq!(all.len(), 40);
    let page = at(&client, "/ballots_P7?$top=3&$skip=2&$count=true&$orderby=ballot_number%20asc").await;
    assert_eq!((numbers(&page), &page["@odata.count"]), (all[2..5].to_vec(), &40.into()));
    let page = at(
        &client,
        "/ballots_P7?$filter=ballot_number%20gt%205%20and%20with%20ge%2010&$select=ballot_number,with",
    )
    .await;
    assert!(numbers(&page).len() > 20 && page["value"][0].as_object().unwrap().len() == 2, "{page}");
    let counted = client.get(&format!("/odata/{ID}/ballots_P7/$count?$filter=with%20ge%2010")).await;
    assert_eq!(counted.text().await.unwrap(), "31", "nine have less, or no number");
    let one = at(&client, &format!("/ballots_P7({})", all[1])).await;
    assert_eq!((&one["ngày"], &one["with"]), (&"2019-10-15".into(), &json!(9_007_199_254_740_991_i64)));
    assert_eq!((&one["mức"], &one["tỷ_lệ"]), (&"99".into(), &json!(1_234_567.875)));
    let odd = at(&client, &format!("/ballots_P7({})", all[2])).await;
    assert_eq!((&odd["ngày"], &odd["with"], &odd["kênh"]), (&Value::Null, &Value::Null, &"web fax".into()));
    assert_eq!(odd["ballot_other_answers"], r#"{"ngày":"hôm qua","with":"ba"}"#, "nothing is lost");
    let none = at(&client, "/ballots_P7?$format=application/json;odata.metadata=none&$top=1").await;
    assert_eq!(none.as_object().unwrap().len(), 1);
    let index = at(&client, "/index?$orderby=total%20desc&$top=3").await;
    assert_eq!(index["value"].as_array().unwrap().len(), 3);
    let flags = client.request(Method::HEAD, &format!("/odata/{ID}/flags")).send().await.unwrap();
    assert_eq!(flags.status(), StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_leads_to_its_repeat_and_back() {
    let served = Served::start().await;
    sample::imported(&served, ID).await;
    let client = served.sign_in("viewer").await;
    let sets = at(&client, "").await;
    let sets = sets["value"].as_array().unwrap();
    let of_repeat =
        sets.iter().filter_map(|set| set["name"].as_str()).find(|name| name.starts_with("ballots_P4_"));
    let (of_repeat, repeat) = of_repeat.map(|name| (name, &name["ballots_P4_".len()..])).unwrap();
    let ballot = at(&client, "/ballots_P4?$top=1&$skip=3").await["value"][0].clone();
    let number = ballot["ballot_number"].as_i64().unwrap();
    let rows = at(&client, &format!("/ballots_P4({number})/{repeat}")).await;
    let rows = rows["value"].as_array().unwrap();
    assert!(!rows.is_empty() && rows.iter().all(|row| row["ballot_number"] == number));
    let (first, last) = (&rows[0], rows.len());
    assert_eq!(first["ballot_row"], 1);
    let address = format!("/{of_repeat}(ballot_number={number},ballot_row={last})");
    assert_eq!(at(&client, &address).await["unit"], rows[last - 1]["unit"]);
    assert_eq!(at(&client, &format!("{address}/ballot")).await["ballot_id"], ballot["ballot_id"]);
    for absent in [format!("/{of_repeat}({number},{last})"), format!("/{of_repeat}(ballot_number={number})")]
    {
        assert_eq!(client.get(&format!("/odata/{ID}{absent}")).await.status(), StatusCode::BAD_REQUEST);
    }
    // A ballot of another form, and none at all, lead nowhere.
    let other = at(&client, "/ballots_P7?$top=1").await["value"][0]["ballot_number"].clone();
    for nobody in [other, 999_999.into()] {
        let answer = client.get(&format!("/odata/{ID}/ballots_P4({nobody})/{repeat}")).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{nobody}");
        assert_eq!(answer.json::<Value>().await.unwrap()["error"]["code"], "feed.row");
    }
    // Only what leads elsewhere is selected.
    let bare = at(&client, &format!("/ballots_P4({number})?$select={repeat}")).await;
    assert!(bare.as_object().unwrap().keys().eq(["@odata.context"]), "{bare}");
    for nobody in [i64::MIN, 0, i64::MAX] {
        let answer = client.get(&format!("/odata/{ID}/ballots_P4({nobody})")).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{nobody}");
    }
    let absent = format!("/odata/{ID}/{of_repeat}(ballot_number={number},ballot_row={})", last + 1);
    assert_eq!(client.get(&absent).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_import_between_two_pages_ends_the_reading() {
    let served = Served::start().await;
    sample::imported(&served, ID).await;
    let client = served.sign_in("viewer").await;
    let first = at(&client, "/ballots_P7").await;
    let next = first["@odata.nextLink"].as_str().unwrap();
    let next = next.strip_prefix(&*served.url).unwrap();
    assert_eq!(client.get(next).await.status(), StatusCode::OK);
    sample::imported(&served, ID).await;
    let ended = client.get(next).await;
    assert_eq!(ended.status(), StatusCode::GONE);
    assert_eq!(ended.json::<Value>().await.unwrap()["error"]["code"], "feed.moved");
}

#[tokio::test]
async fn a_password_that_is_no_token_is_asked_for_again_and_refusals_are_read_by_odata() {
    let served = Served::start().await;
    served.sign_in("dtv01").await.put(&plain(1)).await;
    let http = reqwest::Client::new();
    let ask = |password: Option<&str>, path: &str| {
        let request = http.get(feed(&served, path));
        password.map_or(request.try_clone().unwrap(), |it| request.basic_auth("ai", Some(it))).send()
    };
    for password in [None, Some("mật khẩu"), Some("")] {
        let answer = ask(password, "/index").await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        assert_eq!(answer.headers()["www-authenticate"], "Basic realm=\"Parindex\", charset=\"UTF-8\"");
        assert_eq!(answer.headers()["content-type"], "application/json");
        assert_eq!(answer.json::<Value>().await.unwrap()["error"]["code"], "session.none");
    }
    let secret = token(&served).await;
    let small = format!("basic {}", Base64::encode_string(format!("ai:{secret}").as_bytes()));
    let answer = http.get(feed(&served, "/index")).header("authorization", small).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "the name of a scheme is in letters of either case");
    for (path, status, code) in [
        ("/no_such_set", 404, "feed.set"),
        ("/index?$expand=leaves", 501, "feed.unsupported"),
        ("/index?$filter=unit%20eq%201", 400, "feed.types"),
        ("/ballots_P7?$orderby=ballot_number%20desc", 501, "feed.unsupported"),
        ("/ballots_P7?$skiptoken=9", 400, "feed.value"),
        ("/ballots_P7?$skiptoken=0-99.99-1", 400, "export.moment"),
        ("/ballots_P7?$skiptoken=0-1.-1-1", 400, "feed.value"),
        ("/index?$skiptoken=0-1.0-1", 400, "feed.value"),
        ("/ballots_P7(99)", 404, "feed.row"),
        ("/ballots_P7(99)/districts", 404, "feed.row"),
        ("/index('X')", 404, "feed.row"),
    ] {
        let answer = ask(Some(&secret), path).await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["odata-version"]),
            (status, &"4.0".parse().unwrap())
        );
        let error = answer.json::<Value>().await.unwrap()["error"].clone();
        assert_eq!(error["code"], code, "{path}");
        let said = error["message"].as_str().unwrap();
        assert!(
            !said.starts_with("problem.") && (!path.contains("desc") || said.contains("desc")),
            "{error}"
        );
    }
    for path in ["/%24metadata", "/ballots_P7/%24count"] {
        let answer = ask(Some(&secret), path).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
    }
    // The password of nobody else opens it, and elsewhere a token is no password.
    let elsewhere =
        http.get(format!("{}/api/campaigns/{ID}/index", served.url)).basic_auth("ai", Some(&secret));
    assert_eq!(elsewhere.send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
}
