//! Reads XForm XML into the model, piece by piece: no document is held beside it.

use foldhash::HashMap;

use super::file::{File, Within};
use crate::form::model::{
    Action, Bind, Choice, Control, Form, Instance, Itemset, Part, Rule, Tag, Text, Translation, Variant, word,
};
use crate::form::tree::{Broken, Piece, XmlFault, XmlName};
use crate::problem::Problem;

/// What is done, and not shown.
const ACTIONS: [&str; 3] = ["setvalue", "odk:setgeopoint", "odk:recordaudio"];

/// Reads a form; where it is none, says why.
pub fn read(text: &str) -> Result<Form, XmlFault> {
    read_pieces(text).map_err(|broken| *broken)
}

fn read_pieces(text: &str) -> Result<Form, Broken> {
    let mut file = File::new(text);
    let (mut form, mut head, mut has_body) = (Form::default(), None, false);
    file.top()?;
    while let Some(child) = file.child()? {
        match child.local {
            "head" if head.is_none() => head = Some(file.head(&mut form)?),
            "body" if !has_body => {
                has_body = true;
                file.body(&mut form)?;
            }
            _ => file.skip()?,
        }
    }
    file.xml.finish_reading()?;
    form.namespaces = file.spaces;
    let has_data = head.flatten().ok_or_else(|| Problem::new("xform.no_model"))?;
    if !has_data {
        return Err(Problem::new("xform.no_instance").into());
    }
    // No engine of ODK opens a form without a body, or with a choice that stores nothing.
    if !has_body {
        return Err(Problem::new("xform.no_body").into());
    }
    if file.stores_nothing {
        return Err(Problem::new("xform.item_value").into());
    }
    let named = form.rules.iter().filter_map(|rule| match rule {
        Rule::Bind(bind) => Some((bind.attributes.get("id")?.to_owned(), bind.nodeset.clone())),
        Rule::Action(_) => None,
    });
    let named = named.collect();
    for rule in &mut form.rules {
        if let Rule::Action(action) = rule {
            aim(action, &named);
        }
    }
    form.body.iter_mut().for_each(|one| place(one, "", &named));
    Ok(form)
}

/// Gives what is done the path of its node, where it names a bind.
fn aim(action: &mut Action, named: &HashMap<String, String>) {
    let Action { attributes, .. } = action;
    if attributes.get("ref").is_none()
        && let Some(path) = attributes.get("bind").and_then(|bind| named.get(bind.trim()))
    {
        attributes.set("ref", path);
    }
}

/// Gives what is shown the whole path of its node: it may name a bind, or go on from the path of the group around it.
fn place(control: &mut Control, above: &str, named: &HashMap<String, String>) {
    let name = if control.tag == "repeat" { "nodeset" } else { "ref" };
    let Control { attributes, children, actions, .. } = control;
    actions.iter_mut().for_each(|action| aim(action, named));
    let said = attributes.get(name);
    let whole = match said.map(str::trim) {
        Some(path) if !path.starts_with('/') && !above.is_empty() => Some(format!("{above}/{path}")),
        Some(path) => said.filter(|said| *said != path).map(|_| path.to_owned()),
        None => attributes.get("bind").and_then(|bind| named.get(bind.trim())).cloned(),
    };
    if let Some(whole) = whole {
        attributes.set(name, whole);
    }
    let above = attributes.get(name).unwrap_or(above);
    children.iter_mut().for_each(|child| place(child, above, named));
}

impl<'x> File<'x> {
    /// Whether there is a model, and whether it has data.
    fn head(&mut self, form: &mut Form) -> Result<Option<bool>, Broken> {
        let (mut title, mut has_data) = (None, None);
        while let Some(child) = self.child()? {
            match child.local {
                "title" if title.is_none() => title = Some(self.trimmed()?),
                "model" if has_data.is_none() => has_data = Some(self.model(form)?),
                _ => self.skip()?,
            }
        }
        form.title = title.unwrap_or_default();
        Ok(has_data)
    }

    fn body(&mut self, form: &mut Form) -> Result<(), Broken> {
        form.style = self.attributes();
        self.elements += 1;
        (self.counts, self.open) = (true, Some(vec![Within::Other]));
        while let Some(child) = self.child()? {
            self.control(child, &mut form.body)?;
        }
        (self.counts, self.open) = (false, None);
        Ok(())
    }

    /// Whether it has data.
    fn model(&mut self, form: &mut Form) -> Result<bool, Broken> {
        form.model = self.attributes();
        let (mut data, mut has_data, mut instances) = (None, true, 0);
        loop {
            // Lists and texts are not counted.
            self.counts = false;
            let Some(child) = self.child()? else { break };
            instances += usize::from(child.local == "instance");
            self.counts = child.local != "itext" && (child.local != "instance" || instances == 1);
            self.elements += usize::from(self.counts);
            match &*self.called(&child) {
                "instance" if data.is_none() => {
                    let root = self.root()?;
                    has_data &= root.is_some();
                    data = Some(root.unwrap_or_default());
                }
                "instance" => form.instances.push(self.instance()?),
                "itext" => {
                    form.translations = Vec::new();
                    while self.child()?.is_some() {
                        form.translations.push(self.translation()?);
                    }
                }
                "bind" => {
                    let mut attributes = self.attributes();
                    let nodeset = attributes.take("nodeset").unwrap_or_default();
                    form.rules.push(Rule::Bind(Bind { nodeset, attributes }));
                    self.skip()?;
                }
                "submission" => {
                    form.submission = Some(self.attributes());
                    self.skip()?;
                }
                name if ACTIONS.contains(&name) => form.rules.push(Rule::Action(self.action(child)?)),
                _ => self.skip()?,
            }
        }
        has_data &= data.is_some();
        form.data = data.unwrap_or_default();
        Ok(has_data)
    }

    fn instance(&mut self) -> Result<Instance, Broken> {
        let (id, src) = (self.attribute("id"), self.known_attribute("src"));
        // Older converters put an item of dashes in the place of a file; the file is what counts.
        let root = self.root()?.filter(|_| src.is_none());
        Ok(Instance { id, src, root })
    }

    fn translation(&mut self) -> Result<Translation, Broken> {
        let mut translation = Translation {
            language: self.attribute("lang"),
            is_default: self.known_attribute("default").is_some_and(|said| said != "false()"),
            texts: Vec::new(),
        };
        while self.child()?.is_some() {
            let (id, mut variants) = (self.attribute("id"), Vec::new());
            while self.child()?.is_some() {
                variants.push(Variant { form: self.known_attribute("form"), parts: self.parts()? });
            }
            translation.texts.push((id, variants));
        }
        Ok(translation)
    }

    /// What is read, with answers put in.
    fn parts(&mut self) -> Result<Vec<Part>, Broken> {
        // Nearly all say one thing.
        let mut parts = Vec::with_capacity(1);
        loop {
            match self.next()? {
                Some(Piece::Text(text)) => parts.push(Part::Text(text.into_owned())),
                Some(Piece::Begin) if self.xml.name().local == "output" => {
                    let value = self.known_attribute("value").or(self.known_attribute("ref"));
                    parts.push(Part::Output(value.unwrap_or_default()));
                    self.skip()?;
                }
                Some(Piece::Begin) => parts.append(&mut self.parts()?),
                Some(Piece::End) | None => return Ok(parts),
                Some(_) => {}
            }
        }
    }

    fn label(&mut self) -> Result<Text, Broken> {
        let reference = self.known_attribute("ref");
        let mut parts = self.parts()?;
        if reference.is_some() {
            parts.clear();
        }
        Ok(Text { reference, parts })
    }

    fn action(&mut self, name: XmlName<'x>) -> Result<Action, Broken> {
        let (tag, attributes) = (self.called(&name).into_owned(), self.attributes());
        Ok(Action { tag, attributes, content: self.text()?.into_owned() })
    }

    /// What is called by a label and perhaps stores a value.
    fn choice(&mut self) -> Result<Choice, Broken> {
        let (mut label, mut value) = (None, None);
        while let Some(child) = self.child()? {
            match child.local {
                "label" if label.is_none() => label = Some(self.label()?),
                "value" if value.is_none() => value = Some(self.trimmed()?),
                _ => self.skip()?,
            }
        }
        Ok(Choice { label: label.unwrap_or_default(), value: value.unwrap_or_default() })
    }

    fn itemset(&mut self) -> Result<Itemset, Broken> {
        let (nodeset, mut value, mut label) = (self.attribute("nodeset"), None, None);
        while let Some(child) = self.child()? {
            match child.local {
                "value" => value = value.or_else(|| Some(self.attribute("ref"))),
                "label" => label = label.or_else(|| Some(self.attribute("ref"))),
                _ => {}
            }
            self.skip()?;
        }
        Ok(Itemset { nodeset, value: value.unwrap_or_default(), label: label.unwrap_or_default() })
    }

    /// Puts a control behind others.
    fn control(&mut self, name: XmlName<'x>, all: &mut Vec<Control>) -> Result<(), Broken> {
        all.push(Control {
            tag: word(&self.called(&name)),
            attributes: self.attributes(),
            ..Control::default()
        });
        let last = all.len() - 1;
        let control = &mut all[last];
        while let Some(child) = self.child()? {
            match &*self.called(&child) {
                "label" => control.label = Some(self.label()?),
                "hint" => control.hint = Some(self.label()?),
                "item" => control.options.push(self.choice()?),
                "itemset" => control.itemset = Some(self.itemset()?),
                "tag" => {
                    let key = self.attribute("key");
                    control.tags.push(Tag { key, label: self.choice()?.label });
                }
                name if ACTIONS.contains(&name) => control.actions.push(self.action(child)?),
                _ => self.control(child, &mut control.children)?,
            }
        }
        Ok(())
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
    fn a_namespace_of_the_answers_is_kept() {
        let text = |space: &str| {
            format!(
                r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><model><instance><d{space} id="f"><a/></d></instance></model></h:head><h:body/></h:html>"#
            )
        };
        for (space, kept) in [
            (r#" xmlns="urn:d""#, Some("urn:d")),
            (r#" xmlns="http://www.w3.org/2002/xforms""#, None),
            (r#" xmlns="""#, None),
        ] {
            let form = read(&text(space)).unwrap();
            let again = read(&write(&form)).unwrap();
            assert_eq!([&form, &again].map(|form| form.data.attributes.get("xmlns")), [kept; 2], "{space}");
        }
    }

    #[test]
    fn a_form_may_call_its_namespaces_otherwise() {
        let said = ["jr", "odk", "h"].into_iter().fold(FORM.to_owned(), |all, prefix| {
            all.replace(&format!("xmlns:{prefix}="), &format!("xmlns:my-{prefix}="))
                .replace(&format!(" {prefix}:"), &format!(" my-{prefix}:"))
                .replace(&format!("<{prefix}:"), &format!("<my-{prefix}:"))
                .replace(&format!("</{prefix}:"), &format!("</my-{prefix}:"))
        });
        assert!(said.contains("my-jr:template") && said.contains("</my-h:html>"));
        let form = Form { namespaces: Vec::new(), ..read(&said).unwrap() };
        assert_eq!(form, Form { namespaces: Vec::new(), ..read(FORM).unwrap() });
    }

    #[test]
    fn what_is_done_may_name_a_bind() {
        let said = FORM
            .replace("<bind nodeset", "<bind id='b' nodeset")
            .replace("<setvalue ref=\"/data/a\"", "<setvalue bind=' b '");
        let form = read(&said).unwrap();
        let Rule::Action(first) = &form.rules[1] else { panic!("{:?}", form.rules) };
        assert_eq!(
            [first, &form.body[0].actions[0]].map(|one| one.attributes.get("ref")),
            [Some("/data/a"); 2]
        );
    }

    #[test]
    fn a_file_counts_and_not_what_stands_in_its_place() {
        let said = FORM.replace(
            " src=\"jr://file-csv/l.csv\"/>",
            " src=\"jr://file-csv/l.csv\"><root><item/></root></instance>",
        );
        assert_ne!(said, FORM);
        assert_eq!(read(&said).unwrap(), read(FORM).unwrap());
    }

    #[test]
    fn text_between_elements_says_nothing() {
        let form = read(FORM).unwrap();
        for said in [" ", "\n&#32; x\n", "&amp; ", "<!-- --> <?do it?> y"] {
            let more = ["<bind", "<text", "<item>", "<select1", "</h:body>"];
            let more =
                more.iter().fold(FORM.to_owned(), |all, tag| all.replace(tag, &format!("{said}{tag}")));
            assert_eq!(read(&more).unwrap(), form, "{said}");
        }
    }

    #[test]
    fn what_is_no_form_is_refused() {
        let deep = format!("<a>{}{}</a>", "<a>".repeat(200), "</a>".repeat(200));
        for (text, code) in [
            ("<data/>", "xform.no_model"),
            ("<h><head><model/></head></h>", "xform.no_instance"),
            ("<h><head><model><instance><d/></instance></model></head></h>", "xform.no_body"),
            (&deep, "xform.too_deep"),
            ("<a>", "xml.ends_early"),
        ] {
            assert_eq!(read(text).unwrap_err().code, code);
        }
    }
}
