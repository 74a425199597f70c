//! The few files that browsers ask for by name, and the scripts that start page and worker.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::json;
use shared::message::{Language, text};

use crate::bindgen::{Glue, beside};
use crate::dist::Dist;
use crate::icons::Icons;
use crate::scripts::slim;

/// Adds start scripts, manifest, page and, last because it lists all others, the service worker.
pub fn add(dist: &mut Dist, assets: &Path, glue: &Glue, style: &str, icons: &Icons) -> Result<()> {
    let read = |name: &str| fs::read_to_string(assets.join(name)).with_context(|| name.to_owned());
    let script = |name: &str| read(name).map(|text| slim(&text));
    let (page, boot, worker, service) =
        (read("index.html")?, script("boot.js")?, script("worker.js")?, script("sw.js")?);
    let build = dist.fix_build(&[&page, &boot, &worker, &service]);

    let fill = |template: &str| {
        template
            .replace("{{build}}", &build)
            .replace("{{glue}}", &beside(&glue.script))
            .replace("{{wasm}}", &beside(&glue.wasm))
    };
    let boot = dist.add("boot", "js", fill(&boot).into_bytes());
    let worker = dist.add("worker", "js", fill(&worker).into_bytes());
    dist.add_fixed("/manifest.webmanifest", manifest(icons).into_bytes());

    let vi = |key| text(Language::Vi, key, &[]);
    let page = page
        .replace("{{build}}", &build)
        .replace("{{style}}", style)
        .replace("{{boot}}", &boot)
        .replace("{{worker}}", &worker)
        .replace("{{glue}}", &glue.script)
        .replace("{{wasm}}", &glue.wasm)
        .replace("{{icon}}", &icons.svg)
        .replace("{{touch-icon}}", &icons.small)
        .replace("{{opening}}", &vi("common.opening"))
        .replace("{{too-old}}", &vi("common.browser-too-old"));
    dist.add_fixed("/index.html", page.into_bytes());

    let service = service
        .replace("{{build}}", &build)
        .replace("\"{{files}}\"", &serde_json::to_string(&dist.listing())?);
    dist.add_fixed("/sw.js", service.into_bytes());
    Ok(())
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
