//! What one file declares and names: modules, items, imports, paths, macros and texts.

use std::collections::BTreeSet;
use std::fmt;

use proc_macro2::{Spacing, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, File, Item, ItemMod, ItemUse, LitStr, Macro, Meta, Path, UseTree, VisRestricted};

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    pub file: String,
    pub number: usize,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.number)
    }
}

/// What stands in a module, tests apart.
#[derive(Debug, Default)]
pub struct Module {
    /// The names of the crate and of the modules down to this one.
    pub path: Vec<String>,
    /// The names of its own items.
    pub items: BTreeSet<String>,
    /// The names that it imports, and from where.
    pub imports: Vec<(String, Vec<String>)>,
    /// From where it imports all names.
    pub globs: Vec<Vec<String>>,
    /// The paths that it names.
    pub mentions: Vec<(Line, Vec<String>)>,
    /// Its texts.
    pub texts: Vec<(Line, String)>,
    /// The modules below it that only tests are made of.
    pub tests: Vec<Vec<String>>,
}

/// Reads a file; more than one module where some stand within it.
pub fn read(path: &str, text: &str) -> Vec<Module> {
    let file: File = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
    let module = Module { path: place(path), ..Module::default() };
    let mut reader = Reader { file: path, open: vec![module], closed: Vec::new() };
    reader.visit_file(&file);
    reader.closed.extend(reader.open);
    reader.closed
}

/// The module that a file is: `server/src/http/mod.rs` is `server::http`. A binary of its own is a crate of its own.
fn place(path: &str) -> Vec<String> {
    let (package, inside) = path.split_once("/src/").expect("a source of a package");
    let inside = inside.strip_suffix(".rs").expect("a Rust source");
    let (name, inside) = match inside.strip_prefix("bin/").and_then(|binary| binary.split_once('/')) {
        Some((binary, inside)) => (binary, inside),
        None => (package, inside),
    };
    let parts = inside.split('/').filter(|part| !["lib", "main", "mod"].contains(part));
    [name].into_iter().chain(parts).map(str::to_owned).collect()
}

struct Reader<'a> {
    file: &'a str,
    open: Vec<Module>,
    closed: Vec<Module>,
}

impl Reader<'_> {
    fn module(&mut self) -> &mut Module {
        self.open.last_mut().expect("a file is a module")
    }

    fn line(&self, span: proc_macro2::Span) -> Line {
        Line { file: self.file.to_owned(), number: span.start().line }
    }

    fn mention(&mut self, span: proc_macro2::Span, path: Vec<String>) {
        let line = self.line(span);
        self.module().mentions.push((line, path));
    }

    fn import(&mut self, before: &[String], tree: &UseTree) {
        let with = |name: &proc_macro2::Ident| {
            let own = (name != "self" || before.is_empty()).then(|| name.to_string());
            before.iter().cloned().chain(own).collect::<Vec<_>>()
        };
        match tree {
            UseTree::Path(path) => self.import(&with(&path.ident), &path.tree),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(before, tree)),
            UseTree::Name(name) => {
                let path = with(&name.ident);
                self.mention(name.ident.span(), path.clone());
                self.module().imports.push((path.last().cloned().unwrap_or_default(), path));
            }
            UseTree::Rename(name) => {
                let path = with(&name.ident);
                self.mention(name.ident.span(), path.clone());
                self.module().imports.push((name.rename.to_string(), path));
            }
            UseTree::Glob(glob) => {
                self.mention(glob.star_token.spans[0], before.to_vec());
                self.module().globs.push(before.to_vec());
            }
        }
    }

    /// The paths and texts of a macro's tokens, which are no syntax yet.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) if colons == 2 && !path.is_empty() => {
                    path.push(name.to_string());
                    self.mention(name.span(), path.clone());
                    colons = 0;
                }
                TokenTree::Ident(name) => {
                    path = vec![name.to_string()];
                    colons = 0;
                }
                TokenTree::Punct(sign) if sign.as_char() == ':' => {
                    colons = if colons == 1 || sign.spacing() == Spacing::Joint { colons + 1 } else { 3 };
                }
                other => {
                    path.clear();
                    match other {
                        TokenTree::Group(group) => self.tokens(group.stream()),
                        TokenTree::Literal(literal) => {
                            if let Ok(text) = syn::parse2::<LitStr>(TokenTree::Literal(literal).into()) {
                                self.visit_lit_str(&text);
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let name = match item {
            Item::Const(item) => Some(&item.ident),
            Item::Enum(item) => Some(&item.ident),
            Item::Fn(item) => Some(&item.sig.ident),
            Item::Static(item) => Some(&item.ident),
            Item::Struct(item) => Some(&item.ident),
            Item::Trait(item) => Some(&item.ident),
            Item::Type(item) => Some(&item.ident),
            Item::Union(item) => Some(&item.ident),
            _ => None,
        };
        self.module().items.extend(name.map(ToString::to_string));
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let path: Vec<String> = self.module().path.iter().cloned().chain([item.ident.to_string()]).collect();
        if item.attrs.iter().any(is_for_tests) {
            self.module().tests.push(path);
        } else if item.content.is_some() {
            self.open.push(Module { path, ..Module::default() });
            visit::visit_item_mod(self, item);
            self.closed.extend(self.open.pop());
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if !item.attrs.iter().any(is_for_tests) {
            self.import(&[], &item.tree);
        }
    }

    fn visit_path(&mut self, path: &'ast Path) {
        let names: Vec<String> = path.segments.iter().map(|part| part.ident.to_string()).collect();
        if let (Some(first), true) = (path.segments.first(), names.len() > 1) {
            self.mention(first.ident.span(), names);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        let names: Vec<String> = call.path.segments.iter().map(|part| part.ident.to_string()).collect();
        if let Some(first) = call.path.segments.first() {
            self.mention(first.ident.span(), names);
        }
        self.tokens(call.tokens.clone());
    }

    fn visit_lit_str(&mut self, text: &'ast LitStr) {
        let line = self.line(text.span());
        self.module().texts.push((line, text.value()));
    }

    /// What is said about items names nothing that they use, but what serde is told to call.
    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        let Meta::List(list) = &attribute.meta else { return };
        if !list.path.is_ident("serde") {
            return;
        }
        for token in list.tokens.clone() {
            let TokenTree::Literal(literal) = token else { continue };
            let text = literal.to_string();
            if let Ok(path) = syn::parse_str::<Path>(text.trim_matches('"')) {
                let span = literal.span();
                self.mention(span, path.segments.iter().map(|part| part.ident.to_string()).collect());
            }
        }
    }

    /// Who may see an item is no use of it.
    fn visit_vis_restricted(&mut self, _: &'ast VisRestricted) {}
}

fn is_for_tests(attribute: &Attribute) -> bool {
    let is_cfg = attribute.path().is_ident("cfg");
    is_cfg && attribute.parse_args::<Path>().is_ok_and(|condition| condition.is_ident("test"))
}
