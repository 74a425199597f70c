//! How far second answers agree with the first, as a table: a row for each question that was asked again, and one for each ballot of which
//! none was. It holds no answer.

use shared::ballot::NoAnswer;

use crate::service::export::{Field, Lines};
use crate::service::log::Actor;
use crate::service::{Error, Site, export};

/// The file that has it.
pub const FILE: &str = "agreement.csv";

const HEADS: &[&str] = &[
    "number",
    "draw",
    "ballot",
    "form",
    "place",
    "interviewer",
    "asked_again_by",
    "noted_at",
    "missed",
    "question",
    "unit",
    "same",
];

/// The table for whoever takes it away, which the log tells.
pub async fn taken(site: &Site, by: Actor, campaign: String) -> Result<String, Error> {
    export::begin(site, by, campaign.clone(), FILE.to_owned(), None).await?;
    Ok(table(site, campaign).await?.csv())
}

/// The table, in the order in which ballots were drawn; it is about as many.
pub async fn table(site: &Site, campaign: String) -> Result<Lines, Error> {
    let known = site.known.clone();
    let rows = site.store.read(move |store| {
        known.get(store, &campaign)?;
        Ok::<_, Error>(store.backchecks(&campaign)?)
    });
    let rows = rows.await?;
    let mut lines = Lines::about(rows.len(), HEADS);
    for it in rows {
        let about: [Field; 9] = [
            it.position.into(),
            it.draw.into(),
            it.ballot.into(),
            it.form.into(),
            it.place.into(),
            it.interviewer.into(),
            it.account.into(),
            it.noted.map(|(_, at)| at).into(),
            it.missed.map(NoAnswer::code).into(),
        ];
        if it.answers.is_empty() {
            lines.add([about.to_vec(), vec![Field::Missing; 3]].concat());
        }
        for again in it.answers {
            let of = vec![again.question.into(), again.unit.into(), again.same.into()];
            lines.add([about.to_vec(), of].concat());
        }
    }
    Ok(lines)
}
