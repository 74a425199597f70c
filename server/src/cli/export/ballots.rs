//! The ballots of one moment into a file of lines, and into tables with a codebook beside. Ballots that cannot be read again keep no others back.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::sync::Arc;

use jiff::tz::TimeZone;
use shared::export::{Exported, Frame, Shape, Table, codebook, described, file_name, repeats};
use shared::problem::Diagnostic;

use super::made::{Making, finish};
use crate::cli::report::Failure;
use crate::service::Site;
use crate::service::export::{CODEBOOK, Moment};

/// Writes them; gives how many, and those that cannot be read again.
pub async fn write(
    site: &Site,
    moment: &Moment,
    lines: Option<&Making>,
    tables: Option<&Making>,
) -> Result<(usize, Vec<Diagnostic>), Failure> {
    let campaign = &moment.known.campaign;
    let in_folder = tables;
    let mut made = Vec::new();
    if tables.is_some() {
        let language = &campaign.settings.default_language;
        made.push((Table::of(campaign, None, language), file_name(None)));
        for repeat in repeats(&campaign.definitions) {
            made.push((Table::of(campaign, Some(&repeat), language), file_name(Some(&repeat))));
        }
    }
    let mut files: Vec<BufWriter<File>> = Vec::new();
    for (table, name) in made.iter().filter_map(|(table, name)| Some((table, tables?.open(name)))) {
        let (mut file, mut text) = (name?, String::new());
        table.write_beginning(true, &mut text);
        file.write_all(text.as_bytes())?;
        files.push(file);
    }
    let tables: Arc<[Table]> = made.into_iter().map(|(table, _)| table).collect();
    if let Some(lines) = lines {
        files.push(lines.open("")?);
    }
    let (as_lines, width) = (lines.is_some(), files.len());
    let (mut written, mut unreadable, mut behind) = (0, Vec::new(), 0);
    while behind < moment.to.ballots {
        let tables = Arc::clone(&tables);
        let begun = (0, vec![String::new(); width]);
        let piece = moment
            .piece(site, behind, begun, move |(n, texts): &mut (usize, Vec<String>), exported: &Exported| {
                *n += 1;
                tables
                    .iter()
                    .zip(texts.iter_mut())
                    .for_each(|(table, text)| table.write_rows(exported, text));
                if let Some(text) = texts.last_mut().filter(|_| as_lines) {
                    text.push_str(&exported.line.to_text());
                }
            })
            .await?;
        let (n, texts) = piece.made;
        for (file, text) in files.iter_mut().zip(texts) {
            file.write_all(text.as_bytes())?;
        }
        written += n;
        behind = piece.last + i64::from(piece.unreadable.is_some());
        unreadable.extend(piece.unreadable);
    }
    files.into_iter().try_for_each(finish)?;
    if let Some(making) = in_folder {
        let mut file = making.open(CODEBOOK)?;
        file.write_all(beside(moment).as_bytes())?;
        finish(file)?;
    }
    Ok((written, unreadable))
}

/// The codebook of the tables.
fn beside(moment: &Moment) -> String {
    let campaign = &moment.known.campaign;
    let language = &campaign.settings.default_language;
    let repeats = repeats(&campaign.definitions);
    let tables = [None].into_iter().chain(repeats.iter().map(|repeat| Some(&**repeat)));
    let rows = tables.flat_map(|repeat| {
        let frame = Frame::of(campaign, repeat, language, TimeZone::UTC, Shape::Sheet);
        described(&file_name(repeat), &frame, |_| String::new())
    });
    codebook(rows)
}
