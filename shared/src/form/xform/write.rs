//! Writes the model as XForm XML.

use std::fmt::{Display, Formatter, Result, Write};

use super::markup::{Writer, begin, escape};
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

/// A form that is written as an XForm piece by piece: what has a hundred thousand choices is long.
#[derive(Debug)]
pub struct Written<'f>(pub &'f Form);

/// The form as an XForm.
pub fn write(form: &Form) -> String {
    Written(form).to_string()
}

impl Display for Written<'_> {
    fn fmt(&self, to: &mut Formatter<'_>) -> Result {
        let Self(form) = self;
        let mut xml = Writer::begin(to)?;
        let mut spaces: Attributes = NAMESPACES.into_iter().collect();
        for (prefix, address) in &form.namespaces {
            spaces.set(&format!("xmlns:{prefix}"), address.as_str());
        }
        xml.element("h:html", spaces.iter(), false, |xml| {
            xml.element("h:head", [], false, |xml| {
                xml.holding("h:title", &form.title)?;
                model(form, xml)
            })?;
            let shown = |xml: &mut Writer<'_>| form.body.iter().try_for_each(|one| control(one, xml));
            xml.element("h:body", form.style.iter(), false, shown)
        })?;
        xml.end()
    }
}

/// An instance by itself, with what its prefixes stand for, nothing added to it, without a namespace of its own.
pub(super) fn instance_alone(form: &Form, root: &Node) -> String {
    let (mut out, mut attributes) = (String::new(), root.attributes.clone());
    attributes.take("xmlns");
    NAMESPACES.into_iter().skip(1).for_each(|(prefix, address)| attributes.set(prefix, address));
    for (prefix, address) in &form.namespaces {
        attributes.set(&format!("xmlns:{prefix}"), address.as_str());
    }
    // A String takes whatever is written into it.
    let _ = bare(root, &attributes, &mut out);
    out
}

/// Writes a node as it is read.
fn bare(node: &Node, attributes: &Attributes, out: &mut String) -> Result {
    begin(out, &node.name, attributes.iter())?;
    if node.text.is_empty() && node.children.is_empty() {
        return out.write_str("/>");
    }
    out.write_char('>')?;
    escape(out, &node.text, false)?;
    node.children.iter().try_for_each(|child| bare(child, &child.attributes, out))?;
    write!(out, "</{}>", node.name)
}

fn model(form: &Form, xml: &mut Writer<'_>) -> Result {
    xml.element("model", form.model.iter(), false, |xml| {
        if let Some(submission) = &form.submission {
            xml.element("submission", submission.iter(), false, |_| Ok(()))?;
        }
        if !form.translations.is_empty() {
            xml.element("itext", [], false, |xml| {
                form.translations.iter().try_for_each(|one| translation(one, xml))
            })?;
        }
        xml.element("instance", [], false, |xml| node(&form.data, xml))?;
        form.instances.iter().try_for_each(|looked_up| instance(looked_up, xml))?;
        form.rules.iter().try_for_each(|rule| match rule {
            Rule::Bind(bind) => {
                let mut attributes: Attributes = [("nodeset", bind.nodeset.as_str())].into_iter().collect();
                bind.attributes.iter().for_each(|(name, value)| attributes.set(name, value));
                xml.element("bind", attributes.iter(), false, |_| Ok(()))
            }
            Rule::Action(done) => action(done, xml),
        })
    })
}

fn translation(texts: &Translation, xml: &mut Writer<'_>) -> Result {
    let default = texts.is_default.then_some(("default", "true()"));
    let attributes = std::iter::once(("lang", &*texts.language)).chain(default);
    xml.element("translation", attributes, false, |xml| {
        texts.texts.iter().try_for_each(|(id, variants)| {
            xml.element("text", [("id", &**id)], false, |xml| {
                variants.iter().try_for_each(|Variant { form, parts }| {
                    let form = form.iter().map(|form| ("form", &**form));
                    xml.element("value", form, is_mixed(parts), |xml| put(parts, xml))
                })
            })
        })
    })
}

/// Whether text stands among the pieces.
fn is_mixed(parts: &[Part]) -> bool {
    parts.iter().any(|part| matches!(part, Part::Text(text) if !text.is_empty()))
}

fn put(parts: &[Part], xml: &mut Writer<'_>) -> Result {
    parts.iter().try_for_each(|part| match part {
        Part::Text(text) => xml.text(text),
        Part::Output(value) => xml.element("output", [("value", &**value)], false, |_| Ok(())),
    })
}

fn node(node: &Node, xml: &mut Writer<'_>) -> Result {
    xml.element(&node.name, node.attributes.iter(), !node.text.is_empty(), |xml| {
        xml.text(&node.text)?;
        node.children.iter().try_for_each(|child| self::node(child, xml))
    })
}

fn instance(instance: &Instance, xml: &mut Writer<'_>) -> Result {
    let src = instance.src.iter().map(|src| ("src", &**src));
    let attributes = std::iter::once(("id", &*instance.id)).chain(src);
    xml.element("instance", attributes, false, |xml| {
        instance.root.iter().try_for_each(|root| node(root, xml))
    })
}

fn action(action: &Action, xml: &mut Writer<'_>) -> Result {
    xml.element(&action.tag, action.attributes.iter(), !action.content.is_empty(), |xml| {
        xml.text(&action.content)
    })
}

fn text(name: &str, text: &Text, xml: &mut Writer<'_>) -> Result {
    let reference = text.reference.iter().map(|reference| ("ref", &**reference));
    xml.element(name, reference, is_mixed(&text.parts), |xml| put(&text.parts, xml))
}

fn control(control: &Control, xml: &mut Writer<'_>) -> Result {
    xml.element(&control.tag, control.attributes.iter(), false, |xml| {
        control.label.iter().try_for_each(|label| text("label", label, xml))?;
        control.hint.iter().try_for_each(|hint| text("hint", hint, xml))?;
        for Choice { label, value } in &control.options {
            xml.element("item", [], false, |xml| {
                text("label", label, xml)?;
                xml.holding("value", value)
            })?;
        }
        if let Some(Itemset { nodeset, value, label }) = &control.itemset {
            xml.element("itemset", [("nodeset", &**nodeset)], false, |xml| {
                xml.element("value", [("ref", &**value)], false, |_| Ok(()))?;
                xml.element("label", [("ref", &**label)], false, |_| Ok(()))
            })?;
        }
        for Tag { key, label } in &control.tags {
            xml.element("tag", [("key", &**key)], false, |xml| text("label", label, xml))?;
        }
        control.children.iter().try_for_each(|child| self::control(child, xml))?;
        control.actions.iter().try_for_each(|done| action(done, xml))
    })
}
