//! Pictures of guides, as the tour of the screens took them, one in each language.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;

use anyhow::{Context, Result};
use app::Part;

use super::markdown::Picture;
use crate::dist::Dist;

/// Adds a picture to the guides of a part.
pub fn add(dist: &mut Dist, file: &Path, part: Part) -> Result<Picture> {
    let there = || format!("no picture {} (`make pictures` takes them)", file.display());
    let reader = png::Decoder::new(BufReader::new(File::open(file).with_context(there)?)).read_info()?;
    let size = reader.info().size();
    let name = file.file_stem().and_then(|stem| stem.to_str()).context("a picture has a name")?;
    Ok(Picture { path: dist.add_shown(part, name, "png", fs::read(file)?), size })
}
