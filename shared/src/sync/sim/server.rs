//! The simulated server: it answers as the real one promises to, from what is on its disk.

use std::collections::BTreeMap;

use jiff::Timestamp;
use uuid::Uuid;

use super::ballots::{self, Kind};
use super::bug::Bug;
use super::fault::Fault;
use crate::ballot::Digest;
use crate::problem::Problem;
use crate::sync::{Heard, Reply, Try};
use crate::wire::{BallotAnswer, BatchAnswer, ProblemDocument, Receipt};

/// How long the server asks to wait when it does.
pub(super) const ASKED_S: u64 = 10;
/// What is wrong with a ballot that it cannot read.
pub(super) const UNDECODABLE: &str = "ballot.undecodable";

/// One ballot on its way, or several.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub(super) session: usize,
    pub(super) tries: Vec<Try>,
    /// What the tablet knew when it sent.
    pub(super) known: Option<Uuid>,
    /// The ids that the ballots bear, and their bytes.
    pub(super) ballots: Vec<(Uuid, Vec<u8>)>,
}

/// The simulated server.
#[derive(Clone, Debug, Default)]
pub(super) struct Server {
    /// On its disk: the interview of each ballot, by id and digest.
    pub(super) held: BTreeMap<(Uuid, Digest), u32>,
    /// What was ever on its disk, in the order of the commits.
    pub(super) committed: Vec<(Uuid, Digest)>,
    /// How often it was restored from a backup.
    pub(super) restored: u32,
    /// Whether the session of the person who sends has ended.
    pub(super) signed_out: bool,
    /// Whether it takes one ballot a request and knows of no other way.
    pub(super) older: bool,
    /// Answered, but not yet on the disk: always empty, but with a bug.
    uncommitted: BTreeMap<(Uuid, Digest), u32>,
}

impl Server {
    /// The name of the store as it is now.
    pub(super) fn epoch(&self) -> Uuid {
        Uuid::from_u128(1000 + u128::from(self.restored))
    }

    /// Falls back to a backup that lacks what was committed last, or everything.
    pub(super) fn restore(&mut self, empty: bool, bug: Option<Bug>) {
        let last = self.committed.iter().rev().find(|key| self.held.contains_key(key)).copied();
        self.held.retain(|key, _| !empty && Some(*key) != last);
        self.uncommitted.clear();
        self.restored += u32::from(bug != Some(Bug::RestoredUnderTheOldEpoch));
    }

    /// Takes a request, and names its epoch in the answer; what answers in its place does not. No answer where it dies
    /// of it.
    pub(super) fn take(
        &mut self,
        request: &Request,
        fault: Option<Fault>,
        bug: Option<Bug>,
    ) -> Option<Reply> {
        let (status, retry_after, body) = self.answer(request, fault, bug)?;
        let other = matches!(
            fault,
            Some(
                Fault::Portal
                    | Fault::PortalKnowsNoSuchPage
                    | Fault::ProxyFindsItTooLarge
                    | Fault::GatewayAsksForSignIn
                    | Fault::OtherReceipt
            )
        );
        let heard = Heard {
            known: request.known,
            epoch: (!other && bug != Some(Bug::EpochNotHeard)).then(|| self.epoch().to_string()),
            ..Heard::default()
        };
        Some(Reply::Answer { status, retry_after, body, heard })
    }

    /// No answer where it dies of it.
    fn answer(&mut self, request: &Request, fault: Option<Fault>, bug: Option<Bug>) -> Option<Answer> {
        match fault {
            Some(Fault::ServerDiesBefore) => {
                self.uncommitted.clear();
                return None;
            }
            Some(Fault::Busy) => return Some(answer(503, None, Vec::new())),
            Some(Fault::AsksToWait) => return Some(answer(429, Some(ASKED_S), Vec::new())),
            Some(Fault::Portal) => {
                return Some(answer(200, None, b"<html>Wi-Fi, dear guest</html>".to_vec()));
            }
            Some(Fault::PortalKnowsNoSuchPage) => {
                return Some(answer(404, None, b"<html>Not found</html>".to_vec()));
            }
            Some(Fault::ProxyFindsItTooLarge) => return Some(answer(413, None, Vec::new())),
            Some(Fault::GatewayAsksForSignIn) => {
                return Some(answer(401, None, br#"{"code":"login_required","status":401}"#.to_vec()));
            }
            Some(Fault::OlderServer) => self.older = true,
            _ => {}
        }
        if self.signed_out {
            return Some(answer(401, None, problem(401, "session.expired")));
        }
        let several = request.ballots.len() > 1;
        if several && self.older {
            return Some(answer(405, None, Vec::new()));
        }
        let half = request.ballots.len() / 2;
        let mut answers = Vec::new();
        for (nth, (id, bytes)) in request.ballots.iter().enumerate() {
            answers.push(match fault {
                Some(Fault::DiesHalfway) if nth == half => return None,
                Some(Fault::HalfBusy) if nth >= half => refused(503, bytes, "server.busy"),
                Some(Fault::OtherReceipt) => taken(201, *id, bytes, Digest::of(b"another")),
                _ => self.keep(*id, bytes, bug),
            });
        }
        match fault {
            Some(Fault::ServerDiesAfter) => return None,
            Some(Fault::HalfAnswered) => answers.truncate(half),
            Some(Fault::Reordered) => answers.reverse(),
            _ => {}
        }
        if several {
            let body = serde_json::to_vec(&BatchAnswer { ballots: answers }).unwrap();
            return Some(answer(200, None, body));
        }
        let BallotAnswer { status, receipt, problem, .. } = answers.pop()?;
        let receipt = receipt.map(|receipt| serde_json::to_vec(&receipt).unwrap());
        let body = receipt.or(problem.map(|why| self::problem(status, &why.code)));
        Some(answer(status, None, body.unwrap_or_default()))
    }

    /// Takes one ballot in, and says what became of it.
    fn keep(&mut self, id: Uuid, bytes: &[u8], bug: Option<Bug>) -> BallotAnswer {
        let (kind, interview) = ballots::read(bytes);
        if kind == Kind::Undecodable {
            return refused(422, bytes, UNDECODABLE);
        }
        let digest = Digest::of(bytes);
        self.held.append(&mut self.uncommitted);
        self.committed.push((id, digest));
        let disk =
            if bug == Some(Bug::AckedBeforeTheCommit) { &mut self.uncommitted } else { &mut self.held };
        let new = disk.insert((id, digest), interview).is_none();
        let status = match (kind, new) {
            (Kind::Quarantined, _) => 202,
            (_, true) => 201,
            (_, false) => 200,
        };
        taken(status, id, bytes, digest)
    }
}

/// What is said of a ballot with these bytes, with a receipt for those of this digest.
fn taken(status: u16, id: Uuid, bytes: &[u8], digest: Digest) -> BallotAnswer {
    let receipt = Some(Receipt { id, digest, received: Timestamp::UNIX_EPOCH, let_go: false });
    BallotAnswer { digest: Digest::of(bytes), status, receipt, problem: None }
}

/// What is said of a ballot that is not taken.
fn refused(status: u16, bytes: &[u8], code: &str) -> BallotAnswer {
    BallotAnswer { digest: Digest::of(bytes), status, receipt: None, problem: Some(Problem::new(code)) }
}

/// Status, `Retry-After` and body.
type Answer = (u16, Option<String>, Vec<u8>);

fn problem(status: u16, code: &str) -> Vec<u8> {
    let (kind, problem) = ("about:blank".to_owned(), Problem::new(code));
    serde_json::to_vec(&ProblemDocument { kind, status, title: String::new(), problem, faults: Vec::new() })
        .unwrap()
}

fn answer(status: u16, retry_after_s: Option<u64>, body: Vec<u8>) -> Answer {
    (status, retry_after_s.map(|s| s.to_string()), body)
}
