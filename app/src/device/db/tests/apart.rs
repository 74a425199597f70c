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

fn acked(entry: &Entry) -> Entry {
    let ack = Ack { digest: entry.digest, received: BEGUN.parse().unwrap(), epoch: None, at_ms: 1 };
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
