//! The simulated world: events in the order of real time, each of which can go wrong, and the checks after each.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::ballots::{Finished, Kind};
use super::bug::Bug;
use super::check::{Seen, Violation};
use super::device::{Device, Line};
use super::disk::Disk;
use super::fault::{self, Fault, Plan};
use super::pace::Pace;
use super::server::{Request, Server};
use crate::sync::{Config, Heard, Input, Machine, Output, Reply, SyncState, Try, Wake};

const SECOND: u64 = 1000;
/// How long an outage lasts.
const OUTAGE_MS: u64 = 100 * SECOND;
/// How soon after a restore a tablet that is in use asks for its packages.
const ASKS_AFTER_MS: u64 = 25 * SECOND;
/// How late a late message is: later than the machine waits for an answer.
pub(super) const LATE_MS: u64 = 18 * SECOND;
/// How long acked bytes are kept: short, so that histories see them deleted.
pub(super) const KEEP_MS: u64 = 24 * 3600 * SECOND;
/// No history takes longer, or more steps: it would not come to rest.
const LONGEST_MS: u64 = 5 * KEEP_MS;
const MOST_STEPS: usize = 20_000;
/// The real time at the beginning; the tablet's clock starts with it.
const DAWN_MS: u64 = 1_800_000_000_000;

/// A tab or a window in which the app runs.
pub(super) struct Session {
    pub(super) machine: Machine,
    /// What it last showed to people.
    pub(super) shown: SyncState,
    pub(super) loaded: bool,
    /// The epoch that it was told last, by an answer that it could take for the newest.
    pub(super) told: Option<Uuid>,
    /// Only the last timer that was set fires.
    timer: u64,
}

/// Something that is going to happen.
pub(super) enum Event {
    Perform {
        session: usize,
        output: Output,
    },
    Arrive(Request),
    Answer {
        session: usize,
        tries: Vec<Try>,
        reply: Reply,
    },
    Timer {
        session: usize,
        timer: u64,
    },
    Finish(Kind),
    /// The tablet asks for something else than a ballot's fate: for its packages, when it starts and now and then.
    Ask {
        session: usize,
    },
    Hear {
        session: usize,
        heard: Heard,
    },
    Restart,
    SignIn,
}

/// The simulated world.
pub(super) struct World {
    pub(super) real_ms: u64,
    pub(super) clock_ahead_ms: i64,
    pub(super) device: Box<dyn Device>,
    /// What was in its store after the last step.
    pub(super) lines: BTreeMap<Uuid, Line>,
    pub(super) server: Server,
    /// Dead ones stay as none: what comes for them finds nobody.
    pub(super) sessions: Vec<Option<Session>>,
    /// What was finished, by id. The checks measure everything by this.
    pub(super) finished: BTreeMap<Uuid, Finished>,
    /// Those whose bytes the tablet's disk has spoilt.
    pub(super) spoilt: BTreeSet<Uuid>,
    /// Since when nothing goes wrong any more.
    pub(super) calm_since_ms: u64,
    /// What could have gone wrong at each point so far.
    pub(super) points: Vec<&'static [Fault]>,
    pub(super) seen: Seen,
    pub(super) pace: Pace,
    events: BTreeMap<(u64, u64), Event>,
    serial: u64,
    plan: Plan,
    pub(super) bug: Option<Bug>,
    /// How long someone takes to sign in again.
    sign_in_after_ms: u64,
    /// An outage until this time; whether connections are refused or messages vanish.
    pub(super) outage: Option<(u64, Fault)>,
}

impl World {
    /// A tablet with these finished ballots, just started.
    pub(super) fn new(
        device: Box<dyn Device>,
        ballots: &[Kind],
        plan: Plan,
        bug: Option<Bug>,
        sign_in_after_ms: u64,
    ) -> Self {
        let mut world = Self {
            real_ms: DAWN_MS,
            clock_ahead_ms: 0,
            device,
            lines: BTreeMap::new(),
            server: Server::default(),
            sessions: Vec::new(),
            finished: BTreeMap::new(),
            spoilt: BTreeSet::new(),
            calm_since_ms: DAWN_MS,
            points: Vec::new(),
            seen: Seen::default(),
            pace: Pace::default(),
            events: BTreeMap::new(),
            serial: 0,
            plan,
            bug,
            sign_in_after_ms,
            outage: None,
        };
        for kind in ballots {
            let ballot = Finished::new(world.finished.len() as u32 + 1, *kind);
            world.device.finish(&ballot.entry(), &ballot.bytes);
            world.finished.insert(ballot.id, ballot);
        }
        if let Plan::Random { until_ms, .. } = &mut world.plan {
            *until_ms += DAWN_MS;
        }
        world.open_session();
        world.lines = world.device.lines();
        world
    }

    /// Lets the history happen, to its end.
    pub(super) fn run(&mut self) -> Result<(), Violation> {
        for _ in 0..MOST_STEPS {
            let Some(((at_ms, _), event)) = self.events.pop_first() else { return self.check_end() };
            if at_ms > DAWN_MS + LONGEST_MS {
                return Err(Violation::new("rest", "there is still something to do after days".to_owned()));
            }
            self.real_ms = self.real_ms.max(at_ms);
            if self.is_stale(&event) {
                continue;
            }
            self.check_calm()?;
            let possible = Self::possible(&event);
            let fault = self.plan.at(self.points.len(), self.real_ms, possible);
            self.points.push(possible);
            if let Some(fault) = fault {
                self.calm_since_ms = self.calm_since_ms.max(self.real_ms);
                self.befall(fault);
            }
            self.happen(event, fault);
            if fault == Some(Fault::CrashAfter) {
                self.crash();
            }
            self.lines = self.device.lines();
            self.check()?;
        }
        Err(Violation::new("rest", "a busy loop".to_owned()))
    }

    /// The tablet's clock.
    pub(super) fn clock_ms(&self) -> u64 {
        self.real_ms.saturating_add_signed(self.clock_ahead_ms)
    }

    fn possible(event: &Event) -> &'static [Fault] {
        match event {
            Event::Perform { output: Output::Send { .. }, .. } => fault::AT_SEND,
            Event::Perform { .. } => fault::AT_STORE,
            Event::Arrive(request) if request.tries.len() > 1 => fault::AT_SERVER_SEVERAL,
            Event::Arrive(_) => fault::AT_SERVER,
            Event::Answer { .. } => fault::AT_REPLY,
            Event::Timer { .. } => fault::AT_TIMER,
            Event::Finish(_) => fault::AT_FINISH,
            Event::Hear { .. } => fault::AT_HEARING,
            Event::Ask { .. } | Event::Restart | Event::SignIn => &[],
        }
    }

    /// Whether the event is for a session that died, or a timer that was set anew.
    fn is_stale(&self, event: &Event) -> bool {
        let alive = |session: &usize| self.sessions[*session].as_ref();
        match event {
            Event::Perform { session, .. }
            | Event::Answer { session, .. }
            | Event::Ask { session }
            | Event::Hear { session, .. } => alive(session).is_none(),
            Event::Timer { session, timer } => alive(session).is_none_or(|session| session.timer != *timer),
            _ => false,
        }
    }

    pub(super) fn later(&mut self, after_ms: u64, event: Event) {
        self.serial += 1;
        self.events.insert((self.real_ms + after_ms, self.serial), event);
    }

    /// The part of a fault that is not about the event it strikes.
    fn befall(&mut self, fault: Fault) {
        match fault {
            Fault::CrashBefore => self.crash(),
            Fault::Outage | Fault::Silence => {
                self.outage = Some((self.real_ms + OUTAGE_MS, fault));
                self.calm_since_ms = self.calm_since_ms.max(self.real_ms + OUTAGE_MS);
            }
            Fault::NewBallot => self.later(1, Event::Finish(Kind::Plain)),
            Fault::ClockBack => {
                self.clock_ahead_ms -= 3600 * SECOND as i64;
                self.pace.clock_jumped(self.real_ms);
            }
            Fault::ClockForward => {
                self.clock_ahead_ms += 2 * KEEP_MS as i64;
                self.pace.clock_jumped(self.real_ms);
                self.pace.all_waits_are_over();
            }
            Fault::SessionEnds => {
                self.server.signed_out = true;
                self.calm_since_ms = self.calm_since_ms.max(self.real_ms + self.sign_in_after_ms);
                self.later(self.sign_in_after_ms, Event::SignIn);
            }
            Fault::Restored | Fault::RestoredEmpty => {
                self.server.restore(fault == Fault::RestoredEmpty, self.bug);
                self.calm_since_ms = self.calm_since_ms.max(self.real_ms + ASKS_AFTER_MS);
                for session in 0..self.sessions.len() {
                    self.later(ASKS_AFTER_MS, Event::Ask { session });
                }
            }
            Fault::Online => self.wake(Wake::Online),
            Fault::Button => self.wake(Wake::Button),
            Fault::Visible => self.wake(Wake::Visible),
            Fault::SecondSession if self.spoilt.is_empty() => {
                self.pace.second_session();
                self.open_session();
            }
            _ => {}
        }
    }

    fn wake(&mut self, wake: Wake) {
        if wake != Wake::Visible {
            self.pace.waits_lifted();
        }
        self.tell_all(&Input::Wake(wake));
    }

    fn crash(&mut self) {
        if self.sessions.iter().any(Option::is_some) {
            self.sessions.iter_mut().for_each(|session| *session = None);
            if self.bug == Some(Bug::OutboxNotKept) && self.real_ms < DAWN_MS + SECOND {
                self.device = Disk::boxed(self.bug);
            }
            self.device.restart();
            self.pace.crashed();
            self.later(300, Event::Restart);
        }
    }

    pub(super) fn open_session(&mut self) {
        let machine = Machine::new(config(self.bug), self.serial);
        self.sessions.push(Some(Session {
            machine,
            shown: SyncState::default(),
            loaded: false,
            told: None,
            timer: 0,
        }));
        let session = self.sessions.len() - 1;
        self.tell(session, Input::Wake(Wake::Start));
        self.later(20, Event::Ask { session });
    }

    pub(super) fn tell_all(&mut self, input: &Input) {
        for session in 0..self.sessions.len() {
            self.tell(session, input.clone());
        }
    }

    /// The driver of the machine, which decides nothing.
    pub(super) fn tell(&mut self, session: usize, input: Input) {
        let clock_ms = self.clock_ms();
        let Some(open) = &mut self.sessions[session] else { return };
        open.loaded |= matches!(input, Input::Loaded { .. });
        match &input {
            Input::Loaded { epoch: Some(told), .. } => open.told = Some(*told),
            Input::Heard(heard) | Input::Reply { reply: Reply::Answer { heard, .. }, .. } => {
                let fresh = heard.known == open.machine.epoch();
                open.told = heard.epoch().filter(|_| fresh).or(open.told);
            }
            _ => {}
        }
        open.machine.handle(clock_ms, input);
        let mut outputs = Vec::new();
        while let Some(output) = open.machine.poll() {
            match output {
                Output::Status(state) => open.shown = state,
                output => outputs.push(output),
            }
        }
        let due_ms = open.machine.poll_timeout();
        self.serial += 1;
        open.timer = self.serial;
        let timer = self.serial;
        for output in outputs {
            self.later(5, Event::Perform { session, output });
        }
        if let Some(due_ms) = due_ms {
            self.pace.timer_set(due_ms, clock_ms);
            self.later(due_ms.saturating_sub(clock_ms), Event::Timer { session, timer });
        }
    }
}

/// Small requests and short times, so that histories see their ends.
fn config(bug: Option<Bug>) -> Config {
    let config = Config { keep_ms: KEEP_MS, batch_ballots: 3, ..Config::default() };
    if bug == Some(Bug::BatchesForEver) { Config { first_single_ms: 0, ..config } } else { config }
}
