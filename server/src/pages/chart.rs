//! The chart of a unit type: for each unit a bar for each domain with its points beside it. Of one colour, so that it reads the same
//! in print; a table beside it says the same to who hears it.

pub mod days;
pub mod part;

use maud::{Markup, html};
use shared::campaign::Level;
use shared::message::Language;
use shared::points::Points;
use shared::publication::{PublicTable, PublicUnit};
use shared::run::Node;

use super::words::{of_node, points};

/// How tall a line is.
const LINE: usize = 22;
/// How many units one picture holds: a printed page cuts none.
const UNITS: usize = 36;

/// Where what stands.
pub struct Layout {
    /// Room for names beside the bars; 0: each name stands above its bars, and each bar beside its domain's code.
    names: usize,
    /// How many letters of a name find room.
    letters: usize,
    /// How many bars stand in a line.
    across: usize,
    /// Room for a bar and what is said of it.
    column: usize,
    /// How long the bar of all points is.
    bar: usize,
}

impl Layout {
    /// For paper and wide windows: a line for each unit, a column for each domain.
    pub const BROAD: Self = Self { names: 220, letters: 32, across: usize::MAX, column: 80, bar: 38 };
    /// For phones.
    pub const SLIM: Self = Self { names: 0, letters: 56, across: 4, column: 90, bar: 30 };

    fn across(&self, domains: usize) -> usize {
        self.across.min(domains).max(1)
    }

    /// How much of the height a unit takes.
    fn height(&self, domains: usize) -> usize {
        let lines = domains.div_ceil(self.across(domains)).max(1);
        if self.names == 0 { LINE * (lines + 1) + 6 } else { LINE * lines }
    }
}

/// The domains of a table.
pub fn domains(table: &PublicTable) -> Vec<&Node> {
    table.framework.iter().filter(|node| node.level == Level::Domain).collect()
}

/// The chart, as pictures that follow each other.
pub fn charts(table: &PublicTable, layout: &Layout, language: Language) -> Markup {
    let (domains, ranked) = (domains(table), table.ranked());
    html! { @for units in ranked.chunks(UNITS) { (picture(units, &domains, layout, language)) } }
}

fn picture(units: &[&PublicUnit], domains: &[&Node], layout: &Layout, language: Language) -> Markup {
    let head = if layout.names == 0 { 0 } else { LINE };
    let each = layout.height(domains.len());
    let width = layout.names + layout.column * layout.across(domains.len());
    let height = head + each * units.len() + 4;
    html! {
        svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (width) " " (height) } font-size="13" {
            @if head > 0 {
                @for (nth, domain) in domains.iter().enumerate() {
                    text x=(layout.names + layout.column * nth) y="15" font-weight="bold" { (domain.code) }
                }
            }
            @for (nth, unit) in units.iter().enumerate() {
                (bars(unit, domains, (head + each * nth, layout), language))
            }
        }
    }
}

fn bars(unit: &PublicUnit, domains: &[&Node], (top, layout): (usize, &Layout), language: Language) -> Markup {
    let above = layout.names == 0;
    let first = if above { top + LINE } else { top };
    html! {
        @let weight = if above { "bold" } else { "normal" };
        text x="0" y=(top + 15) font-weight=(weight) { (short(unit.name.get(language.code()), layout.letters)) }
        @for (nth, domain) in domains.iter().enumerate() {
            @let across = layout.across(domains.len());
            @let (left, line) = (layout.names + layout.column * (nth % across), first + LINE * (nth / across));
            @let start = if above { left + 14 } else { left };
            @let (shown, hidden) = of_node(unit, domain);
            @let whole = u32::try_from(layout.bar).unwrap_or_default();
            @let long = format!("{:.1}", f64::from(whole) * share(shown, &domain.max_points));
            @if above { text x=(left) y=(line + 15) { (domain.code) } }
            rect.frame x=(start) y=(line + 4) width=(layout.bar) height="13" fill="none" stroke="#999" {}
            rect.bar x=(start) y=(line + 4) width=(long) height="13" fill="#444" {}
            text x=(start + layout.bar + 4) y=(line + 15) { (points(language, shown, hidden)) }
        }
    }
}

/// The part of a domain's points that a unit has, for drawing alone.
fn share(shown: Option<&str>, max: &str) -> f64 {
    let read = |text: &str| Points::parse(text).map_or(0.0, |points| points.to_drawing());
    let (shown, max) = (shown.map_or(0.0, read), read(max));
    if max > 0.0 { (shown / max).clamp(0.0, 1.0) } else { 0.0 }
}

fn short(name: &str, letters: usize) -> String {
    match name.char_indices().nth(letters) {
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
        assert_eq!(short("Sở Nội vụ", 34), "Sở Nội vụ");
        let long = "Sở Nông nghiệp và Phát triển nông thôn tỉnh";
        assert_eq!(short(long, 20), "Sở Nông nghiệp và Ph…");
        assert_eq!(short(long, 18), "Sở Nông nghiệp và…", "no blank before the end");
    }

    #[test]
    fn a_unit_takes_a_line_on_paper_and_as_many_as_its_domains_need_on_a_phone() {
        assert_eq!(Layout::BROAD.height(8), LINE);
        assert_eq!(Layout::SLIM.height(8), 3 * LINE + 6);
        assert_eq!(Layout::SLIM.height(0), 2 * LINE + 6);
    }
}
