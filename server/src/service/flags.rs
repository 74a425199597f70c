//! Ballots with flags. Flags are derived: they are read on in memory from where they stand in the ground, and say the same from nothing.

mod called;
mod daily;
mod elsewhere;
mod watched;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use shared::ballot::Mode;
use shared::campaign::Name;
use shared::flags::{Flag, Flagged, Rule};
use shared::index::judged;
use shared::message::{self, Language};
use shared::wire::{BallotDetail, Figures, FlagPage, FlaggedBallot, Status};

pub use called::{Called, lies};
pub use elsewhere::OTHERS;
pub use watched::Watched;

use self::elsewhere::{flag, hidden};
use self::watched::Summed;
use super::backchecks::refuse_asker;
use super::export::{Field, Lines};
use super::oversight::Oversight;
use super::session::Caller;
use super::{Error, KnownCampaign, Site, ballots};
use crate::store::{BackcheckRow, Filter, Repositories, StoreError};

/// Ballots on one page.
const PAGE: usize = 50;

/// Asked for in place of a rule: ballots in quarantine.
pub const QUARANTINE: &str = "quarantine";

/// The heads of the table of flags.
const HEADS: &[&str] = &["number", "id", "form", "place", "interviewer", "status", "rule", "reason"];

/// Which ballots are asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Those that meet this rule.
    pub rule: Option<Rule>,
    /// Not those with flags, but those in quarantine.
    pub quarantined: bool,
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
    /// How many are in quarantine.
    pub quarantined: u32,
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
    /// That it is asked again.
    pub backcheck: Option<BackcheckRow>,
}

impl Asked {
    fn is_met(&self, known: &KnownCampaign, it: &Flagged) -> bool {
        let about = it.about;
        let is = |asked: &Option<String>, said: &str| asked.as_ref().is_none_or(|asked| asked == said);
        (self.all || !it.decided)
            && self.rule.is_none_or(|rule| it.rules.contains(rule))
            && is(&self.form, about.form)
            && is(&self.interviewer, about.interviewer)
            && self.place.as_ref().is_none_or(|place| known.campaign.places.covers(place, about.place))
    }
}

/// As many ballots are opened in one turn of a reader: what is asked of the store besides gets the next.
const AT_ONCE: usize = 100;

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

/// The campaign, followed up to its last ballots but a few.
pub(super) async fn follow(site: &Site, campaign: &str) -> Result<Arc<KnownCampaign>, Error> {
    Ok(ready(site, campaign, AT_ONCE).await?.0)
}

/// Asks the rules about the ballots of all campaigns that are open, so that who looks first need not wait for it.
pub async fn load_all(site: &Site) -> Result<(), Error> {
    let heads = site.store.read(|store| store.heads()).await?;
    for head in heads.into_iter().filter(|head| head.closed.is_none()) {
        follow(site, &head.id).await?;
    }
    Ok(())
}

/// How many ballots arrived on which day, from places that are looked at, in a transaction that comes after.
pub(super) fn days(
    store: &dyn Repositories,
    known: &KnownCampaign,
    sees: impl Fn(&str) -> bool,
) -> Result<BTreeMap<Date, Figures>, StoreError> {
    known.watched.ask(store, known, |state, _| state.daily.sums(sees))
}

/// The same by how they were taken.
pub(super) fn ways(
    store: &dyn Repositories,
    known: &KnownCampaign,
    sees: impl Fn(&str) -> bool,
) -> Result<BTreeMap<Mode, Figures>, StoreError> {
    known.watched.ask(store, known, |state, _| state.daily.ways(sees))
}

/// A page of the ballots that are asked for, the newest first, of those from places that who asks leads.
pub async fn list(site: &Site, caller: Caller, campaign: String, asked: Asked) -> Result<Queue, Error> {
    let known = follow(site, &campaign).await?;
    site.store
        .read(move |store| {
            let oversight = Oversight::of(store, &caller, &campaign)?;
            let sees = |place: &str| oversight.sees(&known.campaign, place);
            let pending = store.counted(&campaign)?.into_iter().filter(|it| it.status == Status::Pending);
            let in_quarantine = pending.filter(|it| sees(&it.place)).map(|it| it.ballots).sum();
            let waiting = match asked.quarantined {
                true => Some(quarantined(store, &known, &asked, sees)?),
                false => None,
            };
            let (mut found, mut summed, unmeasured) = known.watched.ask(store, &known, |state, end| {
                let summed = Summed::of(state, sees);
                let (forms, least) = state.watch.unmeasured();
                let unmeasured = (forms.into_iter().map(str::to_owned).collect(), least);
                let with_flags = |number| (number, state.watch.flags(number));
                if let Some(waiting) = waiting {
                    return (waiting.into_iter().map(with_flags).collect::<Vec<_>>(), summed, unmeasured);
                }
                let all = state.watch.flagged(asked.before.map_or(end, |before| before.min(end)));
                let met = all.filter(|it| asked.is_met(&known, it) && sees(it.about.place));
                // One more than the page shows tells whether there is another.
                let found = met.take(PAGE + 1).map(|it| with_flags(it.number));
                (found.collect::<Vec<_>>(), summed, unmeasured)
            })?;
            let more = found.len() > PAGE;
            found.truncate(PAGE);
            let next = found.last().filter(|_| more).map(|(number, _)| number.to_string());
            let shown = found.into_iter().map(|(number, flags)| shown(store, &campaign, number, flags));
            let mut ballots = shown.collect::<Result<Vec<_>, _>>()?;
            let theirs = |other| oversight.find(store, Some(&known), &campaign, other).is_ok();
            for ballot in &mut ballots {
                said(&known, &ballot.form, &mut ballot.flags);
                ballot.flags.iter_mut().for_each(|it| flag(it, theirs));
                ballot.reasons.iter_mut().for_each(|it| hidden(it, theirs));
            }
            summed.interviewers.extend(ballots.iter().map(|it| it.interviewer.clone()));
            summed.places.extend(ballots.iter().map(|it| it.place.clone()));
            let called = Called::of(store, &known, &summed.interviewers, &summed.places)?;
            let page = FlagPage { ballots, next, counts: summed.counts };
            let settings = &known.campaign.settings;
            let (title, zone) = (settings.title.clone(), settings.timezone.clone());
            Ok(Queue { title, zone, page, quarantined: in_quarantine, called, unmeasured })
        })
        .await
}

/// The numbers of ballots in quarantine that are asked for, the newest first: one more than a page shows, where there are as many.
fn quarantined(
    store: &dyn Repositories,
    known: &KnownCampaign,
    asked: &Asked,
    sees: impl Fn(&str) -> bool,
) -> Result<Vec<i64>, Error> {
    let campaign = &known.campaign;
    let within = |place: &str| asked.place.as_ref().is_none_or(|it| campaign.places.covers(it, place));
    let mut filter = Filter {
        status: Some(Status::Pending),
        form: asked.form.clone(),
        interviewer: asked.interviewer.clone(),
        before: asked.before,
        limit: AT_ONCE,
        ..Filter::default()
    };
    let mut found = Vec::new();
    loop {
        let piece = store.ballots(&campaign.settings.id, &filter)?;
        for (stored, _) in &piece {
            let stands = store.standing(&campaign.settings.id, stored.position)?;
            if stands.is_some_and(|it| within(&it.place) && sees(&it.place)) {
                found.push(stored.position);
            }
        }
        filter.before = piece.last().map(|(stored, _)| stored.position);
        if found.len() > PAGE || piece.len() < AT_ONCE {
            found.truncate(PAGE + 1);
            return Ok(found);
        }
    }
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
    let status = ballots::status(store, &stored)?;
    Ok(FlaggedBallot {
        key: number,
        finished: header.finished_by_server(stored.ballot.clock_offset_ms),
        form: header.form,
        place: header.place,
        interviewer: header.interviewer.unwrap_or_default(),
        status,
        decisions,
        reasons: if status == Status::Pending { stored.ballot.reasons.clone() } else { Vec::new() },
        flags,
    })
}

/// Says of an option what most of its questions call it, behind its code.
fn said(known: &KnownCampaign, form: &str, flags: &mut [Flag]) {
    let Some(definition) = known.campaign.definition(form) else { return };
    for why in flags.iter_mut().map(|flag| &mut flag.reason) {
        let Some(code) = why.params.get("option").cloned() else { continue };
        let mut labels = BTreeMap::<&str, usize>::new();
        for judged in judged(definition) {
            for choice in judged.choices.iter().filter(|it| it.name == code) {
                let language = &known.campaign.settings.default_language;
                let label = choice.label.get(language).or_else(|| choice.label.values().next());
                *labels.entry(label.map_or("", String::as_str)).or_default() += 1;
            }
        }
        let most = labels.into_iter().filter(|(label, _)| !label.is_empty() && *label != code);
        if let Some((label, _)) = most.max_by_key(|(_, n)| *n) {
            *why = why.clone().with("option", format!("{code} – {label}"));
        }
    }
}

/// One ballot with its flags, from a place that who asks leads.
pub async fn ballot(site: &Site, caller: Caller, campaign: String, number: i64) -> Result<Looked, Error> {
    let known = follow(site, &campaign).await?;
    site.store
        .read(move |store| {
            let oversight = Oversight::of(store, &caller, &campaign)?;
            let find = |number| oversight.find(store, Some(&known), &campaign, number);
            find(number)?;
            refuse_asker(store, &campaign, number, &caller)?;
            let stored = ballots::find(store, &campaign, number)?;
            let mut detail = ballots::detail_in(store, Some(&known), &stored)?;
            detail.replaces.retain(|it| find(it.key).is_ok());
            detail.replaced_by.retain(|it| find(it.key).is_ok());
            let mut flags = known.watched.ask(store, &known, |state, _| state.watch.flags(number))?;
            let theirs = |other| find(other).is_ok();
            said(&known, &detail.row.header.form, &mut flags);
            flags.iter_mut().for_each(|it| flag(it, theirs));
            detail.row.reasons.iter_mut().for_each(|it| hidden(it, theirs));
            let header = &detail.row.header;
            let people = header.interviewer.iter().chain(detail.reviews.iter().map(|it| &it.by));
            let places = [header.place.clone()];
            let called = Called::of(store, &known, &people.cloned().collect(), &places.into())?;
            let settings = &known.campaign.settings;
            let (title, zone) = (settings.title.clone(), settings.timezone.clone());
            let paper = store.keyed_as(&campaign, header.id)?.filter(|_| header.mode == Mode::Paper);
            let paper = paper.map(|row| (row.batch, row.paper));
            let backcheck = store.backcheck_of(&campaign, number)?;
            Ok(Looked { title, zone, detail, flags, called, paper, backcheck })
        })
        .await
}

/// All flags as a table, a line each, in the order of the ballots; it is about as many ballots as have one.
pub async fn table(site: &Site, campaign: String) -> Result<Lines, Error> {
    let (lines, number) = lines(site, campaign).await?;
    let mut table = Lines::about(number, HEADS);
    lines.into_iter().for_each(|line| table.add(line.map(Field::from).to_vec()));
    Ok(table)
}

/// The same, cell by cell.
pub async fn lines(site: &Site, campaign: String) -> Result<(Vec<[String; 8]>, usize), Error> {
    let known = follow(site, &campaign).await?;
    site.store
        .read(move |store| {
            let mut found = known.watched.ask(store, &known, |state, end| {
                let all = state.watch.flagged(end).map(|it| (it.number, state.watch.flags(it.number)));
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
