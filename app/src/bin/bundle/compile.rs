//! Compiles a part of the app for the browser.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use app::Part;

/// What makes the app a tenth smaller, and its first build minutes longer: the standard library is compiled with it,
/// and a panic is a trap, which `boot.js` and the page that watches its worker tell people of. None of it is stable; the
/// toolchain is of one version, and asked for it by `RUSTC_BOOTSTRAP`.
const WHOLE: [&str; 5] = [
    "-Zbuild-std=std,panic_abort",
    "-Zpanic-immediate-abort",
    "--config",
    "profile.wasm.panic='immediate-abort'",
    "--profile=wasm",
];

/// What the first load is made of is small before it is fast.
const SMALL: [&str; 1] = ["-Zbuild-std-features=optimize_for_size"];

/// What a form brings along that needs it is fast before it is small: it comes when the form does.
const FAST: [&str; 2] = ["--config", "profile.wasm.opt-level=3"];

/// `Debug` writes nothing: what is shown or kept is never written by it.
const SMALL_FLAGS: [&str; 1] = ["-Zfmt-debug=none"];

/// Compiles a part, and returns where its wasm is.
pub fn part(part: Part, quick: bool) -> Result<PathBuf> {
    let (binary, without) = match part {
        Part::Tablet => ("app", &["--no-default-features", "--features", "store"][..]),
        Part::Office => ("office", &["--no-default-features"][..]),
        Part::Desk => ("desk", &[][..]),
        Part::Keying => ("keying", &["--no-default-features"][..]),
    };
    let how = if quick { None } else { Some(&SMALL[..]) };
    Ok(compile(&["--bin", binary], without, how)?.join(format!("{binary}.wasm")))
}

/// The same of the form engine alone.
pub fn forms() -> Result<PathBuf> {
    Ok(compile(&["--example", "forms"], &["--no-default-features"], Some(&FAST))?.join("examples/forms.wasm"))
}

/// Runs cargo for the browser, optimised in some way or not at all, and returns the folder where the wasm is. Where the
/// dependencies lie on this machine is left out of it: it would be bytes to load, and another build on each machine.
fn compile(what: &[&str], without: &[&str], how: Option<&[&str]>) -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the package stands in a workspace")?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let mut command = Command::new(cargo);
    command
        .current_dir(root)
        .args(["build", "--package", "app", "--target", "wasm32-unknown-unknown"])
        .args(what)
        .args(without);
    let mut flags = vec![format!("--remap-path-prefix={}=", registry()?.display())];
    let profile = match how {
        None => {
            command.arg("--profile=wasm-quick");
            "wasm-quick"
        }
        Some(how) => {
            command.args(WHOLE).args(how).env("RUSTC_BOOTSTRAP", "1");
            flags.extend(SMALL_FLAGS.map(str::to_owned));
            "wasm"
        }
    };
    let status = command
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"))
        .status()
        .context("cargo does not start")?;
    ensure!(status.success(), "the app does not compile");
    Ok(target.join("wasm32-unknown-unknown").join(profile))
}

/// The folder under which cargo unpacks dependencies.
fn registry() -> Result<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    Ok(home.context("neither CARGO_HOME nor a home folder is known")?.join("registry/src"))
}
