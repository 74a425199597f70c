//! What of a batch is printed: the questionnaire, blank or with the numbers of a batch, and the cover sheet that goes with the stack.

use std::ops::RangeInclusive;

use jiff::Timestamp;
use shared::form::FormDefinition;
use shared::message::Language;
use shared::problem::Problem;

use super::batch::{find, live, no_form, no_place, shown};
use crate::document::{Copy, Paper, cover as cover_of, personal_sheet, questionnaire};
use crate::service::{Error, KnownCampaign, Site};

/// As many papers are printed at once.
pub const MOST: u32 = 50;

/// One that no batch has a number for, in the version of now; where it is handed out is written on it, if that is known. Behind it the sheet
/// for what tells who somebody is, where the form asks for that.
pub async fn blank(
    site: &Site,
    campaign: String,
    form: String,
    place: Option<String>,
    language: Option<Language>,
) -> Result<Vec<Paper>, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let campaign = &known.campaign;
            let definition = campaign.definition(&form).ok_or_else(|| no_form(&form))?;
            if let Some(place) = place.as_ref().filter(|place| !campaign.has_place(place)) {
                return Err(no_place(place));
            }
            let paper = questionnaire(campaign, definition, &Copy { place, number: None }, language, now);
            let apart = apart(&known, definition, language, now);
            Ok([paper].into_iter().chain(apart).collect())
        })
        .await
}

/// The sheet for what tells who somebody is, as long as that is kept.
fn apart(
    known: &KnownCampaign,
    form: &FormDefinition,
    language: Option<Language>,
    now: Timestamp,
) -> Option<Paper> {
    let has_kept = known.campaign.settings.has_kept(known.today(now));
    if has_kept { None } else { personal_sheet(&known.campaign, form, language, now) }
}

/// Papers of a batch, each with its number; behind all of them as many sheets for what tells who somebody is, which are all alike.
pub async fn numbered(
    site: &Site,
    campaign: String,
    batch: i64,
    papers: RangeInclusive<u32>,
    language: Option<Language>,
) -> Result<Vec<Paper>, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let row = live(store, &campaign, batch)?;
            let (first, last) = (*papers.start(), (*papers.end()).min(row.what.issued));
            if first == 0 || first > last || last - first >= MOST {
                let problem = Problem::new("papers.range").with("most", MOST).with("issued", row.what.issued);
                return Err(Error::invalid(problem));
            }
            let version = known.version(&row.what.form, &row.version);
            let version = version.ok_or_else(|| no_form(&row.what.form))?;
            let paper = |number| {
                let copy = Copy { place: Some(row.what.place.clone()), number: Some((batch, number)) };
                questionnaire(&known.campaign, &version.definition, &copy, language, now)
            };
            let apart = apart(&known, &version.definition, language, now);
            let sheets = apart.into_iter().flat_map(|sheet| (first..=last).map(move |_| sheet.clone()));
            Ok((first..=last).map(paper).chain(sheets).collect())
        })
        .await
}

/// The cover sheet of a batch as it stands.
pub async fn cover(site: &Site, campaign: String, batch: i64) -> Result<Paper, Error> {
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let batch = shown(store, &known, find(store, &campaign, batch)?)?;
            Ok(cover_of(&known.campaign, &batch, now))
        })
        .await
}
