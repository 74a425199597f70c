//! Ballots with flags. Flags are derived: they are read on in memory from where they stand in the ground, and say the same from nothing.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use shared::campaign::Name;
use shared::export::guarded;
use shared::flags::{Flag, Rule, Watch};
use shared::message::{self, Language};
use shared::sheet::csv::write_line;
use shared::wire::{BallotDetail, Decision, FlagPage, FlaggedBallot, RuleCount};

use super::{Error, KnownCampaign, Site, ballots};
use crate::store::{Position, Repositories, Since, StoreError};

/// Ballots on one page.
const PAGE: usize = 50;

/// The heads of the table of flags.
const HEADS: [&str; 8] = ["number", "id", "form", "place", "interviewer", "status", "rule", "reason"];

/// What the rules say of the ballots of a campaign. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Watched(Arc<Mutex<Option<State>>>);

#[derive(Debug)]
struct State {
    stands: Position,
    watch: Watch,
    /// Those that a person accepted or rejected last.
    decided: BTreeSet<i64>,
    counts: Vec<RuleCount>,
}

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
}

impl Watched {
    /// Asks the rules, which know of all that the transaction sees, and perhaps of what another read since: of its ballots only
    /// those below the number that comes with them are there to be looked at.
    fn ask<T>(
        &self,
        store: &dyn Repositories,
        known: &KnownCampaign,
        ask: impl FnOnce(&State, i64) -> T,
    ) -> Result<T, StoreError> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (id, ground) = (&known.campaign.settings.id, store.position(&known.campaign.settings.id)?);
        // Where something cannot be read, all is read anew the next time.
        let mut state = held.take().unwrap_or_else(|| State::of(known));
        if ground.is_beyond(state.stands) {
            store.ground_since(id, state.stands, &mut |since| {
                state.add(since);
                Ok(())
            })?;
            state.stands = ground;
            state.settle();
        }
        Ok(ask(held.insert(state), ground.ballots + 1))
    }
}

impl State {
    fn of(known: &KnownCampaign) -> Self {
        Self {
            stands: Position::default(),
            watch: Watch::of(&known.campaign, known.forms.zone().clone()),
            decided: BTreeSet::new(),
            counts: Vec::new(),
        }
    }

    /// A ballot that cannot be read again has no flags: `export` and the doctor name it.
    fn add(&mut self, since: Since) {
        match since {
            Since::Ballot(stored) => {
                if let Ok(ballot) = ballots::open(&stored) {
                    let kept = &stored.ballot;
                    self.watch.add(stored.position, &ballot, kept.clock_offset_ms, kept.arrived);
                }
            }
            Since::Review { stored, review, .. } => match review.decision {
                Decision::Accept | Decision::Reject => {
                    self.decided.insert(stored.position);
                }
                Decision::Reopen => {
                    self.decided.remove(&stored.position);
                }
            },
        }
    }

    fn settle(&mut self) {
        self.watch.settle();
        self.counts = Rule::ALL.map(|rule| RuleCount { rule, ballots: 0, waiting: 0 }).into();
        for (number, rules) in self.watch.flagged(i64::MAX) {
            let waits = u32::from(!self.decided.contains(&number));
            for count in self.counts.iter_mut().filter(|count| rules.contains(&count.rule)) {
                count.ballots += 1;
                count.waiting += waits;
            }
        }
    }
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

/// A page of the ballots that are asked for, the newest first.
pub async fn list(site: &Site, campaign: String, asked: Asked) -> Result<Queue, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let (mut found, counts) = known.watched.ask(store, &known, |state, end| {
                let all = state.watch.flagged(asked.before.map_or(end, |before| before.min(end)));
                let met = all.filter(|(number, rules)| asked.is_met(&known, state, *number, rules));
                // One more than the page shows tells whether there is another.
                let found = met.take(PAGE + 1).map(|(number, _)| (number, state.watch.flags(number)));
                (found.collect::<Vec<_>>(), state.counts.clone())
            })?;
            let more = found.len() > PAGE;
            found.truncate(PAGE);
            let next = found.last().filter(|_| more).map(|(number, _)| number.to_string());
            let shown = found.into_iter().map(|(number, flags)| shown(store, &campaign, number, flags));
            let page = FlagPage { ballots: shown.collect::<Result<_, _>>()?, next, counts };
            let settings = &known.campaign.settings;
            Ok(Queue { title: settings.title.clone(), zone: settings.timezone.clone(), page })
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
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let stored = ballots::find(store, &campaign, number)?;
            let detail = ballots::detail_in(store, Some(&known), &stored)?;
            let flags = known.watched.ask(store, &known, |state, _| state.watch.flags(number))?;
            let settings = &known.campaign.settings;
            Ok(Looked { title: settings.title.clone(), zone: settings.timezone.clone(), detail, flags })
        })
        .await
}

/// All flags as a table, a line each, in the order of the ballots; gives how many ballots have one.
pub async fn table(site: &Site, campaign: String) -> Result<(String, usize), Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let mut found = known.watched.ask(store, &known, |state, end| {
                let all = state.watch.flagged(end).map(|(number, _)| (number, state.watch.flags(number)));
                all.collect::<Vec<_>>()
            })?;
            found.reverse();
            let language = match &*known.campaign.settings.default_language {
                "en" => Language::En,
                _ => Language::Vi,
            };
            let (mut text, n) = ("\u{feff}".to_owned(), found.len());
            write_line(&mut text, HEADS);
            for (number, flags) in found {
                let stored = ballots::find(store, &campaign, number)?;
                let status = ballots::status(store, &stored)?.code();
                let header = ballots::open(&stored)?.header;
                let [number, id] = [number.to_string(), header.id.to_string()];
                let interviewer = header.interviewer.unwrap_or_default();
                for flag in flags {
                    let reason = message::problem(language, &flag.reason);
                    let about = [&*number, &*id, &*header.form, &*header.place, &*interviewer];
                    let cells = about.into_iter().chain([status, flag.rule.code(), &*reason]);
                    write_line(&mut text, cells.map(guarded));
                }
            }
            Ok((text, n))
        })
        .await
}
