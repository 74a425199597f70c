//! What the machine and its driver say to each other.

use uuid::Uuid;

use super::{Entry, Heard, Reply, SyncState};
use crate::ballot::Digest;

/// What the driver tells the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Something happened that makes it worth looking again.
    Wake(Wake),
    /// The answer to [`Output::Load`].
    Loaded {
        /// All rows of the outbox whose bytes are still there.
        entries: Vec<Entry>,
        /// How many rows more there are that cannot be read. They stay, and a person is told.
        unreadable: u32,
        /// What [`Output::StoreEpoch`] last wrote.
        epoch: Option<Uuid>,
    },
    /// [`Output::Load`] could not be done; it will be asked again.
    LoadFailed,
    /// A ballot was finished; its row and its bytes are committed in the store.
    Queued(Entry),
    /// The [`Output::Store`] or [`Output::Forget`] of this ballot is committed.
    Stored {
        /// The ballot.
        id: Uuid,
    },
    /// The [`Output::Store`] or [`Output::Forget`] of this ballot could not be done (a full disk), or may not be done yet.
    StoreFailed {
        /// The ballot.
        id: Uuid,
    },
    /// The row that an output named is not in the store: another session has deleted it, or written it with other bytes.
    /// This session then knows nothing of it any more, so that it must not be said of a row that is there.
    Missing {
        /// The ballot.
        id: Uuid,
    },
    /// The [`Output::StoreEpoch`] is committed.
    EpochStored(Uuid),
    /// The [`Output::StoreEpoch`] could not be done; it will be asked again.
    EpochStoreFailed,
    /// The server answered something that was not asked by an [`Output::Send`].
    Heard(Heard),
    /// What came of an [`Output::Send`], or of a part of it.
    Reply {
        /// What went, as the output named it. One ballot alone was answered as `PUT` is, several as a batch.
        tries: Vec<Try>,
        /// The answer.
        reply: Reply,
    },
    /// Somebody signed in: it is worth asking the server again.
    SignedIn,
    /// The time of [`poll_timeout`](super::Machine::poll_timeout) is reached.
    Timer,
}

/// One try to bring a ballot to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Try {
    /// The ballot.
    pub id: Uuid,
    /// The how manieth.
    pub attempt: u32,
}

/// What happened that makes it worth looking again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// The app started. A new machine does nothing before its first wake.
    Start,
    /// The network is said to be back: waits that a lost network caused are over.
    Online,
    /// The app is on the screen again. Waits go on: timers may have slept, but the time has passed all the same.
    Visible,
    /// A person asked to send now: as `Online`, and parked ballots are tried once more.
    Button,
}

/// What the machine asks its driver to do. The driver does it without judging.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Read all rows of the outbox; then [`Input::Loaded`] or [`Input::LoadFailed`].
    Load,
    /// Write this row in the place of the one with this id and digest; then [`Input::Stored`], [`Input::StoreFailed`] or,
    /// where there is none, [`Input::Missing`].
    Store(Entry),
    /// Read the bytes of these ballots and bring them to the server in one request: one alone by `PUT` to its address,
    /// several framed as [`wire::frame`](crate::wire::frame) does. Then one [`Input::Reply`] about those that went,
    /// whatever comes of it. A ballot whose bytes are not given stays out: it is told of by an [`Input::Reply`] of its own,
    /// or by [`Input::Missing`].
    Send {
        /// The campaign of all of them.
        campaign: String,
        /// At least one.
        tries: Vec<Try>,
    },
    /// Delete the bytes of this ballot, if its row has this digest and is acked under the epoch that the store keeps;
    /// later [`Output::Load`]s leave it out. Then [`Input::Stored`]; [`Input::StoreFailed`], also where the row is there
    /// and not so acked; or [`Input::Missing`].
    Forget {
        /// The ballot.
        id: Uuid,
        /// The digest that the receipt names.
        digest: Digest,
    },
    /// Keep the epoch of the store that answers; then [`Input::EpochStored`] or [`Input::EpochStoreFailed`]. With this
    /// one write every ack of another epoch is worth nothing.
    StoreEpoch(Uuid),
    /// Show this state to people.
    Status(SyncState),
}
