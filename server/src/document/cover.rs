//! The cover sheet of a batch of papers: how many went out, came back and were spoiled, who handed them out and when, with room to sign.

use jiff::Timestamp;
use shared::campaign::Campaign;
use shared::message::date;
use shared::wire::PaperBatch;

use super::paper::{Align, Block, Heading, Opening, Paper, Signature, Table};
use super::words::Words;

/// Makes it as the batch stands.
pub fn cover(campaign: &Campaign, batch: &PaperBatch, at: Timestamp) -> Paper {
    let words = Words::of(campaign, at);
    let code = words.language.code();
    let settings = &campaign.settings;
    let room = words.say("room", &[]);
    let count = |n: Option<u32>| n.map_or_else(|| room.clone(), |n| n.to_string());
    let back = batch.back.as_ref();
    let day = back.map_or_else(|| room.clone(), |back| date(&back.day.to_string()));
    let form = format!("{} ({})", batch.what.form, batch.version);
    let mut table = Table::of([
        (words.say("cover-what", &[]), 60, Align::Start),
        (words.say("cover-value", &[]), 40, Align::Start),
    ]);
    for (key, value) in [
        ("cover-form", form),
        ("cover-group", batch.group.clone()),
        ("cover-place", batch.place_name.clone()),
        ("cover-issued", batch.what.issued.to_string()),
        ("cover-by", batch.by.clone()),
        ("cover-at", words.shown(batch.at)),
        ("cover-twice", format!("{} %", batch.what.twice)),
        ("cover-returned", count(back.map(|back| back.returned))),
        ("cover-day", day),
        ("cover-spoiled", count(back.map(|back| back.spoiled))),
        ("cover-spoiled-keyed", count(back.map(|_| batch.spoiled))),
        ("cover-sealed", count(back.map(|_| batch.sealed))),
    ] {
        table.push([words.say(key, &[]), value]);
    }
    if let Some(cancelled) = &batch.cancelled {
        table.push([words.say("cover-cancelled", &[]), cancelled.reason.clone()]);
    }
    let number = batch.position.to_string();
    let Heading { above, office, place_and_date, .. } =
        words.heading(settings.office.get(code), None, String::new());
    let signature = |role: &str| Signature { role: words.say(role, &[]), name: String::new() };
    Paper {
        language: words.language,
        opening: Opening::Issued(Heading { above, office, number: String::new(), place_and_date }),
        title: words.say("cover-title", &[("n", &number)]),
        subject: settings.title.get(code).to_owned(),
        body: vec![Block::Table(table), Block::Text(words.say("cover-how", &[]))],
        recipients: Vec::new(),
        signatures: vec![signature("cover-received"), signature("cover-issued-by")],
        foot: None,
    }
}
