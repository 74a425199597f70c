//! The files of a publication say of each unit what its JSON says, and nothing more: so what `shared::publication` solves over, which is
//! what the JSON holds, is all that anybody has. And the PDF, as poppler reads it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use server::package::open_workbook;
use shared::points::Points;
use shared::run::Run;
use shared::sheet::Cell;
use shared::wire::Publication;
use unicode_normalization::is_nfc;

use crate::client::{Client, read};
use crate::office_files::{part, read_pdf};
use crate::publications::{publish, text};
use crate::sample::{ID, TWO_TIERS, folder};
use crate::served::Served;

/// What stands where nothing is shown: hidden, none, excused, and without data.
const NOTHING: [&str; 4] = ["(*)", "–", "Không áp dụng", "Chưa có dữ liệu"];

/// What the JSON says of a unit.
#[derive(Default)]
struct Known {
    /// Its names.
    names: Vec<String>,
    /// Points by code; total, appraised, survey, last year's total and the change by the names of their fields.
    points: BTreeMap<String, String>,
    /// How many nodes are hidden.
    hidden: usize,
}

fn known(file: &Value) -> BTreeMap<String, Known> {
    let tables = file.as_object().unwrap().values().filter_map(Value::as_array);
    let units = tables.flatten().filter(|unit| unit["unit"].is_string());
    units.map(|unit| (unit["unit"].as_str().unwrap().to_owned(), of_unit(unit))).collect()
}

fn of_unit(unit: &Value) -> Known {
    let mut it = Known { hidden: unit["hidden"].as_array().unwrap().len(), ..Known::default() };
    it.names =
        unit["name"].as_object().unwrap().values().map(|name| name.as_str().unwrap().to_owned()).collect();
    for field in ["leaves", "domains"] {
        for (code, points) in unit[field].as_object().unwrap() {
            it.points.insert(code.clone(), points.as_str().unwrap().to_owned());
        }
    }
    let last = &unit["last_year"];
    for (name, points) in [
        ("total", &unit["total"]),
        ("appraised", &unit["appraised"]),
        ("survey", &unit["survey"]),
        ("last", &last["total"]),
        ("change", &last["change"]),
    ] {
        if let Some(points) = points.as_str() {
            it.points.insert(name.to_owned(), even(points));
        }
    }
    it
}

/// Points with two places, without a sign.
fn even(points: &str) -> String {
    Points::parse(points.trim_start_matches(['+', '-'])).unwrap().shown(2)
}

/// Every number with two places that a text shows, with a point.
fn numbers(text: &str) -> Vec<String> {
    let apart = |c: char| !(c.is_ascii_digit() || c == '.' || c == ',');
    let number = |part: &str| {
        let part = part.trim_matches(['.', ',']).replace(',', ".");
        let (whole, places) = part.split_once('.')?;
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        (digits(whole) && digits(places) && places.len() == 2).then_some(part)
    };
    text.split(apart).filter_map(number).collect()
}

/// What is said between the marks of XML or HTML, piece by piece.
pub fn said(marked: &str) -> Vec<&str> {
    let pieces = marked.split('<').map(|part| part.split_once('>').map_or("", |(_, text)| text.trim()));
    pieces.filter(|piece| !piece.is_empty()).collect()
}

/// The fields of a line of CSV.
pub fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            c => fields.last_mut().unwrap().push(c),
        }
    }
    fields
}

/// What a file shows of a unit at a place is what is known of it there.
fn is_known(what: &str, unit: &Known, place: &str, shown: &str) {
    match unit.points.get(place) {
        Some(points) => assert_eq!(shown, points, "{what} {:?} {place}", unit.names),
        None => assert!(NOTHING.contains(&shown), "{what} {:?} {place}: {shown}", unit.names),
    }
}

fn csv_says_what_is_known(what: &str, csv: &str, versions: &[BTreeMap<String, Known>]) {
    let units = versions.last().unwrap();
    let mut of_all = BTreeMap::<String, usize>::new();
    for line in csv.lines().skip(1) {
        let fields = fields(line);
        let (unit, code) = (&fields[1], &*fields[3]);
        let nth = of_all.entry(unit.clone()).or_default();
        let place = if code.is_empty() { ["total", "appraised", "survey"][*nth] } else { code };
        is_known(what, &units[unit], place, &fields[6]);
        if !fields[11].is_empty() {
            is_known(what, &before(versions)[unit], place, &fields[11]);
        }
        *nth += 1;
    }
    assert_eq!(of_all.len(), units.len(), "{what}");
}

/// What the version before said of the units.
fn before(versions: &[BTreeMap<String, Known>]) -> &BTreeMap<String, Known> {
    &versions[versions.len() - 2]
}

fn workbook_says_what_is_known(what: &str, file: &[u8], versions: &[BTreeMap<String, Known>]) {
    let units = versions.last().unwrap();
    let book = open_workbook("file.xlsx", file).unwrap();
    let shown = |cell: Option<&Cell>| match cell {
        Some(Cell::Number(number)) => even(number),
        Some(Cell::Formatted(it)) => even(&it.number),
        Some(Cell::Text(text)) => text.clone(),
        other => panic!("{what}: {other:?}"),
    };
    let (mut ranked, mut detailed) = (0, 0);
    let pairs = book.sheets.chunks_exact(2);
    let correction = pairs.remainder();
    assert_eq!(correction.len(), usize::from(versions.len() > 1), "{what}: two sheets for each unit type");
    for row in correction.iter().flat_map(|sheet| &sheet.rows).filter(|row| row.cells.len() > 5) {
        let Some(unit) = row.cells.first().and_then(|code| units.get_key_value(&shown(Some(code)))) else {
            continue;
        };
        is_known(what, &before(versions)[unit.0], "total", &shown(row.cells.get(4)));
        is_known(what, unit.1, "total", &shown(row.cells.get(5)));
    }
    for pair in pairs {
        let [results, details] = pair else { panic!("{what}: a pair") };
        let head = results.rows.iter().find(|row| row.number == 4).unwrap();
        for row in results.rows.iter().filter(|row| row.number > 4) {
            let unit = &units[&shown(row.cells.get(1))];
            let places = [(3, "total"), (5, "appraised"), (6, "survey"), (7, "last"), (8, "change")];
            for (column, place) in places.into_iter().filter(|(column, _)| *column < head.cells.len()) {
                is_known(what, unit, place, &shown(row.cells.get(column)));
            }
            ranked += 1;
        }
        let codes = &details.rows[0].cells;
        let nodes: Vec<_> = details.rows.iter().filter(|row| row.number > 2).collect();
        let places: Vec<_> = nodes.iter().map(|row| shown(row.cells.first())).collect();
        for (column, code) in codes.iter().enumerate().skip(3) {
            let unit = &units[&shown(Some(code))];
            for (row, place) in nodes.iter().zip(&places) {
                match row.cells.get(column) {
                    None | Some(Cell::Empty) => {
                        let below = places.iter().any(|it| it.starts_with(&format!("{place}.")));
                        assert!(
                            place.contains('.') && below,
                            "{what} {place}: only what has no sum is empty"
                        );
                    }
                    cell => is_known(what, unit, place, &shown(cell)),
                }
            }
            detailed += 1;
        }
    }
    assert_eq!((ranked, detailed), (units.len(), units.len()), "{what}");
}

/// A row says of its unit what is known of it, in this version or, where it is corrected, in the one before.
fn rows_say_what_is_known(what: &str, rows: &[&str], versions: &[BTreeMap<String, Known>]) {
    let mut found = BTreeSet::new();
    for row in rows {
        let pieces = said(row);
        for (code, unit) in versions.last().unwrap() {
            let named = |piece: &&&str| {
                unit.names.iter().any(|name| **piece == name || piece.starts_with(&format!("{name} (")))
            };
            if pieces.iter().find(named).is_none() {
                continue;
            }
            found.insert(code);
            let known: BTreeSet<_> = versions.iter().flat_map(|units| units[code].points.values()).collect();
            for number in numbers(&pieces.join(" ")) {
                assert!(known.contains(&number), "{what} {code}: {number}");
            }
        }
    }
    assert_eq!(found.len(), versions.last().unwrap().len(), "{what}: a row for each unit");
}

fn in_order(text: &str) -> Vec<String> {
    let mut all = numbers(text);
    all.sort();
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn every_file_of_every_version_says_of_a_unit_what_its_json_says_and_nothing_more() {
    let served = Served::start_whole(&[ID, TWO_TIERS]).await;
    let (admin, stranger) = (served.sign_in("admin").await, Client::anonymous(&served.url));
    let mut hidden = 0;
    for id in [ID, TWO_TIERS] {
        read::<Publication>(publish(&admin, id, "").await).await;
        if id == ID {
            // Now few are left to speak for some.
            let reject = json!({ "decision": "reject", "reason": "thử" });
            for ballot in 1..=700 {
                admin.post(&format!("/api/campaigns/{id}/ballots/{ballot}/reviews"), &reject).await;
            }
            read::<Publication>(publish(&admin, id, "Nhiều phiếu không hợp lệ").await).await;
        }
        let mut versions = Vec::new();
        let list: Vec<Publication> =
            read(admin.get(&format!("/api/campaigns/{id}/publications")).await).await;
        for Publication { version, .. } in list {
            let path = |end: &str| format!("/p/{id}/{version}{end}");
            let what = |end: &str| format!("{id} {version} {end}");
            let file: Value = serde_json::from_str(&text(&stranger, &path(".json")).await).unwrap();
            versions.push(known(&file));
            hidden += versions.last().unwrap().values().map(|unit| unit.hidden).sum::<usize>();
            csv_says_what_is_known(&what("csv"), &text(&stranger, &path(".csv")).await, &versions);
            let bytes = async |end: &str| stranger.get(&path(end)).await.bytes().await.unwrap();
            workbook_says_what_is_known(&what("xlsx"), &bytes(".xlsx").await, &versions);
            let page = text(&stranger, &path("?lang=vi")).await;
            let rows: Vec<_> =
                page.split("<tr").skip(1).map(|row| row.split("</tr>").next().unwrap()).collect();
            rows_say_what_is_known(&what("page"), &rows, &versions);
            let document = part(&bytes(".docx").await, "word/document.xml");
            let rows: Vec<_> = document.split("<w:tr>").skip(1).collect();
            rows_say_what_is_known(&what("docx"), &rows, &versions);
            if let Some(pdf) = read_pdf(&bytes(".pdf").await, "pdftotext", &["-raw"]) {
                assert_eq!(in_order(&pdf), in_order(&said(&document).join("\n")), "{}", what("pdf"));
            }
        }
    }
    assert!(hidden > 50, "something is hidden: {hidden}");
}

/// A cell as expected.json has it.
fn plain(cell: &Cell, is_points: bool) -> Value {
    match cell {
        Cell::Text(text) if text == "–" => Value::Null,
        Cell::Text(text) => json!(text),
        Cell::Number(number) if !is_points => json!(number.parse::<f64>().unwrap() as i64),
        Cell::Number(number) => json!(even(number)),
        Cell::Formatted(it) => json!(even(&it.number)),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_workbook_gives_the_expected_result_to_the_digit_and_the_classes_that_were_announced() {
    let served = Served::start_whole(&[ID, TWO_TIERS]).await;
    let (admin, stranger) = (served.sign_in("admin").await, Client::anonymous(&served.url));
    let mut classes = BTreeMap::<(String, String), usize>::new();
    let (mut leaves, mut hidden) = (0, 0);
    for id in [ID, TWO_TIERS] {
        read::<Publication>(publish(&admin, id, "").await).await;
        let (campaign, _) = server::package::read(&folder(id)).unwrap();
        let campaign = campaign.unwrap();
        let expected = std::fs::read_to_string(folder(id).join("expected.json")).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let public: Value = serde_json::from_str(&text(&stranger, &format!("/p/{id}.json")).await).unwrap();
        let file = stranger.get(&format!("/p/{id}.xlsx")).await.bytes().await.unwrap();
        let book = open_workbook("file.xlsx", &file).unwrap();
        for (pair, unit_type) in book.sheets.chunks_exact(2).zip(&campaign.unit_types) {
            let of = |file: &Value, unit: &str| {
                let all = file[&unit_type.code].as_array().unwrap();
                all.iter().find(|it| it["unit"] == unit).unwrap_or_else(|| panic!("{unit}")).clone()
            };
            let rows: Vec<_> = pair[0].rows.iter().filter(|row| row.number > 4).collect();
            assert_eq!(rows.len(), expected[&unit_type.code].as_array().unwrap().len(), "{id}");
            for row in rows {
                let unit = plain(&row.cells[1], false).as_str().unwrap().to_owned();
                let (what, is) = (format!("{id} {unit}"), of(&expected, &unit));
                assert_eq!(plain(&row.cells[0], false), is["rank"], "{what}");
                assert_eq!(row.cells[2], Cell::Text(campaign.unit(&unit).unwrap().name.vi.clone()), "{what}");
                for (column, field) in [(3, "total"), (5, "appraised"), (6, "survey")] {
                    assert_eq!(plain(&row.cells[column], true), is[field], "{what} {field}");
                }
                let band = campaign
                    .bands
                    .iter()
                    .find(|it| it.unit_type == unit_type.code && is["class"] == *it.code);
                let class = band.map_or_else(|| "–".to_owned(), |band| band.name.vi.clone());
                assert_eq!(row.cells[4], Cell::Text(class.clone()), "{what}");
                if id == ID {
                    *classes.entry((unit_type.code.clone(), class)).or_default() += 1;
                }
            }
            let codes = &pair[1].rows[0].cells;
            let is_hidden = |unit: &Value| !unit["hidden"].as_array().unwrap().is_empty();
            let hides = public[&unit_type.code].as_array().unwrap().iter().any(is_hidden);
            let said =
                codes.get(1).is_some_and(|cell| matches!(cell, Cell::Text(it) if it.starts_with("(*) ")));
            assert_eq!(said, hides, "{id}: the mark is explained where it stands");
            for (column, unit) in codes.iter().enumerate().skip(3) {
                let unit = plain(unit, false).as_str().unwrap().to_owned();
                let (is, shown) = (of(&expected, &unit), of(&public, &unit));
                for (leaf, points) in is["leaves"].as_object().unwrap() {
                    let row =
                        pair[1].rows.iter().find(|row| row.cells.first() == Some(&Cell::Text(leaf.clone())));
                    let cell = plain(&row.unwrap().cells[column], true);
                    let is_hidden = shown["hidden"].as_array().unwrap().iter().any(|it| it == leaf);
                    let expected = if is_hidden { &json!("(*)") } else { points };
                    assert_eq!(&cell, expected, "{id} {unit} {leaf}");
                    (leaves, hidden) = (leaves + 1, hidden + usize::from(is_hidden));
                }
            }
        }
    }
    assert!(leaves > 4000 && hidden > 0 && hidden * 5 < leaves, "{hidden} of {leaves} hidden");
    // Of 2019 was announced: of 19 departments 3 are excellent, 7 good, 9 fair; all 8 districts are fair.
    let announced = [
        ("department", "Khá", 9),
        ("department", "Tốt", 7),
        ("department", "Xuất sắc", 3),
        ("district", "Khá", 8),
    ];
    let found: Vec<_> = classes.iter().map(|((of, class), units)| (&**of, &**class, *units)).collect();
    assert_eq!(found, announced);
    let page = text(&stranger, &format!("/p/{ID}?lang=vi")).await;
    for (_, class, units) in announced {
        assert!(page.contains(&format!("{class}: {units} đơn vị")), "{class} {units}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pdf_is_tagged_and_found_in_by_vietnamese_words_with_a_head_on_each_page() {
    let served = Served::start_whole(&[TWO_TIERS]).await;
    let (admin, stranger) = (served.sign_in("admin").await, Client::anonymous(&served.url));
    read::<Publication>(publish(&admin, TWO_TIERS, "").await).await;
    let answer = stranger.get(&format!("/p/{TWO_TIERS}.pdf")).await;
    assert_eq!(answer.headers()["content-type"], "application/pdf");
    let file = answer.bytes().await.unwrap();
    let run: Run = read(admin.get(&format!("/api/campaigns/{TWO_TIERS}/runs/1")).await).await;
    let Some(about) = read_pdf(&file, "pdfinfo", &[]) else { return };
    let title = format!("PHỤ LỤC: {}", run.campaign.title.vi.to_uppercase());
    let about: Vec<_> =
        about.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for line in ["Tagged: yes", "Page size: 595.28 x 841.89 pts (A4)", &format!("Title: {title}")] {
        assert!(about.iter().any(|it| it == line), "{line}: {about:?}");
    }
    let faces = read_pdf(&file, "pdffonts", &[]).unwrap();
    let faces: Vec<_> = faces.lines().skip(2).collect();
    assert!(
        faces.len() == 3 && faces.iter().all(|face| face.contains("Tinos") && face.contains("yes yes yes"))
    );
    let tags = read_pdf(&file, "pdfinfo", &["-struct"]).unwrap();
    let of =
        |tag: &str| tags.lines().filter(|line| line.trim().split([' ', ':']).next() == Some(tag)).count();
    assert_eq!((of("H1"), of("Table")), (1, 2 * run.tables.len()));
    let units: Vec<_> = run.tables.iter().flat_map(|table| &table.units).collect();
    assert!(of("TR") > 2 * units.len() && of("TH") > 2 * units.len());
    let text = read_pdf(&file, "pdftotext", &["-raw"]).unwrap();
    assert!(is_nfc(&text), "letters are composed, as they are typed");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("(Kèm theo Quyết định số 86/QĐ-UBND ngày 15 tháng 11 năm 2019"));
    for unit in units {
        assert!(words.contains(&unit.name.vi), "{}", unit.name.vi);
    }
    let pages: Vec<_> = text.split('\u{c}').filter(|page| numbers(page).len() > 10).collect();
    assert!(pages.len() > 3, "it is long enough to tell");
    for page in pages {
        assert!(page.contains("Đơn vị"), "{page}");
    }
}
