//! Every vector of ODK's own engine passes, but for those that are listed with their reason.

use std::path::Path;

use super::*;

/// The vectors that give something else, by their place in the file, with the line of behaviour.md that has it so. Where there is
/// none, the engine that they are of misses them itself, or a second engine gives what ours gives.
const LISTED: [(&[usize], &str, &str); 5] = [
    (
        &[1590, 1624, 1625],
        "| date('abc'); date('2019-02-30') |",
        "a date that is none is an empty answer here, never the text Invalid Date",
    ),
    (&[2067], "| regex |", "regex takes the whole text, as JavaRosa 5.1.0"),
    (&[1774, 1775], "", "a date in the words of a JavaScript engine is none (the engine itself misses it)"),
    (
        &[1703],
        "",
        "texts are equal as texts: two vectors say so, this one not, and the engine itself misses it",
    ),
    (
        &[2013, 2014, 2015, 2016, 2017, 2021, 2022],
        "",
        "number() of a date keeps the part of the day, as the vectors have it on which two engines agree",
    ),
];
/// The namespace axis is no part of OpenRosa.
const NO_OPENROSA: [usize; 1] = [1188];

#[test]
fn all_vectors_pass_but_those_that_are_listed() {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let vectors = above.map(|folder| folder.join("shared/oracle/xpath_vectors.json")).find(|it| it.is_file());
    let Some(vectors) = vectors else {
        eprintln!("SKIPPED: shared/oracle/xpath_vectors.json is not beside the repository");
        return;
    };
    let behaviour = std::fs::read_to_string(vectors.with_file_name("behaviour.md")).unwrap();
    LISTED.iter().for_each(|(_, line, _)| assert!(behaviour.contains(line), "not in behaviour.md: {line}"));
    let now = "2026-11-22T15:24:55Z".parse().unwrap();
    let outcome = outcome(&Arguments { vectors, json: true, now, zone: None }, Language::En).unwrap();
    let mut listed: Vec<usize> = LISTED.iter().flat_map(|(places, ..)| places.iter().copied()).collect();
    listed.extend(NO_OPENROSA);
    listed.sort();
    let missed: Vec<usize> = outcome.not_passed.iter().map(|miss| miss.index).collect();
    assert_eq!(missed, listed);
    let agreed = outcome.not_passed.iter().filter(|miss| miss.second_engine == "agree").count();
    assert_eq!((outcome.agree_passed + agreed, agreed), (2084, 7));
    assert_eq!(outcome.passed + outcome.failed + outcome.unsupported, 2309);
}
