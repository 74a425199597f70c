//! The page of a version: who stands where first, then what a correction changed, the domains, and how it was made.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use shared::message::{Language, date, number, text};
use shared::publication::{Changed, PublicTable, PublicUnit, Standing, changed};
use shared::wire::Objection;

use super::chart::{chart, domains};
use super::kind::Asked;
use super::words::{class, decision, of_node, points, say, total_is_hidden};
use crate::service::publish::Shown;

/// What dresses it; the answer's policy names its digest.
pub const STYLE: &str = include_str!("style.css");

/// The page.
pub fn page(shown: &Shown, language: Language) -> String {
    let heading = &shown.public.campaign;
    let title = heading.title.get(language.code());
    let hides = shown.public.tables.iter().flat_map(|table| &table.units).any(|unit| !unit.hidden.is_empty());
    let content = html! {
        (DOCTYPE)
        html lang=(language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    header {
                        p.annex { (say(language, "public.annex")) }
                        h1 { (title) }
                        p.with { (decision(language, &shown.publication, heading.office.get(language.code()))) }
                    }
                    (versions(shown, language))
                    (correction(shown, language))
                    @for table in &shown.public.tables { (results(table, language)) }
                    @if hides { p { (say(language, "public.hidden_mark")) " " (say(language, "public.hidden_why")) } }
                    @for table in &shown.public.tables { (by_domain(table, language)) }
                    (made(shown, language))
                }
            }
        }
    };
    content.into_string()
}

/// Whether this is the newest version, and where the others are.
fn versions(shown: &Shown, language: Language) -> Markup {
    let id = &shown.public.campaign.id;
    let version = shown.publication.version.to_string();
    let newest = shown.versions.last().is_none_or(|last| last.version == shown.publication.version);
    html! {
        @if !newest {
            p.note { (say(language, "public.older")) " "
                a href={ "/p/" (id) } { (say(language, "public.newest")) } }
        }
        @if shown.versions.len() > 1 {
            p { (text(language, "public.version", &[("n", &version)])) " " (say(language, "public.others"))
                @for other in shown.versions.iter().filter(|it| it.version != shown.publication.version) {
                    " " a href={ "/p/" (id) "/" (other.version) } { (other.version) }
                }
            }
        }
    }
}

/// Why it was corrected, and what that changed for whom.
fn correction(shown: &Shown, language: Language) -> Markup {
    let Some(before) = &shown.before else { return html! {} };
    let all = changed(before, &shown.public);
    html! {
        section {
            h2 { (say(language, "public.corrected")) }
            p { (say(language, "public.reason")) " " (shown.publication.reason) }
            @if !shown.met.is_empty() { p { (say(language, "public.objections")) " " (upon(shown, language)) } }
            @if all.is_empty() {
                p { (say(language, "public.nothing_changed")) }
            } @else {
                div.scroll { table {
                    thead { tr {
                        @for key in ["public.unit", "public.rank", "public.total", "public.class"] {
                            th scope="col" { (say(language, key)) }
                        }
                    } }
                    tbody { @for it in &all { (change(it, shown, language)) } }
                } }
            }
        }
    }
}

/// The objections that it corrects.
fn upon(shown: &Shown, language: Language) -> String {
    let units = || shown.public.tables.iter().flat_map(|table| &table.units);
    let one = |it: &Objection| {
        let unit = units().find(|unit| unit.unit == it.unit);
        let name = unit.map_or(&*it.unit, |unit| unit.name.get(language.code()));
        let params = [("n", &*it.position.to_string()), ("unit", name), ("code", &it.leaf)];
        text(language, "public.objection", &params)
    };
    shown.met.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn change(it: &Changed, shown: &Shown, language: Language) -> Markup {
    let tables = [shown.before.as_ref(), Some(&shown.public)]
        .map(|of| of.and_then(|of| of.tables.iter().find(|table| table.unit_type.code == it.unit_type)));
    let of = |nth: usize| {
        let Standing { rank, total, class } = if nth == 0 { &it.before } else { &it.after };
        let name = class.as_deref().and_then(|code| tables[nth]?.class_name(code));
        let rank = rank.map(|rank| rank.to_string());
        let total = total.as_deref().map(|total| number(language, total));
        let class = name.map(|name| name.get(language.code()).to_owned());
        [rank, total, class].map(|text| text.unwrap_or_else(|| "–".to_owned()))
    };
    let (before, after) = (of(0), of(1));
    html! {
        tr {
            th scope="row" { (it.name.get(language.code())) }
            @for (before, after) in before.iter().zip(&after) {
                td { @if before == after { (after) } @else { (before) " → " strong { (after) } } }
            }
        }
    }
}

fn results(table: &PublicTable, language: Language) -> Markup {
    let with_last = table.units.iter().any(|unit| unit.last_year.is_some());
    html! {
        section {
            h2 { (table.unit_type.name.get(language.code())) }
            p { (counts(table, language)) }
            table {
                thead { tr {
                    @for key in ["public.rank", "public.unit", "public.total", "public.class"] {
                        th scope="col" { (say(language, key)) }
                    }
                    th.wide scope="col" { (say(language, "public.appraised")) }
                    th.wide scope="col" { (say(language, "public.survey")) }
                    @if with_last { th.wide scope="col" { (say(language, "public.change")) } }
                } }
                tbody { @for unit in table.ranked() { (result(table, unit, with_last, language)) } }
            }
        }
    }
}

fn result(table: &PublicTable, unit: &PublicUnit, with_last: bool, language: Language) -> Markup {
    let total = points(language, unit.total.as_deref(), total_is_hidden(unit));
    let change = unit.last_year.as_ref().and_then(|last| last.change.as_deref());
    html! {
        tr {
            td.n { @if let Some(rank) = unit.rank { (rank) } @else { "–" } }
            th scope="row" { (unit.name.get(language.code()))
                @if !unit.missing.is_empty() { " (" (say(language, "public.incomplete")) ")" } }
            td.n { (total) }
            td { (class(language, table, unit)) }
            td.n.wide { (points(language, unit.appraised.as_deref(), true)) }
            td.n.wide { (points(language, unit.survey.as_deref(), true)) }
            @if with_last { td.n.wide { (change.map_or_else(|| "–".to_owned(), |it| number(language, it))) } }
        }
    }
}

/// How many units reached which class.
fn counts(table: &PublicTable, language: Language) -> String {
    let count = |name: &str, units: u32| format!("{name}: {units}");
    let classes = table.classes.iter().map(|class| count(class.name.get(language.code()), class.units));
    let without = Some(table.without_class).filter(|units| *units > 0);
    let without = without.map(|units| count(&say(language, "public.without_class"), units));
    classes.chain(without).collect::<Vec<_>>().join(" · ")
}

fn by_domain(table: &PublicTable, language: Language) -> Markup {
    let domains = domains(table);
    html! {
        section {
            h2 { (say(language, "public.by_domain")) ": " (table.unit_type.name.get(language.code())) }
            ul.legend { @for domain in &domains {
                li { (domain.code) ". " (domain.name.get(language.code()))
                    " (" (number(language, &domain.max_points)) ")" }
            } }
            figure aria-hidden="true" { div.scroll { (chart(table, language)) } }
            table.heard {
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
            }
        }
    }
}

/// How it was made, and the same as files.
fn made(shown: &Shown, language: Language) -> Markup {
    let (public, publication) = (&shown.public, &shown.publication);
    let address = format!("/p/{}/{}", public.campaign.id, publication.version);
    let ballots = number(language, &public.ballots.to_string());
    let said = [
        ("n", &*ballots),
        ("run", &public.run.to_string()),
        ("rule", &public.rule),
        ("program", &public.program),
        ("day", &date(&publication.day.to_string())),
        ("criteria", &public.campaign.criteria_decision),
    ]
    .map(|(name, value)| (name, value.to_owned()));
    let params: Vec<_> = said.iter().map(|(name, value)| (*name, &**value)).collect();
    html! {
        footer {
            p { (text(language, "public.made", &params)) }
            p.screen { (say(language, "public.files"))
                @for (end, _) in Asked::FILES { " " a href={ (address) "." (end) } { (end.to_uppercase()) } }
            }
            p.screen lang=(other(language).code()) {
                a href={ (address) "?lang=" (other(language).code()) } { (say(other(language), "public.language")) }
            }
        }
    }
}

fn other(language: Language) -> Language {
    match language {
        Language::Vi => Language::En,
        Language::En => Language::Vi,
    }
}
