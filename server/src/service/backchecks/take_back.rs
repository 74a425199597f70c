//! Takes back what was noted, for who leads the place: what it said stays in the log, and the ballot waits to be asked again.

use shared::problem::Problem;
use shared::sheet::shows_nothing;
use shared::wire::{ActKind, Fact};

use super::super::log::{self, Actor};
use super::super::session::Caller;
use super::super::{Error, Site};
use super::{Opened, absent, opened};
use crate::store::{AnsweredAgain, BackcheckRow};

/// Takes a note back, with a reason.
pub async fn take_back(
    site: &Site,
    caller: Caller,
    campaign: String,
    number: i64,
    reason: String,
) -> Result<(), Error> {
    let (known, now) = (site.known.clone(), site.now());
    if shows_nothing(&reason) {
        return Err(Error::invalid(Problem::new("backchecks.why_back")));
    }
    site.store
        .write(move |store| {
            let known = known.get(store, &campaign)?;
            let Opened { row, leads, .. } = opened(store, known, &caller, number)?;
            if !leads {
                return Err(absent());
            }
            if row.noted.is_none() {
                return Err(Error::conflict(Problem::new("backchecks.not_noted").with("key", number)));
            }
            let answer = |it: &AnsweredAgain| format!("{} = {}", it.question, it.said);
            let said = match row.missed {
                Some(why) => why.code().to_owned(),
                None => row.answers.iter().map(answer).collect::<Vec<_>>().join("; "),
            };
            log::act(ActKind::BackcheckTakenBack, row.ballot.to_string())
                .within(Some(&campaign))
                .before(Fact::Name, row.account.clone().unwrap_or_default())
                .before(Fact::Text, said)
                .after(Fact::Reason, reason.trim())
                .write(store, &Actor::from(&caller), now)?;
            let row = BackcheckRow { missed: None, answers: Vec::new(), noted: None, ..row };
            Ok(store.set_backcheck(&campaign, &row)?)
        })
        .await
}
