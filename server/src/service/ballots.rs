//! Looking at ballots: the list, and one with its answers for reading.

use shared::ballot::{Ballot, Header, OpenError};
use shared::form::{Node, flat};
use shared::index::{judges, may_judge};
use shared::problem::{Diagnostic, Location, Problem};
use shared::wire::{BallotDetail, BallotPage, BallotRow, Status, UnknownCampaign};

use super::backchecks::refuse_asker;
use super::session::Caller;
use super::{Error, Kind, KnownCampaign, Site, done_again, reading};
use crate::folder::STORE;
use crate::store::{Filter, Repositories, StoreError, Stored};

/// Ballots on one page.
const PAGE: usize = 200;

/// The most ballots that are opened for a page of those that judge a unit: where they are rare, a page has fewer.
const OPENED: usize = 2000;

/// A page of ballots, the newest first, of those that judge a unit where one is named. Ballots of a campaign that was never imported
/// can be seen too.
pub async fn list(
    site: &Site,
    campaign: String,
    filter: Filter,
    unit: Option<String>,
) -> Result<BallotPage, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let mut filter = filter;
            let imported = known.find(store, &campaign)?;
            if let (Some(place), Some(known)) = (&filter.place, &imported) {
                let mut codes = known.campaign.places.codes(place).into_iter().map(str::to_owned);
                (filter.place, filter.or_place) = (codes.next(), codes.next());
            }
            if let Some(unit) = unit {
                return of_unit(store, &*known.get(store, &campaign)?, filter, &unit);
            }
            // One more than the page shows tells whether there is another.
            let mut found = store.ballots(&campaign, &Filter { limit: PAGE + 1, ..filter })?;
            if found.is_empty() {
                known.get(store, &campaign)?;
            }
            let more = found.len() > PAGE;
            found.truncate(PAGE);
            let next = found.last().filter(|_| more).map(|(stored, _)| stored.position.to_string());
            let listed = |(stored, status): &(Stored, Status)| {
                Ok(row(imported.as_deref(), stored, header(stored)?, *status))
            };
            let ballots = found.iter().map(listed).collect::<Result<_, StoreError>>()?;
            Ok(BallotPage { ballots, next })
        })
        .await
}

/// A page of the ballots that judge a unit: found by form and place, and then by what they say.
fn of_unit(
    store: &dyn Repositories,
    known: &KnownCampaign,
    filter: Filter,
    unit: &str,
) -> Result<BallotPage, Error> {
    let campaign = &known.campaign;
    let mut asked = Filter { among: Some(may_judge(campaign, unit)), limit: PAGE, ..filter };
    let (mut ballots, mut opened) = (Vec::new(), 0);
    loop {
        let found = store.ballots(&campaign.settings.id, &asked)?;
        let is_last = found.len() < PAGE;
        for (stored, status) in found {
            let ballot = open(&stored)?;
            asked.before = Some(stored.position);
            opened += 1;
            if judges(campaign, &ballot, unit) {
                ballots.push(row(Some(known), &stored, ballot.header, status));
            }
            if ballots.len() == PAGE || opened == OPENED {
                return Ok(BallotPage { ballots, next: Some(stored.position.to_string()) });
            }
        }
        if is_last {
            return Ok(BallotPage { ballots, next: None });
        }
    }
}

/// The campaigns that ballots name and that were never imported.
pub async fn unknown_campaigns(site: &Site) -> Result<Vec<UnknownCampaign>, Error> {
    let found = site.store.read::<_, StoreError>(|store| store.unknown_campaigns()).await?;
    let row = |(campaign, ballots, since)| UnknownCampaign { campaign, ballots, since };
    Ok(found.into_iter().map(row).collect())
}

/// One ballot with its answers and what was decided about it.
pub async fn detail(
    site: &Site,
    caller: Caller,
    campaign: String,
    position: i64,
) -> Result<BallotDetail, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            refuse_asker(store, &campaign, position, &caller)?;
            let stored = find(store, &campaign, position)?;
            detail_in(store, known.find(store, &campaign)?.as_deref(), &stored)
        })
        .await
}

/// The ballot at this position, or the refusal that there is none, or none any more.
pub fn find(store: &dyn Repositories, campaign: &str, position: i64) -> Result<Stored, Error> {
    let absent = |why: &str| Error::Refused(Kind::Absent, Problem::new(why).with("key", position));
    let stored = store.ballot(campaign, position)?.ok_or_else(|| absent("ballot.absent"))?;
    if stored.is_erased() { Err(absent("ballot.erased")) } else { Ok(stored) }
}

/// A stored ballot's content: it was opened before it was stored.
pub fn open(stored: &Stored) -> Result<Ballot, StoreError> {
    Ballot::open(&stored.ballot.bytes).map_err(unreadable)
}

/// The same as people, files and programs are told it: without what tells who somebody is, which it should not hold.
pub fn told(known: Option<&KnownCampaign>, stored: &Stored) -> Result<Ballot, StoreError> {
    let mut ballot = open(stored)?;
    if let Some(known) = known {
        known.forms.take_apart(&mut ballot);
    }
    Ok(ballot)
}

fn unreadable(cause: OpenError) -> StoreError {
    StoreError::unreadable("a ballot", cause)
}

/// Names the stored ballot that cannot be read again; any other error of the store stays one.
pub fn name_unreadable(stored: &Stored, error: StoreError) -> Result<Diagnostic, StoreError> {
    if !matches!(error, StoreError::Unreadable { .. }) {
        return Err(error);
    }
    let ballot = Some(stored.ballot.id.to_string());
    let at = Location { file: STORE.to_owned(), ballot, ..Location::default() };
    let problem = Problem::new("ballot.stored_unreadable").with("cause", error);
    let problem = problem.with("campaign", &stored.ballot.campaign).with("key", stored.position);
    Ok(Diagnostic::fault(at, problem))
}

/// One ballot, inside a transaction.
pub fn detail_in(
    store: &dyn Repositories,
    known: Option<&KnownCampaign>,
    stored: &Stored,
) -> Result<BallotDetail, Error> {
    let ballot = told(known, stored)?;
    let status = status(store, stored)?;
    let answers = reading::answers(known, &ballot);
    let reviews = store.reviews(&stored.ballot.campaign, stored.position)?;
    let (replaces, replaced_by) = done_again::links(store, &ballot.header)?;
    let row = row(known, stored, ballot.header, status);
    Ok(BallotDetail { row, answers, reviews, replaces, replaced_by })
}

/// The status that a ballot has now.
pub fn status(store: &dyn Repositories, stored: &Stored) -> Result<Status, StoreError> {
    let standing = store.standing(&stored.ballot.campaign, stored.position)?;
    Ok(standing.map_or(stored.ballot.arrived, |standing| standing.status))
}

/// What a stored ballot says about itself; its answers stay unopened.
pub fn header(stored: &Stored) -> Result<Header, StoreError> {
    Header::open(&stored.ballot.bytes).map_err(unreadable)
}

fn row(known: Option<&KnownCampaign>, stored: &Stored, header: Header, status: Status) -> BallotRow {
    let kept = &stored.ballot;
    let reasons = kept.reasons.iter().map(|reason| in_words(known, &header, reason)).collect();
    BallotRow {
        key: stored.position,
        digest: kept.digest,
        status,
        reasons,
        received: kept.received,
        clock_offset_ms: kept.clock_offset_ms,
        sent_by: kept.sent_by.clone().filter(|sender| header.interviewer.as_ref() != Some(sender)),
        header,
    }
}

/// A reason that calls the question as its form does, in the campaign's own language, and the unit by its name: the office does not know
/// what either is called in a workbook.
fn in_words(known: Option<&KnownCampaign>, header: &Header, reason: &Problem) -> Problem {
    let said = |name: &str| reason.params.get(name).map_or("", String::as_str);
    let of_form = known.and_then(|known| Some((known, known.version(&header.form, &header.version)?)));
    let Some((known, version)) = of_form.filter(|_| !said("at").is_empty()) else { return reason.clone() };
    let (campaign, definition) = (&known.campaign, &version.definition);
    let is_it = |node: &&Node| matches!(node, Node::Question(question) if question.name == said("question"));
    let repeats = definition.repeats().flat_map(|repeat| flat(&repeat.nodes));
    let found = flat(&definition.nodes).into_iter().chain(repeats).find(is_it);
    let language = &campaign.settings.default_language;
    let label = match found {
        Some(Node::Question(question)) => definition.text(&question.label, language).trim(),
        _ => "",
    };
    if label.is_empty() {
        return reason.clone();
    }
    let unit = campaign.unit(said("unit")).map_or(said("unit"), |unit| unit.name.get(language));
    let at = if unit.is_empty() { format!("“{label}”") } else { format!("“{label}” ({unit})") };
    reason.clone().with("at", at)
}
