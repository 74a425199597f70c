//! The pages of units that were made of others: the years of each of those as the sheets have them, under its own name, and no number
//! that was made of several.

use reqwest::Method;
use shared::campaign::{History, LineageKind};

use crate::read_results::{between, cells, page};
use crate::sample::{TWO_TIERS, folder};
use crate::served::Served;

/// The earlier years of a column, with the totals as people read them.
fn years(rows: &[Vec<String>], column: usize, this: i32) -> Vec<(String, String)> {
    let earlier = rows.iter().filter(|row| row[0].parse::<i32>().is_ok_and(|year| year < this));
    let known = earlier.filter(|row| row[column] != "–");
    known.map(|row| (row[0].clone(), row[column].split(' ').next().unwrap().to_owned())).collect()
}

fn of_sheet<'a>(rows: impl Iterator<Item = &'a History>) -> Vec<(String, String)> {
    rows.map(|row| (row.year.to_string(), row.total.shown(2).replace('.', ","))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_has_the_line_of_each_unit_that_its_own_was_made_of() {
    let served = Served::start_whole(&[TWO_TIERS]).await;
    let viewer = served.sign_in("viewer").await;
    viewer.request(Method::POST, &format!("/r/{TWO_TIERS}")).send().await.unwrap();
    let (campaign, _) = server::package::read(&folder(TWO_TIERS)).unwrap();
    let campaign = campaign.unwrap();
    // Gia Sàng had the code 05461 and has 05467, which was Cam Giá's; a unit of each kind besides.
    let kinds = [LineageKind::Merge, LineageKind::Split, LineageKind::Rename];
    let firsts = kinds.iter().filter_map(|kind| campaign.lineage.iter().find(|row| row.kind == *kind));
    let mut units: Vec<&str> = firsts.map(|row| &*row.unit).chain(["X05467"]).collect();
    units.dedup();
    let mut shown = 0;
    for unit in units {
        let own = page(&viewer, &format!("/r/{TWO_TIERS}/units/{unit}")).await;
        let section = between(&own, "<h2>Kết quả qua các năm</h2>", "</section>");
        let table = between(section, "data-table=\"past\"", "</table>");
        let rows: Vec<_> =
            table.split("<tr").skip(1).map(|row| cells(row.split("</tr>").next().unwrap())).collect();
        let all = campaign.lineage.iter().filter(|row| row.unit == unit);
        let (same, made_of): (Vec<_>, Vec<_>) = all.partition(|row| row.kind == LineageKind::Rename);
        assert_eq!(rows[0].len(), 2 + made_of.len(), "{unit}: one table, a column each");
        assert!(own.find("data-table=\"past\"") < own.find("data-table=\"survey\""), "near the top");
        let this = campaign.settings.year;
        let (last, total) = (rows.last().unwrap(), between(&own, "<dd class=\"main\">", "</dl>"));
        assert!(
            last[0] == this.to_string() && total.contains(&last[1]),
            "{unit}: this year stands below: {last:?}"
        );
        // Under another name it is the same unit: its years go on.
        for row in same {
            let before = of_sheet(
                campaign.history.iter().filter(|it| it.unit == row.predecessor && it.year < row.year),
            );
            assert!(!before.is_empty() && years(&rows, 1, this).starts_with(&before), "{unit}: {table}");
        }
        for row in &made_of {
            let name = format!("{} (", row.predecessor_name);
            let column =
                rows[0].iter().position(|head| head.starts_with(&name)).unwrap_or_else(|| panic!("{name}"));
            let known = campaign.history.iter().filter(|it| it.unit == row.predecessor && it.year < row.year);
            assert_eq!(years(&rows, column, this), of_sheet(known), "{unit} {}", row.predecessor);
            shown += 1;
        }
        assert_eq!(section.contains("không lấy bình quân"), !made_of.is_empty(), "{unit}");
    }
    assert!(shown > 5, "{shown} units of before");
}
