//! Papers of the year: the report that a submission freezes, and the minutes of the appraisal team.

use std::collections::BTreeMap;
use std::io;

use jiff::Timestamp;
use shared::assessment::Task;
use shared::problem::Problem;
use shared::wire::Step;

use super::adjust::with_adjustments;
use super::footing::Footing;
use crate::document::{Approved, Given, Paper, docx, page, report};
use crate::files::{Files, Kept};
use crate::service::session::Caller;
use crate::service::{Error, Kind, Site};
use crate::store::{Document, DocumentKind, Leaves, Repositories, StoreError};

/// A report whose bytes are kept and that no row names yet.
pub(super) struct Frozen {
    generation: i64,
    papers: [(DocumentKind, Kept); 2],
}

/// Makes the report of what stands now, and keeps its bytes: they are on the disk before a row names them.
pub(super) async fn freeze(
    site: &Site,
    files: &Files,
    caller: &Caller,
    (campaign, unit): (&str, &str),
    now: Timestamp,
) -> Result<Frozen, Error> {
    let (known, caller, files) = (site.known.clone(), caller.clone(), files.clone());
    let (campaign, unit) = (campaign.to_owned(), unit.to_owned());
    let (generation, paper) = site
        .store
        .read(move |store| {
            let footing = Footing::open(store, &known, &caller, &campaign, now)?;
            footing.may(Task::Approve, &unit)?;
            Ok::<_, Error>((footing.known.generation, report_of(&footing, &caller, &unit, now)?))
        })
        .await?;
    let keep = move || -> io::Result<[(DocumentKind, Kept); 2]> {
        let report = (DocumentKind::Report, files.keep(&docx(&paper))?);
        Ok([report, (DocumentKind::ReportPage, files.keep(page(&paper).as_bytes())?)])
    };
    let kept = tokio::task::spawn_blocking(keep).await.map_err(io::Error::other).and_then(|kept| kept);
    Ok(Frozen { generation, papers: kept.map_err(StoreError::file)? })
}

fn report_of(footing: &Footing, caller: &Caller, unit: &str, at: Timestamp) -> Result<Paper, Error> {
    let prepared = footing.submissions.iter().rfind(|row| row.unit == unit && row.step == Step::Prepared);
    let name = |username: &str| {
        let account = footing.store.account(username)?;
        Ok::<_, StoreError>(account.map_or_else(|| username.to_owned(), |account| account.name))
    };
    let prepared_by = prepared.map(|row| name(&row.by)).transpose()?.unwrap_or_default();
    let approved = Approved { prepared_by, by: name(&caller.username)?, at };
    let campaign = footing.campaign();
    let found = campaign.unit(unit).ok_or_else(|| absent(Problem::new("assessments.unit_absent"), unit))?;
    Ok(report(campaign, found, &footing.records(unit)?, &approved))
}

impl Frozen {
    /// The digest of the report.
    pub fn digest(&self) -> String {
        self.papers[0].1.digest.to_string()
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

/// The minutes of the appraisal team as it stands now.
pub async fn minutes(site: &Site, caller: Caller, campaign: String) -> Result<Paper, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .read(move |store| {
            let footing = Footing::open(store, &known, &caller, &campaign, now)?;
            let records = store.leaf_records(&campaign, Leaves::default())?;
            let accounts = store.accounts()?.into_iter();
            let names: BTreeMap<String, String> = accounts.map(|it| (it.username, it.name)).collect();
            let campaign = with_adjustments(store, footing.campaign())?;
            let given = Given { records: &records, names: &names, at: now };
            Ok(crate::document::minutes(&campaign, &given))
        })
        .await
}

fn absent(problem: Problem, unit: &str) -> Error {
    Error::Refused(Kind::Absent, problem.with("unit", unit))
}
