//! Fetches campaigns and packages while there is a network, so that the tablet can do without.

use std::rc::Rc;

use futures::FutureExt as _;
use jiff::Timestamp;
use shared::problem::Problem;
use shared::sync::Input;
use shared::wire::{CampaignSummary, Held, Role, TabletPackage};
use wasm_bindgen_futures::spawn_local;

use super::edge::now_ms;
use super::post::post;
use super::sender;
use super::work::Work;
use crate::device::protocol::{Event, FromWorker, TabletState};
use crate::net;
use crate::platform::is_persisted;

/// Wakes come often; packages change seldom.
const OLD_AFTER_MS: u64 = 60 * 1_000;

/// A message is seen within a minute: the page asks every twenty seconds how the store stands.
const LOOKS_AFTER_MS: u64 = 30 * 1_000;

/// Fetches if the last time is a while ago.
pub fn refresh_when_old(work: &Rc<Work>) {
    if now_ms().abs_diff(work.fetched_ms.get()) >= OLD_AFTER_MS {
        spawn_local(refresh(Rc::clone(work)).map(drop));
    }
}

/// Asks an interviewer's tablet's server for the list alone, which is small, if it was not heard for a while; packages follow where
/// the list is another one.
pub fn look_when_old(work: &Rc<Work>) {
    let interviews = work.store(|store| Ok(store.person().is_some_and(|it| it.is(&[Role::Interviewer]))));
    if interviews == Ok(true) && now_ms().abs_diff(work.looked_ms.get()) >= LOOKS_AFTER_MS {
        spawn_local(news(Rc::clone(work), false).map(drop));
    }
}

/// Fetches the campaigns of this person and their packages, and tells the page what is new.
pub async fn refresh(work: Rc<Work>) -> Result<(), Problem> {
    news(work, true).await
}

/// The same of all campaigns, or of those of which the list says something else than before.
async fn news(work: Rc<Work>, all: bool) -> Result<(), Problem> {
    let person = work.store(|store| Ok(store.person().map(|person| person.username.clone())))?;
    let Some(username) = person else { return Ok(()) };
    if work.fetching.replace(true) {
        return Ok(());
    }
    work.looked_ms.set(now_ms());
    let known = work.machine.borrow().epoch();
    let fetched = fetch(&work, &username, all).await;
    work.fetching.set(false);
    if fetched.is_ok() {
        sender::handle(&work, Input::Heard(sender::heard(known)));
    }
    match &fetched {
        Ok(()) if all => work.fetched_ms.set(now_ms()),
        Err(problem) if net::is_signed_out(problem) => post(&FromWorker::Event(Event::SessionEnded)),
        _ => {}
    }
    fetched
}

async fn fetch(work: &Work, username: &str, all: bool) -> Result<(), Problem> {
    let told = if all { told(work).await? } else { String::new() };
    let mut summaries = net::campaigns_told(&told).await?;
    let kept = work.store(|store| store.campaigns())?.rows;
    let is_kept = |it: &CampaignSummary| kept.iter().any(|kept| kept.summary == *it);
    if !all && summaries.len() == kept.len() && summaries.iter().all(is_kept) {
        return Ok(());
    }
    for summary in summaries.iter_mut().filter(|it| it.assigned && (all || !is_kept(it))) {
        let asked = crate::platform::now();
        let read = work.store(|store| store.read_here(username, &summary.id))?;
        let package = net::package(&summary.id, &read).await?;
        if still(work, username)? {
            keep(work, username, summary, &package, asked)?;
            work.store(|store| store.told_read(username, &summary.id, &read))?;
        }
        summary.waiting = u32::try_from(package.messages.len()).unwrap_or(u32::MAX);
    }
    // The list comes last, so that a campaign is never shown before it can be worked on.
    if still(work, username)? {
        work.store(|store| store.keep_campaigns(username, &summaries))?;
        post(&FromWorker::Event(Event::PackageChanged { campaign: String::new() }));
    }
    Ok(())
}

/// How this device stands, and what it holds of whoever asks: where they are known to the server, the office sees it.
async fn told(work: &Work) -> Result<String, Problem> {
    let TabletState { device, build, .. } = work.store(|store| store.state())?;
    let held = work.store(|store| store.held_of_person())?;
    let unsent = held.unreadable + held.of.iter().map(|it| it.unsent).sum::<u32>();
    let drafts: u32 = held.of.iter().map(|it| it.drafts).sum();
    let held = Held::tell(&held.of);
    let (persisted, clock) = (is_persisted().await, now_ms());
    let app = env!("CARGO_PKG_VERSION");
    Ok(format!(
        "?device={device}&app={app}-{build}&persisted={persisted}&clock={clock}&unsent={unsent}&drafts={drafts}&held={held}"
    ))
}

/// Whether the person is still the one for whom the request was made.
fn still(work: &Work, username: &str) -> Result<bool, Problem> {
    work.store(|store| Ok(store.person().is_some_and(|person| person.username == username)))
}

fn keep(
    work: &Work,
    username: &str,
    summary: &CampaignSummary,
    package: &TabletPackage,
    asked: Timestamp,
) -> Result<(), Problem> {
    if work.store(|store| store.keep_package(username, package, asked))? {
        post(&FromWorker::Event(Event::PackageChanged { campaign: summary.id.clone() }));
    }
    Ok(())
}
