//! Ties, units that are incomplete or excused from a part or from all, bonus and penalty: each place that shows a result says what was
//! computed by hand.

use serde_json::{Value, json};
use server::package::open_workbook;
use server::service::import::{self, File, Import};
use shared::campaign::Campaign;
use shared::sheet::Cell;
use shared::wire::{IndexView, Publication};

use crate::client::{Client, read};
use crate::office_files::{part, read_pdf};
use crate::process::parindex;
use crate::public_files::{fields, said};
use crate::publications::{publish, text};
use crate::served::Served;

/// Its id.
pub const ID: &str = "tinh-tay-2019";

/// Departments A to F, of 20 points: 1.1 of 4, 1.2 of 6, 2.1 of 10; classes from 16, 12 and 8 on.
pub fn campaign() -> Campaign {
    let name = |vi: &str| json!({"vi": vi, "en": format!("{vi} (en)")});
    let heading =
        |code: &str| json!({"unit_type": "so", "code": code, "level": "domain", "name": name("Lĩnh vực")});
    let leaf = |code: &str, words: &str, max: &str| {
        json!({"unit_type": "so", "code": code, "level": "criterion", "name": name(&format!("Tiêu chí {words}")),
            "leaf": {"max_points": max, "method": "self", "rule": "ratio"}})
    };
    let unit = |code: &str| json!({"code": code, "type": "so", "name": name(&format!("Sở {code}")), "basis": "official"});
    let band = |code: &str, vi: &str, min: &str| json!({"unit_type": "so", "code": code, "name": name(vi), "min": min});
    let row = |unit: &str, kind: &str, points: &str, reason: &str| json!({"unit": unit, "kind": kind, "points": points, "reason": reason});
    let units = ["A", "B", "C", "D", "E", "F"].map(unit);
    serde_json::from_value(json!({
        "settings": {
            "id": ID, "title": name("Chỉ số tính tay"), "year": 2019, "criteria_decision": "QĐ 1", "combine": "groups",
            "dont_know": "exclude", "min_answers": 1, "decimals": 2, "survey_opens": "2019-10-15", "survey_closes": "2019-12-15",
            "self_scoring_closes": "2019-12-20", "timezone": "Asia/Ho_Chi_Minh", "default_language": "vi"
        },
        "unit_types": [{"code": "so", "name": name("Sở"), "self_points": "20", "survey_points": "0"}],
        "units": units,
        "places": [], "groups": [], "forms": [], "quotas": [], "definitions": [],
        "criteria": [
            heading("1"), leaf("1.1", "một một", "4"), leaf("1.2", "một hai", "6"), heading("2"), leaf("2.1", "hai một", "10")
        ],
        "bands": [band("xs", "Xuất sắc", "16"), band("tot", "Tốt", "12"), band("kha", "Khá", "8")],
        "adjustments": [
            row("C", "bonus", "0.5", "sáng kiến"), row("C", "penalty", "1.25", "chậm báo cáo"), row("F", "penalty", "0.25", "trễ hạn")
        ]
    }))
    .unwrap()
}

/// Unit, leaf, and what the appraisers gave.
pub type Given = (&'static str, &'static str, Option<&'static str>);

/// What the appraisers gave; `None` where they excused the unit. D has no 2.1, E has nothing that applies.
pub const GIVEN: [Given; 17] = [
    ("A", "1.1", Some("4")),
    ("A", "1.2", Some("6")),
    ("A", "2.1", Some("8")),
    ("B", "1.1", Some("3")),
    ("B", "1.2", Some("5")),
    ("B", "2.1", Some("10")),
    ("C", "1.1", None),
    ("C", "1.2", Some("4")),
    ("C", "2.1", Some("8")),
    ("D", "1.1", Some("2")),
    ("D", "1.2", Some("3")),
    ("E", "1.1", None),
    ("E", "1.2", None),
    ("E", "2.1", None),
    ("F", "1.1", Some("3")),
    ("F", "1.2", Some("3")),
    ("F", "2.1", None),
];

/// Unit, appraised, total, rank, class.
type ByHand = (&'static str, &'static str, Option<&'static str>, Option<u32>, Option<&'static str>);

/// By hand: A 4 + 6 + 8, B 3 + 5 + 10; C (4 + 8) · 20/16 + 0.5 − 1.25; D lacks 2.1; nothing applies
/// to E; F (3 + 3) · 20/10 − 0.25. A and B share the first rank, and there is no second.
const BY_HAND: [ByHand; 6] = [
    ("A", "18.00", Some("18.00"), Some(1), Some("Xuất sắc")),
    ("B", "18.00", Some("18.00"), Some(1), Some("Xuất sắc")),
    ("C", "12.00", Some("14.25"), Some(3), Some("Tốt")),
    ("F", "6.00", Some("11.75"), Some(4), Some("Khá")),
    ("D", "5.00", None, None, None),
    ("E", "0.00", None, None, None),
];

/// What is said of them besides, in Vietnamese; of others nothing.
const REMARKS: [(&str, &[&str]); 4] = [
    (
        "C",
        &[
            "Không áp dụng tiêu chí 1.1; tổng điểm được quy đổi theo các tiêu chí còn lại.",
            "+0,50 (sáng kiến)",
            "−1,25 (chậm báo cáo)",
        ],
    ),
    ("F", &["Không áp dụng tiêu chí 2.1; tổng điểm được quy đổi", "−0,25 (trễ hạn)"]),
    (
        "D",
        &[
            "Chưa đủ dữ liệu nên chưa có tổng điểm và thứ hạng. Còn thiếu điểm của tiêu chí: 2.1 Tiêu chí hai một.",
        ],
    ),
    ("E", &["Không áp dụng tiêu chí nào nên không có tổng điểm và không xếp hạng."]),
];

fn vi(points: Option<&str>) -> String {
    points.map_or_else(|| "–".to_owned(), |points| points.replace('.', ","))
}

/// Rank, name, total, class and appraised points as a table for people has them.
fn rows() -> Vec<[String; 5]> {
    let row = |(unit, appraised, total, rank, class): &ByHand| {
        let name = match *unit {
            "D" => "Sở D (chưa đủ dữ liệu)".to_owned(),
            "E" => "Sở E (không áp dụng)".to_owned(),
            unit => format!("Sở {unit}"),
        };
        let rank = rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string());
        [rank, name, vi(*total), class.unwrap_or("–").to_owned(), vi(Some(appraised))]
    };
    BY_HAND.iter().map(row).collect()
}

/// What stands after the name of a unit among the remarks.
fn all_is_remarked(what: &str, text: &str) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (unit, remarks) in REMARKS {
        let said =
            text.split(&format!("Sở {unit}: ")).nth(1).unwrap_or_else(|| panic!("{what} {unit}: {text}"));
        let mut rest = said;
        for remark in remarks {
            let at = rest.find(remark).filter(|at| *at < 200);
            rest = &rest[at.unwrap_or_else(|| panic!("{what} {unit}: {remark} in {rest}"))..];
        }
    }
    for unit in ["A", "B"] {
        assert!(!text.contains(&format!("Sở {unit}: ")), "{what} {unit}");
    }
}

/// The rows of a table, each with the pieces that it says.
fn table<'a>(marked: &'a str, row: &str) -> Vec<Vec<&'a str>> {
    let rows = marked.split(row).skip(1).map(|row| said(row.split("</tbody>").next().unwrap_or_default()));
    rows.collect()
}

/// Each unit has a row that begins so, in this order.
fn says_the_rows(what: &str, shown: &[Vec<&str>]) {
    let expected = rows();
    let bare = |text: &str| text.replace(' ', "");
    let of_units: Vec<String> = shown.iter().take(expected.len()).map(|row| bare(&row.concat())).collect();
    for (row, [rank, name, total, class, appraised]) in of_units.iter().zip(&expected) {
        let begins = bare(&format!("{rank}{name}{total}{class}{appraised}"));
        assert!(row.starts_with(&begins), "{what}: {row} is not {begins}");
    }
    assert_eq!(of_units.len(), expected.len(), "{what}");
}

/// Imports the campaign with what the appraisers gave.
pub async fn imported(served: &Served, campaign: Campaign, given: &[Given]) {
    let line = |(unit, code, given): &Given| {
        let given = given.map(|points| points.parse::<f64>().unwrap());
        let excused = given.is_none();
        json!({"unit": unit, "code": code, "self": given, "evidence": [], "note": "", "appraised": given, "comment": "",
            "not_applicable": excused})
        .to_string()
    };
    let lines = given.iter().map(line).collect::<Vec<_>>().join("\n");
    let assessments = Some(File::of("assessments.jsonl", lines));
    import::import(&served.site, Import { assessments, ..Import::of(campaign) }).await.unwrap();
}

/// What a cell holds, numbers with two places.
pub fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Number(number) => format!("{:.2}", number.parse::<f64>().unwrap()),
        Cell::Formatted(it) => format!("{:.2}", it.number.parse::<f64>().unwrap()),
        Cell::Text(text) => text.clone(),
        other => format!("{other:?}"),
    }
}

async fn published(served: &Served, admin: &Client) {
    imported(served, campaign(), &GIVEN).await;
    read::<Publication>(publish(admin, ID, "").await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_are_told_what_was_computed_by_hand() {
    let served = Served::start().await;
    let (admin, stranger) = (served.sign_in("admin").await, Client::anonymous(&served.url));
    published(&served, &admin).await;
    let index: IndexView = read(admin.get(&format!("/api/campaigns/{ID}/index")).await).await;
    let public: Value = serde_json::from_str(&text(&stranger, &format!("/p/{ID}.json")).await).unwrap();
    let printed = parindex(served.data(), &["run", "--campaign", ID, "--json"]);
    let printed: Value = serde_json::from_slice(&printed.stdout).unwrap();
    let units = |file: &Value| file["so"].as_array().unwrap().clone();
    for (what, units) in [
        ("index", serde_json::to_value(&index.tables[0].units).unwrap().as_array().unwrap().clone()),
        ("json", units(&public)),
        ("run --json", units(&printed)),
    ] {
        for (unit, appraised, total, rank, class) in BY_HAND {
            let it = units.iter().find(|it| it["unit"] == unit).unwrap();
            let class = class.map(|class| match class {
                "Xuất sắc" => "xs",
                "Tốt" => "tot",
                _ => "kha",
            });
            let seen = [&it["appraised"], &it["total"], &it["rank"], &it["class"]];
            assert_eq!(
                seen,
                [&json!(appraised), &json!(total), &json!(rank), &json!(class)],
                "{what} {unit}"
            );
            let missing = if unit == "D" { json!(["2.1"]) } else { json!([]) };
            assert_eq!(it["missing"], missing, "{what} {unit}");
        }
    }
    let of = |unit: &str| units(&public).into_iter().find(|it| it["unit"] == unit).unwrap();
    assert_eq!(of("E")["excused"], json!(["1.1", "1.2", "2.1"]));
    assert_eq!((&of("C")["excused"], &of("A")["excused"]), (&json!(["1.1"]), &json!([])));
    let more =
        json!([{"points": "+0.50", "reason": "sáng kiến"}, {"points": "-1.25", "reason": "chậm báo cáo"}]);
    assert_eq!(of("C")["adjustments"], more);
    let csv = text(&stranger, &format!("/p/{ID}.csv")).await;
    let lines: Vec<Vec<String>> = csv.lines().skip(1).map(fields).collect();
    let about = |unit: &str| lines.iter().filter(|line| line[1] == unit).cloned().collect::<Vec<_>>();
    for (unit, appraised, total, rank, class) in BY_HAND {
        let of_it = about(unit);
        let rank = rank.map_or_else(String::new, |rank| rank.to_string());
        assert_eq!(
            of_it[0][6..9],
            [total.unwrap_or("–"), &*rank, class.unwrap_or("–")].map(str::to_owned),
            "{unit}"
        );
        assert_eq!(of_it[1][6], appraised, "{unit}");
        assert!(of_it.iter().all(|line| line[9] == "published"), "{unit}");
    }
    let points = |unit: &str, what: &str| {
        let found = about(unit).into_iter().find(|line| line[3] == what || line[4] == what);
        found.unwrap_or_else(|| panic!("{unit} {what}"))[6].clone()
    };
    assert_eq!([points("C", "1.1"), points("C", "1.2")], ["Không áp dụng", "4.00"].map(str::to_owned));
    assert_eq!([points("C", "sáng kiến"), points("C", "chậm báo cáo")], ["0.50", "-1.25"].map(str::to_owned));
    assert_eq!([points("D", "1.2"), points("D", "2.1")], ["3.00", "Chưa có dữ liệu"].map(str::to_owned));
    let named = about("D").into_iter().find(|line| line[3] == "2.1").unwrap();
    assert_eq!(named[4..6], ["Tiêu chí hai một", "10.00"].map(str::to_owned));
}

#[tokio::test(flavor = "multi_thread")]
async fn people_read_what_was_computed_by_hand_and_why_it_is_no_plain_sum() {
    let served = Served::start().await;
    let (admin, stranger) = (served.sign_in("admin").await, Client::anonymous(&served.url));
    published(&served, &admin).await;
    let page = text(&stranger, &format!("/p/{ID}")).await;
    says_the_rows("page", &table(page.split("</thead>").nth(1).unwrap(), "<tr"));
    all_is_remarked("page", &said(&page).concat());
    let first: Vec<_> =
        page.split("<tr id=\"so-").skip(1).filter(|row| row[1..].starts_with("\" class=\"first\"")).collect();
    assert!(
        first.len() == 2 && first[0].starts_with('A') && first[1].starts_with('B'),
        "who shares the first rank"
    );
    let office = text(&admin, &format!("/r/{ID}")).await;
    // The ranges below the numbers are other tests'.
    let numbers: String = office
        .split("<small>")
        .map(|piece| piece.split_once("</small>").map_or(piece, |(_, rest)| rest))
        .collect();
    says_the_rows("office", &table(numbers.split("</thead>").nth(1).unwrap(), "<tr"));
    all_is_remarked("office", &said(&office).concat());
    for (unit, remarks) in REMARKS {
        for end in ["", "/published"] {
            let page = text(&admin, &format!("/r/{ID}/units/{unit}{end}")).await;
            for remark in remarks {
                assert!(page.contains(remark), "{unit}{end}: {remark}");
            }
            let leaves = if unit == "D" { "Chưa có dữ liệu" } else { "Không áp dụng" };
            assert!(page.contains(&format!("<td class=\"n\">{leaves}</td>")), "{unit}{end}: its leaves");
        }
    }
    let bytes = async |end: &str| stranger.get(&format!("/p/{ID}{end}")).await.bytes().await.unwrap();
    let document = part(&bytes(".docx").await, "word/document.xml");
    says_the_rows(
        "docx",
        &table(document.split("</w:tr>").skip(1).collect::<Vec<_>>().join("</w:tr>").as_str(), "<w:tr>"),
    );
    all_is_remarked("docx", &said(&document).join(" "));
    if let Some(pdf) = read_pdf(&bytes(".pdf").await, "pdftotext", &["-raw"]) {
        all_is_remarked("pdf", &pdf);
        let words = pdf.split_whitespace().collect::<Vec<_>>().join(" ");
        for [rank, name, total, class, appraised] in rows() {
            let line = format!("{rank} {name} {total} {class} {appraised}");
            assert!(words.contains(&line), "pdf: {line}: {words}");
        }
    }
    let book = open_workbook("file.xlsx", &bytes(".xlsx").await).unwrap();
    let sheet = &book.sheets[0];
    for ((unit, appraised, total, rank, class), row) in
        BY_HAND.iter().zip(sheet.rows.iter().filter(|row| row.number > 4))
    {
        let cells: Vec<String> = row.cells.iter().map(shown).collect();
        let rank = rank.map_or_else(|| "–".to_owned(), |rank| format!("{rank}.00"));
        let expected =
            [&*rank, unit, &format!("Sở {unit}"), total.unwrap_or("–"), class.unwrap_or("–"), appraised];
        assert_eq!(cells[..6], expected.map(str::to_owned), "xlsx {unit}");
        let remarks = REMARKS.iter().find(|(of, _)| of == unit).map_or(&[][..], |(_, remarks)| remarks);
        let said = cells.get(7).cloned().unwrap_or_default();
        assert!(remarks.iter().all(|remark| said.contains(remark)), "xlsx {unit}: {said}");
        assert!(!remarks.is_empty() || !said.contains("Không"), "xlsx {unit}: {said}");
    }
    let details = &book.sheets[1].rows;
    let of = |code: &str, column: usize| {
        shown(
            &details
                .iter()
                .find(|row| row.cells.first().is_some_and(|cell| shown(cell) == code))
                .unwrap()
                .cells[column],
        )
    };
    let shown = [of("1.1", 5), of("1.1", 3), of("2.1", 6), of("2", 6)];
    assert_eq!(shown, ["Không áp dụng", "4.00", "Chưa có dữ liệu", "–"].map(str::to_owned));
}
