//! Writes the model as XForm XML.

use super::markup::{Element, begin, escape};
use crate::form::model::{
    Action, Attributes, Choice, Control, Form, Instance, Itemset, Node, Part, Rule, Tag, Text, Translation,
    Variant,
};

/// The prefixes that every form has.
pub(in crate::form) const NAMESPACES: [(&str, &str); 7] = [
    ("xmlns", "http://www.w3.org/2002/xforms"),
    ("xmlns:h", "http://www.w3.org/1999/xhtml"),
    ("xmlns:ev", "http://www.w3.org/2001/xml-events"),
    ("xmlns:xsd", "http://www.w3.org/2001/XMLSchema"),
    ("xmlns:jr", "http://openrosa.org/javarosa"),
    ("xmlns:orx", "http://openrosa.org/xforms"),
    ("xmlns:odk", "http://www.opendatakit.org/xforms"),
];

/// The form as an XForm.
pub fn write(form: &Form) -> String {
    let mut html = Element::new("h:html", &NAMESPACES.into_iter().collect());
    for (prefix, address) in &form.namespaces {
        html = html.with(&format!("xmlns:{prefix}"), address);
    }
    let mut head = Element::plain("h:head");
    let mut title = Element::plain("h:title");
    title.text(&form.title);
    head.add(title);
    head.add(model(form));
    html.add(head);
    let mut body = Element::new("h:body", &form.style);
    form.body.iter().for_each(|shown| body.add(control(shown)));
    html.add(body);
    html.document()
}

/// An instance by itself, with what its prefixes stand for, nothing added to it.
pub(in crate::form) fn instance_alone(form: &Form, root: &Node) -> String {
    let (mut out, mut attributes) = (String::new(), root.attributes.clone());
    NAMESPACES.into_iter().skip(1).for_each(|(prefix, address)| attributes.set(prefix, address));
    for (prefix, address) in &form.namespaces {
        attributes.set(&format!("xmlns:{prefix}"), address.as_str());
    }
    bare(root, &attributes, &mut out);
    out
}

/// Writes a node as it is read: a list has so many that none is held twice.
fn bare(node: &Node, attributes: &Attributes, out: &mut String) {
    begin(out, &node.name, attributes);
    if node.text.is_empty() && node.children.is_empty() {
        return out.push_str("/>");
    }
    out.push('>');
    escape(out, &node.text, false);
    node.children.iter().for_each(|child| bare(child, &child.attributes, out));
    out.extend(["</", &node.name, ">"]);
}

fn model(form: &Form) -> Element {
    let mut model = Element::new("model", &form.model);
    if let Some(submission) = &form.submission {
        model.add(Element::new("submission", submission));
    }
    if !form.translations.is_empty() {
        let mut itext = Element::plain("itext");
        form.translations.iter().for_each(|texts| itext.add(translation(texts)));
        model.add(itext);
    }
    let mut primary = Element::plain("instance");
    primary.add(node(&form.data));
    model.add(primary);
    form.instances.iter().for_each(|looked_up| model.add(instance(looked_up)));
    for rule in &form.rules {
        model.add(match rule {
            Rule::Bind(bind) => {
                let mut attributes: Attributes = [("nodeset", bind.nodeset.as_str())].into_iter().collect();
                bind.attributes.iter().for_each(|(name, value)| attributes.set(name, value));
                Element::new("bind", &attributes)
            }
            Rule::Action(done) => action(done),
        });
    }
    model
}

fn translation(texts: &Translation) -> Element {
    let mut translation = Element::plain("translation").with("lang", &texts.language);
    if texts.is_default {
        translation = translation.with("default", "true()");
    }
    for (id, variants) in &texts.texts {
        let mut text = Element::plain("text").with("id", id);
        for Variant { form, parts } in variants {
            let mut value = Element::plain("value");
            if let Some(form) = form {
                value = value.with("form", form);
            }
            put(&mut value, parts);
            text.add(value);
        }
        translation.add(text);
    }
    translation
}

fn put(element: &mut Element, parts: &[Part]) {
    for part in parts {
        match part {
            Part::Text(text) => element.text(text),
            Part::Output(value) => element.add(Element::plain("output").with("value", value)),
        }
    }
}

fn node(node: &Node) -> Element {
    let mut element = Element::new(&node.name, &node.attributes);
    element.text(&node.text);
    node.children.iter().for_each(|child| element.add(self::node(child)));
    element
}

fn instance(instance: &Instance) -> Element {
    let mut element = Element::plain("instance").with("id", &instance.id);
    if let Some(src) = &instance.src {
        element = element.with("src", src);
    }
    instance.root.iter().for_each(|root| element.add(node(root)));
    element
}

fn action(action: &Action) -> Element {
    let mut element = Element::new(&action.tag, &action.attributes);
    element.text(&action.content);
    element
}

fn text(name: &str, text: &Text) -> Element {
    let mut element = Element::plain(name);
    if let Some(reference) = &text.reference {
        element = element.with("ref", reference);
    }
    put(&mut element, &text.parts);
    element
}

fn control(control: &Control) -> Element {
    let mut element = Element::new(&control.tag, &control.attributes);
    control.label.iter().for_each(|label| element.add(text("label", label)));
    control.hint.iter().for_each(|hint| element.add(text("hint", hint)));
    for Choice { label, value } in &control.options {
        let mut item = Element::plain("item");
        item.add(text("label", label));
        let mut stored = Element::plain("value");
        stored.text(value);
        item.add(stored);
        element.add(item);
    }
    if let Some(Itemset { nodeset, value, label }) = &control.itemset {
        let mut itemset = Element::plain("itemset").with("nodeset", nodeset);
        itemset.add(Element::plain("value").with("ref", value));
        itemset.add(Element::plain("label").with("ref", label));
        element.add(itemset);
    }
    for Tag { key, label } in &control.tags {
        let mut tag = Element::plain("tag").with("key", key);
        tag.add(text("label", label));
        element.add(tag);
    }
    control.children.iter().for_each(|child| element.add(self::control(child)));
    control.actions.iter().for_each(|done| element.add(action(done)));
    element
}
