//! Runs: made where inputs, rule or program changed, kept for ever.

use std::ops::ControlFlow;

use shared::ballot::{Ballot, Decided, Status};
use shared::campaign::Name;
use shared::problem::Problem;
use shared::run::{Ballots, Beside, Change, Given, PROGRAM, RULE, Run, make, what_if};
use shared::wire::{ActKind, Fact, ReviewRow, RunHead};

use super::assess::{adjustments, last_said, with_adjustments};
use super::log::{self, Actor};
use super::results::assessments;
use super::tallied::marks;
use super::{Error, Kind, KnownCampaign, Site, ballots, review};
use crate::store::{Maker, Position, Reach, Repositories, RunRow, StoreError, Stored};

/// A run with its text.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What is known of it.
    pub row: RunRow,
    /// Its text.
    pub text: String,
}

/// The runs of a campaign, the newest first.
pub async fn list(site: &Site, campaign: String) -> Result<Vec<RunHead>, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            Ok(heads(store, &known)?)
        })
        .await
}

fn heads(store: &dyn Repositories, known: &KnownCampaign) -> Result<Vec<RunHead>, StoreError> {
    let (id, now) = (&known.campaign.settings.id, reach(store, known)?);
    let runs = store.runs(id)?.into_iter().rev();
    runs.map(|row| Ok(head(&row, !is_of_now(store, id, &row, now)?))).collect()
}

fn head(row: &RunRow, outdated: bool) -> RunHead {
    let RunRow { position, digest, by, at, .. } = row.clone();
    RunHead { position, digest, by, at, outdated }
}

/// Whether this program would make the same run of what there is now.
fn is_of_now(store: &dyn Repositories, campaign: &str, row: &RunRow, now: Reach) -> Result<bool, StoreError> {
    let this = Maker { rule: RULE.to_owned(), program: PROGRAM.to_owned() };
    Ok(row.reach == now && store.run_maker(campaign, row.position)? == Some(this))
}

/// A run to be read, and what stands around it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The campaign's title.
    pub title: Name,
    /// Its time zone.
    pub zone: String,
    /// The run: the one that was asked for, or the newest; `None` where none was made yet.
    pub shown: Option<(RunHead, Run)>,
    /// All of them, the newest first.
    pub heads: Vec<RunHead>,
}

/// A run of a campaign to be read, or the newest. Nothing is made.
pub async fn read(site: &Site, campaign: String, position: Option<i64>) -> Result<Reading, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let heads = heads(store, &known)?;
            let asked = position.or(heads.first().map(|head| head.position));
            let of = |position| {
                let text = store.run_text(&campaign, position)?.ok_or_else(|| absent(position))?;
                let head = heads.iter().find(|head| head.position == position).cloned();
                Ok::<_, Error>((head.ok_or_else(|| absent(position))?, parsed(&text)?))
            };
            let settings = &known.campaign.settings;
            Ok(Reading {
                title: settings.title.clone(),
                zone: settings.timezone.clone(),
                shown: asked.map(of).transpose()?,
                heads,
            })
        })
        .await
}

fn absent(position: i64) -> Error {
    Error::Refused(Kind::Absent, Problem::new("run.absent").with("run", position))
}

fn parsed(text: &str) -> Result<Run, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::unreadable("a run", error))
}

/// A run of a campaign, as it is kept.
pub async fn get(site: &Site, campaign: String, position: i64) -> Result<Kept, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            known.get(store, &campaign)?;
            find(store, &campaign, position)?.ok_or_else(|| absent(position))
        })
        .await
}

/// A run with its text, where it is there.
pub fn find(store: &dyn Repositories, campaign: &str, position: i64) -> Result<Option<Kept>, StoreError> {
    let row = store.runs(campaign)?.into_iter().find(|row| row.position == position);
    let Some(row) = row else { return Ok(None) };
    let text = store.run_text(campaign, position)?;
    Ok(text.map(|text| Kept { row, text }))
}

/// The newest run, and its head: one is made where inputs changed since, or another program or rule made it.
pub async fn newest(site: &Site, by: Actor, campaign: String) -> Result<(RunHead, Kept), Error> {
    let (known, at) = (site.known.clone(), site.now());
    let looked_up = campaign.clone();
    let (made, last) = site
        .store
        .read(move |store| {
            let known = known.get(store, &looked_up)?;
            let now = reach(store, &known)?;
            let last = store.runs(&looked_up)?.pop();
            if let Some(last) = last
                && is_of_now(store, &looked_up, &last, now)?
            {
                return Ok::<_, Error>((None, find(store, &looked_up, last.position)?));
            }
            Ok((Some((now, run(store, &known)?)), None))
        })
        .await?;
    if let Some(last) = last {
        return Ok((head(&last.row, false), last));
    }
    let Some((reach, run)) = made else {
        return Err(StoreError::unreadable("a run", "gone within a transaction").into());
    };
    let (text, digest) = (run.to_text(), run.digest());
    site.store
        .write(move |store| {
            // Other bytes, of which the content is the same, give the same run.
            if let Some(same) = store.runs(&campaign)?.pop().filter(|last| last.digest == digest) {
                return Ok((head(&same, false), Kept { row: same, text }));
            }
            let mut row = RunRow { position: 0, digest, reach, by: by.name().to_owned(), at };
            row.position = store.put_run(&campaign, &row, &text)?;
            log::act(ActKind::RunMade, row.position.to_string())
                .within(Some(&campaign))
                .after(Fact::Ballots, run.inputs.ballots_counted)
                .after(Fact::Run, digest)
                .write(store, &by, at)?;
            Ok((head(&row, false), Kept { row, text }))
        })
        .await
}

/// Up to where the inputs go now.
fn reach(store: &dyn Repositories, known: &KnownCampaign) -> Result<Reach, StoreError> {
    let id = &known.campaign.settings.id;
    let previous = last_year(store, known)?;
    Ok(Reach {
        generation: known.generation,
        ground: store.position(id)?,
        said: last_said(store, id)?,
        previous: previous.map(|(_, row)| row.digest),
    })
}

/// The id of last year's campaign.
pub(super) fn before(known: &KnownCampaign) -> Option<&str> {
    let settings = &known.campaign.settings;
    settings.previous.as_deref().filter(|previous| *previous != settings.id)
}

/// The newest run of last year's campaign, with its id. One for practice came before no real one.
fn last_year<'a>(
    store: &dyn Repositories,
    known: &'a KnownCampaign,
) -> Result<Option<(&'a str, RunRow)>, StoreError> {
    let Some(id) = before(known) else { return Ok(None) };
    if !known.campaign.settings.practice && store.practices()?.contains(id) {
        return Ok(None);
    }
    Ok(store.runs(id)?.pop().map(|row| (id, row)))
}

/// The run of all that a transaction sees.
fn run(store: &dyn Repositories, known: &KnownCampaign) -> Result<Run, StoreError> {
    let id = &known.campaign.settings.id;
    let last_year = match last_year(store, known)? {
        Some((id, row)) => store.run_text(id, row.position)?,
        None => None,
    };
    let last_year = last_year.map(|text| parsed(&text)).transpose()?;
    let mut ballots = Ballots::of(&known.campaign, &known.scheme);
    store.each_ballot(id, 0, Position::END, &mut |stored, last| {
        if !stored.is_erased() {
            take(known, &mut ballots, &stored, last)?;
        }
        Ok(ControlFlow::Continue(()))
    })?;
    let given = assessments(store, &known.campaign)?;
    let adjusted = adjustments(store, &known.campaign)?;
    Ok(make(&known.campaign, &known.scheme, ballots, &given, &adjusted, last_year.as_ref()))
}

fn take(
    known: &KnownCampaign,
    ballots: &mut Ballots,
    stored: &Stored,
    last: Option<ReviewRow>,
) -> Result<(), StoreError> {
    let ballot = ballots::open(stored)?;
    let status = status(known, stored, &ballot, last.as_ref())?;
    let decided = last.map(|ReviewRow { by, at, reason, .. }| Decided { by, at, reason });
    let marks = marks(known, status, &ballot);
    ballots.take(&Given {
        id: ballot.header.id,
        digest: stored.ballot.digest,
        status,
        decided: decided.as_ref(),
        form: &ballot.header.form,
        place: &ballot.header.place,
        marks: marks.as_ref(),
    });
    Ok(())
}

fn status(
    known: &KnownCampaign,
    stored: &Stored,
    ballot: &Ballot,
    last: Option<&ReviewRow>,
) -> Result<Status, StoreError> {
    let after = |row: &ReviewRow| review::after(Some(known), stored, ballot, row.decision);
    last.map_or(Ok(stored.ballot.arrived), after).map_err(|cause| StoreError::unreadable("a review", cause))
}

/// What would be if something else held: on a copy, kept nowhere.
pub async fn suppose(site: &Site, campaign: String, change: Change) -> Result<Vec<Beside>, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let (_, tallies) = known.tallied.seen_by(store, &known)?;
            let given = assessments(store, &known.campaign)?;
            let whole = with_adjustments(store, &known.campaign)?;
            what_if(&whole, &tallies, &given, &change).map_err(Error::invalid)
        })
        .await
}
