#!/usr/bin/env bash
# Guessed: a statement from rusqlite's prepare_cached is prepared once and then used again, whatever it holds, the more so
# when it is used with the same values.
# What happens: one with LIMIT ?1, or whose = ?1 might choose a partial index, is prepared again on each use. Given back to
# the cache, its values are cleared, and SQLite takes that as a change by which it might want another plan, as it does of
# another number. Kept by hand and used with the same number it is prepared again once. Others (id >= ?1) are not.
# Why it matters: pages of a list are read by LIMIT ?1, always with the same number. The cache looks as if it worked and
# saves nothing for them; a limit written into the text of the statement is cached.
# Versions: rusqlite 0.43.0 with libsqlite3-sys 0.40.0 (SQLite 3.54.1, bundled).
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 TZ=UTC CARGO_TARGET_DIR="$work/target"
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "again"
version = "0.0.0"
edition = "2021"
[dependencies]
rusqlite = { version = "=0.43.0", features = ["bundled"] }
libsqlite3-sys = "=0.40.0"
[workspace]
TOML
cat > src/main.rs <<'RUST'
use rusqlite::{Connection, Statement, StatementStatus::RePrepare};

fn used(statement: &mut Statement<'_>, number: i64) -> i32 {
    let mut rows = statement.query([number]).unwrap();
    while rows.next().unwrap().is_some() {}
    drop(rows);
    statement.get_status(RePrepare)
}

fn main() {
    println!("versions: rusqlite=0.43.0 SQLite {}", rusqlite::version());
    println!("guess: with the same number prepared again at most once, cached as kept");
    let database = Connection::open_in_memory().unwrap();
    database.execute_batch("create table ballots (id integer primary key, unit integer);
        create index of_one on ballots (id) where unit = 1;
        insert into ballots (unit) values (1), (2)").unwrap();
    let cases = [("where id >= ?1", [0, 0, 0]), ("where id >= ?1 limit 5", [0, 0, 0]), ("limit ?1", [100, 1, 100]), ("where unit = ?1", [100, 1, 100])];
    for (rest, expected) in cases {
        let text = format!("select id from ballots {rest}");
        let cached = (0..100).map(|_| used(&mut database.prepare_cached(&text).unwrap(), 1)).last().unwrap();
        let mut kept = database.prepare(&text).unwrap();
        let same = (0..100).map(|_| used(&mut kept, 1)).last().unwrap();
        let mut kept = database.prepare(&text).unwrap();
        let other = (0..100).map(|number| used(&mut kept, number % 3)).last().unwrap();
        println!("seen: {rest}: of 100 uses prepared again {cached} cached, {same} kept, {other} kept with other numbers");
        assert_eq!([cached, same, other], expected);
    }
}
RUST
cargo run --quiet
echo 'the guess missed, as recorded'
