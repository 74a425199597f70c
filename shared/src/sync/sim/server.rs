//! The simulated server: it answers as the real one promises to, from what is on its disk.

use std::collections::BTreeMap;

use jiff::Timestamp;
use uuid::Uuid;

use super::ballots::{self, Kind};
use super::bug::Bug;
use super::fault::Fault;
use crate::ballot::Digest;
use crate::problem::Problem;
use crate::sync::Reply;
use crate::wire::Receipt;

/// How long the server asks to wait when it does.
pub(super) const ASKED_S: u64 = 10;
/// What is wrong with a ballot that it cannot read.
pub(super) const UNDECODABLE: &str = "ballot.undecodable";

/// A ballot on its way.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub(super) session: usize,
    pub(super) id: Uuid,
    pub(super) attempt: u32,
    pub(super) bytes: Vec<u8>,
}

/// The simulated server.
#[derive(Clone, Debug, Default)]
pub(super) struct Server {
    /// On its disk: the interview of each ballot, by id and digest.
    pub(super) held: BTreeMap<(Uuid, Digest), u32>,
    /// Whether the session of the person who sends has ended.
    pub(super) signed_out: bool,
    /// Answered, but not yet on the disk: always empty, but with a bug.
    uncommitted: BTreeMap<(Uuid, Digest), u32>,
}

impl Server {
    /// Takes a request. No answer where it dies of it.
    pub(super) fn take(
        &mut self,
        request: &Request,
        fault: Option<Fault>,
        bug: Option<Bug>,
    ) -> Option<Reply> {
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
            Some(Fault::OtherReceipt) => return Some(receipt(201, request.id, Digest::of(b"another"))),
            _ => {}
        }
        if self.signed_out {
            return Some(answer(401, None, problem("session.ended")));
        }
        let (kind, interview) = ballots::read(&request.bytes);
        if kind == Kind::Undecodable {
            return Some(answer(422, None, problem(UNDECODABLE)));
        }
        let digest = Digest::of(&request.bytes);
        self.held.append(&mut self.uncommitted);
        let disk =
            if bug == Some(Bug::AckedBeforeTheCommit) { &mut self.uncommitted } else { &mut self.held };
        let new = disk.insert((request.id, digest), interview).is_none();
        if fault == Some(Fault::ServerDiesAfter) {
            return None;
        }
        let status = match (kind, new) {
            (Kind::Quarantined, _) => 202,
            (_, true) => 201,
            (_, false) => 200,
        };
        Some(receipt(status, request.id, digest))
    }
}

fn receipt(status: u16, id: Uuid, digest: Digest) -> Reply {
    let receipt = Receipt { id, digest, received: Timestamp::UNIX_EPOCH };
    answer(status, None, serde_json::to_vec(&receipt).unwrap())
}

fn problem(code: &str) -> Vec<u8> {
    serde_json::to_vec(&Problem::new(code)).unwrap()
}

fn answer(status: u16, retry_after_s: Option<u64>, body: Vec<u8>) -> Reply {
    Reply::Answer { status, retry_after: retry_after_s.map(|s| s.to_string()), body }
}
