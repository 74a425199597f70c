//! One stylesheet from the files in `app/assets`: tokens first, then the base, then each room's.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The stylesheets that come before all others.
const FIRST: [&str; 2] = ["tokens.css", "base.css"];

/// All stylesheets in one text.
pub fn gather(assets: &Path) -> Result<String> {
    let mut rest: Vec<PathBuf> = fs::read_dir(assets)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "css"))
        .filter(|path| !FIRST.iter().any(|first| path.ends_with(first)))
        .collect();
    rest.sort();
    let mut all = String::new();
    for path in FIRST.iter().map(|name| assets.join(name)).chain(rest) {
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        all.push_str(&slim(&text));
    }
    Ok(all)
}

/// Leaves out comments, indentation and empty lines.
fn slim(css: &str) -> String {
    let mut parts = css.split("/*");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(part.split_once("*/").map_or("", |(_, after)| after));
    }
    text.lines().map(str::trim).filter(|line| !line.is_empty()).fold(String::new(), |mut all, line| {
        all.push_str(line);
        all.push('\n');
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_blank_lines_do_not_travel() {
        assert_eq!(slim("/* a */\n.b {\n  color: red; /* c */\n}\n\n"), ".b {\ncolor: red;\n}\n");
    }
}
