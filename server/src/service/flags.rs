//! Ballots with flags. Flags are derived: they are read on in memory from where they stand in the ground, and say the same from nothing.

mod called;
mod watched;

use std::sync::Arc;

use shared::ballot::Mode;
use shared::campaign::Name;
use shared::export::guarded;
use shared::flags::{Flag, Rule};
use shared::message::{self, Language};
use shared::sheet::csv::write_line;
use shared::wire::{BallotDetail, FlagPage, FlaggedBallot};

pub use called::{Called, lies};
pub use watched::Watched;

use self::watched::State;
use super::{Error, KnownCampaign, Site, ballots};
use crate::store::{Repositories, StoreError};

/// Ballots on one page.
const PAGE: usize = 50;

/// The heads of the table of flags.
const HEADS: [&str; 8] = ["number", "id", "form", "place", "interviewer", "status", "rule", "reason"];

/// Which ballots are asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Those that meet this rule.
    pub rule: Option<Rule>,
    /// Of this form.
    pub form: Option<String>,
    /// Asked by this account.
    pub interviewer: Option<String>,
    /// From this place, or below it.
    pub place: Option<String>,
    /// Also those that were decided about.
    pub all: bool,
    /// Only with a smaller number.
    pub before: Option<i64>,
}

/// A page of the queue, and what stands around it.
#[derive(Clone, Debug)]
pub struct Queue {
    /// The campaign's title.
    pub title: Name,
    /// Its time zone.
    pub zone: String,
    /// The ballots.
    pub page: FlagPage,
    /// What the codes of all ballots with flags are called.
    pub called: Called,
    /// The forms of which too few ballots came to tell which are fast, and how many it takes.
    pub unmeasured: (Vec<String>, u32),
}

/// A ballot with its flags.
#[derive(Clone, Debug)]
pub struct Looked {
    /// The campaign's title.
    pub title: Name,
    /// Its time zone.
    pub zone: String,
    /// The ballot.
    pub detail: BallotDetail,
    /// Why it should be looked at.
    pub flags: Vec<Flag>,
    /// What its codes are called.
    pub called: Called,
    /// The batch and the number of the paper from which it was keyed.
    pub paper: Option<(i64, u32)>,
}

impl Asked {
    fn is_met(&self, known: &KnownCampaign, state: &State, number: i64, rules: &[Rule]) -> bool {
        let Some(about) = state.watch.about(number) else { return false };
        let is = |asked: &Option<String>, said: &str| asked.as_ref().is_none_or(|asked| asked == said);
        (self.all || !state.decided.contains(&number))
            && self.rule.is_none_or(|rule| rules.contains(&rule))
            && is(&self.form, about.form)
            && is(&self.interviewer, about.interviewer)
            && self.place.as_ref().is_none_or(|place| known.campaign.places.covers(place, about.place))
    }
}

/// As many ballots are opened in one turn of a reader: what is asked of the store besides gets the next.
const AT_ONCE: usize = 500;

/// The campaign, with its rules asked about all ballots but the last few: those that came since are read with the question. Ballots are
/// opened piece by piece, by one who asks at a time, and nobody who waits for that keeps a reader of the store. Gives how many pieces
/// it took.
pub async fn ready(
    site: &Site,
    campaign: &str,
    at_once: usize,
) -> Result<(Arc<KnownCampaign>, usize), Error> {
    let (all, id) = (site.known.clone(), campaign.to_owned());
    let known = site.store.read(move |store| all.get(store, &id)).await?;
    let _turn = known.watched.turn().await;
    let mut pieces = 0;
    loop {
        let one = Arc::clone(&known);
        let more: Result<bool, StoreError> =
            site.store.read(move |store| one.watched.read_piece(store, &one, at_once)).await;
        pieces += 1;
        if !more? {
            break;
        }
    }
    let one = Arc::clone(&known);
    // What is compared here takes a while of a processor, and nothing of the store.
    let settled = tokio::task::spawn_blocking(move || one.watched.settle()).await;
    settled.map_err(|_| StoreError::Stopped)?;
    Ok((known, pieces))
}

/// A page of the ballots that are asked for, the newest first.
pub async fn list(site: &Site, campaign: String, asked: Asked) -> Result<Queue, Error> {
    let known = ready(site, &campaign, AT_ONCE).await?.0;
    site.store
        .read(move |store| {
            let (mut found, counts, called, unmeasured) =
                known.watched.ask(store, &known, |state, end| {
                    let all = state.watch.flagged(asked.before.map_or(end, |before| before.min(end)));
                    let met = all.filter(|(number, rules)| asked.is_met(&known, state, *number, rules));
                    // One more than the page shows tells whether there is another.
                    let found = met.take(PAGE + 1).map(|(number, _)| (number, state.watch.flags(number)));
                    let (forms, least) = state.watch.unmeasured();
                    let unmeasured = (forms.into_iter().map(str::to_owned).collect(), least);
                    (found.collect::<Vec<_>>(), state.counts.clone(), state.called(store, &known), unmeasured)
                })?;
            let more = found.len() > PAGE;
            found.truncate(PAGE);
            let next = found.last().filter(|_| more).map(|(number, _)| number.to_string());
            let shown = found.into_iter().map(|(number, flags)| shown(store, &campaign, number, flags));
            let page = FlagPage { ballots: shown.collect::<Result<_, _>>()?, next, counts };
            let settings = &known.campaign.settings;
            let (title, zone) = (settings.title.clone(), settings.timezone.clone());
            Ok(Queue { title, zone, page, called: called?, unmeasured })
        })
        .await
}

fn shown(
    store: &dyn Repositories,
    campaign: &str,
    number: i64,
    flags: Vec<Flag>,
) -> Result<FlaggedBallot, Error> {
    let stored = ballots::find(store, campaign, number)?;
    let header = ballots::open(&stored)?.header;
    let decisions = store.reviews(campaign, number)?.len();
    Ok(FlaggedBallot {
        key: number,
        finished: header.finished_by_server(stored.ballot.clock_offset_ms),
        form: header.form,
        place: header.place,
        interviewer: header.interviewer.unwrap_or_default(),
        status: ballots::status(store, &stored)?,
        decisions,
        flags,
    })
}

/// One ballot with its flags.
pub async fn ballot(site: &Site, campaign: String, number: i64) -> Result<Looked, Error> {
    let known = ready(site, &campaign, AT_ONCE).await?.0;
    site.store
        .read(move |store| {
            let stored = ballots::find(store, &campaign, number)?;
            let detail = ballots::detail_in(store, Some(&known), &stored)?;
            let flags = known.watched.ask(store, &known, |state, _| state.watch.flags(number))?;
            let header = &detail.row.header;
            let (interviewers, places) = (header.interviewer.iter(), [header.place.clone()]);
            let called = Called::of(store, &known, &interviewers.cloned().collect(), &places.into())?;
            let settings = &known.campaign.settings;
            let (title, zone) = (settings.title.clone(), settings.timezone.clone());
            let paper = store.keyed_as(&campaign, header.id)?.filter(|_| header.mode == Mode::Paper);
            let paper = paper.map(|row| (row.batch, row.paper));
            Ok(Looked { title, zone, detail, flags, called, paper })
        })
        .await
}

/// All flags as a table, a line each, in the order of the ballots; gives how many ballots have one.
pub async fn table(site: &Site, campaign: String) -> Result<(String, usize), Error> {
    let (lines, n) = lines(site, campaign).await?;
    let mut text = "\u{feff}".to_owned();
    write_line(&mut text, HEADS);
    for line in &lines {
        write_line(&mut text, line.each_ref().map(|cell| guarded(cell)));
    }
    Ok((text, n))
}

/// The same, cell by cell.
pub async fn lines(site: &Site, campaign: String) -> Result<(Vec<[String; 8]>, usize), Error> {
    let known = ready(site, &campaign, AT_ONCE).await?.0;
    site.store
        .read(move |store| {
            let mut found = known.watched.ask(store, &known, |state, end| {
                let all = state.watch.flagged(end).map(|(number, _)| (number, state.watch.flags(number)));
                all.collect::<Vec<_>>()
            })?;
            found.reverse();
            let language = match &*known.campaign.settings.default_language {
                "en" => Language::En,
                _ => Language::Vi,
            };
            let (mut lines, n) = (Vec::new(), found.len());
            for (number, flags) in found {
                let stored = ballots::find(store, &campaign, number)?;
                let status = ballots::status(store, &stored)?.code();
                let header = ballots::open(&stored)?.header;
                let interviewer = header.interviewer.unwrap_or_default();
                for flag in flags {
                    let reason = message::problem(language, &flag.reason);
                    lines.push([
                        number.to_string(),
                        header.id.to_string(),
                        header.form.clone(),
                        header.place.clone(),
                        interviewer.clone(),
                        status.to_owned(),
                        flag.rule.code().to_owned(),
                        reason,
                    ]);
                }
            }
            Ok((lines, n))
        })
        .await
}
