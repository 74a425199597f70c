//! Files of statistics programs: haven (R) and PSPP read in each cell what the CSV table says, and all labels. Where they are not
//! installed, that is said.

use std::collections::HashMap;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::Command;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use server::service::import::{File, Import, import};
use shared::ballot::Decided;
use shared::campaign::Campaign;
use shared::export::value;
use shared::form::{Choice, Kind, Node, Question};
use shared::sheet::csv;
use tempfile::TempDir;

use crate::client::Client;
use crate::sample::{self, ID};
use crate::served::Served;

/// What a file holds: cells by variable and row, labels by variable, labels of codes by variable and code.
#[derive(Default)]
struct Read {
    cells: HashMap<(String, usize), String>,
    labels: HashMap<String, String>,
    called: HashMap<(String, String), String>,
}

const TEXTS: [&str; 4] = ["đ", "=1+1\n\"hai dòng\", dấu phẩy", "Xã Đồng Phúc ", "x"];

fn question(name: &str, kind: Kind, label: &str) -> Node {
    let label = [("vi".to_owned(), label.to_owned())].into();
    Node::Question(Question { name: name.to_owned(), kind, label, ..Question::default() })
}

/// What their version has behind its name: one that is here already stays as it is.
const HARD: &str = "-kho";

/// The sample with questions that are hard on files, and answers to them.
fn hard() -> (Campaign, String) {
    let mut campaign = sample::campaign().clone();
    let long = "Câu hỏi có nhãn rất dài để thử giới hạn của từng loại tệp thống kê. ".repeat(6);
    let choice = |name: &str, label: &str| Choice {
        name: name.to_owned(),
        label: [("vi".to_owned(), label.to_owned())].into(),
        percent: None,
    };
    let same =
        "Mức độ hài lòng chung của ông (bà) đối với việc giải quyết thủ tục hành chính tại cơ quan này là";
    for definition in campaign.definitions.iter_mut().filter(|definition| definition.id == "P7") {
        definition.version.push_str(HARD);
        let levels = [("1", "thấp"), ("2", "cao"), ("99", "cao")];
        let levels = levels.map(|(code, end)| choice(code, &format!("{same} {end}")));
        definition.choices.insert("muc".into(), levels.to_vec());
        let ways = [choice("web", "Cổng dịch vụ công"), choice("so", "Tại sở"), choice("1022", "Tổng đài")];
        definition.choices.insert("kenh".into(), ways.to_vec());
        let provinces = [choice("duoi_18_tuoi", "Dưới 18 tuổi"), choice("tu_18_tuoi", "Từ 18 tuổi")];
        definition.choices.insert("tuoi".into(), provinces.to_vec());
        definition.nodes.extend([
            question("ngày", Kind::Date, &long),
            question("ý_kiến", Kind::Text, "Ý kiến"),
            question("dài", Kind::Text, "Dài hơn 255"),
            question("SEX", Kind::Text, "Như sex, chữ hoa"),
            question("with", Kind::Integer, "Số năm"),
            question("tỷ-lệ", Kind::Decimal, "Tỷ lệ"),
            question("mức", Kind::SelectOne("muc".into()), "Mức"),
            question("kênh", Kind::SelectMultiple("kenh".into()), "Kênh"),
            question("tuổi", Kind::SelectOne("tuoi".into()), "Tuổi"),
            question("câu_hỏi_có_tên_rất_dài_để_thử_giới_hạn_1", Kind::Text, "Dài 1"),
            question("câu_hỏi_có_tên_rất_dài_để_thử_giới_hạn_2", Kind::Text, "Dài 2"),
        ]);
    }
    let mut text = String::new();
    let plain = sample::lines().iter().filter(|line| line.form == "P7");
    for (n, line) in plain.take(40).enumerate() {
        let mut line = line.clone();
        line.version.push_str(HARD);
        let said: Value = match n {
            0 => {
                json!({ "ngày": "1930-02-03", "ý_kiến": "ă".repeat(14_000), "dài": "dài ".repeat(700), "with": -3,
                "tỷ-lệ": 0.1, "mức": "1", "kênh": ["so"], "SEX": "X", "tuổi": "duoi_18_tuoi" })
            }
            1 => {
                json!({ "ngày": "2019-10-15", "ý_kiến": TEXTS[1], "dài": "ngắn", "with": 9_007_199_254_740_991_i64,
                "tỷ-lệ": 1234567.875, "mức": "99", "kênh": ["web", "1022"],
                "câu_hỏi_có_tên_rất_dài_để_thử_giới_hạn_1": "một", "câu_hỏi_có_tên_rất_dài_để_thử_giới_hạn_2": "hai" })
            }
            2 => json!({ "mức": "7", "kênh": ["web", "fax"], "ngày": "hôm qua", "with": "ba" }),
            n => json!({ "dài": TEXTS[n % 4], "with": n, "tuổi": "tu_18_tuoi", "mức": "2" }),
        };
        if n == 2 {
            // What a person accepted may say anything.
            let (by, at, reason) = ("admin".to_owned(), line.finished, "đã gọi lại".to_owned());
            line.decision = Some(Decided { by, at, reason });
        }
        line.answers.extend(said.as_object().unwrap().clone());
        text.push_str(&line.to_text());
    }
    (campaign, text)
}

pub async fn served() -> (Served, Client) {
    let served = Served::start().await;
    let (campaign, text) = hard();
    let ballots = Some(File::of("ballots.jsonl", text));
    import(&served.site, Import { ballots, ..Import::of(campaign) }).await.unwrap();
    let client = served.sign_in("viewer").await;
    (served, client)
}

/// Takes the files away, and lays them into a folder.
async fn take(client: &Client, format: &str, folder: &Path) -> Vec<String> {
    let answer = client.get(&format!("/api/campaigns/{ID}/ballots.{format}")).await;
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["content-type"]),
        (200, &"application/zip".parse().unwrap())
    );
    let bytes = answer.bytes().await.unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    for name in &names {
        let mut bytes = Vec::new();
        zip.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
        fs::write(folder.join(name), bytes).unwrap();
    }
    names
}

pub async fn table(client: &Client, repeat: &str) -> Vec<Vec<String>> {
    let path = format!("/api/campaigns/{ID}/ballots.csv?bom=false&repeat={repeat}");
    let text = client.get(&path).await.text().await.unwrap();
    csv::rows(&text).unwrap().into_iter().map(|(_, cells)| cells).collect()
}

/// What a file of these variables has to hold, by the CSV table and the codebook: the cells as R writes them.
fn expected(table: &[Vec<String>], book: &[Vec<String>], file: &str, longest: usize) -> Read {
    let mut read = Read::default();
    let local = |text: &str| {
        let zone = TimeZone::get("Asia/Ho_Chi_Minh").unwrap();
        let local = text.parse::<Timestamp>().unwrap().to_zoned(zone).datetime();
        local.strftime("%Y-%m-%dT%H:%M:%S").to_string()
    };
    let number = |text: &str| text.parse::<f64>().map_or(String::new(), |n| n.to_string());
    let mut numbers: HashMap<(&str, &str), &str> = HashMap::new();
    for row in book.iter().filter(|row| row[0] == file) {
        if !row[5].is_empty() {
            numbers.insert((&row[1], &row[5]), &row[6]);
            let said = if row[7].is_empty() { &row[5] } else { &row[7] };
            read.called.insert((row[1].clone(), row[6].clone()), said.clone());
            continue;
        }
        read.labels.insert(row[1].clone(), row[3].clone());
    }
    for row in book.iter().filter(|row| row[0] == file && row[5].is_empty()) {
        let (column, choice) = row[2].split_once('=').map_or((&*row[2], None), |(c, code)| (c, Some(code)));
        let column = column.strip_suffix("/code").unwrap_or(column);
        let at = table[0].iter().position(|head| head == column).unwrap();
        for (n, cells) in table[1..].iter().enumerate() {
            let said = value(&cells[at]);
            let said = match (&*row[4], choice) {
                _ if said.is_empty() => String::new(),
                (_, Some(choice)) => u8::from(said.split(' ').any(|code| code == choice)).to_string(),
                ("date", _) => said.parse::<shared::day::Day>().map_or(String::new(), |day| day.to_string()),
                ("datetime", _) => local(said),
                ("decimal", _) => number(said),
                ("integer", _) => match numbers.get(&(&*row[1], said)) {
                    Some(counted) => (*counted).to_owned(),
                    None => {
                        assert!(said.parse::<f64>().is_ok() || said == "ba", "{row:?}: {said} has no number");
                        number(said)
                    }
                },
                _ => {
                    let end =
                        (0..=said.len().min(longest)).rev().find(|end| said.is_char_boundary(*end)).unwrap();
                    said[..end].trim().replace('\n', "\\n")
                }
            };
            read.cells.insert((row[1].clone(), n), said);
        }
    }
    read
}

fn has(program: &str, arguments: &[&str]) -> bool {
    let there = Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success());
    if !there {
        println!("SKIPPED: {program} {} does not work here", arguments.join(" "));
    }
    there
}

/// What haven reads.
fn by_haven(folder: &Path, file: &str) -> Read {
    let script = r#"
suppressWarnings(library(haven)); a <- commandArgs(TRUE)
t <- if (grepl("sav$", a[1])) read_sav(a[1]) else read_dta(a[1])
one <- function(x) gsub("\n", "\\n", enc2utf8(x), fixed = TRUE)
out <- file(a[2], "wb"); say <- function(...) writeLines(paste(..., sep = "\t"), out, useBytes = TRUE)
for (n in names(t)) {
  x <- t[[n]]; l <- attr(x, "label"); say("L", n, if (is.null(l)) "" else one(l))
  v <- attr(x, "labels")
  for (i in seq_along(v)) say("V", n, if (is.character(v)) v[[i]] else sprintf("%.15g", v[[i]]), one(names(v)[i]))
  c <- if (inherits(x, "Date")) format(x, "%Y-%m-%d")
    else if (inherits(x, "POSIXct")) format(x, "%Y-%m-%dT%H:%M:%S", tz = "UTC")
    else if (is.character(x)) one(as.character(zap_labels(x)))
    else ifelse(is.na(x), NA, sprintf("%.17g", as.numeric(x)))
  c[is.na(c)] <- ""
  say("C", n, seq_along(c) - 1, c)
}
close(out)"#;
    let (code, out) = (folder.join("read.R"), folder.join("read.tsv"));
    fs::write(&code, script).unwrap();
    let output = Command::new("Rscript")
        .arg("--vanilla")
        .arg(&code)
        .arg(folder.join(file))
        .arg(&out)
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap();
    assert!(output.status.success(), "{file}: {}", String::from_utf8_lossy(&output.stderr));
    let mut read = Read::default();
    for line in fs::read_to_string(out).unwrap().lines() {
        let parts: Vec<&str> = line.split('\t').collect();
        let name = parts[1].to_owned();
        match parts[0] {
            "L" => _ = read.labels.insert(name, parts[2].to_owned()),
            "V" => _ = read.called.insert((name, parts[2].to_owned()), parts[3].to_owned()),
            _ => _ = read.cells.insert((name, parts[2].parse().unwrap()), parts[3].trim().to_owned()),
        }
    }
    read
}

/// What PSPP reads: the cells.
fn by_pspp(folder: &Path, file: &str) -> Read {
    let (code, out) = (folder.join("read.sps"), folder.join("read.csv"));
    let syntax = format!(
        "GET FILE='{}'.\nSAVE TRANSLATE /OUTFILE='{}' /TYPE=CSV /FIELDNAMES /CELLS=VALUES /REPLACE.\n",
        folder.join(file).display(),
        out.display()
    );
    fs::write(&code, syntax).unwrap();
    let output = Command::new("pspp").arg(&code).env("LC_ALL", "C.UTF-8").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.trim().is_empty(), "{file}: {said}");
    let rows = csv::rows(&fs::read_to_string(out).unwrap()).unwrap();
    let mut read = Read::default();
    for (n, (_, cells)) in rows[1..].iter().enumerate() {
        for (name, cell) in rows[0].1.iter().zip(cells) {
            // 10/15/2019 08:09:10
            let day = |text: &str| format!("{}-{}-{}", &text[6..10], &text[..2], &text[3..5]);
            let is_date = cell.len() >= 10 && cell.as_bytes()[2] == b'/' && cell.as_bytes()[5] == b'/';
            let cell = match cell.split_once(' ') {
                Some((date, time)) if is_date => format!("{}T{time}", day(date)),
                _ if is_date => day(cell),
                _ if cell == "." => String::new(),
                _ => cell.replace('\n', "\\n"),
            };
            read.cells.insert((name.clone(), n), cell);
        }
    }
    read
}

fn compare(found: &Read, expected: &Read, file: &str) {
    for ((name, row), said) in &expected.cells {
        let cell = found
            .cells
            .get(&(name.clone(), *row))
            .unwrap_or_else(|| panic!("{file}: no {name} in row {row}"));
        let alike =
            cell == said || matches!((cell.parse::<f64>(), said.parse::<f64>()), (Ok(a), Ok(b)) if a == b);
        assert!(alike, "{file}: {name} in row {row}: {:.200} instead of {:.200}", cell, said);
    }
    assert_eq!(found.cells.len(), expected.cells.len(), "{file}");
}

/// Labels are whole, or begin as they should, and are told apart.
fn compare_labels(found: &Read, expected: &Read, file: &str) {
    assert!(!expected.labels.is_empty());
    for (name, label) in &expected.labels {
        let cut = &found.labels[name];
        // Of one of several choices the end is there as well.
        let ends = |(at, _)| label.starts_with(&cut[..at]) && label.ends_with(cut[at..].trim_end());
        let is_cut = cut.len() >= 77 && (label.starts_with(cut.trim_end()) || cut.char_indices().any(ends));
        assert!(cut == label || is_cut, "{file}: {name}: {cut}");
    }
    let mut seen: HashMap<(&str, &str), &str> = HashMap::new();
    for ((name, code), label) in &found.called {
        assert_eq!(seen.insert((name, label), code), None, "{file}: {name}: {label} twice");
        let whole = &expected.called[&(name.clone(), code.clone())];
        let own = format!("({code})");
        let begin = label.strip_suffix(&own).unwrap_or(label).trim_end();
        assert!(whole.starts_with(begin), "{file}: {name} {code}: {label} instead of {whole}");
    }
    assert!(!found.called.is_empty(), "{file}");
}

#[tokio::test(flavor = "multi_thread")]
async fn haven_and_pspp_read_what_the_tables_say() {
    let (_served, client) = served().await;
    let (has_haven, has_pspp) = (has("Rscript", &["-e", "library(haven)"]), has("pspp", &["--version"]));
    for (format, longest) in [("sav", 32_767), ("dta", usize::MAX)] {
        let folder = TempDir::new().unwrap();
        let names = take(&client, format, folder.path()).await;
        let book = fs::read_to_string(folder.path().join("codebook.csv")).unwrap();
        let book: Vec<Vec<String>> = csv::rows(book.trim_start_matches('\u{feff}'))
            .unwrap()
            .into_iter()
            .map(|(_, cells)| cells.iter().map(|cell| value(cell).to_owned()).collect())
            .collect();
        let mut rows = 0;
        for file in names.iter().filter(|name| *name != "codebook.csv") {
            let repeat =
                file.strip_prefix("ballots-").and_then(|name| name.strip_suffix(&format!(".{format}")));
            let table = table(&client, repeat.unwrap_or_default()).await;
            let mut expected = expected(&table, &book, file, longest);
            expected.cells.retain(|(name, _), _| name != "ballot_other_answers");
            rows += table.len() - 1;
            if has_haven {
                let mut found = by_haven(folder.path(), file);
                found.cells.retain(|(name, _), _| name != "ballot_other_answers");
                compare(&found, &expected, file);
                // A label without rows is in no file that haven reads otherwise than in one with rows.
                compare_labels(&found, &expected, file);
            }
            if has_pspp && format == "sav" {
                let mut found = by_pspp(folder.path(), file);
                found.cells.retain(|(name, _), _| name != "ballot_other_answers");
                compare(&found, &expected, file);
            }
        }
        assert!(rows > 40, "{rows}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fits_no_variable_is_beside_and_the_command_writes_the_same_files() {
    let (served, client) = served().await;
    let out = TempDir::new().unwrap();
    for format in ["sav", "dta"] {
        let folder = TempDir::new().unwrap();
        let names = take(&client, format, folder.path()).await;
        let to = out.path().join(format).display().to_string();
        let output = crate::process::parindex(
            served.data(),
            &["export", "--campaign", ID, &format!("--{format}"), &to],
        );
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        for name in &names {
            let (here, there) =
                (fs::read(folder.path().join(name)).unwrap(), fs::read(Path::new(&to).join(name)).unwrap());
            assert_eq!(here.len(), there.len(), "{name}");
            let differs = here.iter().zip(&there).filter(|(a, b)| a != b).count();
            // Day and time in the head.
            assert!(differs <= 17, "{name}: {differs} bytes");
        }
        let whole = fs::read(folder.path().join(format!("ballots.{format}"))).unwrap();
        let said = r#""ngày":"hôm qua","with":"ba""#.as_bytes();
        let found = whole.windows(said.len()).any(|bytes| bytes == said);
        assert!(found || format == "sav", "what is no day is not lost");
    }
    let refused = client.get(&format!("/api/campaigns/{ID}/ballots.sav?after=3")).await;
    assert_eq!(refused.status(), 400);
}
