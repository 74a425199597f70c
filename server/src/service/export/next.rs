//! The package as it was received last, as the beginning of next year's campaign.

use std::io::{self, Cursor};

use shared::campaign::{Campaign, History, next_year};
use shared::points::Points;
use shared::problem::Problem;

use crate::files::Files;
use crate::package::{open_workbook, workbooks, write_workbook, zipped};
use crate::service::{Error, Kind, Site, publish, results};
use crate::store::StoreError;

/// The workbook that the package's other files are named by.
const CAMPAIGN: &str = "campaign.xlsx";

/// Makes it, as a .zip.
pub async fn next(site: &Site, files: Files, campaign: String) -> Result<Vec<u8>, Error> {
    let absent = |problem: Problem| Error::Refused(Kind::Absent, problem.with("campaign", campaign.clone()));
    let head = super::packages(site, campaign.clone()).await?.pop();
    let head = head.ok_or_else(|| absent(Problem::new("package.none_kept")))?;
    let (known, id) = (site.known.clone(), campaign.clone());
    let (whole, published) = site
        .store
        .read(move |store| {
            let known = known.get(store, &id)?;
            let last = store.publications(&id)?.pop();
            let shown = last.map(|last| publish::shown(store, &id, last.version)).transpose()?;
            Ok::<_, Error>((known.campaign.clone(), shown))
        })
        .await?;
    if whole.settings.practice {
        return Err(Error::conflict(Problem::new("practice.no_next")));
    }
    let outcome = match published {
        // What the newest version shows: a total that it withholds was not published.
        Some(public) => {
            let units = public.tables.into_iter().flat_map(|table| table.units);
            history(&whole, units.map(|unit| (unit.unit, unit.total)), "published")
        }
        // Nothing of an office is called published that was not: only a sample's totals go on as they are.
        None if whole.is_reconstructed() => {
            let view = results::index(site, campaign.clone()).await?;
            let units = view.tables.into_iter().flat_map(|table| table.units);
            history(&whole, units.map(|unit| (unit.unit, unit.total)), "simulated")
        }
        None => Vec::new(),
    };
    let made = tokio::task::spawn_blocking(move || {
        let Some(bytes) = files.read(&head.file)? else { return Ok(None) };
        let mut found = workbooks(Cursor::new(bytes))?;
        let Some((_, book)) = found.iter_mut().find(|(name, _)| name == CAMPAIGN) else { return Ok(None) };
        let cells = open_workbook(CAMPAIGN, book).map_err(|error| io::Error::other(format!("{error:?}")))?;
        let year = u16::try_from(whole.settings.year + 1).unwrap_or(1900);
        *book = write_workbook(&next_year(&cells, &whole, &outcome), year).map_err(io::Error::other)?;
        Ok(Some(zipped(&found)))
    });
    let made = made.await.map_err(io::Error::other).and_then(|made| made).map_err(StoreError::file)?;
    made.ok_or_else(|| absent(Problem::new("package.lost")))
}

fn history(
    campaign: &Campaign,
    units: impl Iterator<Item = (String, Option<String>)>,
    basis: &str,
) -> Vec<History> {
    let row = |(unit, total): (String, Option<String>)| {
        let total = Points::parse(&total?).ok()?;
        Some(History { year: campaign.settings.year, unit, total, basis: basis.to_owned() })
    };
    units.filter_map(row).collect()
}
