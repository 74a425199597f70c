//! What people read: labels in the language that is shown, answers put into them.

use foldhash::HashMap;

use super::Session;
use crate::form::model::{Control, Form, Node, Part, Text};
use crate::form::tree::NodeId;

impl Session {
    /// The languages of the form, as it names them; none where it has but one.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.plan.translations.iter().map(|one| &*one.language)
    }

    /// Shows another language of the form; false where it has none of this name. What is computed of labels follows.
    pub fn speak(&mut self, language: &str) -> bool {
        let Some(at) = self.languages().position(|one| one == language) else { return false };
        self.language = at;
        let worded = |text: &str| text.contains("jr:itext") || text.contains("jr:choice-name");
        let Self { plan, state, .. } = self;
        for (number, rule) in plan.rules.iter().filter(|(_, rule)| worded(&rule.bound.expr.text)) {
            for nth in 0..state.instances.len() {
                let instance = &state.instances[nth];
                if instance.live && instance.point == rule.home {
                    state.note(&plan.rules, number, instance.first + rule.local);
                }
            }
        }
        self.settle();
        true
    }

    pub(super) fn language_code(&self) -> &str {
        let name = self.plan.translations.get(self.language).map_or("en", |one| &*one.language);
        // `English (en)`
        name.rsplit_once('(').map_or(name, |(_, code)| code.trim_end_matches(')'))
    }

    /// A text of the language that is shown, by its id.
    pub(super) fn named_text(&self, id: &str, form: Option<&str>, node: NodeId) -> Option<String> {
        let translation = self.plan.translations.get(self.language)?;
        let (_, variants) = &translation.texts[*self.plan.texts.get(self.language)?.get(id)?];
        let variant = variants.iter().find(|variant| variant.form.as_deref() == form)?;
        Some(self.parts(&variant.parts, node))
    }

    /// What a label or a hint says at a node.
    pub(super) fn words(&self, text: &Text, node: NodeId) -> String {
        let Some(reference) = &text.reference else { return self.parts(&text.parts, node) };
        match literal(reference) {
            Some(id) => self.named_text(id, None, node).unwrap_or_default(),
            None => self.output(reference, node),
        }
    }

    fn parts(&self, parts: &[Part], node: NodeId) -> String {
        let said = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Output(value) => self.output(value, node),
        };
        parts.iter().map(said).collect()
    }

    fn output(&self, value: &str, node: NodeId) -> String {
        let said = || self.plan.outputs.get(value).map(|bound| self.text_of(bound, node));
        self.within_a_text(said).unwrap_or_default()
    }

    /// What is said inside a text. A text that says itself, by whatever way, says nothing there.
    pub(super) fn within_a_text<T>(&self, said: impl FnOnce() -> Option<T>) -> Option<T> {
        let depth = self.saying.get();
        if depth == MOST_WITHIN {
            return None;
        }
        self.saying.set(depth + 1);
        let said = said();
        self.saying.set(depth);
        said
    }
}

/// How deep texts may stand in each other. Forms put an answer into a label, perhaps by the label of its choice.
const MOST_WITHIN: usize = 8;

/// The id in `jr:itext('id')`.
fn literal(reference: &str) -> Option<&str> {
    let inner = reference.trim().strip_prefix("jr:itext(")?.strip_suffix(')')?.trim();
    let quote = inner.chars().next().filter(|it| matches!(it, '\'' | '"'))?;
    inner.strip_prefix(quote)?.strip_suffix(quote)
}

/// Where each text of each language stands.
pub(super) fn index(form: &Form) -> Vec<HashMap<String, usize>> {
    let texts = form.translations.iter().map(|one| &one.texts);
    texts.map(|texts| texts.iter().enumerate().map(|(at, (id, _))| (id.clone(), at)).collect()).collect()
}

/// The expressions inside the texts of all languages.
#[derive(Debug, Default)]
pub(super) struct Spoken {
    by_text: HashMap<String, Vec<String>>,
    /// Those in the labels of choices.
    of_choices: Vec<String>,
}

impl Spoken {
    pub fn of_form(form: &Form) -> Self {
        let mut spoken = Self::default();
        for (id, variants) in form.translations.iter().flat_map(|one| &one.texts) {
            let found: Vec<String> = variants.iter().flat_map(|it| values(&it.parts)).collect();
            if !found.is_empty() {
                spoken.by_text.entry(id.clone()).or_default().extend(found);
            }
        }
        let mut ids: Vec<String> = Vec::new();
        let mut open: Vec<&Control> = form.body.iter().collect();
        while let Some(control) = open.pop() {
            for label in control.options.iter().map(|option| &option.label) {
                spoken.of_choices.extend(values(&label.parts));
                ids.extend(label.reference.as_deref().and_then(literal).map(str::to_owned));
            }
            open.extend(&control.children);
        }
        let mut open: Vec<&Node> = form.instances.iter().filter_map(|one| one.root.as_ref()).collect();
        while let Some(node) = open.pop().filter(|_| !spoken.by_text.is_empty()) {
            ids.extend(Some(node.text.clone()).filter(|text| spoken.by_text.contains_key(text)));
            open.extend(&node.children);
        }
        let named = ids.iter().filter_map(|id| spoken.by_text.get(id)).flatten().cloned();
        spoken.of_choices.extend(named.collect::<Vec<_>>());
        spoken
    }

    /// Those in a text; of no id those in what choices are called.
    pub fn of(&self, id: Option<&str>) -> impl Iterator<Item = &str> {
        let found = match id {
            Some(id) => self.by_text.get(id),
            None => Some(&self.of_choices),
        };
        found.into_iter().flatten().map(String::as_str)
    }
}

fn values(parts: &[Part]) -> impl Iterator<Item = String> {
    parts.iter().filter_map(|part| match part {
        Part::Output(value) => Some(value.clone()),
        Part::Text(_) => None,
    })
}

/// All expressions that stand inside texts.
pub(super) fn outputs(form: &Form) -> Vec<String> {
    let mut found = Vec::new();
    let mut take = |parts: &[Part]| found.extend(values(parts));
    for (_, variants) in form.translations.iter().flat_map(|one| &one.texts) {
        variants.iter().for_each(|variant| take(&variant.parts));
    }
    let mut open: Vec<&Control> = form.body.iter().collect();
    let mut references = Vec::new();
    while let Some(control) = open.pop() {
        let labels = control.options.iter().map(|option| &option.label);
        for text in control.label.iter().chain(&control.hint).chain(labels) {
            take(&text.parts);
            references.extend(text.reference.iter().filter(|one| literal(one).is_none()).cloned());
        }
        open.extend(&control.children);
    }
    found.extend(references);
    found.sort_unstable();
    found.dedup();
    found
}
