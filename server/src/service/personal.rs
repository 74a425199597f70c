//! What tells who somebody is, for the admin alone: all of it as a table, and deleting it. Each look at it is in the log.

use std::collections::BTreeSet;

use shared::campaign::Campaign;
use shared::export::guarded;
use shared::problem::Problem;
use shared::sheet::csv::write_line;
use shared::wire::{ActKind, Fact};
use uuid::Uuid;

use super::log::{self, Actor};
use super::{Error, Kind, Site, export};

/// The file that has all of it.
pub fn file(campaign: &str) -> String {
    format!("{campaign}-personal-fields.csv")
}

/// What spreadsheets would take for other letters without.
const MARK: &str = "\u{feff}";

/// All as a table, which the log tells: in the order of ids, which are random.
pub async fn taken(site: &Site, by: Actor, campaign: String) -> Result<String, Error> {
    export::begin(site, by, campaign.clone(), file(&campaign), None).await?;
    let known = site.known.clone();
    site.store
        .read(move |store| {
            let known = known.get(store, &campaign)?;
            let all = store.personal(&campaign)?;
            let questions: BTreeSet<&str> =
                all.values().flat_map(|it| it.told.keys()).map(String::as_str).collect();
            let mut table = MARK.to_owned();
            let heads = questions.iter().map(|name| called(&known.campaign, name));
            let heads = ["id", "form"].map(str::to_owned).into_iter().chain(heads);
            write_line(&mut table, heads.map(|head| guarded(&head).into_owned()));
            for (id, it) in &all {
                let id = id.to_string();
                let told = questions.iter().map(|name| it.told.get(*name).map_or("", String::as_str));
                write_line(&mut table, [&*id, &*it.form].into_iter().chain(told).map(guarded));
            }
            Ok(table)
        })
        .await
}

/// What a question is called: by its words, and its name behind them.
fn called(campaign: &Campaign, name: &str) -> String {
    let label = campaign.definitions.iter().find_map(|form| {
        let question = form.personal().find(|question| question.name == name)?;
        Some(form.text(&question.label, &campaign.settings.default_language))
    });
    match label.filter(|label| !label.is_empty() && *label != name) {
        Some(label) => format!("{label} ({name})"),
        None => name.to_owned(),
    }
}

/// Deletes all of it, or what stands under one id.
pub async fn forget(site: &Site, by: Actor, campaign: String, id: Option<String>) -> Result<(), Error> {
    let absent = || Error::Refused(Kind::Absent, Problem::new("personal.absent"));
    let id = id.map(|id| id.parse::<Uuid>().map_err(|_| absent())).transpose()?;
    let (known, now) = (site.known.clone(), site.now());
    site.store
        .write(move |store| {
            known.get(store, &campaign)?;
            let gone = store.forget_personal(&campaign, id)?;
            if gone > 0 {
                log::act(ActKind::PersonalErased, &campaign)
                    .within(Some(&campaign))
                    .before(Fact::Told, gone)
                    .write(store, &by, now)?;
            }
            if id.is_some() && gone == 0 { Err(absent()) } else { Ok(()) }
        })
        .await
}
