//! A respondent as tests play one: codes, pages and forms, and what a person says on them.

use std::collections::BTreeMap;

use reqwest::{Method, Response};
use server::service::log::Actor;
use server::service::respond::{Batch, invite};
use shared::ballot::{BallotLine, Status};
use shared::check::Forms;

use crate::client::Client;
use crate::sample::{self, ID, ballot, lines};
use crate::served::Served;

/// Codes for a form at a place.
pub async fn codes(served: &Served, form: &str, place: &str, number: u32) -> Vec<String> {
    let last_day = "2019-11-30".parse().unwrap();
    let batch = Batch { form: form.into(), place: place.into(), number: Some(number), last_day, key: None };
    let made = invite(&served.site, Actor::Command, ID.to_owned(), batch).await.unwrap();
    made.codes.iter().map(ToString::to_string).collect()
}

/// Fills a form in.
pub async fn fill(client: &Client, path: &str, fields: &[(String, String)]) -> Response {
    let form = "application/x-www-form-urlencoded";
    let body = serde_urlencoded::to_string(fields).unwrap();
    client.request(Method::POST, path).header("content-type", form).body(body).send().await.unwrap()
}

/// The page behind an answer.
pub async fn page(answer: Response) -> String {
    let status = answer.status();
    let text = answer.text().await.unwrap();
    assert!(status.is_success(), "{status}: {text}");
    text
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let value = rest.split('"').next()?;
    Some(value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
}

/// The fields of the first form of a page, filled in with these answers by path, as a browser sends them.
pub fn filled(page: &str, answers: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let form = page.split("<form").nth(1).and_then(|rest| rest.split("</form>").next()).unwrap();
    let mut fields = Vec::new();
    for tag in
        form.split('<').filter(|tag| ["input", "select", "textarea"].iter().any(|it| tag.starts_with(it)))
    {
        let tag = tag.split('>').next().unwrap();
        let Some(name) = attribute(tag, "name") else { continue };
        let value = attribute(tag, "value").unwrap_or_default();
        match attribute(tag, "type").as_deref() {
            Some("hidden") => fields.push((name, value)),
            Some("radio") if answers.get(&name) == Some(&value) => fields.push((name, value)),
            Some("radio") => {}
            Some("checkbox") => {
                let (path, option) = name.split_once('#').unwrap();
                if answers.get(path).is_some_and(|chosen| chosen.split(' ').any(|it| it == option)) {
                    fields.push((name, value));
                }
            }
            _ => {
                let answer = answers.get(&name).cloned().unwrap_or_default();
                fields.push((name, answer));
            }
        }
    }
    fields
}

/// The button that is pressed.
pub fn step(name: &str) -> Vec<(String, String)> {
    vec![("step".to_owned(), name.to_owned())]
}

/// What is sent from the last page: what claims the ballot goes along.
pub fn sending(last: &str) -> Vec<(String, String)> {
    [filled(last, &[].into()), step("send")].concat()
}

/// What a page shows to claim the ballot by.
pub fn claim(page: &str) -> String {
    let shown = page.split("<p class=\"claim\"").nth(1).and_then(|rest| rest.split('>').nth(1));
    shown.and_then(|rest| rest.strip_suffix("</p")).unwrap_or_else(|| panic!("{page}")).to_owned()
}

/// Agrees, and answers up to the last page; gives the pages. Each step is sent as often as `times` says.
pub async fn answer(
    client: &Client,
    code: &str,
    answers: &BTreeMap<String, String>,
    times: usize,
) -> Vec<String> {
    let path = format!("/a/{code}");
    let mut pages = vec![page(fill(client, &path, &step("agree")).await).await];
    while !pages.last().unwrap().contains("value=\"send\"") {
        let last = pages.last().unwrap();
        let mut fields = filled(last, answers);
        fields.extend(step("next"));
        let mut next = String::new();
        for _ in 0..times {
            next = page(fill(client, &path, &fields).await).await;
        }
        assert_ne!(&next, last, "it goes on: {fields:?}");
        pages.push(next);
        assert!(pages.len() < 200);
    }
    pages
}

/// A line of the sample, and its answers by path.
pub fn told(form: &str, is: impl Fn(&BallotLine) -> bool) -> (BallotLine, BTreeMap<String, String>) {
    let of_form = |line: &&BallotLine| line.form == form && line.status == Status::Valid && is(line);
    let line = lines().iter().find(of_form).unwrap().clone();
    let campaign = sample::campaign();
    let zone = jiff::tz::TimeZone::get(&campaign.settings.timezone).unwrap();
    let answers = Forms::of(campaign, zone).copied(campaign, &ballot(&line));
    (line, answers.into_iter().collect())
}

/// All ballots of the campaign.
pub async fn ballots(served: &Served) -> Vec<BallotLine> {
    let admin = served.sign_in("admin").await;
    let text = page(admin.get(&format!("/api/campaigns/{ID}/ballots.jsonl")).await).await;
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
