//! The page on which both engines run: ours as a part of the app that a form brings along is built, ODK's as npm brings it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, ensure};
use axum::Router;
use axum::extract::{Path as Address, State};
use axum::http::{StatusCode, header::CONTENT_TYPE};
use serde_json::Value;
use tests::binary::root;
use tests::browser::Browser;

use super::Times;

/// Opening the largest form takes ODK's engine a dozen seconds, and each answer several.
const PATIENCE: Duration = Duration::from_secs(600);

/// The page, open in Chromium.
pub struct Page(Browser);

type Files = Arc<HashMap<String, Vec<u8>>>;

impl Page {
    /// Opens it over these XForms; or says what is not here.
    pub async fn open(forms: Vec<(String, String)>) -> anyhow::Result<Result<Self, String>> {
        let target =
            std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
        let theirs = target.join("npm/node_modules/@getodk/xforms-engine/dist");
        if !theirs.join("index.js").exists() {
            return Ok(Err("ODK's engine is not in target/npm (make tools-test)".to_owned()));
        }
        let ours = target.join("forms");
        let built = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--bin", "bundle", "--", "--forms"])
            .arg(&ours)
            .current_dir(root())
            .status()?;
        ensure!(built.success(), "the form engine was not built for the browser");
        let mut files: HashMap<String, Vec<u8>> =
            forms.into_iter().map(|(name, xml)| (format!("forms/{name}.xml"), xml.into_bytes())).collect();
        files.insert("page.html".to_owned(), include_bytes!("page.html").to_vec());
        add(&mut files, "ours", &ours)?;
        add(&mut files, "theirs", &theirs)?;
        let router = Router::new().route("/{*path}", axum::routing::get(file)).with_state(Arc::new(files));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        tokio::spawn(async move { axum::serve(listener, router).await });
        let browser = Browser::open().await?;
        browser.driver().set_script_timeout(PATIENCE).await?;
        browser.goto(format!("http://{address}/page.html")).await?;
        browser.wait_until("document.title === 'ready'", Duration::from_secs(60)).await?;
        Ok(Ok(Self(browser)))
    }

    /// What a form takes in our engine, and in ODK's.
    pub async fn measured(&self, name: &str) -> anyhow::Result<(Times, Times)> {
        let said = self.said(name).await?;
        let times = |engine: &str| -> anyhow::Result<Times> {
            let one = |what: &str| said[engine][what].as_f64().with_context(|| said.to_string());
            Ok(Times { open: one("open")?, first: one("first")?, last: one("last")? })
        };
        Ok((times("ours")?, times("theirs")?))
    }

    /// How long the choices of a list that an answer filters take.
    pub async fn filtered(&self, name: &str) -> anyhow::Result<f64> {
        let said = self.said(name).await?;
        said["filtered"].as_f64().with_context(|| said.to_string())
    }

    async fn said(&self, name: &str) -> anyhow::Result<Value> {
        let script = format!(
            "const done = arguments[0]; measured('{name}').then(done, (error) => done({{ error: String(error) }}));"
        );
        Ok(self.0.driver().execute_async(&script, vec![]).await?.json().clone())
    }

    /// Closes the browser.
    pub async fn close(self) -> anyhow::Result<()> {
        self.0.close_all().await
    }
}

/// The scripts and the wasm of a folder.
fn add(files: &mut HashMap<String, Vec<u8>>, below: &str, folder: &Path) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".js") || name.ends_with(".wasm") {
            files.insert(format!("{below}/{name}"), std::fs::read(&path)?);
        }
    }
    Ok(())
}

async fn file(
    State(files): State<Files>,
    Address(path): Address<String>,
) -> Result<([(axum::http::HeaderName, &'static str); 1], Vec<u8>), StatusCode> {
    let kind = match path.rsplit('.').next() {
        Some("js") => "text/javascript",
        Some("wasm") => "application/wasm",
        Some("xml") => "text/xml",
        _ => "text/html",
    };
    let content = files.get(&path).ok_or(StatusCode::NOT_FOUND)?;
    Ok(([(CONTENT_TYPE, kind)], content.clone()))
}
