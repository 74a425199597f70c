//! A unit objects to a published point while the phase of publication is open for it; an admin answers once; and what is granted
//! is corrected by a version that names it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use shared::assessment::{Barred, Standing, Task, end, is_open, window};
use shared::message::{Language, text};
use shared::problem::Problem;
use shared::run::Run;
use shared::wire::{
    ActKind, EvidenceFile, Fact, NewObjection, NewReply, Objection, Phase, Publication, Reply,
};

use super::assess::{Footing, last_day, local, names_of, zone_of};
use super::log::{self, Actor};
use super::session::Caller;
use super::{Error, Kind, Site, publish, review};
use crate::store::{Repositories, StoreError};

/// A unit objects to the points of a leaf in the newest version.
pub async fn object(
    site: &Site,
    caller: Caller,
    campaign: String,
    unit: String,
    it: NewObjection,
) -> Result<Objection, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .write(move |store| {
            let footing = Footing::open(store, &known, &caller, &campaign, now)?;
            footing.may(Task::Object, &unit)?;
            let version = store.publications(&campaign)?.last().map(|last| last.version);
            let version = version.ok_or_else(publish::absent)?;
            footing.leaf(&unit, &it.leaf)?;
            let reason = review::reason(&it.reason)?;
            for digest in &it.evidence {
                if store.evidence_file(&campaign, &unit, digest)?.is_none() {
                    let problem = Problem::new("objection.evidence").with("digest", digest);
                    return Err(Error::invalid(problem));
                }
            }
            let waits =
                |other: &&Objection| other.unit == unit && other.leaf == it.leaf && other.reply.is_none();
            if let Some(other) = store.objections(&campaign)?.iter().find(waits) {
                let problem =
                    Problem::new("objection.waits").with("n", other.position).with("code", &it.leaf);
                return Err(Error::conflict(problem));
            }
            let mut objection = Objection {
                position: 0,
                version,
                unit,
                leaf: it.leaf,
                reason,
                evidence: it.evidence,
                by: caller.username.clone(),
                at: now,
                reply: None,
                met: None,
            };
            objection.position = store.put_objection(&campaign, &objection)?;
            log::act(ActKind::Objected, format!("{} {}", objection.unit, objection.leaf))
                .within(Some(&campaign))
                .after(Fact::Reason, &objection.reason)
                .write(store, &Actor::from(&caller), now)?;
            Ok(objection)
        })
        .await
}

/// Answers an objection, once.
pub async fn answer(
    site: &Site,
    caller: Caller,
    campaign: String,
    position: i64,
    it: NewReply,
) -> Result<Objection, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .write(move |store| {
            let mut objection = find(store, &campaign, position)?;
            Footing::open(store, &known, &caller, &campaign, now)?.may(Task::Redress, &objection.unit)?;
            let reply = Reply {
                granted: it.granted,
                reason: review::reason(&it.reason)?,
                by: caller.username.clone(),
                at: now,
            };
            if objection.reply.is_some() {
                return Err(Error::conflict(Problem::new("objection.answered").with("n", position)));
            }
            store.put_reply(&campaign, position, &reply)?;
            let kind = if reply.granted { ActKind::ObjectionGranted } else { ActKind::ObjectionRefused };
            log::act(kind, format!("{} {}", objection.unit, objection.leaf))
                .within(Some(&campaign))
                .after(Fact::Reason, &reply.reason)
                .write(store, &Actor::from(&caller), now)?;
            objection.reply = Some(reply);
            Ok(objection)
        })
        .await
}

/// All objections, for the office.
pub async fn list(site: &Site, campaign: String) -> Result<Vec<Objection>, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            known.get(store, &campaign)?;
            Ok::<_, Error>(store.objections(&campaign)?)
        })
        .await
}

/// What the people are called who published these versions, objected to them and answered, by their accounts.
pub async fn names(
    site: &Site,
    versions: &[Publication],
    objections: &[Objection],
) -> Result<BTreeMap<String, String>, Error> {
    let people = versions.iter().map(|it| &*it.by).chain(people(objections));
    let people: BTreeSet<String> = people.map(str::to_owned).collect();
    site.store
        .read(move |store| Ok::<_, Error>(names_of(store, people.iter().map(String::as_str).collect())?))
        .await
}

/// The files of each unit that objected, which objections name by digest.
pub async fn files(
    site: &Site,
    campaign: String,
    objections: &[Objection],
) -> Result<BTreeMap<String, Vec<EvidenceFile>>, Error> {
    let units: BTreeSet<String> = objections.iter().map(|it| it.unit.clone()).collect();
    let of = move |store: &dyn Repositories| {
        let files = |unit: String| Ok((unit.clone(), store.evidence_of(&campaign, &unit)?));
        units.into_iter().map(files).collect::<Result<_, StoreError>>().map_err(Error::from)
    };
    site.store.read(of).await
}

/// The accounts of who objected and answered.
fn people(objections: &[Objection]) -> impl Iterator<Item = &str> {
    objections.iter().flat_map(|it| {
        let answered = it.reply.as_ref().map(|reply| &*reply.by);
        answered.into_iter().chain([&*it.by])
    })
}

/// Those of a unit.
pub async fn of_unit(
    site: &Site,
    caller: Caller,
    campaign: String,
    unit: String,
) -> Result<Vec<Objection>, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .read(move |store| {
            let footing = Footing::open(store, &known, &caller, &campaign, now)?;
            footing.may(Task::Read, &unit)?;
            let all = store.objections(&campaign)?.into_iter();
            Ok::<_, Error>(all.filter(|it| it.unit == unit).collect())
        })
        .await
}

/// What a unit's published page says of objections: those that there are, and whether who reads it may object now.
pub struct Objecting {
    /// The unit's own, with what was answered.
    pub objections: Vec<Objection>,
    /// The files that the unit gave, which an objection may name.
    pub files: Vec<EvidenceFile>,
    /// Whether who reads may object, or why not.
    pub may: Result<(), Barred>,
    /// When the phase opens, or opened.
    pub opens: Option<Timestamp>,
    /// Until just before when it is open for the unit.
    pub until: Option<Timestamp>,
    /// What the people are called who objected and answered, by their accounts.
    pub names: BTreeMap<String, String>,
    /// The time.
    pub now: Timestamp,
}

/// The same for one who reads the page.
pub async fn objecting(
    site: &Site,
    caller: Caller,
    campaign: String,
    unit: String,
) -> Result<Objecting, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .read(move |store| {
            let footing = Footing::open(store, &known, &caller, &campaign, now)?;
            footing.may(Task::Read, &unit)?;
            let mut objections = store.objections(&campaign)?;
            objections.retain(|it| it.unit == unit);
            let names = names_of(store, people(&objections).collect())?;
            Ok::<_, Error>(Objecting {
                files: store.evidence_of(&campaign, &unit)?,
                may: footing.judge(Task::Object, &unit),
                opens: window(&footing.calendar, Phase::Publication).map(|window| window.opens),
                until: end(&footing.calendar, Phase::Publication, Some(&unit)),
                objections,
                names,
                now,
            })
        })
        .await
}

/// Which phases are open, and when units can object to what is published, in words: publishing opens no phase.
pub async fn when(site: &Site, campaign: String, language: Language) -> Result<[String; 2], Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .read(move |store| {
            let zone = zone_of(&known.get(store, &campaign)?.campaign)?;
            let calendar = store.calendar(&campaign)?;
            let open = Phase::ALL.into_iter().filter(|phase| is_open(&calendar, *phase, None, now));
            let open: Vec<String> = open.map(|phase| text(language, phase.text_key(), &[])).collect();
            let phases = match &open[..] {
                [] => text(language, "results.phases_none", &[]),
                open => text(language, "results.phases_open", &[("phases", &open.join(", "))]),
            };
            let (key, at) = match Standing::of(&calendar, Phase::Publication, now) {
                Standing::Never => ("results.objecting_never", String::new()),
                Standing::Coming(at) => ("results.objecting_from", local(at, &zone)),
                Standing::Open(None) => ("results.objecting_now", String::new()),
                Standing::Open(Some(at)) => ("results.objecting_until", last_day(at, &zone)),
                Standing::Over(at) => ("results.objecting_over", local(at, &zone)),
            };
            Ok::<_, Error>([phases, text(language, key, &[("at", &at)])])
        })
        .await
}

/// Those that a correction names; refused where one was not granted, or is corrected already.
pub fn granted(store: &dyn Repositories, campaign: &str, positions: &[i64]) -> Result<Vec<Objection>, Error> {
    let mut named = Vec::new();
    for position in positions {
        let it = find(store, campaign, *position)?;
        if let Some(version) = it.met {
            let problem = Problem::new("objection.met").with("n", *position).with("version", version);
            return Err(Error::conflict(problem));
        }
        if !it.reply.as_ref().is_some_and(|reply| reply.granted) {
            return Err(Error::conflict(Problem::new("objection.not_granted").with("n", *position)));
        }
        named.push(it);
    }
    Ok(named)
}

/// Refuses a correction in which the points of a leaf are still those that its unit objected to: it would correct nothing, and
/// the objection would be met for ever. `published` gives the run of a version.
pub fn corrects<'a>(
    granted: &[Objection],
    published: impl Fn(i64) -> Option<&'a Run>,
    run: &Run,
) -> Result<(), Error> {
    for it in granted {
        let before = published(it.version).map(|before| before.of_leaf(&it.unit, &it.leaf));
        if before == Some(run.of_leaf(&it.unit, &it.leaf)) {
            let problem = Problem::new("objection.unchanged").with("n", it.position);
            let problem = problem.with("unit", &it.unit).with("code", &it.leaf);
            return Err(Error::conflict(problem.with("version", it.version)));
        }
    }
    Ok(())
}

/// Those that a version corrects.
pub fn met_by(store: &dyn Repositories, campaign: &str, version: i64) -> Result<Vec<Objection>, StoreError> {
    Ok(store.objections(campaign)?.into_iter().filter(|it| it.met == Some(version)).collect())
}

fn find(store: &dyn Repositories, campaign: &str, position: i64) -> Result<Objection, Error> {
    let found = store.objections(campaign)?.into_iter().find(|it| it.position == position);
    found.ok_or_else(|| Error::Refused(Kind::Absent, Problem::new("objection.absent").with("n", position)))
}
