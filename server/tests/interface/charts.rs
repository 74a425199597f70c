//! The chart of a unit type: its pictures, and the table that says the same to who hears the page, hold each unit's points by domain.

use serde_json::Value;
use shared::run::{Run, RunTable};
use shared::wire::Publication;

use crate::client::{Client, read};
use crate::public_files::said;
use crate::publications::{publish, text};
use crate::sample::{ID, TWO_TIERS};
use crate::served::Served;

/// How many units a picture holds.
const UNITS: usize = 36;

/// A unit's name, and its points by domain, as people read them.
type Row = (String, Vec<String>);

/// What the charts of a page are to say of a table, in the order of the table of ranks.
fn rows(page: &str, table: &RunTable, points: impl Fn(&str, &str) -> String) -> Vec<Row> {
    let names: Vec<&str> = table.units.iter().map(|unit| &*unit.name.vi).collect();
    let ranks = page
        .split("</thead>")
        .find(|part| part.trim_start().starts_with("<tbody>") && part.contains(&format!(">{}<", names[0])));
    let shown = said(ranks.unwrap().split("</tbody>").next().unwrap());
    let in_order = shown.iter().filter_map(|piece| {
        let bare = piece.split(" (").next().unwrap();
        table.units.iter().find(|unit| unit.name.vi == *piece || unit.name.vi == bare)
    });
    let of = |unit: &str| table.domains().map(|domain| points(unit, &domain.code)).collect();
    let rows: Vec<Row> = in_order.map(|unit| (unit.name.vi.clone(), of(&unit.result.unit))).collect();
    assert_eq!(rows.len(), names.len());
    rows
}

fn says_the_same(what: &str, section: &str, table: &RunTable, rows: &[Row]) {
    let heard = section.split("<div class=\"heard\">").nth(1).unwrap_or_else(|| panic!("{what}: no table"));
    assert!(!heard.contains("aria-hidden"), "{what}: it is heard");
    let caption = heard.split("<caption>").nth(1).unwrap().split("</caption>").next().unwrap();
    assert!(caption.contains(&table.unit_type.name.vi), "{what}: {caption}");
    let head = said(heard.split("<thead>").nth(1).unwrap().split("</thead>").next().unwrap());
    let domains: Vec<&str> = table.domains().map(|domain| &*domain.name.vi).collect();
    assert_eq!(head, [&["Đơn vị"][..], &domains].concat(), "{what}");
    assert_eq!(heard.matches("<th scope=\"col\">").count(), head.len(), "{what}");
    let body = heard.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
    assert_eq!(body.matches("<th scope=\"row\">").count(), rows.len(), "{what}");
    let lines: Vec<_> = body.split("<tr>").skip(1).map(said).collect();
    for (line, (name, points)) in lines.iter().zip(rows) {
        assert_eq!(line[0], name, "{what}");
        assert_eq!(line[1..], points[..], "{what} {name}");
    }
    assert_eq!(lines.len(), rows.len(), "{what}");
    // Who sees the page has one of two pictures, of which nobody hears.
    let pictures: Vec<&str> = section.split("<figure ").skip(1).collect();
    assert_eq!(pictures.len(), 2, "{what}");
    let codes: Vec<&str> = table.domains().map(|domain| &*domain.code).collect();
    for (picture, is_broad) in pictures.iter().zip([true, false]) {
        assert!(picture.split('>').next().unwrap().contains("aria-hidden=\"true\""), "{what}");
        let mut texts = said(picture.split("</figure>").next().unwrap()).into_iter();
        for units in rows.chunks(UNITS) {
            if is_broad {
                assert_eq!(texts.by_ref().take(codes.len()).collect::<Vec<_>>(), codes, "{what}");
            }
            for (name, points) in units {
                let short = texts.next().unwrap();
                assert!(name.starts_with(short.trim_end_matches('…')), "{what}: {short} of {name}");
                for (code, points) in codes.iter().zip(points) {
                    assert!(is_broad || texts.next() == Some(code), "{what}: {name} {code}");
                    assert_eq!(texts.next(), Some(&**points), "{what}: {name} {code}");
                }
            }
        }
        assert_eq!(texts.next(), None, "{what}");
    }
}

fn vi(points: &str) -> String {
    points.replace('.', ",")
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_and_the_table_for_who_hears_them_hold_the_points_of_each_unit() {
    let served = Served::start_whole(&[ID, TWO_TIERS]).await;
    let (admin, stranger) = (served.sign_in("admin").await, Client::anonymous(&served.url));
    for id in [ID, TWO_TIERS] {
        read::<Publication>(publish(&admin, id, "").await).await;
        let run: Run = read(admin.get(&format!("/api/campaigns/{id}/runs/1")).await).await;
        let public: Value = serde_json::from_str(&text(&stranger, &format!("/p/{id}.json")).await).unwrap();
        let (page, office) =
            (text(&stranger, &format!("/p/{id}")).await, text(&admin, &format!("/r/{id}")).await);
        for (nth, table) in run.tables.iter().enumerate() {
            let of = |page: &str| {
                let sections = page.split("<section").filter(|it| it.contains("<figure "));
                sections.map(str::to_owned).nth(nth).unwrap()
            };
            let is_public = |unit: &str, code: &str| {
                let mut units = public[&table.unit_type.code].as_array().unwrap().iter();
                let unit = units.find(|it| it["unit"] == unit).unwrap();
                let hidden = unit["hidden"].as_array().unwrap().iter().any(|it| it == code);
                let none = if hidden { "(*)" } else { "–" };
                unit["domains"].get(code).map_or_else(|| none.to_owned(), |it| vi(it.as_str().unwrap()))
            };
            let is_known = |unit: &str, code: &str| {
                let unit = table.units.iter().find(|it| it.result.unit == unit).unwrap();
                let sum = unit.sums.iter().find(|(it, _)| it == code);
                sum.map_or_else(|| "–".to_owned(), |(_, points)| vi(points))
            };
            says_the_same(&format!("/p {id}"), &of(&page), table, &rows(&page, table, is_public));
            says_the_same(&format!("/r {id}"), &of(&office), table, &rows(&office, table, is_known));
        }
    }
}
