//! Beside the reference converter: the XLSForms of the corpus and others that chance made get its verdict, become the same XForm, pass
//! ODK Validate where its own do, and open in ODK's engine as its own do.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use shared::form::{sheets, xform};
use tests::oracle;
use tests::xform::normal;

use crate::corpus;
use crate::table;

/// How many forms chance makes; PARINDEX_FORMS says more where there is time.
const FORMS: u64 = 100;

/// A form, and what became of it.
struct Held {
    path: PathBuf,
    /// What ours writes, or where each fault stands.
    ours: Result<String, Vec<shared::problem::Location>>,
    /// What the converter writes, or why it refuses.
    theirs: Result<String, String>,
}

#[test]
fn the_converters_verdict_and_xform_are_ours_too() {
    let Some(python) = corpus::python() else {
        println!("SKIPPED: the comparison with pyxform, which is not in target/python (make tools-test)");
        return;
    };
    let count = std::env::var("PARINDEX_FORMS").ok().map_or(FORMS, |text| text.parse().expect("a number"));
    let folder = tempfile::tempdir().expect("a folder");
    let made = (0..count).map(|seed| {
        let path = folder.path().join(format!("form{seed}.xlsx"));
        std::fs::write(&path, table::made(seed)).expect("written");
        path
    });
    let of_people = oracle::files(&oracle::folder().join("forms"), &["xls", "xlsx"]);
    let paths: Vec<PathBuf> = of_people.into_iter().chain(made).collect();
    let held = all(&python, &paths);
    let (mut odd, mut both, mut refused) = (Vec::new(), Vec::new(), 0);
    for one in &held {
        let name = one.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match (&one.ours, &one.theirs) {
            (Ok(ours), Ok(theirs)) => {
                if normal(ours) != normal(theirs) {
                    odd.push(format!("{name}: another XForm"));
                }
                both.push((name, ours, theirs));
            }
            (Err(places), Err(_)) => {
                let whole =
                    places.iter().all(|at| at.sheet.is_some() && at.row.is_some() && at.column.is_some());
                odd.extend((!whole).then(|| format!("{name}: a fault without sheet, row and column")));
                refused += 1;
            }
            // An .xls under the name of an .xlsx, which it refuses for its name alone.
            (Ok(_), Err(why)) if why.contains("not recognized as a supported type") => {}
            (Ok(_), Err(why)) => odd.push(format!("{name}: refused there: {why}")),
            (Err(places), Ok(_)) => odd.push(format!("{name}: refused here at {places:?}")),
        }
    }
    println!("{} forms: {} are accepted by both, {refused} refused by both", held.len(), both.len());
    let written = |which: &str| -> Vec<PathBuf> {
        let write = |(name, ours, theirs): &(String, &String, &String)| {
            let path = folder.path().join(format!("{name}.{which}.xml"));
            std::fs::write(&path, if which == "ours" { ours } else { theirs }).expect("written");
            path
        };
        both.iter().map(write).collect()
    };
    let (ours, theirs) = (written("ours"), written("theirs"));
    match validated(&python, &[ours, theirs].concat()) {
        None => println!("SKIPPED: ODK Validate, which needs java"),
        Some(wrong) => {
            for (name, ..) in &both {
                let is_wrong =
                    |which: &str| wrong.iter().any(|path| path.ends_with(&format!("/{name}.{which}.xml")));
                odd.extend((is_wrong("ours") && !is_wrong("theirs")).then(|| format!("{name}: not valid")));
            }
            println!(
                "{} of {} XForms are refused by ODK Validate, ours with theirs",
                wrong.len(),
                both.len() * 2
            );
        }
    }
    assert!(odd.is_empty(), "{} of {}:\n{}", odd.len(), held.len(), odd.join("\n"));
}

/// What both make of workbooks. One at which the converter breaks off is left out.
fn all(python: &Path, paths: &[PathBuf]) -> Vec<Held> {
    let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    let mut script = tempfile::NamedTempFile::new().expect("a file");
    script.write_all(include_bytes!("convert.py")).expect("written");
    let mut running = Command::new(python)
        .args(["-W", "ignore"])
        .arg(script.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("python runs");
    running
        .stdin
        .take()
        .expect("a pipe")
        .write_all(names.join("\n").as_bytes())
        .expect("the names are taken");
    let output = running.wait_with_output().expect("python ends");
    let said = String::from_utf8(output.stdout).expect("text");
    let said: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(said.len(), paths.len(), "the converter broke off");
    let one = |(path, said): (&PathBuf, &Value)| {
        let theirs = match (said["xform"].as_str(), said["refused"].as_str()) {
            (Some(xform), _) => Ok(xform.to_owned()),
            (None, Some(why)) => Err(why.to_owned()),
            (None, None) => return None,
        };
        Some(Held { path: path.clone(), ours: read(path), theirs })
    };
    paths.iter().zip(&said).filter_map(one).collect()
}

fn read(path: &Path) -> Result<String, Vec<shared::problem::Location>> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = std::fs::read(path).expect("a workbook");
    let book = server::package::open_form(&name, &bytes).map_err(|error| vec![error.diagnostic().at])?;
    let (form, found) = sheets::read(book, None);
    form.map(|form| xform::write(&form))
        .ok_or_else(|| found.into_iter().filter(|one| one.is_fault()).map(|one| one.at).collect())
}

/// The XForms that ODK Validate refuses, which comes with the converter; none where java is not there.
fn validated(python: &Path, files: &[PathBuf]) -> Option<BTreeSet<String>> {
    let place = "import pyxform.validators.odk_validate as it; print(it.ODK_VALIDATE_PATH)";
    let jar = Command::new(python).args(["-c", place]).output().ok()?;
    let jar = String::from_utf8(jar.stdout).ok()?.trim().to_owned();
    let output =
        Command::new("java").args(["-Djava.awt.headless=true", "-jar", &jar]).args(files).output().ok()?;
    let said =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    let refused = said.split_once("The following files failed validation:").map_or("", |(_, rest)| rest);
    assert!(said.contains("Result: "), "ODK Validate broke off: {said}");
    Some(refused.lines().map(str::trim).filter(|line| line.ends_with(".xml")).map(str::to_owned).collect())
}
