//! What follows from the server's replies and from the store's confirmations.

use uuid::Uuid;

use super::machine::Machine;
use super::mark::mark;
use super::reply::Verdict;
use super::row::{Phase, Row};
use super::{Ack, Entry, Output, Reply, State, Try};
use crate::problem::Problem;
use crate::wire::Receipt;

impl Machine {
    /// A reply came, or none did in time. Only a receipt is worth taking when it comes late.
    pub(super) fn replied(&mut self, tries: &[Try], reply: &Reply) {
        if let Reply::Answer { heard, .. } = reply {
            self.hear(heard);
        }
        let judge = reply.judge(tries.len() > 1);
        let (mut failed, mut answered, mut unsaid) = (Vec::new(), false, false);
        for Try { id, attempt } in tries.iter().copied() {
            let Some(row) = self.rows.get(&id) else { continue };
            let (awaited, sent_sign_ins) = match row.phase {
                Phase::InFlight { sign_ins, .. } => (row.entry.attempts == attempt, sign_ins),
                _ => (false, self.sign_ins),
            };
            let next = row.entry.clone();
            let verdict = judge.verdict(&row.entry);
            answered |= awaited && matches!(verdict, Verdict::Accepted(..) | Verdict::Refused(_));
            match verdict {
                Verdict::Accepted(_, epoch) if epoch != self.epoch => {
                    mark!("receipt_of_an_earlier_epoch");
                    if awaited {
                        self.release(id);
                    }
                }
                Verdict::Accepted(receipt, epoch) if row.can_take_a_receipt(epoch) => {
                    if !awaited {
                        mark!("late_receipt_taken");
                    }
                    self.opened();
                    let Receipt { digest, received, let_go, .. } = receipt;
                    let at_ms = self.now_ms;
                    self.settle(next, State::Acked(Ack { digest, received, epoch, at_ms, let_go }));
                }
                Verdict::Refused(problem) if awaited => {
                    if matches!(reply, Reply::Answer { .. }) {
                        self.opened();
                    }
                    self.settle(next, State::Parked { problem });
                }
                Verdict::NotSignedIn if awaited => {
                    if sent_sign_ins == self.sign_ins {
                        self.needs_sign_in = true;
                    } else {
                        mark!("signed_in_while_being_refused");
                    }
                    self.release(id);
                }
                Verdict::Later { asked_ms, problem } if awaited => {
                    self.problem = Some(problem);
                    failed.push((next, asked_ms));
                }
                Verdict::Unsaid if awaited => {
                    mark!("unsaid_in_a_batch");
                    unsaid = true;
                    self.let_go(id);
                }
                _ => mark!("late_reply_ignored"),
            }
        }
        if tries.len() > 1 {
            if unsaid || !(answered || failed.is_empty()) {
                self.batches.failed(unsaid, self.now_ms, &self.config);
            } else if answered {
                self.batches.passed();
            }
        }
        self.wait(failed);
    }

    /// Backs off, these ballots and the road, which failed once. A server that asks for a longer wait gets it, up to a
    /// limit.
    fn wait(&mut self, failed: Vec<(Entry, Option<u64>)>) {
        let Some(asked) = failed.iter().map(|(_, asked_ms)| *asked_ms).max() else { return };
        let longest_ms = self.config.longest_asked_ms;
        let capped_ms = |asked_ms: Option<u64>| asked_ms.unwrap_or(0).min(longest_ms);
        let failures = self.road.fail();
        let road_ms = self.jitter.wait_ms(failures, &self.config).max(capped_ms(asked));
        self.road.close_until(self.now_ms + road_ms, asked.is_some());
        for (mut next, asked_ms) in failed {
            let own_ms = self.jitter.wait_ms(next.attempts, &self.config).max(capped_ms(asked_ms));
            next.not_before_ms = self.now_ms + own_ms;
            next.asked = asked_ms.is_some();
            self.write(Phase::Resting(next.clone()), next);
        }
    }

    /// The server answered, but not about this ballot: it may go again at once, and nothing is worth writing.
    fn release(&mut self, id: Uuid) {
        self.opened();
        self.let_go(id);
    }

    fn opened(&mut self) {
        self.road.open();
        self.problem = None;
    }

    /// It may go again at once.
    fn let_go(&mut self, id: Uuid) {
        if let Some(row) = self.rows.get_mut(&id) {
            row.phase = Phase::Idle;
            row.entry.not_before_ms = 0;
        }
    }

    /// It is decided. It holds when the store confirms it.
    fn settle(&mut self, mut next: Entry, state: State) {
        next.state = state;
        next.not_before_ms = 0;
        self.write(Phase::Settling(next.clone()), next);
    }

    fn write(&mut self, phase: Phase, next: Entry) {
        if let Some(row) = self.rows.get_mut(&next.id) {
            row.phase = phase;
            self.outputs.push_back(Output::Store(next));
        }
    }

    /// The store confirms what it was last asked for this ballot.
    pub(super) fn stored(&mut self, id: Uuid) {
        let Some(row) = self.rows.get_mut(&id) else { return };
        match std::mem::replace(&mut row.phase, Phase::Idle) {
            Phase::Recording(next) => {
                row.entry = next;
                row.phase = Phase::Recorded;
            }
            Phase::Resting(next) => row.entry = next,
            Phase::Settling(next) => {
                self.done += 1;
                self.last_ok_ms = self.last_ok_ms.max(next.acked_at());
                row.again = false;
                row.entry = next;
            }
            Phase::Forgetting => {
                self.rows.remove(&id);
            }
            phase @ (Phase::Idle | Phase::Recorded | Phase::InFlight { .. }) => row.phase = phase,
        }
    }

    /// The store could not do what it was last asked for this ballot. A full disk must not keep a ballot from the
    /// server, and nothing counts as done that is not written.
    pub(super) fn store_failed(&mut self, id: Uuid) {
        let Some(row) = self.rows.get_mut(&id) else { return };
        let not_before_ms = self.now_ms + self.config.longest_wait_ms;
        match std::mem::replace(&mut row.phase, Phase::Idle) {
            Phase::Recording(next) => {
                mark!("sent_though_the_attempt_was_not_written");
                row.entry = next;
                row.phase = Phase::Recorded;
            }
            Phase::Resting(next) => {
                mark!("wait_not_written");
                row.entry = next;
            }
            Phase::Settling(_) => {
                mark!("outcome_not_written");
                row.entry.not_before_ms = not_before_ms;
                self.problem = Some(Problem::new("sync.not_written"));
            }
            Phase::Forgetting => {
                mark!("forgetting_failed");
                row.entry.not_before_ms = not_before_ms;
            }
            phase @ (Phase::Idle | Phase::Recorded | Phase::InFlight { .. }) => row.phase = phase,
        }
    }
}

impl Row {
    /// While something is being written for it, a late receipt can wait: the ballot will be sent again, and get it
    /// again.
    fn can_take_a_receipt(&self, epoch: Option<Uuid>) -> bool {
        !self.entry.is_held(epoch) && matches!(self.phase, Phase::Idle | Phase::InFlight { .. })
    }
}
