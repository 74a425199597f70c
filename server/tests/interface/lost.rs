//! What leaves lost and what all units got of them on average, how sure points are: on the pages of units and of the whole province,
//! against numbers that follow from the expected results.

use std::collections::BTreeMap;

use serde_json::Value;
use shared::run::{Interval, Node, Run, RunTable};

use crate::read_results::{between, cells, page};
use crate::sample::{ID, TWO_TIERS, folder};
use crate::served::Served;
use crate::unit_tables::{by, hundredths, made, number, table};

/// What all units of a type got of a node: points, in sum; what they could have got; how many have any.
#[derive(Default)]
struct All {
    got: f64,
    could: f64,
    units: u32,
    /// How many numbers were added up, each of which is rounded.
    added: f64,
}

fn is_below(leaf: &str, node: &str) -> bool {
    leaf.strip_prefix(node).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The points of a unit's leaves that have any.
fn leaves(is: &Value) -> BTreeMap<&str, f64> {
    let all = is["leaves"].as_object().unwrap().iter();
    all.filter_map(|(code, points)| Some((&**code, points.as_str()?.parse().unwrap()))).collect()
}

fn of_all(table: &RunTable, node: &Node, expected: &[Value]) -> All {
    let mut all = All::default();
    for is in expected {
        let mut any = false;
        for (leaf, points) in leaves(is).into_iter().filter(|(leaf, _)| is_below(leaf, &node.code)) {
            all.got += points;
            all.could += max(table, leaf);
            all.added += 1.0;
            any = true;
        }
        all.units += u32::from(any);
    }
    all
}

fn max(table: &RunTable, code: &str) -> f64 {
    table.framework.iter().find(|node| node.code == code).unwrap().max_points.parse().unwrap()
}

/// That a number is the expected one, which was made of so many rounded ones.
fn is_near(what: &str, shown: &str, expected: f64, off: f64) {
    let shown = number(shown.trim_end_matches(" %"));
    assert!((shown - expected).abs() <= off + 0.005 + 1e-9, "{what}: {shown}, not {expected}");
}

fn own(what: &str, page: &str, table_of: &RunTable, is: &Value, expected: &[Value]) {
    let framework = by(table(page, "framework"), "data-code");
    let lost = by(table(page, "lost"), "data-code");
    let points = leaves(is);
    for node in table_of.framework.iter().filter(|node| node.method.is_some()) {
        let (what, max) = (format!("{what} {}", node.code), max(table_of, &node.code));
        let mean = of_all(table_of, node, expected);
        let row = &framework[&*node.code];
        assert_eq!(number(&row[3]), max, "{what}");
        is_near(&what, &row[4], mean.got / f64::from(mean.units), 0.005);
        let Some(points) = points.get(&*node.code) else {
            assert!(row[1] == "–" && !lost.contains_key(&*node.code), "{what}: {row:?}");
            continue;
        };
        let gone = ((max - points) * 100.0).round() as i64;
        assert_eq!(row[1], hundredths(gone), "{what}");
        match lost.get(&*node.code) {
            Some(row) => {
                is_near(&what, &row[1], max - points, 0.01);
                assert_eq!(row[2..], framework[&*node.code][2..], "{what}: as in the list of all");
            }
            None => assert!(gone <= 0, "{what} lost {gone}"),
        }
    }
    let in_order: Vec<f64> = table(page, "lost")
        .split("<tr")
        .skip(2)
        .map(|row| number(&cells(row.split("</tr>").next().unwrap())[1]))
        .collect();
    assert!(in_order.is_sorted_by(|a, b| a >= b), "{what}: {in_order:?}");
}

/// The interval below a number.
fn below(Interval { low, high }: &Interval) -> String {
    format!("<small>{}–{}</small>", low.replace('.', ","), high.replace('.', ","))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_lost_and_got_on_average_follows_from_the_expected_results() {
    let served = Served::start_whole(&[ID, TWO_TIERS]).await;
    let viewer = served.sign_in("viewer").await;
    for id in [ID, TWO_TIERS] {
        let run: Run = made(&viewer, id).await;
        let expected = std::fs::read_to_string(folder(id).join("expected.json")).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let province = page(&viewer, &format!("/r/{id}/weakest")).await;
        let ranked = page(&viewer, &format!("/r/{id}")).await;
        let weakest: Vec<&str> = province.split("<table data-table=\"weakest\"").skip(1).collect();
        assert_eq!(weakest.len(), 2 * run.tables.len(), "domains and leaves of each unit type");
        for (nth, table_of) in run.tables.iter().enumerate() {
            let expected = expected[&table_of.unit_type.code].as_array().unwrap();
            let of_type = table(&ranked, &table_of.unit_type.code);
            for (unit, is) in table_of.units.iter().zip(expected) {
                let code = &unit.result.unit;
                let what = format!("{id} {code}");
                let text = page(&viewer, &format!("/r/{id}/units/{code}")).await;
                own(&what, &text, table_of, is, expected);
                let stands = between(&text, "<dl class=\"stands\">", "</dl>");
                let line = between(of_type, &format!("<tr data-unit=\"{code}\""), "</tr>");
                for (interval, points) in
                    [(unit.total_interval.as_ref(), "total"), (Some(&unit.survey_interval), "survey")]
                {
                    let interval =
                        interval.unwrap_or_else(|| panic!("{what} has no interval of its {points}"));
                    let ends = [&*interval.low, is[points].as_str().unwrap(), &*interval.high];
                    let [low, shown, high] = ends.map(|it| it.parse::<f64>().unwrap());
                    assert!(low <= shown && shown <= high, "{what} {points}: {shown} in {interval:?}");
                    assert!(
                        stands.contains(&below(interval)) && line.contains(&below(interval)),
                        "{what} {points}"
                    );
                }
            }
            let nodes = [
                table_of.domains().collect::<Vec<_>>(),
                table_of.framework.iter().filter(|node| node.method.is_some()).collect(),
            ];
            for (shown, nodes) in weakest[2 * nth..].iter().zip(nodes) {
                let shown = shown.split("</table>").next().unwrap();
                let rows = by(shown, "data-code");
                let all: Vec<(&Node, All)> =
                    nodes.into_iter().map(|node| (node, of_all(table_of, node, expected))).collect();
                assert_eq!(rows.len(), all.iter().filter(|(_, all)| all.units > 0).count(), "{id}");
                for (node, all) in all.iter().filter(|(_, all)| all.units > 0) {
                    let (what, row) = (format!("{id} {}", node.code), &rows[&*node.code]);
                    let off = 0.005 * all.added;
                    is_near(&what, &row[1], all.got * 100.0 / all.could, off * 100.0 / all.could);
                    is_near(&what, &row[2], all.got / f64::from(all.units), off / f64::from(all.units));
                    assert_eq!(
                        (number(&row[3]), &*row[4]),
                        (max(table_of, &node.code), &*all.units.to_string())
                    );
                }
                let percents = shown.split("<tr").skip(2);
                let percents: Vec<f64> = percents
                    .map(|row| number(cells(row.split("</tr>").next().unwrap())[1].trim_end_matches(" %")))
                    .collect();
                assert!(percents.is_sorted(), "{id}: the weakest first: {percents:?}");
            }
        }
    }
}
