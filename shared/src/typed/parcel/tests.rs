//! Tests of a file on its way, and of what waits for it.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::*;
use crate::typed::{Document, Input, Machine, Output, Words};
use crate::wire::{Condition, Entry, Evidence, FileKind};

const FILE: &[u8] = b"some bytes";

fn parcel(bytes: u64) -> Parcel {
    let key = FileKey { campaign: "c".to_owned(), unit: "u".to_owned(), digest: Digest::of(FILE) };
    Parcel { id: Uuid::from_u128(1), key, name: "a.pdf".to_owned(), bytes, refused: None }
}

fn received(received: u64) -> Came {
    Came::Upload(Upload { received, file: None })
}

#[test]
fn each_piece_begins_where_the_servers_part_ends() {
    let bytes = 2 * PIECE + 7;
    let parcel = parcel(bytes);
    for (came, from, to) in [
        (0, 0, PIECE),
        (PIECE, PIECE, 2 * PIECE),
        // A piece of which only a part was written down.
        (PIECE + 5, PIECE + 5, 2 * PIECE + 5),
        (2 * PIECE, 2 * PIECE, bytes),
        // All is there, and the server died before it looked at it.
        (bytes, bytes, bytes),
    ] {
        assert_eq!(parcel.next(received(came)), Next::Send { from, to });
    }
    assert_eq!(parcel.next(received(bytes + 1)), Next::Wait, "what is longer is not this file");
}

#[test]
fn an_empty_file_is_sent_too() {
    assert_eq!(parcel(0).next(received(0)), Next::Send { from: 0, to: 0 });
}

#[test]
fn only_the_servers_own_word_about_the_file_keeps_it_back() {
    let parcel = parcel(9);
    let says = |code: &str| parcel.next(Came::Refused(Problem::new(code)));
    for code in ["evidence.too_large", "evidence.kind", "evidence.differs", "assessments.not_yours"] {
        assert_eq!(says(code), Next::Refused(Problem::new(code)));
    }
    for code in ["evidence.no_room", "net.status", "request.too_many"] {
        assert_eq!(says(code), Next::Wait, "{code}");
    }
    assert_eq!(parcel.next(Came::Nothing), Next::Wait);
    assert_eq!(parcel.next(Came::SignedOut), Next::SignIn);
}

#[test]
fn it_arrived_when_the_server_names_this_file_and_no_other() {
    let parcel = parcel(9);
    let file = |digest| EvidenceFile {
        position: 1,
        unit: "u".to_owned(),
        digest,
        bytes: 9,
        name: String::new(),
        kind: FileKind::Pdf,
        condition: Condition::Sound,
        by: String::new(),
        at: Timestamp::UNIX_EPOCH,
    };
    let came = |file| parcel.next(Came::Upload(Upload { received: 9, file: Some(file) }));
    assert_eq!(came(file(parcel.key.digest)), Next::Arrived(file(parcel.key.digest)));
    assert!(!matches!(came(file(Digest::of(b"another"))), Next::Arrived(_)));
}

#[test]
fn what_names_a_file_goes_out_when_the_file_is_there_and_others_before() {
    let file = parcel(9).key;
    let leaf = |leaf: &str| Key { campaign: "c".to_owned(), unit: "u".to_owned(), leaf: leaf.to_owned() };
    let mut machine = Machine::new(1);
    let give = |machine: &mut Machine, input| {
        let (mut inputs, mut sent) = (vec![input], Vec::new());
        while let Some(input) = inputs.pop() {
            machine.handle(1_000_000, || Uuid::from_u128(7), input);
            while let Some(output) = machine.poll() {
                match output {
                    Output::Store(key, _) => inputs.push(Input::Stored(key)),
                    Output::Send(key, sending) => sent.push((key.leaf, sending.id)),
                }
            }
        }
        sent
    };
    let typed = |leaf: Key, file: Option<Digest>| {
        let said = Evidence { file, name: "a.pdf".to_owned(), ..Evidence::default() };
        let entry = Some(Box::new(Entry { evidence: vec![said.clone()], ..Entry::default() }));
        let evidence = vec![Document { said, date: String::new() }];
        let words = Box::new(Words { evidence, ..Words::default() });
        Input::Typed { key: leaf, words, entry, over: Vec::new(), choosing: true }
    };
    assert!(give(&mut machine, Input::Awaited(BTreeSet::from([file.clone()]))).is_empty());
    assert!(give(&mut machine, typed(leaf("1.1"), Some(file.digest))).is_empty(), "its file is not there");
    assert!(machine.names(&file));
    assert_eq!(machine.poll_timeout(), None, "and no timer helps");
    let sent = give(&mut machine, typed(leaf("1.2"), None));
    assert_eq!(sent.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(), ["1.2"], "it keeps no other back");
    give(&mut machine, Input::Answered { id: sent[0].1, reply: crate::typed::Reply::Kept { position: 1 } });
    let sent = give(&mut machine, Input::Awaited(BTreeSet::new()));
    assert_eq!(sent.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(), ["1.1"]);
}
