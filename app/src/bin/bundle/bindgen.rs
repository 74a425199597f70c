//! Makes the JavaScript that wasm needs to reach the browser, by wasm-bindgen's own library.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use app::Part;
use walrus::{FunctionBuilder, FunctionKind, Module, ModuleConfig, ValType};
use wasm_bindgen_cli_support::{Bindgen, Output};

use crate::dist::Dist;
use crate::scripts::slim;

/// Paths of a wasm and of its glue in the build.
pub struct Glue {
    /// The wasm.
    pub wasm: String,
    /// The module that starts it.
    pub script: String,
}

/// Adds the wasm of a part, its glue and the scripts of crates that it calls.
pub fn add(dist: &mut Dist, part: Part, wasm: &Path) -> Result<Glue> {
    let name = part.name();
    let mut output = Bindgen::new()
        .input_bytes(name, lighter(wasm)?)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()?;
    let shorter = shorten(&mut output);
    let folder = wasm.with_file_name(format!("bindgen-{name}"));
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    output.emit(&folder)?;

    let mut script = replace_names(&fs::read_to_string(folder.join(format!("{name}.js")))?, &shorter);
    ensure!(!script.contains("from \"env\""), "the wasm wants functions that no crate brings along");
    for snippet in snippets(&folder.join("snippets"))? {
        if !script.contains(&snippet) {
            continue;
        }
        let brought = slim(&fs::read_to_string(folder.join(snippet.trim_start_matches("./")))?);
        ensure!(!brought.contains("import "), "{snippet} imports another script");
        let stem =
            snippet.rsplit('/').next().and_then(|name| name.strip_suffix(".js")).context("a script")?;
        let path = dist.add(Some(part), stem, "js", brought.into_bytes());
        script = script.replace(&snippet, &beside(&path));
    }
    let wasm = dist.add(Some(part), name, "wasm", fs::read(folder.join(format!("{name}_bg.wasm")))?);
    let script = dist.add(Some(part), name, "js", slim(&script).into_bytes());
    Ok(Glue { wasm, script })
}

/// A wasm without what goes through the linker and nobody uses: what nothing else reaches goes with it.
fn lighter(wasm: &Path) -> Result<Vec<u8>> {
    // As wasm-bindgen itself reads what the compiler made.
    let mut module = ModuleConfig::new().strict_validate(false).parse_file(wasm)?;
    close(&mut module);
    silence(&mut module);
    Ok(module.emit_wasm())
}

/// Takes the ways in away that are for C alone.
fn close(module: &mut Module) {
    let of_c = |name: &str| name.starts_with("rust_sqlite_wasm_") || name.starts_with("sqlite3_os_");
    let closed: Vec<_> = module.exports.iter().filter(|it| of_c(&it.name)).map(|it| it.id()).collect();
    closed.into_iter().for_each(|export| module.exports.delete(export));
}

/// Parts of the compiler's names of what writes a backtrace: the `Debug` of anyhow, which dioxus brings along, and what reads in it the
/// names of functions, of which the wasm has none.
const BACKTRACES: [[&str; 2]; 3] = [
    ["6anyhow3fmt", "9ErrorImpl5debug"],
    ["12backtrace_rs9symbolize", "10SymbolName"],
    ["14rustc_demangle", "13DemangleStyle"],
];

/// `Debug` writes nothing (`compile`), also where it was written by hand.
fn silence(module: &mut Module) {
    let writes = |name: &str| BACKTRACES.iter().any(|parts| parts.iter().all(|part| name.contains(part)));
    let (takes, gives) = ([ValType::I32; 2], [ValType::I32]);
    let silenced: Vec<_> = module
        .funcs
        .iter()
        .filter(|it| it.name.as_deref().is_some_and(writes))
        .filter(|it| module.types.params_results(it.ty()) == (&takes, &gives))
        .map(|it| it.id())
        .collect();
    for id in silenced {
        let locals = takes.map(|of| module.locals.add(of)).to_vec();
        let mut silent = FunctionBuilder::new(&mut module.types, &takes, &gives);
        // `Ok(())`
        silent.func_body().i32_const(0);
        module.funcs.get_mut(id).kind = FunctionKind::Local(silent.local_func(locals));
    }
}

/// Puts a wasm and its glue into a folder as they are.
pub fn plain(wasm: &Path, folder: &Path) -> Result<()> {
    Bindgen::new().input_path(wasm).web(true)?.typescript(false).generate(folder)
}

/// Numbers the functions that wasm imports, and those that its closures are called by: their names hold digests, which no compression
/// makes smaller, twice over.
fn shorten(output: &mut Output) -> BTreeMap<String, String> {
    let wasm = output.wasm_mut();
    let imports = wasm.imports.iter_mut().map(|import| &mut import.name);
    let exports = wasm.exports.iter_mut().map(|export| &mut export.name);
    let named = imports.filter(|name| name.starts_with("__wb"));
    let named = named.chain(exports.filter(|name| name.starts_with("wasm_bindgen_")));
    named
        .zip(0_u32..)
        .map(|(name, number)| {
            let short = format!("_{number}");
            (std::mem::replace(name, short.clone()), short)
        })
        .collect()
}

/// The script with these names in place of others, wherever one stands as a word of its own.
fn replace_names(script: &str, names: &BTreeMap<String, String>) -> String {
    let in_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let words = script.split_inclusive(|c| !in_word(c));
    words
        .map(|piece| {
            let word = piece.trim_end_matches(|c| !in_word(c));
            let replaced = names.get(word).map_or(word, String::as_str);
            [replaced, &piece[word.len()..]].concat()
        })
        .collect()
}

/// How a script names another one in the same folder.
pub fn beside(path: &str) -> String {
    format!("./{}", path.rsplit('/').next().unwrap_or(path))
}

/// The scripts in the folder, as the glue imports them.
fn snippets(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![(folder.to_owned(), "./snippets".to_owned())];
    while let Some((folder, name)) = folders.pop() {
        if !folder.exists() {
            continue;
        }
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let inner = format!("{name}/{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                folders.push((entry.path(), inner));
            } else {
                found.push(inner);
            }
        }
    }
    found.sort();
    Ok(found)
}
