//! The sample of 2019: its campaign, its ballots, and ballots like them.

use std::path::PathBuf;
use std::sync::OnceLock;

use server::service::import::{self, File, Import};
use shared::ballot::{Ballot, BallotLine, Header, Sealed};
use shared::campaign::Campaign;
use uuid::Uuid;

use crate::served::Served;

/// The campaign's id.
pub const ID: &str = "bac-kan-2019";
/// The sample of two tiers.
pub const TWO_TIERS: &str = "thai-nguyen-2026";

/// A file of the sample; the empty name is its folder.
pub fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus/bac-kan-2019").join(name)
}

/// An address of the table of routes, with something in each part that it leaves open.
pub fn filled(path: &str) -> String {
    let parts = path.split('/').map(|part| match part {
        "{campaign}" => ID,
        "{unit}" => "SNV",
        "{leaf}" => "1.1.1",
        open if open.starts_with('{') => "9",
        said => said,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// The folder of a campaign of the corpus.
pub fn folder(campaign: &str) -> PathBuf {
    path("").join("..").join(campaign)
}

/// Imports a campaign of the corpus whole.
pub async fn imported(served: &Served, campaign: &str) {
    let folder = folder(campaign);
    let file = |name: &str| File::of(name, std::fs::read(folder.join(name)).unwrap());
    let (package, _) = server::package::read(&folder).unwrap();
    let (ballots, assessments) = (Some(file("ballots.jsonl")), Some(file("assessments.jsonl")));
    let request = Import { ballots, assessments, ..Import::of(package.unwrap()) };
    import::import(&served.site, request).await.unwrap();
}

/// The campaign as the package says.
pub fn campaign() -> &'static Campaign {
    static CAMPAIGN: OnceLock<Campaign> = OnceLock::new();
    CAMPAIGN.get_or_init(|| {
        let (campaign, diagnostics) = server::package::read(&path("")).unwrap();
        assert_eq!(diagnostics, []);
        campaign.unwrap()
    })
}

/// The lines of ballots.jsonl.
pub fn lines() -> &'static [BallotLine] {
    static LINES: OnceLock<Vec<BallotLine>> = OnceLock::new();
    LINES.get_or_init(|| {
        let text = std::fs::read_to_string(path("ballots.jsonl")).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    })
}

/// The ballot of a line.
pub fn ballot(line: &BallotLine) -> Ballot {
    let line = line.clone();
    let header = Header {
        id: line.id,
        campaign: ID.to_owned(),
        definition: campaign().definition_version(&line.form, &line.version).unwrap().digest(),
        form: line.form,
        version: line.version,
        place: line.place,
        mode: line.mode,
        interviewer: line.interviewer,
        started: line.started,
        finished: line.finished,
        replaces: line.replaces,
        consented: line.consented,
    };
    Ballot { header, answers: line.answers }
}

/// A ballot of dtv01 from the commune 01837, on P7, the `n`th of its kind; `change` makes it another.
pub fn another(n: u128, change: impl FnOnce(&mut Ballot)) -> (Uuid, Sealed) {
    let line = lines()
        .iter()
        .find(|line| line.form == "P7" && line.place == "01837" && line.answers.contains_key("departments"));
    let mut ballot = ballot(line.unwrap());
    ballot.header.id = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + n);
    ballot.header.interviewer = Some("dtv01".to_owned());
    change(&mut ballot);
    (ballot.header.id, ballot.seal())
}

/// The same, unchanged.
pub fn plain(n: u128) -> (Uuid, Sealed) {
    another(n, |_| ())
}
