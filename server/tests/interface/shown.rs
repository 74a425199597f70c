//! Ties, a unit that is not fully appraised, bonus and penalty points: shown alike on every page and in every file, as worked out by hand.

use server::package::open_workbook;
use server::service::import::{self, File, Import};
use shared::campaign::{Adjustment, AdjustmentKind};
use shared::points::Points;
use shared::sheet::Cell;
use shared::wire::Publication;

use crate::client::{Client, read};
use crate::office_files::{part, read_pdf};
use crate::public_files::{fields, said};
use crate::publications::{publish, text};
use crate::sample::{self, ID};
use crate::served::Served;

/// Rank, name, total and class. Justice has 88.33 as it is; finance 87.41 and 0.92 more: both are 6th, and the next, whose number
/// among all is 8, is 8th. Health has 85.49 and 0.30 less. Of home affairs a leaf is not appraised: the 8th so far has no rank,
/// and takes none from those behind.
const EXPECTED: [[&str; 4]; 5] = [
    ["6", "Sở Tài chính", "88.33", "Tốt"],
    ["6", "Sở Tư pháp", "88.33", "Tốt"],
    ["8", "Sở Khoa học và Công nghệ", "85.95", "Tốt"],
    ["9", "Sở Y tế", "85.19", "Tốt"],
    ["–", "Sở Nội vụ (chưa đủ dữ liệu)", "–", "–"],
];

async fn published(served: &Served) {
    let mut campaign = sample::campaign().clone();
    let adjust = |unit: &str, kind, points: &str| Adjustment {
        unit: unit.to_owned(),
        kind,
        points: Points::parse(points).unwrap(),
        reason: "thử".to_owned(),
    };
    campaign.adjustments.push(adjust("STC", AdjustmentKind::Bonus, "0.92"));
    campaign.adjustments.push(adjust("SYT", AdjustmentKind::Penalty, "0.3"));
    let assessments = std::fs::read_to_string(sample::path("assessments.jsonl")).unwrap();
    let is_left = |line: &&str| !line.starts_with(r#"{"unit": "SNV", "code": "1.1.1","#);
    let left: Vec<_> = assessments.lines().filter(is_left).collect();
    assert_eq!(left.len() + 1, assessments.lines().count());
    let ballots = std::fs::read(sample::path("ballots.jsonl")).unwrap();
    let request = Import {
        ballots: Some(File::of("ballots.jsonl", ballots)),
        assessments: Some(File::of("assessments.jsonl", left.join("\n").into_bytes())),
        ..Import::of(campaign)
    };
    import::import(&served.site, request).await.unwrap();
}

/// Among rows that say what they say with blanks between, those that are expected, from the left.
fn stand_in(what: &str, rows: &[String]) {
    for [rank, name, total, class] in EXPECTED {
        let begin = format!("{rank} {name} {}", total.replace('.', ","));
        let row = rows.iter().find(|row| row.starts_with(&begin));
        let row = row.unwrap_or_else(|| panic!("{what}: {begin}"));
        assert!(row.split(' ').any(|word| word == class), "{what}: {row}");
    }
    let place = |name: &str| rows.iter().position(|row| row.contains(name));
    assert!(place("Sở Tài chính") < place("Sở Tư pháp"), "{what}: the dictionary says who of two is first");
}

fn rows(marked: &str, begin: &str, end: &str) -> Vec<String> {
    let rows = marked.split(begin).skip(1).filter_map(|row| row.split(end).next());
    rows.map(|row| said(row).join(" ")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn ties_and_what_is_missing_added_or_taken_off_are_shown_alike_everywhere() {
    let served = Served::start().await;
    let (admin, stranger) = (served.sign_in("admin").await, Client::anonymous(&served.url));
    published(&served).await;
    read::<Publication>(publish(&admin, ID, "").await).await;
    let page = text(&stranger, &format!("/p/{ID}?lang=vi")).await;
    assert!(page.contains("Tốt: 6 đơn vị"), "who has no class counts for none");
    stand_in("page", &rows(&page, "<tr", "</tr>"));
    stand_in("office", &rows(&text(&admin, &format!("/r/{ID}?lang=vi")).await, "<tr", "</tr>"));
    let bytes = async |end: &str| stranger.get(&format!("/p/{ID}.{end}")).await.bytes().await.unwrap();
    stand_in("docx", &rows(&part(&bytes("docx").await, "word/document.xml"), "<w:tr>", "</w:tr>"));
    if let Some(pdf) = read_pdf(&bytes("pdf").await, "pdftotext", &["-raw"]) {
        let words = pdf.split_whitespace().collect::<Vec<_>>().join(" ");
        let from =
            |[rank, name, ..]: [&str; 4]| words.split_once(&format!("{rank} {name} ")).unwrap().1.to_owned();
        let rows = EXPECTED.map(|it| format!("{} {} {}", it[0], it[1], &from(it)[..40]));
        stand_in("pdf", &rows);
    }
    let csv = text(&stranger, &format!("/p/{ID}.csv")).await;
    let totals = csv.lines().map(fields).filter(|it| it[4] == "Tổng điểm");
    let csv: Vec<_> = totals.map(|it| [&it[7], &it[2], &it[6], &it[8]].map(Clone::clone)).collect();
    let book = open_workbook("file.xlsx", &bytes("xlsx").await).unwrap();
    let shown = |cell: &Cell| match cell {
        Cell::Number(number) => number.clone(),
        Cell::Text(text) => text.clone(),
        other => panic!("{other:?}"),
    };
    let rows = book.sheets[0].rows.iter().filter(|row| row.number > 4);
    let book: Vec<_> = rows.map(|row| [0, 2, 3, 4].map(|column| shown(&row.cells[column]))).collect();
    for [rank, name, total, class] in EXPECTED {
        // Files of numbers have the bare name, and no rank where there is none.
        let bare = name.split(" (").next().unwrap();
        let [csv, book] = [&csv, &book].map(|rows| rows.iter().find(|row| row[1] == bare).unwrap());
        assert_eq!(*csv, [rank.trim_matches('–'), bare, total, class], "csv");
        assert_eq!(*book, [rank, bare, total, class], "xlsx");
    }
}
