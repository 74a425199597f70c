//! Papers of the year: the report that a submission freezes, its draft before that, and the minutes of the appraisal team.

use std::collections::BTreeMap;
use std::io;

use jiff::Timestamp;
use shared::assessment::Task;
use shared::ballot::Digest;
use shared::campaign::Unit;
use shared::problem::Problem;
use shared::wire::{Condition, EvidenceFile, Step};

use super::adjust::adjustments;
use super::footing::Footing;
use crate::document::{Approved, Given, Paper, docx, page, report};
use crate::files::{Files, Kept};
use crate::service::session::Caller;
use crate::service::{Error, Kind, Site};
use crate::store::{Document, DocumentKind, Leaves, Repositories, StoreError};

/// A report whose bytes are kept and that no row names yet.
pub(super) struct Frozen {
    generation: i64,
    papers: Vec<(DocumentKind, Kept)>,
}

/// Makes the report of what stands now, and keeps its bytes: they are on the disk before a row names them.
pub(super) async fn freeze(
    site: &Site,
    files: &Files,
    caller: &Caller,
    (campaign, unit): (&str, &str),
    scan: Option<Digest>,
    now: Timestamp,
) -> Result<Frozen, Error> {
    let (known, caller, files) = (site.known.clone(), caller.clone(), files.clone());
    let (campaign, unit, asked) = (campaign.to_owned(), unit.to_owned(), scan);
    let (generation, paper, scan) = site
        .store
        .read(move |store| {
            let footing = Footing::open(store, &known, &caller, &campaign, now)?;
            footing.may(Task::Approve, &unit)?;
            let scan = signed(&footing, &unit, scan)?;
            let paper = report_of(&footing, &caller, &unit, scan.as_ref(), now)?;
            Ok::<_, Error>((footing.known.generation, paper, scan))
        })
        .await?;
    let scan = scan.map(|scan| Kept { digest: scan.digest, bytes: scan.bytes });
    let keep = move || -> io::Result<Option<Vec<(DocumentKind, Kept)>>> {
        if let Some(scan) = &scan
            && !files.is_whole(scan)?
        {
            return Ok(None);
        }
        let report = (DocumentKind::Report, files.keep(&docx(&paper))?);
        let page = (DocumentKind::ReportPage, files.keep(page(&paper).as_bytes())?);
        Ok(Some([report, page].into_iter().chain(scan.map(|scan| (DocumentKind::Scan, scan))).collect()))
    };
    let kept = tokio::task::spawn_blocking(keep).await.map_err(io::Error::other).and_then(|kept| kept);
    let papers = kept.map_err(StoreError::file)?.ok_or_else(|| {
        let digest = asked.map(|digest| digest.to_string()).unwrap_or_default();
        Error::conflict(Problem::new("evidence.lost").with("digest", digest))
    })?;
    Ok(Frozen { generation, papers })
}

/// The signed scan: a file that the unit gave, which can be a signed paper. The package says whether there must be one.
fn signed(footing: &Footing, unit: &str, scan: Option<Digest>) -> Result<Option<EvidenceFile>, Error> {
    let Some(digest) = scan else {
        return match footing.campaign().settings.signed_scan {
            true => Err(Error::invalid(Problem::new("assessments.scan_missing").with("unit", unit))),
            false => Ok(None),
        };
    };
    let file = footing.store.evidence_file(footing.id(), unit, &digest)?;
    let file = file.ok_or_else(|| Error::invalid(Problem::new("evidence.absent").with("digest", digest)))?;
    if !file.kind.is_scan() || file.condition != Condition::Sound {
        return Err(Error::invalid(Problem::new("assessments.scan_wrong").with("name", &file.name)));
    }
    Ok(Some(file))
}

/// The signed scan of what a unit submitted last.
pub(super) fn scan_of(footing: &Footing, unit: &str) -> Result<Option<Digest>, StoreError> {
    if !footing.submissions.iter().any(|row| row.unit == unit && row.step == Step::Approved) {
        return Ok(None);
    }
    let papers = footing.store.documents(footing.id(), unit)?;
    let last = papers.last().map(|paper| paper.submission);
    let of_last = papers.into_iter().filter(|paper| Some(paper.submission) == last);
    Ok(of_last.into_iter().find(|paper| paper.kind == DocumentKind::Scan).map(|paper| paper.file.digest))
}

fn report_of(
    footing: &Footing,
    caller: &Caller,
    unit: &str,
    scan: Option<&EvidenceFile>,
    at: Timestamp,
) -> Result<Paper, Error> {
    let prepared = footing.submissions.iter().rfind(|row| row.unit == unit && row.step == Step::Prepared);
    let name = |username: &str| {
        let account = footing.store.account(username)?;
        Ok::<_, StoreError>(account.map_or_else(|| username.to_owned(), |account| account.name))
    };
    let prepared_by = prepared.map(|row| name(&row.by)).transpose()?.unwrap_or_default();
    let scan = scan.map(|scan| (scan.name.clone(), scan.digest));
    let approved = Approved { prepared_by, by: name(&caller.username)?, scan, at };
    Ok(report(footing.campaign(), unit_of(footing, unit)?, &footing.records(unit)?, &approved))
}

fn unit_of<'a>(footing: &'a Footing, unit: &str) -> Result<&'a Unit, Error> {
    let found = footing.campaign().unit(unit);
    found.ok_or_else(|| absent(Problem::new("assessments.unit_absent"), unit))
}

impl Frozen {
    /// The digest of the report.
    pub fn digest(&self) -> String {
        self.papers[0].1.digest.to_string()
    }

    /// The digest of the signed scan.
    pub fn scan(&self) -> Option<String> {
        let scan = self.papers.iter().find(|(kind, _)| *kind == DocumentKind::Scan);
        scan.map(|(_, kept)| kept.digest.to_string())
    }

    /// Whether the campaign is still the one that the report was made of.
    pub fn is_of(&self, footing: &Footing) -> bool {
        footing.known.generation == self.generation
    }

    /// Notes it with its submission.
    pub fn note(
        self,
        store: &dyn Repositories,
        campaign: &str,
        unit: &str,
        submission: i64,
    ) -> Result<(), StoreError> {
        self.papers.into_iter().try_for_each(|(kind, file)| {
            let unit = unit.to_owned();
            store.put_document(campaign, &Document { position: 0, unit, submission, kind, file })
        })
    }
}

/// The report of a unit as it would be by now, for its own people while it is not submitted.
pub async fn draft(site: &Site, caller: Caller, (campaign, unit): (String, String)) -> Result<Paper, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .read(move |store| {
            let footing = Footing::open(store, &known, &caller, &campaign, now)?;
            footing.may(Task::Draft, &unit)?;
            let found = unit_of(&footing, &unit)?;
            Ok(crate::document::draft(footing.campaign(), found, &footing.records(&unit)?, now))
        })
        .await
}

/// The report of a unit as it was submitted last.
pub async fn submitted(
    site: &Site,
    files: Files,
    caller: Caller,
    (campaign, unit): (String, String),
    kind: DocumentKind,
) -> Result<Vec<u8>, Error> {
    let (known, now, of) = (site.known.clone(), site.now(), unit.clone());
    let last = site
        .store
        .read(move |store| {
            Footing::open(store, &known, &caller, &campaign, now)?.may(Task::Read, &of)?;
            Ok::<_, Error>(store.documents(&campaign, &of)?.into_iter().rfind(|paper| paper.kind == kind))
        })
        .await?;
    let last = last.ok_or_else(|| absent(Problem::new("document.absent"), &unit))?;
    let read = tokio::task::spawn_blocking(move || files.read(&last.file)).await;
    let read = read.map_err(io::Error::other).and_then(|read| read).map_err(StoreError::file)?;
    read.ok_or_else(|| absent(Problem::new("document.lost"), &unit))
}

/// The minutes of the appraisal team as it stands now, without what is still held back from who reads it as one of a
/// unit's people.
pub async fn minutes(site: &Site, caller: Caller, campaign: String) -> Result<Paper, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .read(move |store| {
            let footing = Footing::open(store, &known, &caller, &campaign, now)?;
            let records = store.leaf_records(&campaign, Leaves::default())?.into_iter();
            let records: Vec<_> = records.map(|record| footing.visible(record)).collect();
            let accounts = store.accounts()?.into_iter();
            let names: BTreeMap<String, String> = accounts.map(|it| (it.username, it.name)).collect();
            let given = adjustments(store, footing.campaign())?.into_iter();
            let campaign =
                footing.campaign().with_adjustments(given.filter(|it| footing.sees_appraisals(&it.unit)));
            let units = campaign.units.iter().map(|unit| &*unit.code);
            let withheld: Vec<&str> = units.filter(|unit| !footing.sees_appraisals(unit)).collect();
            let given = Given { records: &records, names: &names, withheld: &withheld, at: now };
            Ok(crate::document::minutes(&campaign, &given))
        })
        .await
}

fn absent(problem: Problem, unit: &str) -> Error {
    Error::Refused(Kind::Absent, problem.with("unit", unit))
}
