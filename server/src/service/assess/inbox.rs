//! What waits for a person, in all campaigns in which they have a part.

use shared::assessment::{Year, inbox as waiting};
use shared::wire::{Inbox, Role, holds};

use super::footing::Footing;
use super::work::held_duties;
use crate::service::session::Caller;
use crate::service::{Error, Site};

/// What waits for who asks.
pub async fn inbox(site: &Site, caller: Caller) -> Result<Inbox, Error> {
    let (known, books, now) = (site.known.clone(), site.books.clone(), site.now());
    site.store
        .read(move |store| {
            let mut notices = Vec::new();
            let held = caller.grants(store)?;
            for head in store.heads()? {
                if !holds(&held, &[Role::Unit, Role::Head, Role::Appraiser], Some(&head.id)) {
                    continue;
                }
                let footing = Footing::open(store, &known, &caller, &head.id, now)?;
                let duties = held_duties(store, &head.id)?;
                let year = Year {
                    campaign: footing.campaign(),
                    calendar: &footing.calendar,
                    submissions: &footing.submissions,
                    duties: &duties,
                    now,
                };
                notices.extend(books.look(store, footing.campaign(), |book, _| {
                    waiting(&year, &caller.username, &footing.held, |unit| book.unit(unit).collect())
                })?);
            }
            notices.sort();
            Ok(Inbox { notices })
        })
        .await
}
