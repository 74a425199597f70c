//! A correction says in every file why it was made and for whom it changes what, and outlives a restore byte for byte.

use serde_json::{Value, json};
use server::package::open_workbook;
use shared::sheet::{Book, Cell};
use shared::wire::Publication;

use crate::by_hand::{GIVEN, Given, ID, campaign, imported, shown};
use crate::client::{Client, read};
use crate::office_files::{part, read_pdf};
use crate::process::{Process, parindex};
use crate::public_files::{fields, said};
use crate::publications::{DECISION, addresses, publish, text};
use crate::served::Served;

const REASON: &str = "Chấm lại tiêu chí 2.1 của Sở A và Sở D";
const CORRECTS: &str = "Phiên bản 2, đính chính phiên bản 1 đã công bố kèm theo Quyết định số 86/QĐ-UBND ngày 15 tháng 11 năm 2019.";

/// Publishes what was computed by hand, and corrects it: A gets 2 of 2.1 and no longer 8, D has it now, with 10. So A has 12, D 15,
/// the rank of F follows, and B and C stand as they stood.
async fn corrected(served: &Served, admin: &Client) {
    imported(served, campaign(), &GIVEN).await;
    read::<Publication>(publish(admin, ID, "").await).await;
    let again = |it: Given| if it.0 == "A" && it.1 == "2.1" { ("A", "2.1", Some("2")) } else { it };
    let given: Vec<Given> = GIVEN.into_iter().map(again).chain([("D", "2.1", Some("10"))]).collect();
    imported(served, campaign(), &given).await;
    read::<Publication>(publish(admin, ID, REASON).await).await;
}

/// Rank, total and class as codes.
type Stands = (Option<u32>, Option<&'static str>, Option<&'static str>);

/// Who stands otherwise, by rank: before and after.
const OTHERS: [(&str, Stands, Stands); 3] = [
    ("D", (None, None, None), (Some(2), Some("15.00"), Some("tot"))),
    ("A", (Some(1), Some("18.00"), Some("xs")), (Some(4), Some("12.00"), Some("tot"))),
    ("F", (Some(4), Some("11.75"), Some("kha")), (Some(5), Some("11.75"), Some("kha"))),
];

fn class(code: Option<&str>) -> &'static str {
    code.map_or("–", |code| match code {
        "xs" => "Xuất sắc",
        "tot" => "Tốt",
        _ => "Khá",
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_read_why_and_what_changed_for_whom() {
    let served = Served::start().await;
    let (admin, stranger) = (served.sign_in("admin").await, Client::anonymous(&served.url));
    corrected(&served, &admin).await;
    let file = async |path: &str| -> Value {
        serde_json::from_str(&text(&stranger, &format!("/p/{ID}{path}.json")).await).unwrap()
    };
    let (first, second) = (file("/1").await, file("/2").await);
    assert_eq!((&first["reason"], &first["corrects"]), (&json!(""), &Value::Null));
    let stands = |(rank, total, class): Stands| json!({ "rank": rank, "total": total, "class": class });
    let changed = OTHERS.map(|(unit, before, after)| json!({ "unit_type": "so", "unit": unit, "before": stands(before), "after": stands(after) }));
    let corrects = json!({ "version": 1, "decision": DECISION, "day": "2019-11-15", "changed": changed, "untold": false });
    assert_eq!(second["corrects"], corrects);
    assert_eq!(second["reason"], json!(REASON));
    for (version, is_correction) in [("/1", false), ("/2", true)] {
        let csv = text(&stranger, &format!("/p/{ID}{version}.csv")).await;
        let lines: Vec<Vec<String>> = csv.lines().map(fields).collect();
        assert_eq!(lines[0][10..], ["reason", "points_before", "rank_before", "class_before"]);
        for line in &lines[1..] {
            let other = OTHERS.iter().find(|(unit, ..)| *unit == line[1]).filter(|_| is_correction);
            let is_total = is_correction && line[4] == "Tổng điểm";
            let reason = if is_total { format!("Lý do: {REASON}") } else { String::new() };
            assert_eq!(line[10], reason, "{line:?}");
            let before = other.filter(|_| is_total).map(|(_, (rank, total, code), _)| {
                let rank = rank.map_or_else(String::new, |rank| rank.to_string());
                [total.unwrap_or("–").to_owned(), rank, class(*code).to_owned()]
            });
            assert_eq!(line[11..], before.unwrap_or_default(), "{line:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_workbook_has_a_sheet_of_what_was_corrected_and_paper_its_table() {
    let served = Served::start().await;
    let (admin, stranger) = (served.sign_in("admin").await, Client::anonymous(&served.url));
    corrected(&served, &admin).await;
    let bytes = async |end: &str| stranger.get(&format!("/p/{ID}{end}")).await.bytes().await.unwrap();
    let names = |book: &Book| book.sheets.iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>();
    let first = open_workbook("file.xlsx", &bytes("/1.xlsx").await).unwrap();
    assert_eq!(names(&first), ["Sở", "Chi tiết Sở"]);
    let book = open_workbook("file.xlsx", &bytes("/2.xlsx").await).unwrap();
    assert_eq!(names(&book), ["Sở", "Chi tiết Sở", "Nội dung đính chính"]);
    let above = book.sheets[0].rows.iter().find(|row| row.number == 3).unwrap();
    assert_eq!(shown(&above.cells[0]), format!("Lý do: {REASON}"), "it is said above the results, too");
    let rows: Vec<&Vec<Cell>> = book.sheets[2].rows.iter().map(|row| &row.cells).collect();
    assert_eq!(shown(&rows[0][0]), CORRECTS);
    assert_eq!(shown(&rows[1][0]), format!("Lý do: {REASON}"));
    let heads = ["Mã", "Đơn vị"].map(str::to_owned).into_iter();
    let both = |what| ["trước", "sau"].map(|side| format!("{what} ({side} đính chính)"));
    let heads: Vec<_> = heads.chain(["Hạng", "Tổng điểm", "Xếp loại"].into_iter().flat_map(both)).collect();
    assert_eq!(rows[2].iter().map(shown).collect::<Vec<_>>(), heads);
    let number = |is: Option<String>| is.unwrap_or_else(|| "–".to_owned());
    let expected = OTHERS.map(|(unit, before, after)| {
        let [(r0, t0, c0), (r1, t1, c1)] = [before, after];
        let [r0, r1] = [r0, r1].map(|rank| number(rank.map(|rank| format!("{rank}.00"))));
        let [t0, t1] = [t0, t1].map(|total| number(total.map(str::to_owned)));
        let [c0, c1] = [c0, c1].map(|code| class(code).to_owned());
        [unit.to_owned(), format!("Sở {unit}"), r0, r1, t0, t1, c0, c1]
    });
    let said_by: Vec<Vec<String>> = rows[3..].iter().map(|row| row.iter().map(shown).collect()).collect();
    assert_eq!(said_by, expected);
    assert!(
        !matches!(rows[4][2], Cell::Text(_)) && !matches!(rows[4][4], Cell::Text(_)),
        "numbers are numbers"
    );
    let changes = ["Sở A 1 → 4 18,00 → 12,00 Xuất sắc → Tốt", "Sở F 4 → 5 11,75 Khá"];
    let page = said(&text(&stranger, &format!("/p/{ID}")).await).join(" ");
    let document = said(&part(&bytes(".docx").await, "word/document.xml")).join(" ");
    let pdf = read_pdf(&bytes(".pdf").await, "pdftotext", &["-raw"]);
    for (what, file) in [("page", Some(page)), ("docx", Some(document)), ("pdf", pdf)] {
        let Some(file) = file else { continue };
        let words = file.split_whitespace().collect::<Vec<_>>().join(" ");
        for said in [&[CORRECTS, REASON][..], &changes].concat() {
            assert!(words.contains(said), "{what}: {said}: {words}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_and_what_it_corrects_outlive_a_restore_byte_for_byte() {
    let served = Served::start().await;
    let (admin, stranger) = (served.sign_in("admin").await, Client::anonymous(&served.url));
    corrected(&served, &admin).await;
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("backup.zip").display().to_string();
    let back = elsewhere.path().join("back");
    assert!(parindex(served.data(), &["backup", &file]).status.success());
    assert!(parindex(&back, &["restore", &file]).status.success());
    assert!(parindex(&back, &["rebuild"]).status.success());
    let other = Process::start(&back);
    let there = other.anonymous();
    let unlike = |path: &String| path.contains("/1");
    let all = addresses(ID, 2).into_iter().chain(addresses(ID, 1).into_iter().filter(unlike));
    let mut different = std::collections::BTreeSet::new();
    for path in all.chain(["/p".to_owned()]) {
        let (here, there) = (stranger.get(&path).await, there.get(&path).await);
        assert!(here.status().is_success(), "{path}");
        let body = here.bytes().await.unwrap();
        assert_eq!(body, there.bytes().await.unwrap(), "{path}");
        different.insert(body);
    }
    assert_eq!(different.len(), 13, "six files of each version, and the list");
}
