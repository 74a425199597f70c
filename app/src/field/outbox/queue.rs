//! Where each ballot is on its way, and what holds the queue up.

use jiff::Timestamp;

use crate::device::protocol::{OutboxItem, OutboxState, SyncState};

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

    /// What needs a person stands first, what is received last.
    fn rank(&self) -> u8 {
        match self {
            Self::Parked { .. } => 0,
            Self::Sending => 1,
            Self::Waiting => 2,
            Self::Received { .. } => 3,
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

/// Those that need a person first, then those on their way, received ones last; each newest first.
pub fn in_order(mut items: Vec<OutboxItem>) -> Vec<OutboxItem> {
    items.sort_by_key(|item| (item.state.rank(), std::cmp::Reverse(item.finished)));
    items
}

#[cfg(test)]
mod tests {
    use shared::problem::Problem;
    use uuid::Uuid;

    use super::*;

    fn item(n: u128, state: OutboxState) -> OutboxItem {
        OutboxItem {
            held: true,
            id: Uuid::from_u128(n),
            campaign: "c".to_owned(),
            form: "P6".to_owned(),
            place: "01837".to_owned(),
            names: None,
            interviewer: None,
            finished: Timestamp::from_second(n as i64).expect("a time"),
            state,
            attempts: 0,
            next_attempt: None,
            returned: None,
        }
    }

    #[test]
    fn what_needs_a_person_stands_first_and_what_is_received_last() {
        let received = OutboxState::Received { at: Timestamp::UNIX_EPOCH };
        let parked = OutboxState::Parked { problem: Problem::new("ballot.undecodable") };
        let items = vec![
            item(1, received),
            item(2, OutboxState::Waiting),
            item(3, parked),
            item(4, OutboxState::Sending),
            item(5, OutboxState::Waiting),
        ];
        let shown: Vec<_> =
            in_order(items).iter().map(|item| (item.id.as_u128(), item.state.name())).collect();
        assert_eq!(shown, [(3, "parked"), (4, "sending"), (5, "waiting"), (2, "waiting"), (1, "acked")]);
    }

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
