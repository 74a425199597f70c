//! What a unit's people typed stays through a crash, apart for each person, until it is thrown away.

use shared::typed::{Key, Slip, Words};

use super::tablet::Tablet;

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
    let opened = tablet.store.open_book("c", "SYT").unwrap();
    assert!(opened.slips.is_empty() && opened.book.is_none());
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
