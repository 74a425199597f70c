//! What stands in evidence never runs in our origin: a page and a drawing with a script leave a mark in a page that shows them as they
//! are, none under the policy that evidence is served with, and none where they were given as evidence.

use std::net::SocketAddr;

use axum::Router;
use axum::extract::State;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;

use crate::unit::{SOON, STAFF, UNIT, Unit};

/// What is in the files: each leaves its mark in the page that frames it, where it runs there.
const PAGE: &str = "<!doctype html><script>top.document.body.dataset.page = 'ran'</script>";
const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg'><script>top.document.body.dataset.drawing = 'ran'</script></svg>";
/// How they are called as evidence.
const NAMES: [&str; 2] = ["biên bản.pdf", "ảnh.png"];

/// A server that says what the files are, and shows them bare or under a policy.
async fn careless(policy: String) -> anyhow::Result<SocketAddr> {
    let page = || async { ([(CONTENT_TYPE, "text/html")], PAGE) };
    let drawing = || async { ([(CONTENT_TYPE, "image/svg+xml")], DRAWING) };
    let bare = Router::new().route("/page", get(page)).route("/drawing", get(drawing));
    let under = |State(policy): State<String>, request, next: axum::middleware::Next| async move {
        let mut answer: Response = next.run(request).await;
        if let Ok(policy) = policy.parse() {
            answer.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
        }
        answer
    };
    let guarded = bare.clone().layer(axum::middleware::from_fn_with_state(policy, under));
    let empty = || async { Html("<!doctype html><link rel=icon href=data:,><body>").into_response() };
    let app = Router::new().route("/", get(empty)).nest("/bare", bare).nest("/guarded", guarded);
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, app).await });
    Ok(address)
}

impl Unit {
    /// Frames what stands at these addresses, and waits until the browser is done with each: shown, or taken as a download.
    async fn frames(&self, addresses: &[String]) -> anyhow::Result<()> {
        for address in addresses {
            let frame = "const frame = document.createElement('iframe'); frame.src = arguments[0];
                 frame.onload = () => frame.dataset.loaded = 1; document.body.append(frame)";
            self.browser.driver().execute(frame, vec![address.clone().into()]).await?;
        }
        // What becomes a download loads nothing: the browser is given the time that it would have taken.
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        Ok(())
    }

    async fn marks(&self) -> anyhow::Result<String> {
        tests::keyboard::ask(
            &self.browser,
            "[document.body.dataset.page, document.body.dataset.drawing].join()",
        )
        .await
    }
}

#[tokio::test]
async fn a_script_in_evidence_leaves_no_mark_where_it_would_without_the_policy() -> anyhow::Result<()> {
    let unit = Unit::begin(&[UNIT]).await?;
    let mut given = Vec::new();
    for (name, text) in NAMES.into_iter().zip([PAGE, DRAWING]) {
        given.push(unit.gives(name, text.as_bytes()).await?);
    }
    let answer = unit.admin.open(&given[0]).await?;
    let policy = answer.headers()[CONTENT_SECURITY_POLICY].to_str()?.to_owned();
    let careless = careless(policy).await?;
    let at = |way: &str| ["page", "drawing"].map(|what| format!("http://{careless}/{way}/{what}"));

    // The mark can be left.
    unit.browser.goto(format!("http://{careless}/")).await?;
    unit.frames(&at("bare")).await?;
    assert_eq!(unit.marks().await?, "ran,ran");
    // Under our policy it is not, even where a server says that it is a page; the browser says what it kept from running.
    unit.browser.goto(format!("http://{careless}/")).await?;
    unit.frames(&at("guarded")).await?;
    unit.browser.wait_until("document.querySelectorAll('iframe[data-loaded]').length === 2", SOON).await?;
    assert_eq!(unit.marks().await?, ",");
    let kept = unit.browser.complaints().await?;
    assert!(kept.iter().all(|it| it.contains("script") || it.contains("Framing")), "{kept:?}");

    // As evidence, in a page of ours and alone: there it would be saved, and nothing of it is shown.
    unit.enter(STAFF).await?;
    unit.browser.devtools("Browser.setDownloadBehavior", serde_json::json!({ "behavior": "deny" })).await?;
    let ours: Vec<String> = given.iter().map(|path| format!("{}{path}", unit.served.url())).collect();
    unit.frames(&ours).await?;
    assert_eq!(unit.marks().await?, ",");
    let here = tests::keyboard::ask(&unit.browser, "location.href").await?;
    for address in &ours {
        let go = format!("location.assign('{address}')");
        unit.browser.driver().execute(&go, vec![]).await?;
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        assert_eq!(
            tests::keyboard::ask(&unit.browser, "location.href").await?,
            here,
            "it is saved, not shown"
        );
    }
    assert_eq!(unit.marks().await?, ",");
    unit.close().await
}
