//! The pages of units that were made of others: the years of each of those as the sheets have them, under its own name, and no number
//! that was made of several.

use reqwest::Method;
use shared::campaign::{History, LineageKind};

use crate::read_results::{between, cells, page};
use crate::sample::{TWO_TIERS, folder};
use crate::served::Served;

/// The years of a table, with the totals as people read them.
fn years(part: &str) -> Vec<(String, String)> {
    let rows = part.split("<tr").skip(1).map(|row| cells(row.split("</tr>").next().unwrap()));
    let rows = rows.filter(|row| row[0].parse::<i32>().is_ok());
    rows.map(|row| (row[0].clone(), row[1].clone())).collect()
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
        let section = between(&own, "<h2>Kết quả các năm trước</h2>", "</section>");
        let all = campaign.lineage.iter().filter(|row| row.unit == unit);
        let (same, made_of): (Vec<_>, Vec<_>) = all.partition(|row| row.kind == LineageKind::Rename);
        let (own, parts) = section.split_once("<h3>").unwrap_or((section, ""));
        let parts: Vec<&str> = parts.split("<h3>").filter(|part| !part.is_empty()).collect();
        assert_eq!(parts.len(), made_of.len(), "{unit}");
        // Under another name it is the same unit: its years go on.
        for row in same {
            let before = of_sheet(
                campaign.history.iter().filter(|it| it.unit == row.predecessor && it.year < row.year),
            );
            assert!(!before.is_empty() && years(own).starts_with(&before), "{unit}: {own}");
        }
        for row in made_of {
            let name = format!("{} (", row.predecessor_name);
            let part = parts.iter().find(|part| part.starts_with(&name)).unwrap_or_else(|| panic!("{name}"));
            let known = campaign.history.iter().filter(|it| it.unit == row.predecessor && it.year < row.year);
            assert_eq!(years(part), of_sheet(known), "{unit} {}", row.predecessor);
            shown += 1;
        }
        assert_eq!(section.contains("không lấy bình quân"), !parts.is_empty(), "{unit}");
    }
    assert!(shown > 5, "{shown} units of before");
}
