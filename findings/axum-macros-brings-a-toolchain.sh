#!/usr/bin/env bash
# Guessed: a rust-toolchain file inside of a dependency's package says nothing to who depends on it: which compiler runs is of the
# project, or of who started cargo.
# What happens: cargo runs the compiler in the folder of each package. Started by the name that rustup puts on the path, it
# hands its own version down. Started by its own path, as a test does that builds something with the cargo it was built by,
# it does not: `rustc` on the path is then rustup's, which looks for the file from there upwards, finds the one that axum-macros
# was published with, and asks for a nightly of 2024. All packages before it are built; this one is not.
# Why it matters: what builds when it is typed fails in a test, a script or an editor that knows the cargo by its path, with the name
# of a toolchain that nobody chose; where rustup installs what is missing, a two years old nightly compiles a part of the program.
# Versions: axum-macros 0.5.1; cargo and rustc 1.95.0, rustup 1.28 or later (it asks rustup not to install).
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 RUSTUP_AUTO_INSTALL=0 CARGO_TARGET_DIR="$work/target"
unset RUSTUP_TOOLCHAIN CARGO RUSTC RUST_BACKTRACE
cargo init --quiet --lib --name shown --vcs none
echo 'axum-macros = "=0.5.1"' >> Cargo.toml
echo 'guess: it builds whether cargo is started by its name or by its path'
cargo build --quiet && echo 'seen: by its name it builds'
rm -rf target
if "$(rustup which cargo)" build --quiet 2> told; then
  echo 'seen: by its path it builds too, which it did not'
  exit 1
fi
grep -o "toolchain '[a-z0-9_-]*' is not installed" told | sed 's/-x86_64[a-z0-9_-]*//; s/^/seen: by its path: /' | sort -u
grep -q "toolchain 'nightly-2024-06-22" told
grep -q 'could not compile `axum-macros`' told
echo 'the guess missed, as recorded'
