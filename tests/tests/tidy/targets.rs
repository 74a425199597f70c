//! `make test-fast` runs every test that needs no browser, but for those that are named as slow.

use std::collections::BTreeSet;
use std::fs;

use crate::source::{none, paths, root};

/// The words after a name in the Makefile.
fn list(makefile: &str, name: &str) -> BTreeSet<String> {
    let joined = makefile.replace("\\\n", " ");
    let line = joined.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" := "));
    line.unwrap_or_else(|| panic!("the Makefile has no {name}"))
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

#[test]
fn each_target_of_tests_needs_a_browser_or_is_run_fast() {
    let makefile = fs::read_to_string(root().join("Makefile")).expect("the Makefile is there");
    let (fast, browser) = (list(&makefile, "FAST"), list(&makefile, "IN_BROWSERS"));
    let known: BTreeSet<String> = fast.union(&browser).cloned().collect();
    let targets: BTreeSet<String> = paths()
        .iter()
        .filter_map(|path| {
            let (_, below) = ["app/tests/", "server/tests/", "shared/tests/", "tests/tests/"]
                .iter()
                .find_map(|folder| path.strip_prefix(folder).map(|below| (folder, below)))?;
            let name = below.strip_suffix("/main.rs").or_else(|| below.strip_suffix(".rs"))?;
            (!name.contains('/')).then(|| name.to_owned())
        })
        .collect();
    let odd = known.symmetric_difference(&targets).chain(fast.intersection(&browser));
    none("name it in FAST or in IN_BROWSERS of the Makefile, once", odd.cloned().collect());
}

#[test]
fn each_test_that_is_named_as_slow_is_there() {
    let makefile = fs::read_to_string(root().join("Makefile")).expect("the Makefile is there");
    let tests: Vec<String> = paths()
        .iter()
        .filter(|path| path.ends_with(".rs"))
        .flat_map(|path| names(&fs::read_to_string(root().join(path)).expect("what is listed is there")))
        .collect();
    let gone =
        list(&makefile, "SLOW").into_iter().filter(|slow| !tests.iter().any(|name| name.contains(slow)));
    none("take it out of SLOW in the Makefile: no test has it in its name", gone.collect());
}

/// The names of the functions in a source.
fn names(source: &str) -> Vec<String> {
    let functions = source.split("fn ").skip(1);
    functions.filter_map(|rest| Some(rest.split_once('(')?.0.to_owned())).collect()
}
