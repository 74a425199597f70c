//! Circles between the rooms of a module, with the lines that close them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::names::{Graph, Use};

/// Lines named for one step of a circle; the others show once these are gone.
const LINES: usize = 4;

/// The steps from room to room within a module, each with the places that make it.
type Steps<'a> = BTreeMap<&'a str, BTreeMap<&'a str, Vec<&'a Use>>>;

/// The circles between the rooms that lie directly in a module, each as a text for who must open it.
pub fn circles(graph: &Graph, module: &str) -> Vec<String> {
    let steps = steps(graph, module);
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for start in steps.keys() {
        if let Some(circle) =
            shortest(&steps, start).filter(|circle| !circle.iter().any(|room| seen.contains(room)))
        {
            found.push(told(&steps, module, &circle));
            seen.extend(circle);
        }
    }
    found
}

/// The room of a module that a path lies in.
fn room<'a>(module: &str, path: &'a str) -> Option<&'a str> {
    let inside = path.strip_prefix(module)?.strip_prefix("::")?;
    Some(inside.split("::").next().unwrap_or(inside))
}

fn steps<'a>(graph: &'a Graph, module: &str) -> Steps<'a> {
    let mut steps = Steps::new();
    let rooms: BTreeSet<&str> = graph.uses.iter().filter_map(|used| room(module, &used.from)).collect();
    for used in &graph.uses {
        let (Some(from), Some(to)) = (room(module, &used.from), room(module, &used.to)) else { continue };
        if from != to && rooms.contains(to) {
            steps.entry(from).or_default().entry(to).or_default().push(used);
        }
    }
    steps
}

/// The shortest way from a room back to it, first room first.
fn shortest<'a>(steps: &Steps<'a>, start: &'a str) -> Option<Vec<&'a str>> {
    let mut ways = VecDeque::from([vec![start]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        for next in way.last().and_then(|last| steps.get(last)).into_iter().flat_map(BTreeMap::keys) {
            if *next == start {
                return Some(way);
            }
            if seen.insert(*next) {
                ways.push_back(way.iter().copied().chain([*next]).collect());
            }
        }
    }
    None
}

fn told(steps: &Steps<'_>, module: &str, circle: &[&str]) -> String {
    let mut text = format!("in {module}: {}", circle.join(" -> "));
    for (from, to) in circle.iter().zip(circle.iter().cycle().skip(1)) {
        let places = &steps[from][to];
        text += &format!("\n    {from} names {to} in {} places:", places.len());
        for used in places.iter().take(LINES) {
            text += &format!("\n      {used}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOMS: [(&str, &str); 4] = [
        ("server/src/lib.rs", "mod http; mod routes; mod store;"),
        ("server/src/http/mod.rs", "mod access; pub use access::Access;"),
        ("server/src/http/access.rs", "pub struct Access;"),
        ("server/src/store.rs", "pub struct Store;"),
    ];

    fn planted(files: &[(&'static str, &'static str)]) -> Vec<String> {
        circles(&Graph::of(ROOMS.into_iter().chain(files.iter().copied())), "server")
    }

    #[test]
    fn a_planted_circle_is_found_with_the_lines_that_close_it() {
        let one_way = ("server/src/routes.rs", "use crate::http::Access;\npub struct Server(Access);");
        assert_eq!(planted(&[one_way]), Vec::<String>::new());
        let others = [
            ("server/src/http/check.rs", "\nuse crate::routes::Server;"),
            ("server/src/http/check.rs", "\nfn check(server: &crate::routes::Server) {}"),
            ("server/src/http/check.rs", "\nfn check() { told!(of = super::super::routes::Server::new()) }"),
            ("server/src/http/check.rs", "\nuse crate::{routes as all}; fn check(server: all::Server) {}"),
        ];
        for back in others {
            let found = planted(&[one_way, back]);
            assert_eq!(found.len(), 1, "{back:?}: {found:?}");
            for line in ["http -> routes", "server/src/routes.rs:1 ", "server/src/http/check.rs:2 "] {
                assert!(found[0].contains(line), "{back:?}: no {line} in {}", found[0]);
            }
        }
        let in_tests = ("server/src/http/check.rs", "#[cfg(test)] mod tests { use crate::routes::Server; }");
        assert_eq!(planted(&[one_way, in_tests]), Vec::<String>::new());
    }

    #[test]
    fn a_circle_over_three_rooms_and_a_re_export_is_found() {
        let found = planted(&[
            ("server/src/routes.rs", "use crate::http::Access;"),
            ("server/src/http/check.rs", "use crate::store::Store;"),
            ("server/src/store/sqlite.rs", "fn a() { crate::routes::b() }"),
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("http -> store -> routes"), "{}", found[0]);
    }
}
