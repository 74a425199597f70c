//! A unit over the years: its own line, a column for each unit that it was made of, and the domains where they are known.

use std::collections::BTreeSet;

use maud::{Markup, html};
use shared::campaign::{Extent, LineageKind};
use shared::run::{Before, Year};

use super::sight::Sight;
use crate::pages::words::points;

/// All of them.
pub fn line(sight: &Sight) -> Markup {
    let (reader, past) = (sight.reader, &sight.unit.past);
    if past.years.is_empty() && past.before.is_empty() {
        return html! {};
    }
    html! {
        section {
            h2 { (reader.say("results.unit.past")) }
            (totals(sight))
            @if !past.before.is_empty() { p { (reader.say("results.unit.past_apart")) } }
            @if past.years.iter().any(|year| !year.domains.is_empty()) { (domains(sight)) }
        }
    }
}

/// Year by year, this one last: what it has itself, and what each unit had that it was made of.
fn totals(sight: &Sight) -> Markup {
    let (reader, past, campaign) = (sight.reader, &sight.unit.past, &sight.run.campaign);
    let lines = || [&past.years].into_iter().chain(past.before.iter().map(|before| &before.years));
    let years: BTreeSet<i32> = lines().flatten().map(|year| year.year).collect();
    let (total, is_withheld) = match sight.public {
        Some(public) => (public.total.as_deref(), public.withholds_total()),
        None => (sight.unit.result.total.as_deref(), false),
    };
    html! {
        div.scroll tabindex="0" role="region" aria-label=(reader.say("results.unit.past")) { table data-table="past" {
            thead { tr {
                th scope="col" { (reader.say("results.unit.year")) }
                th.n scope="col" { (sight.unit.name.get(reader.language.code())) }
                @for before in &past.before { th.n scope="col" { (made_of(sight, before)) } }
            } }
            tbody {
                @for year in years { tr {
                    th scope="row" { (year) }
                    @for line in lines() {
                        td.n { @match line.iter().find(|it| it.year == year) {
                            Some(it) => { (sight.earlier(&it.total)) " " small { (basis(sight, &it.basis)) } },
                            None => "–",
                        } }
                    }
                } }
                tr {
                    th scope="row" { (campaign.year) }
                    td.n { strong { (points(reader.language, total, is_withheld)) } }
                    @for _ in &past.before { td.n { "–" } }
                }
            }
        } }
    }
}

/// The domains of its own years, this one last.
fn domains(sight: &Sight) -> Markup {
    let (reader, years) = (sight.reader, &sight.unit.past.years);
    let domains: Vec<_> = sight.table.domains().collect();
    let title = reader.say("results.unit.past_domains");
    html! {
        h3 { (title) }
        div.scroll tabindex="0" role="region" aria-label=(title) { table data-table="past-domains" {
            thead { tr {
                th scope="col" { (reader.say("results.unit.year")) }
                @for domain in &domains {
                    th.n scope="col" { (domain.code) " " (domain.name.get(reader.language.code())) }
                }
            } }
            tbody {
                @for year in years.iter().filter(|year| !year.domains.is_empty()) { tr {
                    th scope="row" { (year.year) }
                    @for domain in &domains { td.n { (of_domain(sight, year, &domain.code)) } }
                } }
                tr {
                    th scope="row" { (sight.run.campaign.year) }
                    @for domain in &domains {
                        td.n { strong { (points(reader.language, sight.points(&domain.code), sight.is_hidden(&domain.code))) } }
                    }
                }
            }
        } }
    }
}

fn of_domain(sight: &Sight, year: &Year, code: &str) -> String {
    let points = year.domains.iter().find(|(it, _)| it == code);
    points.map_or_else(|| "–".to_owned(), |(_, points)| sight.earlier(points))
}

fn made_of(sight: &Sight, before: &Before) -> String {
    let kind = match before.kind {
        LineageKind::Rename => "results.unit.rename",
        LineageKind::Merge => "results.unit.merge",
        LineageKind::Split => "results.unit.split",
    };
    let extent = match before.extent {
        Extent::Whole => "results.unit.whole",
        Extent::Part => "results.unit.part",
    };
    let (reader, year) = (sight.reader, before.year.to_string());
    let (kind, extent) = (reader.say(kind), reader.say(extent));
    let params = [("name", &*before.name), ("kind", &*kind), ("extent", &*extent), ("year", &*year)];
    reader.tell("results.unit.before", &params)
}

fn basis(sight: &Sight, basis: &str) -> String {
    match basis {
        "published" => sight.reader.say("results.unit.basis_published"),
        "reconstructed" => sight.reader.say("results.unit.basis_reconstructed"),
        "simulated" => sight.reader.say("results.unit.basis_simulated"),
        "run" => sight.reader.say("results.unit.basis_run"),
        other => other.to_owned(),
    }
}
