//! Builds the app as tablets load it: wasm, its glue, styles, icons, service worker, each named by its digest, into `app/dist`.

mod bindgen;
mod compress;
mod dist;
mod icons;
mod pages;
mod scripts;
mod styles;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
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
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let profile = if arguments.quick { "wasm-quick" } else { "wasm" };
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (assets, source) = (package.join("assets"), package.join("src"));

    let mut dist = Dist::default();
    let made = |part: Part, dist: &mut Dist| -> Result<Made> {
        let page = bindgen::add(dist, part, &compile(part, profile)?)?;
        let style = dist.add(Some(part), part.name(), "css", styles::of(part, &source)?.into_bytes());
        Ok(Made { part, page, style })
    };
    let [tablet, office, desk] = Part::ALL.map(|part| made(part, &mut dist));
    let parts = [tablet?, office?, desk?];
    let style = dist.add(None, "base", "css", styles::everywhere(&source)?.into_bytes());
    let icons = icons::add(&mut dist)?;
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
        Part::Tablet => 805_000,
        Part::Office => 719_000,
        Part::Desk => 866_000,
    }
}

/// Runs cargo for the browser, and returns where the wasm of a part is. Where the dependencies lie on this machine is left
/// out of it: it would be bytes to load, and another build on each machine.
fn compile(part: Part, profile: &str) -> Result<PathBuf> {
    let (binary, without) = match part {
        Part::Tablet => ("app", &["--no-default-features", "--features", "store"][..]),
        Part::Office => ("office", &["--no-default-features"][..]),
        Part::Desk => ("desk", &[][..]),
    };
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the package stands in a workspace")?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let status = Command::new(cargo)
        .current_dir(root)
        .args(["build", "--package", "app", "--bin", binary, "--target", "wasm32-unknown-unknown"])
        .args(without)
        .args(["--profile", profile])
        .env("CARGO_ENCODED_RUSTFLAGS", format!("--remap-path-prefix\x1f{}=", registry()?.display()))
        .status()
        .context("cargo does not start")?;
    ensure!(status.success(), "the app does not compile");
    Ok(target.join("wasm32-unknown-unknown").join(profile).join(format!("{binary}.wasm")))
}

/// The folder under which cargo unpacks dependencies.
fn registry() -> Result<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    Ok(home.context("neither CARGO_HOME nor a home folder is known")?.join("registry/src"))
}
