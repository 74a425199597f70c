//! The pictures of the guides: the tour takes them (`make pictures`), and says which shows a screen that reads otherwise by now.
//! Each holds the words that it shows; digits and what is counted since then are left aside.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};

use anyhow::Context;
use tests::binary::root;
use tests::browser::Browser;

/// The screens that guides show, and how wide.
const SHOWN: [(&str, u32); 13] = [
    ("board", 390),
    ("interview", 390),
    ("interview-units", 390),
    ("interview-review", 390),
    ("desk-year", 390),
    ("desk-leaf", 390),
    ("appraisal-leaf", 800),
    ("fieldwork", 800),
    ("index", 800),
    ("packages", 800),
    ("phases", 800),
    ("results-board", 800),
    ("keying-units", 800),
];

/// Under what name a picture holds its words.
const WORDS: &str = "Words";

/// How many of a picture's lines may be others before it is called old, of a hundred: what a screen says of time passed differs.
const MOST_OTHERS: usize = 15;

fn folder() -> PathBuf {
    root().join("app/guides/pictures")
}

/// Compares a screen with its picture, or takes the picture anew; returns what is wrong.
pub async fn compare(
    browser: &Browser,
    screen: &str,
    width: u32,
    language: &str,
    screenshot: &Path,
) -> anyhow::Result<Option<String>> {
    if !SHOWN.contains(&(screen, width)) {
        return Ok(None);
    }
    let words = words(&browser.visible_text().await?);
    let picture = folder().join(format!("{screen}-{language}.png"));
    if std::env::var_os("PARINDEX_PICTURES").is_some() {
        take(screenshot, &picture, &words)?;
        return Ok(None);
    }
    let held = held(&picture)?;
    let (now, then): (BTreeSet<_>, BTreeSet<_>) = (words.lines().collect(), held.lines().collect());
    let others: Vec<_> = now.symmetric_difference(&then).collect();
    let old = others.len() * 100 > MOST_OTHERS * (now.len() + then.len());
    Ok(old.then(|| {
        format!("{screen} {language}: its picture is old, `make pictures` takes it anew: {others:?}")
    }))
}

/// The lines of a text without digits.
fn words(text: &str) -> String {
    let lines = text.lines().map(|line| line.replace(|c: char| c.is_ascii_digit(), ""));
    lines.map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The words that a picture holds.
fn held(picture: &Path) -> anyhow::Result<String> {
    let file = File::open(picture).with_context(|| picture.display().to_string())?;
    let mut reader = png::Decoder::new(BufReader::new(file)).read_info()?;
    reader.finish()?;
    let words = reader.info().utf8_text.iter().find(|text| text.keyword == WORDS);
    Ok(words.context("a picture without its words")?.get_text()?)
}

/// Makes a picture of a screenshot, in as many colours as a palette holds, with its words.
fn take(screenshot: &Path, picture: &Path, words: &str) -> anyhow::Result<()> {
    let mut decoder = png::Decoder::new(BufReader::new(File::open(screenshot)?));
    decoder.set_transformations(png::Transformations::ALPHA);
    let mut reader = decoder.read_info()?;
    let (width, height) = reader.info().size();
    let mut pixels = vec![0; reader.output_buffer_size().context("a size")?];
    reader.next_frame(&mut pixels)?;
    let rgb: Vec<u8> = pixels.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    fs::create_dir_all(folder())?;
    let mut encoder = png::Encoder::new(BufWriter::new(File::create(picture)?), width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    encoder.add_itxt_chunk(WORDS.to_owned(), words.to_owned())?;
    encoder.write_header()?.write_image_data(&rgb)?;
    Ok(())
}
