//! Who did not answer, and why: what interviewers noted on their tablets, and who refused by a code, beside what was planned.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;
use std::sync::Arc;

use shared::ballot::NoAnswer;
use shared::problem::Problem;
use shared::wire::{ActKind, Chosen, Decision, Fact, Status};

use super::export::Lines;
use super::flags::Called;
use super::log::{self, Actor};
use super::oversight::Oversight;
use super::respond::{Planned, invited_in};
use super::session::Caller;
use super::{Error, Kind, KnownCampaign, Site, accept, export, review};
use crate::store::{NonresponseRow, Repositories, Stage};

/// So many are listed, the last first; the table has them all.
const LISTED: usize = 200;

/// The file that has them all.
pub const FILE: &str = "nonresponse.csv";

const HEADS: &[&str] = &[
    "number",
    "form",
    "place",
    "interviewer",
    "reason",
    "noted",
    "received",
    "status",
    "decision",
    "doubts",
];

/// A form at a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Ballots planned.
    pub planned: u32,
    /// Ballots that came and were not rejected.
    pub answered: u32,
    /// How many did not answer, as `NoAnswer::ALL` has the reasons.
    pub reasons: [u32; NoAnswer::ALL.len()],
    /// Who refused by a code.
    pub by_code: u32,
}

impl Sums {
    /// How many did not answer.
    pub fn missed(&self) -> u32 {
        self.reasons.iter().sum::<u32>() + self.by_code
    }

    /// How many whole of a hundred who were asked answered, so that a hundred are all; of nobody it says nothing.
    pub fn rate(&self) -> Option<u64> {
        let asked = u64::from(self.answered) + u64::from(self.missed());
        (u64::from(self.answered) * 100).checked_div(asked)
    }
}

impl AddAssign for Sums {
    fn add_assign(&mut self, more: Self) {
        self.planned += more.planned;
        self.answered += more.answered;
        self.by_code += more.by_code;
        self.reasons.iter_mut().zip(more.reasons).for_each(|(sum, n)| *sum += n);
    }
}

/// All of a campaign.
pub struct Nonresponses {
    /// The campaign.
    pub known: Arc<KnownCampaign>,
    /// What its codes are called.
    pub called: Called,
    /// By form and place.
    pub sums: BTreeMap<(String, String), Sums>,
    /// The last that were noted, the last first.
    pub noted: Vec<NonresponseRow>,
}

/// Reads them, as far as who asks leads the places.
pub async fn nonresponses(site: &Site, caller: Caller, campaign: String) -> Result<Nonresponses, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let oversight = Oversight::of(store, &caller, &campaign)?;
            let sees = |place: &str| oversight.sees(&known.campaign, place);
            // Where all are theirs the last are enough.
            let most = if oversight.is_whole() { LISTED } else { usize::MAX };
            let mut noted = store.nonresponses(&campaign, most)?;
            noted.retain(|it| sees(&it.place));
            noted.truncate(LISTED);
            let mut sums: BTreeMap<_, Sums> = BTreeMap::new();
            // The province is one place, by whichever of its codes.
            let at =
                |(form, place): (String, String)| (form, known.campaign.places.canonical(&place).to_owned());
            for (of, Planned { ballots, stages }) in invited_in(store, &known)? {
                let refused = Stage::ALL.iter().zip(stages).filter(|(stage, _)| **stage == Stage::Refused);
                let by_code: u32 = refused.map(|(_, count)| count).sum();
                let sums = sums.entry(at(of)).or_default();
                sums.planned += ballots;
                sums.by_code += by_code;
            }
            for it in store.missed(&campaign, None)? {
                let sums = sums.entry(at((it.form, it.place))).or_default();
                let of = NoAnswer::ALL.iter().zip(&mut sums.reasons);
                of.filter(|(reason, _)| **reason == it.reason).for_each(|(_, count)| *count += it.count);
            }
            for it in store.counted(&campaign)?.into_iter().filter(|it| it.status != Status::Rejected) {
                sums.entry(at((it.form, it.place))).or_default().answered += it.ballots;
            }
            sums.retain(|(_, place), _| sees(place));
            let people: BTreeSet<String> = noted
                .iter()
                .flat_map(|it| [Some(&it.interviewer), it.decided.as_ref().map(|it| &it.by)])
                .flatten()
                .cloned()
                .collect();
            let places = sums.keys().map(|(_, place)| place);
            let places = places.chain(noted.iter().map(|it| &it.place)).cloned().collect();
            let called = Called::of(store, &known, &people, &places)?;
            Ok(Nonresponses { known, called, sums, noted })
        })
        .await
}

/// Decides about one, as about a ballot: who leads its place, and did not note it. What was noted by mistake is rejected, what was doubted
/// may be accepted; each decision is kept, and the last one stands.
pub async fn decide(
    site: &Site,
    caller: Caller,
    campaign: String,
    chosen: Chosen,
    (decision, reason): (Decision, String),
) -> Result<(), Error> {
    let (known, by) = (site.known.clone(), Actor::from(&caller));
    let row = review::row(site, caller.clone(), decision, &reason)?;
    site.store
        .write(move |store| {
            let known = known.get(store, &campaign)?;
            let oversight = Oversight::led(store, &caller, &campaign)?;
            let found = store.nonresponse(&campaign, chosen.key)?;
            let found = found.filter(|it| oversight.sees(&known.campaign, &it.place));
            let absent = || Problem::new("missed.absent").with("n", chosen.key);
            let it = found.ok_or_else(|| Error::Refused(Kind::Absent, absent()))?;
            let who = (Some(&*it.interviewer), Some(&*it.sent_by));
            review::refuse_own(who, &caller.username, oversight.is_whole())?;
            review::refuse_unread(
                &store.nonresponse_reviews(&campaign, chosen.key)?,
                chosen.seen,
                &caller.username,
            )?;
            let (before, after) = (it.status(), NonresponseRow::after(decision));
            if after.counts() && !before.counts() {
                refuse_other(store, &campaign, &it)?;
            }
            store.put_nonresponse_review(&campaign, chosen.key, &row)?;
            log::act(ActKind::NonresponseReviewed, chosen.key.to_string())
                .within(Some(&campaign))
                .before(Fact::Status, before.code())
                .after(Fact::Status, after.code())
                .after(Fact::Reason, &row.reason)
                .write(store, &by, row.at)?;
            store.grow_revision(&campaign)?;
            Ok(())
        })
        .await
}

/// Of one interview a ballot counts, or once that nobody answered.
fn refuse_other(store: &dyn Repositories, campaign: &str, it: &NonresponseRow) -> Result<(), Error> {
    let counts = |status: Status| status.counts();
    if let Some(key) = accept::stands_under(store, campaign, it.id, counts)? {
        return Err(Error::conflict(Problem::new("missed.answered").with("key", key)));
    }
    match accept::missed_under(store, campaign, it.id, counts)? {
        Some(n) => Err(Error::conflict(Problem::new("missed.twin_counts").with("n", n))),
        None => Ok(()),
    }
}

/// All as a table for whoever takes it away, which the log tells.
pub async fn taken(site: &Site, by: Actor, campaign: String) -> Result<String, Error> {
    export::begin(site, by, campaign.clone(), FILE.to_owned(), None).await?;
    Ok(table(site, campaign).await?.csv())
}

/// All as a table, in the order in which they arrived; it is about as many.
pub async fn table(site: &Site, campaign: String) -> Result<Lines, Error> {
    let known = site.known.clone();
    let noted = site.store.read(move |store| {
        known.get(store, &campaign)?;
        Ok::<_, Error>(store.nonresponses(&campaign, usize::MAX)?)
    });
    let noted = noted.await?;
    let mut lines = Lines::about(noted.len(), HEADS);
    for it in noted.into_iter().rev() {
        let doubts = it.doubts.iter().map(|why| &*why.code).collect::<Vec<_>>().join(" ");
        let status = it.status().code();
        lines.add(vec![
            it.position.into(),
            it.form.into(),
            it.place.into(),
            it.interviewer.into(),
            it.reason.code().into(),
            it.noted.into(),
            it.received.into(),
            status.into(),
            it.decided.map(|it| it.reason).into(),
            doubts.into(),
        ]);
    }
    Ok(lines)
}
