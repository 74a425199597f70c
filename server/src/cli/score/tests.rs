//! The result, the doubts and the faults, to the byte, are the same however many threads judge the ballots.

use std::io::Write as _;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};

use super::*;

fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus/bac-kan-2019").join(name)
}

/// What is done to a line: a change that leaves it right, makes it doubtful, or breaks it.
fn changed(line: &str, how: u8) -> String {
    match how {
        0 => line.replacen("\"status\": \"valid\"", "\"status\": \"pending\"", 1),
        1 => line.replacen("\"place\": \"", "\"place\": \"9", 1),
        2 => line[..line.len() / 2].to_owned(),
        3 => line.replacen("2019.1", "1999.1", 1),
        4 => String::new(),
        5 => line.replacen("\": \"A\"", "\": \"B\"", 1),
        6 => line.replacen("\": \"A\"", "\": \"ZZ\"", 1),
        _ => line.to_owned(),
    }
}

#[test]
fn nobody_can_tell_how_many_threads_judged() {
    let (campaign, _) = crate::package::read(&sample("")).unwrap();
    let campaign = campaign.unwrap();
    let text = std::fs::read_to_string(sample("ballots.jsonl")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    // No line breaks a file that gives a result; ids come back, so that the order matters.
    let how = prop_oneof![200 => Just(9_u8), 3 => Just(0), 3 => Just(1), 3 => Just(4), 6 => Just(5)];
    let faults = proptest::collection::vec((any::<Index>(), 2_u8..=6), 0..3);
    let files = (1..=7_u8, proptest::collection::vec((0..lines.len(), how), 0..120), any::<Index>(), faults);
    for broken in [false, true] {
        let mut runner = TestRunner::new(Config { cases: 5, failure_persistence: None, ..Config::default() });
        let ran = runner.run(&files, |(threads, mut picked, at, faults)| {
            if broken {
                picked.insert(at.index(picked.len() + 1), (0, 2));
                for (at, how) in faults {
                    picked.insert(at.index(picked.len() + 1), (1, how));
                }
            }
            let mut file = tempfile::NamedTempFile::new().unwrap();
            for (line, how) in picked {
                writeln!(file, "{}", changed(lines[line], how)).unwrap();
            }
            let arguments = Arguments {
                package: sample(""),
                ballots: file.path().to_owned(),
                assessments: sample("assessments.jsonl"),
                adjustments: None,
                earlier: Vec::new(),
                json: false,
                strict: false,
            };
            let said = |threads: usize| match arguments.compute(&campaign, threads) {
                Ok((tables, doubts)) => (ByType(&tables).to_text(), doubts),
                Err(faults) => (String::new(), faults),
            };
            let (one, many) = (said(1), said(1 + usize::from(threads)));
            prop_assert_eq!(one.0.is_empty(), broken);
            prop_assert_eq!(one, many);
            Ok(())
        });
        ran.unwrap();
    }
}
