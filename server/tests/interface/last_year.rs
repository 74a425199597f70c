//! Last year's campaign in the same store: its totals stand beside this year's with the change, and what is taken off has one sign
//! for it wherever people read, and the plain one in files of numbers.

use serde_json::{Value, json};
use server::package::open_workbook;
use shared::campaign::Campaign;
use shared::sheet::Cell;
use shared::wire::Publication;

use crate::by_hand::{GIVEN, Given, ID, campaign, imported, shown};
use crate::client::{Client, read};
use crate::office_files::{part, read_pdf};
use crate::public_files::{fields, said};
use crate::publications::{publish, text};
use crate::served::Served;

const LAST: &str = "tinh-tay-2018";

/// Last year of the campaign computed by hand: A 15, B 18, C 16.5, D 10, F 12; E was excused from everything.
const GIVEN_THEN: [Given; 18] = [
    ("A", "1.1", Some("4")),
    ("A", "1.2", Some("6")),
    ("A", "2.1", Some("5")),
    ("B", "1.1", Some("3")),
    ("B", "1.2", Some("5")),
    ("B", "2.1", Some("10")),
    ("C", "1.1", Some("4")),
    ("C", "1.2", Some("5")),
    ("C", "2.1", Some("7.5")),
    ("D", "1.1", Some("2")),
    ("D", "1.2", Some("3")),
    ("D", "2.1", Some("5")),
    ("E", "1.1", None),
    ("E", "1.2", None),
    ("E", "2.1", None),
    ("F", "1.1", Some("3")),
    ("F", "1.2", Some("4")),
    ("F", "2.1", Some("5")),
];

/// Rank, name, total, class, appraised, last year's total, the change. F loses 15 points of (3 + 3) · 20/10.
const ROWS: [[&str; 7]; 6] = [
    ["1", "Sở A", "18,00", "Xuất sắc", "18,00", "15,00", "+3,00"],
    ["1", "Sở B", "18,00", "Xuất sắc", "18,00", "18,00", "0,00"],
    ["3", "Sở C", "14,25", "Tốt", "12,00", "16,50", "−2,25"],
    ["4", "Sở F", "−3,00", "–", "6,00", "12,00", "−15,00"],
    ["–", "Sở D (chưa đủ dữ liệu)", "–", "–", "5,00", "10,00", "–"],
    ["–", "Sở E (không áp dụng)", "–", "–", "0,00", "–", "–"],
];

fn changed(change: impl FnOnce(&mut Value)) -> Campaign {
    let mut value = serde_json::to_value(campaign()).unwrap();
    change(&mut value);
    serde_json::from_value(value).unwrap()
}

async fn two_years(served: &Served, admin: &Client) {
    let then = changed(|it| {
        it["settings"]["id"] = json!(LAST);
        it["settings"]["year"] = json!(2018);
        it["adjustments"] = json!([]);
    });
    imported(served, then, &GIVEN_THEN).await;
    read::<Publication>(publish(admin, LAST, "").await).await;
    let now = changed(|it| {
        it["settings"]["previous"] = json!(LAST);
        it["adjustments"][2]["points"] = json!("15");
    });
    imported(served, now, &GIVEN).await;
    read::<Publication>(publish(admin, ID, "").await).await;
}

/// Whether a number bears the sign that stands between words.
fn has_hyphen(text: &str) -> bool {
    text.split('-').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

#[tokio::test(flavor = "multi_thread")]
async fn last_years_totals_stand_beside_this_years_with_the_change() {
    let served = Served::start().await;
    let (admin, stranger) = (served.sign_in("admin").await, Client::anonymous(&served.url));
    two_years(&served, &admin).await;
    let bytes = async |end: &str| stranger.get(&format!("/p/{ID}{end}")).await.bytes().await.unwrap();

    let page = text(&stranger, &format!("/p/{ID}")).await;
    let table = page.split("<table class=\"standing\">").nth(1).unwrap().split("</table>").next().unwrap();
    assert!(said(table).contains(&"Năm 2018"), "{table}");
    let rows: Vec<_> = table.split("<tr id=").skip(1).map(said).collect();
    for (row, [rank, name, total, class, appraised, last, change]) in rows.iter().zip(ROWS) {
        // Below a total stands the change for who reads on a phone.
        let narrow = Some(change).filter(|_| last != "–");
        let expected = [rank, name, total].into_iter().chain(narrow);
        let expected: Vec<_> = expected.chain([class, appraised, "0,00", last, change]).collect();
        assert_eq!(*row, expected);
    }
    assert_eq!(rows.len(), ROWS.len());
    assert!(!has_hyphen(&said(table).join(" ")), "{table}");

    let document = part(&bytes(".docx").await, "word/document.xml");
    let paper = said(&document).join(" ");
    let pdf = read_pdf(&bytes(".pdf").await, "pdftotext", &["-raw"]);
    for (what, file) in [("docx", Some(paper)), ("pdf", pdf)] {
        let Some(file) = file else { continue };
        let words = file.split_whitespace().collect::<Vec<_>>().join(" ");
        for [rank, name, total, class, appraised, last, change] in ROWS {
            let line = [rank, name, total, class, appraised, "0,00", last, change].join(" ");
            assert!(words.contains(&line), "{what}: {line}: {words}");
        }
        assert!(!words.contains("-3,00") && !words.contains("-15,00") && !words.contains("-2,25"), "{what}");
    }

    let book = open_workbook("file.xlsx", &bytes(".xlsx").await).unwrap();
    let row = |unit: &str| {
        let mut rows = book.sheets[0].rows.iter();
        &rows.find(|row| row.cells.get(1).is_some_and(|cell| shown(cell) == unit)).unwrap().cells
    };
    for [rank, name, total, _, _, last, change] in ROWS {
        let unit = name.split(' ').nth(1).unwrap();
        let plain = |text: &str| text.replace(',', ".").replace('−', "-").trim_start_matches('+').to_owned();
        let is: Vec<_> = [3, 7, 8].into_iter().map(|column| shown(&row(unit)[column])).collect();
        assert_eq!(is, [total, last, change].map(plain), "{rank} {name}");
    }
    let styles = part(&bytes(".xlsx").await, "xl/styles.xml");
    assert!(styles.contains("0.00;&quot;−&quot;0.00") && !styles.contains(";-0"), "{styles}");
    assert!(!matches!(row("F")[3], Cell::Text(_)), "it is a number all the same");

    let file: Value = serde_json::from_str(&text(&stranger, &format!("/p/{ID}.json")).await).unwrap();
    let of =
        |unit: &str| file["so"].as_array().unwrap().iter().find(|it| it["unit"] == unit).unwrap().clone();
    assert_eq!(of("C")["last_year"], json!({ "year": 2018, "total": "16.50", "change": "-2.25" }));
    assert_eq!(of("D")["last_year"], json!({ "year": 2018, "total": "10.00", "change": null }));
    assert_eq!((&of("E")["last_year"], &of("F")["total"]), (&Value::Null, &json!("-3.00")));
    let csv = text(&stranger, &format!("/p/{ID}.csv")).await;
    let points = |what: &str| {
        let lines = csv.lines().map(fields);
        lines.filter(|line| line[1] == "F" && line[4] == what).map(|line| line[6].clone()).collect::<Vec<_>>()
    };
    assert_eq!([points("Tổng điểm"), points("trễ hạn")], [["-3.00"], ["-15.00"]]);
    assert!(!csv.contains('−') && !file.to_string().contains('−'), "programs read the plain sign");

    let office = text(&admin, &format!("/r/{ID}")).await;
    assert!(office.contains("−3,00") && office.contains("−15,00") && office.contains("−2,25"));
    let own = text(&admin, &format!("/r/{ID}/units/C")).await;
    let change = own.split("−2,25").nth(1).unwrap();
    assert!(change.starts_with("<small>") && change.contains("2018") && change.contains("16,50"), "{own}");
}
