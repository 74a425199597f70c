//! The files of one build, each with its digest, and the bytes that they cost on the wire.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use app::Part;
use shared::ballot::Digest;

use crate::compress;

/// Where files with a digest in their name stand; the server lets browsers keep them for ever.
const ASSETS: &str = "/assets/";

/// How much of a digest a name carries.
const IN_NAME: usize = 16;

/// A file of the build.
struct File {
    path: String,
    /// The part that alone needs it; absent where all do.
    part: Option<Part>,
    /// It belongs to a guide, which is kept after the part.
    guide: bool,
    digest: Digest,
    bytes: Vec<u8>,
}

impl File {
    /// What tells it from the file of another build where its path does not: what is whole weighs in each first load.
    fn told(&self) -> String {
        if self.path.starts_with(ASSETS) {
            String::new()
        } else {
            self.digest.to_string()[..IN_NAME].to_owned()
        }
    }
}

/// The files of one build.
#[derive(Default)]
pub struct Dist {
    files: Vec<File>,
    build: Option<String>,
}

impl Dist {
    /// Adds a file whose name carries its digest, and returns its path.
    pub fn add(&mut self, part: Option<Part>, name: &str, extension: &str, bytes: Vec<u8>) -> String {
        let path = digested(name, extension, &bytes);
        match self.files.iter_mut().find(|file| file.path == path) {
            // Two parts bring it along.
            Some(known) => known.part = known.part.filter(|other| Some(*other) == part),
            None => self.push(&path, part, false, bytes),
        }
        path
    }

    /// Adds a file that browsers find under a fixed path.
    pub fn add_fixed(&mut self, path: &str, bytes: Vec<u8>) {
        self.push(path, None, false, bytes);
    }

    /// Adds a page of a guide, kept for who works in this part.
    pub fn add_guide(&mut self, part: Part, path: &str, bytes: Vec<u8>) {
        self.push(path, Some(part), true, bytes);
    }

    /// Adds what a page of a guide shows, and returns its path.
    pub fn add_shown(&mut self, part: Part, name: &str, extension: &str, bytes: Vec<u8>) -> String {
        let path = digested(name, extension, &bytes);
        if !self.files.iter().any(|file| file.path == path && file.part == Some(part)) {
            self.push(&path, Some(part), true, bytes);
        }
        path
    }

    fn push(&mut self, path: &str, part: Option<Part>, guide: bool, bytes: Vec<u8>) {
        self.files.push(File { path: path.to_owned(), part, guide, digest: Digest::of(&bytes), bytes });
    }

    /// Fixes the build's id from what is in it by now and from the texts that will hold the id.
    pub fn fix_build(&mut self, templates: &[&str]) -> String {
        let mut all: Vec<u8> =
            self.files.iter().flat_map(|file| file.digest.to_string().into_bytes()).collect();
        templates.iter().for_each(|template| all.extend(template.as_bytes()));
        let build = Digest::of(&all).to_string()[..12].to_owned();
        self.build = Some(build.clone());
        build
    }

    /// The build's id.
    pub fn build(&self) -> &str {
        self.build.as_deref().unwrap_or_default()
    }

    /// Path of each file, its digest where the path has none, and the part that alone needs it, for the service worker.
    pub fn listing(&self) -> Vec<(&str, String, Option<&str>)> {
        let files = self.files.iter().filter(|file| !file.guide);
        files.map(|file| (file.path.as_str(), file.told(), file.part.map(Part::name))).collect()
    }

    /// The same of the guides that go with each part: a list of its own, which no first load waits for.
    pub fn guides(&self) -> BTreeMap<&str, Vec<(&str, String)>> {
        let mut guides = BTreeMap::new();
        for file in self.files.iter().filter(|file| file.guide) {
            let of_part: &mut Vec<_> = guides.entry(file.part.map_or("", Part::name)).or_default();
            of_part.push((file.path.as_str(), file.told()));
        }
        guides
    }

    /// Adds the list of the guides, and returns its path.
    pub fn add_guides(&mut self, list: Vec<u8>) -> String {
        let path = digested("guides", "json", &list);
        self.push(&path, None, true, list);
        path
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Writes all files in place of what was at `out`, and returns the bytes as served of what each part loads first. What
    /// stands there already stays: compressing takes its time, and the server is built again when a file of the app is
    /// another one.
    pub fn write(&self, out: &Path, compressed: bool) -> Result<[(Part, u64); Part::ALL.len()]> {
        let fresh = out.with_extension("new");
        if fresh.exists() {
            fs::remove_dir_all(&fresh)?;
        }
        let (mut weights, mut changed) = (Part::ALL.map(|part| (part, 0)), false);
        for file in &self.files {
            let name = file.path.trim_start_matches('/');
            let (path, there) = (fresh.join(name), out.join(name));
            let stands = fs::read(&there).is_ok_and(|bytes| bytes == file.bytes);
            changed |= !stands;
            fs::create_dir_all(path.parent().context("a file stands in a folder")?)?;
            fs::write(&path, &file.bytes)?;
            let mut served = file.bytes.len();
            if compressed && compress::gains(&file.path) {
                let kept = fs::read(compress::beside(&there)?).ok().filter(|_| stands);
                changed |= kept.is_none();
                let small = kept.map_or_else(|| compress::brotli(&file.bytes), Ok)?;
                fs::write(compress::beside(&path)?, &small)?;
                served = small.len();
            }
            let loads = |part| !file.guide && file.part.is_none_or(|only| only == part);
            let needing = weights.iter_mut().filter(|(part, _)| loads(*part));
            for (_, bytes) in needing {
                *bytes += u64::try_from(served)?;
            }
            println!("{served:>9}  {}", file.path);
        }
        if !changed {
            fs::remove_dir_all(&fresh)?;
            return Ok(weights);
        }
        if out.exists() {
            fs::remove_dir_all(out)?;
        }
        fs::rename(&fresh, out)?;
        Ok(weights)
    }
}

/// Where a file stands that browsers keep for ever.
fn digested(name: &str, extension: &str, bytes: &[u8]) -> String {
    format!("{ASSETS}{name}-{}.{extension}", &Digest::of(bytes).to_string()[..IN_NAME])
}
