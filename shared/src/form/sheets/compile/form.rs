//! Puts the form together.

use super::tree::Tree;
use super::{body, data, instances, itext, loops, rules};
use crate::form::model::{Attributes, Form};
use crate::form::sheets::choices::Lists;
use crate::form::sheets::grid::Grid;
use crate::form::sheets::item::Item;
use crate::form::sheets::name::yes_no;
use crate::form::sheets::settings::Settings;
use crate::sheet::Faults;

const ENTITIES: (&str, &str) = ("entities", "http://www.opendatakit.org/xforms/entities");

/// The model of a form whose rows were right; what is wrong with it as a whole is noted, and there is none where its loops make
/// more than a form holds.
pub(in crate::form::sheets) fn compile(
    root: Item,
    lists: Lists,
    settings: &Settings,
    grid: &Grid,
    entities: Option<&str>,
    faults: &mut Faults,
) -> Option<Form> {
    let root = loops::opened(root, &lists, grid, faults)?;
    let tree = Tree::of(&root, lists, settings.language(), grid, std::mem::take(faults));
    tree.check();
    let searched = itext::searched(&tree);
    let mut model: Attributes = [("odk:xforms-version", "1.0.0")].into_iter().collect();
    if let Some(version) = entities {
        model.set("entities:entities-version", version);
    }
    let form = Form {
        title: settings.title().to_owned(),
        namespaces: namespaces(settings, entities.is_some()),
        model,
        submission: submission(settings),
        translations: itext::translations(&tree),
        data: data::root(&tree, settings),
        instances: instances::instances(&tree, &searched),
        rules: rules::rules(&tree),
        style: settings.get("style").map(|style| ("class", style)).into_iter().collect(),
        body: body::body(&tree, &searched),
    };
    *faults = tree.into_faults();
    Some(form)
}

fn namespaces(settings: &Settings, entities: bool) -> Vec<(String, String)> {
    let given = settings.get("namespaces").unwrap_or_default().split_whitespace().filter_map(|pair| {
        let (prefix, address) =
            pair.split_once('=').filter(|(prefix, address)| !prefix.is_empty() && !address.contains('='))?;
        Some((prefix.to_owned(), address.replace(['"', '\''], "")))
    });
    let own = entities.then(|| (ENTITIES.0.to_owned(), ENTITIES.1.to_owned()));
    let mut known: Vec<(String, String)> = Vec::new();
    for (prefix, address) in given.chain(own) {
        let usual = ["h", "ev", "xsd", "jr", "orx", "odk"].contains(&prefix.as_str());
        if !usual && known.iter().all(|(other, _)| *other != prefix) {
            known.push((prefix, address));
        }
    }
    known
}

fn submission(settings: &Settings) -> Option<Attributes> {
    let mut attributes = Attributes::default();
    if let Some(address) = settings.get("submission_url") {
        attributes.set("action", address);
        attributes.set("method", "post");
    }
    for (name, attribute) in [
        ("public_key", "base64RsaPublicKey"),
        ("auto_send", "orx:auto-send"),
        ("auto_delete", "orx:auto-delete"),
    ] {
        if let Some(value) = settings.get(name) {
            attributes.set(attribute, value);
        }
    }
    if settings.get("client_editable").and_then(yes_no) == Some(true) {
        attributes.set("odk:client-editable", "true");
    }
    (!attributes.is_empty()).then_some(attributes)
}
