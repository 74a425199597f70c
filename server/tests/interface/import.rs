//! Importing: what is refused, what stays, and that it is all or nothing.

use server::service::import::{File, Import, ImportError, import};
use shared::ballot::Digest;
use shared::campaign::Campaign;
use shared::problem::Diagnostic;
use shared::wire::{BallotPage, Counts, Status};

use crate::sample::{self, ID, plain};
use crate::served::Served;

fn request(campaign: Campaign) -> Import {
    Import::of(campaign)
}

fn file(text: impl Into<Vec<u8>>) -> Option<File> {
    Some(File::of("lines.jsonl", text))
}

async fn refused(served: &Served, request: Import) -> Vec<Diagnostic> {
    match import(&served.site, request).await {
        Err(ImportError::Wrong(diagnostics)) => diagnostics,
        other => panic!("{other:?}"),
    }
}

fn changed(version: Option<&str>) -> Campaign {
    let mut campaign = sample::campaign().clone();
    campaign.definitions[6].title = "Phiếu khác".to_owned();
    campaign.definitions[6].source = Some(Digest::of(b"another workbook"));
    if let Some(version) = version {
        campaign.definitions[6].version = version.to_owned();
    }
    campaign
}

#[tokio::test]
async fn a_form_version_never_changes() {
    let served = Served::start().await;
    let [diagnostic] = &refused(&served, request(changed(None))).await[..] else { panic!() };
    assert_eq!(diagnostic.at.file, "forms/P7.xlsx");
    assert_eq!(diagnostic.problem.code, "import.version_changed");
    assert_eq!(diagnostic.problem.params["form"], "P7");
}

#[tokio::test]
async fn a_form_version_is_its_workbook_whatever_a_later_program_makes_of_it() {
    let served = Served::start().await;
    let was: Campaign = served.sign_in("admin").await.of_sample("").await;
    // Compiled otherwise from the same cells; and from a workbook whose cells moved, to the same.
    let mut compiled = sample::campaign().clone();
    compiled.definitions[6].title = "Phiếu khác".to_owned();
    let mut moved = sample::campaign().clone();
    moved.definitions[5].source = Some(Digest::of(b"columns in another order"));
    for campaign in [compiled, moved] {
        assert_eq!(import(&served.site, request(campaign)).await.unwrap().versions, 0);
    }
    let whole: Campaign = served.sign_in("admin").await.of_sample("").await;
    assert_eq!(whole.definitions, was.definitions, "what was compiled once is never computed again");
    assert_eq!(served.sign_in("dtv01").await.put(&plain(1)).await.0, 201);
}

#[tokio::test]
async fn a_new_version_keeps_the_earlier_one_and_the_ballots() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    client.put(&plain(1)).await;
    let imported = import(&served.site, request(changed(Some("2019.2")))).await.unwrap();
    assert_eq!(imported.versions, 1);
    let admin = served.sign_in("admin").await;
    let whole: Campaign = admin.of_sample("").await;
    assert_eq!(whole.definition("P7").unwrap().version, "2019.2");
    assert!(whole.definition_version("P7", "2019.1").is_some());
    assert_eq!(client.put(&plain(2)).await.0, 201, "a tablet that has the earlier version");
    let package: shared::wire::TabletPackage = client.of_sample("/package").await;
    assert_eq!(package.campaign.definitions.len(), 7);
    assert_eq!(package.campaign.definition("P7").unwrap().version, "2019.2");
    let page: BallotPage = admin.of_sample("/ballots").await;
    assert_eq!(page.ballots.len(), 2);
    // Back to the package as it was: nothing is new, and its versions are the current ones again.
    assert_eq!(import(&served.site, request(sample::campaign().clone())).await.unwrap().versions, 0);
    let whole: Campaign = admin.of_sample("").await;
    assert_eq!(whole.definition("P7").unwrap().version, "2019.1");
}

#[tokio::test]
async fn a_file_with_one_wrong_line_changes_nothing() {
    let served = Served::start().await;
    let text = std::fs::read_to_string(sample::path("ballots.jsonl")).unwrap();
    let mut lines: Vec<String> = text.lines().take(5).map(str::to_owned).collect();
    lines[1] = "{".to_owned();
    lines[2] = lines[2].replace("2019.1", "2018.1");
    lines[3] = lines[3].replacen("\"valid\"", "\"screened_out\"", 1);
    lines[4] = lines[4].replacen("\"sex\": \"", "\"sex\": \"x", 1);
    let all = Import { ballots: file(lines.join("\n")), ..request(sample::campaign().clone()) };
    let diagnostics = refused(&served, all).await;
    let found: Vec<_> = diagnostics.iter().map(|d| (d.at.row.unwrap(), d.problem.code.as_str())).collect();
    assert_eq!(
        found[..3],
        [(2, "ballots.unreadable"), (3, "ballot.version_unknown"), (5, "ballot.unknown_option")]
    );
    let doubts: Vec<_> = diagnostics.iter().filter(|d| !d.is_fault()).map(|d| d.at.row.unwrap()).collect();
    assert!(doubts.contains(&4) && doubts.iter().all(|row| [4, 5].contains(row)), "{found:?}");
    assert!(diagnostics.iter().all(|d| d.at.file == "lines.jsonl"));
    let counts: Counts = served.sign_in("viewer").await.of_sample("/counts").await;
    assert_eq!(counts.rows.iter().map(|row| row.valid).sum::<u32>(), 0);
    let assessments = file("{\"unit\":\"NOBODY\",\"code\":\"1.1.1\"}");
    let diagnostics = refused(&served, Import { assessments, ..request(changed(Some("9"))) }).await;
    assert_eq!((diagnostics[0].at.row, &*diagnostics[0].problem.code), (Some(1), "assessments.unit_unknown"));
    let whole: Campaign = served.sign_in("admin").await.of_sample("").await;
    assert_eq!(whole.definition("P7").unwrap().version, "2019.1", "the refused campaign is not there either");
}

#[tokio::test]
async fn ballots_of_a_file_keep_their_status_and_come_in_once() {
    let served = Served::start().await;
    let text = std::fs::read_to_string(sample::path("ballots.jsonl")).unwrap();
    let mut lines: Vec<String> = text.lines().take(3).map(str::to_owned).collect();
    lines[1] = lines[1].replacen("\"valid\"", "\"pending\"", 1);
    lines[2] = lines[2].replacen("\"valid\"", "\"rejected\"", 1);
    let text = lines.join("\r\n") + "\n\n";
    let all = || Import { ballots: file(text.as_str()), ..request(sample::campaign().clone()) };
    let first = import(&served.site, all()).await.unwrap();
    assert_eq!((first.ballots, first.known_ballots), (3, 0));
    let second = import(&served.site, all()).await.unwrap();
    assert_eq!((second.ballots, second.known_ballots), (0, 3));
    let viewer = served.sign_in("viewer").await;
    let page: BallotPage = viewer.of_sample("/ballots").await;
    let statuses: Vec<_> = page.ballots.iter().map(|row| row.status).collect();
    assert_eq!(statuses, [Status::Rejected, Status::Pending, Status::Valid]);
    let counts: Counts = viewer.of_sample("/counts").await;
    assert!(counts.interviewers.iter().all(|row| row.last_sent.is_none()), "a file is no sign of life");
    // The sealed bytes are those that a tablet would have sent.
    let (status, _) = served
        .sign_in("admin")
        .await
        .put(&(sample::lines()[0].id, sample::ballot(&sample::lines()[0]).seal()))
        .await;
    assert_eq!(status, 200);
    assert_eq!(page.ballots[0].header.campaign, ID);
}
