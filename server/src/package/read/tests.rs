//! Packages on disk: folders and .zip files, whole and broken.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;

use shared::message::{self, Language};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus/bac-kan-2019")
}

fn files() -> Vec<String> {
    ["campaign.xlsx".to_owned()].into_iter().chain((1..=7).map(|n| format!("forms/P{n}.xlsx"))).collect()
}

/// A folder with a copy of the sample.
fn copy() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("forms")).unwrap();
    for file in files() {
        fs::copy(sample().join(&file), folder.path().join(&file)).unwrap();
    }
    folder
}

/// A .zip of the sample; `name` makes the name inside of the path inside the package.
fn zip(folder: &TempDir, name: impl Fn(&str) -> String, more: &[&str]) -> PathBuf {
    let path = folder.path().join("package.zip");
    let mut zip = ZipWriter::new(File::create(&path).unwrap());
    for file in files() {
        zip.start_file(name(&file), SimpleFileOptions::default()).unwrap();
        zip.write_all(&fs::read(sample().join(&file)).unwrap()).unwrap();
    }
    for file in more {
        zip.start_file(*file, SimpleFileOptions::default()).unwrap();
    }
    zip.finish().unwrap();
    path
}

fn code(path: &Path) -> String {
    let diagnostic = read(path).expect_err("refused").diagnostic();
    for language in Language::ALL {
        let text = message::problem(language, &diagnostic.problem);
        assert!(text.contains(' ') && !text.contains('{'), "{text}");
    }
    diagnostic.problem.code
}

#[test]
fn a_folder_and_its_zip_are_the_same_package() {
    let folder = tempfile::tempdir().unwrap();
    let (campaign, diagnostics) = read(&sample()).unwrap();
    assert_eq!(diagnostics, []);
    assert!(campaign.is_some());
    let plain = read(&zip(&folder, |file| file.to_owned(), &[])).unwrap();
    assert_eq!(plain, (campaign.clone(), vec![]));
    let inside = read(&zip(&folder, |file| format!("bac-kan/{file}"), &["__MACOSX/campaign.xlsx"])).unwrap();
    assert_eq!(inside, (campaign.clone(), vec![]));
    let from_windows = read(&zip(&folder, |file| file.replace('/', "\\"), &[])).unwrap();
    assert_eq!(from_windows, (campaign, vec![]));
}

#[test]
fn what_is_no_package_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(code(&folder.path().join("nowhere")), "package.not_found");
    assert_eq!(code(folder.path()), "package.no_campaign");
    let text = folder.path().join("a.txt");
    fs::write(&text, "text").unwrap();
    assert_eq!(code(&text), "package.not_a_package");
    let nested = zip(&folder, |file| format!("a/b/{file}"), &[]);
    assert_eq!(code(&nested), "package.no_campaign");
    let two = zip(&folder, |file| format!("a/{file}"), &["b/campaign.xlsx"]);
    assert_eq!(code(&two), "package.no_campaign");
}

#[test]
fn a_broken_or_oversized_workbook_is_named() {
    let folder = copy();
    let form = folder.path().join("forms/P3.xlsx");
    fs::write(&form, "no workbook").unwrap();
    assert_eq!(code(folder.path()), "package.not_a_workbook");
    assert_eq!(read(folder.path()).unwrap_err().diagnostic().at.file, "forms/P3.xlsx");
    File::create(&form).unwrap().set_len((16 << 20) + 1).unwrap();
    assert_eq!(code(folder.path()), "package.too_many_bytes");
}

#[test]
fn a_form_that_no_row_names_is_reported_but_not_what_programs_leave_behind() {
    let folder = copy();
    for name in ["P8.xlsx", "~$P1.xlsx", "._P1.xlsx", "notes.txt"] {
        fs::write(folder.path().join("forms").join(name), "").unwrap();
    }
    let (campaign, diagnostics) = read(folder.path()).unwrap();
    assert_eq!(campaign, None);
    let found: Vec<_> = diagnostics.iter().map(|it| (&*it.problem.code, &*it.at.file)).collect();
    assert_eq!(found, [("forms.unlisted", "forms/P8.xlsx")]);
}

#[test]
fn a_time_zone_that_nobody_knows_is_named_at_its_cell() {
    let folder = copy();
    let mut source = Source::open(folder.path()).unwrap();
    let book = workbook::open("campaign.xlsx", &source.campaign(folder.path()).unwrap()).unwrap();
    let (mut campaign, _) = read(folder.path()).unwrap();
    campaign.as_mut().unwrap().settings.timezone = "Asia/Bac_Kan".to_owned();
    let (refused, diagnostics) = in_a_known_zone(&book, (campaign, vec![]));
    assert_eq!(refused, None);
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0].problem.code, "settings.timezone_unknown");
    assert_eq!((diagnostics[0].at.row, diagnostics[0].at.column.as_deref()), (Some(14), Some("value")));
}

#[test]
fn a_name_from_a_mac_is_the_same_name() {
    let folder = copy();
    let (composed, decomposed) = ("forms/Phi\u{1ebf}u.xlsx", "forms/Phie\u{302}\u{301}u.xlsx");
    fs::write(folder.path().join(decomposed), "a").unwrap();
    let mut source = Source::open(folder.path()).unwrap();
    assert_eq!(source.file(composed).unwrap().as_deref(), Some(&b"a"[..]));
    assert!(source.forms().contains(&composed.to_owned()));
    fs::write(folder.path().join(composed), "b").unwrap();
    assert!(matches!(source.file(composed), Err(PackageError::SameName(_))));
    let zipped = zip(&folder, |file| file.to_owned(), &[decomposed]);
    assert!(Source::open(&zipped).unwrap().file(composed).unwrap().is_some());
    let both = zip(&folder, |file| file.to_owned(), &[decomposed, composed]);
    assert_eq!(code(&both), "package.same_name");
}

#[test]
fn a_workbook_of_another_kind_is_not_passed_over() {
    let folder = copy();
    fs::write(folder.path().join("forms/P8.ods"), "").unwrap();
    let (_, diagnostics) = read(folder.path()).unwrap();
    assert_eq!(diagnostics[0].problem.code, "forms.unlisted");
}

#[test]
fn a_workbook_stands_for_its_folder_or_is_said_to_be_one() {
    let folder = copy();
    for name in ["campaign.xlsx", "Campaign.XLSX"] {
        let named = folder.path().join(name);
        fs::rename(folder.path().join("campaign.xlsx"), &named).unwrap();
        let (campaign, wrong) = read(&named).unwrap();
        assert_eq!(wrong, read(folder.path()).unwrap().1, "{name}");
        assert_eq!(campaign.unwrap().settings.id, "bac-kan-2019");
        fs::rename(named, folder.path().join("campaign.xlsx")).unwrap();
    }
    let other = folder.path().join("chi-so.xlsx");
    fs::rename(folder.path().join("campaign.xlsx"), &other).unwrap();
    let said = read(&other).unwrap_err().diagnostic();
    assert_eq!((&*said.at.file, &*said.problem.code), (&*other.display().to_string(), "package.workbook"));
}
