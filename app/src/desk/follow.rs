//! Keeps a unit's year in sight: asks when something changed or a while passed, takes in what the worker tells.

use std::pin::pin;

use dioxus::prelude::*;
use futures::StreamExt;
use futures::future::{Either, select};
use shared::assessment::Task;
use shared::problem::Problem;
use shared::typed::Subject;

use super::context::Desk;
use crate::device::protocol::typed::{Ask, Book, News};
use crate::net::{self, News as Heard};
use crate::ui::{ENDED, NEWS};
use crate::{device, platform};

/// How long to wait before asking again a server that does not want to be heard.
const AGAIN_MS: u32 = 5_000;
/// Changes that come together are asked for together.
const PAUSE_MS: u32 = 1_000;
/// How often it is asked where nothing is heard, and the time looked at.
const TICK_MS: u32 = 30_000;

/// What the server refuses for the time, and may take later.
const FOR_THE_TIME: [&str; 6] = [
    "assessments.self_scoring_closed",
    "assessments.with_the_head",
    "assessments.submitted",
    "assessments.not_yours",
    "assessments.explanation_closed",
    "assessments.still_scoring",
];

/// The year of a unit as the server tells it now.
pub async fn fetch(campaign: &str, unit: &str) -> Result<Book, Problem> {
    let asked = platform::now();
    let (list, calendar, record, files) = futures::join!(
        net::campaigns(),
        net::calendar(campaign),
        net::unit(campaign, unit),
        net::files(campaign, unit),
    );
    let (list, calendar, record, files) = (list?, calendar?, record?, files?);
    let absent = || Problem::new("campaign.absent").with("campaign", campaign);
    let summary = list.into_iter().find(|summary| summary.id == campaign).ok_or_else(absent)?;
    Ok(Book { summary, calendar, record, files, asked })
}

/// Follows as long as the desk is there.
pub fn use_follow(desk: Desk) {
    use_future(move || listen(desk));
    use_future(move || tick(desk));
    let busy = use_hook(|| CopyValue::new(false));
    use_effect(move || {
        (desk.beat)();
        spawn(ask(desk, busy));
    });
    use_effect(move || {
        if !NEWS.read().is_empty() {
            take_in(desk);
        }
    });
}

/// Takes in what the worker told of this unit.
fn take_in(desk: Desk) {
    let (mut slips, mut book, mut parcels) = (desk.slips, desk.book, desk.parcels);
    let (campaign, unit) = (desk.campaign(), desk.unit());
    for news in std::mem::take(&mut *NEWS.write()) {
        match news {
            News::Leaf { key, slip, record } if key.campaign == campaign && key.unit == unit => {
                if let Some(record) = record {
                    book.write().record.take_in(*record);
                }
                match slip {
                    Some(slip) => drop(slips.write().insert(key.leaf, *slip)),
                    None => drop(slips.write().remove(&key.leaf)),
                }
            }
            News::File { key, parcel, sent, file } if key.campaign == campaign && key.unit == unit => {
                if let Some(file) = file {
                    book.write().take_in(*file);
                }
                let mut parcels = parcels.write();
                let held = parcels.iter_mut().find(|(it, _)| it.key == key);
                match (parcel, held) {
                    (Some(parcel), Some(held)) => *held = (*parcel, sent),
                    (Some(parcel), None) => parcels.push((*parcel, sent)),
                    (None, _) => parcels.retain(|(it, _)| it.key != key),
                }
            }
            News::Leaf { .. } | News::File { .. } => {}
        }
    }
}

/// Whether what is shown went further by what the worker told.
fn is_overtaken(desk: Desk, over: (i64, usize)) -> bool {
    if !NEWS.peek().is_empty() {
        take_in(desk);
    }
    desk.book.peek().is_past(over)
}

/// Asks the server, one question at a time.
async fn ask(desk: Desk, mut busy: CopyValue<bool>) {
    if busy.replace(true) {
        return;
    }
    loop {
        let (beat, over) = (*desk.beat.peek(), desk.book.peek().reach());
        let (campaign, unit) = (desk.book.peek().summary.id.clone(), desk.book.peek().record.unit.clone());
        let fetched = fetch(&campaign, &unit).await;
        let (mut heard, mut shown) = (desk.heard, desk.book);
        if *heard.peek() != fetched.is_ok() {
            heard.set(fetched.is_ok());
        }
        tell_refusal(desk, fetched.as_ref().err());
        // What the worker told while the server answered and while it was kept is newer: the server is asked again.
        let mut overtaken = is_overtaken(desk, over);
        if let (Ok(book), false) = (fetched, overtaken) {
            let _ = device::tell_desk(Ask::Keep { book: Box::new(book.clone()), over }).await;
            overtaken = is_overtaken(desk, over);
            if !overtaken {
                shown.set(book);
                offer_again(desk).await;
            }
        }
        platform::sleep(PAUSE_MS).await;
        if *desk.beat.peek() == beat && !overtaken {
            break;
        }
    }
    busy.set(false);
}

/// A server that answers and refuses is not one that is not heard.
fn tell_refusal(desk: Desk, problem: Option<&Problem>) {
    if problem.is_some_and(net::is_signed_out) {
        *ENDED.write() = true;
    }
    let (mut refused, why) = (desk.refused, problem.filter(|problem| net::is_refused(problem)));
    if refused.peek().as_ref() != why {
        refused.set(why.cloned());
    }
}

/// What was refused for the time is offered again when the time has come.
async fn offer_again(desk: Desk) {
    let may_now = |of: &str| match Subject::of(of) {
        Subject::Leaf(_) => desk.may(Task::Score).is_ok(),
        Subject::Question { .. } => desk.may(Task::Answer).is_ok(),
    };
    let waited = desk.slips.peek().iter().any(|(of, slip)| {
        let refused = slip.refused.as_ref();
        refused.is_some_and(|problem| FOR_THE_TIME.contains(&problem.code.as_str())) && may_now(of)
    });
    if waited {
        let _ = device::tell_desk(Ask::Again).await;
    }
}

async fn listen(desk: Desk) {
    loop {
        platform::until_seen(true).await;
        let campaign = desk.book.peek().summary.id.clone();
        let Some(mut changes) = net::changes(&campaign) else { return };
        let hear = async {
            while let Some(said) = changes.stream.next().await {
                match said {
                    Heard::Change => desk.ask_again(),
                    Heard::Alive if !*desk.heard.peek() => desk.ask_again(),
                    Heard::Closed => return,
                    _ => {}
                }
            }
        };
        let hidden = pin!(platform::until_seen(false));
        if let Either::Left(_) = select(pin!(hear), hidden).await {
            platform::sleep(AGAIN_MS).await;
        }
    }
}

async fn tick(desk: Desk) {
    let mut now = desk.now;
    loop {
        platform::sleep(TICK_MS).await;
        now.set(platform::now());
        platform::until_seen(true).await;
        desk.ask_again();
    }
}
