//! What each answer means.

use jiff::Timestamp;
use uuid::Uuid;

use super::*;
use crate::ballot::{Digest, Sealed};

fn entry() -> Entry {
    let bytes = b"a ballot".to_vec();
    Entry::new(Uuid::from_u128(1), "c", &Sealed { digest: Digest::of(&bytes), bytes })
}

fn receipt(id: u128, bytes: &[u8]) -> Receipt {
    Receipt { id: Uuid::from_u128(id), digest: Digest::of(bytes), received: Timestamp::UNIX_EPOCH }
}

fn judge(status: u16, retry_after: Option<&str>, body: &[u8]) -> Verdict {
    let retry_after = retry_after.map(str::to_owned);
    Reply::Answer { status, retry_after, body: body.to_vec() }.judge(&entry())
}

fn later(code: &str, status: u16, asked_ms: Option<u64>) -> Verdict {
    Verdict::Later { asked_ms, problem: Problem::new(code).with("status", status) }
}

#[test]
fn only_a_receipt_for_these_bytes_under_this_id_is_an_acceptance() {
    let mine = receipt(1, b"a ballot");
    let json = |receipt: &Receipt| serde_json::to_vec(receipt).unwrap();
    for status in [200, 201, 202] {
        assert_eq!(judge(status, None, &json(&mine)), Verdict::Accepted(mine.clone()));
        for other in [receipt(2, b"a ballot"), receipt(1, b"another")] {
            assert_eq!(judge(status, None, &json(&other)), later("sync.no_receipt", status, None));
        }
        for body in [b"".as_slice(), b"{}", b"<html>"] {
            assert_eq!(judge(status, None, body), later("sync.no_receipt", status, None));
        }
    }
    for status in [100, 199, 203, 204, 302, 399, 600] {
        assert_eq!(judge(status, None, &json(&mine)), later("sync.no_receipt", status, None));
    }
}

#[test]
fn a_refusal_keeps_the_servers_reason_or_names_the_status() {
    let problem = Problem::new("ballot.too_large").with("kb", 2000);
    let mut body = serde_json::to_value(&problem).unwrap();
    body["type"] = "about:blank".into();
    body["status"] = 413.into();
    for status in [400, 404, 409, 413, 415, 422, 499] {
        assert_eq!(judge(status, None, body.to_string().as_bytes()), Verdict::Refused(problem.clone()));
        let unnamed = Problem::new("sync.refused").with("status", status);
        assert_eq!(judge(status, None, b"<html>"), Verdict::Refused(unnamed));
    }
}

#[test]
fn who_may_not_send_is_no_fault_of_the_ballot() {
    assert_eq!(judge(401, None, b""), Verdict::NotSignedIn);
    assert_eq!(judge(403, None, br#"{"code":"role.missing"}"#), Verdict::NotSignedIn);
    assert_eq!(judge(403, None, b"<html>"), later("sync.no_receipt", 403, None));
    assert_eq!(judge(407, None, b""), later("sync.no_receipt", 407, None));
}

#[test]
fn a_busy_server_is_asked_again_no_sooner_than_it_says() {
    for status in [408, 429, 500, 502, 503, 504, 599] {
        assert_eq!(judge(status, None, b""), later("sync.server_busy", status, None));
        assert_eq!(judge(status, Some(" 7 "), b""), later("sync.server_busy", status, Some(7000)));
    }
    for date_or_nonsense in ["Sun, 22 Nov 2026 08:05:59 GMT", "-1", "soon", ""] {
        assert_eq!(judge(503, Some(date_or_nonsense), b""), later("sync.server_busy", 503, None));
    }
    assert_eq!(judge(503, Some(&u64::MAX.to_string()), b""), later("sync.server_busy", 503, Some(u64::MAX)));
}

#[test]
fn no_answer_is_no_verdict() {
    let problem = Problem::new("sync.no_answer");
    assert_eq!(Reply::Nothing.judge(&entry()), Verdict::Later { asked_ms: None, problem });
}
