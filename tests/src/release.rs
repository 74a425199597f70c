//! A later release of the app: the same files under another build id, as a new app would come to a server.

use std::fs;
use std::path::Path;

use anyhow::Context;
use shared::ballot::Digest;

use crate::binary::root;

/// The app as it was built for the tests, without compressed copies: its bytes may be changed.
pub fn copy_app(to: &Path) -> anyhow::Result<()> {
    copy(&root().join("app/dist"), to)
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for file in fs::read_dir(from)? {
        let file = file?;
        let there = to.join(file.file_name());
        if file.file_type()?.is_dir() {
            copy(&file.path(), &there)?;
        } else if file.path().extension().is_none_or(|kind| kind != "br") {
            fs::copy(file.path(), there)?;
        }
    }
    Ok(())
}

/// The id of the build in a folder.
pub fn build(folder: &Path) -> anyhow::Result<String> {
    let page = fs::read_to_string(folder.join("index.html"))?;
    let (_, after) =
        page.split_once("name=\"parindex-build\" content=\"").context("the page names its build")?;
    Ok(after.split('"').next().unwrap_or_default().to_owned())
}

/// Makes another build of the one in this folder: the id is another one, and so are the scripts that hold it.
pub fn publish(folder: &Path, id: &str) -> anyhow::Result<()> {
    let before = build(folder)?;
    let list = fs::read_to_string(folder.join("sw.js"))?;
    let files =
        list.lines().find_map(|line| line.strip_prefix("const FILES = ")).context("a list of files")?;
    let mut files: Vec<(String, String, Option<String>)> = serde_json::from_str(files.trim_end_matches(';'))?;
    for (path, digest, _) in &mut files {
        let file = folder.join(path.trim_start_matches('/'));
        let Ok(text) = fs::read_to_string(&file) else { continue };
        if text.contains(&before) {
            let text = text.replace(&before, id);
            *digest = Digest::of(text.as_bytes()).to_string();
            fs::write(&file, text)?;
        }
    }
    let list = list.lines().map(|line| match line.strip_prefix("const FILES = ") {
        Some(_) => serde_json::to_string(&files).map(|files| format!("const FILES = {files};\n")),
        None => Ok(format!("{}\n", line.replace(&before, id))),
    });
    // The list comes last: whoever reads it finds the files that it names.
    Ok(fs::write(folder.join("sw.js"), list.collect::<Result<String, _>>()?)?)
}
