//! The tables of a unit's page against numbers that were computed elsewhere: domains, self-scored beside appraised, the survey by
//! respondent group, how far the next class is, and the ranges of ranks.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::Value;
use shared::publication::people_of;
use shared::run::{Run, RunUnit};
use shared::wire::Publication;

use crate::by_hand::{self, GIVEN, campaign, imported};
use crate::client::{Client, read};
use crate::publications::{publish, text};
use crate::read_results::{between, cells, page};
use crate::sample::{self, ID, TWO_TIERS, folder};
use crate::served::Served;

/// A table of a page; nothing where it has none.
pub fn table<'a>(page: &'a str, name: &str) -> &'a str {
    match page.contains(&format!("<table data-table=\"{name}\"")) {
        true => between(page, &format!("<table data-table=\"{name}\""), "</table>"),
        false => "",
    }
}

/// The cells of each row of a table that has the mark, by it.
pub fn by<'a>(table: &'a str, mark: &str) -> BTreeMap<&'a str, Vec<String>> {
    let rows = table.split("<tr").skip(1).filter_map(|row| {
        let code = row.split_once(&format!("{mark}=\""))?.1.split('"').next()?;
        Some((code, cells(row.split("</tr>").next()?)))
    });
    rows.collect()
}

/// As people read hundredths.
pub fn hundredths(points: i64) -> String {
    let sign = if points < 0 { "−" } else { "" };
    format!("{sign}{},{:02}", points.abs() / 100, points.abs() % 100)
}

/// A number that people read.
pub fn number(shown: &str) -> f64 {
    shown.replace(',', ".").parse().unwrap()
}

/// The first run of a campaign.
pub async fn made(viewer: &Client, id: &str) -> Run {
    viewer.request(Method::POST, &format!("/r/{id}")).send().await.unwrap();
    read(viewer.get(&format!("/api/campaigns/{id}/runs/1")).await).await
}

#[tokio::test(flavor = "multi_thread")]
async fn domains_next_class_and_ranges_are_those_computed_by_hand() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    imported(&served, campaign(), &GIVEN).await;
    made(&admin, by_hand::ID).await;
    read::<Publication>(publish(&admin, by_hand::ID, "").await).await;
    // Lost, points and the most of both domains. C and F were excused from a part of what they then lost nothing of.
    let domains = [
        ("A", [["0,00", "10,00", "10,00"], ["2,00", "8,00", "10,00"]]),
        ("C", [["–", "4,00", "10,00"], ["2,00", "8,00", "10,00"]]),
        ("D", [["5,00", "5,00", "10,00"], ["–", "–", "10,00"]]),
        ("E", [["–", "–", "10,00"], ["–", "–", "10,00"]]),
        ("F", [["4,00", "6,00", "10,00"], ["–", "–", "10,00"]]),
    ];
    // C lacks 1.75 of 16 and lost 2 and 2, which weigh 20/16; F lacks 0.25 of 12 and lost 3 and 1, which weigh twice.
    let next = [
        (
            "C",
            "1,75 điểm nữa là đạt mức Xuất sắc: 2 tiêu chí dưới đây còn 5,00 điểm chưa đạt.",
            ["1.2", "2.1"],
        ),
        ("F", "0,25 điểm nữa là đạt mức Tốt: 2 tiêu chí dưới đây còn 8,00 điểm chưa đạt.", ["1.2", "1.1"]),
    ];
    for end in ["", "/published"] {
        for (unit, expected) in domains {
            let own = page(&admin, &format!("/r/{}/units/{unit}{end}", by_hand::ID)).await;
            let rows = by(table(&own, "framework"), "data-code");
            for (code, expected) in ["1", "2"].into_iter().zip(expected) {
                assert_eq!(rows[code][1..4], expected, "{unit}{end} {code}");
            }
            let further =
                own.contains("<p class=\"next\">").then(|| between(&own, "<p class=\"next\">", "</section>"));
            let Some((_, said, leaves)) = next.iter().find(|(of, ..)| *of == unit) else {
                assert_eq!(further, None, "{unit}{end}: in the highest class, or without a total");
                continue;
            };
            let further = further.unwrap_or_else(|| panic!("{unit}{end}"));
            assert!(further.starts_with(&format!("<p class=\"next\">{said}</p>")), "{unit}{end}: {further}");
            assert!(further.contains("mất 4,00 điểm; do không áp dụng"), "{unit}{end}: {further}");
            let to: Vec<_> =
                further.split("href=\"#").skip(1).map(|it| it.split('"').next().unwrap()).collect();
            assert_eq!(to, leaves, "{unit}{end}");
        }
    }
    // Nobody was asked, so nothing is uncertain.
    let ranks = page(&admin, &format!("/r/{}", by_hand::ID)).await;
    let ranks = by(table(&ranks, "so"), "data-unit");
    for (unit, rank) in [("A", "1"), ("B", "1"), ("C", "3"), ("F", "4"), ("D", "–"), ("E", "–")] {
        assert_eq!([&ranks[unit][0], ranks[unit].last().unwrap()], [rank, rank], "{unit}");
        let own = page(&admin, &format!("/r/{}/units/{unit}", by_hand::ID)).await;
        let said = format!("từ hạng {rank} đến hạng {rank}");
        assert_eq!(own.contains(&said), rank != "–", "{unit}");
        assert!(own.contains("trên 4 đơn vị được xếp hạng"), "{unit}");
    }
}

/// What the unit gave itself and what appraisers gave, in hundredths, by leaf.
fn assessments(id: &str) -> BTreeMap<(String, String), (i64, i64)> {
    let lines = std::fs::read_to_string(folder(id).join("assessments.jsonl")).unwrap();
    let lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let points = |it: &Value| it.as_f64().map(|points| (points * 100.0).round() as i64);
    let of = |line: Value| {
        let key = (line["unit"].as_str().unwrap().to_owned(), line["code"].as_str().unwrap().to_owned());
        Some((key, (points(&line["self"])?, points(&line["appraised"])?)))
    };
    lines.filter_map(of).collect()
}

fn self_scored(what: &str, own: &str, given: &[(&str, (i64, i64))]) -> usize {
    let rows = by(table(own, "self"), "data-code");
    let others: Vec<_> = given.iter().filter(|(_, (claimed, stands))| claimed != stands).collect();
    assert_eq!(rows.len(), others.len(), "{what}");
    for (code, (claimed, stands)) in &others {
        let expected = [*claimed, *stands, stands - claimed].map(hundredths);
        assert_eq!(rows[code][1..4], expected, "{what} {code}");
    }
    let sum = |of: fn(&(i64, i64)) -> i64| hundredths(given.iter().map(|(_, both)| of(both)).sum());
    let sums = format!("tự chấm {}, thẩm định {}.", sum(|it| it.0), sum(|it| it.1));
    assert!(own.contains(&sums), "{what}: {sums}");
    let same = given.len() - others.len();
    assert!(own.contains(&format!("Ở {same} tiêu chí còn lại")), "{what}: {same}");
    others.len()
}

fn survey(what: &str, own: &str, unit: &RunUnit, leaves: &Value) {
    for leaf in &unit.survey {
        let rows = table(own, "survey")
            .split("<tbody>")
            .find(|it| it.contains(&format!("data-code=\"{}\"", leaf.code)));
        let rows = rows.unwrap_or_else(|| panic!("{what} {}", leaf.code));
        let vi =
            |text: Option<&str>, end: &str| text.map_or("–".to_owned(), |it| it.replace('.', ",") + end);
        let row = &by(rows, "data-code")[&*leaf.code];
        assert_eq!(row[1], vi(leaves.get(&leaf.code).and_then(Value::as_str), ""), "{what} {}", leaf.code);
        assert_eq!(row[2], vi(leaf.rate.as_deref(), " %"), "{what} {}", leaf.code);
        let groups = by(rows, "data-group");
        assert_eq!(groups.len(), leaf.groups.len(), "{what} {}", leaf.code);
        for group in &leaf.groups {
            let row = &groups[&*group.group];
            let mark = if people_of(group) < 5 { " (*)" } else { "" };
            let expected = [
                vi(group.rate.as_deref(), " %"),
                format!("{}{mark}", group.respondents),
                group.answers.to_string(),
            ];
            assert_eq!(row[2..5], expected, "{what} {} {}", leaf.code, group.group);
        }
    }
}

/// The points of each leaf follow from what the groups said: the most of it, by their rates and weights.
fn groups_give_the_points(what: &str, own: &str, unit: &RunUnit, leaves: &Value) {
    let campaign = sample::campaign();
    for leaf in unit.survey.iter().filter(|leaf| leaf.points.is_some()) {
        let rows = table(own, "survey")
            .split("<tbody>")
            .find(|it| it.contains(&format!("data-code=\"{}\"", leaf.code)));
        let (mut sum, mut weights) = (0.0, 0.0);
        for (group, row) in by(rows.unwrap(), "data-group").into_iter().filter(|(_, row)| row[2] != "–") {
            let group = campaign.groups.iter().find(|it| it.code == group).unwrap();
            weights += group.weight.to_drawing();
            sum += group.weight.to_drawing() * number(row[2].trim_end_matches(" %"));
        }
        let most = campaign.leaf_of(&unit.result.unit, &leaf.code).unwrap().max_points.to_drawing();
        let expected: f64 = leaves[&leaf.code].as_str().unwrap().parse().unwrap();
        assert!((most * sum / weights / 100.0 - expected).abs() < 0.01, "{what} {}", leaf.code);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tables_of_every_unit_of_the_samples_hold_what_is_expected() {
    let served = Served::start_whole(&[ID, TWO_TIERS]).await;
    let viewer = served.sign_in("viewer").await;
    let mut differ = 0;
    for id in [ID, TWO_TIERS] {
        let run = made(&viewer, id).await;
        let expected = std::fs::read_to_string(folder(id).join("expected.json")).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let given = assessments(id);
        let all = page(&viewer, &format!("/r/{id}")).await;
        for table_of in &run.tables {
            let ranks = by(table(&all, &table_of.unit_type.code), "data-unit");
            let expected = expected[&table_of.unit_type.code].as_array().unwrap();
            for (unit, is) in table_of.units.iter().zip(expected) {
                let code = &unit.result.unit;
                let what = format!("{id} {code}");
                let own = page(&viewer, &format!("/r/{id}/units/{code}")).await;
                let leaves = is["leaves"].as_object().unwrap();
                let framework = by(table(&own, "framework"), "data-code");
                for domain in table_of.domains() {
                    let below =
                        leaves.iter().filter(|(leaf, _)| leaf.split('.').next() == Some(&domain.code));
                    let (n, sum) = below.fold((1.0, 0.0), |(n, sum), (_, points)| {
                        (n + 1.0, sum + points.as_str().unwrap().parse::<f64>().unwrap())
                    });
                    let shown = number(&framework[&*domain.code][2]);
                    assert!(
                        (shown - sum).abs() <= 0.005 * n + 1e-9,
                        "{what} {}: {shown}, {sum}",
                        domain.code
                    );
                }
                let own_given: Vec<_> = given.iter().filter(|((of, _), _)| of == code).collect();
                let own_given: Vec<_> = own_given.iter().map(|((_, leaf), both)| (&**leaf, **both)).collect();
                differ += self_scored(&what, &own, &own_given);
                survey(&what, &own, unit, &is["leaves"]);
                if id == ID {
                    groups_give_the_points(&what, &own, unit, &is["leaves"]);
                }
                let range = unit.ranks.unwrap();
                let rank = u32::try_from(is["rank"].as_u64().unwrap()).unwrap();
                assert!(range.best <= rank && rank <= range.worst, "{what}: {rank} in {range:?}");
                let dash = format!("{}–{}", range.best, range.worst);
                let shown = if range.best == range.worst { rank.to_string() } else { dash };
                assert_eq!(*ranks[&**code].last().unwrap(), shown, "{what}");
                let said = format!("từ hạng {} đến hạng {}", range.best, range.worst);
                assert!(own.contains(&said), "{what}: {said}");
            }
        }
    }
    assert!(differ > 100, "appraisers gave something else: {differ}");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_something_is_hidden_the_next_class_stands_alone_and_the_survey_as_it_is_public() {
    let served = Served::start_whole(&[TWO_TIERS]).await;
    let admin = served.sign_in("admin").await;
    let run = made(&admin, TWO_TIERS).await;
    read::<Publication>(publish(&admin, TWO_TIERS, "").await).await;
    let public: Value = serde_json::from_str(&text(&admin, &format!("/p/{TWO_TIERS}.json")).await).unwrap();
    let (mut alone, mut grouped) = (0, 0);
    for table_of in &run.tables {
        for (unit, is) in table_of.units.iter().zip(public[&table_of.unit_type.code].as_array().unwrap()) {
            let code = &unit.result.unit;
            assert_eq!(is["unit"], **code);
            let own = page(&admin, &format!("/r/{TWO_TIERS}/units/{code}/published")).await;
            assert!(!own.contains("từ hạng"), "{code}: how sure a rank is stays in the office");
            let hidden = is["hidden"].as_array().unwrap();
            let next = unit.next.as_ref().filter(|_| !hidden.is_empty() && is["total"].is_string());
            if let Some(next) = next {
                let class = table_of.classes.iter().find(|class| class.code == next.class).unwrap();
                let further = between(&own, "<p class=\"next\">", "</section>");
                let said = format!("{} điểm nữa là đạt mức {}.", next.lacks.replace('.', ","), class.name.vi);
                assert_eq!(
                    further,
                    format!("<p class=\"next\">{said}</p>"),
                    "{code}: no word of what hidden leaves hold"
                );
                alone += 1;
            }
            let of_leaf = |leaf: &str| {
                let all = is["groups"].as_array().unwrap().iter();
                all.filter(|it| it["leaf"] == leaf)
                    .flat_map(|it| it["rates"].as_array().unwrap())
                    .collect::<Vec<_>>()
            };
            for leaf in &unit.survey {
                let rows = table(&own, "survey").split("<tbody>");
                let rows = rows
                    .filter(|it| it.contains(&format!("data-code=\"{}\"", leaf.code)))
                    .collect::<String>();
                let row = &by(&rows, "data-code")[&*leaf.code];
                let points = is["leaves"].get(&leaf.code).and_then(Value::as_str);
                let none = if hidden.iter().any(|it| *it == *leaf.code) { "(*)" } else { "–" };
                assert_eq!(
                    row[1..],
                    [points.map_or(none.to_owned(), |it| it.replace('.', ",")), String::new()]
                );
                let groups = by(&rows, "data-group");
                let rates = of_leaf(&leaf.code);
                assert_eq!(groups.len(), rates.len(), "{code} {}", leaf.code);
                for rate in rates {
                    let shown = format!("{} %", rate["rate"].as_str().unwrap().replace('.', ","));
                    assert_eq!(groups[rate["group"].as_str().unwrap()][1..], [String::new(), shown]);
                    grouped += 1;
                }
            }
        }
    }
    assert!(alone > 0 && grouped > 100, "{alone} units, {grouped} rates");
}
