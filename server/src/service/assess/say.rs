//! Saying something of a leaf: a version more, in the transaction that judges it.

use jiff::Timestamp;
use shared::assessment::{Said, points_of, settled, the_one, unseen};
use shared::campaign::Leaf;
use shared::points::Points;
use shared::problem::Problem;
use shared::wire::{ActKind, Answer, Appraisal, Entry, Fact, LeafRecord, Question, Saying};
use uuid::Uuid;

use super::footing::{Footing, refuse};
use crate::service::log::{self, Actor};
use crate::service::session::Caller;
use crate::service::{Error, Kind, Site};
use crate::store::{NewSaying, Repositories, StoreError};

/// Of what something is said, and under which id.
#[derive(Clone, Debug)]
pub struct Spot {
    /// The campaign.
    pub campaign: String,
    /// The unit.
    pub unit: String,
    /// The leaf.
    pub leaf: String,
    /// As its author gave it.
    pub id: Uuid,
}

/// Says it, the same as often as it is sent; gives all that was said of the leaf.
pub async fn say<T: Said>(
    site: &Site,
    caller: Caller,
    spot: Spot,
    saying: Saying<T>,
) -> Result<LeafRecord, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .write(move |store| {
            let footing = Footing::open(store, &known, &caller, &spot.campaign, now)?;
            say_in(&footing, &caller, &spot, saying)
        })
        .await
}

fn row<T: Said>(caller: &Caller, spot: &Spot, saying: &Saying<T>, at: Timestamp) -> NewSaying {
    NewSaying {
        id: Some(spot.id),
        kind: T::CODE,
        unit: spot.unit.clone(),
        leaf: spot.leaf.clone(),
        over: saying.over.clone(),
        said: serde_json::to_string(&saying.said).expect("what is said is plain data"),
        by: caller.username.clone(),
        at,
    }
}

/// Whether the very same was said already; another under its id is refused.
pub fn is_known<T: Said>(
    footing: &Footing,
    caller: &Caller,
    spot: &Spot,
    saying: &Saying<T>,
) -> Result<bool, Error> {
    match footing.store.knows_saying(&spot.campaign, &row(caller, spot, saying, footing.now))? {
        Some(false) => Err(Error::conflict(Problem::new("assessments.id_taken").with("id", spot.id))),
        known => Ok(known == Some(true)),
    }
}

/// Says it within a transaction.
pub fn say_in<T: Said>(
    footing: &Footing,
    caller: &Caller,
    spot: &Spot,
    saying: Saying<T>,
) -> Result<LeafRecord, Error> {
    let Spot { campaign, unit, leaf, .. } = spot;
    // What is here already is acked, whatever has closed meanwhile.
    if is_known(footing, caller, spot, &saying)? {
        return Ok(footing.visible(footing.record(unit, leaf)?));
    }
    let (new, said, store) = (row(caller, spot, &saying, footing.now), saying.said, footing.store);
    footing.may(said.task(), unit)?;
    let rule = footing.leaf(unit, leaf)?;
    let mut record = footing.record(unit, leaf)?;
    if let Some(version) = unseen(T::versions(&mut record), &new.over) {
        let problem = Problem::new("assessments.version_unknown").with("version", version);
        return Err(Error::Refused(Kind::Invalid, problem));
    }
    let about = |problem: Problem| {
        let problem = problem.with("unit", unit);
        problem.with("code", leaf)
    };
    refuse(said.faults(rule, &record).into_iter().map(about).collect())?;
    for digest in said.evidence().iter().filter_map(|evidence| evidence.file.as_ref()) {
        if store.evidence_file(campaign, unit, digest)?.is_none() {
            let problem = Problem::new("assessments.no_file").with("digest", digest);
            return Err(Error::invalid(about(problem)));
        }
    }
    if !said.has_read(&record) {
        return Err(Error::conflict(about(Problem::new("assessments.entry_changed"))));
    }
    store.put_saying(campaign, &new)?;
    let after = footing.record(unit, leaf)?;
    tell(store, &Actor::from(caller), campaign, rule, (&record, &after), &new)?;
    store.grow_revision(campaign)?;
    Ok(footing.visible(after))
}

/// What the log tells of a leaf.
struct Told {
    claimed: Option<Points>,
    given: Option<Points>,
    finding: &'static str,
    reason: String,
}

/// What is decided without points.
fn finding(said: &Appraisal) -> &'static str {
    match said.points {
        _ if said.excused => "excused",
        None => "withdrawn",
        Some(_) => "",
    }
}

impl Told {
    fn of(leaf: &Leaf, record: &LeafRecord) -> Self {
        let appraisal = settled(&record.appraisals).map(|version| &version.said);
        Self {
            claimed: the_one(&record.entries).and_then(|version| points_of(leaf, &version.said)),
            given: appraisal.and_then(|appraisal| appraisal.points.clone()),
            finding: appraisal.map(finding).unwrap_or_default(),
            reason: appraisal.map(|appraisal| appraisal.reason.clone()).unwrap_or_default(),
        }
    }
}

/// Tells the log, where points change or something is asked or answered: not each word as it is typed.
pub fn tell(
    store: &dyn Repositories,
    by: &Actor,
    campaign: &str,
    leaf: &Leaf,
    (before, after): (&LeafRecord, &LeafRecord),
    new: &NewSaying,
) -> Result<(), StoreError> {
    let (was, is) = (Told::of(leaf, before), Told::of(leaf, after));
    let shown = |points: &Option<Points>| points.as_ref().map(ToString::to_string).unwrap_or_default();
    let act = |kind| log::act(kind, format!("{} {}", new.unit, new.leaf)).within(Some(campaign));
    let act = match new.kind {
        Entry::CODE if was.claimed == is.claimed => return Ok(()),
        Entry::CODE => act(ActKind::Scored)
            .before(Fact::Points, shown(&was.claimed))
            .after(Fact::Points, shown(&is.claimed)),
        Appraisal::CODE => {
            let said: Appraisal = read(new)?;
            act(if said.excused { ActKind::Excused } else { ActKind::Appraised })
                .before(Fact::Points, shown(&was.given))
                .before(Fact::Finding, was.finding)
                .before(Fact::Reason, was.reason)
                .after(Fact::Points, shown(&said.points))
                .after(Fact::Finding, finding(&said))
                .after(Fact::Reason, said.reason)
        }
        Question::CODE => act(ActKind::Asked).after(Fact::Text, read::<Question>(new)?.text),
        _ => {
            let over = before.answers.iter().filter(|version| new.over.contains(&version.position));
            let over: Vec<&str> = over.map(|version| &*version.said.text).collect();
            act(ActKind::Answered)
                .before(Fact::Text, over.join("\n"))
                .after(Fact::Text, read::<Answer>(new)?.text)
        }
    };
    act.write(store, by, new.at)
}

/// What was said, as it is kept.
fn read<T: Said>(new: &NewSaying) -> Result<T, StoreError> {
    serde_json::from_str(&new.said).map_err(|cause| StoreError::unreadable("what is said", cause))
}
