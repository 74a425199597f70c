//! A store of before takes its roles and assignments over, with nothing lost.

use rusqlite::Connection;
use server::folder::STORE;

use crate::doctor::{doctor, store, texts};
use crate::older::older;
use crate::process::parindex;

#[tokio::test(flavor = "multi_thread")]
async fn the_one_role_and_the_places_of_each_account_become_rows() {
    let whole = store().await;
    let data = older(whole.path(), 8);
    let file = data.path().join(STORE);
    assert_eq!(doctor(data.path()), (true, String::new()));
    let old = Connection::open(&file).unwrap();
    let one = "SELECT username || ' ' || role || '  ' FROM account";
    let places = "SELECT username || ' interviewer ' || campaign || ' ' || place FROM assignment";
    let mut expected = [texts(&old, one), texts(&old, places)].concat();
    expected.sort();
    assert!(expected.len() > 4, "{expected:?}");
    let kept = "SELECT username || name || password || disabled FROM account ORDER BY username";
    let before = texts(&old, kept);
    old.close().unwrap();

    let rebuilt = parindex(data.path(), &["rebuild"]);
    assert!(rebuilt.status.success(), "{}", String::from_utf8_lossy(&rebuilt.stderr));
    let new = Connection::open(&file).unwrap();
    let held = "SELECT account || ' ' || role || ' ' || campaign || ' ' || place AS held FROM account_role ORDER BY held";
    assert_eq!(texts(&new, held), expected);
    assert_eq!(texts(&new, kept), before);
    assert_eq!(doctor(data.path()), (true, String::new()));
}
