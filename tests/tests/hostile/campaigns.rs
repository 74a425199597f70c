//! The same files as parts of a campaign's package.

use tests::sample;

use crate::bounds::run;
use crate::workbooks::of_any_kind;

/// The sample, with this in the place of one of its workbooks.
fn package(file: &str, bytes: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("forms")).expect("a folder");
    let files = ["campaign.xlsx".to_owned()].into_iter().chain((1..=7).map(|n| format!("forms/P{n}.xlsx")));
    for name in files {
        std::fs::copy(sample::file(&name), folder.path().join(&name)).expect("copied");
    }
    std::fs::write(folder.path().join(file), bytes).expect("written");
    folder
}

#[test]
fn a_campaign_is_refused_for_what_one_of_its_files_claims() {
    for (what, bytes, code) in of_any_kind() {
        for file in ["campaign.xlsx", "forms/P7.xlsx"] {
            let said = run(&["check", "--json"], package(file, &bytes).path());
            assert_eq!(said.status, Some(1), "{what} as {file}: {}", said.complaint);
            assert!(said.codes().contains(&code), "{what} as {file}: {:?}", said.codes());
        }
    }
}
