//! A script that speaks to the server over HTTP, as a person of the demo.

use std::time::Duration;

use anyhow::{Context, ensure};
use reqwest::StatusCode;
use shared::ballot::Sealed;
use shared::form::FormDefinition;
use shared::wire::{AccountChange, BallotPage, BallotRow, SignIn};
use uuid::Uuid;

use crate::served::Served;

/// How long a connection may rest and be used again: the server ends one that rests longer, maybe at the moment it is used.
const REST: Duration = Duration::from_secs(5);

/// What asks over HTTP.
pub fn http() -> anyhow::Result<reqwest::Client> {
    server::crypto::install();
    Ok(reqwest::Client::builder().pool_idle_timeout(REST).build()?)
}

/// A signed-in client.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    url: String,
    token: String,
}

impl Client {
    /// Signs in with the password that the demo generated.
    pub async fn sign_in(served: &Served, username: &str) -> anyhow::Result<Self> {
        Self::sign_in_with(served, username, &served.password(username)?).await
    }

    /// Signs in with this password.
    pub async fn sign_in_with(served: &Served, username: &str, password: &str) -> anyhow::Result<Self> {
        let (http, url) = (http()?, served.url());
        let body = SignIn { username: username.to_owned(), password: password.to_owned() };
        let answer = http.post(format!("{url}/api/session?bearer=true")).json(&body).send().await?;
        // Nothing else of the answer, so that an earlier version can be measured beside.
        let person: serde_json::Value = answer.error_for_status()?.json().await?;
        let token = person["token"].as_str().context("a token was asked for")?.to_owned();
        Ok(Self { http, url, token })
    }

    /// The token, for a script in a page.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The JSON at a path.
    pub async fn get(&self, path: &str) -> anyhow::Result<serde_json::Value> {
        Ok(self.open(path).await?.json().await?)
    }

    /// The answer at a path, to be read on from.
    pub async fn open(&self, path: &str) -> anyhow::Result<reqwest::Response> {
        let answer = self.http.get(format!("{}{path}", self.url)).bearer_auth(&self.token).send().await?;
        Ok(answer.error_for_status()?)
    }

    /// The status of the answer at a path.
    pub async fn status(&self, path: &str) -> anyhow::Result<StatusCode> {
        let answer = self.http.get(format!("{}{path}", self.url)).bearer_auth(&self.token).send().await?;
        Ok(answer.status())
    }

    /// Posts JSON; returns the status and the answer's text.
    pub async fn post(&self, path: &str, body: &serde_json::Value) -> anyhow::Result<(StatusCode, String)> {
        let answer =
            self.http.post(format!("{}{path}", self.url)).bearer_auth(&self.token).json(body).send().await?;
        Ok((answer.status(), answer.text().await?))
    }

    /// Sends a form of a page, as it is encoded.
    pub async fn fill(&self, path: &str, form: &str) -> anyhow::Result<()> {
        let answer = self.http.post(format!("{}{path}", self.url)).bearer_auth(&self.token);
        let answer = answer.header("content-type", "application/x-www-form-urlencoded").body(form.to_owned());
        answer.send().await?.error_for_status()?;
        Ok(())
    }

    /// Puts JSON; returns the status and the answer's text.
    pub async fn put(&self, path: &str, body: &serde_json::Value) -> anyhow::Result<(StatusCode, String)> {
        let answer =
            self.http.put(format!("{}{path}", self.url)).bearer_auth(&self.token).json(body).send().await?;
        Ok((answer.status(), answer.text().await?))
    }

    /// Puts bytes; returns the status and the answer's text.
    pub async fn put_bytes(&self, path: &str, bytes: Vec<u8>) -> anyhow::Result<(StatusCode, String)> {
        let answer =
            self.http.put(format!("{}{path}", self.url)).bearer_auth(&self.token).body(bytes).send().await?;
        Ok((answer.status(), answer.text().await?))
    }

    /// Changes an account, as an admin.
    pub async fn change_account(&self, username: &str, change: &AccountChange) -> anyhow::Result<()> {
        let address = format!("{}/api/accounts/{username}", self.url);
        let answer = self.http.patch(address).bearer_auth(&self.token).json(change).send().await?;
        answer.error_for_status()?;
        Ok(())
    }

    /// The ballots of a campaign as the office lists them, the newest first.
    pub async fn ballots(&self, campaign: &str) -> anyhow::Result<Vec<BallotRow>> {
        let page = self.get(&format!("/api/campaigns/{campaign}/ballots")).await?;
        Ok(serde_json::from_value::<BallotPage>(page)?.ballots)
    }

    /// The current definition of a form.
    pub async fn definition(&self, campaign: &str, form: &str) -> anyhow::Result<FormDefinition> {
        let campaign: shared::campaign::Campaign =
            serde_json::from_value(self.get(&format!("/api/campaigns/{campaign}")).await?)?;
        campaign.definition(form).cloned().with_context(|| format!("the campaign has {form}"))
    }

    /// Sends a sealed ballot; fails unless the server holds it.
    pub async fn put_ballot(&self, campaign: &str, sealed: &Sealed) -> anyhow::Result<(StatusCode, String)> {
        let id: Uuid = shared::ballot::Ballot::open(&sealed.bytes)?.header.id;
        let answer = self
            .http
            .put(format!("{}/api/campaigns/{campaign}/ballots/{id}", self.url))
            .bearer_auth(&self.token)
            .body(sealed.bytes.clone())
            .send()
            .await?;
        let status = answer.status();
        let text = answer.text().await?;
        ensure!(status.is_success(), "{status}: {text}");
        Ok((status, text))
    }
}
