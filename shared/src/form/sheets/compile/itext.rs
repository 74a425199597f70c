//! The texts by language: each language has each text in the same variants, a dash where it was not translated.

use std::collections::BTreeSet;

use super::tree::Tree;
use crate::form::model::{Part, Translation, Variant};
use crate::form::sheets::item::Shape;
use crate::form::sheets::name::{FILES, split_ending};
use crate::form::sheets::value::{Map, Value};
use crate::problem::Problem;

const MEDIA: [&str; 4] = ["image", "big-image", "audio", "video"];

/// What stands where a language has no text of its own.
const NOTHING: &str = "-";

/// The texts while they are gathered: by language, by id, by variant.
#[derive(Default)]
struct Texts(Vec<(String, Vec<(String, Variants)>)>);

/// A text in its variants.
type Variants = Vec<Said>;

/// A text in one variant, and from where its references are seen.
struct Said {
    form: String,
    text: String,
    from: Option<usize>,
}

/// All translations of the form.
pub(super) fn translations(tree: &Tree) -> Vec<Translation> {
    let mut texts = Texts::default();
    for (list, rows) in tree.lists.iter().filter(|(list, _)| tree.lists.in_languages(list)) {
        for (nth, row) in rows.iter().enumerate() {
            choice(&mut texts, tree, &format!("{list}-{nth}"), &row.cells);
        }
    }
    for at in tree.all() {
        if matches!(tree.item(at).shape, Shape::Survey | Shape::Group | Shape::Repeat | Shape::Question) {
            item(&mut texts, tree, at);
        }
    }
    texts.level();
    texts.0.into_iter().map(|(language, texts)| translation(tree, language, texts)).collect()
}

fn translation(tree: &Tree, language: String, texts: Vec<(String, Variants)>) -> Translation {
    let texts = texts
        .into_iter()
        .map(|(id, said)| {
            let variants = said.into_iter().filter_map(|said| variant(tree, said)).collect();
            (id, variants)
        })
        .collect();
    Translation { is_default: language == tree.language, language, texts }
}

fn variant(tree: &Tree, said: Said) -> Option<Variant> {
    let folder = match said.form.as_str() {
        "" | "guidance" => None,
        "image" | "big-image" => Some("images"),
        form => Some(form),
    };
    if said.text == NOTHING {
        let parts = vec![Part::Text(said.text)];
        return folder.is_none().then(|| Variant { form: some(said.form), parts });
    }
    let mut parts = tree.parts(&said.text, said.from);
    if let Some(folder) = folder {
        parts.insert(0, Part::Text(format!("jr://{folder}/")));
        if let [Part::Text(address), Part::Text(file), ..] = &mut parts[..] {
            address.push_str(file);
            parts.remove(1);
        }
    }
    Some(Variant { form: some(said.form), parts })
}

fn some(form: String) -> Option<String> {
    (!form.is_empty()).then_some(form)
}

impl Texts {
    fn put(&mut self, language: &str, id: &str, said: Said) {
        let at = self.0.iter().position(|(known, _)| known == language);
        let at = at.unwrap_or_else(|| {
            self.0.push((language.to_owned(), Vec::new()));
            self.0.len() - 1
        });
        let texts = &mut self.0[at].1;
        // Texts come in order, so what belongs together came last.
        match texts.iter_mut().rev().take(8).find(|(known, _)| known == id) {
            Some((_, variants)) => match variants.iter_mut().find(|it| it.form == said.form) {
                Some(old) => *old = said,
                None => variants.push(said),
            },
            None => texts.push((id.to_owned(), vec![said])),
        }
    }

    /// A text in the languages that it has, or in that of texts that name none.
    fn all(&mut self, tree: &Tree, id: &str, form: &str, value: &Value, from: Option<usize>) {
        let mut put = |language: &str, text: &str| {
            if tree.spend(size_of::<Variant>() + id.len() + text.len()) {
                let (form, text) = (form.to_owned(), text.to_owned());
                self.put(language, id, Said { form, text, from });
            }
        };
        match value {
            Value::Text(text) if text.is_empty() => {}
            Value::Text(text) => put(tree.language, text),
            Value::Map(map) => map.iter().for_each(|(language, value)| {
                if let Some(text) = value.text() {
                    put(language, text);
                }
            }),
        }
    }

    /// Gives each language each text in each variant that any has.
    fn level(&mut self) {
        let mut ids: Vec<(String, BTreeSet<String>)> = Vec::new();
        let mut known = std::collections::BTreeMap::new();
        for (id, variants) in self.0.iter().flat_map(|(_, texts)| texts) {
            let at = *known.entry(id.clone()).or_insert(ids.len());
            if at == ids.len() {
                ids.push((id.clone(), BTreeSet::new()));
            }
            ids[at].1.extend(variants.iter().map(|it| it.form.clone()));
        }
        for (_, texts) in &mut self.0 {
            let mut had: std::collections::BTreeMap<String, Variants> =
                std::mem::take(texts).into_iter().collect();
            for (id, forms) in &ids {
                let mut variants = had.remove(id).unwrap_or_default();
                for form in forms {
                    if variants.iter().all(|it| it.form != *form) {
                        variants.push(Said { form: form.clone(), text: NOTHING.to_owned(), from: None });
                    }
                }
                texts.push((id.clone(), variants));
            }
        }
    }
}

fn choice(texts: &mut Texts, tree: &Tree, id: &str, cells: &Map) {
    if let Some(label) = cells.get("label") {
        texts.all(tree, id, "", label, None);
    }
    for (form, value) in cells.map("media").into_iter().flat_map(Map::iter) {
        texts.all(tree, id, form, value, None);
    }
}

fn item(texts: &mut Texts, tree: &Tree, at: usize) {
    let cells = &tree.item(at).cells;
    let id = |what: &str| format!("{}:{what}", tree.path(at));
    for message in ["jr:constraintMsg", "jr:requiredMsg", "jr:noAppErrorString"] {
        let value = cells.map("bind").and_then(|bind| bind.get(message));
        let always = |value: &&Value| message != "jr:noAppErrorString" || value.text().is_none();
        if let Some(value) = value.filter(|it| Tree::message_in_languages(it)).filter(always) {
            texts.all(tree, &id(message), "", value, Some(at));
        }
    }
    if let Some(label) = cells.get("label").filter(|_| tree.in_languages(at)) {
        texts.all(tree, &id("label"), "", label, Some(at));
    }
    let guided = tree.item(at).has_text("guidance_hint");
    if let Some(hint) = cells.get("hint").filter(|hint| guided || hint.text().is_none()) {
        texts.all(tree, &id("hint"), "", hint, Some(at));
    }
    if let Some(guidance) = cells.get("guidance_hint") {
        texts.all(tree, &id("hint"), "guidance", guidance, Some(at));
    }
    for (form, value) in cells.map("media").into_iter().flat_map(Map::iter) {
        if MEDIA.contains(&form) {
            texts.all(tree, &id("label"), form, value, None);
        } else {
            tree.fault(at, &["media", form], Problem::new("xlsform.media").with("value", form));
        }
    }
}

/// The lists whose choices `search()` in an appearance looks up: they stand with their questions.
pub(super) fn searched(tree: &Tree) -> BTreeSet<String> {
    let selects = |at: &usize| ["select", "select1", "odk:rank"].contains(&tree.kind(*at).tag);
    let (mut searched, mut others) = (BTreeSet::new(), Vec::new());
    for at in tree.all().filter(selects) {
        let item = tree.item(at);
        let list = item.itemset.clone().unwrap_or_default();
        if !searches(item.appearance().unwrap_or_default()) {
            others.push(list);
            continue;
        }
        if FILES.contains(&split_ending(&list).1) {
            tree.fault(at, &["control", "appearance"], Problem::new("xlsform.search_file"));
        } else if !tree.lists.has(&list) {
            tree.fault(at, &["type"], Problem::new("form.list_unknown").with("list", &list));
        }
        searched.insert(list);
    }
    for at in tree.all().filter(selects) {
        let list =
            tree.item(at).itemset.as_ref().filter(|list| searched.contains(*list) && others.contains(list));
        if let Some(list) = list.filter(|_| searches(tree.item(at).appearance().unwrap_or_default())) {
            tree.fault(
                at,
                &["control", "appearance"],
                Problem::new("xlsform.search_list").with("list", list),
            );
        }
    }
    searched
}

fn searches(appearance: &str) -> bool {
    appearance.find("search(").is_some_and(|at| appearance[at..].contains(')'))
}
