//! Interviews that give no ballot, and consent: kept on the disk, in what is sealed, and on the board.

use shared::ballot::{Ballot, NoAnswer, Nonresponse};
use shared::problem::Problem;
use shared::sync::Entry;
use uuid::Uuid;

use super::tablet::{BEGUN, PLACE, Tablet, WITHOUT_NAMES};
use crate::device::protocol::{BoardRow, Command, Reply};

fn bytes(tablet: &Tablet, id: Uuid) -> Vec<u8> {
    tablet.store.bytes(id).unwrap().unwrap()
}

fn row(tablet: &mut Tablet) -> BoardRow {
    tablet.board().rows.into_iter().find(|row| row.form == "P7" && row.place == PLACE).unwrap()
}

#[test]
fn an_interview_without_an_answer_goes_out_sealed_and_its_answers_are_gone() {
    let mut tablet = Tablet::new();
    let draft = tablet.begin().card.id;
    tablet.answer(draft, "/used", Some("yes"), 1);
    tablet.pass(60);
    let end = Command::NoAnswer { draft, reason: NoAnswer::Refused };
    assert_eq!(tablet.ask(end.clone()), Ok(Reply::Finished { id: draft }));
    assert_eq!((tablet.count("draft"), tablet.count("answer"), tablet.count("outbox")), (0, 0, 1));
    let sealed = bytes(&tablet, draft);
    let Nonresponse { header, reason } = Nonresponse::open(&sealed).unwrap();
    assert_eq!((header.id, &*header.place, reason), (draft, PLACE, NoAnswer::Refused));
    assert_eq!(header.interviewer.as_deref(), Some("lan"));
    assert_eq!(header.finished, "2026-11-22T01:06:00Z".parse().unwrap());
    assert!(!String::from_utf8_lossy(&sealed).contains("\"used\""));

    // Asked twice it is one; the power goes and it is still there.
    assert_eq!(tablet.ask(end), Ok(Reply::Finished { id: draft }));
    let mut tablet = tablet.restarted();
    assert_eq!(bytes(&tablet, draft), sealed);
    let outbox = tablet.outbox(10);
    assert_eq!(outbox.rows.iter().map(|it| it.reason).collect::<Vec<_>>(), [Some(NoAnswer::Refused)]);
    let BoardRow { done, unsent, missed, received, .. } = row(&mut tablet);
    assert_eq!((done, unsent, missed, received), (0, 1, 1, 0), "it is to be sent, and no ballot");
}

#[test]
fn a_slip_is_taken_back_until_it_may_have_been_sent_by_its_own_person() {
    let mut tablet = Tablet::new();
    let [slip, sent] = [(); 2].map(|()| {
        let draft = tablet.begin().card.id;
        tablet.ask(Command::NoAnswer { draft, reason: NoAnswer::NotMet }).unwrap();
        draft
    });
    let entry = |tablet: &Tablet, id| {
        tablet.store.entries().unwrap().0.into_iter().find(|entry| entry.id == id).unwrap()
    };
    let held_ms = entry(&tablet, slip).not_before_ms;
    let begun: jiff::Timestamp = BEGUN.parse().unwrap();
    assert_eq!(held_ms, begun.as_millisecond().cast_unsigned() + 20_000, "it waits for whoever slipped");
    let tried = Entry { attempts: 1, ..entry(&tablet, sent) };
    assert!(tablet.store.keep_entry(&tried).unwrap());

    let refused = Err(Problem::new("store.sent"));
    tablet.sign_in("binh");
    assert_eq!(tablet.ask(Command::TakeBack { draft: slip }), refused, "another person's");
    tablet.sign_in("lan");
    let ballot = tablet.finished();
    for other in [sent, ballot, Uuid::nil()] {
        assert_eq!(tablet.ask(Command::TakeBack { draft: other }), refused);
    }
    assert_eq!(tablet.ask(Command::TakeBack { draft: slip }), Ok(Reply::Done));
    let mut tablet = tablet.restarted();
    assert_eq!((tablet.count("outbox"), tablet.store.bytes(slip).unwrap()), (2, None));
    assert_eq!(row(&mut tablet).missed, 1);
}

#[test]
fn who_left_before_agreeing_and_comes_back_is_asked_as_before() {
    let mut tablet = Tablet::new();
    let draft = tablet.begin().card.id;
    tablet.ask(Command::DiscardDraft { draft }).unwrap();
    assert_eq!(tablet.board().drafts.rows, []);
    tablet.ask(Command::Consent { draft }).unwrap();
    tablet.answer(draft, "/used", Some("no"), 1);
    assert_eq!(tablet.board().drafts.rows.len(), 1);
}

#[test]
fn consent_is_sealed_with_the_ballot_and_missing_where_nobody_asked() {
    let mut tablet = Tablet::new();
    let [asked, not_asked] = [tablet.begin().card.id, tablet.begin().card.id];
    tablet.pass(30);
    assert_eq!(tablet.ask(Command::Consent { draft: asked }), Ok(Reply::Done));
    let mut tablet = tablet.restarted();
    let at: jiff::Timestamp = BEGUN.parse().unwrap();
    let agreed = at + jiff::SignedDuration::from_secs(30);
    assert_eq!(tablet.reopen(asked).unwrap().consented_ms, Some(agreed.as_millisecond()));
    for draft in [asked, not_asked] {
        tablet.answer(draft, "/used", Some("no"), 1);
        tablet.ask(Command::FinishDraft { draft }).unwrap();
    }
    let consented = [asked, not_asked].map(|id| Ballot::open(&bytes(&tablet, id)).unwrap().header.consented);
    assert_eq!(consented, [Some(agreed), None]);
}

#[test]
fn another_person_ends_nobodys_interview() {
    let mut tablet = Tablet::new();
    let draft = tablet.begin().card.id;
    tablet.sign_in("binh");
    for command in [Command::Consent { draft }, Command::NoAnswer { draft, reason: NoAnswer::Moved }] {
        assert_eq!(tablet.ask(command), Err(Problem::new("store.no_draft")));
    }
    assert_eq!((tablet.count("draft"), tablet.count("outbox")), (1, 0));
}

#[test]
fn an_interview_and_a_ballot_of_a_version_before_go_on() {
    let mut tablet = Tablet::new();
    let [draft, finished] = [tablet.begin().card.id, tablet.begin().card.id];
    tablet.answer(finished, "/used", Some("no"), 1);
    tablet.ask(Command::FinishDraft { draft: finished }).unwrap();
    let sealed = bytes(&tablet, finished);
    tablet.store.db.execute_batch(WITHOUT_NAMES).unwrap();
    let mut tablet = tablet.restarted();
    assert_eq!(bytes(&tablet, finished), sealed);
    assert_eq!(tablet.outbox(10).rows[0].reason, None);
    assert_eq!(tablet.reopen(draft).unwrap().consented_ms, None);
    tablet.answer(draft, "/used", Some("no"), 1);
    assert_eq!(tablet.ask(Command::FinishDraft { draft }), Ok(Reply::Finished { id: draft }));
}
