//! Ballots that came back: offered until a copy is begun, done again from their answers, and what is said of them.

use shared::ballot::Ballot;
use shared::wire::{Returned, TabletPackage};
use uuid::Uuid;

use super::tablet::{BEGUN, CAMPAIGN, PLACE, Tablet, package};
use crate::device::protocol::{Command, Draft, OutboxItem, Reply};

/// What the server tells after it rejected these.
fn rejected(ballots: &[Uuid]) -> TabletPackage {
    let answers = [("/used", "yes"), ("/districts[TPBK]/Q1", "B")];
    let returned = ballots.iter().map(|id| Returned {
        id: *id,
        form: "P7".to_owned(),
        place: PLACE.to_owned(),
        finished: None,
        reason: "Gọi lại: chưa ai hỏi".to_owned(),
        at: BEGUN.parse().unwrap(),
        answers: answers.map(|(path, value)| (path.to_owned(), value.to_owned())).to_vec(),
    });
    TabletPackage { returned: returned.collect(), ..package("1") }
}

fn copy(tablet: &mut Tablet, replaced: Uuid) -> Result<Draft, String> {
    let command = Command::BeginDraft {
        campaign: CAMPAIGN.to_owned(),
        form: "P7".to_owned(),
        place: PLACE.to_owned(),
        mode: shared::ballot::Mode::Tablet,
        replaces: Some(replaced),
    };
    match tablet.ask(command) {
        Ok(Reply::Begun { id }) => Ok(tablet.reopen(id).unwrap()),
        Ok(other) => panic!("{other:?}"),
        Err(problem) => Err(problem.code),
    }
}

/// The ballots that the board offers.
fn offered(tablet: &mut Tablet) -> Vec<Uuid> {
    tablet.board().returned.into_iter().map(|it| it.id).collect()
}

fn outbox(tablet: &mut Tablet) -> Vec<OutboxItem> {
    tablet.outbox(9).rows
}

#[test]
fn a_ballot_that_came_back_is_done_again_from_its_answers_and_named_by_the_new_one() {
    let mut tablet = Tablet::new();
    let first = tablet.finished();
    assert!(offered(&mut tablet).is_empty());
    assert!(tablet.fetch(&rejected(&[first])), "that is news");
    assert!(!tablet.fetch(&rejected(&[first])), "the same again is none");
    let mut tablet = tablet.restarted();
    assert_eq!(offered(&mut tablet), [first]);
    assert_eq!(outbox(&mut tablet)[0].returned.as_deref(), Some("Gọi lại: chưa ai hỏi"));

    let draft = copy(&mut tablet, first).unwrap();
    assert_eq!((draft.card.replaces, draft.card.answers, draft.seq), (Some(first), 2, 2));
    assert_eq!(draft.answers[1], ("/districts[TPBK]/Q1".to_owned(), "B".to_owned()));
    assert!(offered(&mut tablet).is_empty(), "a copy was begun");
    assert_eq!(copy(&mut tablet, first).unwrap().card.id, draft.card.id, "which goes on");
    tablet.answer(draft.card.id, "/districts[TPBK]/Q1", Some("A"), 3);

    let second = draft.card.id;
    assert_eq!(tablet.ask(Command::FinishDraft { draft: second }), Ok(Reply::Finished { id: second }));
    let sealed = Ballot::open(&tablet.store.bytes(second).unwrap().unwrap()).unwrap();
    assert_eq!(sealed.header.replaces, Some(first));
    assert_eq!(sealed.answers["districts"][0]["Q1"], "A");
    assert!(offered(&mut tablet).is_empty(), "the server has not heard of it yet");
    // Rejected twice: the second comes back.
    tablet.fetch(&rejected(&[second]));
    assert_eq!(offered(&mut tablet), [second]);
}

#[test]
fn a_copy_that_is_thrown_away_is_offered_again_and_one_that_was_taken_back_is_not() {
    let mut tablet = Tablet::new();
    let first = tablet.finished();
    assert_eq!(copy(&mut tablet, first).unwrap_err(), "store.not_returned");
    tablet.fetch(&rejected(&[first]));
    let draft = copy(&mut tablet, first).unwrap().card.id;
    tablet.ask(Command::DiscardDraft { draft }).unwrap();
    assert_eq!(offered(&mut tablet), [first]);
    assert_ne!(copy(&mut tablet, first).unwrap().card.id, draft);
    tablet.fetch(&package("1"));
    assert!(offered(&mut tablet).is_empty() && outbox(&mut tablet)[0].returned.is_none());
    assert_eq!(tablet.ask(Command::RestoreDraft { draft }), Ok(Reply::Done));
    assert_eq!(tablet.reopen(draft).unwrap().card.replaces, Some(first), "it keeps what it is a copy of");
}

#[test]
fn what_came_back_is_its_interviewers_alone() {
    let mut tablet = Tablet::new();
    let first = tablet.finished();
    tablet.fetch(&rejected(&[first]));
    tablet.sign_in("minh");
    tablet.fetch(&package("1"));
    assert!(offered(&mut tablet).is_empty());
    assert_eq!(outbox(&mut tablet)[0].returned, None);
    assert_eq!(copy(&mut tablet, first).unwrap_err(), "store.not_returned");
    tablet.sign_in("lan");
    assert_eq!(offered(&mut tablet), [first]);
}
