//! The binary `parindex`.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::run()
}
