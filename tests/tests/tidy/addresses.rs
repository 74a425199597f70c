//! Addresses of the server and of the app stay apart: where the app is kept, what the server answers still comes from it.

use std::collections::BTreeSet;

use tests::binary::root;

#[test]
fn the_app_takes_no_address_of_the_server() {
    let script = std::fs::read_to_string(root().join("app/assets/sw.js")).unwrap();
    let (_, rest) = script.split_once(r"if (/^\/(").expect("what it leaves to the server");
    let left: BTreeSet<&str> = rest.split(')').next().unwrap_or_default().split('|').collect();
    let answered: BTreeSet<&str> = server::table().filter_map(|route| route.path.split('/').nth(1)).collect();
    assert_eq!(left, answered);
}
