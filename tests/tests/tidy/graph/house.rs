//! The graph of this house: all modules of the packages that are shipped.

use std::sync::LazyLock;

use super::names::{Graph, Use};
use crate::source::sources;

/// All modules of app, server and shared.
pub static HOUSE: LazyLock<Graph> = LazyLock::new(|| {
    let sources = sources(&["app/src/", "server/src/", "shared/src/"]);
    Graph::of(sources.iter().map(|source| (source.path.as_str(), source.text.as_str())))
});

/// Whether the path is the other one or stands below it.
pub fn within(path: &str, room: &str) -> bool {
    path.strip_prefix(room).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// What is named in a room, which there must be.
pub fn named_in(room: &str) -> impl Iterator<Item = &'static Use> {
    let named = |used: &&Use| within(&used.from, room);
    assert!(HOUSE.uses.iter().any(|used| named(&used)), "there is no {room}");
    HOUSE.uses.iter().filter(named)
}
