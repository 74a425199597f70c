//! `parindex score` on the samples, through the real binary.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use tests::binary::parindex;
use tests::edition::changed;
use tests::sample;

fn score(ballots: &Path, assessments: &Path, options: &[&str]) -> Output {
    score_of(sample::WHOLE[0], ballots, assessments, options)
}

fn score_of(campaign: &str, ballots: &Path, assessments: &Path, options: &[&str]) -> Output {
    let mut command = Command::new(parindex());
    command.arg("score").arg(sample::folder(campaign)).args(options).env_remove("PARINDEX_LANGUAGE");
    command.arg("--ballots").arg(ballots).arg("--assessments").arg(assessments).output().unwrap()
}

fn written(folder: &tempfile::TempDir, name: &str, lines: &[String]) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, lines.join("\n")).unwrap();
    path
}

fn lines(name: &str) -> Vec<String> {
    lines_of(sample::WHOLE[0], name)
}

fn lines_of(campaign: &str, name: &str) -> Vec<String> {
    fs::read_to_string(sample::folder(campaign).join(name)).unwrap().lines().map(str::to_owned).collect()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn expected(campaign: &str) -> String {
    fs::read_to_string(sample::folder(campaign).join("expected.json")).unwrap()
}

#[test]
fn each_sample_gives_the_expected_result_to_the_byte() {
    for (campaign, sizes) in sample::WHOLE.into_iter().zip([[19, 8], [13, 92]]) {
        let file = |name: &str| sample::folder(campaign).join(name);
        let output = score_of(campaign, &file("ballots.jsonl"), &file("assessments.jsonl"), &["--json"]);
        assert_eq!(output.status.code(), Some(0), "{campaign}");
        // No ballot is doubted. In one sample units are excused without a reason, which is flagged and counts.
        let flagged =
            if campaign == sample::WHOLE[0] { "" } else { "(33 dòng, đầu tiên: 345, 502, 705, 738)" };
        let said = text(&output.stderr).trim_end();
        assert!(said.ends_with(flagged) && said.lines().count() <= 1, "{campaign}: {said}");
        assert_eq!(said.is_empty(), flagged.is_empty(), "{campaign}: {said}");
        let result: Value = serde_json::from_slice(&output.stdout).unwrap();
        let units = result.as_object().unwrap().values().map(|units| units.as_array().unwrap().len());
        assert_eq!(units.collect::<Vec<_>>(), sizes, "{campaign}");
        assert!(text(&output.stdout) == expected(campaign), "not the expected.json of {campaign}");
    }
}

#[test]
fn ballots_in_another_order_and_repeated_give_the_same_result() {
    for campaign in sample::WHOLE {
        let folder = tempfile::tempdir().unwrap();
        let mut ballots = lines_of(campaign, "ballots.jsonl");
        ballots.reverse();
        let repeated: Vec<_> = ballots.iter().step_by(3).cloned().collect();
        ballots.extend(repeated);
        ballots.rotate_left(500);
        let mut assessments = lines_of(campaign, "assessments.jsonl");
        assessments.reverse();
        let ballots = written(&folder, "ballots.jsonl", &ballots);
        let assessments = written(&folder, "assessments.jsonl", &assessments);
        let output = score_of(campaign, &ballots, &assessments, &["--json"]);
        assert!(text(&output.stdout) == expected(campaign), "not the expected.json of {campaign}");
    }
}

#[test]
fn a_unit_that_is_not_fully_appraised_is_incomplete_and_the_others_move_up() {
    let folder = tempfile::tempdir().unwrap();
    let is_it = |line: &String| line.contains("\"SGTVT\"") && line.contains("\"1.1.1\"");
    let mut assessments = lines("assessments.jsonl");
    let place = assessments.iter().position(is_it).unwrap();
    assessments.remove(place);
    let output = score(
        &sample::file("ballots.jsonl"),
        &written(&folder, "assessments.jsonl", &assessments),
        &["--json"],
    );
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    let unit = |code: &str| {
        let units = result["department"].as_array().unwrap();
        units.iter().find(|unit| unit["unit"] == code).unwrap().clone()
    };
    let (first, second) = (unit("SGTVT"), unit("SKHDT"));
    assert_eq!(first["missing"], json!(["1.1.1"]));
    assert_eq!([&first["total"], &first["total_exact"], &first["rank"], &first["class"]], [&Value::Null; 4]);
    assert_eq!((&first["survey"], &second["rank"]), (&json!("20.96"), &json!(1)));
}

#[test]
fn faults_are_named_with_their_line_and_no_result_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let mut ballots = lines("ballots.jsonl");
    ballots[4] = ballots[4].replace("2019.1", "2019.2");
    ballots.push("{".to_owned());
    let ballots = written(&folder, "ballots.jsonl", &ballots);
    let assessments =
        written(&folder, "assessments.jsonl", &["{\"unit\": \"SNV\", \"code\": \"1.6.1\"}".to_owned()]);

    let output = score(&ballots, &assessments, &["--language", "en"]);
    assert_eq!((text(&output.stdout), output.status.code()), ("", Some(1)));
    let shown = text(&output.stderr);
    for part in [
        "ballots.jsonl, line 5, ballot ",
        ": The ballot is of version 2019.2",
        "line 1035: The line cannot be read",
        "assessments.jsonl, line 1: please look: The leaf 1.6.1",
    ] {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }

    let output = score(&ballots, &assessments, &["--json"]);
    assert_eq!((text(&output.stderr), output.status.code()), ("", Some(1)));
    let faults: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(faults[0]["at"]["row"], 5);
    assert_eq!(faults[0]["problem"]["code"], "ballot.version_unknown");
    assert_eq!(faults.as_array().unwrap().len(), 3);
}

#[test]
fn without_json_people_get_a_table_in_their_language() {
    let output = score(&sample::file("ballots.jsonl"), &sample::file("assessments.jsonl"), &[]);
    let shown = text(&output.stdout);
    assert!(shown.contains("Hạng") && shown.contains("92,46  Xuất sắc"), "{shown}");
    let english = ["--language", "en"];
    let output = score(&sample::file("ballots.jsonl"), &sample::file("assessments.jsonl"), &english);
    assert!(text(&output.stdout).contains("92.46  Excellent"));
}

#[test]
fn wrong_use_has_a_status_of_its_own() {
    let output = Command::new(parindex()).arg("score").arg(sample::package()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(score(Path::new("a"), Path::new("b"), &["--surely"]).status.code(), Some(2));
}

#[test]
fn files_in_which_nothing_counts_are_named() {
    let folder = tempfile::TempDir::new().unwrap();
    let empty = written(&folder, "empty.jsonl", &[String::new(), " ".to_owned()]);
    let pending: Vec<String> =
        lines("ballots.jsonl")[..3].iter().map(|line| line.replacen("\"valid\"", "\"pending\"", 1)).collect();
    let pending = written(&folder, "pending.jsonl", &pending);
    let assessments = sample::file("assessments.jsonl");
    for (ballots, assessments, said) in [
        (&empty, &assessments, "empty.jsonl: please look: The file holds no ballot"),
        (
            &pending,
            &assessments,
            "pending.jsonl: please look: The file has 3 lines, but no ballot of it counts",
        ),
        (&sample::file("ballots.jsonl"), &empty, "empty.jsonl: please look: The file holds no assessment"),
    ] {
        let output = score(ballots, assessments, &["--json", "--language", "en", "--strict"]);
        assert_eq!(output.status.code(), Some(0));
        assert!(text(&output.stderr).contains(said), "{}", text(&output.stderr));
        assert_eq!(text(&output.stderr).lines().count(), 1, "{}", text(&output.stderr));
    }
}

#[test]
fn ballots_of_an_earlier_version_are_counted_by_form_and_scored_with_its_package() {
    // The newer package has another version of one form; all ballots were taken with the earlier one.
    let newer = changed("P7", &[("2019.1", "2019.2")]).unwrap();
    let ballots = sample::file("ballots.jsonl");
    let run = |package: &Path, earlier: &[&Path]| {
        let mut command = Command::new(parindex());
        command.arg("score").arg(package).args(["--json", "--language", "en"]);
        earlier.iter().for_each(|path| _ = command.arg("--earlier").arg(path));
        let assessments = sample::file("assessments.jsonl");
        command.arg("--ballots").arg(&ballots).arg("--assessments").arg(assessments).output().unwrap()
    };
    let output = run(newer.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    let valid = |line: &&String| line.contains("\"P7\"") && line.contains("\"valid\"");
    let all = lines("ballots.jsonl");
    let missing = all.iter().filter(valid).count();
    let faults: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(faults.len(), missing);
    assert!(faults.iter().all(|fault| fault["problem"]["params"]["version"] == "2019.1"));
    let output = run(newer.path(), &[&sample::package()]);
    assert_eq!((text(&output.stderr), output.status.code()), ("", Some(0)));
    assert_eq!(text(&output.stdout), expected(sample::WHOLE[0]));
    let output = run(newer.path(), &[&sample::folder(sample::WHOLE[1])]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("score.other_campaign"), "{}", text(&output.stdout));
}

#[test]
fn an_earlier_package_whose_columns_stand_elsewhere_has_the_same_versions_as_for_import() {
    let score = |edition: &[(&str, &str)]| {
        let earlier = changed("P7", edition).unwrap();
        let named = earlier.path().display().to_string();
        let (ballots, assessments) = (sample::file("ballots.jsonl"), sample::file("assessments.jsonl"));
        score(&ballots, &assessments, &["--json", "--language", "en", "--earlier", &named])
    };
    let moved = score(&[("<c r=\"P", "<c r=\"R")]);
    assert_eq!((text(&moved.stderr), moved.status.code()), ("", Some(0)));
    assert_eq!(text(&moved.stdout), expected(sample::WHOLE[0]));
    let reworded = score(&[("<t>Nam</t>", "<t>Nam giới</t>")]);
    assert_eq!(reworded.status.code(), Some(1));
    assert!(text(&reworded.stdout).contains("score.version_differs"), "{}", text(&reworded.stdout));
}
