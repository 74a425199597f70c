//! Does what the sync's machine asks, and says what came of it. It decides nothing, and needs no browser.

use shared::problem::Problem;
use shared::sync::{Input, Output, Reply, SyncState, Try};
use shared::wire::frame;

use crate::device::db::{Deleted, Result, Store};

/// What the machine is told, and why something could not be done.
pub type Told = (Input, Option<Problem>);

/// What comes of an output.
#[derive(Debug)]
pub enum Effect {
    /// It is done, or could not be.
    Done(Told),
    /// This goes to the server, if anything does, and [`Request::answered`] is what the machine is told; of what stays it
    /// is told this at once.
    Send(Option<Request>, Vec<Told>),
    /// People are to see this.
    Show(SyncState),
}

/// Ballots of one campaign that go to the server.
#[derive(Clone, Debug)]
pub struct Request {
    campaign: String,
    tries: Vec<Try>,
    /// Their bytes, as they were sealed.
    sealed: Vec<Vec<u8>>,
}

impl Request {
    /// Whether there is more than one.
    pub fn is_batch(&self) -> bool {
        self.tries.len() > 1
    }

    /// Where it goes: one alone to its own address.
    pub fn path(&self) -> String {
        let ballots = format!("/api/campaigns/{}/ballots", self.campaign);
        match &self.tries[..] {
            [one] => format!("{ballots}/{}", one.id),
            _ => ballots,
        }
    }

    /// What is sent.
    pub fn body(&self) -> Vec<u8> {
        match &self.sealed[..] {
            [one] => one.clone(),
            several => frame(several.iter().map(Vec::as_slice)),
        }
    }

    /// What the machine is told of the answer.
    pub fn answered(self, reply: Reply) -> Input {
        Input::Reply { tries: self.tries, reply }
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
        Output::Send { campaign, tries } => return send(store, campaign, tries),
        Output::Status(state) => return Effect::Show(state),
    };
    Effect::Done(match done {
        Ok(input) => (input, None),
        Err((input, why)) => (input, Some(why.into())),
    })
}

/// Puts together what goes in one request. A ballot that the store does not give keeps no other back.
fn send(store: Result<&mut Store>, campaign: String, tries: Vec<Try>) -> Effect {
    let not_sent = |one, reply, why| (Input::Reply { tries: vec![one], reply }, Some(why));
    let store = match store.map_err(Problem::from) {
        Ok(store) => store,
        Err(why) => {
            let told = tries.into_iter().map(|one| not_sent(one, Reply::NotRead, why.clone()));
            return Effect::Send(None, told.collect());
        }
    };
    let mut request = Request { campaign, tries: Vec::new(), sealed: Vec::new() };
    let mut told = Vec::new();
    for one in tries {
        match store.bytes(one.id) {
            Ok(Some(bytes)) => {
                request.tries.push(one);
                request.sealed.push(bytes);
            }
            Ok(None) => told.push((Input::Missing { id: one.id }, None)),
            Err(why) => {
                let reply = if why.is_of_the_row() { Reply::Damaged } else { Reply::NotRead };
                told.push(not_sent(one, reply, why.into()));
            }
        }
    }
    Effect::Send((!request.tries.is_empty()).then_some(request), told)
}
