//! The ballots as a workbook: in each cell what the CSV table says, and the next sheet where one is full.

use std::process::Command;

use server::archive::Packing;
use server::package::open_workbook;
use server::service::export::{Workbook, look};
use shared::export::value;
use shared::sheet::{Book, Cell};

use crate::feed::python;
use crate::office_files::converted;
use crate::sample::{ID, another};
use crate::statistics::{served, table};

/// Says the first head and the number of rows of the first sheet.
const READ: &str = "\
import sys, openpyxl
sheet = openpyxl.load_workbook(sys.argv[1])['ballots']
print(sheet['A1'].value, sheet.max_row)
";

/// The rows of a sheet as texts.
pub fn rows(book: &Book, name: &str) -> Vec<Vec<String>> {
    let sheet = book.sheets.iter().find(|sheet| sheet.name == name).unwrap();
    let said = |cell: &Cell| match cell {
        Cell::Text(text) | Cell::Number(text) | Cell::Date(text) => text.trim().to_owned(),
        Cell::Empty => String::new(),
        other => panic!("{other:?}"),
    };
    sheet.rows.iter().map(|row| row.cells.iter().map(said).collect()).collect()
}

/// What a cell of a workbook says of one of the CSV table.
fn alike(found: &str, said: &str) -> bool {
    let cut: String = said.chars().take(32_767).collect();
    let moment = said.parse::<jiff::Timestamp>().is_ok_and(|moment| {
        let local = moment + jiff::SignedDuration::from_hours(7);
        found.get(..19) == local.to_string().get(..19) || found.get(..10) == local.to_string().get(..10)
    });
    found == cut.trim()
        || moment
        || matches!((found.parse::<f64>(), said.parse::<f64>()), (Ok(a), Ok(b)) if a == b)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_says_what_the_tables_say() {
    let (_served, client) = served().await;
    let answer = client.get(&format!("/api/campaigns/{ID}/ballots.xlsx")).await;
    assert_eq!(answer.status(), 200);
    let bytes = answer.bytes().await.unwrap();
    let book = open_workbook("ballots.xlsx", &bytes).unwrap();
    for (sheet, repeat) in [("ballots", ""), ("ballots-departments", "departments")] {
        let (found, table) = (rows(&book, sheet), table(&client, repeat).await);
        assert_eq!(found.len(), table.len(), "{sheet}");
        let mut compared = 0;
        for (cells, said) in found.iter().zip(&table) {
            for (at, said) in
                said.iter().enumerate().filter(|(at, _)| table[0][*at] != "ballot/other_answers")
            {
                let (cell, said) = (cells.get(at).map_or("", String::as_str), value(said));
                let fits = !(["hôm qua", "ba"].contains(&said));
                assert!(
                    !fits || alike(cell, said),
                    "{sheet}: {}: {cell:.100} instead of {said:.100}",
                    table[0][at]
                );
                compared += usize::from(!said.is_empty());
            }
        }
        assert!(compared > 100, "{sheet}");
    }
    if let Some(python) = python() {
        // openpyxl, by which pandas reads as well, wants what the schema wants.
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("ballots.xlsx");
        std::fs::write(&file, &bytes).unwrap();
        let output = Command::new(python).args(["-c", READ]).arg(&file).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let expected = rows(&book, "ballots").len();
        assert_eq!(said.trim(), format!("ballot/number {expected}"));
    }
    if let Some(text) = converted(&bytes, "xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1") {
        let text = text.replace('"', "");
        assert!(text.contains("ballot/number,ballot/id,") && text.contains("Xã Đồng Phúc"), "{text:.200}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_no_cell_takes_is_named_in_the_codebook() {
    let (served, client) = served().await;
    let asker = served.sign_in("dtv01").await;
    asker
        .put(&another(900, |it| _ = it.answers.insert("occupation".into(), "ă".repeat(40_000).into())))
        .await;
    let answer = client.get(&format!("/api/campaigns/{ID}/ballots.xlsx")).await;
    let book = open_workbook("ballots.xlsx", &answer.bytes().await.unwrap()).unwrap();
    let told = rows(&book, "Bảng mã biến");
    let remarked = |row: &&Vec<String>| row.last().is_some_and(|said| said.contains("dài quá 32.767 ký tự"));
    let columns: Vec<&str> = told.iter().filter(remarked).map(|row| &*row[2]).collect();
    assert_eq!(columns, ["occupation"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_sheet_is_full_the_next_begins_and_it_is_said() {
    let (served, client) = served().await;
    let moment = look(&served.site, ID.to_owned(), None).await.unwrap();
    let (mut making, mut packing, mut bytes) =
        (Workbook::with_sheets_of(&moment, Some("en"), 16), Packing::default(), Vec::new());
    while let Some(step) = making.step(&served.site).await.unwrap() {
        bytes.extend(packing.add(step.begun.as_deref(), &step.bytes).unwrap());
    }
    bytes.extend(packing.end().unwrap());
    let book = open_workbook("ballots.xlsx", &bytes).unwrap();
    let mut all = Vec::new();
    for name in ["ballots", "ballots (2)", "ballots (3)"] {
        let rows = rows(&book, name);
        assert!(rows.len() <= 16 && rows[0][0] == "ballot/number", "{name}");
        all.extend(rows[1..].iter().map(|row| row[0].clone()));
    }
    let table = table(&client, "").await;
    let numbers: Vec<String> = table[1..].iter().map(|row| row[0].clone()).collect();
    assert_eq!(all, numbers);
    assert_eq!(all.len(), 40);
    let told = rows(&book, "Codebook");
    assert!(told.iter().any(|row| row.last().is_some_and(|said| said.contains("at most 16 rows"))));
}
