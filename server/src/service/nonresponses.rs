//! Who did not answer, and why: what interviewers noted on their tablets, and who refused by a code, beside what was planned.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use shared::ballot::NoAnswer;
use shared::export::guarded;
use shared::problem::Problem;
use shared::sheet::csv::write_line;
use shared::wire::TakenBack;

use super::flags::Called;
use super::log::Actor;
use super::oversight::Oversight;
use super::respond::{Planned, invited_in};
use super::session::Caller;
use super::{Error, Kind, KnownCampaign, Site, export, review};
use crate::store::{NonresponseRow, Stage};

/// So many are listed, the last first; the table has them all.
const LISTED: usize = 200;

/// The file that has them all.
pub const FILE: &str = "nonresponse.csv";

/// What its columns are called; behind a mark without which spreadsheets read other letters.
const COLUMNS: &str = "\u{feff}number,form,place,interviewer,reason,noted,received,taken_back,doubts\n";

/// A form at a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Ballots planned.
    pub planned: u32,
    /// How many did not answer, as `NoAnswer::ALL` has the reasons.
    pub reasons: [u32; NoAnswer::ALL.len()],
    /// Who refused by a code.
    pub by_code: u32,
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
            for (of, Planned { ballots, stages }) in invited_in(store, &known)? {
                let refused = Stage::ALL.iter().zip(stages).filter(|(stage, _)| **stage == Stage::Refused);
                let by_code = refused.map(|(_, count)| count).sum();
                sums.insert(of, Sums { planned: ballots, by_code, ..Sums::default() });
            }
            for it in store.missed(&campaign, None)? {
                let sums = sums.entry((it.form, it.place)).or_default();
                let of = NoAnswer::ALL.iter().zip(&mut sums.reasons);
                of.filter(|(reason, _)| **reason == it.reason).for_each(|(_, count)| *count += it.count);
            }
            sums.retain(|(_, place), _| sees(place));
            let people: BTreeSet<String> = noted
                .iter()
                .flat_map(|it| [Some(&it.interviewer), it.back.as_ref().map(|back| &back.by)])
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

/// Says that one was noted by mistake: it is not counted any more, and stays on the list with who said so and why.
pub async fn take_back(
    site: &Site,
    caller: Caller,
    campaign: String,
    position: i64,
    reason: String,
) -> Result<(), Error> {
    let (known, at, reason) = (site.known.clone(), site.now(), review::reason(&reason)?);
    site.store
        .write(move |store| {
            let known = known.get(store, &campaign)?;
            let oversight = Oversight::led(store, &caller, &campaign)?;
            let found = store.nonresponse(&campaign, position)?;
            let found = found.filter(|it| oversight.sees(&known.campaign, &it.place));
            let absent = || Problem::new("missed.absent").with("n", position);
            let found = found.ok_or_else(|| Error::Refused(Kind::Absent, absent()))?;
            if let Some(back) = &found.back {
                let problem = Problem::new("missed.taken_back").with("reason", &back.reason);
                return Err(Error::conflict(problem));
            }
            let back = TakenBack { reason, by: caller.username.clone(), at };
            store.put_nonresponse_back(&campaign, position, &back)?;
            store.grow_revision(&campaign)?;
            Ok(())
        })
        .await
}

/// All as a table for whoever takes it away, which the log tells.
pub async fn taken(site: &Site, by: Actor, campaign: String) -> Result<String, Error> {
    export::begin(site, by, campaign.clone(), FILE.to_owned(), None).await?;
    Ok(table(site, campaign).await?.0)
}

/// All as a table, in the order in which they arrived, and how many they are.
pub async fn table(site: &Site, campaign: String) -> Result<(String, usize), Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            known.get(store, &campaign)?;
            let noted = store.nonresponses(&campaign, usize::MAX)?;
            let mut table = COLUMNS.to_owned();
            for it in noted.iter().rev() {
                let doubts = it.doubts.iter().map(|why| &*why.code).collect::<Vec<_>>().join(" ");
                let cells = [
                    &*it.position.to_string(),
                    &it.form,
                    &it.place,
                    &it.interviewer,
                    it.reason.code(),
                    &it.noted.to_string(),
                    &it.received.to_string(),
                    it.back.as_ref().map_or("", |back| &back.reason),
                    &doubts,
                ];
                write_line(&mut table, cells.map(guarded));
            }
            Ok((table, noted.len()))
        })
        .await
}
