//! The rows of the sets that hold figures and flags.

use shared::campaign::Campaign;
use shared::export::{Cell, Fixed};
use shared::wire::{SurveyRow, UnitResult};

use crate::service::export::Moment;
use crate::service::{Error, Site, flags, results};

type Row = Vec<Cell<'static>>;

/// All rows of a set, in the order in which pages show them.
pub(super) async fn figures(site: &Site, moment: &Moment, fixed: Fixed) -> Result<Vec<Row>, Error> {
    let campaign = &moment.known.campaign;
    let id = campaign.settings.id.clone();
    Ok(match fixed {
        Fixed::Flags => {
            let (lines, _) = flags::lines(site, id).await?;
            lines.into_iter().map(flagged).collect()
        }
        Fixed::Survey | Fixed::Tallies => {
            let view = results::survey(site, id).await?;
            let mut rows = Vec::new();
            for table in &view.tables {
                for unit in &table.units {
                    let head = head(campaign, &table.unit_type, &unit.unit);
                    survey(fixed, &head, &table.leaves, unit, &mut rows);
                }
            }
            rows
        }
        Fixed::Index | Fixed::Leaves => {
            let view = results::index(site, id).await?;
            let mut rows = Vec::new();
            for table in &view.tables {
                for unit in &table.units {
                    index(fixed, head(campaign, &table.unit_type, &unit.unit), unit, &mut rows);
                }
            }
            rows
        }
    })
}

fn said(text: &str) -> Cell<'static> {
    if text.is_empty() { Cell::Missing } else { Cell::Text(text.to_owned().into()) }
}

fn number(text: Option<&str>) -> Cell<'static> {
    text.and_then(|text| text.parse().ok()).map_or(Cell::Missing, Cell::Number)
}

fn whole(count: u64) -> Cell<'static> {
    Cell::Number(count as f64)
}

fn head(campaign: &Campaign, unit_type: &str, code: &str) -> [Cell<'static>; 3] {
    let unit = campaign.units.iter().find(|unit| unit.code == code);
    let name = unit.map_or("", |unit| unit.name.get(&campaign.settings.default_language));
    [said(unit_type), said(code), said(name)]
}

fn survey(fixed: Fixed, head: &[Cell<'static>; 3], leaves: &[String], unit: &SurveyRow, rows: &mut Vec<Row>) {
    for (leaf, cell) in leaves.iter().zip(&unit.cells) {
        let mut row: Row = head.to_vec();
        row.push(said(leaf));
        if fixed == Fixed::Survey {
            row.extend([number(cell.points.as_deref()), number(cell.rate.as_deref()), whole(cell.answers)]);
            rows.push(row);
            continue;
        }
        for share in &cell.questions {
            for (option, count) in &share.options {
                let about = [&share.form, &share.question, &share.group, option].map(|text| said(text));
                rows.push(row.iter().cloned().chain(about).chain([whole(*count)]).collect());
            }
        }
    }
}

fn index(fixed: Fixed, head: [Cell<'static>; 3], unit: &UnitResult, rows: &mut Vec<Row>) {
    let mut row: Row = head.to_vec();
    if fixed == Fixed::Leaves {
        let of = |(leaf, points): &(String, String)| {
            row.iter().cloned().chain([said(leaf), number(Some(points))]).collect()
        };
        rows.extend(unit.leaves.iter().map(of));
        return;
    }
    let text = |text: &Option<String>| said(text.as_deref().unwrap_or_default());
    row.extend([
        number(Some(&unit.survey)),
        number(Some(&unit.appraised)),
        number(unit.total.as_deref()),
        text(&unit.total_exact),
        unit.rank.map_or(Cell::Missing, |rank| whole(rank.into())),
        text(&unit.class),
        said(&unit.missing.join(" ")),
    ]);
    rows.push(row);
}

fn flagged(line: [String; 8]) -> Row {
    let [ballot, rest @ ..] = line;
    [number(Some(&ballot))].into_iter().chain(rest.iter().map(|text| said(text))).collect()
}
