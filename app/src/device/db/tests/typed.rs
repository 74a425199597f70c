//! What a unit's people typed stays through a crash, apart for each person, until it is thrown away.

use shared::points::Points;
use shared::typed::{Key, Slip, Words};
use shared::wire::{Calendar, Edition, Entry, EvidenceList, LeafRecord, Stage, UnitRecord};

use super::tablet::Tablet;
use crate::device::protocol::typed::Book;
use crate::device::protocol::{Command, Reply};

fn key(leaf: &str) -> Key {
    Key { campaign: "c".to_owned(), unit: "SNV".to_owned(), leaf: leaf.to_owned() }
}

fn slip(note: &str) -> Slip {
    Slip { words: Words { note: note.to_owned(), ..Words::default() }, revision: 1, ..Slip::default() }
}

fn notes(tablet: &Tablet) -> Vec<String> {
    let listed = tablet.store.slips().unwrap();
    assert_eq!(listed.unreadable, 0);
    listed.rows.into_iter().map(|(key, slip)| format!("{} {}", key.leaf, slip.words.note)).collect()
}

#[test]
fn what_was_typed_outlasts_a_crash_and_is_its_authors_alone() {
    let mut tablet = Tablet::new();
    tablet.store.keep_slip(&key("1.1"), Some(&slip("một"))).unwrap();
    tablet.store.keep_slip(&key("1.1"), Some(&slip("một hai"))).unwrap();
    tablet.store.keep_slip(&key("1.2"), Some(&slip("ba"))).unwrap();
    let mut tablet = tablet.restarted();
    assert_eq!(notes(&tablet), ["1.1 một hai", "1.2 ba"]);
    tablet.sign_in("minh");
    assert_eq!(notes(&tablet), [""; 0]);
    tablet.store.keep_slip(&key("1.1"), Some(&slip("bốn"))).unwrap();
    tablet.sign_in("lan");
    tablet.store.keep_slip(&key("1.2"), None).unwrap();
    assert_eq!(notes(&tablet), ["1.1 một hai"]);
    let Ok(Reply::State(state)) = tablet.ask(Command::State) else { panic!("no state") };
    assert_eq!(state.typed, [("lan".to_owned(), 1), ("minh".to_owned(), 1)], "of whomever, whoever looks");
    let Ok(Reply::State(state)) = tablet.ask(Command::SignOut) else { panic!("no state") };
    assert_eq!(state.typed.len(), 2, "also where nobody is signed in");
    tablet.sign_in("lan");
    let opened = tablet.store.open_book("c", "SYT").unwrap();
    assert!(opened.slips.is_empty() && opened.book.is_none() && opened.others.is_empty());
    let opened = tablet.store.open_book("c", "SNV").unwrap();
    assert_eq!(opened.others, [("minh".to_owned(), 1)], "what waits for somebody else is told");
}

#[test]
fn what_was_sent_while_the_server_was_asked_is_not_laid_under_an_older_year() {
    let mut tablet = Tablet::new();
    let kept = |tablet: &Tablet| tablet.store.book("c", "SNV").unwrap().unwrap().record.entries;
    let told = year_up_to(7);
    tablet.store.keep_told(&told, told.reach()).unwrap();
    // An entry is sent while the server is asked; its answer does not have it.
    tablet.store.keep_record(&key("1.1"), &record(8)).unwrap();
    tablet.store.keep_told(&told, told.reach()).unwrap();
    assert_eq!(kept(&tablet), 8);
    // Asked again it does; and a server that was restored may know less than what was kept.
    tablet.store.keep_told(&year_up_to(9), year_up_to(8).reach()).unwrap();
    assert_eq!(kept(&tablet), 9);
    tablet.store.keep_told(&year_up_to(7), year_up_to(9).reach()).unwrap();
    assert_eq!(kept(&tablet), 7);
}

/// A leaf of which this entry is the last.
fn record(position: i64) -> LeafRecord {
    let at = jiff::Timestamp::UNIX_EPOCH;
    let entry = Edition { position, over: Vec::new(), by: "lan".to_owned(), at, said: Entry::default() };
    LeafRecord { leaf: "1.1".to_owned(), entries: vec![entry], ..LeafRecord::default() }
}

/// A unit's year up to this entry.
fn year_up_to(position: i64) -> Book {
    let record = UnitRecord {
        unit: "SNV".to_owned(),
        stage: Stage::Scoring,
        criteria: Vec::new(),
        leaves: vec![record(position)],
        submissions: Vec::new(),
        entries: position,
        total: Points::zero(),
        missing: Vec::new(),
        flags: std::collections::BTreeMap::new(),
        adjustments: Vec::new(),
        signed_scan: false,
        scan: None,
        published: None,
        names: std::collections::BTreeMap::new(),
    };
    let summary = serde_json::from_value(serde_json::json!({
        "id": "c", "title": { "vi": "Đợt", "en": "Round" }, "year": 2026, "practice": false, "closed": null,
        "survey_opens": "2026-05-01", "survey_closes": "2026-12-31", "assigned": false,
    }));
    let summary = summary.expect("a campaign's summary");
    let (calendar, files) = (Calendar::default(), EvidenceList::default());
    Book { summary, calendar, record, files, asked: jiff::Timestamp::UNIX_EPOCH }
}

#[test]
fn a_damaged_row_shuts_out_no_other() {
    let mut tablet = Tablet::new();
    tablet.store.keep_slip(&key("1.1"), Some(&slip("một"))).unwrap();
    tablet.store.keep_slip(&key("1.2"), Some(&slip("hai"))).unwrap();
    tablet.store.db.execute("UPDATE slip SET body = '{' WHERE leaf = '1.1'", []).unwrap();
    let opened = tablet.store.open_book("c", "SNV").unwrap();
    assert_eq!((opened.slips.len(), opened.unreadable), (1, 1));
}
