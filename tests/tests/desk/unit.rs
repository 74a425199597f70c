//! A unit of the practice campaign with its people: `cb` of its staff, `ld` its head, and a browser in which one of them works.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};
use shared::ballot::Digest;
use shared::wire::{Entry, Evidence, UnitRecord};
use tests::browser::Browser;
use tests::client::Client;
use tests::demo::PRACTICE;
use tests::hand::sign_in;
use tests::served::Served;
use tests::year::{PASSWORD, another};

/// How long a screen may take to show what it was asked for.
pub const SOON: Duration = Duration::from_secs(60);
/// The unit of the stories.
pub const UNIT: &str = "SNV";
/// Of its staff.
pub const STAFF: &str = "cb";
/// Its head.
pub const HEAD: &str = "ld";

/// The unit, its people, and a browser.
pub struct Unit {
    pub served: Served,
    pub admin: Client,
    pub browser: Browser,
    people: BTreeMap<&'static str, Client>,
}

impl Unit {
    /// Self-scoring is open; nobody has signed in yet.
    pub async fn begin(units: &[&str]) -> anyhow::Result<Self> {
        let served = Served::start();
        let admin = Client::sign_in(&served, "admin").await?;
        let mut people = BTreeMap::new();
        for (username, role) in [(STAFF, "unit"), (HEAD, "head")] {
            let at = |unit: &&str| json!({ "role": role, "campaign": PRACTICE, "place": unit });
            let give: Vec<Value> = units.iter().map(at).collect();
            let account =
                json!({ "username": username, "name": username, "password": PASSWORD, "give": give });
            let (status, text) = admin.post("/api/accounts", &account).await?;
            anyhow::ensure!(status.is_success(), "{text}");
            people.insert(username, Client::sign_in_with(&served, username, PASSWORD).await?);
        }
        let unit = Self { served, admin, browser: Browser::open().await?, people };
        unit.browser.set_size(1440, 900).await?;
        unit.phase(true).await?;
        Ok(unit)
    }

    /// Opens self-scoring, or closes it.
    pub async fn phase(&self, open: bool) -> anyhow::Result<()> {
        self.turn("self_scoring", open).await
    }

    /// Opens a phase, or closes it.
    pub async fn turn(&self, phase: &str, open: bool) -> anyhow::Result<()> {
        let change = json!({ "phase": phase, "open": open, "reason": "theo kế hoạch" });
        let (status, text) = self.admin.post(&format!("/api/campaigns/{PRACTICE}/phases"), &change).await?;
        anyhow::ensure!(status.is_success(), "{text}");
        Ok(())
    }

    /// Signs a person in at the first screen, in this browser.
    pub async fn enter(&self, username: &str) -> anyhow::Result<()> {
        self.browser.goto(self.served.url()).await?;
        sign_in(&self.browser, username, PASSWORD).await?;
        self.browser.find("[data-stage], [data-desk]").await?;
        // Home gives way to the part of the app that tells what waits, once that is kept.
        let own = "location.pathname !== '/' || localStorage.getItem('parindex.part') &&
            performance.getEntriesByType('resource').every(it => !it.name.includes('/assets/tablet-'))";
        Ok(self.browser.wait_until(own, SOON).await?)
    }

    /// Opens the killed browser again. Chromium writes cookies down every half a minute: one signs in again.
    pub async fn enter_again(&mut self, username: &str) -> anyhow::Result<()> {
        self.browser.reopen().await?;
        self.sign_in_again(username).await
    }

    /// Signs a person in again, who is known here and not to the server.
    pub async fn sign_in_again(&self, username: &str) -> anyhow::Result<()> {
        self.browser.set_size(1440, 900).await?;
        self.browser.goto(format!("{}/sign-in", self.served.url())).await?;
        sign_in(&self.browser, username, PASSWORD).await?;
        self.browser.find("[data-stage], [data-desk]").await?;
        Ok(())
    }

    /// The address of a screen of a unit.
    pub fn at(&self, unit: &str, rest: &str) -> String {
        format!("{}/unit/{PRACTICE}/{unit}{rest}", self.served.url())
    }

    /// Goes to a leaf and waits for its fields.
    pub async fn open_leaf(&self, leaf: &str) -> anyhow::Result<()> {
        self.browser.goto(self.at(UNIT, &format!("/leaves/{leaf}"))).await?;
        self.browser.find(&format!("[data-typed-form='{leaf}']")).await?;
        Ok(())
    }

    /// Waits until the line below the fields says so.
    pub async fn kept(&self, state: &str) -> anyhow::Result<()> {
        let says = format!("document.querySelector('[data-kept]')?.dataset.kept === '{state}'");
        Ok(self.browser.wait_until(&says, SOON).await?)
    }

    /// What stands in a field.
    pub async fn value(&self, css: &str) -> anyhow::Result<String> {
        let script = format!("return document.querySelector(\"{css}\")?.value ?? ''");
        let found = self.browser.driver().execute(&script, vec![]).await?;
        Ok(found.json().as_str().unwrap_or_default().to_owned())
    }

    /// What the server holds of a unit.
    pub async fn record(&self, unit: &str) -> anyhow::Result<UnitRecord> {
        let path = format!("/api/campaigns/{PRACTICE}/units/{unit}/assessment");
        Ok(serde_json::from_value(self.admin.get(&path).await?)?)
    }

    /// A leaf by steps that the unit scores itself, with the most that it gives.
    pub async fn leaf(&self) -> anyhow::Result<String> {
        let record = self.record(UNIT).await?;
        let by_steps = |node: &&shared::campaign::Criterion| {
            node.leaf.as_ref().is_some_and(|leaf| {
                leaf.rule == Some(shared::campaign::Rule::Steps)
                    && leaf.steps.is_empty()
                    && leaf.max_points >= shared::points::Points::whole(1)
            })
        };
        Ok(record.criteria.iter().find(by_steps).expect("there is one").code.clone())
    }

    /// The versions of a leaf that the server holds: who, and the explanation.
    pub async fn versions(&self, leaf: &str) -> anyhow::Result<Vec<(String, String)>> {
        let record = self.record(UNIT).await?;
        let found = record.leaves.into_iter().find(|it| it.leaf == leaf).unwrap_or_default();
        Ok(found.entries.into_iter().map(|it| (it.by, it.said.note)).collect())
    }

    /// Waits until the server holds so many versions of a leaf.
    pub async fn wait_versions(&self, leaf: &str, n: usize) -> anyhow::Result<Vec<(String, String)>> {
        for _ in 0..300 {
            let versions = self.versions(leaf).await?;
            if versions.len() >= n {
                return Ok(versions);
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        anyhow::bail!("never {n} versions of {leaf}:\n{}", self.browser.visible_text().await?)
    }

    /// Says something of a leaf as another person, by a script.
    pub async fn says(&self, username: &str, leaf: &str, entry: &Entry, over: &[i64]) -> anyhow::Result<()> {
        let id = another();
        let path = format!("/api/campaigns/{PRACTICE}/units/{UNIT}/leaves/{leaf}/entries/{id}");
        let (status, text) =
            self.people[username].put(&path, &json!({ "over": over, "said": entry })).await?;
        anyhow::ensure!(status.is_success(), "{text}");
        Ok(())
    }

    /// Gives a file as one of the staff, by a script; this is where it is read.
    pub async fn gives(&self, name: &str, bytes: &[u8]) -> anyhow::Result<String> {
        let path = format!("/api/campaigns/{PRACTICE}/units/{UNIT}/files/{}", Digest::of(bytes));
        let name: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let chunk = format!("{path}/upload?from=0&bytes={}&name={name}", bytes.len());
        let (status, text) = self.people[STAFF].put_bytes(&chunk, bytes.to_vec()).await?;
        anyhow::ensure!(status.is_success(), "{text}");
        Ok(path)
    }

    /// Takes a step of the submission as this person, by a script.
    pub async fn steps(&self, username: &str, step: &str, entries: i64) -> anyhow::Result<()> {
        let path = format!("/api/campaigns/{PRACTICE}/units/{UNIT}/submissions");
        let (status, text) =
            self.people[username].post(&path, &json!({ "step": step, "entries": entries })).await?;
        anyhow::ensure!(status.is_success(), "{text}");
        Ok(())
    }

    /// Ends well only where the page complained of nothing.
    pub async fn close(self) -> anyhow::Result<()> {
        assert_eq!(self.browser.complaints().await?, Vec::<String>::new());
        self.browser.close_all().await
    }
}

/// One point with an explanation and a document.
pub fn entry(note: &str) -> Entry {
    let evidence = vec![Evidence { number: "12/QĐ-UBND".to_owned(), ..Evidence::default() }];
    Entry {
        points: Some(shared::points::Points::whole(1)),
        note: note.to_owned(),
        evidence,
        ..Entry::default()
    }
}
