//! `parindex check`, as a person and as a script runs it.

use std::path::Path;
use std::process::{Command, Output};

use tests::binary::parindex;
use tests::{edition, sample};

fn check(package: &Path, arguments: &[&str]) -> Output {
    Command::new(parindex()).arg("check").arg(package).args(arguments).output().expect("parindex runs")
}

/// A copy of the sample without one of its forms.
fn without_a_form() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("forms")).unwrap();
    let files = ["campaign.xlsx".to_owned()].into_iter().chain((2..=7).map(|n| format!("forms/P{n}.xlsx")));
    for file in files {
        std::fs::copy(sample::file(&file), folder.path().join(&file)).unwrap();
    }
    folder
}

#[test]
fn a_right_package_exits_with_0() {
    let output = check(&sample::package(), &["--language", "en"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stdout).unwrap().contains("1,034 ballots planned"));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn a_wrong_package_exits_with_1_and_says_where() {
    let folder = without_a_form();
    let output = check(folder.path(), &["--language", "en"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    let expected = "campaign.xlsx, sheet forms, row 2, column file: The package has no file forms/P1.xlsx.";
    assert!(said.starts_with(expected), "{said}");
    let output = check(folder.path(), &[]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("campaign.xlsx, trang forms, dòng 2, cột file: "), "{said}");
}

#[test]
fn a_script_reads_the_faults_as_json() {
    let folder = without_a_form();
    let output = check(folder.path(), &["--json"]);
    assert_eq!(output.status.code(), Some(1));
    let faults: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(faults[0]["at"]["sheet"], "forms");
    assert_eq!(faults[0]["at"]["row"], 2);
    assert_eq!(faults[0]["problem"]["code"], "forms.file_missing");
    let output = check(&sample::package(), &["--json"]);
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap(), serde_json::json!([]));
}

#[test]
fn a_script_reads_the_warnings_of_a_right_package_too() {
    let doubtful = [("string-length(.) &lt;= 100", "sum(${occupation}) &lt;= 100")];
    let folder = edition::changed("P7", &doubtful).unwrap();
    let output = check(folder.path(), &["--json"]);
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(0), String::new()));
    let warnings: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(warnings.as_array().unwrap().len(), 1, "{warnings}");
    assert_eq!(
        (&warnings[0]["level"], &warnings[0]["at"]["column"]),
        (&"warning".into(), &"constraint".into())
    );
    assert!(!warnings[0]["text"].as_str().unwrap().is_empty());
    let output = check(folder.path(), &["--language", "en"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stderr).unwrap().contains("please look: "));
}

#[test]
fn a_package_that_is_not_there_exits_with_1_and_wrong_use_with_2() {
    let output = check(Path::new("/no/such/package"), &[]);
    assert_eq!(output.status.code(), Some(1));
    let output = check(&sample::package(), &["--colour"]);
    assert_eq!(output.status.code(), Some(2));
}
