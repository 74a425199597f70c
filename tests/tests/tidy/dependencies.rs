//! Who may see whom: the architecture's invariants, read from the graph of the modules.

use crate::graph::{HOUSE, Use, circles, named_in, within};
use crate::source::{none, sources};

/// The modules whose rooms stand in no circle: the packages, and what ARCHITECTURE names rooms of.
const HOUSES: [&str; 8] =
    ["shared", "shared::form", "server", "server::routes", "app", "app::device", "app::field", "app::office"];

/// What no module below `room` may name: the paths themselves, and what stands below them.
struct Rule {
    room: &'static str,
    never: &'static [&'static str],
}

const RULES: [Rule; 19] = [
    Rule { room: "shared", never: &["app", "server", "axum", "dioxus", "reqwest", "rusqlite", "tokio"] },
    Rule { room: "shared", never: &["web_sys", "js_sys", "std::fs", "std::net", "std::thread", "std::env"] },
    Rule { room: "shared", never: &["println", "eprintln", "print", "eprint", "dbg"] },
    Rule {
        room: "shared::sync",
        never: &["shared::form", "shared::index", "shared::campaign", "shared::check"],
    },
    Rule {
        room: "shared::form",
        never: &["shared::campaign", "shared::check", "shared::index", "shared::sync", "shared::wire"],
    },
    Rule {
        room: "shared::campaign",
        never: &["shared::check", "shared::index", "shared::sync", "shared::wire"],
    },
    Rule {
        room: "shared::ballot",
        never: &["shared::campaign", "shared::form", "shared::sync", "shared::wire"],
    },
    Rule { room: "shared::index", never: &["shared::sync", "shared::form::instance", "shared::form::xpath"] },
    Rule { room: "app", never: &["server", "axum"] },
    Rule { room: "server", never: &["app", "dioxus"] },
    Rule { room: "server::routes", never: &["server::store::sqlite"] },
    Rule { room: "server::http", never: &["server::store::sqlite", "server::routes"] },
    Rule {
        room: "server::service",
        never: &["server::store::sqlite", "server::routes", "server::http", "axum"],
    },
    Rule { room: "server::store", never: &["server::routes", "server::http", "server::service", "axum"] },
    Rule { room: "server::cli", never: &["server::routes", "axum"] },
    Rule {
        room: "app::address",
        never: &["app::ui", "app::field", "app::office", "app::screen", "app::shell"],
    },
    Rule { room: "app::ui", never: &["app::field", "app::office", "app::screen", "app::shell"] },
    Rule { room: "app::field", never: &["app::office", "app::screen", "app::shell", "reqwest"] },
    Rule { room: "app::office", never: &["app::field", "app::screen", "app::shell", "reqwest"] },
];

/// Of their own package these rooms see nothing but the others: page and worker of the device meet in the protocol.
const ONLY: [(&str, &[&str]); 5] = [
    ("app::platform", &[]),
    ("app::device::protocol", &[]),
    ("app::device::db", &["app::device::protocol"]),
    ("app::device::page", &["app::device::protocol", "app::platform"]),
    ("app::device::worker", &["app::device::db", "app::device::protocol", "app::net", "app::platform"]),
];

/// The rooms where SQL is spoken.
const SQL: [&str; 3] = ["server::store::sqlite", "app::device::db", "app::device::worker"];

/// How statements of SQL begin.
const STATEMENTS: [&str; 9] =
    ["SELECT ", "INSERT ", "UPDATE ", "DELETE FROM ", "CREATE ", "DROP ", "ALTER ", "PRAGMA ", "VACUUM"];

#[test]
fn no_room_stands_in_a_circle() {
    for house in HOUSES {
        assert!(HOUSE.uses.iter().any(|used| within(&used.from, house)), "there is no {house}");
    }
    none(
        "rooms look at each other one way",
        HOUSES.iter().flat_map(|house| circles(&HOUSE, house)).collect(),
    );
}

#[test]
fn no_room_sees_what_it_must_not() {
    let unseen = RULES.iter().flat_map(|rule| {
        named_in(rule.room).filter(|used| rule.never.iter().any(|never| within(&used.to, never)))
    });
    none("a room that must not be seen from there", unseen.map(Use::to_string).collect());
}

#[test]
fn page_and_worker_meet_in_the_protocol_and_the_browser_knows_nothing_of_the_app() {
    let others = ONLY.iter().flat_map(|(room, seen)| {
        let known = move |to: &str| within(to, room) || seen.iter().any(|seen| within(to, seen));
        named_in(room).filter(move |used| within(&used.to, "app") && !known(&used.to))
    });
    none("a room that must not be seen from there", others.map(Use::to_string).collect());
}

#[test]
fn only_the_stores_speak_sql() {
    let speaks = |from: &str| SQL.iter().any(|room| within(from, room));
    let is_sql = |text: &str| STATEMENTS.iter().any(|statement| text.trim_start().starts_with(statement));
    let (inside, outside): (Vec<_>, Vec<_>) =
        HOUSE.texts.iter().filter(|(_, _, text)| is_sql(text)).partition(|(_, from, _)| speaks(from));
    assert!(inside.len() > 50, "only {} statements found: does the test still see them?", inside.len());
    let mut found: Vec<String> =
        outside.into_iter().map(|(line, from, text)| format!("{line} {from} says {text:.60}")).collect();
    let named = HOUSE.uses.iter().filter(|used| within(&used.to, "rusqlite") && !speaks(&used.from));
    found.extend(named.map(Use::to_string));
    none("SQL belongs to a store", found);
}

#[test]
fn shared_asks_no_clock_and_no_chance() {
    let asks = ["SystemTime", "Instant::now", "Timestamp::now", "Zoned::now", "now_v7", "new_v4"];
    let ends = |to: &str, name: &str| to.strip_suffix(name).is_some_and(|before| before.ends_with("::"));
    let found = HOUSE
        .uses
        .iter()
        .filter(|used| within(&used.from, "shared") && asks.iter().any(|name| ends(&used.to, name)))
        .map(Use::to_string);
    none("time and randomness are parameters", found.collect());
}

/// The third file holds tests of forms, which are data.
#[test]
fn only_the_kinds_of_places_say_what_a_level_is_called() {
    let kinds =
        ["shared/src/places/place.rs", "shared/src/campaign/sheets.rs", "shared/src/form/properties.rs"];
    let mut found = Vec::new();
    let sources = sources(&["app/src/", "server/src/", "shared/src/"]);
    for source in sources.iter().filter(|source| !kinds.contains(&source.path.as_str())) {
        let named = source.code().filter(|(_, line)| line.to_lowercase().contains("district"));
        found.extend(named.map(|(number, _)| format!("{}:{number}", source.path)));
    }
    none("a place, a level or a unit type is no district", found);
}
