//! Builds the app as tablets load it: wasm, its glue, styles, icons, service worker, each named by its digest, into `app/dist`.

mod bindgen;
mod compile;
mod compress;
mod dist;
mod guides;
mod icons;
mod pages;
mod scripts;
mod styles;

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use app::Part;
use clap::Parser;

use dist::Dist;
use pages::Made;

/// Builds the app into app/dist.
#[derive(Parser)]
struct Arguments {
    /// Build in seconds instead of minutes: not optimised, not compressed.
    #[arg(long)]
    quick: bool,
    /// Where the built app goes.
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/dist"))]
    out: PathBuf,
    /// Instead of the app the form engine alone, into this folder: what is measured beside another one.
    #[arg(long)]
    forms: Option<PathBuf>,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    if let Some(folder) = &arguments.forms {
        return bindgen::plain(&compile::forms()?, folder);
    }
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (assets, source) = (package.join("assets"), package.join("src"));

    let mut dist = Dist::default();
    let made = |part: Part, dist: &mut Dist| -> Result<Made> {
        let page = bindgen::add(dist, part, &compile::part(part, arguments.quick)?)?;
        let style = dist.add(Some(part), part.name(), "css", styles::of(part, &source)?.into_bytes());
        Ok(Made { part, page, style })
    };
    let parts = Part::ALL.into_iter().map(|part| made(part, &mut dist)).collect::<Result<Vec<_>>>()?;
    let style = dist.add(None, "base", "css", styles::everywhere(&source)?.into_bytes());
    let icons = icons::add(&mut dist)?;
    let folder = package.join("guides");
    let style_of_guides = styles::of_guides(&folder)?;
    let looks =
        guides::Looks { base: &style, style: &style_of_guides, icon: &icons.svg, drafts: arguments.quick };
    guides::add(&mut dist, &folder, &looks)?;
    pages::add(&mut dist, &assets, &parts, &style, &icons)?;

    let weights = dist.write(&arguments.out, !arguments.quick)?;
    if arguments.quick {
        println!("{} files, not compressed, in {}", dist.len(), arguments.out.display());
        return Ok(());
    }
    println!("{} files. Build {}.", dist.len(), dist.build());
    for (part, bytes) in weights {
        println!(
            "First load of the {}: {bytes} bytes compressed, budget {} bytes.",
            part.name(),
            budget(part)
        );
    }
    for (part, bytes) in weights {
        let (name, budget) = (part.name(), budget(part));
        ensure!(bytes <= budget, "the first load of the {name} is {} bytes over its budget", bytes - budget);
    }
    Ok(())
}

/// The most bytes that the first load of a part may take, compressed.
fn budget(part: Part) -> u64 {
    match part {
        Part::Tablet => 720_000,
        Part::Office => 650_000,
        Part::Desk => 792_500,
        Part::Keying => 345_000,
    }
}
