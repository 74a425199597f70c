//! Reads XForm XML into the model.

use std::collections::{HashMap, HashSet};

use super::write::NAMESPACES;
use crate::form::model::{
    Action, Attributes, Bind, Choice, Control, Form, Instance, Itemset, Node, Part, Rule, Tag, Text,
    Translation, Variant,
};
use crate::form::tree::{Kind, NodeId, Tree, XmlFault};
use crate::problem::Problem;

/// How deep elements may nest. Forms of people nest a dozen; deeper ones could exhaust the stack.
const MAX_DEPTH: usize = 200;

/// More elements than any form has beside its lists and the texts of its languages: each is a place of interviews, a rule or shown.
const MOST_ELEMENTS: usize = 150_000;

/// What is done, and not shown.
const ACTIONS: [&str; 3] = ["setvalue", "odk:setgeopoint", "odk:recordaudio"];

/// Reads a form; where it is none, says why.
pub fn read(text: &str) -> Result<Form, XmlFault> {
    let (tree, root) = opened(text)?;
    let file = File { tree: &tree };
    let html = tree.elements(root).next().ok_or_else(|| Problem::new("xform.no_model"))?;
    let (head, body) = (tree.child(html, "head"), tree.child(html, "body"));
    let model =
        head.and_then(|head| tree.child(head, "model")).ok_or_else(|| Problem::new("xform.no_model"))?;
    if elements(&tree, model, body) > MOST_ELEMENTS {
        return Err(Problem::new("xform.too_large").with("limit", MOST_ELEMENTS));
    }
    let known = |prefix: &str| {
        prefix.is_empty() || NAMESPACES.iter().any(|(name, _)| name.strip_prefix("xmlns:") == Some(prefix))
    };
    let (mut spaces, mut seen): (Vec<(String, String)>, HashSet<&str>) = (Vec::new(), HashSet::new());
    let within = std::iter::once(html).chain(tree.descendants(html));
    for (prefix, address) in within.flat_map(|node| tree.declarations(node)) {
        if !known(prefix) && seen.insert(prefix) {
            spaces.push((prefix.to_owned(), address.to_owned()));
        }
    }
    let mut form = Form {
        title: head
            .and_then(|head| tree.child(head, "title"))
            .map_or(String::new(), |title| file.text(title)),
        namespaces: spaces,
        model: file.attributes(model),
        ..Form::default()
    };
    file.model(model, &mut form)?;
    if let Some(body) = body {
        // No engine of ODK opens a form with a choice that stores nothing.
        let stores = |item: NodeId| tree.local(item) != "item" || tree.child(item, "value").is_some();
        if tree.descendants(body).any(|node| tree.kind(node) == Kind::Element && !stores(node)) {
            return Err(Problem::new("xform.item_value"));
        }
        form.style = file.attributes(body);
        form.body = tree.elements(body).map(|one| file.control(one)).collect();
        let named = form.rules.iter().filter_map(|rule| match rule {
            Rule::Bind(bind) => Some((bind.attributes.get("id")?.to_owned(), bind.nodeset.clone())),
            Rule::Action(_) => None,
        });
        let named = named.collect();
        form.body.iter_mut().for_each(|one| place(one, "", &named));
    }
    Ok(form)
}

/// Gives what is shown the whole path of its node: it may name a bind, or go on from the path of the group around it.
fn place(control: &mut Control, above: &str, named: &HashMap<String, String>) {
    let name = if control.tag == "repeat" { "nodeset" } else { "ref" };
    let said = control.attributes.get(name).map(|path| path.trim().to_owned());
    let bound = || named.get(control.attributes.get("bind")?.trim()).cloned();
    let path = match said {
        Some(path) if !path.starts_with('/') && !above.is_empty() => Some(format!("{above}/{path}")),
        said => said.or_else(bound),
    };
    if let Some(path) = &path {
        control.attributes.set(name, path.as_str());
    }
    let above = path.as_deref().unwrap_or(above);
    control.children.iter_mut().for_each(|child| place(child, above, named));
}

/// How many elements there are of a model, its lists and texts left out, and of a body.
fn elements(tree: &Tree, model: NodeId, body: Option<NodeId>) -> usize {
    let mut instances = 0;
    let counts = |one: &NodeId| match tree.local(*one) {
        "itext" => false,
        "instance" => {
            instances += 1;
            instances == 1
        }
        _ => true,
    };
    let is_element = |node: &NodeId| tree.kind(*node) == Kind::Element;
    let within = |top| 1 + tree.descendants(top).filter(is_element).count();
    tree.elements(model).filter(counts).chain(body).map(within).sum()
}

/// Reads a document of data as the element that holds all of it.
pub(in crate::form) fn document(text: &str) -> Result<Node, XmlFault> {
    let (tree, root) = opened(text)?;
    let top = tree.elements(root).next().ok_or_else(|| Problem::new("xform.no_instance"))?;
    Ok(File { tree: &tree }.node(top))
}

fn opened(text: &str) -> Result<(Tree, NodeId), XmlFault> {
    let mut tree = Tree::new();
    let root = tree.read(text)?;
    if tree.descendants(root).any(|node| tree.ancestors(node).nth(MAX_DEPTH).is_some()) {
        return Err(Problem::new("xform.too_deep").with("limit", MAX_DEPTH));
    }
    Ok((tree, root))
}

struct File<'t> {
    tree: &'t Tree,
}

impl File<'_> {
    fn model(&self, model: NodeId, form: &mut Form) -> Result<(), Problem> {
        let mut data = None;
        for one in self.tree.elements(model) {
            match &*self.name(one) {
                "instance" if data.is_none() => {
                    let first = self.tree.elements(one).next();
                    data = Some(self.node(first.ok_or_else(|| Problem::new("xform.no_instance"))?));
                }
                "instance" => form.instances.push(self.instance(one)),
                "itext" => {
                    form.translations = self.tree.elements(one).map(|it| self.translation(it)).collect()
                }
                "bind" => {
                    let mut attributes = self.attributes(one);
                    let nodeset = attributes.take("nodeset").unwrap_or_default();
                    form.rules.push(Rule::Bind(Bind { nodeset, attributes }));
                }
                "submission" => form.submission = Some(self.attributes(one)),
                name if ACTIONS.contains(&name) => form.rules.push(Rule::Action(self.action(one))),
                _ => {}
            }
        }
        form.data = data.ok_or_else(|| Problem::new("xform.no_instance"))?;
        Ok(())
    }

    /// The name as it is written, without the prefix of what forms are made of.
    fn name(&self, node: NodeId) -> String {
        if self.tree.namespace(node).is_empty() {
            self.tree.local(node).to_owned()
        } else {
            self.tree.qualified(node)
        }
    }

    fn text(&self, node: NodeId) -> String {
        self.tree.text(node).trim().to_owned()
    }

    fn attribute(&self, node: NodeId, name: &str) -> String {
        self.tree.attribute(node, name).unwrap_or_default().to_owned()
    }

    fn attributes(&self, node: NodeId) -> Attributes {
        let pair = |one| (self.tree.qualified(one), self.tree.text(one).into_owned());
        self.tree.attributes(node).map(pair).collect()
    }

    fn node(&self, node: NodeId) -> Node {
        let children: Vec<Node> = self.tree.elements(node).map(|child| self.node(child)).collect();
        let text = if children.is_empty() { self.tree.text(node).into_owned() } else { String::new() };
        Node { name: self.name(node), attributes: self.attributes(node), text, children }
    }

    fn instance(&self, node: NodeId) -> Instance {
        Instance {
            id: self.attribute(node, "id"),
            src: self.tree.attribute(node, "src").map(str::to_owned),
            root: self.tree.elements(node).next().map(|root| self.node(root)),
        }
    }

    fn translation(&self, node: NodeId) -> Translation {
        let variant = |value: NodeId| Variant {
            form: self.tree.attribute(value, "form").map(str::to_owned),
            parts: self.parts(value),
        };
        let text = |text: NodeId| {
            (self.attribute(text, "id"), self.tree.elements(text).map(variant).collect::<Vec<_>>())
        };
        Translation {
            language: self.attribute(node, "lang"),
            is_default: self.tree.attribute(node, "default").is_some_and(|said| said != "false()"),
            texts: self.tree.elements(node).map(text).collect(),
        }
    }

    /// What is read, with answers put in.
    fn parts(&self, node: NodeId) -> Vec<Part> {
        let mut parts = Vec::new();
        for child in self.tree.children(node) {
            match self.tree.kind(child) {
                Kind::Text => parts.push(Part::Text(self.tree.text(child).into_owned())),
                Kind::Element if self.tree.local(child) == "output" => {
                    let value = self.tree.attribute(child, "value").or(self.tree.attribute(child, "ref"));
                    parts.push(Part::Output(value.unwrap_or_default().to_owned()));
                }
                Kind::Element => parts.extend(self.parts(child)),
                _ => {}
            }
        }
        parts
    }

    fn label(&self, node: NodeId) -> Text {
        let reference = self.tree.attribute(node, "ref").map(str::to_owned);
        let parts = if reference.is_some() { Vec::new() } else { self.parts(node) };
        Text { reference, parts }
    }

    fn action(&self, node: NodeId) -> Action {
        let content = self.tree.text(node).into_owned();
        Action { tag: self.name(node), attributes: self.attributes(node), content }
    }

    fn control(&self, node: NodeId) -> Control {
        let mut control =
            Control { tag: self.name(node), attributes: self.attributes(node), ..Control::default() };
        for child in self.tree.elements(node) {
            let below = |name: &str| self.tree.child(child, name);
            match &*self.name(child) {
                "label" => control.label = Some(self.label(child)),
                "hint" => control.hint = Some(self.label(child)),
                "item" => control.options.push(Choice {
                    label: below("label").map_or_else(Text::default, |label| self.label(label)),
                    value: below("value").map_or(String::new(), |value| self.text(value)),
                }),
                "itemset" => {
                    let seen =
                        |name: &str| below(name).map_or(String::new(), |one| self.attribute(one, "ref"));
                    let nodeset = self.attribute(child, "nodeset");
                    control.itemset = Some(Itemset { nodeset, value: seen("value"), label: seen("label") });
                }
                "tag" => control.tags.push(Tag {
                    key: self.attribute(child, "key"),
                    label: below("label").map_or_else(Text::default, |label| self.label(label)),
                }),
                name if ACTIONS.contains(&name) => control.actions.push(self.action(child)),
                _ => control.children.push(self.control(child)),
            }
        }
        control
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::xform::write;

    const FORM: &str = r#"<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms" xmlns:x="urn:x">
<h:head><h:title>Hộ</h:title><model odk:xforms-version="1.0.0">
<itext><translation lang="vi" default="true()"><text id="a"><value>Chào <output value=" /data/a "/>!</value></text></translation></itext>
<instance><data id="f" version="1"><a x:k="1">2</a><r jr:template=""><b/></r><r><b/></r></data></instance>
<instance id="l" src="jr://file-csv/l.csv"/>
<bind nodeset="/data/a" type="int" x:more="kept"/>
<setvalue ref="/data/a" event="odk-instance-first-load" value="1 + 1"/>
</model></h:head>
<h:body class="pages"><select1 ref="/data/a"><label ref="jr:itext('a')"/><item><label>M&amp;t</label><value>1</value></item>
<itemset nodeset="instance('l')/root/item[k &gt; 1]"><value ref="name"/><label ref="label"/></itemset>
<setvalue ref="/data/a" event="xforms-value-changed">3</setvalue></select1>
<group ref="/data/r"><label>R</label><repeat nodeset="/data/r" jr:count="2"><input ref="/data/r/b"/></repeat></group></h:body></h:html>"#;

    #[test]
    fn what_is_read_is_written_and_read_again() {
        let form = read(FORM).unwrap();
        assert_eq!((form.id(), form.version(), &*form.title), ("f", Some("1"), "Hộ"));
        assert_eq!(form.namespaces, [("x".to_owned(), "urn:x".to_owned())]);
        assert_eq!((form.rules.len(), form.body.len(), form.body[0].actions.len()), (2, 2, 1));
        assert_eq!(form.translations[0].texts[0].1[0].parts.len(), 3);
        assert_eq!(form.body[1].children[0].children[0].tag, "input");
        assert_eq!(read(&write(&form)).unwrap(), form);
    }

    #[test]
    fn what_is_no_form_is_refused() {
        let deep = format!("<a>{}{}</a>", "<a>".repeat(200), "</a>".repeat(200));
        for (text, code) in [
            ("<data/>", "xform.no_model"),
            ("<h><head><model/></head></h>", "xform.no_instance"),
            (&deep, "xform.too_deep"),
            ("<a>", "xml.ends_early"),
        ] {
            assert_eq!(read(text).unwrap_err().code, code);
        }
    }
}
