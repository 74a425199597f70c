//! Batches and what was keyed of them as tables for spreadsheets. What an entry says of its paper is the ballot's; who keyed it stands here,
//! by batch and paper, and never beside a ballot's number.

use shared::wire::PaperBatch;

use super::batch::shown;
use crate::service::export::{Field, Lines};
use crate::service::log::Actor;
use crate::service::{Error, Site, export};
use crate::store::{KeyedRow, Repositories, StoreError};

/// Which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// A row for each batch.
    Batches,
    /// A row for each entry and each decision.
    Entries,
}

const BATCHES: &[&str] = &[
    "batch",
    "form",
    "version",
    "place",
    "issued_by",
    "issued_at",
    "issued",
    "twice_percent",
    "returned",
    "returned_spoiled",
    "returned_on",
    "sealed",
    "spoiled",
    "waiting",
    "differing",
    "cancelled",
];
const ENTRIES: &[&str] = &["batch", "paper", "clerk", "keyed_at", "decides", "done", "spoiled"];

impl Table {
    /// The file that has it.
    pub fn file(self) -> &'static str {
        match self {
            Self::Batches => "paper-batches.csv",
            Self::Entries => "paper-entries.csv",
        }
    }

    /// The one that this file has.
    pub fn of_file(file: &str) -> Option<Self> {
        [Self::Batches, Self::Entries].into_iter().find(|table| table.file() == file)
    }
}

/// A table for whoever takes it away, which the log tells.
pub async fn taken(site: &Site, by: Actor, campaign: String, which: Table) -> Result<String, Error> {
    export::begin(site, by, campaign.clone(), which.file().to_owned(), None).await?;
    Ok(table(site, campaign, which).await?.csv())
}

/// A table, in the order in which its rows came; it is about as many.
pub async fn table(site: &Site, campaign: String, which: Table) -> Result<Lines, Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let mut lines = Lines::about(0, if which == Table::Batches { BATCHES } else { ENTRIES });
            for row in store.batches(&campaign)? {
                match which {
                    Table::Batches => lines.add(batch(shown(store, &known, row)?)),
                    Table::Entries => {
                        for it in store.keyed(&campaign, row.position)? {
                            lines.add(entry(store, &campaign, it)?);
                        }
                    }
                }
            }
            lines.number = lines.len();
            Ok(lines)
        })
        .await
}

fn batch(it: PaperBatch) -> Vec<Field> {
    let back = it.back.as_ref();
    vec![
        it.position.into(),
        it.what.form.into(),
        it.version.into(),
        it.what.place.into(),
        it.by.into(),
        it.at.into(),
        it.what.issued.into(),
        it.what.twice.into(),
        back.map(|back| back.returned).into(),
        back.map(|back| back.spoiled).into(),
        back.map(|back| back.day.to_string()).into(),
        it.sealed.into(),
        it.spoiled.into(),
        it.waiting.into(),
        it.differing.into(),
        it.cancelled.map(|cancelled| cancelled.reason).into(),
    ]
}

fn entry(store: &dyn Repositories, campaign: &str, it: KeyedRow) -> Result<Vec<Field>, StoreError> {
    let spoiled = match it.done && it.ballot.is_none() {
        true => store.keyed_entry(campaign, it.position)?.map(|entry| entry.spoiled),
        false => None,
    };
    Ok(vec![
        it.batch.into(),
        it.paper.into(),
        it.by.into(),
        it.at.into(),
        it.decides.into(),
        it.done.into(),
        spoiled.into(),
    ])
}
