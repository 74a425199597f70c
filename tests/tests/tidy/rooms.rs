//! ARCHITECTURE's table names every room, and no room that is not there: who looks for a place finds it in one look.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::source::{none, paths, root};

/// The folders whose entries are the rooms of a package.
const OF: [(&str, &[&str]); 4] = [
    ("shared", &["shared/src/"]),
    ("server", &["server/src/"]),
    ("app", &["app/src/", "app/src/bin/"]),
    ("tests", &["tests/", "tests/tests/", "tests/benches/"]),
];
/// Files that hold nothing of their own, and folders that hold rooms.
const NO_ROOMS: [&str; 6] = ["lib", "main", "bin", "tests", "benches", "Cargo.toml"];

/// The rooms of the table, by package.
fn told() -> BTreeMap<String, Vec<String>> {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    let (_, table) = page.split_once("| package | room |").expect("the table of rooms has its head");
    let (mut rooms, mut package) = (BTreeMap::<String, Vec<String>>::new(), String::new());
    for line in table.lines().skip(2).take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if !cells[1].is_empty() {
            package = cells[1].to_owned();
        }
        rooms.entry(package.clone()).or_default().extend(cells[2].split(", ").map(str::to_owned));
    }
    rooms
}

/// The rooms that are there: each module or folder, as the table would name it.
fn there(package: &str, folders: &[&str]) -> BTreeSet<String> {
    let (top, paths) = (folders[0], paths());
    let mut rooms = BTreeSet::new();
    for folder in folders {
        let entries = paths.iter().filter_map(|path| path.strip_prefix(folder));
        let names = entries.map(|entry| entry.split('/').next().unwrap_or(entry));
        let names = names.map(|name| name.strip_suffix(".rs").unwrap_or(name));
        let within = folder.strip_prefix(top).unwrap_or_default();
        rooms.extend(names.filter(|name| !NO_ROOMS.contains(name)).map(|name| format!("{within}{name}")));
    }
    assert!(rooms.len() > 5, "{package} has only {} rooms: does the rule still see them?", rooms.len());
    rooms
}

#[test]
fn the_table_of_rooms_is_complete() {
    let told = told();
    let mut wrong = Vec::new();
    for (package, folders) in OF {
        let there = there(package, folders);
        let told = told.get(package).map(Vec::as_slice).unwrap_or_default();
        let known: BTreeSet<String> = told.iter().cloned().collect();
        wrong.extend(there.difference(&known).map(|room| format!("{package}: {room} is not in the table")));
        wrong.extend(known.difference(&there).map(|room| format!("{package}: there is no room {room}")));
        if known.len() < told.len() {
            wrong.push(format!("{package}: a room stands twice"));
        }
    }
    none("ARCHITECTURE.md names the rooms", wrong);
}
