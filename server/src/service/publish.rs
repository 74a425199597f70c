//! Publishing a run: another version beside those before, with the decision that stands behind it.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use shared::assessment::Task;
use shared::ballot::Digest;
use shared::day::Day;
use shared::message::{Language, number, text};
use shared::problem::Problem;
use shared::publication::{Public, Withheld, disclose, withheld};
use shared::run::{Heading, Run};
use shared::sheet::{shows_nothing, word};
use shared::wire::{ActKind, Fact, Objection, Publication, PublicationRequest};

use super::assess::Footing;
use super::log::{self, Actor};
use super::results::Remembered;
use super::session::Caller;
use super::{Error, Kind, KnownCampaign, Site, objections, review, runs};
use crate::store::{Repositories, RunRow, StoreError};

/// The most letters of a decision's number.
const LONGEST_DECISION: usize = 200;

/// Publishes the newest run; one is made where inputs changed.
pub async fn publish(
    site: &Site,
    by: Actor,
    campaign: String,
    request: PublicationRequest,
) -> Result<Publication, Error> {
    let decision = decision(&request.decision)?;
    let (head, kept) = runs::newest(site, by.clone(), campaign.clone()).await?;
    let run: Run = parsed("a run", &kept.text)?;
    if run.campaign.practice {
        return Err(Error::conflict(Problem::new("publication.practice")));
    }
    let (position, digest, at) = (head.position, head.digest, site.now());
    if let Some(read) = request.run.filter(|read| *read != position) {
        let problem = Problem::new("publication.another_run").with("n", read).with("now", position);
        return Err(Error::conflict(problem));
    }
    let known = site.known.clone();
    site.store
        .write(move |store| {
            let versions = store.publications(&campaign)?;
            let known = known.get(store, &campaign)?;
            has_come(request.day, at, &known.campaign.settings.timezone)?;
            follows(request.day, versions.last())?;
            let reason = match versions.last() {
                None if shows_nothing(&request.reason) => String::new(),
                _ => reason(&request.reason)?,
            };
            let granted = objections::granted(store, &campaign, &request.objections)?;
            let same = |last: &&Publication| {
                last.digest == digest && last.decision == decision && last.day == request.day
            };
            if let Some(last) = versions.last().filter(same) {
                let problem = Problem::new("publication.same").with("version", last.version);
                return Err(Error::conflict(problem));
            }
            let earlier = all(store, &campaign, &versions)?;
            let published = |version| {
                let at = versions.iter().position(|it| it.version == version)?;
                earlier.get(at).map(|(run, _)| run)
            };
            objections::corrects(&granted, published, &run)?;
            let shown = disclose(&run, &earlier, last_year(store, &known)?.as_ref());
            let withheld = withheld(earlier.last().map(|(_, public)| public), &shown);
            let is_agreed = request.with_hidden_totals && request.run.is_some();
            if !versions.is_empty() && withheld.takes_away() && !is_agreed {
                return Err(Error::conflict(unasked(&withheld, position)));
            }
            let mut it = Publication {
                version: 0,
                run: position,
                digest,
                decision,
                day: request.day,
                reason,
                by: by.name().to_owned(),
                at,
            };
            it.version = store.put_publication(&campaign, &it, &shown.to_text())?;
            for objection in request.objections.iter().collect::<BTreeSet<_>>() {
                store.put_redress(&campaign, *objection, it.version)?;
            }
            written(store, &campaign, &it, &by, at)?;
            Ok(it)
        })
        .await
}

/// What everybody would read if a run were published now, beside what they read.
#[derive(Clone)]
pub struct Outlook {
    public: Public,
    before: Option<Public>,
    withheld: Withheld,
}

/// The same, by the run, the version before and that of last year's campaign.
pub type Outlooks = Remembered<Outlook, (Digest, i64, i64)>;

/// What would be held back if this run were published now. Nothing is published.
pub async fn outlook(site: &Site, campaign: String, run: i64) -> Result<Withheld, Error> {
    let (known, outlooks) = (site.known.clone(), site.outlooks.clone());
    let read = move |store: &dyn Repositories| {
        let known = known.get(store, &campaign)?;
        let row = store.runs(&campaign)?.into_iter().find(|row| row.position == run);
        let Some(row) = row else { return Ok(Withheld::default()) };
        let versions = store.publications(&campaign)?;
        Ok::<_, Error>(drafted(store, &outlooks, &known, &row, &versions)?.withheld)
    };
    site.store.read(read).await
}

/// What everybody would read if this run were published now, and what it would change for whom. Decision and reason are still open.
pub async fn preview(site: &Site, by: Actor, campaign: String, run: i64) -> Result<Shown, Error> {
    let (known, outlooks, now) = (site.known.clone(), site.outlooks.clone(), site.now());
    let read = move |store: &dyn Repositories| {
        let known = known.get(store, &campaign)?;
        let row = store.runs(&campaign)?.into_iter().find(|row| row.position == run).ok_or_else(absent)?;
        let mut versions = store.publications(&campaign)?;
        let drafted = drafted(store, &outlooks, &known, &row, &versions)?;
        let zone = TimeZone::get(&known.campaign.settings.timezone).unwrap_or(TimeZone::UTC);
        let publication = Publication {
            version: versions.last().map_or(0, |last| last.version) + 1,
            run,
            digest: row.digest,
            decision: "…".to_owned(),
            day: Day::from(now.to_zoned(zone).date()),
            reason: "…".to_owned(),
            by: by.name().to_owned(),
            at: now,
        };
        versions.push(publication.clone());
        let (public, before) = (drafted.public.clone(), drafted.before.clone());
        Ok::<_, Error>(Shown { publication, public, before, met: Vec::new(), versions })
    };
    site.store.read(read).await
}

/// What would be shown of a run beside these versions, computed once.
fn drafted(
    store: &dyn Repositories,
    outlooks: &Outlooks,
    known: &KnownCampaign,
    row: &RunRow,
    versions: &[Publication],
) -> Result<Arc<Outlook>, StoreError> {
    let campaign = &known.campaign.settings.id;
    let last = runs::before(known).map_or(Ok(0), |before| newest_version(store, before))?;
    let of = (row.digest, versions.last().map_or(0, |last| last.version), last);
    outlooks.get_or(campaign, of, || {
        let text = store.run_text(campaign, row.position)?.unwrap_or_default();
        let mut earlier = all(store, campaign, versions)?;
        let public = disclose(&parsed("a run", &text)?, &earlier, last_year(store, known)?.as_ref());
        let before = earlier.pop().map(|(_, public)| public);
        let withheld = withheld(before.as_ref(), &public);
        Ok(Outlook { public, before, withheld })
    })
}

/// The same in words, in the first version or in a correction: of what nothing is held back, nothing is said.
pub fn held_back(language: Language, it: &Withheld, is_first: bool) -> String {
    let of = [
        ("results.withheld_leaves", it.leaves),
        ("results.withheld_domains", it.domains),
        ("results.withheld_totals", it.totals),
        ("results.withheld_ranks", it.ranks),
    ];
    let of = of.into_iter().filter(|(_, units)| *units > 0);
    let of: Vec<_> =
        of.map(|(key, units)| text(language, key, &[("n", &number(language, &units.to_string()))])).collect();
    let key = if is_first { "results.withheld_first" } else { "results.withheld" };
    let said = text(language, key, &[("what", &of.join(", "))]);
    let rest = (!it.takes_away()).then(|| text(language, "results.withheld_rest", &[]));
    [said].into_iter().chain(rest).collect::<Vec<_>>().join(" ")
}

/// Totals or ranks that everybody could read would be gone: nobody publishes that without having been told, of this very run.
fn unasked(withheld: &Withheld, run: i64) -> Problem {
    let Withheld { leaves, domains, totals, ranks } = withheld;
    let problem = Problem::new("publication.totals_withheld").with("totals", totals).with("ranks", ranks);
    problem.with("domains", domains).with("leaves", leaves).with("run", run)
}

/// What last year's campaign published last.
fn last_year(store: &dyn Repositories, known: &KnownCampaign) -> Result<Option<Public>, StoreError> {
    let Some(before) = runs::before(known) else { return Ok(None) };
    let last = store.publications(before)?.pop();
    last.map(|last| shown(store, before, last.version)).transpose()
}

/// What is published was decided: a day that is still to come where the campaign is, is a slip.
fn has_come(day: Day, now: Timestamp, zone: &str) -> Result<(), Error> {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    match day.date() <= now.to_zoned(zone).date() {
        true => Ok(()),
        false => Err(Error::invalid(Problem::new("publication.day_to_come").with("day", day))),
    }
}

/// A correction is decided no earlier than what it corrects.
fn follows(day: Day, corrected: Option<&Publication>) -> Result<(), Error> {
    let Some(last) = corrected.filter(|last| day.date() < last.day.date()) else { return Ok(()) };
    let problem = Problem::new("publication.day_before").with("day", last.day);
    Err(Error::invalid(problem.with("version", last.version)))
}

/// Tells the log.
fn written(
    store: &dyn Repositories,
    campaign: &str,
    it: &Publication,
    by: &Actor,
    at: Timestamp,
) -> Result<(), StoreError> {
    log::act(ActKind::Published, it.version.to_string())
        .within(Some(campaign))
        .after(Fact::Decision, &it.decision)
        .after(Fact::Day, it.day)
        .after(Fact::Run, it.digest)
        .after(Fact::Reason, &it.reason)
        .write(store, by, at)
}

fn decision(text: &str) -> Result<String, Error> {
    if shows_nothing(text) {
        return Err(Error::invalid(Problem::new("publication.decision_blank")));
    }
    let trimmed = text.trim();
    if trimmed.chars().count() > LONGEST_DECISION || trimmed.chars().any(char::is_control) {
        let problem = Problem::new("publication.decision_too_long").with("most", LONGEST_DECISION);
        return Err(Error::invalid(problem));
    }
    // A sign that turns the line around, or that nobody sees, would stand in every file.
    word(trimmed).map_err(Error::invalid)
}

fn reason(text: &str) -> Result<String, Error> {
    if shows_nothing(text) {
        return Err(Error::invalid(Problem::new("publication.reason_needed")));
    }
    review::reason(text)
}

/// Earlier versions: the run of each, and what was shown of it.
fn all(
    store: &dyn Repositories,
    campaign: &str,
    versions: &[Publication],
) -> Result<Vec<(Run, Public)>, StoreError> {
    versions.iter().map(|version| both(store, campaign, version)).collect()
}

fn both(
    store: &dyn Repositories,
    campaign: &str,
    version: &Publication,
) -> Result<(Run, Public), StoreError> {
    let lost = |what| StoreError::unreadable(what, format!("version {} lost it", version.version));
    let text = store.run_text(campaign, version.run)?.ok_or_else(|| lost("a run"))?;
    if Digest::of(text.as_bytes()) != version.digest {
        return Err(lost("the run of its digest"));
    }
    Ok((parsed("a run", &text)?, shown(store, campaign, version.version)?))
}

/// What a version shows.
pub fn shown(store: &dyn Repositories, campaign: &str, version: i64) -> Result<Public, StoreError> {
    let text = store.published(campaign, version)?;
    let text = text.ok_or_else(|| StoreError::unreadable("a publication", "it shows nothing"))?;
    parsed("a publication", &text)
}

fn parsed<T: serde::de::DeserializeOwned>(what: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::unreadable(what, error))
}

/// The versions of a campaign, for the office.
pub async fn list(site: &Site, campaign: String) -> Result<Vec<Publication>, Error> {
    let known = site.known.clone();
    let list = move |store: &dyn Repositories| {
        known.get(store, &campaign)?;
        Ok::<_, Error>(store.publications(&campaign)?)
    };
    site.store.read(list).await
}

/// A version as everybody may see it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// It.
    pub publication: Publication,
    /// What it shows.
    pub public: Public,
    /// What the version before it showed.
    pub before: Option<Public>,
    /// The granted objections that it corrects.
    pub met: Vec<Objection>,
    /// All versions, the oldest first.
    pub versions: Vec<Publication>,
}

impl Shown {
    /// The version that it corrects.
    pub fn corrected(&self) -> Option<&Publication> {
        self.versions.iter().find(|it| it.version == self.publication.version - 1)
    }
}

/// The version that shows the same run as the newest one and stands before it: between the two nothing changes for anybody.
pub fn repeated(versions: &[Publication]) -> Option<&Publication> {
    let (last, before) = versions.split_last()?;
    before.last().filter(|before| before.digest == last.digest)
}

/// Each campaign of which something is published, with its newest version.
pub async fn newest(site: &Site) -> Result<Vec<(String, i64)>, Error> {
    site.store
        .read(|store| {
            let mut all = Vec::new();
            for head in store.heads()? {
                let last = store.publications(&head.id)?.pop();
                all.extend(last.map(|last| (head.id, last.version)));
            }
            Ok(all)
        })
        .await
}

/// What stands at the head of these versions, by decision: the newest first.
pub async fn headings(
    site: &Site,
    versions: Vec<(String, i64)>,
) -> Result<Vec<(Publication, Heading)>, Error> {
    let mut all = Vec::new();
    for (campaign, version) in versions {
        let shown = read(site, campaign, version).await?;
        all.push((shown.publication, shown.public.campaign));
    }
    all.sort_by_key(|(it, _)| Reverse((it.day, it.at)));
    Ok(all)
}

/// How many versions there are of a campaign: 0 of one that is not here, and of one of which nothing is published.
pub async fn versions(site: &Site, campaign: String) -> Result<i64, Error> {
    site.store.read(move |store| Ok::<_, Error>(newest_version(store, &campaign)?)).await
}

fn newest_version(store: &dyn Repositories, campaign: &str) -> Result<i64, StoreError> {
    Ok(store.publications(campaign)?.last().map_or(0, |last| last.version))
}

/// The newest version, for who may read what was said of a unit.
pub async fn newest_for(site: &Site, caller: Caller, campaign: String, unit: String) -> Result<i64, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .read(move |store| {
            Footing::open(store, &known, &caller, &campaign, now)?.may(Task::Read, &unit)?;
            store.publications(&campaign)?.last().map(|last| last.version).ok_or_else(absent)
        })
        .await
}

/// A version that is published.
pub async fn read(site: &Site, campaign: String, version: i64) -> Result<Shown, Error> {
    site.store
        .read(move |store| {
            let versions = store.publications(&campaign)?;
            let find = |version| versions.iter().find(|it| it.version == version);
            let publication = find(version).cloned().ok_or_else(absent)?;
            let before = find(version - 1).map(|it| shown(store, &campaign, it.version)).transpose()?;
            let met = objections::met_by(store, &campaign, version)?;
            Ok(Shown { met, public: shown(store, &campaign, version)?, publication, before, versions })
        })
        .await
}

/// Nothing is published there: the same of a campaign that is here and of one that is not.
pub fn absent() -> Error {
    Error::Refused(Kind::Absent, Problem::new("publication.absent"))
}
