//! Who may see whom: the architecture's invariants, read from the sources.

use crate::source::{none, sources};

/// Below the folder, none of the words may stand in code.
fn never(folder: &str, words: &[&str]) {
    let mut found = Vec::new();
    for source in sources(&[folder]) {
        for (number, line) in source.code() {
            if let Some(word) = words.iter().find(|word| line.contains(**word)) {
                found.push(format!("{}:{number} names {word}", source.path));
            }
        }
    }
    none(&format!("{folder} must not see it"), found);
}

#[test]
fn shared_is_pure() {
    never(
        "shared/src/",
        &[
            "std::fs",
            "std::net",
            "std::thread",
            "std::env",
            "SystemTime",
            "Instant::",
            "Timestamp::now",
            "now_v7",
            "new_v4",
            "rusqlite",
            "axum",
            "dioxus",
            "reqwest",
            "tokio",
            "web_sys",
            "js_sys",
            "println!",
            "eprintln!",
        ],
    );
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

#[test]
fn sync_knows_neither_forms_nor_the_index() {
    never("shared/src/sync/", &["crate::form", "crate::index", "crate::campaign"]);
}

#[test]
fn form_knows_no_index() {
    never("shared/src/form/", &["crate::index", "crate::sync"]);
}

#[test]
fn the_index_knows_no_sync_and_no_interview() {
    never("shared/src/index/", &["crate::sync", "form::Instance", "form::expr", "appearance"]);
}

#[test]
fn app_and_server_never_see_each_other() {
    never("app/src/", &["server::", "axum"]);
    never("server/src/", &["app::", "dioxus"]);
}

/// Below the folder, whatever is named of the crate lies in one of the rooms.
fn sees_only(folder: &str, rooms: &[&str]) {
    let mut found = Vec::new();
    for source in sources(&[folder]) {
        for (number, line) in source.code() {
            let named = line.split("crate::").skip(1).filter(|_| !line.contains("$crate::"));
            let other = |path: &&str| !rooms.iter().any(|room| path.starts_with(room));
            found.extend(named.filter(other).map(|path| format!("{}:{number} names {path}", source.path)));
        }
    }
    none(&format!("{folder} sees only {rooms:?}"), found);
}

#[test]
fn the_browser_knows_nothing_of_the_app() {
    sees_only("app/src/platform/", &[]);
}

#[test]
fn page_and_worker_meet_in_the_protocol() {
    sees_only("app/src/device/protocol", &[]);
    sees_only("app/src/device/db/", &["device::db::", "device::protocol::"]);
    sees_only("app/src/device/page/", &["device::protocol::", "platform"]);
    sees_only(
        "app/src/device/worker/",
        &["device::worker::", "device::db::", "device::protocol::", "net", "platform"],
    );
    never("app/src/device/", &["super::super::"]);
}

#[test]
fn routes_hold_no_sql_and_services_neither_sql_nor_axum() {
    never("server/src/routes/", &["rusqlite", "SELECT ", "INSERT ", "UPDATE "]);
    never("server/src/service/", &["rusqlite", "SELECT ", "INSERT ", "UPDATE ", "axum"]);
}

#[test]
fn only_the_store_speaks_sql() {
    never("server/src/cli/", &["rusqlite"]);
    never("app/src/ui/", &["rusqlite"]);
    never("app/src/screen/", &["rusqlite"]);
    never("app/src/platform/", &["rusqlite"]);
    never("app/src/device/page/", &["rusqlite"]);
    never("app/src/field/", &["rusqlite", "reqwest"]);
    never("app/src/office/", &["rusqlite", "reqwest"]);
}
