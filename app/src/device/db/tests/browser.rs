//! SQLite in these tests as it is in the browser: what its flags leave out there (.cargo/config.toml) is refused here.

use std::collections::BTreeSet;

use rusqlite::Connection;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};

use crate::device::db::migrate::{STEPS, take};

/// The flags that take something from SQL: functions, tables, modules and pragmas; a star stands for any end.
const LEFT_OUT: [(&str, &[&str]); 14] = [
    ("-USQLITE_ENABLE_BYTECODE_VTAB", &["bytecode", "tables_used"]),
    ("-USQLITE_ENABLE_DBPAGE_VTAB", &["sqlite_dbpage"]),
    ("-USQLITE_ENABLE_DBSTAT_VTAB", &["dbstat"]),
    ("-USQLITE_ENABLE_FTS5", &["fts5*"]),
    ("-USQLITE_ENABLE_MATH_FUNCTIONS", MATH),
    ("-USQLITE_ENABLE_OFFSET_SQL_FUNC", &["sqlite_offset"]),
    ("-USQLITE_ENABLE_RTREE", &["rtree*"]),
    ("-USQLITE_ENABLE_STMTVTAB", &["sqlite_stmt"]),
    ("-DSQLITE_OMIT_AUTOVACUUM", &["auto_vacuum", "incremental_vacuum"]),
    ("-DSQLITE_OMIT_COMPILEOPTION_DIAGS", &["compile_options", "sqlite_compileoption_*"]),
    ("-DSQLITE_OMIT_INTEGRITY_CHECK", &["integrity_check", "quick_check"]),
    ("-DSQLITE_OMIT_JSON", &["json*", "->", "->>"]),
    (
        "-DSQLITE_OMIT_SCHEMA_PRAGMAS",
        &[
            "collation_list",
            "database_list",
            "index_*info",
            "index_list",
            "stats",
            "table_*info",
            "table_list",
        ],
    ),
    // Whether they are asked for the local time is not told; the store has no need of them.
    ("-DSQLITE_OMIT_LOCALTIME", &["date", "time", "datetime", "strftime", "julianday", "unixepoch"]),
];

/// What the machine's SQLite may know of mathematics.
const MATH: &[&str] = &[
    "acos*", "asin*", "atan*", "ceil*", "cos*", "degrees", "exp", "floor", "ln", "log*", "mod", "pi", "pow*",
    "radians", "sin*", "sqrt", "tan*", "trunc",
];

/// The same of flags whose pragmas bear many names.
const PRAGMAS_LEFT_OUT: [(&str, &[&str]); 3] = [
    ("-DSQLITE_OMIT_INTROSPECTION_PRAGMAS", &["function_list", "module_list", "pragma_list"]),
    ("-DSQLITE_OMIT_UTF16", &["encoding"]),
    ("-DSQLITE_OMIT_WAL", &["wal_*"]),
];

/// The flags that take words from SQL which no authorizer hears of.
const WORDS_LEFT_OUT: [(&str, &[&str]); 2] =
    [("-DSQLITE_OMIT_EXPLAIN", &["EXPLAIN"]), ("-DSQLITE_OMIT_GENERATED_COLUMNS", &["GENERATED"])];

/// The flags that change how SQLite works, or what C can ask of it, and nothing that SQL can say.
const NOT_OF_SQL: [&str; 22] = [
    "-USQLITE_ENABLE_API_ARMOR",
    "-USQLITE_ENABLE_COLUMN_METADATA",
    "-USQLITE_ENABLE_PREUPDATE_HOOK",
    "-USQLITE_ENABLE_SESSION",
    "-USQLITE_ENABLE_UNKNOWN_SQL_FUNCTION",
    "-USQLITE_ENABLE_UNLOCK_NOTIFY",
    "-DSQLITE_OMIT_AUTHORIZATION",
    "-DSQLITE_OMIT_COMPLETE",
    "-DSQLITE_OMIT_AUTOMATIC_INDEX",
    "-DSQLITE_OMIT_BETWEEN_OPTIMIZATION",
    "-DSQLITE_OMIT_DECLTYPE",
    "-DSQLITE_OMIT_DESERIALIZE",
    "-DSQLITE_OMIT_GET_TABLE",
    "-DSQLITE_OMIT_INCRBLOB",
    "-DSQLITE_OMIT_LIKE_OPTIMIZATION",
    "-DSQLITE_OMIT_OR_OPTIMIZATION",
    "-DSQLITE_OMIT_PROGRESS_CALLBACK",
    "-DSQLITE_OMIT_TCL_VARIABLE",
    "-DSQLITE_OMIT_TRACE",
    "-DSQLITE_OMIT_XFER_OPT",
    "-DSQLITE_UNTESTABLE",
    "-DSQLITE_MAX_MMAP_SIZE=0",
];

/// Opens a database that refuses what the browser's does not know.
pub fn connect(path: impl AsRef<std::path::Path>) -> Connection {
    let mut db = Connection::open(path).unwrap();
    db.authorizer(Some(|asked: AuthContext<'_>| match asked.action {
        AuthAction::Function { function_name: name }
        | AuthAction::Read { table_name: name, .. }
        | AuthAction::CreateVtable { module_name: name, .. }
        | AuthAction::Pragma { pragma_name: name, .. }
            if is_left_out(name) =>
        {
            Authorization::Deny
        }
        _ => Authorization::Allow,
    }))
    .unwrap();
    db
}

fn is_left_out(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let lists = LEFT_OUT.iter().chain(&PRAGMAS_LEFT_OUT).flat_map(|(_, names)| *names);
    lists.into_iter().any(|pattern| match pattern.split_once('*') {
        Some((begin, end)) => {
            name.len() >= begin.len() + end.len() && name.starts_with(begin) && name.ends_with(end)
        }
        None => name == *pattern,
    })
}

#[test]
fn what_the_browser_lacks_fails_here_as_well() {
    let (there, here) = (connect(":memory:"), Connection::open_in_memory().unwrap());
    for sql in [
        "SELECT json_extract('{}', '$.a')",
        "SELECT '{}' ->> 'a'",
        "SELECT count(*) FROM json_each('[]')",
        "SELECT datetime('now', 'localtime')",
        "PRAGMA integrity_check",
        "PRAGMA compile_options",
        "PRAGMA encoding",
        "PRAGMA wal_checkpoint",
        "PRAGMA table_info(draft)",
        "PRAGMA index_list(draft)",
    ] {
        here.execute_batch(sql).unwrap();
        assert!(there.execute_batch(sql).is_err(), "{sql}");
    }
    there.execute_batch("SELECT replace('a', 'b', 'c'), instr('a', 'b'); PRAGMA user_version = 3").unwrap();
}

#[test]
fn a_step_that_asks_for_json_is_not_taken() {
    let steps = [&STEPS[..], &["UPDATE device SET person = json_remove(person, '$.role')"]].concat();
    take(&mut connect(":memory:"), &STEPS).unwrap();
    assert!(take(&mut connect(":memory:"), &steps).is_err());
    take(&mut Connection::open_in_memory().unwrap(), &steps).unwrap();
}

#[test]
fn no_step_says_what_the_browser_does_not_read() {
    let words = || STEPS.iter().flat_map(|step| step.split_whitespace());
    assert!(words().any(|word| word == "CREATE"));
    for unread in WORDS_LEFT_OUT.iter().flat_map(|(_, words)| *words) {
        assert!(!words().any(|word| word.eq_ignore_ascii_case(unread)), "{unread}");
    }
}

#[test]
fn each_flag_of_the_browsers_sqlite_is_known_here() {
    let config = include_str!("../../../../../.cargo/config.toml");
    let (_, config) = config.split_once("SQLITE_WASM_RS_FLAGS").unwrap();
    let flags: BTreeSet<&str> = config
        .split_whitespace()
        .map(|word| word.trim_matches('"'))
        .filter(|word| word.starts_with("-U") || word.starts_with("-D"))
        .collect();
    let of_sql = LEFT_OUT.iter().chain(&PRAGMAS_LEFT_OUT).chain(&WORDS_LEFT_OUT);
    let known = of_sql.map(|(flag, _)| *flag).chain(NOT_OF_SQL);
    assert_eq!(flags, known.collect());
}
