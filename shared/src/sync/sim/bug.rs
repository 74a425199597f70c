//! Deliberate bugs, each built into the world around the machine, to prove that the checks see them.

/// A deliberate bug.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bug {
    /// A ballot sent again is sealed again under a new id.
    NewIdOnRetry,
    /// The server answers before it commits.
    AckedBeforeTheCommit,
    /// The tablet deletes on any receipt.
    DeletedWithoutMatchingDigest,
    /// The tablet drops what the server quarantines.
    QuarantineTakenAsLost,
    /// The tablet drops what the server refuses.
    RefusalTakenAsLost,
    /// Nothing is sent that comes after a parked ballot.
    StoppedBehindParked,
    /// Waits and attempts are not written.
    BackoffNotKept,
    /// What is in the outbox reaches the disk only after a second.
    OutboxNotKept,
    /// The tablet does not hear which store answers.
    EpochNotHeard,
    /// The tablet says that it has written another epoch over the first, and has not.
    EpochNotKept,
    /// An ack is kept without its epoch, so that it counts under whichever is the latest.
    EpochNotKeptWithTheAck,
    /// A restored server goes on under its old epoch.
    RestoredUnderTheOldEpoch,
    /// What is answered to several ballots is taken in the order in which they were sent.
    AckedByPosition,
    /// An answer to several ballots is taken for a receipt for each.
    AllAckedTogether,
    /// Where one of several ballots is refused, all are parked.
    AllRefusedTogether,
    /// The tablet drops a ballot that went with others and was not answered.
    UnansweredTakenAsLost,
    /// Where several ballots do not pass in one request, they are sent so again at once.
    BatchesForEver,
}
