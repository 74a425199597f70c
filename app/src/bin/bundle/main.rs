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
use clap::Parser;

use dist::Dist;

/// Builds the app into app/dist.
#[derive(Parser)]
struct Arguments {
    /// Build in seconds instead of minutes: not optimised, not compressed.
    #[arg(long)]
    quick: bool,
    /// The most bytes that the first load may take, compressed.
    #[arg(long, default_value_t = 960_000)]
    budget: u64,
    /// Where the built app goes.
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/dist"))]
    out: PathBuf,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let wasm = compile(if arguments.quick { "wasm-quick" } else { "wasm" })?;
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let assets = package.join("assets");

    let mut dist = Dist::default();
    let glue = bindgen::add(&mut dist, &wasm)?;
    let parts: [&[&str]; 3] = [&styles::EVERYWHERE, &styles::FIELD, &styles::OFFICE];
    let style = dist.add("app", "css", styles::gather(&package.join("src"), &parts)?.into_bytes());
    let icons = icons::add(&mut dist)?;
    pages::add(&mut dist, &assets, &glue, &style, &icons)?;

    let bytes = dist.write(&arguments.out, !arguments.quick)?;
    if arguments.quick {
        println!("{} files, {bytes} bytes, not compressed, in {}", dist.len(), arguments.out.display());
        return Ok(());
    }
    println!(
        "First load: {bytes} bytes compressed, {} files, budget {} bytes. Build {}.",
        dist.len(),
        arguments.budget,
        dist.build()
    );
    ensure!(
        bytes <= arguments.budget,
        "the first load is {} bytes over its budget",
        bytes - arguments.budget
    );
    Ok(())
}

/// Runs cargo for the browser, and returns where the wasm is. Where the dependencies lie on this machine is left out of
/// it: it would be bytes to load, and another build on each machine.
fn compile(profile: &str) -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the package stands in a workspace")?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let status = Command::new(cargo)
        .current_dir(root)
        .args(["build", "--package", "app", "--bin", "app", "--target", "wasm32-unknown-unknown"])
        .args(["--profile", profile])
        .env("CARGO_ENCODED_RUSTFLAGS", format!("--remap-path-prefix\x1f{}=", registry()?.display()))
        .status()
        .context("cargo does not start")?;
    ensure!(status.success(), "the app does not compile");
    Ok(target.join("wasm32-unknown-unknown").join(profile).join("app.wasm"))
}

/// The folder under which cargo unpacks dependencies.
fn registry() -> Result<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    Ok(home.context("neither CARGO_HOME nor a home folder is known")?.join("registry/src"))
}
