//! Batches: what is handed out, and what comes back.

use jiff::Timestamp;
use shared::day::Day;
use shared::problem::Problem;
use shared::wire::{ActKind, Fact, NewPaperBatch, PaperBack, PaperBatch, PaperReturn, TakenBack};

use super::state::{State, begun, by_paper, state};
use crate::document::place_name;
use crate::secret;
use crate::service::close::is_closed;
use crate::service::log::{self, Actor};
use crate::service::session::Caller;
use crate::service::{Error, Kind, KnownCampaign, Site, review};
use crate::store::{BatchRow, Repositories, StoreError};

/// As many papers are in a batch: a stack that somebody can carry, numbered with four digits.
const MOST: u32 = 5000;

/// Hands papers out. Who saw a list says which batch was the last on it (none is 0): what was handed out since is shown first, as a
/// batch is never taken back.
pub async fn issue(
    site: &Site,
    caller: Caller,
    campaign: String,
    what: NewPaperBatch,
    seen: Option<i64>,
) -> Result<PaperBatch, Error> {
    let (known, lot, now) = (site.known.clone(), secret::lot(site.random.as_ref()), site.now());
    site.store
        .write(move |store| {
            let known = known.get(store, &campaign)?;
            if is_closed(store, &campaign)? {
                return Err(Error::conflict(Problem::new("papers.closed")));
            }
            // What an earlier package asked and this one does not is kept to be read, not to be handed out.
            let asked = known.campaign.forms.iter().any(|row| row.form == what.form);
            let definition = known.campaign.definition(&what.form).filter(|_| asked);
            let definition = definition.ok_or_else(|| no_form(&what.form))?;
            if !known.campaign.has_place(&what.place) {
                return Err(no_place(&what.place));
            }
            if !(1..=MOST).contains(&what.issued) {
                return Err(Error::invalid(Problem::new("papers.issued").with("most", MOST)));
            }
            if what.twice > 100 {
                return Err(Error::invalid(Problem::new("papers.twice")));
            }
            let last = store.batches(&campaign)?.last().map_or(0, |row| row.position);
            if seen.is_some_and(|seen| seen < last) {
                return Err(Error::conflict(Problem::new("papers.meanwhile").with("batch", last)));
            }
            let by = caller.username.clone();
            let version = definition.version.clone();
            let mut row =
                BatchRow { position: 0, what, lot, version, back: None, cancelled: None, by, at: now };
            row.position = store.put_batch(&campaign, &row)?;
            log::act(ActKind::PapersIssued, row.position.to_string())
                .within(Some(&campaign))
                .after(Fact::Name, format!("{} {}", row.what.form, row.version))
                .after(Fact::Places, &row.what.place)
                .after(Fact::Ballots, row.what.issued)
                .write(store, &Actor::from(&caller), now)?;
            store.grow_revision(&campaign)?;
            Ok(shown(store, &known, row)?)
        })
        .await
}

/// Notes what came back. What is said last stands.
pub async fn take_back(
    site: &Site,
    caller: Caller,
    campaign: String,
    batch: i64,
    back: PaperReturn,
) -> Result<PaperBatch, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .write(move |store| {
            let known = known.get(store, &campaign)?;
            let mut row = live(store, &campaign, batch)?;
            let today = now.to_zoned(known.forms.zone().clone()).date();
            if back.returned > row.what.issued {
                let problem = Problem::new("papers.returned").with("issued", row.what.issued);
                return Err(Error::invalid(problem));
            }
            if back.spoiled > back.returned {
                let problem = Problem::new("papers.spoiled").with("returned", back.returned);
                return Err(Error::invalid(problem));
            }
            if back.day.date() > today {
                return Err(Error::invalid(Problem::new("papers.day")));
            }
            let settings = &known.campaign.settings;
            if !(settings.survey_opens..=settings.survey_closes).contains(&back.day) {
                let problem = Problem::new("papers.outside").with("opens", settings.survey_opens);
                return Err(Error::invalid(problem.with("closes", settings.survey_closes)));
            }
            let keyed = begun(&by_paper(store.keyed(&campaign, batch)?));
            if back.returned < keyed {
                return Err(Error::invalid(Problem::new("papers.fewer_than_keyed").with("keyed", keyed)));
            }
            let PaperReturn { returned, spoiled, day } = back;
            let back = PaperBack { returned, spoiled, day, by: caller.username.clone(), at: now };
            store.put_back(&campaign, batch, &back)?;
            let said = |of: fn(&PaperBack) -> u32| {
                row.back.as_ref().map_or_else(String::new, |it| of(it).to_string())
            };
            log::act(ActKind::PapersReturned, batch.to_string())
                .within(Some(&campaign))
                .before(Fact::Ballots, said(|it| it.returned))
                .before(Fact::Spoiled, said(|it| it.spoiled))
                .after(Fact::Ballots, returned)
                .after(Fact::Spoiled, spoiled)
                .after(Fact::Day, day)
                .write(store, &Actor::from(&caller), now)?;
            store.grow_revision(&campaign)?;
            row.back = Some(back);
            Ok(shown(store, &known, row)?)
        })
        .await
}

/// Cancels a batch that was handed out by mistake, while nothing of it is keyed. It stays on the list, and counts no more.
pub async fn cancel(
    site: &Site,
    caller: Caller,
    campaign: String,
    batch: i64,
    reason: String,
) -> Result<PaperBatch, Error> {
    let (known, now, reason) = (site.known.clone(), site.now(), review::reason(&reason)?);
    site.store
        .write(move |store| {
            let known = known.get(store, &campaign)?;
            let mut row = live(store, &campaign, batch)?;
            let keyed = begun(&by_paper(store.keyed(&campaign, batch)?));
            if keyed > 0 {
                let problem = Problem::new("papers.keyed").with("n", keyed).with("batch", batch);
                return Err(Error::conflict(problem));
            }
            let cancelled = TakenBack { reason, by: caller.username.clone(), at: now };
            store.put_cancelled(&campaign, batch, &cancelled)?;
            log::act(ActKind::PapersIssued, batch.to_string())
                .within(Some(&campaign))
                .before(Fact::Ballots, row.what.issued)
                .after(Fact::Ballots, 0)
                .after(Fact::Reason, &cancelled.reason)
                .write(store, &Actor::from(&caller), now)?;
            store.grow_revision(&campaign)?;
            row.cancelled = Some(cancelled);
            Ok(shown(store, &known, row)?)
        })
        .await
}

/// The batches of a campaign, the newest first.
pub async fn list(site: &Site, campaign: String) -> Result<Vec<PaperBatch>, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let rows = store.batches(&campaign)?.into_iter().rev();
            Ok(rows.map(|row| shown(store, &known, row)).collect::<Result<_, _>>()?)
        })
        .await
}

/// A batch, by its number.
pub(super) fn find(store: &dyn Repositories, campaign: &str, batch: i64) -> Result<BatchRow, Error> {
    let found = store.batches(campaign)?.into_iter().find(|row| row.position == batch);
    found.ok_or_else(|| Error::Refused(Kind::Absent, Problem::new("papers.no_batch").with("n", batch)))
}

/// A batch that was not cancelled, by its number.
pub(super) fn live(store: &dyn Repositories, campaign: &str, batch: i64) -> Result<BatchRow, Error> {
    let row = find(store, campaign, batch)?;
    match &row.cancelled {
        None => Ok(row),
        Some(it) => {
            let problem = Problem::new("papers.cancelled").with("n", batch).with("reason", &it.reason);
            Err(Error::conflict(problem))
        }
    }
}

pub(super) fn no_form(form: &str) -> Error {
    Error::Refused(Kind::Absent, Problem::new("papers.no_form").with("form", form))
}

pub(super) fn no_place(place: &str) -> Error {
    Error::Refused(Kind::Absent, Problem::new("papers.no_place").with("place", place))
}

/// A batch with how far its papers are.
pub(super) fn shown(
    store: &dyn Repositories,
    known: &KnownCampaign,
    row: BatchRow,
) -> Result<PaperBatch, StoreError> {
    let campaign = &known.campaign;
    let language = campaign.settings.default_language.as_str();
    let papers = by_paper(store.keyed(&campaign.settings.id, row.position)?);
    let days = store.days_back(&campaign.settings.id, row.position)?;
    let other_day =
        papers.values().flatten().filter(|it| it.ballot.is_some() && is_of_other_day(&days, it.at));
    let other_day = u32::try_from(other_day.count()).unwrap_or(u32::MAX);
    let group = campaign.forms.iter().find(|it| it.form == row.what.form).map(|it| &it.group);
    let group = campaign.groups.iter().find(|it| Some(&it.code) == group);
    let count = |of: State| {
        let those = papers.values().filter(|rows| state(rows) == of).count();
        u32::try_from(those).unwrap_or(u32::MAX)
    };
    Ok(PaperBatch {
        position: row.position,
        group: group.map_or_else(String::new, |it| it.name.get(language).to_owned()),
        place_name: place_name(campaign, &row.what.place, language),
        what: row.what,
        version: row.version,
        by: row.by,
        at: row.at,
        back: row.back,
        cancelled: row.cancelled,
        sealed: count(State::Sealed),
        spoiled: count(State::Spoiled),
        waiting: count(State::Waiting),
        differing: count(State::Differing),
        other_day,
    })
}

/// Whether a ballot that was sealed then bears another day than the last of those that were noted.
fn is_of_other_day(noted: &[(Day, Timestamp)], sealed: Timestamp) -> bool {
    let then = noted.iter().rev().find(|(_, at)| *at <= sealed);
    then.zip(noted.last()).is_some_and(|(then, now)| then.0 != now.0)
}
