//! The few files that browsers ask for by name, and the scripts that start page and worker.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use app::{Part, ROOMS};
use serde_json::{Value, json};
use shared::message::{self, Language, text};

use crate::bindgen::{Glue, beside};
use crate::dist::Dist;
use crate::icons::Icons;
use crate::scripts::slim;

/// What a part of the app is made of.
pub struct Made {
    /// Which part.
    pub part: Part,
    /// Its page.
    pub page: Glue,
    /// The styles of its rooms.
    pub style: String,
}

/// Adds start scripts, manifest, page and, last because it lists all others, the service worker.
pub fn add(dist: &mut Dist, assets: &Path, parts: &[Made], style: &str, icons: &Icons) -> Result<()> {
    let read = |name: &str| fs::read_to_string(assets.join(name)).with_context(|| name.to_owned());
    let script = |name: &str| read(name).map(|text| slim(&text));
    let (page, boot, worker_script, service) =
        (read("index.html")?, script("boot.js")?, script("worker.js")?, script("sw.js")?);
    let (lock, carry) = (
        with_own_texts(&script("pin.js")?, "lock.{name}"),
        with_own_texts(&script("carry.js")?, "hand.{name}"),
    );
    let build = dist.fix_build(&[&page, &boot, &worker_script, &service, &lock, &carry]);
    // Kept as guides are: no first load waits for what few need.
    let lock = dist.add_shown(Part::Tablet, "pin", "js", lock.into_bytes());
    let carry = dist.add_shown(Part::Tablet, "carry", "js", carry.into_bytes());

    let rooms: BTreeMap<_, _> = ROOMS.into_iter().map(|(room, part)| (room, part.name())).collect();
    let boot = boot.replace("\"{{rooms}}\"", &json!(rooms).to_string());
    let starts: serde_json::Map<_, _> = parts
        .iter()
        .map(|made| {
            let script = worker_script.replace("{{build}}", &build);
            let script = script.replace("{{glue}}", &beside(&made.page.script));
            let worker =
                made.part.has_store().then(|| dist.add(Some(made.part), "worker", "js", script.into_bytes()));
            // Most never ask for it: it is kept as guides are.
            let english =
                dist.add_shown(made.part, "english", "txt", made.part.texts().english().into_bytes());
            (made.part.name().to_owned(), start(made, worker.unwrap_or_default(), english))
        })
        .collect();
    let boot = boot
        .replace("\"{{parts}}\"", &Value::from(starts).to_string())
        .replace("{{lock}}", &lock)
        .replace("{{carry}}", &carry);
    let boot = dist.add(None, "boot", "js", boot.into_bytes());
    dist.add_fixed("/manifest.webmanifest", manifest(icons).into_bytes());

    let page = page
        .replace("{{build}}", &build)
        .replace("{{style}}", style)
        .replace("{{boot}}", &boot)
        .replace("{{icon}}", &icons.svg)
        .replace("{{touch-icon}}", &icons.small)
        .replace("{{mark}}", &icons.mark)
        .replace("{{description}}", &text(Language::Vi, "common.description", &[]));
    dist.add_fixed("/index.html", with_texts(&page).into_bytes());

    let guides = serde_json::to_vec(&dist.guides())?;
    let guides = dist.add_guides(guides);
    let service = service
        .replace("{{guides}}", &guides)
        .replace("{{build}}", &build)
        .replace("\"{{rooms}}\"", &json!(rooms).to_string())
        .replace("\"{{parts}}\"", &json!(Part::ALL.map(Part::name)).to_string())
        .replace("\"{{files}}\"", &serde_json::to_string(&dist.listing())?);
    dist.add_fixed("/sw.js", service.into_bytes());
    Ok(())
}

/// What the script that starts the page loads for a part, and the page for its worker.
fn start(made: &Made, worker: String, english: String) -> Value {
    let page = &made.page;
    json!({ "script": beside(&page.script), "wasm": page.wasm, "style": made.style, "worker": worker, "english": english })
}

/// Puts in the texts of a script that stands before the app that could say them.
fn with_own_texts(script: &str, keys: &str) -> String {
    let room = keys.trim_end_matches("{name}");
    let of = |language: Language| -> BTreeMap<&str, String> {
        let names = message::keys(language).filter_map(|key| key.strip_prefix(room));
        names.map(|name| (name, text(language, &format!("{room}{name}"), &[]))).collect()
    };
    let texts: BTreeMap<_, _> = Language::ALL.map(|language| (language.code(), of(language))).into();
    script.replace("\"{{texts}}\"", &json!(texts).to_string())
}

/// Puts in the texts that the page names: `{{opening}}` is `common.opening`.
fn with_texts(page: &str) -> String {
    let mut pieces = page.split("{{");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |page, piece| match piece.split_once("}}") {
        Some((key, rest)) => page + &in_each_language(key) + rest,
        None => page + "{{" + piece,
    })
}

/// A text in each language; the stylesheet shows the one that is in use.
fn in_each_language(key: &str) -> String {
    let one = |language: Language| {
        let text = text(language, &format!("common.{key}"), &[]);
        format!("<span lang=\"{}\">{text}</span>", language.code())
    };
    Language::ALL.map(one).concat()
}

fn manifest(icons: &Icons) -> String {
    let icon = |src: &str, sizes: &str, kind: &str, purpose: &str| json!({ "src": src, "sizes": sizes, "type": kind, "purpose": purpose });
    json!({
        "id": "/",
        "name": "Parindex",
        "short_name": "Parindex",
        "description": text(Language::Vi, "common.description", &[]),
        "lang": "vi",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf8f2",
        "theme_color": "#0b4f5c",
        "icons": [
            icon(&icons.svg, "any", "image/svg+xml", "any"),
            icon(&icons.small, "192x192", "image/png", "any"),
            icon(&icons.maskable, "any", "image/svg+xml", "maskable"),
        ],
    })
    .to_string()
}
