//! What a ballot's way is called, and what holds the queue up.

use jiff::Timestamp;

use crate::device::protocol::{OutboxState, SyncState};

impl OutboxState {
    /// The word for it in attributes and message keys.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Parked { .. } => "parked",
            Self::Sending => "sending",
            Self::Waiting => "waiting",
            Self::Received { .. } => "acked",
        }
    }
}

/// What the head of the outbox says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// The server holds everything.
    AllReceived,
    /// So many of so many are done.
    Sending(u32, u32),
    /// The session has ended.
    SignIn,
    /// Nothing is under way; the next attempt comes by itself then.
    Waiting(Option<Timestamp>),
    /// Only parked ballots are left.
    Parked,
}

/// What the head of the outbox says while sending stands like this, and so many ballots cannot be read; nothing, where
/// only those are left: that is said beside it.
pub fn head(sync: &SyncState, unreadable: u32) -> Option<Head> {
    let sync = SyncState { parked: sync.parked.saturating_sub(unreadable), ..sync.clone() };
    let only_those = (sync.unsent, sync.parked) == (0, 0) && unreadable > 0;
    (!only_those).then(|| of_readable(&sync))
}

fn of_readable(sync: &SyncState) -> Head {
    if let Some((done, total)) = sync.sending {
        return Head::Sending(done, total);
    }
    match (sync.unsent, sync.parked) {
        (0, 0) => Head::AllReceived,
        _ if sync.needs_sign_in => Head::SignIn,
        (0, _) => Head::Parked,
        _ => {
            let at_ms = sync.waiting_until_ms.and_then(|ms| i64::try_from(ms).ok()).filter(|ms| *ms > 0);
            Head::Waiting(at_ms.and_then(|ms| Timestamp::from_millisecond(ms).ok()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_says_what_holds_the_queue_up() {
        let sync = |unsent, parked| SyncState { unsent, parked, ..SyncState::default() };
        let said = |sync: &SyncState| head(sync, 0).expect("all can be read");
        assert_eq!(said(&sync(0, 0)), Head::AllReceived);
        assert_eq!(said(&sync(0, 2)), Head::Parked);
        assert_eq!(said(&sync(3, 2)), Head::Waiting(None));
        assert_eq!(said(&SyncState { needs_sign_in: true, ..sync(3, 0) }), Head::SignIn);
        assert_eq!(said(&SyncState { sending: Some((1, 3)), ..sync(3, 0) }), Head::Sending(1, 3));
        let at = Timestamp::from_millisecond(30_000).expect("a time");
        assert_eq!(
            said(&SyncState { waiting_until_ms: Some(30_000), ..sync(1, 0) }),
            Head::Waiting(Some(at))
        );
    }

    #[test]
    fn what_cannot_be_read_is_no_reason_of_the_server() {
        let sync = |unsent, parked| SyncState { unsent, parked, ..SyncState::default() };
        assert_eq!(head(&sync(0, 1), 1), None, "that is said once, beside the head");
        assert_eq!(head(&sync(0, 2), 1), Some(Head::Parked));
        assert_eq!(head(&sync(1, 1), 1), Some(Head::Waiting(None)));
    }
}
