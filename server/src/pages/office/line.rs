//! The earlier years of a unit, and those of the units that it was made of.

use maud::{Markup, html};
use shared::campaign::{Extent, LineageKind};
use shared::run::{Before, Year};

use super::sight::Sight;

/// All of them.
pub fn line(sight: &Sight) -> Markup {
    let (reader, past) = (sight.reader, &sight.unit.past);
    if past.years.is_empty() && past.before.is_empty() {
        return html! {};
    }
    html! {
        section {
            h2 { (reader.say("results.unit.past")) }
            @if !past.years.is_empty() { (years(sight, &past.years)) }
            @for before in &past.before {
                h3 { (made_of(sight, before)) }
                @if before.years.is_empty() { p { (reader.say("results.unit.past_none")) } }
                @else { (years(sight, &before.years)) }
            }
            @if !past.before.is_empty() { p { (reader.say("results.unit.past_apart")) } }
        }
    }
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

fn years(sight: &Sight, years: &[Year]) -> Markup {
    let reader = sight.reader;
    let domains: Vec<_> = sight.table.domains().collect();
    let known = years.iter().any(|year| !year.domains.is_empty());
    html! {
        div.scroll tabindex="0" role="region" aria-label=(reader.say("results.unit.past")) { table data-table="past" {
            thead { tr {
                th scope="col" { (reader.say("results.unit.year")) }
                th.n scope="col" { (reader.say("public.total")) }
                th scope="col" { (reader.say("results.unit.basis")) }
                @if known { @for domain in &domains {
                    th.n scope="col" title=(domain.name.get(reader.language.code())) { (domain.code) }
                } }
            } }
            tbody { @for year in years { tr {
                th scope="row" { (year.year) }
                td.n { (sight.earlier(&year.total)) }
                td { (basis(sight, &year.basis)) }
                @if known { @for domain in &domains {
                    @let points = year.domains.iter().find(|(code, _)| *code == domain.code);
                    td.n { (points.map_or_else(|| "–".to_owned(), |(_, points)| sight.earlier(points))) }
                } }
            } } }
        } }
    }
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
