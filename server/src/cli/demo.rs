//! `parindex demo`: serves a sample. What is missing of it is loaded first: the campaign closed with its results, a
//! practice campaign of the same package, and accounts to try them with.

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use jiff::{Span, civil::Date};
use shared::campaign::{Campaign, practice};
use shared::day::Day;
use shared::message::{Language, text};
use shared::problem::Problem;

use super::report::{Failure, say};
use super::stop::unless_told;
use super::{import, sample_accounts, serve};
use crate::files::Files;
use crate::folder;
use crate::service::import::Import;
use crate::service::log::Actor;
use crate::service::{Error, Site};
use crate::start::open;

/// A practice survey has been open so long, and stays open longer than anybody tries it out.
const OPEN_DAYS: (i64, i64) = (30, 180);

/// What to show, and where.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    serve: serve::Arguments,
    /// The package of the sample, with its ballots.jsonl and assessments.jsonl.
    #[arg(long)]
    package: PathBuf,
}

/// Loads what is missing, then serves.
pub async fn run(arguments: Arguments, language: Language) -> Result<(), Failure> {
    let config = arguments.serve.config()?;
    let _claim = folder::claim(&config.data)?;
    let site = open(&config)?;
    let file = config.data.join("sample-accounts.json");
    let accounts = sample_accounts::load_or_make(&site, &file)?;
    if is_lacking(&site).await? {
        let files = Files::of(&config.data);
        unless_told(load(&site, &files, &arguments.package, language)).await?;
    }
    let open_one = reopen_practice(&site).await?;
    sample_accounts::make_missing(&site, &accounts, &open_one).await?;
    println!("{}", text(language, "server.demo_accounts", &[("file", &file.display().to_string())]));
    for account in &accounts {
        let params = [("account", account.username.as_str()), ("password", account.password.as_str())];
        println!("  {}", text(language, account.said, &params));
    }
    serve::until_stopped(&config, site, language).await
}

/// Whether not all of the sample is in the store yet. Reading workbooks takes its time: a second start does without.
async fn is_lacking(site: &Site) -> Result<bool, Failure> {
    Ok(site.store.read::<_, Error>(|store| Ok(store.heads()?.len())).await? < 2)
}

/// Loads the campaign closed, and beside it the practice campaign.
async fn load(site: &Site, files: &Files, package: &Path, language: Language) -> Result<(), Failure> {
    let opened = import::opened(package, false)?;
    let (campaign, warnings) = import::whole(&opened, false)?;
    say(language, &warnings);
    let kept = files.keep(&opened.archive())?;
    let beside = |name: &str| Some(package.join(name)).filter(|file| file.exists());
    let today = site.now().to_zoned(zone(&campaign)).date();
    let (opens, closes) = survey_around(today)?;
    let id = format!(
        "{}-tap-huan",
        campaign.settings.id.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-')
    );
    let open_one =
        practice(campaign.clone(), &id, today.year().into(), &opens.to_string(), &closes.to_string())
            .map_err(Failure::Refused)?;
    let sample = Import {
        ballots: beside("ballots.jsonl").as_deref().map(import::file).transpose()?,
        assessments: beside("assessments.jsonl").as_deref().map(import::file).transpose()?,
        adjustments: beside("adjustments.jsonl").as_deref().map(import::file).transpose()?,
        close: Some(import::closing(language, site.now())),
        package: Some(kept),
        over: None,
        by: Actor::Command,
        campaign,
    };
    for request in [sample, Import { package: Some(kept), ..Import::of(open_one) }] {
        let id = request.campaign.settings.id.clone();
        let imported = import::load(site, request, false).await?;
        println!("{}", import::said(language, &id, &imported));
    }
    Ok(())
}

/// The practice campaign; its survey is moved on where it has run out.
async fn reopen_practice(site: &Site) -> Result<Campaign, Failure> {
    let known = site.known.clone();
    let all = site
        .store
        .read::<_, Error>(move |store| {
            let heads = store.heads()?;
            heads
                .iter()
                .map(|head| Ok(known.get(store, &head.id)?.campaign.clone()))
                .collect::<Result<Vec<_>, _>>()
        })
        .await?;
    let mut campaign = all
        .into_iter()
        .find(|campaign| campaign.settings.practice)
        .ok_or_else(|| Failure::Refused(Problem::new("demo.other_campaigns")))?;
    let today = site.now().to_zoned(zone(&campaign)).date();
    if campaign.settings.survey_closes < Day::from(today) {
        let (opens, closes) = survey_around(today)?;
        campaign.settings.survey_opens = opens;
        campaign.settings.survey_closes = closes;
        campaign.definitions = campaign.for_tablet(&[]).definitions;
        let request = Import::of(campaign.clone());
        import::load(site, request, false).await?;
    }
    Ok(campaign)
}

fn survey_around(today: Date) -> Result<(Day, Day), Failure> {
    let day = |days: i64| today.checked_add(Span::new().days(days)).map_err(anyhow::Error::from);
    Ok((day(-OPEN_DAYS.0)?.into(), day(OPEN_DAYS.1)?.into()))
}

fn zone(campaign: &Campaign) -> TimeZone {
    TimeZone::get(&campaign.settings.timezone).unwrap_or(TimeZone::UTC)
}
