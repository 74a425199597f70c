//! The page of a version: who stands where first, then what a correction changed, the domains, and how it was made.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use shared::collate::name_key;
use shared::message::{Language, number, text};
use shared::publication::PublicTable;

use super::chart::{Layout, charts, domains};
use super::corrected::{Correction, HEADS, Other};
use super::kind::Asked;
use super::standing::{Line, counts, last_year, remarked};
use super::words::{decision, hides, made, of_node, points, say};
use crate::service::publish::Shown;

/// What dresses it; the answer's policy names its digest.
pub const STYLE: &str = concat!(include_str!("chart.css"), include_str!("style.css"));

/// The page.
pub fn page(shown: &Shown, language: Language) -> String {
    drawn(shown, language, false)
}

/// The same before it is published: it says so, and leads to nothing that is not there yet.
pub fn preview(shown: &Shown, language: Language) -> String {
    drawn(shown, language, true)
}

fn drawn(shown: &Shown, language: Language, is_preview: bool) -> String {
    let heading = &shown.public.campaign;
    let title = heading.title.get(language.code());
    let content = html! {
        main {
            @if is_preview { p.note role="status" { (say(language, "results.preview_note")) " "
                a.screen href={ "/r/" (heading.id) "/publications?lang=" (language.code()) } { (say(language, "results.preview_back")) } } }
            header {
                p.annex { (say(language, "public.annex")) }
                h1 { (title) }
                p.with { (decision(language, &shown.publication, heading)) }
                @if heading.simulated { p.note { (say(language, "public.simulated")) } }
            }
            (versions(shown, language))
            (correction(shown, language))
            (finder(shown, language))
            @for table in &shown.public.tables { (results(table, language)) }
            @if hides(shown) { p { (say(language, "public.hidden_mark")) " " (say(language, "public.hidden_why")) } }
            @for table in &shown.public.tables { (by_domain(table, language)) }
            @if is_preview { p { (made(shown, language)) } } @else { (end(shown, language)) }
        }
    };
    whole(language, title, STYLE, &content)
}

/// A page, whole: nothing is loaded but what is in it.
pub fn whole(language: Language, title: &str, style: &str, content: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang=(language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(style)) }
            }
            body { (content) }
        }
    }
    .into_string()
}

/// Whether this is the newest version, and where the others are.
fn versions(shown: &Shown, language: Language) -> Markup {
    let id = &shown.public.campaign.id;
    let there = format!("?lang={}", language.code());
    let version = shown.publication.version.to_string();
    let newest = shown.versions.last().is_none_or(|last| last.version == shown.publication.version);
    html! {
        @if !newest {
            p.note { (say(language, "public.older")) " "
                a.screen href={ "/p/" (id) (there) } { (say(language, "public.newest")) } }
        }
        @if shown.versions.len() > 1 {
            p { (text(language, "public.version", &[("version", &version)])) " "
                span.screen { (say(language, "public.others"))
                    @for other in shown.versions.iter().filter(|it| it.version != shown.publication.version) {
                        " " a href={ "/p/" (id) "/" (other.version) (there) } { (other.version) }
                    }
                }
            }
        }
    }
}

/// Why it was corrected, and what that changed for whom.
fn correction(shown: &Shown, language: Language) -> Markup {
    let Some(correction) = Correction::of(shown, language) else { return html! {} };
    let (above, lines) = (correction.above(), &correction.lines);
    html! {
        section {
            h2 { (say(language, "public.corrected")) }
            @for said in above { p { (said) } }
            @if !lines.is_empty() {
                table {
                    thead { tr { @for key in HEADS { th scope="col" { (say(language, key)) } } } }
                    tbody { @for Other { name, cells, .. } in lines { tr {
                        th scope="row" { (name) }
                        @for (before, after) in cells {
                            td { @if before == after { (after) } @else { (before) " → " strong { (after) } } }
                        }
                    } } }
                }
            }
        }
    }
}

/// The way to one's own unit, by its name.
fn finder(shown: &Shown, language: Language) -> Markup {
    let tables = &shown.public.tables;
    let mut units: Vec<_> =
        tables.iter().flat_map(|table| table.units.iter().map(move |unit| (table, unit))).collect();
    units.sort_by_cached_key(|(_, unit)| name_key(unit.name.get(language.code())));
    html! {
        nav.screen aria-label=(say(language, "public.find")) {
            @if tables.len() > 1 {
                ul.tables { @for table in tables {
                    li { a href={ "#" (table.unit_type.code) } { (table.unit_type.name.get(language.code())) } }
                } }
            }
            details {
                summary { (say(language, "public.find")) }
                ul.names { @for (table, unit) in units {
                    li { a href={ "#" (table.unit_type.code) "-" (unit.unit) } { (unit.name.get(language.code())) } }
                } }
            }
        }
    }
}

fn results(table: &PublicTable, language: Language) -> Markup {
    let (of, last) = (&table.unit_type.code, last_year(table));
    html! {
        section id=(of) {
            h2 { (table.unit_type.name.get(language.code())) }
            ul.counts { @for count in counts(table, language) { li { (count) } } }
            table.standing {
                thead { tr {
                    @for key in ["public.rank", "public.unit", "public.total", "public.class"] {
                        th scope="col" { (say(language, key)) }
                    }
                    th.wide scope="col" { (say(language, "public.appraised")) }
                    th.wide scope="col" { (say(language, "public.survey")) }
                    @if let Some(year) = last {
                        th.wide scope="col" { (text(language, "public.last_year", &[("year", &year.to_string())])) }
                        th.wide scope="col" { (say(language, "public.change")) }
                    }
                } }
                tbody { @for unit in table.ranked() {
                    @let it = Line::of(table, unit, language);
                    tr id={ (of) "-" (unit.unit) } class=[(unit.rank == Some(1)).then_some("first")] {
                        td.n { (it.rank) }
                        th scope="row" { (it.name) }
                        td.n { (it.total)
                            @if last.is_some() && unit.last_year.is_some() { span.narrow { (it.change) } } }
                        td { (it.class) }
                        td.n.wide { (it.appraised) }
                        td.n.wide { (it.survey) }
                        @if last.is_some() { td.n.wide { (it.last) } td.n.wide { (it.change) } }
                    }
                } }
            }
            (remarks(table, language))
            @if let Some(year) = last {
                p.narrow { (text(language, "public.change_below", &[("year", &year.to_string())])) }
            }
        }
    }
}

/// What makes totals others than the sums of points.
pub(super) fn remarks(table: &PublicTable, language: Language) -> Markup {
    let all = remarked(table, language);
    html! {
        @if !all.is_empty() {
            ul.remarks { @for (name, said) in all { li { strong { (name) } ": " (said) } } }
        }
    }
}

/// The chart of a unit type, and the same as a table for who hears it.
pub(super) fn by_domain(table: &PublicTable, language: Language) -> Markup {
    let domains = domains(table);
    html! {
        section {
            h2 { (say(language, "public.by_domain")) ": " (table.unit_type.name.get(language.code())) }
            ul.legend { @for domain in &domains {
                li { (domain.code) ". " (domain.name.get(language.code()))
                    " (" (number(language, &domain.max_points)) ")" }
            } }
            // The table below says the same to who hears it.
            figure.broad aria-hidden="true" { (charts(table, &Layout::BROAD, language)) }
            figure.slim aria-hidden="true" { (charts(table, &Layout::SLIM, language)) }
            div.heard { table {
                caption { (say(language, "public.by_domain")) ": " (table.unit_type.name.get(language.code())) }
                thead { tr {
                    th scope="col" { (say(language, "public.unit")) }
                    @for domain in &domains { th scope="col" { (domain.name.get(language.code())) } }
                } }
                tbody { @for unit in table.ranked() { tr {
                    th scope="row" { (unit.name.get(language.code())) }
                    @for domain in &domains {
                        @let (shown, hidden) = of_node(unit, domain);
                        td { (points(language, shown, hidden)) }
                    }
                } } }
            } }
        }
    }
}

/// How it was made, and the same as files.
fn end(shown: &Shown, language: Language) -> Markup {
    let address = format!("/p/{}/{}", shown.public.campaign.id, shown.publication.version);
    html! {
        footer {
            p { (made(shown, language)) }
            p.screen.files { (say(language, "public.files"))
                @for (end, _) in Asked::FILES { " " a href={ (address) "." (end) "?lang=" (language.code()) } { (end.to_uppercase()) } }
            }
            p.screen lang=(other(language).code()) {
                a href={ (address) "?lang=" (other(language).code()) } { (say(other(language), "public.language")) }
            }
        }
    }
}

/// The language that it is not.
pub fn other(language: Language) -> Language {
    match language {
        Language::Vi => Language::En,
        Language::En => Language::Vi,
    }
}
