//! Messages: on the board until they were read, and told to the server until it answers.

use shared::wire::{Message, TabletPackage};

use super::tablet::{BEGUN, CAMPAIGN, Tablet, package};
use crate::device::protocol::Command;

const PERSON: &str = "lan";

/// What the server gives while these are not read.
fn with(numbers: &[i64]) -> TabletPackage {
    let message = |number: &i64| Message {
        number: *number,
        text: format!("Tin {number}"),
        by: "Văn phòng".to_owned(),
        at: BEGUN.parse().unwrap(),
    };
    TabletPackage { messages: numbers.iter().map(message).collect(), ..package("1") }
}

/// The same, and these that the server knows to be read.
fn with_read(unread: &[i64], read: &[i64]) -> TabletPackage {
    TabletPackage { messages_read: with(read).messages, ..with(unread) }
}

fn shown(tablet: &mut Tablet) -> Vec<i64> {
    tablet.board().messages.into_iter().map(|it| it.number).collect()
}

fn read_before(tablet: &mut Tablet) -> Vec<i64> {
    tablet.board().messages_read.into_iter().map(|it| it.number).collect()
}

fn read(tablet: &mut Tablet, number: i64) {
    tablet.ask(Command::ReadMessage { campaign: CAMPAIGN.to_owned(), number }).unwrap();
}

fn told(tablet: &Tablet) -> String {
    tablet.store.read_here(PERSON, CAMPAIGN).unwrap()
}

#[test]
fn a_message_stays_on_the_board_until_it_was_read_and_is_told_until_the_server_answers() {
    let mut tablet = Tablet::new();
    assert!(tablet.fetch(&with(&[1, 2])), "that is news");
    assert!(!tablet.fetch(&with(&[1, 2])), "the same again is none");
    let mut tablet = tablet.restarted();
    assert_eq!((shown(&mut tablet), told(&tablet)), (vec![1, 2], String::new()));
    read(&mut tablet, 1);
    let first = told(&tablet);
    tablet.pass(60);
    read(&mut tablet, 1);
    assert!(first.starts_with("1-") && told(&tablet) == first, "the first time holds: {first}");
    // No network: it is read all the same, also after a restart, and stays to be told.
    let mut tablet = tablet.restarted();
    assert_eq!((shown(&mut tablet), told(&tablet)), (vec![2], first.clone()));
    // While that is told, another is read: it is told the next time.
    read(&mut tablet, 2);
    tablet.fetch(&with(&[2]));
    tablet.store.told_read(PERSON, CAMPAIGN, &first).unwrap();
    assert_eq!(shown(&mut tablet), Vec::<i64>::new());
    let second = told(&tablet);
    assert!(second.starts_with("2-"), "{second}");
    tablet.fetch(&with(&[]));
    tablet.store.told_read(PERSON, CAMPAIGN, &second).unwrap();
    assert_eq!((shown(&mut tablet), told(&tablet)), (vec![], String::new()));
}

#[test]
fn what_somebody_read_is_theirs_alone() {
    let mut tablet = Tablet::new();
    tablet.fetch(&with(&[1]));
    read(&mut tablet, 1);
    assert_eq!(tablet.store.read_here("dtv02", CAMPAIGN).unwrap(), "");
    assert_eq!(tablet.store.read_here(PERSON, "other").unwrap(), "");
}

#[test]
fn what_was_read_stays_to_be_read_again_with_network_and_without() {
    let mut tablet = Tablet::new();
    tablet.fetch(&with_read(&[3, 4], &[2, 1]));
    assert_eq!((shown(&mut tablet), read_before(&mut tablet)), (vec![3, 4], vec![2, 1]));
    read(&mut tablet, 3);
    let mut tablet = tablet.restarted();
    assert_eq!((shown(&mut tablet), read_before(&mut tablet)), (vec![4], vec![3, 2, 1]));
    assert!(tablet.fetch(&with_read(&[4], &[3, 2, 1])), "that is news");
    assert_eq!((shown(&mut tablet), read_before(&mut tablet)), (vec![4], vec![3, 2, 1]));
}

#[test]
fn the_first_screen_counts_what_waits_without_what_was_read_here() {
    let mut tablet = Tablet::new();
    tablet.fetch(&with(&[-1, 1, 2]));
    let summary = tablet.board().summary;
    assert_eq!(summary.waiting, 3);
    tablet.store.keep_campaigns(PERSON, &[summary]).unwrap();
    let waiting = |tablet: &Tablet| tablet.store.campaigns().unwrap().rows[0].summary.waiting;
    read(&mut tablet, 1);
    assert_eq!((waiting(&tablet), tablet.board().summary.waiting), (2, 2));
    // The server knows it: what it says then waits, waits.
    let summary = tablet.board().summary;
    let was_told = told(&tablet);
    tablet.store.told_read(PERSON, CAMPAIGN, &was_told).unwrap();
    tablet.fetch(&with(&[-1, 2]));
    tablet.store.keep_campaigns(PERSON, &[summary]).unwrap();
    assert_eq!((waiting(&tablet), tablet.board().summary.waiting), (2, 2));
}
