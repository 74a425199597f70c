//! The weakest criteria of the whole province: what all units of a type together got of what they could, the least first.

use maud::{Markup, html};
use shared::campaign::Method;
use shared::run::{Node, RunTable, Share};

use super::Reader;
use super::frame::{self, Here, Tab};
use super::results::standing;
use crate::service::runs::Reading;

/// The page.
pub fn page(reader: &Reader, reading: &Reading) -> String {
    let body = match &reading.shown {
        None => html! { p.note { (reader.say("results.none")) } },
        Some((head, run)) => html! {
            (standing(reader, reading, head))
            p { (reader.say("results.weakest.lead")) }
            @for table in &run.tables {
                section {
                    h2 { (table.unit_type.name.get(reader.language.code())) }
                    (shares(reader, table, "results.weakest.domains", |node| node.method.is_none() && table.domains().any(|it| it == node)))
                    (shares(reader, table, "results.weakest.leaves", |node| node.method.is_some()))
                }
            }
        },
    };
    frame::page(reader, &reading.title, Here::Tab(Tab::Weakest), &body)
}

fn shares(reader: &Reader, table: &RunTable, key: &str, which: impl Fn(&Node) -> bool) -> Markup {
    let node = |share: &'_ Share| table.framework.iter().find(|node| node.code == share.code);
    let rows: Vec<_> =
        table.weakest.iter().filter_map(|it| Some((it, node(it)?))).filter(|(_, node)| which(node)).collect();
    html! {
        h3 { (reader.say(key)) }
        div.scroll tabindex="0" role="region" aria-label=(reader.say(key)) { table data-table="weakest" {
            thead { tr {
                th scope="col" { (reader.say("public.criterion")) }
                @for key in ["results.percent", "results.mean", "public.max", "results.units"] {
                    th.n scope="col" { (reader.say(key)) }
                }
            } }
            tbody { @for (share, node) in rows { tr data-code=(node.code) {
                th scope="row" { (cause(reader, table, node)) }
                td.n { (reader.number(&share.percent)) " %" }
                td.n { (reader.number(&share.mean)) }
                td.n { (reader.number(&node.max_points)) }
                td.n { (share.units) }
            } } }
        } }
    }
}

/// A leaf's name, which leads to where its points of all units stand.
fn cause(reader: &Reader, table: &RunTable, node: &Node) -> Markup {
    let name = node.name.get(reader.language.code());
    let of = [("type", &*table.unit_type.code), ("leaf", &*node.code)];
    let to = node.method.map(|method| match method {
        Method::Survey => reader.screen("survey", &of[..1]),
        Method::SelfScored => reader.screen("appraisal", &of),
    });
    html! {
        @match to {
            Some(to) => a href=(to) { (node.code) " " (name) },
            None => { (node.code) " " (name) }
        }
    }
}
