//! A later edition of the sample: a form with other words or rules and a raised version, as an office would import it.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::Path;

use anyhow::ensure;
use shared::wire::CampaignSummary;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::client::Client;
use crate::sample;
use crate::served::Served;

/// Texts and what stands in place of each.
pub type Replaced<'a> = &'a [(&'a str, &'a str)];

/// Imports the sample into a campaign of a running server again, with these texts of one workbook replaced.
pub async fn import_next(
    served: &Served,
    admin: &Client,
    campaign: &str,
    book: &str,
    replaced: Replaced<'_>,
) -> anyhow::Result<()> {
    import_changed(served, admin, campaign, &[(book, replaced)]).await
}

/// The same, of several workbooks.
pub async fn import_changed(
    served: &Served,
    admin: &Client,
    campaign: &str,
    books: &[(&str, Replaced<'_>)],
) -> anyhow::Result<()> {
    let package = all_changed(books)?;
    let all: Vec<CampaignSummary> = serde_json::from_value(admin.get("/api/campaigns").await?)?;
    let kept = all.iter().find(|summary| summary.id == campaign).expect("the server has the campaign");
    let (folder, year) = (package.path().to_string_lossy(), kept.year.to_string());
    let (opens, closes) = (kept.survey_opens.to_string(), kept.survey_closes.to_string());
    let days = ["--opens", &opens, "--closes", &closes];
    served.command(&[&["import", &folder, "--as", campaign, "--year", &year], &days[..]].concat());
    Ok(())
}

/// The sample's package with these texts of one workbook replaced: of a form, or of `campaign`.
pub fn changed(book: &str, replaced: Replaced<'_>) -> anyhow::Result<TempDir> {
    all_changed(&[(book, replaced)])
}

fn all_changed(books: &[(&str, Replaced<'_>)]) -> anyhow::Result<TempDir> {
    let package = TempDir::new()?;
    copy(&sample::package(), package.path())?;
    for (book, replaced) in books {
        let workbook =
            if *book == "campaign" { format!("{book}.xlsx") } else { format!("forms/{book}.xlsx") };
        rewrite(&sample::file(&workbook), &package.path().join(&workbook), replaced)?;
    }
    Ok(package)
}

/// Copies what a package is made of.
fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir(to.join("forms"))?;
    fs::copy(from.join("campaign.xlsx"), to.join("campaign.xlsx"))?;
    for form in fs::read_dir(from.join("forms"))? {
        let form = form?;
        fs::copy(form.path(), to.join("forms").join(form.file_name()))?;
    }
    Ok(())
}

/// Writes a workbook again with texts replaced in its sheets. A text that is not there is a mistake of the test.
fn rewrite(from: &Path, to: &Path, replaced: &[(&str, &str)]) -> anyhow::Result<()> {
    let mut book = ZipArchive::new(File::open(from)?)?;
    let mut written = ZipWriter::new(File::create(to)?);
    let mut found = vec![false; replaced.len()];
    for nth in 0..book.len() {
        let mut part = book.by_index(nth)?;
        let name = part.name()?.into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes)?;
        if name.starts_with("xl/worksheets/") {
            let mut text = String::from_utf8(bytes)?;
            for ((old, new), found) in replaced.iter().zip(&mut found) {
                *found |= text.contains(old);
                text = text.replace(old, new);
            }
            bytes = text.into_bytes();
        }
        written.start_file(name, SimpleFileOptions::default())?;
        written.write_all(&bytes)?;
    }
    written.finish()?;
    ensure!(found.iter().all(|found| *found), "not in {}: {replaced:?} {found:?}", from.display());
    Ok(())
}
