//! What tells who somebody is: sealed apart when the interview is finished, and gone from the tablet once the server has it.

use shared::ballot::{Ballot, Personal};
use shared::form::{Kind, Node, Question};
use shared::sync::{Ack, Entry, State};
use shared::wire::TabletPackage;
use uuid::Uuid;

use super::tablet::{BEGUN, CAMPAIGN, PLACE, Tablet, package};
use crate::device::protocol::{Command, OutboxState, Reply};

const NAME: &str = "Hoàng-Thị-Mai-Riêng";

/// The form asks at its end who somebody is.
pub fn asks() -> TabletPackage {
    let mut asks = package("2");
    let name = Question {
        name: "full_name".to_owned(),
        kind: Kind::Text,
        required: Some("true()".to_owned()),
        personal: true,
        ..Question::default()
    };
    asks.campaign.definitions[0].nodes.push(Node::Question(name));
    asks
}

fn tablet() -> Tablet {
    let mut tablet = Tablet::new();
    assert!(tablet.fetch(&asks()));
    tablet
}

/// Finishes an interview with somebody of this name; gives the entries of ballot and personal part.
fn finished(tablet: &mut Tablet, name: &str) -> [Entry; 2] {
    let draft = tablet.begin().card.id;
    tablet.answer(draft, "/used", Some("no"), 1);
    tablet.answer(draft, "/full_name", Some(name), 2);
    let (_, finished) = tablet.store.obey(Command::FinishDraft { draft }).unwrap();
    let entries: [Entry; 2] = finished.try_into().expect("both go to the sync");
    assert_eq!(entries[0].id, draft);
    entries
}

fn bytes(tablet: &Tablet, id: Uuid) -> Vec<u8> {
    tablet.store.bytes(id).unwrap().unwrap()
}

/// As the server answers what it keeps nothing of.
fn let_go(entry: &Entry) -> Entry {
    match acked(entry) {
        Entry { state: State::Acked(ack), .. } => {
            Entry { state: State::Acked(Ack { let_go: true, ..ack }), ..entry.clone() }
        }
        other => panic!("{other:?}"),
    }
}

fn acked(entry: &Entry) -> Entry {
    let ack =
        Ack { digest: entry.digest, received: BEGUN.parse().unwrap(), epoch: None, at_ms: 1, let_go: false };
    Entry { state: State::Acked(ack), ..entry.clone() }
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|it| it == text.as_bytes())
}

#[test]
fn the_ballot_holds_no_word_of_it_and_nothing_in_it_leads_to_the_ballot() {
    let mut tablet = tablet();
    let missing = tablet.begin().card.id;
    tablet.answer(missing, "/used", Some("no"), 1);
    let faults = tablet.ask(Command::FinishDraft { draft: missing });
    assert_eq!(faults, Ok(Reply::Faults(vec!["/full_name".to_owned()])), "it is asked as all others are");

    let [ballot, apart] = finished(&mut tablet, NAME);
    let sealed = bytes(&tablet, ballot.id);
    assert!(!holds(&sealed, NAME) && !holds(&sealed, "full_name"));
    assert!(Ballot::open(&sealed).unwrap().answers.contains_key("used"));
    let told = bytes(&tablet, apart.id);
    let Personal { header, told } = Personal::open(&told).unwrap();
    assert_eq!((&*header.campaign, &*header.form, header.id), (CAMPAIGN, "P7", apart.id));
    assert_eq!(told, [("full_name".to_owned(), NAME.to_owned())].into());
    let row: (String, Option<String>, i64, i64, Option<String>) = tablet
        .store
        .db
        .query_row(
            "SELECT place, username, finished_ms, active_ms, names FROM outbox WHERE id = ?1",
            [apart.id.to_string()],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)),
        )
        .unwrap();
    assert_eq!(row, (String::new(), None, 0, 0, None));

    let board = tablet.board();
    let row = board.rows.iter().find(|row| row.place == PLACE).unwrap();
    assert_eq!((row.done, row.unsent), (1, 1), "one ballot");
    let listed = tablet.outbox(9).rows;
    assert_eq!(
        listed.iter().filter(|it| it.place.is_empty()).map(|it| it.id).collect::<Vec<_>>(),
        [apart.id]
    );
    assert!(listed.iter().all(|it| it.state == OutboxState::Waiting));
}

#[test]
fn it_leaves_the_tablet_with_the_receipt_and_the_ballot_stays() {
    let mut tablet = tablet();
    let [ballot, apart] = finished(&mut tablet, NAME);
    let [_, other] = finished(&mut tablet, "một-người-khác");
    let mut tablet = tablet.restarted();
    assert!(holds(&tablet.file(), NAME), "it waits, whatever happens");
    let counted = &tablet.store.sync;
    assert_eq!((counted.ballots(), counted.apart), (2, 2), "two ballots, and what goes apart from them");
    let tried = Entry { attempts: 1, ..apart.clone() };
    assert!(tablet.store.keep_entry(&tried).unwrap());
    assert!(tablet.store.bytes(apart.id).unwrap().is_some(), "sent is not received");
    let wrong = Entry { digest: ballot.digest, ..acked(&apart) };
    assert!(!tablet.store.keep_entry(&wrong).unwrap(), "a receipt of something else");

    assert!(tablet.store.keep_entry(&acked(&apart)).unwrap());
    assert!(tablet.store.keep_entry(&acked(&ballot)).unwrap());
    assert_eq!(tablet.store.bytes(apart.id).unwrap(), None);
    assert!(
        tablet.store.bytes(ballot.id).unwrap().is_some() && tablet.store.bytes(other.id).unwrap().is_some()
    );
    assert_eq!(tablet.store.apart().unwrap(), 1);
    assert!(!holds(&tablet.file(), NAME), "neither in a row nor in a free page");
    assert!(!tablet.store.keep_entry(&acked(&apart)).unwrap(), "there is no such row any more");
    let entries = tablet.store.entries().unwrap().0;
    assert!(entries.iter().all(|entry| entry.id != apart.id));
}

#[test]
fn who_tells_nothing_of_themselves_sends_a_ballot_alone() {
    let mut tablet = Tablet::new();
    let draft = tablet.begin().card.id;
    tablet.answer(draft, "/used", Some("no"), 1);
    assert_eq!(tablet.store.obey(Command::FinishDraft { draft }).unwrap().1.len(), 1);
}

#[test]
fn after_the_last_day_nobody_is_asked_who_they_are_and_nothing_of_it_is_sealed() {
    let mut tablet = Tablet::new();
    let mut asks = asks();
    asks.campaign.settings.survey_closes = "2026-11-20".parse().unwrap();
    asks.campaign.settings.notice.kept_until = "2026-11-22".parse().ok();
    tablet.fetch(&asks);
    let draft = tablet.begin().card.id;
    tablet.answer(draft, "/used", Some("no"), 1);
    tablet.answer(draft, "/full_name", Some(NAME), 2);
    let asked = |tablet: &mut Tablet| tablet.reopen(draft).unwrap().asked().personal().count();
    assert_eq!(asked(&mut tablet), 1, "on the last day");
    tablet.pass(24 * 60 * 60);
    assert_eq!(asked(&mut tablet), 0);
    let (reply, finished) = tablet.store.obey(Command::FinishDraft { draft }).unwrap();
    assert_eq!((reply, finished.len()), (Reply::Finished { id: draft }, 1), "a ballot alone");
    let ballot = Ballot::open(&bytes(&tablet, draft)).unwrap();
    assert_eq!(ballot.header.definition, asks.campaign.definitions[0].digest(), "of the form as it is");
    assert!(!holds(&tablet.file(), NAME), "what was told before is gone");
}

#[test]
fn what_the_server_let_go_of_leaves_the_tablet_and_its_row_says_so_for_a_time() {
    let mut tablet = tablet();
    let [_, apart] = finished(&mut tablet, NAME);
    assert!(tablet.store.keep_entry(&let_go(&apart)).unwrap());
    assert!(!holds(&tablet.file(), NAME), "neither in a row nor in a free page");
    assert_eq!(tablet.store.apart().unwrap(), 0, "nothing waits");
    let mut tablet = tablet.restarted();
    let listed = tablet.outbox(9).rows;
    let row = listed.iter().find(|it| it.id == apart.id).unwrap();
    assert_eq!((&*row.place, row.state.name()), ("", "acked"));
    assert_eq!(tablet.store.sync.apart, 0);
    let kept = tablet.store.entries().unwrap().0.into_iter().find(|it| it.id == apart.id).unwrap();
    assert!(kept.is_held(Some(Uuid::max())), "no server gets it again, also one that was restored");
    tablet.store.forget(kept.id, kept.digest).unwrap();
    assert_eq!((tablet.count("outbox"), tablet.count("forgotten")), (1, 0), "it was no ballot");
}
