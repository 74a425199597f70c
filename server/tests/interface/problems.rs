//! Every refusal of ours is a problem with a code, so that a tablet can tell it from what stands between. (What is too
//! slow is in `slow_clients`.)

use reqwest::{Method, RequestBuilder, StatusCode};
use server::{Rates, table};

use crate::client::{Client, refusal};
use crate::sample::{ID, filled, plain};
use crate::served::Served;

async fn refused(request: RequestBuilder) -> (u16, String) {
    refusal(request.send().await.unwrap()).await
}

#[tokio::test]
async fn each_way_in_which_a_ballot_is_refused_is_a_problem() {
    let hour = std::time::Duration::from_secs(3600);
    let served = Served::start_with(|config| {
        config.rates = Rates { stranger: (4, hour), ..Rates::default() };
    })
    .await;
    let client = served.sign_in("dtv01").await;
    let path = format!("/api/campaigns/{ID}/ballots/{}", plain(1).0);
    let put = |client: &Client, path: &str| client.request(Method::PUT, path);
    let nobody = Client::anonymous(&served.url);
    let unknown = Client { token: Some("f".repeat(64)), ..nobody.clone() };
    let cookie = format!("__Host-parindex={}", client.token.clone().unwrap());
    let elsewhere = put(&nobody, &path).header("cookie", cookie).header("sec-fetch-site", "cross-site");
    let large = vec![0; (1 << 20) + 1];
    for (request, status, code) in [
        (put(&client, &format!("/api/campaigns/{ID}/ballots/9")), 400, "ballot.id_unreadable"),
        (put(&client, &format!("/api/campaigns/{ID}/ballots/%ff")), 400, "request.unreadable"),
        (put(&client, &path.replace(ID, "%ff")), 400, "request.unreadable"),
        (put(&nobody, &path), 401, "session.none"),
        (put(&unknown, &path), 401, "session.none"),
        (elsewhere, 403, "request.other_site"),
        (put(&client, &format!("{path}/more")), 404, "request.no_such_route"),
        (client.request(Method::POST, &path), 405, "request.no_such_route"),
        (client.request(Method::DELETE, &path), 405, "request.no_such_route"),
        (put(&client, &path).body(large), 413, "ballot.too_large"),
    ] {
        assert_eq!(refused(request).await, (status, code.to_owned()));
    }
    let mut last = (401, String::new());
    for _ in 0..5 {
        last = refused(put(&unknown, &path)).await;
    }
    assert_eq!(last, (429, "request.too_many".to_owned()));
    // What is no media type of ours is taken by what it is, not by what it is called.
    let (id, sealed) = plain(2);
    let odd = put(&client, &format!("/api/campaigns/{ID}/ballots/{id}")).header("content-type", "text/html");
    assert_eq!(odd.body(sealed.bytes).send().await.unwrap().status(), StatusCode::CREATED);
}

#[tokio::test]
async fn an_address_that_is_no_text_is_a_problem_at_every_route() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    // What a feed refuses has the shape of OData: `feed` tells of it.
    for route in table().filter(|route| !route.path.starts_with("/odata/")) {
        for part in route.path.split('/').filter(|part| part.starts_with('{')) {
            let path = filled(&route.path.replace(part, "%ff"));
            let request = admin.request(route.method.parse().unwrap(), &path).body("{}");
            assert_eq!(refused(request).await.0, 400, "{} {path}", route.method);
        }
    }
    for path in ["/api/%ff", "/api/campaigns/%ff/more", "/%ff.js"] {
        assert_eq!(refused(admin.request(Method::GET, path)).await.0, 404, "{path}");
    }
    let query = admin.request(Method::GET, &format!("/api/campaigns/{ID}/ballots?status=no_such"));
    assert_eq!(refused(query).await.0, 400);
}

#[tokio::test]
async fn bodies_that_cannot_be_read_are_problems_at_every_route() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    for (method, path) in [
        (Method::POST, "/api/session".to_owned()),
        (Method::PUT, "/api/session/password".to_owned()),
        (Method::POST, "/api/accounts".to_owned()),
        (Method::POST, "/api/accounts/bulk".to_owned()),
        (Method::PATCH, "/api/accounts/dtv01".to_owned()),
        (Method::POST, format!("/api/campaigns/{ID}/closing")),
        (Method::POST, format!("/api/campaigns/{ID}/ballots/9/reviews")),
    ] {
        for body in ["", "{", "3", "\u{1}"] {
            let request = admin.request(method.clone(), &path).body(body);
            assert_eq!(
                refused(request).await,
                (400, "request.unreadable".to_owned()),
                "{method} {path} {body:?}"
            );
        }
        let large = admin.request(method.clone(), &path).body(" ".repeat((1 << 20) + 1));
        // A server that ends while much is still to be sent may be heard as an end of the connection.
        if let Ok(answer) = large.send().await {
            assert_eq!(refusal(answer).await, (413, "request.too_large".to_owned()), "{method} {path}");
        }
    }
}

#[tokio::test]
async fn a_locked_store_is_said_to_come_back_and_takes_the_ballot_then() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    let other = rusqlite::Connection::open(served.data().join(server::folder::STORE)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let (id, sealed) = plain(1);
    let put = || client.request(Method::PUT, &format!("/api/campaigns/{ID}/ballots/{id}"));
    let answer = put().body(sealed.bytes.clone()).send().await.unwrap();
    assert!(answer.headers().contains_key("retry-after"), "{answer:?}");
    assert_eq!(refusal(answer).await, (503, "server.locked".to_owned()));
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(put().body(sealed.bytes).send().await.unwrap().status(), StatusCode::CREATED);
}
