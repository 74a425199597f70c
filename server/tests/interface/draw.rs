//! `parindex draw`, as a person who prepares a survey runs it.

use std::process::{Command, Stdio};

use shared::sheet::{Book, Cell, Row, Sheet};
use tempfile::TempDir;

/// A folder with a list of 40 dossiers, once as text and once as a workbook.
fn lists() -> TempDir {
    let folder = TempDir::new().unwrap();
    let rows: Vec<[String; 2]> =
        (1..=40).map(|n| [format!("HS{n:03}"), format!("Nguyễn Văn {n}; tổ {n}")]).collect();
    let heads = ["Mã hồ sơ", "Họ tên"].map(str::to_owned);
    let mut text = "\u{feff}Mã hồ sơ;Họ tên\r\n".to_owned();
    rows.iter().for_each(|[code, name]| text.push_str(&format!("{code};\"{name}\"\r\n")));
    std::fs::write(folder.path().join("list.csv"), text).unwrap();
    let row = |(number, cells): (u32, &[String; 2])| Row {
        number,
        cells: cells.iter().map(|text| Cell::Text(text.clone())).collect(),
    };
    let rows: Vec<Row> = (1..).zip(std::iter::once(&heads).chain(&rows)).map(row).collect();
    let notes = Row { number: 1, cells: vec![Cell::Text("Danh sách".into())] };
    let sheets =
        vec![Sheet { name: "Hướng dẫn".into(), rows: vec![notes] }, Sheet { name: "Hồ sơ".into(), rows }];
    let book = Book { file: "list.xlsx".into(), sheets };
    std::fs::write(folder.path().join("list.xlsx"), server::package::write_workbook(&book, 2026).unwrap())
        .unwrap();
    folder
}

fn draw(folder: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parindex"));
    command.arg("draw").args(arguments).current_dir(folder.path()).env("PARINDEX_LANGUAGE", "en");
    let done = command.stdin(Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
}

#[test]
fn a_list_gives_the_same_draw_as_text_and_as_workbook_and_the_digest_tells_that_it_is_the_same() {
    let folder = lists();
    let drawn = |list| draw(&folder, &[list, "--seed", "QĐ 1032", "--number", "5", "--replacements", "3"]);
    let (status, out, err) = drawn("list.csv");
    assert_eq!(status, 0, "{err}");
    assert_eq!(drawn("list.xlsx"), (status, out.clone(), err.clone()));
    let lines: Vec<&str> = out.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!((lines.len(), lines[0]), (9, "Order,Drawn as,Row in the list,Mã hồ sơ,Họ tên"));
    // What a program of others computed from the method, as the pure part's tests have it.
    for (nth, place) in [37, 5, 10, 25, 29, 8, 39, 16].into_iter().enumerate() {
        let (kind, n) = (if nth < 5 { "asked" } else { "replacement" }, place + 1);
        let row = format!("{},{kind},{},HS{n:03},\"Nguyễn Văn {n}; tổ {n}\"", nth + 1, n + 1);
        assert_eq!(lines[nth + 1], row);
    }
    assert!(
        err.starts_with("Drawn 5 of 40 rows and 3 replacements") && err.contains("Seed: “QĐ 1032”"),
        "{err}"
    );
    let more = draw(&folder, &["list.csv", "--seed", "QĐ 1032", "--number", "6"]).1;
    assert!(
        more.contains("6,asked,") && more.contains("12,replacement,") && !more.contains("\n13,"),
        "{more}"
    );
    // 40 / (1 + 40 · 0.01) = 28.6: the rest of the list are replacements.
    let by_error = draw(&folder, &["list.csv", "--seed", "x", "--error", "0,1"]);
    assert!(by_error.2.starts_with("Drawn 29 of 40 rows and 11 replacements"), "{}", by_error.2);
}

#[test]
fn what_would_make_a_draw_unfair_is_named_by_file_sheet_and_row() {
    let folder = lists();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("twice.csv", "a,b\n1,x\n2,y\n1,x\n");
    write("mac.csv", "a,b\n1,Nguyễn\n1,Nguye\u{302}\u{303}n\n");
    write("shifted.csv", "a,b\n1,x\n2,y,z\n");
    write("heads.csv", "a,a\n1,x\n");
    write("empty.csv", "a,b\n");
    write("none.csv", "");
    let text = |text: &str| Cell::Text(text.into());
    let rows = vec![
        Row { number: 1, cells: vec![text("Mã")] },
        Row { number: 4, cells: vec![text("HS1")] },
        Row { number: 7, cells: vec![text("HS1")] },
    ];
    let book = Book { file: "b".into(), sheets: vec![Sheet { name: "Hồ sơ".into(), rows: rows.clone() }] };
    let two = Book {
        file: "b".into(),
        sheets: vec![Sheet { name: "T1".into(), rows: rows.clone() }, Sheet { name: "T2".into(), rows }],
    };
    for (name, book) in [("book.xlsx", book), ("two.xlsx", two)] {
        std::fs::write(folder.path().join(name), server::package::write_workbook(&book, 2026).unwrap())
            .unwrap();
    }
    for (list, said) in [
        ("twice.csv", "twice.csv, line 4: This row says the same as row 2"),
        ("mac.csv", "mac.csv, line 3: This row says the same as row 2"),
        ("shifted.csv", "shifted.csv, line 3: A cell of this row stands outside"),
        ("heads.csv", "heads.csv, line 1, column a: "),
        ("empty.csv", "empty.csv: The sheet has no row."),
        ("none.csv", "none.csv: The file has no sheet"),
        ("book.xlsx", "book.xlsx, sheet Hồ sơ, row 7: This row says the same as row 4"),
        ("two.xlsx", "two.xlsx: Several sheets hold something: T1, T2."),
        ("absent.csv", "absent.csv: "),
    ] {
        let (status, out, err) = draw(&folder, &[list, "--seed", "x", "--number", "1"]);
        assert_eq!((status, &*out), (1, ""), "{list}");
        assert!(err.starts_with(said) && err.lines().count() == 1, "{list}: {err}");
    }
    let (status, out, err) = draw(&folder, &["list.csv", "--seed", "x", "--number", "41"]);
    assert!(
        (status, &*out) == (1, "") && err.contains("41 are to be drawn, and the list has 40 rows"),
        "{err}"
    );
    assert_eq!(draw(&folder, &["list.csv", "--seed", " ", "--number", "1"]).0, 1);
    for wrong in [
        &["list.csv", "--seed", "x"][..],
        &["list.csv", "--number", "1"],
        &["list.csv", "--seed", "x", "--error", "5"],
    ] {
        assert_eq!(draw(&folder, wrong).0, 2, "{wrong:?}");
    }
}
