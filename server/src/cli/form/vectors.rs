//! Expressions with known results: the file that names them, and whether a value is what is expected.

use regex_lite::RegexBuilder;
use serde::Deserialize;
use serde_json::value::RawValue;
use shared::form::tree::{Kind, NodeId, Tree};
use shared::form::xpath::{Scope, Value};

/// A file of expressions.
#[derive(Debug, Deserialize)]
pub struct Vectors {
    /// The zone that dates are of.
    pub timezone: String,
    /// The documents, as XML.
    pub documents: Vec<String>,
    /// The expressions.
    pub vectors: Vec<Vector>,
}

/// An expression, where it is evaluated, and what comes out.
#[derive(Debug, Deserialize)]
pub struct Vector {
    /// The expression.
    pub expr: String,
    /// The number of its document.
    pub doc: usize,
    /// The node that it is evaluated at, as a path of places.
    pub context: String,
    /// The node that absolute paths begin at.
    pub root: Option<String>,
    /// The language that is shown.
    pub lang: Option<String>,
    /// As what its value is taken.
    pub kind: String,
    /// The value, as it is written: a number is compared to its last digit.
    pub expected: Box<RawValue>,
    /// What a number is multiplied with before it is rounded and compared.
    pub factor: Option<f64>,
    /// Whether a second engine gives the same.
    pub second_engine: String,
}

/// The node at `/node()[2]/node()[1]/@id`: each place among all that is below a node.
pub fn node_at(tree: &Tree, root: NodeId, path: &str) -> Option<NodeId> {
    path.split('/').filter(|step| !step.is_empty()).try_fold(root, |node, step| {
        if let Some(name) = step.strip_prefix('@') {
            return tree.attributes(node).find(|one| tree.qualified(*one) == name);
        }
        let place: usize = step.strip_prefix("node()[")?.strip_suffix(']')?.parse().ok()?;
        tree.children(node).nth(place.checked_sub(1)?)
    })
}

/// The path of places that leads to a node.
fn path_to(tree: &Tree, node: NodeId) -> String {
    let mut steps = Vec::new();
    let mut at = node;
    while let Some(above) = tree.parent(at) {
        steps.push(match tree.kind(at) {
            Kind::Attribute => format!("/@{}", tree.qualified(at)),
            _ => {
                let before = std::iter::successors(tree.previous(at), |other| tree.previous(*other)).count();
                format!("/node()[{}]", before + 1)
            }
        });
        at = above;
    }
    if steps.is_empty() { "/".to_owned() } else { steps.into_iter().rev().collect() }
}

impl Vector {
    /// Whether the value is the one expected; else what it is.
    pub fn judge(&self, value: Value<'_>, scope: &dyn Scope) -> Result<(), String> {
        let tree = scope.tree();
        let right = |right: bool, shown: String| if right { Ok(()) } else { Err(shown) };
        match self.kind.as_str() {
            "boolean" => {
                let truth = value.boolean();
                right(self.expected.get() == truth.to_string(), truth.to_string())
            }
            "number" | "number-rounded" => {
                let number = value.number(tree, scope.zone());
                right(self.is_number(number), number.to_string())
            }
            "nodeset" | "nodeset-unordered" => self.judge_nodes(value, tree),
            _ => {
                let text = value.text(tree).into_owned();
                let expected: String = serde_json::from_str(self.expected.get()).unwrap_or_default();
                let fits = match self.kind.as_str() {
                    "string-length" => self.expected.get() == text.chars().count().to_string(),
                    "string-matches" => matches(&expected, &text),
                    // Where the value depends on the clock, a pattern stands in the place of the text.
                    _ => {
                        expected == text
                            || expected.len() > 2 && expected.starts_with('/') && matches(&expected, &text)
                    }
                };
                right(fits, text)
            }
        }
    }

    fn is_number(&self, number: f64) -> bool {
        let expected: f64 = self.expected.get().trim_matches('"').parse().unwrap_or(f64::NAN);
        // As JavaScript rounds: halves go up.
        let rounded =
            |number: f64| self.factor.map_or(number, |factor| (number * factor + 0.5).floor() / factor);
        rounded(number) == rounded(expected) || number.is_nan() && expected.is_nan()
    }

    fn judge_nodes(&self, value: Value<'_>, tree: &Tree) -> Result<(), String> {
        let Value::Nodes(nodes) = value else { return Err(value.text(tree).into_owned()) };
        let mut paths: Vec<String> = nodes.into_iter().map(|node| path_to(tree, node)).collect();
        let mut expected: Vec<String> = serde_json::from_str(self.expected.get()).unwrap_or_default();
        if self.kind == "nodeset-unordered" {
            paths.sort();
            expected.sort();
        }
        if paths == expected { Ok(()) } else { Err(paths.join(" ")) }
    }
}

/// Whether a text matches a pattern written as `/…/` or `/…/i`.
fn matches(written: &str, text: &str) -> bool {
    let Some((pattern, flags)) = written.strip_prefix('/').and_then(|rest| rest.rsplit_once('/')) else {
        return false;
    };
    let pattern = RegexBuilder::new(pattern).case_insensitive(flags.contains('i')).build();
    pattern.is_ok_and(|pattern| pattern.is_match(text))
}
