//! Brings files to the server: keeps each on the disk first, sends one after the other in pieces, and tells the page how far it is.

use std::collections::BTreeSet;
use std::rc::Rc;

use shared::problem::Problem;
use shared::sync::{Config, Jitter};
use shared::typed::{Came, FileKey, Input, Key, Next, Parcel};
use shared::wire::EvidenceFile;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use super::post::post;
use super::work::Work;
use super::{bytes, typist};
use crate::device::protocol::typed::{News, Order};
use crate::device::protocol::{Event, FromWorker, Reply};
use crate::net;
use crate::platform::{new_id, sleep};

/// What the courier holds between two events.
pub struct Courier {
    /// Files that the page handed over and has not said the unit of.
    pub handed: Vec<File>,
    parcels: Vec<Parcel>,
    busy: bool,
    failures: u32,
    /// Only the last wait that began counts.
    wait: u64,
    jitter: Jitter,
}

impl Default for Courier {
    fn default() -> Self {
        let (_, seed) = new_id().as_u64_pair();
        let (handed, parcels) = (Vec::new(), Vec::new());
        Self { handed, parcels, busy: false, failures: 0, wait: 0, jitter: Jitter::new(seed) }
    }
}

/// Takes up what was kept for the person who works here now; bytes that no row names are left of a copy that broke off.
pub fn take_up(work: &Rc<Work>) {
    let (parcels, named) = match work.store(|store| Ok((store.parcels()?.rows, store.parcel_names()?))) {
        Ok(found) => found,
        Err(problem) => return crate::platform::log(&problem.to_string()),
    };
    work.courier.borrow_mut().parcels = parcels;
    await_files(work);
    wake(work);
    if !work.swept.replace(true) {
        // Ids grow with time: what is copied meanwhile has a later one.
        let (named, now): (BTreeSet<String>, _) = (named.into_iter().collect(), new_id().to_string());
        spawn_local(async move {
            for name in bytes::names().await.into_iter().filter(|name| *name < now && !named.contains(name)) {
                bytes::remove(&name).await;
            }
        });
    }
}

/// What is kept of a unit's files.
pub fn parcels(work: &Work, campaign: &str, unit: &str) -> Vec<Parcel> {
    let here = |it: &&Parcel| it.key.campaign == campaign && it.key.unit == unit;
    work.courier.borrow().parcels.iter().filter(here).cloned().collect()
}

/// Keeps the first file that was handed over and not asked of yet, and begins to send it.
pub async fn give(work: &Rc<Work>, order: Order) -> Result<Reply, Problem> {
    let file = {
        let mut courier = work.courier.borrow_mut();
        if courier.handed.is_empty() { None } else { Some(courier.handed.remove(0)) }
    };
    let file = file.ok_or_else(|| Problem::new("store.reply"))?;
    let id = new_id();
    let digest = bytes::keep(&id.to_string(), &file).await?;
    let key = FileKey { campaign: order.campaign, unit: order.unit, digest };
    let length = file.size() as u64;
    let parcel = Parcel { id, key, name: file.name(), bytes: length, refused: None };
    let known = work.courier.borrow().parcels.iter().find(|it| it.key == parcel.key).cloned();
    if let Some(known) = known {
        bytes::remove(&id.to_string()).await;
        return Ok(Reply::Parcel(Box::new(known)));
    }
    if let Err(problem) = work.store(|store| store.keep_parcel(&parcel)) {
        bytes::remove(&id.to_string()).await;
        return Err(problem);
    }
    work.courier.borrow_mut().parcels.push(parcel.clone());
    await_files(work);
    tell(&parcel.key, Some(&parcel), None, None);
    wake(work);
    Ok(Reply::Parcel(Box::new(parcel)))
}

/// Lets a file go that is named by nothing that was typed.
pub fn let_go(work: &Rc<Work>, key: &FileKey) {
    if !work.typed.borrow().names(key) {
        let parcel = work.courier.borrow().parcels.iter().find(|it| it.key == *key).cloned();
        if let Some(parcel) = parcel {
            put_away(work, &parcel, None);
        }
    }
}

/// The files that are named by what was typed of a leaf.
pub fn named(work: &Work, key: &Key) -> Vec<FileKey> {
    let typed = work.typed.borrow();
    let words = typed.slip(key).map(|slip| &slip.words.evidence[..]).unwrap_or_default();
    words.iter().filter_map(|it| it.said.file).map(|digest| FileKey::of(key, digest)).collect()
}

/// Offers again what was refused.
pub fn again(work: &Rc<Work>) {
    let mut changed = Vec::new();
    for parcel in &mut work.courier.borrow_mut().parcels {
        if parcel.refused.take().is_some() {
            changed.push(parcel.clone());
        }
    }
    for parcel in changed {
        let _ = work.store(|store| store.keep_parcel(&parcel));
        tell(&parcel.key, Some(&parcel), None, None);
    }
    wake(work);
}

/// The network may be back, or there is something new to send.
pub fn wake(work: &Rc<Work>) {
    work.courier.borrow_mut().failures = 0;
    go_on(work);
}

fn go_on(work: &Rc<Work>) {
    let mut courier = work.courier.borrow_mut();
    courier.wait += 1;
    if std::mem::replace(&mut courier.busy, true) {
        return;
    }
    drop(courier);
    let work = Rc::clone(work);
    spawn_local(async move {
        let wait = carry_all(&work).await;
        work.courier.borrow_mut().busy = false;
        if wait {
            wait_and_go_on(&work).await;
        }
    });
}

/// Sends what there is; says whether to try again after a while.
async fn carry_all(work: &Rc<Work>) -> bool {
    loop {
        let next = work.courier.borrow().parcels.iter().find(|it| it.refused.is_none()).cloned();
        let Some(parcel) = next else { return false };
        match carry(work, &parcel).await {
            Some(Next::Arrived(file)) => {
                let kept = work.store(|store| store.keep_file(&parcel.key, &file));
                if let Err(problem) = kept {
                    crate::platform::log(&problem.to_string());
                }
                put_away(work, &parcel, Some(file));
            }
            Some(Next::Refused(problem)) => refuse(work, &parcel, problem),
            Some(Next::SignIn) => {
                post(&FromWorker::Event(Event::SessionEnded));
                return false;
            }
            Some(Next::Wait | Next::Send { .. }) => return true,
            // It was put away meanwhile.
            None => {}
        }
    }
}

/// Brings one file as far as it goes.
async fn carry(work: &Rc<Work>, parcel: &Parcel) -> Option<Next> {
    let mut came = net::received(&parcel.key).await;
    loop {
        if !work.courier.borrow().parcels.contains(parcel) {
            return None;
        }
        match parcel.next(came) {
            Next::Send { from, to } => {
                tell(&parcel.key, Some(parcel), Some(from), None);
                let piece = match bytes::read(&parcel.id.to_string(), from, to).await {
                    Ok(piece) => piece,
                    Err(problem) => return Some(Next::Refused(problem)),
                };
                came = net::send_piece(parcel, from, &piece).await;
                if matches!(came, Came::Upload(_)) {
                    work.courier.borrow_mut().failures = 0;
                }
            }
            next => return Some(next),
        }
    }
}

async fn wait_and_go_on(work: &Rc<Work>) {
    let (number, wait_ms) = {
        let mut courier = work.courier.borrow_mut();
        courier.failures += 1;
        let failures = courier.failures;
        (courier.wait, courier.jitter.wait_ms(failures, &Config::default()))
    };
    sleep(u32::try_from(wait_ms).unwrap_or(u32::MAX)).await;
    if work.courier.borrow().wait == number {
        go_on(work);
    }
}

fn refuse(work: &Rc<Work>, parcel: &Parcel, problem: Problem) {
    let refused = Parcel { refused: Some(problem), ..parcel.clone() };
    let _ = work.store(|store| store.keep_parcel(&refused));
    tell(&parcel.key, Some(&refused), None, None);
    for held in &mut work.courier.borrow_mut().parcels {
        if held.id == parcel.id {
            *held = refused.clone();
        }
    }
}

/// The row goes first: bytes without a row are swept, a row without bytes would be missed.
fn put_away(work: &Rc<Work>, parcel: &Parcel, file: Option<EvidenceFile>) {
    if let Err(problem) = work.store(|store| store.drop_parcel(parcel.id)) {
        crate::platform::log(&problem.to_string());
    }
    work.courier.borrow_mut().parcels.retain(|it| it.id != parcel.id);
    tell(&parcel.key, None, None, file);
    forget(parcel.id);
    await_files(work);
}

fn forget(id: Uuid) {
    spawn_local(async move { bytes::remove(&id.to_string()).await });
}

/// What was typed waits for the files that it names.
fn await_files(work: &Rc<Work>) {
    let keys = work.courier.borrow().parcels.iter().map(|it| it.key.clone()).collect();
    typist::handle(work, Input::Awaited(keys));
}

fn tell(key: &FileKey, parcel: Option<&Parcel>, sent: Option<u64>, file: Option<EvidenceFile>) {
    let news = News::File {
        key: key.clone(),
        parcel: parcel.cloned().map(Box::new),
        sent,
        file: file.map(Box::new),
    };
    post(&FromWorker::Event(Event::Desk(Box::new(news))));
}
