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

#[test]
fn routes_hold_no_sql_and_services_neither_sql_nor_axum() {
    never("server/src/routes/", &["rusqlite", "SELECT ", "INSERT ", "UPDATE "]);
    never("server/src/service/", &["rusqlite", "SELECT ", "INSERT ", "UPDATE ", "axum"]);
}

#[test]
fn only_the_store_speaks_sql() {
    never("server/src/cli/", &["rusqlite"]);
    never("app/src/ui/", &["rusqlite"]);
    never("app/src/field/", &["rusqlite", "reqwest"]);
    never("app/src/office/", &["rusqlite", "reqwest"]);
}
