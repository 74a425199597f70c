//! Follows every name to the module where its item stands, through whatever re-exports it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::file::{Line, Module, read};

/// More hops than any name needs: names that lead in a ring end here.
const HOPS: usize = 16;

/// A place where a module names something.
#[derive(Clone, Debug)]
pub struct Use {
    pub line: Line,
    /// The module that names it.
    pub from: String,
    /// What it names, by its own path: `shared::form::definition::FormDefinition`.
    pub to: String,
}

impl fmt::Display for Use {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} names {}", self.line, self.from, self.to)
    }
}

/// The modules of all files, and who names whom.
#[derive(Debug)]
pub struct Graph {
    pub uses: Vec<Use>,
    /// The texts of each module.
    pub texts: Vec<(Line, String, String)>,
}

/// Modules by path. A crate's two roots (library and binary) are one module.
struct Modules(BTreeMap<Vec<String>, Module>);

impl Graph {
    /// Reads files, given by path from the root with their text.
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let read: Vec<Module> = files.into_iter().flat_map(|(path, text)| read(path, text)).collect();
        let tests: BTreeSet<Vec<String>> = read.iter().flat_map(|module| module.tests.clone()).collect();
        let mut modules = Modules(BTreeMap::new());
        for module in
            read.into_iter().filter(|module| !tests.iter().any(|test| module.path.starts_with(test)))
        {
            modules.add(module);
        }
        let (mut uses, mut texts) = (Vec::new(), Vec::new());
        for module in modules.0.values() {
            let from = module.path.join("::");
            for (line, path) in &module.mentions {
                let to = modules.follow(&module.path, path, HOPS);
                uses.extend(to.map(|to| Use { line: line.clone(), from: from.clone(), to: to.join("::") }));
            }
            texts.extend(module.texts.iter().map(|(line, text)| (line.clone(), from.clone(), text.clone())));
        }
        Self { uses, texts }
    }
}

impl Modules {
    fn add(&mut self, module: Module) {
        let all = self
            .0
            .entry(module.path.clone())
            .or_insert_with(|| Module { path: module.path, ..Module::default() });
        all.items.extend(module.items);
        all.imports.extend(module.imports);
        all.globs.extend(module.globs);
        all.mentions.extend(module.mentions);
        all.texts.extend(module.texts);
    }

    /// Where a path leads that is named in a module; nowhere if that is an item of the module itself.
    fn follow(&self, module: &[String], path: &[String], hops: usize) -> Option<Vec<String>> {
        let mut at = module.to_vec();
        let mut rest = path;
        let mut began = false;
        while let Some((first, others)) = rest.split_first() {
            match first.as_str() {
                "crate" => at.truncate(1),
                "self" => {}
                "super" => drop(at.pop()),
                _ => break,
            }
            (rest, began) = (others, true);
        }
        let Some(first) = rest.first() else { return Some(at) };
        if began || self.knows(&at, first) {
            return self.down(at, rest, hops);
        }
        if self.0.contains_key(std::slice::from_ref(first)) {
            return self.down(vec![first.clone()], &rest[1..], hops);
        }
        self.through_globs(&at, rest, hops).or_else(|| Some(path.to_vec()))
    }

    /// Whether the module itself has the name.
    fn knows(&self, module: &[String], name: &String) -> bool {
        let Some(here) = self.0.get(module) else { return false };
        let child: Vec<String> = module.iter().chain([name]).cloned().collect();
        self.0.contains_key(&child)
            || here.items.contains(name)
            || here.imports.iter().any(|(import, path)| import == name && path.first() != Some(name))
    }

    fn down(&self, mut at: Vec<String>, path: &[String], hops: usize) -> Option<Vec<String>> {
        let Some((first, rest)) = path.split_first() else { return Some(at) };
        let here = self.0.get(&at)?;
        let child: Vec<String> = at.iter().chain([first]).cloned().collect();
        let import = here.imports.iter().find(|(name, path)| name == first && path.first() != Some(first));
        match import {
            _ if self.0.contains_key(&child) && (import.is_none() || !rest.is_empty()) => {
                self.down(child, rest, hops)
            }
            Some((_, import)) if hops > 0 => {
                let whole: Vec<String> = import.iter().chain(rest).cloned().collect();
                self.follow(&at, &whole, hops - 1)
            }
            _ if here.items.contains(first) => Some([at, path.to_vec()].concat()),
            _ => self.through_globs(&at, path, hops).or_else(|| {
                at.extend_from_slice(path);
                Some(at)
            }),
        }
    }

    fn through_globs(&self, module: &[String], path: &[String], hops: usize) -> Option<Vec<String>> {
        let here = self.0.get(module).filter(|_| hops > 0)?;
        here.globs.iter().find_map(|glob| {
            let from = self.follow(module, glob, hops - 1)?;
            self.knows(&from, path.first()?).then(|| self.down(from, path, hops - 1))?
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_followed_to_where_their_items_stand() {
        let files = [
            ("shared/src/lib.rs", "pub mod form; pub mod index; pub use form::Form as Paper;"),
            ("shared/src/form/mod.rs", "mod definition; pub use definition::*; pub mod expr;"),
            ("shared/src/form/definition.rs", "pub struct Form; #[cfg(test)] mod tests;"),
            ("shared/src/form/definition/tests.rs", "use crate::index::Table;"),
            ("shared/src/form/expr.rs", "use super::Form; use std::{fs, fmt::{self, Debug}};"),
            (
                "shared/src/index.rs",
                "#[serde(with = \"crate::form::Form\")]\npub struct Table;\nfn a(form: &crate::form::Form) {\n m!(crate::Paper::new(\"x\"), form::expr);\n}",
            ),
            (
                "server/src/main.rs",
                "use shared::{Paper, index};\n#[cfg(test)]\nmod tests { use shared::form; }",
            ),
        ];
        let graph = Graph::of(files);
        let uses: Vec<String> = graph.uses.iter().map(Use::to_string).collect();
        let expected = [
            "server/src/main.rs:1 server names shared::form::definition::Form",
            "server/src/main.rs:1 server names shared::index",
            "shared/src/form/expr.rs:1 shared::form::expr names shared::form::definition::Form",
            "shared/src/form/expr.rs:1 shared::form::expr names std::fs",
            "shared/src/form/expr.rs:1 shared::form::expr names std::fmt",
            "shared/src/form/expr.rs:1 shared::form::expr names std::fmt::Debug",
            "shared/src/index.rs:1 shared::index names shared::form::definition::Form",
            "shared/src/index.rs:3 shared::index names shared::form::definition::Form",
            "shared/src/index.rs:4 shared::index names m",
            "shared/src/index.rs:4 shared::index names shared::form::definition::Form::new",
        ];
        for wanted in expected {
            assert!(uses.iter().any(|used| used == wanted), "{wanted} is not in\n{}", uses.join("\n"));
        }
        assert!(!uses.iter().any(|used| used.contains("tests")), "{}", uses.join("\n"));
        assert_eq!(graph.texts.len(), 1, "{:?}", graph.texts);
    }
}
