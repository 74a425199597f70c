//! The chart of a unit type: a row for each unit, a bar for each domain with its points beside it. Black on white, so that it
//! reads the same in print; a table beside it says the same to who hears it.

use maud::{Markup, html};
use shared::campaign::Level;
use shared::message::Language;
use shared::points::Points;
use shared::publication::{PublicTable, PublicUnit};
use shared::run::Node;

use super::words::{of_node, points, say};

const ROW: usize = 22;
const NAMES: usize = 250;
const COLUMN: usize = 92;
const BAR: f64 = 48.0;
/// How many letters of a name find room.
const LETTERS: usize = 38;

/// The domains of a table.
pub fn domains(table: &PublicTable) -> Vec<&Node> {
    table.framework.iter().filter(|node| node.level == Level::Domain).collect()
}

/// The chart.
pub fn chart(table: &PublicTable, language: Language) -> Markup {
    let domains = domains(table);
    let (width, height) = (NAMES + COLUMN * domains.len(), ROW * (table.units.len() + 1) + 4);
    let label = say(language, "public.by_domain");
    html! {
        svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (width) " " (height) }
            role="img" aria-label=(label) font-size="11" {
            @for (nth, domain) in domains.iter().enumerate() {
                text x=(NAMES + COLUMN * nth) y="15" font-weight="bold" { (domain.code) }
            }
            @for (row, unit) in table.ranked().into_iter().enumerate() {
                (bars(unit, &domains, ROW * (row + 1), language))
            }
        }
    }
}

fn bars(unit: &PublicUnit, domains: &[&Node], top: usize, language: Language) -> Markup {
    let base = top + 15;
    html! {
        text x="0" y=(base) { (short(unit.name.get(language.code()))) }
        @for (nth, domain) in domains.iter().enumerate() {
            @let left = NAMES + COLUMN * nth;
            @let (shown, hidden) = of_node(unit, domain);
            @let long = format!("{:.1}", BAR * share(shown, &domain.max_points));
            rect x=(left) y=(top + 5) width=(BAR) height="12" fill="none" stroke="#999" stroke-width="0.5" {}
            rect x=(left) y=(top + 5) width=(long) height="12" fill="#444" {}
            text x={ (left + 52) } y=(base) { (points(language, shown, hidden)) }
        }
    }
}

/// The part of a domain's points that a unit has, for drawing alone.
fn share(shown: Option<&str>, max: &str) -> f64 {
    let read = |text: &str| Points::parse(text).map_or(0.0, |points| points.to_drawing());
    let (shown, max) = (shown.map_or(0.0, read), read(max));
    if max > 0.0 { (shown / max).clamp(0.0, 1.0) } else { 0.0 }
}

fn short(name: &str) -> String {
    match name.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_part_of_the_domain_and_never_longer() {
        assert!((share(Some("7.50"), "10.00") - 0.75).abs() < 1e-9);
        assert!((share(Some("12"), "10") - 1.0).abs() < 1e-9);
        assert!(share(None, "10").abs() < 1e-9 && share(Some("1"), "0").abs() < 1e-9);
    }

    #[test]
    fn a_long_name_ends_where_there_is_no_more_room() {
        assert_eq!(short("Sở Nội vụ"), "Sở Nội vụ");
        let long = "Sở Nông nghiệp và Phát triển nông thôn tỉnh";
        assert_eq!(short(long).chars().count(), LETTERS + 1);
    }
}
