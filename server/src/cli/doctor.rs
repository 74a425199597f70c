//! `parindex doctor`: whether a store is what was written into it, page by page, row by row and count by count.

use std::path::{Path, PathBuf};

use shared::message::{self, Language, text};
use shared::problem::Problem;

use super::report::{Failure, store_in};
use super::run::block_on;
use crate::config::Config;
use crate::files::Files;
use crate::folder::STORE;
use crate::quoted::quoted;
use crate::service::rebuild::rebuild;
use crate::service::{Error, Site, tallied};
use crate::start::open;
use crate::store::{self, Wrong};
use crate::workshop::Workshop;

/// Where.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folder of the data.
    #[arg(long, env = "PARINDEX_DATA", default_value = "data")]
    data: PathBuf,
}

/// Looks at a copy of one state: a server may run on, and nothing of the store is changed.
pub fn run(arguments: &Arguments, language: Language) -> Result<(), Failure> {
    let data = &arguments.data;
    let wrong = examine(&store_in(data)?, data)?;
    for it in &wrong {
        eprintln!("{}", message::problem(language, &said(it)));
    }
    if !wrong.is_empty() {
        let problem = Problem::new("doctor.wrong").with("n", wrong.len()).with("folder", data.display());
        return Err(Failure::Refused(problem));
    }
    println!("{}", text(language, "server.whole", &[("folder", &data.display().to_string())]));
    Ok(())
}

/// All that is wrong with a store; the copy is made in `data`, if that can be written. What is derived is counted again only where the ground is whole.
pub(super) fn examine(store: &Path, data: &Path) -> Result<Vec<Wrong>, Failure> {
    let workshop = Workshop::beside(data, "doctor").map_err(Failure::at(data))?;
    let copy = workshop.path().join(STORE);
    store::copy(store, &copy)?;
    let wrong = store::find_wrong(&copy)?;
    if !wrong.is_empty() {
        return Ok(wrong);
    }
    let wrong = damaged_files(&copy, data)?;
    if !wrong.is_empty() {
        return Ok(wrong);
    }
    let site = open(&Config::new(workshop.path(), ([127, 0, 0, 1], 0).into()))?;
    store::set_aside(&copy)?;
    let tallies = block_on(async { Ok(recount(&site).await?) })?;
    Ok(store::recounted(&copy)?.into_iter().chain(tallies).collect())
}

/// Counts anew. Tallies are kept as of some time ago: those that are not the recount, counted on from there, are told.
async fn recount(site: &Site) -> Result<Vec<Wrong>, Error> {
    let known = site.known.clone();
    let before = site.store.read(move |store| tallied::carried_on(store, &known)).await?;
    rebuild(site).await?;
    site.store
        .read(move |store| {
            let mut wrong = Vec::new();
            for (campaign, carried) in before {
                // Before the first ballot a recount keeps none.
                let counted = store.kept_tallies(&campaign)?.map(|(_, counted)| counted).unwrap_or_default();
                if carried.is_none_or(|carried| carried != counted) {
                    wrong.push(Wrong::Derived { table: "tally".to_owned(), row: quoted(&campaign) });
                }
            }
            Ok(wrong)
        })
        .await
}

/// The files that the store names and that are not here, or not as they were written.
fn damaged_files(store: &Path, data: &Path) -> Result<Vec<Wrong>, Failure> {
    let (files, mut wrong) = (Files::of(data), Vec::new());
    for kept in store::files(store)? {
        if !files.is_whole(&kept)? {
            wrong.push(Wrong::Kept(kept.name()));
        }
    }
    Ok(wrong)
}

fn said(wrong: &Wrong) -> Problem {
    let row =
        |code: &str, table: &String, row: &String| Problem::new(code).with("table", table).with("row", row);
    match wrong {
        Wrong::Log(fault) => Problem::new("doctor.log").with("cause", fault),
        Wrong::Kept(file) => Problem::new("doctor.kept").with("file", file),
        Wrong::File(cause) => Problem::new("doctor.file").with("cause", cause),
        Wrong::Absent(what) => Problem::new("doctor.absent").with("what", what),
        Wrong::Added(what) => Problem::new("doctor.added").with("what", what),
        Wrong::Different(what) => Problem::new("doctor.different").with("what", what),
        Wrong::NoStore => Problem::new("doctor.no_store"),
        Wrong::Missing { table, row: key } => row("doctor.missing", table, key),
        Wrong::Number { table, campaign, found, counted } => Problem::new("doctor.number")
            .with("rows", Wrong::rows_of(table, campaign))
            .with("found", found)
            .with("counted", counted),
        Wrong::Stale { table, campaign } => {
            Problem::new("doctor.stale").with("rows", Wrong::rows_of(table, campaign))
        }
        Wrong::Orphan { table, row: key, of } => row("doctor.orphan", table, key).with("of", of),
        Wrong::Row { table, row: key } => row("doctor.row", table, key),
        Wrong::Derived { table, row: key } => row("doctor.derived", table, key),
    }
}
