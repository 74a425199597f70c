//! What the simulated world needs of a tablet: its store, and the driver that does what the machine asks.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::sync::{Entry, Input, Output, Reply, Try};

/// A row of the outbox beside the bytes it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The row.
    pub entry: Entry,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What came of an output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It is done, or could not be.
    Done(Input),
    /// These tries go to the server in one request, each with its bytes; of the others the machine is told this.
    Send(Vec<(Try, Vec<u8>)>, Vec<Input>),
}

/// A store with its driver. What is written stays, whatever happens to the sessions.
pub trait Device {
    /// One transaction: the draft is gone, the row and its bytes are here.
    fn finish(&mut self, entry: &Entry, bytes: &[u8]);

    /// Does what the machine asks, all but [`Output::Status`]. `fails`: the disk gives and takes nothing this time.
    fn perform(&mut self, output: &Output, fails: bool) -> Effect;

    /// What the machine is told of an answer.
    fn answered(&mut self, tries: Vec<Try>, reply: Reply) -> Vec<Input> {
        vec![Input::Reply { tries, reply }]
    }

    /// The disk spoils the bytes of this ballot.
    fn spoil(&mut self, id: Uuid);

    /// The tablet died, and is started again.
    fn restart(&mut self);

    /// What is in the store.
    fn lines(&self) -> BTreeMap<Uuid, Line>;
}
