//! What the machine does in the cases that people meet, one at a time; the simulator has the rest.

use jiff::Timestamp;

use super::*;
use crate::ballot::{Digest, Sealed};
use crate::sync::State;
use crate::wire::Receipt;

const NOON: u64 = 1_800_000_000_000;

/// A machine with a store that always works; what it sends is answered by the test.
struct Tablet {
    machine: Machine,
    now_ms: u64,
    stored: BTreeMap<Uuid, Entry>,
    sent: Vec<(Uuid, u32)>,
    forgotten: Vec<Uuid>,
    shown: SyncState,
}

impl Tablet {
    fn with(ballots: u128) -> Self {
        Self::with_entries((1..=ballots).map(entry).collect())
    }

    fn with_entries(entries: Vec<Entry>) -> Self {
        let mut tablet = Self {
            machine: Machine::new(Config::default(), 1),
            now_ms: NOON,
            stored: entries.into_iter().map(|entry| (entry.id, entry)).collect(),
            sent: Vec::new(),
            forgotten: Vec::new(),
            shown: SyncState::default(),
        };
        tablet.tell(Input::Wake(Wake::Start));
        tablet
    }

    fn tell(&mut self, input: Input) {
        self.machine.handle(self.now_ms, input);
        while let Some(output) = self.machine.poll() {
            let input = match output {
                Output::Load => Input::Loaded(self.stored.values().cloned().collect()),
                Output::Store(entry) => {
                    let id = entry.id;
                    self.stored.insert(id, entry);
                    Input::Stored { id }
                }
                Output::Send { id, attempt, .. } => {
                    self.sent.push((id, attempt));
                    continue;
                }
                Output::Forget { id, .. } => {
                    self.forgotten.push(id);
                    Input::Stored { id }
                }
                Output::Status(state) => {
                    self.shown = state;
                    continue;
                }
            };
            self.machine.handle(self.now_ms, input);
        }
    }

    /// Lets the time pass to the next timer, and gives how long that was.
    fn wait(&mut self) -> u64 {
        let due_ms = self.machine.poll_timeout().expect("nothing to wait for");
        let waited_ms = due_ms - self.now_ms;
        self.now_ms = due_ms;
        self.tell(Input::Timer);
        waited_ms
    }

    fn reply(&mut self, reply: Reply) {
        let (id, attempt) = *self.sent.last().expect("nothing was sent");
        self.tell(Input::Reply { id, attempt, reply });
    }

    fn answer(&mut self, status: u16, retry_after: Option<&str>) {
        let retry_after = retry_after.map(str::to_owned);
        self.reply(Reply::Answer { status, retry_after, body: Vec::new() });
    }

    fn accept(&mut self) {
        let id = self.sent.last().expect("nothing was sent").0;
        let receipt = Receipt { id, digest: entry(id.as_u128()).digest, received: Timestamp::UNIX_EPOCH };
        let body = serde_json::to_vec(&receipt).unwrap();
        self.reply(Reply::Answer { status: 201, retry_after: None, body });
    }

    fn state(&self, ballot: u128) -> &State {
        &self.stored[&Uuid::from_u128(ballot)].state
    }
}

fn entry(ballot: u128) -> Entry {
    let bytes = ballot.to_be_bytes().to_vec();
    Entry::new(Uuid::from_u128(ballot), "c", &Sealed { digest: Digest::of(&bytes), bytes })
}

fn id(ballot: u128) -> Uuid {
    Uuid::from_u128(ballot)
}

#[test]
fn ballots_go_one_at_a_time_in_their_order_and_progress_is_shown() {
    let mut tablet = Tablet::with(3);
    assert_eq!((tablet.shown.unsent, tablet.shown.sending), (3, Some((0, 3))));
    tablet.now_ms += 400;
    tablet.accept();
    assert_eq!((tablet.shown.unsent, tablet.shown.sending), (2, Some((1, 3))));
    assert_eq!((tablet.shown.last_ok_ms, tablet.shown.waiting_until_ms), (Some(NOON + 400), None));
    tablet.accept();
    tablet.tell(Input::Queued(entry(4)));
    assert_eq!((tablet.shown.unsent, tablet.shown.sending), (2, Some((2, 4))));
    tablet.accept();
    tablet.accept();
    assert_eq!((tablet.shown.unsent, tablet.shown.sending), (0, None));
    assert_eq!(tablet.sent, [(id(1), 1), (id(2), 1), (id(3), 1), (id(4), 1)]);
    tablet.tell(Input::Queued(entry(5)));
    assert_eq!(tablet.shown.sending, Some((0, 1)), "what was done before is no part of this");
}

#[test]
fn a_day_without_network_costs_one_knock_each_half_minute_however_many_ballots_wait() {
    let mut tablet = Tablet::with(40);
    tablet.reply(Reply::Nothing);
    for _ in 0..300 {
        if tablet.now_ms < NOON + 3600 * 1000 {
            tablet.wait();
            tablet.reply(Reply::Nothing);
        }
    }
    assert!(tablet.now_ms >= NOON + 3600 * 1000, "300 knocks in {} ms", tablet.now_ms - NOON);
    assert!(tablet.sent.len() >= 120, "{}", tablet.sent.len());
    assert_eq!(tablet.shown.problem, Some(Problem::new("sync.no_answer")));
    assert_eq!(tablet.shown.waiting_until_ms, tablet.machine.poll_timeout());
    assert_eq!((tablet.shown.unsent, tablet.shown.sending), (40, None));

    tablet.tell(Input::Wake(Wake::Online));
    for _ in 0..40 {
        tablet.accept();
    }
    assert_eq!((tablet.shown.unsent, tablet.shown.problem.clone()), (0, None));
}

#[test]
fn a_ballot_that_never_gets_an_answer_holds_up_no_other() {
    let mut tablet = Tablet::with(20);
    for _ in 0..30 {
        match tablet.sent.last() {
            Some((ballot, _)) if *ballot == id(1) => tablet.reply(Reply::Nothing),
            _ => tablet.accept(),
        }
        if tablet.shown.unsent > 1 && tablet.shown.sending.is_none() {
            tablet.wait();
        }
    }
    assert_eq!(tablet.shown.unsent, 1);
    assert!(tablet.now_ms < NOON + 5000, "{} ms", tablet.now_ms - NOON);
    assert!(matches!(tablet.state(20), State::Acked { .. }));
}

#[test]
fn those_that_failed_go_behind_those_that_did_not() {
    let mut tablet = Tablet::with(3);
    tablet.reply(Reply::Nothing);
    tablet.wait();
    assert_eq!(tablet.sent, [(id(1), 1), (id(2), 1)]);
}

#[test]
fn each_wake_allows_one_try_and_the_wait_goes_on_growing() {
    let mut tablet = Tablet::with(5);
    for _ in 0..8 {
        tablet.reply(Reply::Nothing);
        tablet.wait();
    }
    tablet.reply(Reply::Nothing);
    for wake in [Wake::Online, Wake::Button] {
        let before = tablet.sent.len();
        tablet.tell(Input::Wake(wake));
        assert_eq!(tablet.sent.len(), before + 1);
        tablet.tell(Input::Wake(wake));
        assert_eq!(tablet.sent.len(), before + 1, "one is under way");
        tablet.reply(Reply::Nothing);
        assert_eq!(tablet.sent.len(), before + 1);
        assert!(tablet.machine.poll_timeout().unwrap() >= tablet.now_ms + 15_000);
    }
    for wake in [Wake::Visible, Wake::Start] {
        let before = tablet.sent.len();
        tablet.tell(Input::Wake(wake));
        assert_eq!(tablet.sent.len(), before, "{wake:?} shortens no wait");
    }
}

#[test]
fn a_wait_that_the_server_asked_for_is_kept_whoever_presses_what() {
    let mut tablet = Tablet::with(2);
    tablet.answer(429, Some("120"));
    assert_eq!(tablet.shown.problem, Some(Problem::new("sync.server_busy").with("status", 429)));
    for input in [Input::Wake(Wake::Online), Input::Wake(Wake::Button), Input::SignedIn] {
        tablet.tell(input);
        assert_eq!(tablet.sent.len(), 1);
    }
    assert_eq!(tablet.wait(), 120_000);
    assert_eq!(tablet.sent.len(), 2);
}

#[test]
fn the_server_cannot_ask_for_hours_nor_for_a_storm() {
    let mut tablet = Tablet::with(1);
    tablet.answer(503, Some("86400"));
    assert_eq!(tablet.wait(), Config::default().longest_asked_ms);
    for _ in 0..9 {
        tablet.answer(503, Some("0"));
        assert!(tablet.wait() >= 500);
    }
}

#[test]
fn a_parked_ballot_is_tried_again_only_when_a_person_asks_and_once() {
    let mut tablet = Tablet::with(2);
    tablet.answer(422, None);
    tablet.accept();
    assert_eq!((tablet.shown.unsent, tablet.shown.parked), (0, 1));
    for wake in [Wake::Online, Wake::Visible, Wake::Start] {
        tablet.tell(Input::Wake(wake));
    }
    assert_eq!(tablet.sent.len(), 2);

    tablet.now_ms += 60_000;
    tablet.tell(Input::Wake(Wake::Button));
    assert_eq!((tablet.sent.len(), tablet.shown.parked), (3, 1));
    tablet.answer(503, None);
    assert!(matches!(tablet.state(1), State::Parked { .. }));
    tablet.wait();
    assert_eq!(tablet.sent.len(), 4, "the person still waits for an answer");
    tablet.answer(422, None);
    tablet.now_ms += 60_000;
    tablet.tell(Input::Wake(Wake::Online));
    assert_eq!((tablet.sent.len(), tablet.shown.parked), (4, 1));

    tablet.tell(Input::Wake(Wake::Button));
    tablet.accept();
    assert_eq!((tablet.shown.unsent, tablet.shown.parked), (0, 0));
}

#[test]
fn parked_ballots_that_a_person_asks_for_come_after_those_never_tried() {
    let mut tablet = Tablet::with(1);
    tablet.answer(422, None);
    tablet.tell(Input::Queued(entry(2)));
    tablet.reply(Reply::Nothing);
    tablet.tell(Input::Queued(entry(3)));
    tablet.tell(Input::Wake(Wake::Button));
    tablet.accept();
    tablet.accept();
    tablet.answer(422, None);
    let order: Vec<Uuid> = tablet.sent.iter().skip(2).map(|(ballot, _)| *ballot).collect();
    assert_eq!(order, [id(3), id(2), id(1)]);
}

#[test]
fn without_a_session_nothing_is_sent_until_somebody_signs_in() {
    let mut tablet = Tablet::with(2);
    tablet.answer(401, None);
    assert!(tablet.shown.needs_sign_in);
    assert_eq!((tablet.shown.unsent, tablet.shown.parked, tablet.shown.waiting_until_ms), (2, 0, None));
    for wake in [Wake::Online, Wake::Visible, Wake::Button, Wake::Start] {
        tablet.tell(Input::Wake(wake));
    }
    assert_eq!((tablet.sent.len(), tablet.machine.poll_timeout()), (1, None));
    tablet.tell(Input::SignedIn);
    assert!(!tablet.shown.needs_sign_in);
    tablet.accept();
    tablet.accept();
    assert_eq!(tablet.shown.unsent, 0);
}

#[test]
fn a_large_ballot_has_more_time_to_arrive() {
    let waits = |size_bytes| {
        let mut tablet = Tablet::with_entries(vec![Entry { size_bytes, ..entry(1) }]);
        tablet.wait()
    };
    assert_eq!(waits(0), 15_000);
    assert_eq!(waits(8 * 1024), 17_000);
    assert_eq!(waits(1024 * 1024), 271_000);
}

#[test]
fn acked_bytes_are_deleted_after_the_keep_period_and_not_before() {
    let mut tablet = Tablet::with(1);
    tablet.accept();
    let keep_ms = Config::default().keep_ms;
    tablet.now_ms += keep_ms - 1;
    tablet.tell(Input::Wake(Wake::Start));
    assert!(tablet.forgotten.is_empty());
    assert_eq!(tablet.wait(), 1);
    assert_eq!(tablet.forgotten, [id(1)]);
    assert_eq!(tablet.machine.poll_timeout(), None);
}

#[test]
fn a_row_that_calls_itself_acked_without_proof_is_sent_again_and_never_deleted() {
    let other = Receipt { id: id(1), digest: Digest::of(b"other bytes"), received: Timestamp::UNIX_EPOCH };
    let state = State::Acked { receipt: other, at_ms: 0 };
    let tablet = Tablet::with_entries(vec![Entry { state, ..entry(1) }]);
    assert_eq!((tablet.shown.unsent, tablet.shown.last_ok_ms), (1, None));
    assert_eq!((tablet.sent.len(), tablet.forgotten.len()), (1, 0));
}

#[test]
fn a_new_session_keeps_the_waits_of_the_one_before_and_knows_when_it_last_succeeded() {
    let receipt = Receipt { id: id(1), digest: entry(1).digest, received: Timestamp::UNIX_EPOCH };
    let acked = Entry { state: State::Acked { receipt, at_ms: NOON - 5 }, ..entry(1) };
    let waits = Entry { attempts: 4, not_before_ms: NOON + 7000, ..entry(2) };
    let mut tablet = Tablet::with_entries(vec![acked, waits]);
    assert_eq!(tablet.shown.last_ok_ms, Some(NOON - 5));
    assert_eq!(tablet.shown.waiting_until_ms, Some(NOON + 7000));
    assert_eq!(tablet.wait(), 7000);
    assert_eq!(tablet.sent, [(id(2), 5)]);
}

#[test]
fn a_wait_from_a_clock_that_stood_years_ahead_is_cut_to_the_cap() {
    for asked in [false, true] {
        let waits = Entry { not_before_ms: NOON * 2, asked, ..entry(1) };
        let mut tablet = Tablet::with_entries(vec![waits]);
        assert_eq!(tablet.wait(), 30_000);
    }
}

#[test]
fn a_timer_that_fires_after_the_clock_went_back_finds_its_time_up() {
    let mut tablet = Tablet::with(1);
    tablet.reply(Reply::Nothing);
    let due_ms = tablet.machine.poll_timeout().unwrap();
    tablet.now_ms = due_ms - 3_600_000;
    tablet.tell(Input::Timer);
    assert_eq!(tablet.sent.len(), 2);
}

#[test]
fn a_timer_that_fires_early_changes_nothing() {
    let mut tablet = Tablet::with(1);
    tablet.reply(Reply::Nothing);
    let due_ms = tablet.machine.poll_timeout();
    tablet.now_ms = due_ms.unwrap() - 1;
    tablet.tell(Input::Timer);
    assert_eq!((tablet.sent.len(), tablet.machine.poll_timeout()), (1, due_ms));
}

#[test]
fn a_wait_is_a_length_of_time_when_something_else_happens_after_the_clock_went_back() {
    let mut tablet = Tablet::with(1);
    tablet.answer(503, Some("20"));
    tablet.now_ms -= 3_600_000;
    tablet.tell(Input::Wake(Wake::Visible));
    assert_eq!(tablet.wait(), 20_000);
    assert_eq!(tablet.sent.len(), 2);
}

#[test]
fn rows_are_written_as_they_are_read() {
    let parked = State::Parked { problem: Problem::new("ballot.too_large").with("kb", 2000) };
    let row = Entry { state: parked, attempts: 3, ..entry(9) };
    let json = serde_json::to_string(&row).unwrap();
    assert_eq!(serde_json::from_str::<Entry>(&json).unwrap(), row);
    assert!(json.contains(r#""state":{"is":"parked","problem":{"#), "{json}");
}
