//! Batches and what was keyed of them as tables for spreadsheets. What an entry says of its paper is the ballot's; who keyed it stands here,
//! by batch and paper, and never beside a ballot's number.

use shared::export::guarded;
use shared::sheet::csv::write_line;
use shared::wire::PaperBack;

use super::batch::shown;
use crate::service::log::Actor;
use crate::service::{Error, Site, export};

/// Which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// A row for each batch.
    Batches,
    /// A row for each entry and each decision.
    Entries,
}

/// What the columns are called; behind a mark without which spreadsheets read other letters.
const BATCHES: &str = "\u{feff}batch,form,version,place,issued_by,issued_at,issued,twice_percent,returned,returned_spoiled,returned_on,sealed,spoiled,waiting,differing,cancelled\n";
const ENTRIES: &str = "\u{feff}batch,paper,clerk,keyed_at,decides,done,spoiled\n";

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
    Ok(table(site, campaign, which).await?.0)
}

/// A table, in the order in which its rows came, and how many they are.
pub async fn table(site: &Site, campaign: String, which: Table) -> Result<(String, usize), Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let (mut text, mut n) = (String::new(), 0);
            let mut line = |cells: &[String]| {
                write_line(&mut text, cells.iter().map(|cell| guarded(cell)));
                n += 1;
            };
            for row in store.batches(&campaign)? {
                if which == Table::Entries {
                    for it in store.keyed(&campaign, row.position)? {
                        let spoiled = match it.done && it.ballot.is_none() {
                            true => store.keyed_entry(&campaign, it.position)?.map(|entry| entry.spoiled),
                            false => None,
                        };
                        line(&[
                            it.batch.to_string(),
                            it.paper.to_string(),
                            it.by,
                            it.at.to_string(),
                            it.decides.to_string(),
                            it.done.to_string(),
                            spoiled.unwrap_or_default(),
                        ]);
                    }
                    continue;
                }
                let it = shown(store, &known, row)?;
                let back = |of: fn(&PaperBack) -> String| it.back.as_ref().map_or_else(String::new, of);
                line(&[
                    it.position.to_string(),
                    it.what.form.clone(),
                    it.version.clone(),
                    it.what.place.clone(),
                    it.by.clone(),
                    it.at.to_string(),
                    it.what.issued.to_string(),
                    it.what.twice.to_string(),
                    back(|back| back.returned.to_string()),
                    back(|back| back.spoiled.to_string()),
                    back(|back| back.day.to_string()),
                    it.sealed.to_string(),
                    it.spoiled.to_string(),
                    it.waiting.to_string(),
                    it.differing.to_string(),
                    it.cancelled.as_ref().map_or_else(String::new, |cancelled| cancelled.reason.clone()),
                ]);
            }
            let head = if which == Table::Batches { BATCHES } else { ENTRIES };
            Ok((format!("{head}{text}"), n))
        })
        .await
}
