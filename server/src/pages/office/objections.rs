//! Objections as both sides read them, and the form by which a unit objects. What was filled in comes back where it is refused.

use std::collections::BTreeMap;

use maud::{Markup, html};
use shared::assessment::Barred;
use shared::message;
use shared::problem::Problem;
use shared::wire::{EvidenceFile, Objection};

use super::Reader;
use super::sight::Sight;
use crate::service::objections as service;

/// The field of a file begins with this, and its digest follows.
pub const FILE_FIELD: &str = "file-";

/// What a unit's published page says of objections.
pub struct Objecting<'a> {
    /// Those that there are, and whether who reads may object.
    pub said: &'a service::Objecting,
    /// A form that was refused: what was filled in, and why.
    pub refused: Option<(&'a BTreeMap<String, String>, Problem)>,
}

/// What was objected and answered, below its title. People are called by their names where those are known, and so are files.
pub fn said(
    reader: &Reader,
    zone: &str,
    it: &Objection,
    names: &BTreeMap<String, String>,
    files: &[EvidenceFile],
) -> Markup {
    let name = |username: &str| reader.person(names, username);
    let (by, at, version) = (name(&it.by), reader.at(it.at, zone), it.version.to_string());
    let file = |digest: &str| {
        let known = files.iter().find(|file| file.digest.to_string() == digest);
        known.map_or_else(|| digest.chars().take(12).collect(), |file| file.name.clone())
    };
    html! {
        p { (reader.tell("results.objected", &[("by", &by), ("at", &at), ("version", &version)])) }
        blockquote { (it.reason) }
        @if !it.evidence.is_empty() {
            p { (reader.say("results.evidence")) @for digest in &it.evidence {
                @let digest = digest.to_string();
                " " a href=(reader.file(&it.unit, &digest)) { (file(&digest)) }
            } }
        }
        @if let Some(reply) = &it.reply {
            p { strong { (reader.say(if reply.granted { "results.granted" } else { "results.not_granted" })) } " "
                (reply.reason) " (" (name(&reply.by)) ", " (reader.at(reply.at, zone)) ")" }
        }
        @if let Some(met) = it.met {
            p { a href=(reader.published(met, "")) { (reader.tell("results.met", &[("n", &met.to_string())])) } }
        }
    }
}

/// The unit's own objections, and the form for one more or why there is none.
pub fn own(sight: &Sight, zone: &str, it: &Objecting) -> Markup {
    let (reader, service::Objecting { objections, names, files, .. }) = (sight.reader, it.said);
    html! {
        section #objections {
            h2 { (reader.say("results.objections_own")) }
            @if objections.is_empty() { p { (reader.say("results.objections_none")) } }
            @for objection in objections {
                @let n = objection.position.to_string();
                article data-objection=(n) {
                    h3 { (reader.tell("results.objection_own", &[("n", &n), ("leaf", &sight.name(&objection.leaf))])) }
                    (said(reader, zone, objection, names, files))
                    @if objection.reply.is_none() { p { (reader.say("results.waits")) } }
                }
            }
            (may(sight, zone, it))
        }
    }
}

/// The form, or the sentence that says why it is not there; nothing to who is not of the unit.
fn may(sight: &Sight, zone: &str, it: &Objecting) -> Markup {
    let (reader, said) = (sight.reader, it.said);
    let refused = html! {
        @if let Some((filled, problem)) = &it.refused {
            p.error role="alert" { (message::problem(reader.language, problem)) }
            // Where the form is gone, what was written into it is not.
            @if said.may.is_err() { @for name in ["reason", "document"] {
                @if let Some(text) = filled.get(name).filter(|text| !text.is_empty()) { blockquote { (text) } }
            } }
        }
    };
    let ahead = said.opens.filter(|opens| *opens > said.now);
    let (key, at) = match (said.may, said.until, ahead) {
        (Ok(()), Some(until), _) => ("results.object_until", Some(until)),
        (Ok(()), None, _) => ("results.object_open", None),
        (Err(Barred::Role | Barred::OwnUnit), _, _) => return refused,
        (Err(_), _, Some(opens)) => ("results.object_opens", Some(opens)),
        (Err(_), Some(until), None) => ("results.object_over", Some(until)),
        (Err(_), None, None) => ("results.object_not_open", None),
    };
    let at = at.map(|at| match key {
        "results.object_until" => reader.last_day(at, zone),
        _ => reader.at(at, zone),
    });
    let at = at.unwrap_or_default();
    html! {
        p { (reader.tell(key, &[("at", &at)])) }
        (refused)
        @if said.may.is_ok() { (form(sight, it)) }
    }
}

fn form(sight: &Sight, it: &Objecting) -> Markup {
    let reader = sight.reader;
    let was =
        |name: &str| it.refused.as_ref().and_then(|(filled, _)| filled.get(name)).map_or("", String::as_str);
    let leaves = sight.table.framework.iter().filter(|node| node.method.is_some());
    let leaves = leaves.filter(|node| !sight.is_hidden(&node.code));
    html! {
        form method="post" action=(reader.to_newest(&["units", sight.code(), "published"])) {
            label for="leaf" { (reader.say("results.object_leaf")) }
            select #leaf name="leaf" required {
                option value="" { (reader.say("results.object_choose")) }
                @for node in leaves {
                    @let of = [("leaf", &*sight.name(&node.code)), ("points", &*reader.points(sight.points(&node.code)))];
                    option value=(node.code) selected[was("leaf") == node.code] { (reader.tell("results.object_option", &of)) }
                }
            }
            label for="reason" { (reader.say("results.reason")) }
            textarea #reason name="reason" required rows="5" { (was("reason")) }
            @if !it.said.files.is_empty() {
                fieldset {
                    legend { (reader.say("results.object_files")) }
                    @for file in &it.said.files {
                        @let name = format!("{FILE_FIELD}{}", file.digest);
                        label.choice { input type="checkbox" name=(name) checked[!was(&name).is_empty()]; " " (file.name) }
                    }
                }
            }
            label for="document" { (reader.say("results.object_document")) }
            input #document name="document" maxlength="500" value=(was("document"));
            p.hint { (reader.say("results.object_hint")) }
            button type="submit" { (reader.say("results.object")) }
        }
    }
}
