//! What happens in the simulated world, event by event, and what a fault makes of it.

use uuid::Uuid;

use super::ballots::{Finished, Kind};
use super::bug::Bug;
use super::device::Effect;
use super::fault::Fault;
use super::server::Request;
use super::world::{Event, LATE_MS, World};
use crate::sync::{Heard, Input, Output, Reply, Try};

impl World {
    /// Lets an event happen, with what goes wrong in it.
    pub(super) fn happen(&mut self, event: Event, fault: Option<Fault>) {
        match event {
            Event::Perform { session, output } => self.perform(session, output, fault),
            Event::Arrive(request) => self.arrive(request, fault),
            Event::Answer { session, tries, reply } => match fault {
                Some(Fault::ReplyLost) => {}
                Some(Fault::ReplyLate) => self.later(LATE_MS, Event::Answer { session, tries, reply }),
                _ => {
                    if fault == Some(Fault::ReplyTwice) {
                        let (tries, reply) = (tries.clone(), reply.clone());
                        self.later(1, Event::Answer { session, tries, reply });
                    }
                    self.answer(session, tries, reply);
                }
            },
            Event::Timer { session, .. } => self.tell(session, Input::Timer),
            Event::Finish(kind) if fault != Some(Fault::CrashBefore) => self.finish(kind, fault),
            Event::Finish(_) => {}
            Event::Ask { session } => self.ask(session),
            Event::Hear { session, heard } => self.tell(session, Input::Heard(heard)),
            Event::Restart => self.open_session(),
            Event::SignIn => {
                self.server.signed_out = false;
                self.pace.waits_lifted();
                self.tell_all(&Input::SignedIn);
            }
        }
    }

    /// A ballot is finished: the row and its bytes are written in one transaction, and only then it is called so.
    fn finish(&mut self, kind: Kind, fault: Option<Fault>) {
        let ballot = Finished::new(self.finished.len() as u32 + 1, kind);
        self.finished.insert(ballot.id, ballot.clone());
        let entry = ballot.entry();
        self.device.finish(&entry, &ballot.bytes);
        let alive = self.sessions.iter().position(Option::is_some);
        if let (Some(session), false) = (alive, fault == Some(Fault::CrashAfter)) {
            self.tell(session, Input::Queued(entry));
        }
    }

    fn perform(&mut self, session: usize, output: Output, fault: Option<Fault>) {
        if self.sessions[session].is_none() {
            return;
        }
        let fails = matches!(fault, Some(Fault::DiskFull | Fault::BytesNotRead));
        match &output {
            Output::Store(entry) if fails => self.pace.not_stored(entry),
            Output::Store(entry) => self.pace.stored(entry, self.real_ms, self.clock_ms()),
            Output::Send { tries, .. } if tries.iter().any(|one| self.stops_behind_parked(one.id)) => return,
            Output::Send { tries, .. }
                if fault == Some(Fault::BytesSpoilt) && !self.pace.several_sessions() =>
            {
                let id = tries[tries.len() / 2].id;
                self.spoilt.insert(id);
                self.device.spoil(id);
            }
            _ => {}
        }
        let input = match self.device.perform(&output, fails) {
            Effect::Done(input) => input,
            Effect::Send(goes, told) => {
                if !goes.is_empty() {
                    self.send(session, goes, fault);
                }
                for input in told.into_iter().filter(|_| fault != Some(Fault::CrashAfter)) {
                    self.tell(session, input);
                }
                return;
            }
        };
        match (output, &input) {
            (Output::StoreEpoch(epoch), Input::EpochStored(_)) => self.seen.written = Some(epoch),
            (Output::Forget { id, digest }, Input::Stored { .. }) => self.seen.forgotten.push((id, digest)),
            (Output::Forget { id, .. }, Input::StoreFailed { .. }) if !fails => self.seen.refused.push(id),
            _ => {}
        }
        if fault != Some(Fault::CrashAfter) {
            self.tell(session, input);
        }
    }

    fn stops_behind_parked(&self, id: Uuid) -> bool {
        self.bug == Some(Bug::StoppedBehindParked)
            && self.lines.range(..id).any(|(_, line)| line.entry.is_parked())
    }

    fn send(&mut self, session: usize, goes: Vec<(Try, Vec<u8>)>, fault: Option<Fault>) {
        let known = self.known(session);
        let tries: Vec<Try> = goes.iter().map(|(one, _)| *one).collect();
        let borne = |Try { id, attempt }: Try| match self.bug {
            Some(Bug::NewIdOnRetry) if attempt > 1 => {
                Uuid::from_u128(id.as_u128() + (u128::from(attempt) << 64))
            }
            _ => id,
        };
        let ballots = goes.into_iter().map(|(one, bytes)| (borne(one), bytes)).collect();
        let request = Request { session, tries: tries.clone(), known, ballots };
        self.pace.sent(&tries, self.real_ms);
        match (self.outage, fault) {
            (Some((until_ms, Fault::Outage)), _) if self.real_ms < until_ms => {
                self.later(1, Event::Answer { session, tries, reply: Reply::Nothing });
            }
            (_, Some(Fault::RequestLost)) => {}
            (_, Some(Fault::RequestLate)) => self.later(LATE_MS, Event::Arrive(request)),
            (_, Some(Fault::RequestTwice)) => {
                self.later(50, Event::Arrive(request.clone()));
                self.later(70, Event::Arrive(request));
            }
            _ => self.later(50, Event::Arrive(request)),
        }
    }

    fn known(&self, session: usize) -> Option<Uuid> {
        self.sessions[session].as_ref().and_then(|session| session.machine.epoch())
    }

    /// The answer comes soon, or, in an outage, at another try.
    fn ask(&mut self, session: usize) {
        let known = self.known(session);
        if self.outage.is_some_and(|(until_ms, _)| self.real_ms < until_ms) {
            return self.later(30_000, Event::Ask { session });
        }
        let epoch = (self.bug != Some(Bug::EpochNotHeard)).then(|| self.server.epoch().to_string());
        self.later(15, Event::Hear { session, heard: Heard { known, epoch, ..Heard::default() } });
    }

    fn arrive(&mut self, request: Request, fault: Option<Fault>) {
        let silent = |outage: &(u64, Fault)| self.real_ms < outage.0;
        if self.outage.as_ref().is_some_and(silent) {
            return;
        }
        let reply = self.server.take(&request, fault, self.bug);
        let Request { session, tries, .. } = request;
        if let Some(reply) = reply {
            self.later(50, Event::Answer { session, tries, reply });
        }
    }

    fn answer(&mut self, session: usize, tries: Vec<Try>, reply: Reply) {
        if self.sessions[session].is_none() {
            return;
        }
        for input in self.device.answered(tries, reply) {
            if let Input::Reply { tries, reply } = &input {
                self.pace.told(tries, reply, self.real_ms);
            }
            self.tell(session, input);
        }
    }
}
