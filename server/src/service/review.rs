//! Deciding about a ballot: accept, reject, reopen. Decisions are appended, never changed; the last one stands.

use std::sync::Arc;

use shared::ballot::{Ballot, Header, Mode};
use shared::problem::Problem;
use shared::sheet::shows_nothing;
use shared::wire::{ActKind, BallotDetail, Chosen, Decision, Fact, ManyReviews, Review, ReviewRow, Status};
use uuid::Uuid;

use super::backchecks::refuse_asker;
use super::log::{self, Actor};
use super::oversight::Oversight;
use super::session::Caller;
use super::tallied::{Change, marks};
use super::{Error, Kind, KnownCampaign, Site, accept, ballots, effect};
use crate::store::{Repositories, Standing, StoreError, Stored};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 1000;
/// The most ballots that are decided about at once: a page of them.
const MOST_AT_ONCE: usize = 200;

/// A reason that people gave, without blanks around it; refused where there is none.
pub fn reason(text: &str) -> Result<String, Error> {
    let trimmed = text.trim();
    if shows_nothing(trimmed) {
        return Err(Error::invalid(Problem::new("review.reason_blank")));
    }
    if trimmed.chars().count() > LONGEST_REASON {
        return Err(Error::invalid(Problem::new("review.reason_too_long").with("most", LONGEST_REASON)));
    }
    Ok(trimmed.to_owned())
}

/// Decides; counts change in the same transaction, and tallies follow its commit.
pub async fn review(
    site: &Site,
    caller: Caller,
    campaign: String,
    position: i64,
    review: Review,
) -> Result<BallotDetail, Error> {
    let by = Actor::from(&caller);
    let row = row(site, caller.clone(), review.decision, &review.reason)?;
    let known = site.known.clone();
    site.store
        .write(move |store| {
            // What is decided is given back with the answers.
            refuse_asker(store, &campaign, position, &caller)?;
            let known = known.find(store, &campaign)?;
            let chosen = Chosen { key: position, seen: review.seen };
            let Decided { stored, .. } = decide(store, known.as_ref(), &campaign, chosen, &row, &by, true)?;
            store.grow_revision(&campaign)?;
            ballots::detail_in(store, known.as_deref(), &stored)
        })
        .await
}

/// Decides about many in one transaction, each with an act of its own; about none where one is refused, as each is that is from no place
/// which who decides leads.
pub async fn review_many(
    site: &Site,
    caller: Caller,
    campaign: String,
    reviews: ManyReviews,
) -> Result<usize, Error> {
    let by = Actor::from(&caller);
    let row = row(site, caller.clone(), reviews.decision, &reviews.reason)?;
    let mut chosen = reviews.ballots;
    chosen.sort_by_key(|it| it.key);
    chosen.dedup_by_key(|it| it.key);
    if chosen.is_empty() {
        return Err(Error::invalid(Problem::new("review.none_chosen")));
    }
    if chosen.len() > MOST_AT_ONCE {
        return Err(Error::invalid(Problem::new("review.too_many").with("most", MOST_AT_ONCE)));
    }
    let known = site.known.clone();
    site.store
        .write(move |store| {
            let known = known.find(store, &campaign)?;
            let oversight = Oversight::led(store, &caller, &campaign)?;
            for it in &chosen {
                oversight.find(store, known.as_deref(), &campaign, it.key)?;
                let decided = decide(store, known.as_ref(), &campaign, *it, &row, &by, oversight.is_whole());
                decided
                    .and_then(|decided| refuse_beside(store, &decided))
                    .map_err(|error| of(it.key, error))?;
            }
            store.grow_revision(&campaign)?;
            Ok(chosen.len())
        })
        .await
}

/// Of many that were chosen the one that was refused is named.
fn of(key: i64, error: Error) -> Error {
    match error {
        Error::Refused(kind, why) => Error::Refused(kind, why.with("key", key)),
        error => error,
    }
}

/// A decision that is taken now.
pub(super) fn row(site: &Site, caller: Caller, decision: Decision, why: &str) -> Result<ReviewRow, Error> {
    Ok(ReviewRow { decision, reason: reason(why)?, by: caller.username, at: site.now() })
}

/// A ballot that was decided about, and whether it counts since then.
struct Decided {
    stored: Stored,
    header: Header,
    counts_now: bool,
}

/// One decision, with its act, by somebody who leads all or some places; counts change in the same transaction.
fn decide(
    store: &dyn Repositories,
    known: Option<&Arc<KnownCampaign>>,
    campaign: &str,
    chosen: Chosen,
    row: &ReviewRow,
    by: &Actor,
    leads_all: bool,
) -> Result<Decided, Error> {
    let position = chosen.key;
    let stored = ballots::find(store, campaign, position)?;
    refuse_unread(&store.reviews(campaign, position)?, chosen.seen, &row.by)?;
    let ballot = ballots::open(&stored)?;
    // Nobody asked what came on paper or by a code.
    if ballot.header.mode == Mode::Tablet {
        let who = (ballot.header.interviewer.as_deref(), stored.ballot.sent_by.as_deref());
        refuse_own(who, &row.by, leads_all)?;
    }
    if row.decision == Decision::Accept && known.is_some_and(|known| known.forms.tells_who(&ballot)) {
        return Err(Error::conflict(Problem::new("review.personal")));
    }
    let before = standing(store, campaign, position)?;
    let status = after(known.map(|known| &**known), &stored, &ballot, row.decision)?;
    let counts_now = status.counts() && !before.status.counts();
    if counts_now {
        refuse_twin(store, campaign, stored.ballot.id, Some(position))?;
        if let Some(n) = accept::missed_under(store, campaign, stored.ballot.id, Status::counts)? {
            return Err(Error::conflict(Problem::new("review.missed_counts").with("n", n)));
        }
    }
    store.put_review(campaign, position, row)?;
    log::act(ActKind::Reviewed, position.to_string())
        .within(Some(campaign))
        .before(Fact::Status, before.status.code())
        .after(Fact::Status, status.code())
        .after(Fact::Reason, &row.reason)
        .write(store, by, row.at)?;
    let was = before.status;
    move_on(store, before, status)?;
    let moved = effect::review_is_in(store, campaign)?;
    if let Some(known) = known {
        let (less, more) = (marks(known, was, &ballot), marks(known, status, &ballot));
        known.tallied.follow_later(store, moved, Change { less, more });
    }
    Ok(Decided { stored, header: ballot.header, counts_now })
}

/// Nobody decides about an interview of their own; who leads some places and no more, about none that they sent either. An admin hands in
/// what others interviewed.
pub(super) fn refuse_own(
    (interviewer, sent_by): (Option<&str>, Option<&str>),
    by: &str,
    leads_all: bool,
) -> Result<(), Error> {
    if interviewer == Some(by) || (!leads_all && sent_by == Some(by)) {
        return Err(Error::Refused(Kind::Forbidden, Problem::new("review.own")));
    }
    Ok(())
}

/// Who decides about many at once looked at none beside another: no two of one interview count by that.
fn refuse_beside(store: &dyn Repositories, decided: &Decided) -> Result<(), Error> {
    let beside = match decided.counts_now {
        true => accept::counts_beside(store, &decided.header)?,
        false => None,
    };
    beside
        .map_or(Ok(()), |other| Err(Error::conflict(Problem::new("review.done_again").with("other", other))))
}

/// Where a ballot stands: it took effect when it came.
pub fn standing(store: &dyn Repositories, campaign: &str, ballot: i64) -> Result<Standing, StoreError> {
    store
        .standing(campaign, ballot)?
        .ok_or_else(|| StoreError::unreadable("the standing of a ballot", "absent"))
}

/// Takes back the effect that a ballot has, and lets it take that of its new status.
pub fn move_on(store: &dyn Repositories, before: Standing, status: Status) -> Result<(), StoreError> {
    effect::take_back(store, &before)?;
    effect::apply(store, &Standing { status, ..before })
}

/// Nobody overrides another's decision that they have not read. Their own they know, also before their screen shows it.
pub(super) fn refuse_unread(taken: &[ReviewRow], seen: Option<usize>, by: &str) -> Result<(), Error> {
    let Some(seen) = seen else { return Ok(()) };
    match taken.iter().skip(seen).rfind(|taken| taken.by != by) {
        Some(unread) => Err(Error::conflict(Problem::new("review.decided_meanwhile").with("by", &unread.by))),
        None => Ok(()),
    }
}

/// The status after the decision.
pub fn after(
    known: Option<&KnownCampaign>,
    stored: &Stored,
    ballot: &Ballot,
    decision: Decision,
) -> Result<Status, Error> {
    match decision {
        // What counted as it arrived counts as that again. Of a file, that is what the file says.
        Decision::Accept if stored.ballot.arrived.counts() => Ok(stored.ballot.arrived),
        Decision::Reject => Ok(Status::Rejected),
        Decision::Reopen => Ok(Status::Pending),
        Decision::Accept => accepted(known, ballot),
    }
}

/// An accepted ballot counts by its form. Where that is not here, nothing could be counted: it waits for the import.
fn accepted(known: Option<&KnownCampaign>, ballot: &Ballot) -> Result<Status, Error> {
    let header = &ballot.header;
    let Some(known) = known else {
        let problem = Problem::new("review.campaign_unknown").with("campaign", &header.campaign);
        return Err(Error::conflict(problem));
    };
    if known.version(&header.form, &header.version).is_none() {
        let problem = Problem::new("review.form_unknown").with("form", &header.form);
        return Err(Error::conflict(problem.with("version", &header.version)));
    }
    Ok(accept::check(Some(known), ballot).status)
}

/// Of several ballots with one id only one can count at a time: refuses where one counts, `but` aside.
pub fn refuse_twin(
    store: &dyn Repositories,
    campaign: &str,
    id: Uuid,
    but: Option<i64>,
) -> Result<(), Error> {
    for twin in store.ballots_with_id(campaign, id)? {
        // One that was withdrawn stands nowhere.
        let stands = store.standing(campaign, twin.position)?;
        if Some(twin.position) != but && stands.is_some_and(|it| it.status.counts()) {
            let problem = Problem::new("review.twin_counts").with("key", twin.position);
            return Err(Error::conflict(problem));
        }
    }
    Ok(())
}
