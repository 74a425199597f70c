//! The desks of who keys here: what lies on one is found as it was left, for as long as the page is there.

use std::collections::BTreeMap;

use dioxus::core::ScopeId;
use dioxus::prelude::*;
use shared::problem::Problem;
use shared::wire::PaperWork;

use super::station::Station;

/// Whose desk, of which campaign and batch.
type Whose = (String, String, i64);

/// All desks of this page: each person has their own, as nobody is to see what another one keyed.
static DESKS: GlobalSignal<BTreeMap<Whose, Signal<Station>>> = Signal::global(BTreeMap::new);

/// The desk of a person at a batch.
pub fn desk(username: &str, campaign: &str, work: PaperWork) -> Result<Signal<Station>, Problem> {
    let whose = (username.to_owned(), campaign.to_owned(), work.batch.position);
    let known = DESKS.peek().get(&whose).copied();
    if let Some(mut known) = known {
        known.write().refresh(work);
        return Ok(known);
    }
    // It outlives the screen.
    let made = Signal::new_in_scope(Station::new(work)?, ScopeId::ROOT);
    DESKS.write().insert(whose, made);
    Ok(made)
}

/// How many papers were begun on a desk and are not whole.
pub fn begun() -> usize {
    DESKS.peek().values().map(|desk| desk.peek().begun()).sum()
}
