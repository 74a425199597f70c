//! `parindex export`: what the store holds at one moment, in the files that `score` and `import` read, and in tables.

mod assessed;
mod ballots;
mod made;
mod package;
mod statistics;
mod table;

use std::path::PathBuf;

use shared::export::Format;
use shared::message::{Language, number, text};
use shared::problem::Problem;

use super::report::{Failure, explained, say, site_in};
use crate::in_order::cores;
use crate::service::export::{self, Files, Moment, Statistics, Workbook};
use crate::service::log::Actor;
use crate::service::nonresponses::{self, FILE};
use crate::service::papers::{self, Table};
use crate::service::{backchecks, flags};
use made::Making;
pub use made::give_name;

/// What to export, and where to.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("what").required(true).multiple(true))]
pub struct Arguments {
    /// Folder of the data.
    #[arg(long, env = "PARINDEX_DATA", default_value = "data")]
    data: PathBuf,
    /// The campaign's id.
    #[arg(long, value_name = "ID")]
    campaign: String,
    /// The ballots, one JSON object a line: each with its status, and with the decision that gave it.
    #[arg(long, value_name = "FILE.jsonl", group = "what")]
    ballots: Option<PathBuf>,
    /// What stands of what was said of units, one JSON object a line.
    #[arg(long, value_name = "FILE.jsonl", group = "what")]
    assessments: Option<PathBuf>,
    /// The bonus and penalty points that appraisers gave and that stand, one JSON object a line.
    #[arg(long, value_name = "FILE.jsonl", group = "what")]
    adjustments: Option<PathBuf>,
    /// The ballots as tables for spreadsheets: one row a ballot, and a file for each repeat.
    #[arg(long, value_name = "FOLDER", group = "what")]
    csv: Option<PathBuf>,
    /// The ballots as .sav of SPSS and PSPP, a file for each repeat, with a codebook.
    #[arg(long, value_name = "FOLDER", group = "what")]
    sav: Option<PathBuf>,
    /// The ballots as .dta of Stata, likewise.
    #[arg(long, value_name = "FOLDER", group = "what")]
    dta: Option<PathBuf>,
    /// The ballots as a workbook: a sheet of ballots, one for each repeat, and the codebook.
    #[arg(long, value_name = "FILE.xlsx", group = "what")]
    xlsx: Option<PathBuf>,
    /// The flags of ballots as a table: one row a flag, with its reason.
    #[arg(long, value_name = "FILE.csv", group = "what")]
    flags: Option<PathBuf>,
    /// Who did not answer as a table: one row each, with the reason.
    #[arg(long, value_name = "FILE.csv", group = "what")]
    nonresponse: Option<PathBuf>,
    /// How far second answers agree with the first as a table: one row a question that was asked again.
    #[arg(long, value_name = "FILE.csv", group = "what")]
    backchecks: Option<PathBuf>,
    /// Batches of papers as a table: one row each, with what was issued, came back and was keyed.
    #[arg(long, value_name = "FILE.csv", group = "what")]
    batches: Option<PathBuf>,
    /// What clerks keyed as a table: one row an entry, by batch and paper.
    #[arg(long, value_name = "FILE.csv", group = "what")]
    entries: Option<PathBuf>,
    /// The package as it was received.
    #[arg(long, value_name = "FOLDER", group = "what")]
    package: Option<PathBuf>,
    /// Which import's package, counted from 1; without it the last.
    #[arg(long, value_name = "N", requires = "package")]
    generation: Option<i64>,
}

/// Exports. A server may run beside it on the same data.
pub async fn run(arguments: Arguments, language: Language) -> Result<(), Failure> {
    let Arguments {
        data,
        campaign,
        ballots,
        assessments,
        adjustments,
        csv,
        sav,
        dta,
        xlsx,
        flags,
        nonresponse,
        backchecks: checks,
        batches,
        entries,
        package,
        generation,
    } = arguments;
    let site = site_in(&data)?;
    let asked = [
        (&ballots, "ballots.jsonl"),
        (&assessments, "assessments.jsonl"),
        (&adjustments, "adjustments.jsonl"),
        (&csv, "ballots.csv"),
        (&package, "campaign.xlsx"),
        (&sav, "ballots.sav"),
        (&dta, "ballots.dta"),
        (&xlsx, "ballots.xlsx"),
        (&flags, "flags.csv"),
        (&nonresponse, FILE),
        (&checks, backchecks::table::FILE),
        (&batches, Table::Batches.file()),
        (&entries, Table::Entries.file()),
    ];
    let files: Vec<&str> =
        asked.into_iter().filter(|(asked, _)| asked.is_some()).map(|(_, name)| name).collect();
    let lines = ballots.as_deref().map(Making::file).transpose()?;
    let [assessed, adjusted] = [assessments, adjustments]
        .map(|file| file.map(|file| Making::file(&file).map(|making| (making, file))).transpose());
    let (assessed, adjusted) = (assessed?, adjusted?);
    let tables = csv.as_deref().map(Making::folder).transpose()?;
    let folders = [(Format::Sav, sav), (Format::Dta, dta)].into_iter().filter_map(|(format, folder)| {
        Some(Making::folder(folder?.as_path()).map(|making| (format, making)))
    });
    let folders: Vec<(Format, Making)> = folders.collect::<Result<_, _>>()?;
    let sheets = xlsx.as_deref().map(Making::file).transpose()?;
    let flags = flags.as_deref().map(Making::file).transpose()?;
    let nonresponse = nonresponse.as_deref().map(Making::file).transpose()?;
    let checked = checks.as_deref().map(Making::file).transpose()?;
    let papers = [(Table::Batches, batches), (Table::Entries, entries)].into_iter();
    let papers = papers.filter_map(|(which, file)| Some((which, Making::file(file?.as_path()))));
    let papers: Vec<(Table, Making)> =
        papers.map(|(which, making)| Ok((which, making?))).collect::<Result<_, Failure>>()?;
    let workbooks = package.as_deref().map(Making::folder).transpose()?;
    let begun = export::begin(&site, Actor::Command, campaign.clone(), files.join(", "), None).await;
    let moment = Moment { threads: cores(), ..explained(&site, begun).await? };
    if let Some(making) = workbooks {
        let n = package::write(&site, &data, &campaign, generation, &making).await?.to_string();
        let folder = making.end(true)?.display().to_string();
        let params = [("file", &*folder), ("n", &n), ("campaign", &campaign)];
        println!("{}", text(language, "server.package_written", &params));
    }
    if let Some(making) = flags {
        let table = explained(&site, flags::table(&site, campaign.clone()).await).await?;
        table::write(&table, "server.exported_flags", making, language)?;
    }
    if let Some(making) = nonresponse {
        let table = explained(&site, nonresponses::table(&site, campaign.clone()).await).await?;
        table::write(&table, "server.exported_nonresponse", making, language)?;
    }
    if let Some(making) = checked {
        let table = explained(&site, backchecks::table::table(&site, campaign.clone()).await).await?;
        table::write(&table, "server.exported_backchecks", making, language)?;
    }
    for (which, making) in papers {
        let table = explained(&site, papers::table(&site, campaign.clone(), which).await).await?;
        table::write(&table, "server.exported_papers", making, language)?;
    }
    let file = assessed.as_ref().map_or_else(String::new, |(_, file)| file.display().to_string());
    if assessed.is_some() || adjusted.is_some() {
        let found = export::assessments(&site, campaign, file).await;
        assessed::write(&explained(&site, found).await?, assessed, adjusted, language)?;
    }
    let of = |format| Files::Statistics(Statistics::of(&moment, format, None, site.now()));
    let mut made: Vec<(Files, Making)> =
        folders.into_iter().map(|(format, making)| (of(format), making)).collect();
    made.extend(sheets.map(|making| (Files::Workbook(Workbook::of(&moment, None)), making)));
    let mut unreadable = Vec::new();
    for (files, making) in made {
        let (key, what) = match &files {
            Files::Statistics(_) => ("server.exported_tables", "folder"),
            Files::Workbook(_) => ("server.exported_ballots", "file"),
        };
        let (n, left_out) = statistics::write(&site, files, &making).await?;
        let to = making.end(left_out.is_empty())?.display().to_string();
        println!("{}", text(language, key, &[("n", &*shown(language, n)), (what, &to)]));
        unreadable = left_out;
    }
    let mut n = 0;
    if lines.is_some() || tables.is_some() {
        (n, unreadable) = ballots::write(&site, &moment, lines.as_ref(), tables.as_ref()).await?;
    }
    let whole = unreadable.is_empty();
    for (making, key, what) in
        [(lines, "server.exported_ballots", "file"), (tables, "server.exported_tables", "folder")]
    {
        if let Some(making) = making {
            let to = making.end(whole)?.display().to_string();
            println!("{}", text(language, key, &[("n", &*shown(language, n)), (what, &to)]));
        }
    }
    if whole {
        return Ok(());
    }
    say(language, &unreadable);
    Err(Failure::Refused(Problem::new("export.left_out").with("n", unreadable.len())))
}

fn shown(language: Language, n: usize) -> String {
    number(language, &n.to_string())
}
