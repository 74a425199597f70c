//! How far second answers agree with the first, as a table for spreadsheets: a row for each question that was asked again, and one for each
//! ballot of which none was. It holds no answer.

use shared::ballot::NoAnswer;
use shared::export::guarded;
use shared::sheet::csv::write_line;

use crate::service::log::Actor;
use crate::service::{Error, Site, export};

/// The file that has it.
pub const FILE: &str = "agreement.csv";

/// What its columns are called; behind a mark without which spreadsheets read other letters.
const COLUMNS: &str =
    "\u{feff}number,draw,ballot,form,place,interviewer,asked_again_by,noted_at,missed,question,unit,same\n";

/// The table for whoever takes it away, which the log tells.
pub async fn taken(site: &Site, by: Actor, campaign: String) -> Result<String, Error> {
    export::begin(site, by, campaign.clone(), FILE.to_owned(), None).await?;
    Ok(table(site, campaign).await?.0)
}

/// The table, in the order in which ballots were drawn, and how many they are.
pub async fn table(site: &Site, campaign: String) -> Result<(String, usize), Error> {
    let known = site.known.clone();
    site.store
        .read(move |store| {
            known.get(store, &campaign)?;
            let rows = store.backchecks(&campaign)?;
            let mut text = COLUMNS.to_owned();
            for it in &rows {
                let number = |n: i64| n.to_string();
                let about = [
                    number(it.position),
                    number(it.draw),
                    number(it.ballot),
                    it.form.clone(),
                    it.place.clone(),
                    it.interviewer.clone(),
                    it.account.clone().unwrap_or_default(),
                    it.noted.as_ref().map_or_else(String::new, |(_, at)| at.to_string()),
                    it.missed.map_or("", NoAnswer::code).to_owned(),
                ];
                let mut line = |of: [&str; 3]| {
                    let cells = about.iter().map(String::as_str).chain(of);
                    write_line(&mut text, cells.map(guarded));
                };
                if it.answers.is_empty() {
                    line([""; 3]);
                }
                for again in &it.answers {
                    let same = if again.same { "true" } else { "false" };
                    line([&again.question, again.unit.as_deref().unwrap_or_default(), same]);
                }
            }
            Ok((text, rows.len()))
        })
        .await
}
