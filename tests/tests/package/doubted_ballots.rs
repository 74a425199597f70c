//! Ballots that the check doubts, through the real binary: `score` counts and names them, `import` lets them wait, and
//! what a person decided stands. What the store holds goes out and in again unchanged.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;
use tests::binary::parindex;
use tests::sample;

fn run(arguments: &[&str], paths: &[(&str, &Path)]) -> Output {
    let mut command = Command::new(parindex());
    command.args(arguments).args(["--language", "en"]);
    paths.iter().for_each(|(name, path)| _ = command.arg(name).arg(path));
    command.output().expect("parindex runs")
}

fn score(ballots: &Path, options: &[&str]) -> Output {
    let package = sample::package();
    let arguments = [&["score", package.to_str().unwrap(), "--json"], options].concat();
    run(&arguments, &[("--ballots", ballots), ("--assessments", &sample::file("assessments.jsonl"))])
}

fn import(ballots: &Path, data: &Path) -> Output {
    let package = sample::package();
    run(&["import", package.to_str().unwrap()], &[("--ballots", ballots), ("--data", data)])
}

fn export(data: &Path, to: &Path) -> Vec<Value> {
    drop(fs::remove_file(to));
    let output = run(&["export", "--campaign", "bac-kan-2019"], &[("--data", data), ("--ballots", to)]);
    assert_eq!((said(&output.stderr), output.status.code()), ("", Some(0)));
    lines(&fs::read(to).unwrap())
}

fn said(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn lines(text: &[u8]) -> Vec<Value> {
    said(text).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn sample_lines() -> Vec<Value> {
    lines(&fs::read(sample::file("ballots.jsonl")).unwrap())
}

fn written(folder: &TempDir, name: &str, ballots: &[Value]) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, ballots.iter().map(|ballot| format!("{ballot}\n")).collect::<String>()).unwrap();
    path
}

/// The sample, its first P7 changed: procedures were denied, the answers about the units left in. Gives the place of it.
fn with_a_doubt() -> (Vec<Value>, usize) {
    let mut ballots = sample_lines();
    let is_full = |ballot: &Value| ballot["form"] == "P7" && ballot["status"] == "valid";
    let place = ballots.iter().position(is_full).unwrap();
    ballots[place]["answers"]["did_procedure"] = json!("no");
    (ballots, place)
}

fn decided(ballot: &mut Value) {
    ballot["decision"] = json!({"by": "an", "at": "2019-12-01T01:00:00Z", "reason": "Đã gọi lại"});
}

fn statuses(ballots: &[Value]) -> Vec<&str> {
    ballots.iter().map(|ballot| ballot["status"].as_str().unwrap()).collect()
}

#[test]
fn a_doubted_ballot_is_counted_and_named_and_strict_fails() {
    let folder = TempDir::new().unwrap();
    let (mut ballots, place) = with_a_doubt();
    let file = written(&folder, "doubted.jsonl", &ballots);
    let output = score(&file, &[]);
    let expected = fs::read_to_string(sample::file("expected.json")).unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(said(&output.stdout) == expected, "the ballot is counted as it was");
    let named =
        format!("line {}, ballot {}: please look: ", place + 1, ballots[place]["id"].as_str().unwrap());
    let stderr = said(&output.stderr);
    assert!(stderr.lines().count() > 0 && stderr.lines().all(|line| line.contains(&named)), "{stderr}");
    assert!(stderr.contains("by the other answers this was not asked"), "{stderr}");

    let strict = score(&file, &["--strict"]);
    assert_eq!(strict.status.code(), Some(1));
    assert!(said(&strict.stdout) == expected);
    assert!(said(&strict.stderr).contains("1 ballot should be looked at"), "{}", said(&strict.stderr));

    decided(&mut ballots[place]);
    let file = written(&folder, "decided.jsonl", &ballots);
    let output = score(&file, &["--strict"]);
    assert_eq!((said(&output.stderr), output.status.code()), ("", Some(0)));
    assert!(said(&output.stdout) == expected);
}

#[test]
fn one_doubt_about_many_ballots_is_one_line() {
    let folder = TempDir::new().unwrap();
    let mut ballots = sample_lines();
    for ballot in &mut ballots {
        ballot["answers"].as_object_mut().unwrap().remove("sex");
    }
    let output = score(&written(&folder, "ballots.jsonl", &ballots), &[]);
    let stderr = said(&output.stderr);
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert!(
        stderr.contains("sex: the answer is required") && stderr.contains("the first: 1, 2, 3, 4)"),
        "{stderr}"
    );
}

#[test]
fn import_lets_it_wait_and_respects_what_a_person_decided() {
    let folder = TempDir::new().unwrap();
    let (mut ballots, place) = with_a_doubt();
    let other = if place == 0 { 1 } else { 0 };
    ballots[other]["status"] = json!("pending");
    let (open, closed) = (folder.path().join("open"), folder.path().join("closed"));
    let output = import(&written(&folder, "doubted.jsonl", &ballots), &open);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output.stderr));
    assert!(said(&output.stderr).contains(&format!("line {}, ballot ", place + 1)));
    assert!(said(&output.stdout).contains("2 wait for review"), "{}", said(&output.stdout));
    let held = export(&open, &folder.path().join("open.jsonl"));
    assert_eq!(held[place]["status"], "pending");
    ballots[place]["status"] = json!("pending");
    assert_eq!(statuses(&held), statuses(&ballots));

    ballots[other]["status"] = json!("valid");
    ballots[place]["status"] = json!("valid");
    decided(&mut ballots[place]);
    let output = import(&written(&folder, "decided.jsonl", &ballots), &closed);
    assert_eq!((said(&output.stderr), output.status.code()), ("", Some(0)));
    for again in [false, true] {
        if again {
            assert_eq!(run(&["rebuild"], &[("--data", &closed)]).status.code(), Some(0));
        }
        let to = folder.path().join("closed.jsonl");
        let held = export(&closed, &to);
        assert_eq!(statuses(&held), statuses(&ballots), "again: {again}");
        assert_eq!(held[place]["decision"], ballots[place]["decision"]);
        let output = score(&to, &["--strict"]);
        assert_eq!((said(&output.stderr), output.status.code()), ("", Some(0)));
        assert!(said(&output.stdout) == fs::read_to_string(sample::file("expected.json")).unwrap());
    }
}

#[test]
fn what_cannot_be_counted_is_refused_at_its_line() {
    let folder = TempDir::new().unwrap();
    let whole = sample_lines();
    let unit = |ballot: &mut Value| ballot["answers"]["departments"][0]["unit"] = json!("XX");
    let option = |ballot: &mut Value| ballot["answers"]["departments"][0]["P1A_1"] = json!("Z");
    let form = |ballot: &mut Value| ballot["form"] = json!("P9");
    let group = |ballot: &mut Value| ballot["group"] = json!("G9");
    let changes: [&dyn Fn(&mut Value); 4] = [&unit, &option, &form, &group];
    for (number, change) in changes.iter().enumerate() {
        let mut ballots = whole[..3].to_vec();
        change(&mut ballots[1]);
        let file = written(&folder, "ballots.jsonl", &ballots);
        let data = folder.path().join(number.to_string());
        for output in [score(&file, &[]), import(&file, &data)] {
            assert_eq!(output.status.code(), Some(1), "{number}");
            let all = format!("{}{}", said(&output.stdout), said(&output.stderr));
            assert!(all.contains("line 2") || all.contains("\"row\": 2"), "{number}: {all}");
        }
    }
}

#[test]
fn export_says_what_is_not_there() {
    let (folder, out) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let to = out.path().join("ballots.jsonl");
    let output = run(&["export", "--campaign", "x"], &[("--data", folder.path()), ("--ballots", &to)]);
    assert_eq!((output.status.code(), said(&output.stdout)), (Some(1), ""));
    assert!(said(&output.stderr).contains("holds no data"), "{}", said(&output.stderr));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was made");
    let data = folder.path().join("data");
    import(&written(&folder, "ballots.jsonl", &[]), &data);
    let output = run(&["export", "--campaign", "x"], &[("--data", &data), ("--ballots", &to)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output.stderr).contains("“x”"), "{}", said(&output.stderr));
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0, "nothing was written");
}
