//! What each answer means.

use jiff::Timestamp;
use uuid::Uuid;

use super::*;
use crate::ballot::{Digest, Sealed};
use crate::wire::ProblemDocument;

fn entry() -> Entry {
    let bytes = b"a ballot".to_vec();
    Entry::new(Uuid::from_u128(1), "c", &Sealed { digest: Digest::of(&bytes), bytes })
}

fn receipt(id: u128, bytes: &[u8]) -> Receipt {
    let (id, digest) = (Uuid::from_u128(id), Digest::of(bytes));
    Receipt { id, digest, received: Timestamp::UNIX_EPOCH, let_go: false }
}

fn verdict(status: u16, retry_after: Option<&str>, body: &[u8]) -> Verdict {
    let retry_after = retry_after.map(str::to_owned);
    Reply::Answer { status, retry_after, body: body.to_vec(), heard: Heard::default() }
        .judge(false)
        .verdict(&entry())
}

fn later(code: &str, status: u16, asked_ms: Option<u64>) -> Verdict {
    Verdict::Later { asked_ms, problem: Problem::new(code).with("status", status) }
}

#[test]
fn only_a_receipt_for_these_bytes_under_this_id_is_an_acceptance() {
    let mine = receipt(1, b"a ballot");
    let json = |receipt: &Receipt| serde_json::to_vec(receipt).unwrap();
    for status in [200, 201, 202] {
        assert_eq!(verdict(status, None, &json(&mine)), Verdict::Accepted(mine.clone(), None));
        for other in [receipt(2, b"a ballot"), receipt(1, b"another")] {
            assert_eq!(verdict(status, None, &json(&other)), later("sync.no_receipt", status, None));
        }
        for body in [b"".as_slice(), b"{}", b"<html>"] {
            assert_eq!(verdict(status, None, body), later("sync.no_receipt", status, None));
        }
    }
    for status in [100, 199, 203, 204, 302, 399, 600] {
        assert_eq!(verdict(status, None, &json(&mine)), later("sync.no_receipt", status, None));
    }
}

/// The body of a server that refuses with this problem.
fn document(status: u16, problem: &Problem) -> Vec<u8> {
    let (kind, problem) = ("about:blank".to_owned(), problem.clone());
    serde_json::to_vec(&ProblemDocument {
        kind, status, title: "…".to_owned(), problem, faults: Vec::new()
    })
    .unwrap()
}

/// What something between tablet and server may answer instead of it.
const OTHERS: [&[u8]; 8] = [
    b"",
    b"<html><h1>413 Request Entity Too Large</h1><hr>nginx</html>",
    b"{}",
    b"[]",
    br#"{"code":"ballot.undecodable"}"#,
    br#"{"code":"login_required","message":"Sign in to the guest network"}"#,
    br#"{"type":"about:blank","title":"Not Found","status":404}"#,
    br#"{"type":"about:blank","status":404,"code":"NOT_FOUND"}"#,
];

#[test]
fn only_a_reason_of_the_server_that_is_about_the_ballot_parks_it() {
    let problem = Problem::new("ballot.too_large").with("kb", 2000);
    for status in [400, 404, 409, 413, 415, 422, 499] {
        assert_eq!(verdict(status, None, &document(status, &problem)), Verdict::Refused(problem.clone()));
        assert_eq!(verdict(status, None, &document(418, &problem)), later("sync.no_receipt", status, None));
        for body in OTHERS {
            assert_eq!(verdict(status, None, body), later("sync.no_receipt", status, None));
        }
        let spoilt = Problem::new("request.unreadable").with("cause", "ended early");
        let asked = Verdict::Later { asked_ms: Some(9000), problem: spoilt.clone().with("status", status) };
        assert_eq!(verdict(status, Some("9"), &document(status, &spoilt)), asked);
        let unknown = Problem::new("ballot.of_a_later_version");
        assert_eq!(
            verdict(status, None, &document(status, &unknown)),
            later("sync.no_receipt", status, None)
        );
    }
    for status in [302, 307, 399, 600] {
        let redirect = document(status, &problem);
        assert_eq!(verdict(status, None, &redirect), later("sync.no_receipt", status, None));
    }
}

#[test]
fn only_the_server_asks_for_a_sign_in() {
    for (status, code) in [(401, "session.expired"), (401, "session.none"), (403, "access.denied")] {
        assert_eq!(verdict(status, None, &document(status, &Problem::new(code))), Verdict::NotSignedIn);
    }
    for status in [401, 403, 407, 511] {
        for body in OTHERS {
            assert!(matches!(verdict(status, None, body), Verdict::Later { .. }), "{status}");
        }
    }
}

#[test]
fn a_receipt_is_of_the_epoch_that_the_answer_names_or_of_the_one_known_when_it_was_asked_for() {
    let (known, named) = (Some(Uuid::from_u128(8)), Some(Uuid::from_u128(9)));
    let body = serde_json::to_vec(&receipt(1, b"a ballot")).unwrap();
    for (epoch, of) in [(named.map(|epoch| format!(" {epoch} ")), named), (None, known)] {
        let heard = Heard { known, epoch, ..Heard::default() };
        let reply = Reply::Answer { status: 200, retry_after: None, body: body.clone(), heard };
        assert_eq!(reply.judge(false).verdict(&entry()), Verdict::Accepted(receipt(1, b"a ballot"), of));
    }
}

#[test]
fn what_the_tablet_cannot_read_is_no_answer_of_the_server() {
    let asked_ms = None;
    let problem = Problem::new("sync.not_read");
    assert_eq!(Reply::NotRead.judge(false).verdict(&entry()), Verdict::Later { asked_ms, problem });
    assert_eq!(Reply::Damaged.judge(false).verdict(&entry()), Verdict::Refused(Problem::new("sync.damaged")));
}

#[test]
fn a_busy_server_is_asked_again_no_sooner_than_it_says() {
    for status in [408, 429, 500, 502, 503, 504, 599] {
        assert_eq!(verdict(status, None, b""), later("sync.server_busy", status, None));
        assert_eq!(verdict(status, Some(" 7 "), b""), later("sync.server_busy", status, Some(7000)));
    }
    for date_or_nonsense in ["Sun, 22 Nov 2026 08:05:59 GMT", "-1", "soon", ""] {
        assert_eq!(verdict(503, Some(date_or_nonsense), b""), later("sync.server_busy", 503, None));
    }
    assert_eq!(
        verdict(503, Some(&u64::MAX.to_string()), b""),
        later("sync.server_busy", 503, Some(u64::MAX))
    );
}

#[test]
fn no_answer_is_no_verdict() {
    let problem = Problem::new("sync.no_answer");
    assert_eq!(Reply::Nothing.judge(false).verdict(&entry()), Verdict::Later { asked_ms: None, problem });
}
