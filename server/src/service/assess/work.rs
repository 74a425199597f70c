//! What appraisers work through, and who appraises what.

use std::collections::BTreeMap;

use shared::assessment::{appraisers, domain};
use shared::campaign::{Campaign, Criterion, Leaf, Level, Method};
use shared::problem::Problem;
use shared::wire::{ActKind, Duty, DutyChange, Fact, LeafWork, Role, Stage, WorkQuery, holds};

use super::footing::{Footing, names_of};
use super::lines::{Line, Lines};
use crate::service::log::{self, Actor};
use crate::service::session::Caller;
use crate::service::{Error, Kind, Site};
use crate::store::{Repositories, StoreError};

/// Leaves of units, as work: the JSON of [`WorkRow`](shared::wire::WorkRow)s. Nobody's list has their own unit, whatever else they
/// hold.
pub async fn worklist(
    site: &Site,
    caller: Caller,
    campaign: String,
    query: WorkQuery,
) -> Result<Vec<u8>, Error> {
    let (known, books, now) = (site.known.clone(), site.books.clone(), site.now());
    site.store
        .read(move |store| {
            let footing = Footing::open(store, &known, &caller, &campaign, now)?;
            let duties = held_duties(store, &campaign)?;
            if let Some(unit) = query.unit.as_deref().filter(|unit| footing.campaign().unit(unit).is_none()) {
                let problem = Problem::new("assessments.unit_absent").with("unit", unit);
                return Err(Error::Refused(Kind::Absent, problem));
            }
            books.lines(store, &known, &footing.known, |lines| {
                let (mut wanted_lines, mut of_types) = (Vec::new(), BTreeMap::new());
                let campaign = footing.campaign();
                for unit in &campaign.units {
                    let is_asked = asked(&query.unit, &unit.code) && asked(&query.unit_type, &unit.unit_type);
                    let Some(lines) =
                        lines.unit(&unit.code).filter(|_| is_asked && !footing.is_own(&unit.code))
                    else {
                        continue;
                    };
                    let stage = footing.stage(&unit.code);
                    let unit_type = &*unit.unit_type;
                    let leaves = of_types.entry(unit_type);
                    let leaves = leaves
                        .or_insert_with(|| wanted(campaign, unit_type, &query, (&duties, &caller.username)));
                    let own = leaves.iter().filter_map(|leaf| lines.get(*leaf));
                    wanted_lines.extend(own.map(|line| (line, stage)));
                }
                written(store, &wanted_lines)
            })?
        })
        .await
}

/// Lines as a list, each of a unit that stands there.
fn written(store: &dyn Repositories, lines: &[(&Line, Stage)]) -> Result<Vec<u8>, Error> {
    let people = lines.iter().filter_map(|(line, _)| line.row().by.as_deref());
    let names = names_of(store, people.collect())?;
    let mut text = vec![b'['];
    for (nth, (line, stage)) in lines.iter().enumerate() {
        if nth > 0 {
            text.push(b',');
        }
        let by_name = line.row().by.as_ref().and_then(|by| names.get(by));
        line.write(*stage, by_name, &mut text)
            .map_err(|error| StoreError::unreadable("a worklist", error))?;
    }
    text.push(b']');
    Ok(text)
}

/// The leaves of a unit type that a list is of: sought once, and not for each of its units.
fn wanted<'a>(
    campaign: &'a Campaign,
    unit_type: &'a str,
    query: &WorkQuery,
    (duties, me): (&[Duty], &str),
) -> Vec<&'a str> {
    let is_mine = |node: &Criterion| {
        let who = appraisers(duties, unit_type, domain(&node.code));
        who.is_empty() || who.contains(&me)
    };
    let is_wanted = |(node, leaf): &(&Criterion, &Leaf)| {
        leaf.method == Method::SelfScored && asked(&query.leaf, &node.code) && (!query.mine || is_mine(node))
    };
    campaign.leaves_of(unit_type).filter(is_wanted).map(|(node, _)| &*node.code).collect()
}

fn asked(wanted: &Option<String>, found: &str) -> bool {
    wanted.as_deref().is_none_or(|wanted| wanted == found)
}

/// Each leaf over all units but one's own.
pub async fn leaves(site: &Site, caller: Caller, campaign: String) -> Result<Vec<LeafWork>, Error> {
    let (known, books, now) = (site.known.clone(), site.books.clone(), site.now());
    site.store
        .read(move |store| {
            let footing = Footing::open(store, &known, &caller, &campaign, now)?;
            let duties = held_duties(store, &campaign)?;
            let names = names_of(store, duties.iter().map(|duty| &*duty.change.account).collect())?;
            let named = |who: &String| names.get(who).unwrap_or(who).clone();
            let mut leaves =
                books.lines(store, &known, &footing.known, |lines| tree(&footing, &duties, lines))?;
            for leaf in &mut leaves {
                leaf.who_names = leaf.who.iter().map(named).collect();
            }
            Ok(leaves)
        })
        .await
}

fn tree(footing: &Footing, duties: &[Duty], lines: &Lines) -> Vec<LeafWork> {
    let campaign = footing.campaign();
    let is_ready = |unit: &str| matches!(footing.stage(unit), Stage::Submitted | Stage::Lapsed);
    let others = campaign.units.iter().filter(|unit| !footing.is_own(&unit.code));
    let with_lines = others.filter_map(|unit| Some((unit, lines.unit(&unit.code)?, is_ready(&unit.code))));
    let units: Vec<_> = with_lines.collect();
    let own = campaign.criteria.iter().filter_map(|node| Some((node, node.leaf.as_ref()?)));
    own.filter(|(_, leaf)| leaf.method == Method::SelfScored)
        .map(|(node, _)| {
            let who = appraisers(duties, &node.unit_type, domain(&node.code));
            let mut work = LeafWork {
                unit_type: node.unit_type.clone(),
                leaf: node.code.clone(),
                domain: domain(&node.code).to_owned(),
                units: 0,
                ready: 0,
                decided: 0,
                flagged: 0,
                who: who.into_iter().map(str::to_owned).collect(),
                who_names: Vec::new(),
            };
            for (_, lines, ready) in units.iter().filter(|(unit, ..)| unit.unit_type == node.unit_type) {
                let line = lines.get(&node.code).map(Line::row);
                work.units += 1;
                work.ready += usize::from(*ready);
                work.decided += usize::from(line.is_some_and(|line| line.by.is_some()));
                work.flagged += usize::from(line.is_some_and(|line| !line.flags.is_empty()));
            }
            work
        })
        .collect()
}

/// The rows that say who appraises which domain, without those of accounts that appraise no longer.
pub fn held_duties(store: &dyn Repositories, campaign: &str) -> Result<Vec<Duty>, StoreError> {
    let mut held = BTreeMap::new();
    let mut duties = store.duties(campaign)?;
    for Duty { change, .. } in &duties {
        if !held.contains_key(&change.account) {
            let appraises = holds(&store.roles(&change.account)?, &[Role::Appraiser], Some(campaign));
            let is_there = store.account(&change.account)?.is_some_and(|account| !account.disabled);
            held.insert(change.account.clone(), appraises && is_there);
        }
    }
    duties.retain(|duty| held[&duty.change.account]);
    Ok(duties)
}

/// Who appraises which domain: all rows, the last of each stands.
pub async fn duties(site: &Site, campaign: String) -> Result<Vec<Duty>, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            known.get(store, &campaign)?;
            Ok(held_duties(store, &campaign)?)
        })
        .await
}

/// Gives a domain to an appraiser, or takes it.
pub async fn set_duty(
    site: &Site,
    caller: Caller,
    campaign: String,
    change: DutyChange,
) -> Result<Vec<Duty>, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .write(move |store| {
            let footing = Footing::open(store, &known, &caller, &campaign, now)?;
            check(footing.campaign(), &change)?;
            if change.given && !holds(&store.grants(&change.account)?, &[Role::Appraiser], Some(&campaign)) {
                let problem = Problem::new("duty.no_appraiser").with("account", &change.account);
                return Err(Error::invalid(problem));
            }
            let rows = store.duties(&campaign)?;
            let who = appraisers(&rows, &change.unit_type, &change.domain);
            if who.contains(&&*change.account) == change.given {
                return Ok(rows);
            }
            let kind = if change.given { ActKind::DutyGiven } else { ActKind::DutyTaken };
            let domain = format!("{} {}", change.unit_type, change.domain);
            let act = log::act(kind, &change.account).within(Some(&campaign)).after(Fact::Domain, domain);
            act.write(store, &Actor::from(&caller), now)?;
            store.put_duty(&campaign, &Duty { position: 0, change, by: caller.username, at: now })?;
            store.grow_revision(&campaign)?;
            Ok(held_duties(store, &campaign)?)
        })
        .await
}

fn check(campaign: &Campaign, change: &DutyChange) -> Result<(), Error> {
    let is_there = campaign.criteria.iter().any(|node| {
        node.level == Level::Domain && node.unit_type == change.unit_type && node.code == change.domain
    });
    let problem =
        || Problem::new("duty.no_domain").with("domain", &change.domain).with("unit_type", &change.unit_type);
    if is_there { Ok(()) } else { Err(Error::invalid(problem())) }
}
