//! The leaves of a unit: where it lost points, the weak ones first; all of them; and what it gave itself beside what stands.

use maud::{Markup, html};
use shared::campaign::Level;
use shared::points::Points;
use shared::run::{Lost, Node, SelfLeaf};

use super::sight::Sight;
use crate::pages::words::is_between;

/// The leaves that lost points.
pub fn lost(sight: &Sight) -> Markup {
    let reader = sight.reader;
    let all: Vec<&Lost> = sight.unit.lost.iter().filter(|it| !sight.is_hidden(&it.code)).collect();
    html! {
        section {
            h2 { (reader.say("results.unit.lost")) }
            @if all.is_empty() { p { (reader.say("results.unit.lost_none")) } }
            @else {
                div.scroll tabindex="0" role="region" aria-label=(reader.say("results.unit.lost")) { table data-table="lost" {
                    (head(sight))
                    tbody { @for it in all {
                        @if let Some(node) = sight.node(&it.code) { (row(sight, node, Some(&it.points), true)) }
                    } }
                } }
            }
        }
    }
}

/// All domains, criteria and leaves.
pub fn framework(sight: &Sight) -> Markup {
    let reader = sight.reader;
    html! {
        section {
            h2 { (reader.say("results.unit.framework")) }
            div.scroll tabindex="0" role="region" aria-label=(reader.say("results.unit.framework")) { table data-table="framework" {
                (head(sight))
                tbody { @for node in &sight.table.framework {
                    (row(sight, node, sight.lost(node).as_deref(), false))
                } }
            } }
        }
    }
}

fn head(sight: &Sight) -> Markup {
    let reader = sight.reader;
    html! {
        thead { tr {
            th scope="col" { (reader.say("public.criterion")) }
            th.n scope="col" { (reader.say("results.unit.lost_points")) }
            th.n scope="col" { (reader.say("office.points")) }
            th.n scope="col" { (reader.say("public.max")) }
            @if sight.is_whole() { th.n scope="col" { (reader.say("results.mean")) } }
        } }
    }
}

/// A row; one of the list of losses is where others lead to.
fn row(sight: &Sight, node: &Node, lost: Option<&str>, is_target: bool) -> Markup {
    let reader = sight.reader;
    let class = match node.level {
        Level::Domain => "domain",
        _ if node.method.is_none() => "criterion",
        _ => "leaf",
    };
    let is_excused = sight.unit.excused.contains(&node.code);
    let is_bare = !sight.is_whole() && is_between(node);
    html! {
        tr.(class) id=[is_target.then_some(&*node.code)] data-code=(node.code) {
            th scope="row" {
                @match sight.cause(node) {
                    Some(to) => a href=(to) { (sight.name(&node.code)) },
                    None => (sight.name(&node.code)),
                }
            }
            td.n { @if !is_bare { (reader.points(lost)) } }
            td.n {
                @if is_bare {}
                @else if is_excused { (reader.say("office.excused")) }
                @else if sight.unit.result.missing.contains(&node.code) { (reader.say("public.no_data")) }
                @else if sight.is_hidden(&node.code) { (reader.say("public.hidden_mark")) }
                @else { (reader.points(sight.points(&node.code))) }
            }
            td.n { (reader.number(&node.max_points)) }
            @if sight.is_whole() { td.n { (reader.points(sight.mean(&node.code))) } }
        }
    }
}

/// What it gave itself, where the appraisers gave something else.
pub fn self_scored(sight: &Sight) -> Markup {
    let (reader, own) = (sight.reader, &sight.unit.self_scored);
    if own.leaves.is_empty() {
        return html! {};
    }
    let seen = || own.leaves.iter().filter(|it| !sight.is_hidden(&it.code));
    let others: Vec<&SelfLeaf> = seen().filter(|it| it.claimed != it.appraised).collect();
    let same = seen().count() - others.len();
    let sums = [("claimed", reader.number(&own.claimed)), ("appraised", reader.number(&own.appraised))];
    let sums = sums.each_ref().map(|(name, value)| (*name, &**value));
    html! {
        section {
            h2 { (reader.say("results.unit.self")) }
            @if seen().count() == own.leaves.len() { p { (reader.tell("results.unit.self_sums", &sums)) } }
            @if !others.is_empty() {
                div.scroll tabindex="0" role="region" aria-label=(reader.say("results.unit.self")) { table data-table="self" {
                    thead { tr {
                        th scope="col" { (reader.say("public.criterion")) }
                        @for key in ["results.unit.claimed", "results.unit.appraised", "results.unit.difference"] {
                            th.n scope="col" { (reader.say(key)) }
                        }
                        th scope="col" { (reader.say("results.unit.comment")) }
                    } }
                    tbody { @for it in others { tr data-code=(it.code) {
                        th scope="row" {
                            @match sight.node(&it.code).and_then(|node| sight.cause(node)) {
                                Some(to) => a href=(to) { (sight.name(&it.code)) },
                                None => (sight.name(&it.code)),
                            }
                        }
                        td.n { (reader.points(it.claimed.as_deref())) }
                        td.n { (reader.points(it.appraised.as_deref())) }
                        @let difference = difference(it, sight.run.campaign.decimals);
                        td.n { (difference.map_or_else(|| "–".to_owned(), |it| reader.number(it))) }
                        td { (it.comment) }
                    } } }
                } }
            }
            @if same > 0 { p { (reader.tell("results.unit.same", &[("n", &same.to_string())])) } }
        }
    }
}

fn difference(leaf: &SelfLeaf, decimals: u32) -> Option<String> {
    let read = |text: &Option<String>| Points::parse(text.as_deref()?).ok();
    let difference = &read(&leaf.appraised)? - &read(&leaf.claimed)?;
    Some(difference.shown(decimals))
}
