#!/usr/bin/env bash
# Guessed: a test that calls `cargo build` for the workspace's own binary finds every dependency as `cargo test` has just
# built it: same toolchain, same features, same target folder, no source changed.
# What happens: cargo tells a test its package (CARGO_PKG_NAME, CARGO_MANIFEST_DIR and others), the cargo below inherits it,
# and the build script of ring asks to be run again wherever one of those variables differs. Its C code is compiled anew, and with it all that stands on it: rustls,
# clients, the server. The next `cargo test` does not have them and compiles all of it once more, and so on for ever.
# Why it matters: here it took 230 s of processor time a run, silently. It looks like features that differ, and no warning
# says why; taking the variables away before the inner cargo starts is enough.
# Versions: ring 0.17.14; cargo as installed (seen with 1.95.0).
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C CARGO_TARGET_DIR="$work/target" CARGO_TERM_COLOR=never
unset CARGO_MANIFEST_DIR
mkdir -p src tests
cat > Cargo.toml <<'TOML'
[package]
name = "served"
version = "0.1.0"
edition = "2021"

[dependencies]
ring = "=0.17.14"
TOML
echo 'fn main() { println!("{}", ring::digest::SHA256_OUTPUT_LEN); }' > src/main.rs
cat > tests/inner.rs <<'RUST'
#[test]
fn builds_what_is_built() {
    let mut cargo = std::process::Command::new(env!("CARGO"));
    cargo.args(["build", "--offline"]);
    if std::env::var_os("WITHOUT").is_some() {
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")) {
            cargo.env_remove(name);
        }
    }
    let output = cargo.output().unwrap();
    assert!(output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    println!("inner: {}", said.lines().filter(|line| line.contains("Compiling")).map(str::trim).collect::<Vec<_>>().join("; "));
}
RUST
echo 'versions: ring 0.17.14'
echo 'guess: the inner build compiles nothing'
cargo build --quiet 2>/dev/null
cargo test --quiet --no-run 2>/dev/null
seen() { sed -nE 's/^inner: *//p' "$1" | sed -E 's/ \([^)]*\)//g'; }
WITHOUT=1 cargo test --quiet -- --nocapture > without 2>&1
cargo test --quiet -- --nocapture > with 2>&1
cargo build > after 2>&1
echo "seen, without what cargo says of the test: '$(seen without)'"
echo "seen, with it: '$(seen with)'"
echo "seen, the next build:      '$(grep -E 'Compiling' after | sed -E 's/^ *//; s/ \([^)]*\)//' | paste -sd';' | sed 's/;/; /g')'"
test "$(seen without)" = ""
test "$(seen with)" = "Compiling ring v0.17.14; Compiling served v0.1.0"
grep -q 'Compiling ring v0.17.14' after
echo 'the guess missed, as recorded'
