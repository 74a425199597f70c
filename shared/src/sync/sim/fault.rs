//! What can go wrong, where, and which of it does in one history.

use crate::sync::backoff::Jitter;

/// What goes wrong at one point of a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The tablet dies before it does what it was about to do.
    CrashBefore,
    /// The tablet dies when it has done it, before it could note that it has.
    CrashAfter,
    /// The tablet's disk takes nothing this time.
    DiskFull,
    /// The tablet's disk does not give the bytes this time.
    BytesNotRead,
    /// The tablet's disk has spoilt the bytes of the ballot in the middle of those that go. Not beside a second session:
    /// the two need not agree on a ballot that one of them can no longer send.
    BytesSpoilt,
    /// The request never arrives.
    RequestLost,
    /// The request arrives after the tablet gave up.
    RequestLate,
    /// The request arrives twice.
    RequestTwice,
    /// The server dies before it commits.
    ServerDiesBefore,
    /// The server dies after it commits, before it answers.
    ServerDiesAfter,
    /// The server dies when it has taken half of the ballots.
    DiesHalfway,
    /// 503 for half of the ballots.
    HalfBusy,
    /// Half of the ballots are answered, though all are taken.
    HalfAnswered,
    /// The ballots are answered in another order.
    Reordered,
    /// From here on another server answers, which knows nothing of several ballots in one request.
    OlderServer,
    /// 503.
    Busy,
    /// 429 with `Retry-After`.
    AsksToWait,
    /// A hotel's page with status 200 in the server's place.
    Portal,
    /// A hotel's page with status 404.
    PortalKnowsNoSuchPage,
    /// A proxy that takes no bodies of this size: 413, and not a word.
    ProxyFindsItTooLarge,
    /// An office's gateway that asks for a sign-in of its own, in JSON.
    GatewayAsksForSignIn,
    /// The server falls back to a backup that lacks the ballot committed last, under a new epoch.
    Restored,
    /// The server falls back to a backup that lacks all ballots.
    RestoredEmpty,
    /// A receipt for other bytes, and nothing committed.
    OtherReceipt,
    /// The session ends: 401 until somebody signs in, some seconds later.
    SessionEnds,
    /// The reply never arrives.
    ReplyLost,
    /// The reply arrives after the tablet gave up.
    ReplyLate,
    /// The reply arrives twice.
    ReplyTwice,
    /// From here on every connection is refused, for some time.
    Outage,
    /// From here on every message vanishes, for some time.
    Silence,
    /// A person finishes another ballot.
    NewBallot,
    /// The tablet's clock goes back by an hour.
    ClockBack,
    /// The tablet's clock goes on by two days.
    ClockForward,
    /// The network is said to be back.
    Online,
    /// A person presses "Send now".
    Button,
    /// The app comes back to the screen.
    Visible,
    /// The app is opened in a second tab that does not know of the first.
    SecondSession,
}

use Fault::*;

/// What can go wrong when the tablet reads or writes its store.
pub(super) const AT_STORE: &[Fault] = &[
    Restored,
    RestoredEmpty,
    CrashBefore,
    CrashAfter,
    DiskFull,
    Outage,
    Silence,
    NewBallot,
    ClockBack,
    ClockForward,
    Online,
    Button,
    Visible,
    SecondSession,
];
/// When the tablet sends.
pub(super) const AT_SEND: &[Fault] = &[
    Restored,
    RestoredEmpty,
    CrashBefore,
    CrashAfter,
    BytesNotRead,
    BytesSpoilt,
    RequestLost,
    RequestLate,
    RequestTwice,
    Outage,
    Silence,
    NewBallot,
    ClockBack,
    ClockForward,
    Online,
    Button,
    Visible,
    SecondSession,
];
/// When a request with one ballot reaches the server.
pub(super) const AT_SERVER: &[Fault] = AT_SERVER_SEVERAL.split_at(5).1;
/// When one with several does.
pub(super) const AT_SERVER_SEVERAL: &[Fault] = &[
    DiesHalfway,
    HalfBusy,
    HalfAnswered,
    Reordered,
    OlderServer,
    Restored,
    RestoredEmpty,
    ServerDiesBefore,
    ServerDiesAfter,
    Busy,
    AsksToWait,
    Portal,
    PortalKnowsNoSuchPage,
    ProxyFindsItTooLarge,
    GatewayAsksForSignIn,
    OtherReceipt,
    SessionEnds,
    NewBallot,
    ClockBack,
    ClockForward,
    Online,
    Button,
    SecondSession,
];
/// When a reply reaches the tablet.
pub(super) const AT_REPLY: &[Fault] = &[
    Restored,
    RestoredEmpty,
    CrashBefore,
    CrashAfter,
    ReplyLost,
    ReplyLate,
    ReplyTwice,
    Outage,
    Silence,
    NewBallot,
    ClockBack,
    ClockForward,
    Online,
    Button,
    SecondSession,
];
/// When the tablet's timer fires.
pub(super) const AT_TIMER: &[Fault] =
    &[Restored, RestoredEmpty, CrashBefore, CrashAfter, NewBallot, ClockBack, ClockForward, Online, Button];
/// When a ballot is finished.
pub(super) const AT_FINISH: &[Fault] = &[CrashBefore, CrashAfter, Restored];
/// When the tablet hears the server beside the ballots.
pub(super) const AT_HEARING: &[Fault] = &[Restored, RestoredEmpty, CrashBefore, CrashAfter, Outage, Silence];

/// Which faults a history has.
#[derive(Clone, Debug)]
pub(super) enum Plan {
    /// These, at the points with these numbers, in order.
    Exact(Vec<(usize, Fault)>),
    /// Random ones, at so many of a thousand points, until a time.
    Random { rng: Jitter, per_mille: u64, until_ms: u64 },
}

impl Plan {
    /// The fault at this point, if it is to have one.
    pub(super) fn at(&mut self, point: usize, real_ms: u64, possible: &[Fault]) -> Option<Fault> {
        match self {
            Self::Exact(faults) => faults.iter().find(|(at, _)| *at == point).map(|(_, fault)| *fault),
            Self::Random { rng, per_mille, until_ms } => {
                if possible.is_empty() || real_ms >= *until_ms || rng.next() % 1000 >= *per_mille {
                    return None;
                }
                Some(possible[(rng.next() % possible.len() as u64) as usize])
            }
        }
    }
}
