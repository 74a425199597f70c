//! Addresses below `/p` and `/r` as people write them: with slashes at the end, or without a campaign. And how often the store is
//! asked for what is public.

use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use reqwest::{Method, StatusCode};
use server::store::StoreError;
use shared::campaign::practice;
use shared::wire::Publication;

use crate::client::{Client, read};
use crate::process::parindex;
use crate::publications::{addresses, publish, text};
use crate::sample::{self, ID, TWO_TIERS};
use crate::served::Served;

#[tokio::test]
async fn a_slash_at_the_end_leads_to_the_address_without() {
    let served = Served::start().await;
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let client = Client { http, ..Client::anonymous(&served.url) };
    for (path, to) in [
        (format!("/p/{ID}/"), format!("/p/{ID}")),
        (format!("/p/{ID}/1/"), format!("/p/{ID}/1")),
        (format!("/p/{ID}/1.pdf//"), format!("/p/{ID}/1.pdf")),
        (format!("/r/{ID}/?run=1&lang=en"), format!("/r/{ID}?run=1&lang=en")),
        (format!("/r/{ID}/units/SNV/published/"), format!("/r/{ID}/units/SNV/published")),
        ("/p/".to_owned(), "/p".to_owned()),
        ("/r/".to_owned(), "/r".to_owned()),
        ("//p//elsewhere.example/".to_owned(), "/p//elsewhere.example".to_owned()),
    ] {
        for method in [Method::GET, Method::HEAD] {
            let answer = client.request(method, &path).send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::PERMANENT_REDIRECT, "{path}");
            assert_eq!(answer.headers()["location"], *to, "{path}");
        }
    }
    for none in [format!("/p/{ID}/1/2"), format!("/r/{ID}/no/such/page"), "/p//x".to_owned()] {
        assert_eq!(client.get(&none).await.status(), StatusCode::NOT_FOUND, "{none}: no screen of the app");
    }
    assert_eq!(client.get("/r").await.headers()["location"], *"/");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_published_is_listed_and_nothing_else() {
    let served = Served::start_whole(&[TWO_TIERS]).await;
    let (admin, stranger) = (served.sign_in("admin").await, Client::anonymous(&served.url));
    let trial = practice(sample::campaign().clone(), "tap-huan", 2019, "2019-11-01", "2019-12-31").unwrap();
    server::service::import::import(&served.site, server::service::import::Import::of(trial)).await.unwrap();
    let none = text(&stranger, "/p").await;
    assert!(none.contains("Chưa có kết quả nào được công bố"));
    for id in [ID, TWO_TIERS, "tap-huan"] {
        assert!(!none.contains(id), "{id}: {none}");
    }
    read::<Publication>(publish(&admin, ID, "").await).await;
    let tag = stranger.get("/p").await.headers()["etag"].clone();
    let one = text(&stranger, "/p/").await;
    let title = &sample::campaign().settings.title.vi;
    assert!(one.contains(&format!("<a href=\"/p/{ID}?lang=vi\">{title}</a>")), "{one}");
    assert!(
        one.contains("Quyết định số 86/QĐ-UBND ngày 15 tháng 11 năm 2019")
            && one.contains("Số liệu mô phỏng")
    );
    assert!(!one.contains(TWO_TIERS) && !one.contains("tap-huan") && !one.contains("<script"));
    let again = stranger.request(Method::GET, "/p").header("if-none-match", &tag).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    read::<Publication>(publish(&admin, TWO_TIERS, "").await).await;
    let both = text(&stranger, "/p?lang=en").await;
    assert!(both.contains(&format!("href=\"/p/{ID}?lang=en\"")), "the language is kept: {both}");
    assert!(both.contains("What is published") && both.contains(ID) && both.contains(TWO_TIERS), "{both}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_was_drawn_is_served_while_the_store_reads_nothing() {
    let served = Served::start().await;
    let (admin, stranger) = (served.sign_in("admin").await, Client::anonymous(&served.url));
    read::<Publication>(publish(&admin, ID, "").await).await;
    let mut drawn = Vec::new();
    for path in addresses(ID, 1) {
        drawn.push(stranger.get(&path).await.bytes().await.unwrap());
    }
    // More reads than there are readers, which end when the sender is gone.
    let (let_go, held) = mpsc::channel::<()>();
    let held = Arc::new(Mutex::new(held));
    for _ in 0..64 {
        let (store, held) = (served.site.store.clone(), Arc::clone(&held));
        tokio::spawn(async move {
            let wait = move |_: &dyn server::store::Repositories| {
                held.lock().unwrap().recv().unwrap_err();
                Ok::<_, StoreError>(())
            };
            store.read(wait).await
        });
    }
    let soon = Duration::from_millis(300);
    let asked = || tokio::time::timeout(soon, served.site.store.read(|_| Ok::<_, StoreError>(())));
    while asked().await.is_ok() {}
    for (path, drawn) in addresses(ID, 1).iter().zip(drawn) {
        let again = tokio::time::timeout(Duration::from_secs(20), stranger.get(path)).await;
        let again = again.unwrap_or_else(|_| panic!("{path} asks the store"));
        assert_eq!(again.bytes().await.unwrap(), drawn, "{path}");
    }
    drop(let_go);
    let command = ["publish", "--campaign", ID, "--decision", "87/QĐ-UBND", "--date", "2019-11-15"];
    let output = parindex(served.data(), &[&command[..], &["--reason", "ghi lại số quyết định"]].concat());
    assert!(output.status.success());
    let page = text(&stranger, &format!("/p/{ID}")).await;
    assert!(page.contains("87/QĐ-UBND"), "another process publishes, and it is seen at once");
}
