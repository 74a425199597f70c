//! Packages are kept as they were received, and come out again.

use std::fs;
use std::path::{Path, PathBuf};

use server::files::FILES;
use tempfile::TempDir;

use crate::process::{folder, parindex};
use crate::sample::{self, ID};

fn run(data: &Path, arguments: &[&str]) -> (bool, String) {
    let output = parindex(data, arguments);
    (output.status.success(), String::from_utf8(output.stderr).unwrap())
}

fn right(data: &Path, arguments: &[&str]) {
    let (right, said) = run(data, arguments);
    assert!(right, "{arguments:?}: {said}");
}

fn refused(data: &Path, arguments: &[&str], what: &str) {
    let (right, said) = run(data, arguments);
    assert!(!right && said.contains(what), "{arguments:?}: {said}");
}

/// All files below a folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() { found.extend(below(&entry)) } else { found.push(entry) }
    }
    found
}

/// A copy of the sample's package with a note that nobody reads: other bytes, the same campaign.
fn another_package() -> TempDir {
    let copy = TempDir::new().unwrap();
    fs::create_dir(copy.path().join("forms")).unwrap();
    for file in below(&sample::path("")).iter().filter(|file| file.extension().is_some_and(|it| it == "xlsx"))
    {
        let name = file.strip_prefix(sample::path("")).unwrap();
        fs::copy(file, copy.path().join(name)).unwrap();
    }
    let book = copy.path().join("forms/P7.xlsx");
    let mut zip =
        zip::ZipWriter::new_append(fs::File::options().read(true).write(true).open(&book).unwrap()).unwrap();
    zip.start_file("docProps/note.txt", zip::write::SimpleFileOptions::default()).unwrap();
    zip.finish().unwrap();
    copy
}

#[tokio::test(flavor = "multi_thread")]
async fn each_import_keeps_its_package_and_gives_it_back_byte_for_byte() {
    let (data, out) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let (sample, other) = (sample::path("").display().to_string(), another_package());
    let file = |name: &str| out.path().join(name).display().to_string();
    for package in [&sample, &other.path().display().to_string(), &sample] {
        right(data.path(), &["import", package]);
    }
    assert_eq!(below(&data.path().join(FILES)).len(), 2, "the same package is kept once");
    let export = |into: &str, more: &[&str]| {
        let arguments = ["export", "--package", into, "--campaign", ID];
        arguments.iter().chain(more).map(|it| (*it).to_owned()).collect::<Vec<_>>()
    };
    let out_of = |into: &str, more: &[&str]| {
        right(data.path(), &export(into, more).iter().map(|it| &**it).collect::<Vec<_>>());
    };
    for (n, from) in [("1", sample::path("")), ("2", other.path().to_owned()), ("3", sample::path(""))] {
        out_of(&file(n), &["--generation", n]);
        let books = below(Path::new(&file(n)));
        assert!(books.len() > 7);
        for book in books {
            let name = book.strip_prefix(file(n)).unwrap();
            assert!(
                fs::read(&book).unwrap() == fs::read(from.join(name)).unwrap(),
                "import {n}, {}",
                name.display()
            );
        }
    }
    out_of(&file("last"), &[]);
    // What comes out is a package: it goes in again, and into another store.
    let elsewhere = TempDir::new().unwrap();
    right(elsewhere.path(), &["import", &file("last")]);
    right(data.path(), &["doctor"]);

    refused(
        data.path(),
        &["export", "--package", &file("last"), "--campaign", ID],
        "holds something already",
    );
    refused(
        data.path(),
        &["export", "--package", &file("9"), "--campaign", ID, "--generation", "9"],
        "There are: 1, 2, 3",
    );
    assert!(!Path::new(&file("9")).exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_campaign_of_before_says_how_its_package_comes_to_be_kept() {
    let (data, out) = (folder().await, TempDir::new().unwrap());
    let file = out.path().join("package").display().to_string();
    refused(data.path(), &["export", "--package", &file, "--campaign", ID], "once more");
    right(data.path(), &["import", &sample::path("").display().to_string()]);
    right(data.path(), &["export", "--package", &file, "--campaign", ID]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_carries_the_files_and_no_damaged_one_passes() {
    let (data, out) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    right(data.path(), &["import", &sample::path("").display().to_string()]);
    let file = |name: &str| out.path().join(name).display().to_string();
    right(data.path(), &["backup", &file("backup.zip")]);
    let back = out.path().join("back");
    right(&back, &["restore", &file("backup.zip")]);
    right(&back, &["doctor"]);
    right(&back, &["export", "--package", &file("package"), "--campaign", ID]);
    let names: Vec<_> = fs::read_dir(&back).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().starts_with('.')), "{names:?}");

    // The way back from a foreign log: the store moved away, the files where they are.
    fs::rename(back.join("parindex.db"), out.path().join("moved.db")).unwrap();
    right(&back, &["restore", &file("backup.zip")]);

    let [kept] = &below(&back.join(FILES))[..] else { panic!("one package") };
    let name = kept.file_name().unwrap().to_string_lossy().into_owned();
    let whole = fs::read(kept).unwrap();
    let mut damaged = whole.clone();
    damaged[1000] ^= 1;
    for bytes in [Some(damaged), Some(whole[..100].to_vec()), None] {
        fs::remove_file(kept).unwrap();
        if let Some(bytes) = bytes {
            fs::write(kept, bytes).unwrap();
        }
        refused(&back, &["doctor"], &name);
        refused(&back, &["backup", &file("no.zip")], &name);
        refused(&back, &["export", "--package", &file("no.zip"), "--campaign", ID], &name);
        // The way back that the text names.
        right(&back, &["import", &sample::path("").display().to_string()]);
        right(&back, &["doctor"]);
    }
    assert!(!Path::new(&file("no.zip")).exists());
}
