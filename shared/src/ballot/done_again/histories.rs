//! Every short history of an interview that comes back: an office that decides, a tablet that is seldom in contact, and what must hold
//! after each step. Bugs that are planted prove that the checks see them.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::DoneAgain;
use crate::ballot::Status;

/// A deliberate bug.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Bug {
    /// The server takes what comes as valid, whatever stands beside it.
    ArrivalNotDoubted,
    /// The server returns what was done again.
    DoneAgainReturned,
    /// The tablet offers what it holds a copy of.
    CopyOfferedAgain,
    /// The tablet goes on offering what it was told of once.
    ReturnNotTakenBack,
    /// A copy does not say of what.
    LinkNotKept,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    /// The tablet sends what it holds, and hears what came back.
    Contact,
    /// A copy is begun of the last ballot that is offered.
    Begin,
    Finish,
    Discard,
    /// The tablet deletes what the server has said to hold.
    Forget,
    /// The office decides about a ballot, the last (0) or the one before.
    Reject(usize),
    Accept(usize),
    Reopen(usize),
}

const STEPS: [Step; 11] = [
    Step::Contact,
    Step::Begin,
    Step::Finish,
    Step::Discard,
    Step::Forget,
    Step::Reject(0),
    Step::Accept(0),
    Step::Reopen(0),
    Step::Reject(1),
    Step::Accept(1),
    Step::Reopen(1),
];

/// A ballot on the server.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Held {
    id: Uuid,
    status: Status,
    /// How many ballots there were when a person accepted it.
    accepted: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct World {
    bug: Option<Bug>,
    made: u128,
    held: Vec<Held>,
    links: DoneAgain,
    returned: BTreeSet<Uuid>,
    draft: Option<(Uuid, Option<Uuid>)>,
    outbox: Vec<(Uuid, Option<Uuid>)>,
    sent: usize,
}

impl World {
    /// A ballot that was sent and counts.
    fn new(bug: Option<Bug>) -> Self {
        let mut world = Self { bug, made: 1, ..Self::default() };
        world.outbox.push((Uuid::from_u128(1), None));
        world.step(Step::Contact);
        world
    }

    fn has(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    fn beside(&self) -> BTreeSet<Uuid> {
        let standing = self.held.iter().filter(|it| it.status != Status::Rejected);
        let numbered = standing.map(|it| (it.id, i64::try_from(it.id.as_u128()).unwrap()));
        self.links.beside(numbered).into_keys().map(|it| Uuid::from_u128(it.unsigned_abs().into())).collect()
    }

    fn is_done_again(&self, id: Uuid) -> bool {
        self.links.made_instead(id).next().is_some()
    }

    fn offered(&self) -> Vec<Uuid> {
        let copies = self.outbox.iter().chain(&self.draft).filter_map(|(_, replaced)| *replaced);
        let copies: BTreeSet<Uuid> = copies.filter(|_| !self.has(Bug::CopyOfferedAgain)).collect();
        self.returned.difference(&copies).copied().collect()
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Contact => self.contact(),
            Step::Begin => {
                if let (None, Some(replaced)) = (self.draft, self.offered().pop()) {
                    self.made += 1;
                    self.draft = Some((Uuid::from_u128(self.made), Some(replaced)));
                }
            }
            Step::Finish => self.outbox.extend(self.draft.take()),
            Step::Discard => self.draft = None,
            Step::Forget => {
                self.outbox.drain(..self.sent);
                self.sent = 0;
            }
            Step::Reject(nth) => self.decide(nth, Status::Rejected),
            Step::Accept(nth) => self.decide(nth, Status::Valid),
            Step::Reopen(nth) => self.decide(nth, Status::Pending),
        }
    }

    fn decide(&mut self, nth: usize, status: Status) {
        let all = self.held.len();
        if let Some(it) = self.held.iter_mut().rev().nth(nth) {
            (it.status, it.accepted) = (status, if status == Status::Valid { all } else { 0 });
        }
    }

    fn contact(&mut self) {
        for (id, replaced) in self.outbox.split_off(self.sent) {
            self.outbox.push((id, replaced));
            if let Some(replaced) = replaced.filter(|_| !self.has(Bug::LinkNotKept)) {
                self.links.link(id, replaced);
            }
            self.held.push(Held { id, status: Status::Valid, accepted: 0 });
            if self.beside().contains(&id) && !self.has(Bug::ArrivalNotDoubted) {
                self.decide(0, Status::Pending);
            }
        }
        self.sent = self.outbox.len();
        if !self.has(Bug::ReturnNotTakenBack) {
            self.returned.clear();
        }
        let rejected = self.held.iter().filter(|it| it.status == Status::Rejected).map(|it| it.id);
        let back = rejected.filter(|id| !self.is_done_again(*id) || self.has(Bug::DoneAgainReturned));
        let back: Vec<Uuid> = back.collect();
        self.returned.extend(back);
    }

    /// All ballots are of one interview here.
    fn check(&self, step: Step) -> Result<(), String> {
        for (nth, late) in self.held.iter().enumerate().filter(|(_, it)| it.status == Status::Valid) {
            for early in self.held[..nth].iter().filter(|it| it.status == Status::Valid) {
                if early.accepted.max(late.accepted) <= nth {
                    return Err("two count, and nobody who could see both decided so".to_owned());
                }
            }
        }
        let standing: Vec<&Held> = self.held.iter().filter(|it| it.status != Status::Rejected).collect();
        let flagged = self.beside();
        if standing.len() > 1 && standing.iter().any(|it| !flagged.contains(&it.id)) {
            return Err("two stand, and neither is flagged for the other".to_owned());
        }
        let copies: Vec<Uuid> = self.outbox.iter().chain(&self.draft).filter_map(|it| it.1).collect();
        if copies.iter().collect::<BTreeSet<_>>().len() < copies.len() {
            return Err("done again twice on one tablet".to_owned());
        }
        if matches!(step, Step::Contact) {
            let offered = self.offered();
            let rejected =
                |id: &Uuid| self.held.iter().any(|it| it.id == *id && it.status == Status::Rejected);
            if !offered.iter().all(rejected) {
                return Err("offered though its rejection was taken back".to_owned());
            }
            let done = |id: &Uuid| self.is_done_again(*id);
            if offered.iter().any(done) {
                return Err("offered though it was done again".to_owned());
            }
            let waits =
                |it: &&Held| it.status == Status::Rejected && !copies.contains(&it.id) && !done(&it.id);
            if self.held.iter().filter(waits).any(|it| !offered.contains(&it.id)) {
                return Err("rejected, not done again, and not offered".to_owned());
            }
        }
        let kept = |id: &Uuid| self.held.iter().any(|it| it.id == *id);
        if !self.outbox[..self.sent].iter().all(|(id, _)| kept(id)) {
            return Err("sent and not held".to_owned());
        }
        Ok(())
    }
}

/// Goes through all histories of so many steps; what goes wrong first, and how many states they lead to.
fn explore(bug: Option<Bug>) -> Result<usize, String> {
    let mut all = BTreeSet::from([World::new(bug)]);
    let mut last = all.clone();
    for _ in 0..LENGTH {
        let mut reached = BTreeSet::new();
        for (world, step) in last.iter().flat_map(|world| STEPS.map(|step| (world, step))) {
            let mut next = world.clone();
            next.step(step);
            next.check(step).map_err(|why| format!("{why} after {step:?} in {world:?}"))?;
            if !all.contains(&next) {
                reached.insert(next);
            }
        }
        all.extend(reached.iter().cloned());
        last = reached;
    }
    Ok(all.len())
}

/// Rejected, heard of, begun, accepted, finished, sent; and once more a part of it.
const LENGTH: u32 = 8;

#[test]
fn whatever_happens_one_ballot_of_an_interview_counts_or_a_person_said_otherwise() {
    let states = explore(None).unwrap();
    assert!(states > 100, "{states}");
}

/// A world after these steps, each of which is checked.
fn after(steps: &[Step]) -> World {
    let mut world = World::new(None);
    for step in steps {
        world.step(*step);
        world.check(*step).unwrap();
    }
    world
}

#[test]
fn rejected_while_the_tablet_is_offline_it_is_offered_at_the_next_contact() {
    let world = after(&[Step::Reject(0), Step::Begin]);
    assert_eq!((world.offered(), world.draft), (vec![], None), "it has not heard yet");
    let world = after(&[Step::Reject(0), Step::Contact]);
    assert_eq!(world.offered(), [Uuid::from_u128(1)]);
}

#[test]
fn rejected_twice_the_second_is_offered_and_the_first_is_not() {
    let again = [Step::Reject(0), Step::Contact, Step::Begin, Step::Finish, Step::Contact];
    let world = after(&[&again[..], &[Step::Reject(0), Step::Contact]].concat());
    assert_eq!(world.offered(), [Uuid::from_u128(2)]);
    let world = after(&[again, again, again].concat());
    let standing = world.held.iter().filter(|it| it.status != Status::Rejected).count();
    assert_eq!((world.held.len(), standing), (4, 1));
}

#[test]
fn taken_back_after_the_copy_was_begun_the_copy_waits_for_a_person() {
    let begun = [Step::Reject(0), Step::Contact, Step::Begin, Step::Accept(0), Step::Finish, Step::Contact];
    let world = after(&begun);
    assert_eq!(world.held.iter().map(|it| it.status).collect::<Vec<_>>(), [Status::Valid, Status::Pending]);
    assert_eq!(world.beside().len(), 2);
}

#[test]
fn planted_bugs_are_found() {
    for bug in [
        Bug::ArrivalNotDoubted,
        Bug::DoneAgainReturned,
        Bug::CopyOfferedAgain,
        Bug::ReturnNotTakenBack,
        Bug::LinkNotKept,
    ] {
        assert!(explore(Some(bug)).is_err(), "{bug:?}");
    }
}
