//! `parindex`, as scripts meet it: what it prints, and its exit status.

use std::path::Path;
use std::process::{Command, Output};

use shared::problem::Diagnostic;
use tempfile::TempDir;

use crate::sample;

fn parindex(data: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parindex"));
    command.args(arguments).env("PARINDEX_DATA", data).env("PARINDEX_LANGUAGE", "en");
    command.stdin(std::process::Stdio::null()).output().unwrap()
}

fn said(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_package_is_imported_with_its_results_and_rebuilt() {
    let data = TempDir::new().unwrap();
    let path = |name: &str| sample::path(name).display().to_string();
    let (package, ballots, assessments) = (path(""), path("ballots.jsonl"), path("assessments.jsonl"));
    let arguments = ["import", &package, "--ballots", &ballots, "--assessments", &assessments, "--close"];
    let (status, out, err) = said(&parindex(data.path(), &arguments));
    assert_eq!((status, &*err), (0, ""));
    assert!(
        out.contains("7 new form versions, 1,034 new ballots") && out.contains("1,501 assessments"),
        "{out}"
    );
    let dates = ["--year", "2026", "--opens", "2026-11-01", "--closes", "2026-12-31"];
    let practice = [&["import", &*package, "--as", "tap-huan"], &dates[..]].concat();
    assert_eq!(said(&parindex(data.path(), &practice)).0, 0);
    let over = [&["import", &*package, "--as", sample::ID], &dates[..]].concat();
    let (status, _, err) = said(&parindex(data.path(), &over));
    assert!(status == 1 && err.contains("does not become one for practice"), "{err}");
    let (status, out, _) = said(&parindex(data.path(), &["rebuild"]));
    assert!(status == 0 && out.contains("1,034"), "{out}");
    let mode = std::os::unix::fs::PermissionsExt::mode(
        &std::fs::metadata(data.path().join("parindex.db")).unwrap().permissions(),
    );
    assert_eq!(mode & 0o077, 0, "the store is its owner's alone");
}

#[test]
fn wrong_input_ends_with_1_and_wrong_use_with_2() {
    let data = TempDir::new().unwrap();
    let (status, out, err) = said(&parindex(data.path(), &["import", "no-such-package", "--json"]));
    assert_eq!((status, &*err), (1, ""));
    let diagnostics: Vec<Diagnostic> = serde_json::from_str(&out).unwrap();
    assert_eq!(diagnostics[0].at.file, "no-such-package");
    let package = sample::path("").display().to_string();
    let (status, _, err) = said(&parindex(data.path(), &["account", "assign", "nobody", "--campaign", "x"]));
    assert_eq!((status, err.trim()), (1, "There is no account “nobody”."));
    let bad_id = ["import", &*package, "--as", "Tập huấn", "--year", "1", "--opens", "x", "--closes", "y"];
    assert_eq!(said(&parindex(data.path(), &bad_id)).0, 1);
    for wrong in
        [&["import"][..], &["import", &*package, "--as", "x"], &["serve", "--tls-cert", "c"], &["fly"]]
    {
        let (status, _, err) = said(&parindex(data.path(), wrong));
        assert!(status == 2 && !err.is_empty(), "{wrong:?}: {err}");
    }
}

#[test]
fn no_store_is_made_in_a_folder_that_nobody_named() {
    let here = TempDir::new().unwrap();
    let package = sample::path("").display().to_string();
    let unnamed = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_parindex"));
        command.args(arguments).current_dir(here.path()).env_remove("PARINDEX_DATA");
        said(&command.env("PARINDEX_LANGUAGE", "en").stdin(std::process::Stdio::null()).output().unwrap())
    };
    let (import, account) = (&["import", &package][..], &["account", "add", "chi", "--role", "viewer"][..]);
    for arguments in [import, account] {
        let (status, out, err) = unnamed(arguments);
        assert_eq!((status, &*out), (1, ""), "{arguments:?}");
        assert!(err.contains("--data"), "{err}");
        assert_eq!(std::fs::read_dir(here.path()).unwrap().count(), 0, "{arguments:?}");
    }
    // Where it is named it is made, and then it is known by its usual name.
    assert_eq!(unnamed(&[account, &["--data", "data"]].concat()).0, 0);
    assert_eq!(unnamed(import).0, 0);
    assert!(here.path().join("data/parindex.db").is_file());
}

#[test]
fn a_campaign_that_is_not_here_is_answered_with_those_that_are() {
    let data = TempDir::new().unwrap();
    assert_eq!(said(&parindex(data.path(), &["account", "add", "chi", "--role", "interviewer"])).0, 0);
    let list = data.path().join("list.csv");
    std::fs::write(&list, "username,name,role,places\nlan,Lan,interviewer,01837\n").unwrap();
    let list = list.display().to_string();
    let lines = data.path().join("ballots.jsonl").display().to_string();
    let ask = [
        &["export", "--ballots", &lines, "--campaign", "nope"][..],
        &["account", "assign", "chi", "--campaign", "nope", "01837"],
        &["account", "bulk", &list, "--campaign", "nope"],
    ];
    for arguments in ask {
        let (status, out, err) = said(&parindex(data.path(), arguments));
        assert_eq!((status, &*out), (1, ""), "{arguments:?}");
        assert!(err.contains("holds no campaign yet"), "{arguments:?}: {err}");
    }
    let package = sample::path("").display().to_string();
    assert_eq!(said(&parindex(data.path(), &["import", &package])).0, 0);
    for arguments in ask {
        let (status, out, err) = said(&parindex(data.path(), arguments));
        assert_eq!((status, &*out), (1, ""), "{arguments:?}");
        assert!(err.contains("no campaign “nope”; it has: bac-kan-2019"), "{arguments:?}: {err}");
    }
}

#[test]
fn accounts_are_made_on_the_command_line() {
    let data = TempDir::new().unwrap();
    let (status, out, _) = said(&parindex(data.path(), &["account", "add", "chi", "--role", "admin"]));
    assert_eq!(status, 0);
    let password = out.split("Password: ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap();
    assert_eq!(password.len(), 16);
    let (status, _, err) = said(&parindex(data.path(), &["account", "add", "chi", "--role", "viewer"]));
    assert!(status == 1 && err.contains("chi"), "{err}");
    let (status, out, _) = said(&parindex(data.path(), &["account", "passwd", "chi"]));
    assert!(status == 0 && !out.contains(password), "another one");
    let (status, _, err) = said(&parindex(data.path(), &["account", "passwd", "chi", "--password-stdin"]));
    assert!(status == 1 && err.contains("8"), "an empty password is refused: {err}");
}

#[test]
fn a_form_looks_things_up_in_files_beside_it() {
    let folder = TempDir::new().unwrap();
    let form = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>F</h:title><model>
        <instance><d id="f"><k/><n/></d></instance><instance id="l" src="jr://file-csv/l.csv"/>
        <bind nodeset="/d/n" calculate="instance('l')/root/item[name = /d/k]/people"/></model></h:head><h:body>
        <select1 ref="/d/k"><itemset nodeset="instance('l')/root/item"><value ref="name"/><label ref="label"/></itemset>
        </select1></h:body></h:html>"#;
    let file = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).unwrap();
        folder.path().join(name).display().to_string()
    };
    let form = file("form.xml", form);
    let steps = file("steps.json", r#"[{"select": "/d/k", "values": ["x"]}]"#);
    let run = || said(&parindex(folder.path(), &["form", "run", &form, "--steps", &steps]));
    let (status, out, err) = run();
    assert!(status == 0 && out.contains("<k/><n/>") && err.contains("l.csv"), "{out}{err}");
    file("l.csv", "name,label,people\nx,Xã Vinh,7\n");
    let (status, out, err) = run();
    assert!(status == 0 && out.contains("<k>x</k><n>7</n>") && out.contains("Xã Vinh"), "{out}{err}");
    assert_eq!(err, "");
    let named = ["form", "run", &form, "--steps", &steps, "--files", "nowhere"];
    assert!(said(&parindex(folder.path(), &named)).2.contains("l.csv"));
}

#[test]
fn what_the_system_refuses_is_said_in_vietnamese_with_its_path() {
    let data = TempDir::new().unwrap();
    assert_eq!(said(&parindex(data.path(), &["account", "add", "chi", "--role", "viewer"])).0, 0);
    let at = |name: &str| data.path().join(name).display().to_string();
    let (archive, list, lines) = (at("none/x.zip"), at("none.csv"), at("none.jsonl"));
    let form = at("none.xlsx");
    let package = sample::path("").display().to_string();
    std::fs::write(at("file"), "").unwrap();
    for (arguments, path) in [
        (&["backup", &*archive][..], at("none")),
        (&["account", "bulk", &list], list.clone()),
        (&["draw", &list, "--seed", "a", "--number", "1"], list.clone()),
        (&["score", &package, "--ballots", &lines, "--assessments", &lines], lines.clone()),
        (
            &["run", &package, "--ballots", &lines, "--assessments", &lines, "--previous", &lines],
            lines.clone(),
        ),
        (&["form", "eval", "--vectors", &lines], lines.clone()),
        (&["serve", "--listen", "127.0.0.1:0", "--tls-cert", &lines, "--tls-key", &lines], lines.clone()),
        (&["serve", "--listen", "192.0.2.1:80"], "192.0.2.1:80".to_owned()),
        (&["doctor", "--data", &at("file/below")], at("file/below")),
        (&["import", &package, "--data", &at("file/below")], at("file/below")),
        (&["form", "check", &form], "none.xlsx".to_owned()),
    ] {
        let (status, _, err) = said(&parindex(data.path(), &[arguments, &["--language", "vi"]].concat()));
        assert_eq!(status, 1, "{arguments:?}: {err}");
        assert!(err.contains(&path), "{arguments:?}: {err}");
        for english in ["os error", "No such", "Not a directory", "denied", "Cannot"] {
            assert!(!err.contains(english), "{arguments:?}: {err}");
        }
    }
}

#[test]
fn a_folder_with_other_campaigns_is_none_to_try_things_in() {
    let data = TempDir::new().unwrap();
    let package = sample::path("").display().to_string();
    for id in [sample::ID, sample::TWO_TIERS] {
        let package = sample::folder(id).display().to_string();
        assert_eq!(said(&parindex(data.path(), &["import", &package])).0, 0, "{id}");
    }
    let demo = ["demo", "--package", &package, "--listen", "127.0.0.1:0", "--language", "vi"];
    let (status, _, err) = said(&parindex(data.path(), &demo));
    assert!(status == 1 && err.contains("đã có đợt khác"), "{err}");
}
