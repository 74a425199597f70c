//! Does what the sync's machine asks, and says what came of it. It decides nothing, and needs no browser.

use shared::problem::Problem;
use shared::sync::{Input, Output, Reply, SyncState};
use uuid::Uuid;

use crate::device::db::{Deleted, Result, Store};

/// What comes of an output.
#[derive(Debug)]
pub enum Effect {
    /// It is done, or could not be: what the machine is told, and why it could not.
    Done(Input, Option<Problem>),
    /// This goes to the server, and [`Request::answered`] is what the machine is told.
    Send(Request),
    /// People are to see this.
    Show(SyncState),
}

/// A ballot that goes to the server.
#[derive(Debug)]
pub struct Request {
    id: Uuid,
    campaign: String,
    attempt: u32,
    /// Its bytes, as they were sealed.
    pub bytes: Vec<u8>,
}

impl Request {
    /// Where it is put.
    pub fn path(&self) -> String {
        format!("/api/campaigns/{}/ballots/{}", self.campaign, self.id)
    }

    /// What the machine is told of the answer.
    pub fn answered(&self, reply: Reply) -> Input {
        Input::Reply { id: self.id, attempt: self.attempt, reply }
    }
}

/// Does what the machine asks, with the store if it is open.
pub fn perform(store: Result<&mut Store>, output: Output) -> Effect {
    let done = match output {
        Output::Load => store
            .and_then(|store| Ok((store.entries()?, store.epoch()?)))
            .map(|((entries, unreadable), epoch)| Input::Loaded { entries, unreadable, epoch })
            .map_err(|why| (Input::LoadFailed, why)),
        Output::StoreEpoch(epoch) => store
            .and_then(|store| store.keep_epoch(epoch))
            .map(|()| Input::EpochStored(epoch))
            .map_err(|why| (Input::EpochStoreFailed, why)),
        Output::Store(entry) => match store.and_then(|store| store.keep_entry(&entry)) {
            Ok(true) => Ok(Input::Stored { id: entry.id }),
            Ok(false) => Ok(Input::Missing { id: entry.id }),
            Err(why) => Err((Input::StoreFailed { id: entry.id }, why)),
        },
        Output::Forget { id, digest } => match store.and_then(|store| store.forget(id, digest)) {
            Ok(Deleted::Yes) => Ok(Input::Stored { id }),
            Ok(Deleted::NotHeld) => Ok(Input::StoreFailed { id }),
            Ok(Deleted::Missing) => Ok(Input::Missing { id }),
            Err(why) => Err((Input::StoreFailed { id }, why)),
        },
        Output::Send { id, campaign, attempt } => match store.and_then(|store| store.bytes(id)) {
            Ok(Some(bytes)) => return Effect::Send(Request { id, campaign, attempt, bytes }),
            Ok(None) => Ok(Input::Missing { id }),
            Err(why) => {
                let reply = if why.is_of_the_row() { Reply::Damaged } else { Reply::NotRead };
                Err((Input::Reply { id, attempt, reply }, why))
            }
        },
        Output::Status(state) => return Effect::Show(state),
    };
    match done {
        Ok(input) => Effect::Done(input, None),
        Err((input, why)) => Effect::Done(input, Some(why.into())),
    }
}
