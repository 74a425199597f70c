//! What every answer says to browsers.

use crate::client::{Client, refusal};
use crate::served::Served;

#[tokio::test]
async fn every_answer_forbids_what_the_app_does_not_need() {
    let served = Served::start().await;
    let client = Client::anonymous(&served.url);
    for path in ["/", "/api/version", "/api/session", "/api/none", "/none.js"] {
        let answer = client.get(path).await;
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        let policy = header("content-security-policy");
        for part in ["default-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "frame-ancestors 'none'"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.headers().get("strict-transport-security"), None, "{path}");
    }
}

#[tokio::test]
async fn behind_https_browsers_are_told_to_keep_to_it() {
    let served = Served::start_with(|config| config.https = true).await;
    let answer = Client::anonymous(&served.url).get("/api/version").await;
    assert_eq!(answer.headers()["strict-transport-security"], "max-age=31536000");
}

#[tokio::test]
async fn a_refusal_is_told_in_the_language_that_is_asked_for() {
    let served = Served::start().await;
    let client = Client::anonymous(&served.url);
    for (language, text) in
        [("en-GB,en;q=0.9", "Please sign in."), ("vi", "Hãy đăng nhập."), ("de", "Hãy đăng nhập.")]
    {
        let request =
            client.request(reqwest::Method::GET, "/api/session").header("accept-language", language);
        let document: serde_json::Value = request.send().await.unwrap().json().await.unwrap();
        assert_eq!(document["title"], text);
        assert_eq!(document["type"], "about:blank");
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_so() {
    let served = Served::start().await;
    let client = Client::anonymous(&served.url);
    assert_eq!(refusal(client.get("/api/none").await).await, (404, "request.no_such_route".to_owned()));
    for file in ["/none.js", "/assets/none", "/assets/none.js"] {
        assert_eq!(refusal(client.get(file).await).await, (404, "request.no_such_file".to_owned()), "{file}");
    }
    let posted = client.post("/api/version", &()).await;
    assert_eq!(refusal(posted).await, (405, "request.no_such_route".to_owned()));
}

#[tokio::test]
async fn what_a_tablet_fetches_is_compressed() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    let path = format!("/api/campaigns/{}/package", crate::sample::ID);
    let plain = client.get(&path).await.bytes().await.unwrap().len();
    let request = client.request(reqwest::Method::GET, &path).header("accept-encoding", "gzip, br");
    let answer = request.send().await.unwrap();
    assert_eq!(answer.headers()["content-encoding"], "gzip");
    let compressed = answer.bytes().await.unwrap().len();
    assert!(compressed * 5 < plain, "{plain} bytes became {compressed}");
}

#[tokio::test]
async fn a_file_that_the_browser_has_is_not_sent_again() {
    let app = tempfile::TempDir::new().unwrap();
    std::fs::write(app.path().join("index.html"), "<!doctype html>").unwrap();
    let served = Served::start_with(|config| config.app = Some(app.path().to_owned())).await;
    let client = Client::anonymous(&served.url);
    let tag = client.get("/").await.headers()["etag"].to_str().unwrap().to_owned();
    let weak = format!("W/{tag}");
    for (known, status) in [
        (vec![tag.clone()], 304),
        (vec![weak.clone()], 304),
        (vec![format!("\"other\", {weak}")], 304),
        (vec!["\"other\"".to_owned(), tag.clone()], 304),
        (vec!["*".to_owned()], 304),
        (vec!["\"other\"".to_owned()], 200),
        (vec![tag.trim_matches('"').to_owned()], 200),
        (vec![], 200),
    ] {
        let request = client.request(reqwest::Method::GET, "/");
        let request = known.iter().fold(request, |request, line| request.header("if-none-match", line));
        assert_eq!(request.send().await.unwrap().status(), status, "{known:?}");
    }
}

#[tokio::test]
async fn an_address_of_a_view_is_answered_with_the_app_though_it_has_a_dot() {
    let app = tempfile::TempDir::new().unwrap();
    std::fs::write(app.path().join("index.html"), "<!doctype html>").unwrap();
    let served = Served::start_with(|config| config.app = Some(app.path().to_owned())).await;
    let client = Client::anonymous(&served.url);
    // The codes of leaves have dots, and whoever comes by a link has no service worker yet.
    for view in ["/unit/bac-kan-2019/VPUBND/leaves/1.1.1", "/office/2.1/index", "/p"] {
        let answer = client.get(view).await;
        assert_eq!(answer.status(), 200, "{view}");
        assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8", "{view}");
    }
}
