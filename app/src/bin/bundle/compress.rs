//! Brotli at its best quality: the app is compressed once and loaded over slow mobile networks.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use brotli::enc::backward_references::BrotliEncoderMode;

/// Whether compression makes a file smaller; pictures are compressed already.
pub fn gains(path: &str) -> bool {
    !path.ends_with(".png")
}

/// The compressed bytes. What repeats in wasm is as far apart as in fonts: their mode makes it a quarter of a percent smaller.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let is_wasm = bytes.starts_with(b"\0asm");
    let parameters = brotli::enc::BrotliEncoderParams {
        mode: if is_wasm {
            BrotliEncoderMode::BROTLI_MODE_FONT
        } else {
            BrotliEncoderMode::BROTLI_MODE_GENERIC
        },
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut out, &parameters)?;
    Ok(out)
}

/// The compressed file beside `path`.
pub fn beside(path: &Path) -> Result<PathBuf> {
    let name = path.file_name().and_then(|name| name.to_str()).context("file names are plain")?;
    Ok(path.with_file_name(format!("{name}.br")))
}
