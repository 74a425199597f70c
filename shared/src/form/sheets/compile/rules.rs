//! Binds, and what is done when the form opens.

use super::insert::Reading;
use super::tree::Tree;
use crate::form::model::{Action, Attributes, Bind, Rule};
use crate::form::sheets::alias::expression;
use crate::form::sheets::item::{NEW_REPEAT, Shape};
use crate::form::sheets::token::is_computed;
use crate::form::sheets::value::Value;
use crate::problem::Problem;

/// Those whose `yes` is `true()`.
const EXPRESSIONS: [&str; 5] = ["readonly", "required", "relevant", "constraint", "calculate"];
const MESSAGES: [&str; 3] = ["jr:constraintMsg", "jr:requiredMsg", "jr:noAppErrorString"];

/// All binds, each followed by the actions of its item.
pub(super) fn rules(tree: &Tree) -> Vec<Rule> {
    let mut rules = Vec::new();
    for at in tree.all() {
        rules.extend(bind(tree, at).map(Rule::Bind));
        if matches!(tree.item(at).shape, Shape::Question | Shape::Attribute) {
            rules.extend(actions(tree, at, false).into_iter().map(Rule::Action));
        }
    }
    rules
}

fn bind(tree: &Tree, at: usize) -> Option<Bind> {
    let item = tree.item(at);
    if item.flat || item.shape == Shape::External {
        return None;
    }
    let mut attributes = Attributes::default();
    for (name, value) in tree.kind(at).bind.iter().filter(|_| item.shape == Shape::Question) {
        attributes.set(name, *value);
    }
    let given = item.cells.map("bind");
    for (name, value) in given.into_iter().flat_map(|map| map.iter()) {
        if name == "calculate" && !item.triggers.is_empty() {
            continue;
        }
        let in_languages = MESSAGES.contains(&name) && Tree::message_in_languages(value);
        let value = match value {
            Value::Text(text) if EXPRESSIONS.contains(&name) => expression(text).to_owned(),
            Value::Text(text) if !in_languages || name == "jr:noAppErrorString" => text.clone(),
            _ if in_languages => format!("jr:itext('{}:{name}')", tree.path(at)),
            _ => {
                tree.fault(at, &["bind", name], Problem::new("xlsform.column_nested"));
                continue;
            }
        };
        attributes.set(name, tree.insert(&value, Reading::from(at)));
    }
    let says = given.is_some() || !attributes.is_empty();
    says.then(|| Bind { nodeset: tree.path(at), attributes })
}

/// What an item does when the form opens, or when an instance of its repeat is added.
pub(super) fn actions(tree: &Tree, at: usize, in_repeat: bool) -> Vec<Action> {
    let item = tree.item(at);
    let default = item.cells.text("default").filter(|it| !it.is_empty());
    let wanted = |event: &str| (event == NEW_REPEAT) == in_repeat;
    let action = |deed: &crate::form::sheets::item::Deed| {
        let mut attributes = Attributes::default();
        attributes.set("ref", tree.path(at));
        attributes.set("event", deed.event);
        let value = match default {
            Some(default) if item.computed || is_computed(default, &item.kind) => {
                tree.insert(default, Reading::from(at))
            }
            Some(default) => default.to_owned(),
            None => deed.value.clone(),
        };
        if deed.tag == "setvalue" && !value.is_empty() {
            attributes.set("value", value);
        }
        if let Some(quality) = &deed.quality {
            attributes.set("odk:quality", quality);
        }
        Action { tag: deed.tag.to_owned(), attributes, content: String::new() }
    };
    item.actions.iter().filter(|deed| wanted(deed.event)).map(action).collect()
}
