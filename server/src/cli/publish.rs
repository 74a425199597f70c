//! `parindex publish`: publishes the newest run of a campaign, or a correction.

use std::path::PathBuf;

use shared::day::Day;
use shared::message::{Language, text};
use shared::wire::PublicationRequest;

use super::report::{Failure, explained, site_in};
use crate::service::log::Actor;
use crate::service::{objections, publish, runs};

/// What to publish, and by which decision.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folder of the data.
    #[arg(long, env = "PARINDEX_DATA", default_value = "data")]
    data: PathBuf,
    /// The campaign's id.
    #[arg(long, value_name = "ID")]
    campaign: String,
    /// The decision by which it is published, as it is cited.
    #[arg(long, value_name = "TEXT")]
    decision: String,
    /// The date of the decision, such as 2026-12-31.
    #[arg(long, value_name = "DAY")]
    date: Day,
    /// Why it is corrected: from the second version on.
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
    /// The number of a granted objection that it corrects; may be given several times.
    #[arg(long = "objection", value_name = "N")]
    objections: Vec<i64>,
    /// The number of the run that was read: if another one is the newest, nothing is published.
    #[arg(long, value_name = "N")]
    run: Option<i64>,
    /// Publish that run although totals or ranks are held back that the version before showed.
    #[arg(long, requires = "run")]
    with_hidden_totals: bool,
}

/// Publishes. A server may run beside it on the same data.
pub async fn run(arguments: Arguments, language: Language) -> Result<(), Failure> {
    let Arguments { data, campaign, decision, date, reason, objections, run, with_hidden_totals } = arguments;
    let site = site_in(&data)?;
    let newest = runs::newest(&site, Actor::Command, campaign.clone()).await;
    let (head, _) = explained(&site, newest).await?;
    let withheld = publish::outlook(&site, campaign.clone(), head.position).await?;
    if !withheld.is_nothing() {
        let is_first = publish::list(&site, campaign.clone()).await?.is_empty();
        println!("{}", publish::held_back(language, &withheld, is_first));
    }
    let request = PublicationRequest { decision, day: date, reason, objections, run, with_hidden_totals };
    let made = publish::publish(&site, Actor::Command, campaign.clone(), request).await;
    let made = explained(&site, made).await?;
    let (version, run) = (made.version.to_string(), made.run.to_string());
    let address = format!("/p/{campaign}/{version}");
    let params = [("version", &*version), ("run", &run), ("address", &address)];
    println!("{}", text(language, "server.published", &params));
    let versions = publish::list(&site, campaign.clone()).await?;
    if let Some(before) = publish::repeated(&versions) {
        let version = before.version.to_string();
        println!("{}", text(language, "server.published_same", &[("version", &version)]));
    }
    for said in objections::when(&site, campaign, language).await? {
        println!("{said}");
    }
    Ok(())
}
