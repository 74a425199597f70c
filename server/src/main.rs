//! The binary `parindex`.

use std::process::ExitCode;

use tikv_jemallocator::Jemalloc;

/// How it is set up stands in `.cargo/config.toml`.
#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

fn main() -> ExitCode {
    server::cli::run()
}
