//! Names and reasons that would be a formula, a mark or a sheet in what they stand in, and such as are longer than a cell: every file
//! says them as they are, and runs nothing of them.

use serde_json::{Value, json};
use server::package::open_workbook;
use shared::campaign::Campaign;
use shared::export::value;
use shared::wire::Publication;

use crate::by_hand::{GIVEN, ID, campaign, imported, shown};
use crate::client::{Client, read};
use crate::office_files::{converted, part, read_pdf};
use crate::public_files::{fields, said};
use crate::publications::{publish, text};
use crate::served::Served;

/// The names of A to D; E's is long.
const NAMES: [&str; 4] = ["=1+1", "<i title='x'>&amp;</i>", "@SUM(A1)", "+cmd|' /C calc'!A0"];
const LEAF: &str = "-2+3 & <u>]]>";
const BONUS: &str = "=HYPERLINK(1)";
const REASON: &str = "=1+1 </p>\u{b}<i>lý do</i>";
const UNIT_TYPE: &str = "=[Ủy ban nhân dân]: các huyện/thành phố trực thuộc tỉnh?";

fn hostile(words: usize) -> Campaign {
    let mut value = serde_json::to_value(campaign()).unwrap();
    let name = |vi: &str| json!({ "vi": vi, "en": vi });
    for (unit, vi) in NAMES.into_iter().enumerate() {
        value["units"][unit]["name"] = name(vi);
    }
    value["units"][4]["name"] = name(&"dài ".repeat(words));
    value["unit_types"][0]["name"] = name(UNIT_TYPE);
    value["criteria"][1]["name"] = name(LEAF);
    value["adjustments"][0]["reason"] = json!(BONUS);
    value["settings"]["title"] = name("</title><i>=1+1");
    value["bands"][0]["name"] = name("=xs");
    serde_json::from_value(value).unwrap()
}

async fn published(words: usize) -> (Served, Client) {
    let served = Served::start().await;
    let (admin, stranger) = (served.sign_in("admin").await, Client::anonymous(&served.url));
    imported(&served, hostile(words), &GIVEN).await;
    read::<Publication>(publish(&admin, ID, "").await).await;
    let given = [&GIVEN[..], &[("D", "2.1", Some("10"))]].concat();
    imported(&served, hostile(words), &given).await;
    read::<Publication>(publish(&admin, ID, REASON).await).await;
    for page in ["", "/units/A", "/units/C", "/units/C/published"] {
        let office = text(&admin, &format!("/r/{ID}{page}")).await;
        assert!(!office.contains("<i>") && !office.contains("<i ") && !office.contains("<u>"), "{page}");
    }
    (served, stranger)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_and_paper_say_marks_as_text() {
    let (_served, stranger) = published(500).await;
    for version in ["/1", "/2"] {
        let page = text(&stranger, &format!("/p/{ID}{version}")).await;
        assert!(!page.contains("<i>") && !page.contains("<i ") && !page.contains("<u>"), "{version}");
        for name in NAMES {
            let escaped = name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            assert!(page.contains(&escaped), "{version} {name}");
        }
        let bytes =
            async |end: &str| stranger.get(&format!("/p/{ID}{version}{end}")).await.bytes().await.unwrap();
        let file = bytes(".docx").await;
        let document = part(&file, "word/document.xml");
        assert!(!document.contains("<i") && !document.contains("<u>") && !document.contains('\u{b}'));
        let words = said(&document).join(" ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        assert!(NAMES.iter().all(|name| words.contains(name)), "{version}: {words:.3000}");
        if let Some(office) = converted(&file, "docx", "txt:Text (encoded):UTF8") {
            assert!(NAMES.iter().all(|name| office.contains(name)), "{version}: {office:.3000}");
        }
        if let Some(pdf) = read_pdf(&bytes(".pdf").await, "pdftotext", &["-raw"]) {
            let words = pdf.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(NAMES.iter().all(|name| words.contains(name)), "{version}: {words:.3000}");
        }
    }
    let json: Value = serde_json::from_str(&text(&stranger, &format!("/p/{ID}.json")).await).unwrap();
    let names: Vec<_> = json["so"].as_array().unwrap().iter().map(|it| it["name"]["vi"].clone()).collect();
    assert_eq!(names[..4], NAMES.map(|name| json!(name)));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_cell_is_run_and_each_gives_its_text_back() {
    let (_served, stranger) = published(10_000).await;
    let csv = text(&stranger, &format!("/p/{ID}.csv")).await;
    let rows: Vec<Vec<String>> = csv.lines().map(fields).collect();
    for cell in rows.iter().flatten() {
        let is_number = cell.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
        assert!(is_number || !cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell}");
    }
    let has = |column: usize, text: &str| rows.iter().any(|row| value(&row[column]) == text);
    assert!(NAMES.iter().all(|name| has(2, name)) && has(4, LEAF) && has(4, BONUS) && has(8, "=xs"));
    assert!(has(10, &format!("Lý do: {REASON}")), "{:?}", rows[1]);

    let file = stranger.get(&format!("/p/{ID}.xlsx")).await.bytes().await.unwrap();
    let book = open_workbook("file.xlsx", &file).unwrap();
    assert_eq!(book.sheets.len(), 3);
    for (nth, sheet) in book.sheets.iter().enumerate() {
        assert!(sheet.name.encode_utf16().count() <= 31, "{}", sheet.name);
        assert!(!sheet.name.contains(['[', ']', ':', '*', '?', '/', '\\']), "{}", sheet.name);
        let xml = part(&file, &format!("xl/worksheets/sheet{}.xml", nth + 1));
        assert!(!xml.contains("<f>") && !xml.contains("<f "), "no formula is made of data");
    }
    assert!(book.sheets[0].name.contains("Ủy ban nhân dân"), "{}", book.sheets[0].name);
    let cells: Vec<String> =
        book.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells).map(shown).collect();
    for text in NAMES.iter().chain(&[LEAF, "=xs"]) {
        assert!(cells.iter().any(|cell| cell == *text), "{text}");
    }
    assert!(cells.iter().any(|cell| cell.contains(BONUS)) && cells.iter().any(|cell| cell.contains("lý do")));
    let longest = cells.iter().map(|cell| cell.encode_utf16().count()).max();
    assert_eq!(longest, Some(32_767), "a name longer than a cell is cut, and leaves no file unmade");
    if let Some(sheets) = converted(&file, "xlsx", "fods") {
        assert!(!sheets.contains("table:formula") && sheets.contains("Ủy ban nhân dân"));
    }
}
