#!/usr/bin/env bash
# Guessed: what jemalloc was given back, and has given back to the kernel, counts against no limit: a program that holds 80 MB at a
# time lives under `ulimit -d` of 256 MB, as with the C library.
# What happens: the pages go back and their addresses stay mapped (`retain`, on by default on Linux), and RLIMIT_DATA counts what is
# mapped. Blocks that grow, one after the other, each need a place of their own; asked for the next, the allocator says that there is
# no memory, while the program holds none and its resident memory is small. With `retain:false` the same program ends well.
# Why it matters: RLIMIT_DATA is what a test or a systemd unit (LimitDATA=) bounds a server with. By resident memory, and in a
# container's accounts, nothing is wrong; the process ends as if it had leaked.
# Versions: tikv-jemallocator 0.7.0 (tikv-jemalloc-sys 0.7.1, jemalloc 5.3.1), Linux.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 CARGO_TARGET_DIR="$work/target"
unset MALLOC_CONF _RJEM_MALLOC_CONF JEMALLOC_SYS_WITH_MALLOC_CONF
cargo init --quiet --bin --name shown --vcs none
cat >> Cargo.toml <<'TOML'
tikv-jemallocator = { version = "=0.7.0", optional = true }
tikv-jemalloc-sys = { version = "=0.7.1", optional = true }
[features]
jemalloc = ["tikv-jemallocator", "tikv-jemalloc-sys"]
TOML
cat > src/main.rs <<'RUST'
#[cfg(feature = "jemalloc")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() {
    for mb in (4..=80).step_by(4) {
        let mut block = Vec::<u8>::new();
        match block.try_reserve_exact(mb << 20) {
            Ok(()) => block.resize(mb << 20, 1),
            Err(_) => return println!("no memory for {mb} MB"),
        }
        assert_eq!(std::hint::black_box(&block)[mb], 1);
    }
    println!("80 MB at a time were held");
}
RUST
echo 'versions: tikv-jemallocator 0.7.0, tikv-jemalloc-sys 0.7.1'
echo 'guess: under a limit of 256 MB for data, 80 MB at a time are held with either allocator'
cargo build --quiet --release && cp target/release/shown own
cargo build --quiet --release --features jemalloc && cp target/release/shown jemalloc
ulimit -d 262144
own=$(./own) jemalloc=$(./jemalloc) lets_go=$(_RJEM_MALLOC_CONF=retain:false ./jemalloc)
echo "seen: the C library's: $own; jemalloc: $jemalloc; with retain:false: $lets_go"
[ "$own" = '80 MB at a time were held' ]
[[ "$jemalloc" = 'no memory for '* ]]
[ "$lets_go" = "$own" ]
echo 'the guess missed, as recorded'
