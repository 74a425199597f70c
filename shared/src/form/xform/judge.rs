//! What in an XForm leads nowhere: questions without a node, texts that are not there, choices that nobody can read or store. JavaRosa
//! 5.1.0, which ODK Validate 1.20.0 stands on, refuses each of them. What ODK Web Forms (@getodk/xforms-engine 0.22.0) opens all the same
//! is a warning here, as every form that it opens is opened; what it refuses, too, is a fault.

use std::collections::{BTreeSet, HashSet};

use super::itself::of_themselves;
use crate::form::model::{Action, Attributes, Bind, Control, Form, Node, Rule, Text};
use crate::form::xpath::{Function, What, parse};
use crate::problem::{Diagnostic, Location, Problem};
use crate::sheet::Faults;

/// Elements of a body that are known; what is none of them is not shown.
const KNOWN: [&str; 10] =
    ["group", "input", "odk:rank", "range", "repeat", "secret", "select", "select1", "trigger", "upload"];

/// The questions with choices.
const CHOOSING: [&str; 3] = ["select", "select1", "odk:rank"];

/// All that is found in a form of this file.
pub fn judge(form: &Form, file: &str) -> Vec<Diagnostic> {
    let mut nodes = HashSet::new();
    places(&form.data, "", &mut nodes);
    let instances = form.instances.iter().map(|one| one.id.as_str()).collect();
    let first = form.translations.iter().find(|one| one.is_default).or(form.translations.first());
    let texts = first.iter().flat_map(|one| &one.texts).map(|(id, _)| &**id).collect();
    let mut judge = Judge { file, form, nodes, instances, texts, found: Faults::default() };
    judge.names();
    judge.texts();
    form.body.iter().for_each(|control| judge.control(control));
    judge.rules();
    let mut found = judge.found.into_vec();
    found.extend(of_themselves(form, file));
    found
}

/// The paths of all elements of the answers.
fn places(node: &Node, above: &str, paths: &mut HashSet<String>) {
    let path = format!("{above}/{}", node.name);
    node.children.iter().for_each(|child| places(child, &path, paths));
    paths.insert(path);
}

struct Judge<'f> {
    file: &'f str,
    form: &'f Form,
    nodes: HashSet<String>,
    instances: HashSet<&'f str>,
    /// The texts of the language that is shown first, which has to have them all.
    texts: HashSet<&'f str>,
    found: Faults,
}

impl<'f> Judge<'f> {
    fn at(&self, place: &str) -> Location {
        Location { file: self.file.to_owned(), column: Some(place.to_owned()), ..Location::default() }
    }

    fn warn(&mut self, place: &str, problem: Problem) {
        self.found.warn(self.at(place), problem);
    }

    fn fault(&mut self, place: &str, problem: Problem) {
        self.found.note(self.at(place), problem);
    }

    /// What one of the engines knows an element by.
    fn names(&mut self) {
        let form = self.form;
        let lacks = |name: Option<&str>| name.is_none_or(str::is_empty);
        let nodesets = form.rules.iter().filter_map(|rule| match rule {
            Rule::Bind(bind) => Some(("bind", "nodeset", Some(&*bind.nodeset))),
            Rule::Action(_) => None,
        });
        let all = [
            (&*form.data.name, "id", form.data.attributes.get("id")),
            ("h:head", "h:title", Some(&*form.title)),
        ];
        let lists = form.instances.iter().map(|one| ("instance", "id", Some(&*one.id)));
        let languages = form.translations.iter().map(|one| ("translation", "lang", Some(&*one.language)));
        for (tag, attribute, name) in all.into_iter().chain(lists).chain(languages).chain(nodesets) {
            if lacks(name) {
                self.warn(tag, Problem::new("xform.lacks").with("tag", tag).with("attribute", attribute));
            }
        }
    }

    /// Each text once in its language, and none that only another language has.
    fn texts(&mut self) {
        let mut languages = HashSet::new();
        for one in &self.form.translations {
            if !languages.insert(&one.language) {
                self.warn("itext", Problem::new("xform.language_twice").with("language", &one.language));
            }
            let (mut seen, mut told) = (HashSet::new(), BTreeSet::new());
            for (id, variants) in &one.texts {
                let is_new = variants.iter().all(|variant| seen.insert((id, &variant.form)));
                if !is_new && told.insert(id) {
                    self.warn(
                        "itext",
                        Problem::new("xform.text_twice").with("id", id).with("language", &one.language),
                    );
                }
                if !self.texts.contains(&**id) && told.insert(id) {
                    self.warn("itext", Problem::new("xform.text_missing").with("id", id));
                }
            }
        }
    }

    fn control(&mut self, control: &Control) {
        let place = control.attributes.get(if control.tag == "repeat" { "nodeset" } else { "ref" });
        let called = place.unwrap_or(&control.tag).trim();
        if !KNOWN.contains(&&*control.tag) {
            // What pages are made of stands between questions, too.
            if !control.tag.starts_with("h:") {
                self.warn(called, Problem::new("xform.control_unknown").with("tag", &control.tag));
            }
            return;
        }
        match place {
            Some(path) if !self.nodes.contains(path.trim()) => {
                self.warn(called, Problem::new("xform.no_node").with("tag", &control.tag));
            }
            None if control.tag != "group" => self.leads_nowhere(called, &control.tag, &control.attributes),
            _ => {}
        }
        for text in control.label.iter().chain(&control.hint) {
            self.text(called, text);
        }
        if CHOOSING.contains(&&*control.tag) {
            self.choices(called, control);
        }
        for name in ["start", "end", "step"].into_iter().filter(|_| control.tag == "range") {
            if let Some(value) =
                control.attributes.get(name).filter(|value| value.trim().parse::<f64>().is_err())
            {
                self.fault(
                    called,
                    Problem::new("xform.range_number").with("name", name).with("value", value),
                );
            }
        }
        self.expression(called, "jr:count", control.attributes.get("jr:count"));
        for action in &control.actions {
            self.action(action);
        }
        control.children.iter().for_each(|child| self.control(child));
    }

    /// Says of an element without a path whether it names a bind that is not there.
    fn leads_nowhere(&mut self, called: &str, tag: &str, attributes: &Attributes) {
        let problem = match attributes.get("bind") {
            Some(bind) => Problem::new("xform.no_bind").with("id", bind),
            None => Problem::new("xform.no_ref"),
        };
        self.fault(called, problem.with("tag", tag));
    }

    fn choices(&mut self, called: &str, control: &Control) {
        match &control.itemset {
            Some(set) => {
                if set.value.is_empty() {
                    self.fault(called, Problem::new("xform.item_value"));
                }
                if set.label.is_empty() {
                    self.warn(called, Problem::new("xform.item_label"));
                }
                self.expression(called, "itemset", Some(&set.nodeset));
            }
            None if control.options.is_empty() => self.warn(called, Problem::new("xform.no_choices")),
            None => {}
        }
        for option in &control.options {
            if option.value.is_empty() {
                self.warn(called, Problem::new("xform.item_value"));
            }
            if option.label == Text::default() {
                self.warn(called, Problem::new("xform.item_label"));
            }
            self.text(called, &option.label);
        }
    }

    /// A text that is named must be there in the language that is shown first.
    fn text(&mut self, called: &str, text: &Text) {
        let named = text.reference.as_deref().and_then(|reference| parse(reference).ok());
        let Some(What::Call(Function::Itext, arguments)) = named.map(|expr| expr.root.what) else { return };
        let Some(What::Text(id)) = arguments.first().map(|term| &term.what) else { return };
        if !self.texts.contains(&**id) {
            self.warn(called, Problem::new("xform.text_missing").with("id", id));
        }
    }

    fn rules(&mut self) {
        for rule in &self.form.rules {
            match rule {
                Rule::Action(action) => self.action(action),
                Rule::Bind(bind) => self.bind(bind),
            }
        }
    }

    fn bind(&mut self, bind: &Bind) {
        let path = bind.nodeset.trim();
        for part in ["calculate", "constraint", "readonly", "relevant", "required"] {
            self.expression(path, part, bind.attributes.get(part));
        }
    }

    fn action(&mut self, Action { tag, attributes, .. }: &Action) {
        let Some(target) = attributes.get("ref").map(str::trim) else {
            return self.leads_nowhere(tag, tag, attributes);
        };
        // An attribute is there as soon as it is given a value.
        let node = target.split("/@").next().unwrap_or_default();
        if !self.nodes.contains(node) {
            self.warn(target, Problem::new("xform.no_node").with("tag", tag));
        }
        self.expression(target, "setvalue", attributes.get("value"));
    }

    /// An expression that can be read; what it looks into must be there. What cannot be read is told by who compiles it.
    fn expression(&mut self, path: &str, part: &str, text: Option<&str>) {
        let Some(expr) = text.and_then(|text| parse(text).ok()) else { return };
        let mut missing = BTreeSet::new();
        expr.root.each(&mut |term| {
            if let What::Call(Function::Instance, arguments) = &term.what
                && let Some(What::Text(id)) = arguments.first().map(|term| &term.what)
                && !self.instances.contains(&**id)
            {
                missing.insert(id.clone());
            }
        });
        for id in missing {
            self.warn(&format!("{path} {part}"), Problem::new("xform.no_list").with("id", id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::xform::read;

    /// What is found in a form of one question `/data/a`, whose bind is `BIND`: code, and whether it is a fault.
    fn found(model: &str, body: &str) -> Vec<(String, bool)> {
        let model = model.replace("BIND", r#"<bind nodeset="/data/a" type="int""#);
        let text = format!(
            r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms"><h:head><h:title>F</h:title><model><instance><data id="f"><a/><b/></data></instance>{model}</model></h:head><h:body>{body}</h:body></h:html>"#
        );
        let form = match read(&text) {
            Ok(form) => form,
            Err(problem) => return vec![(problem.code, true)],
        };
        let found = judge(&form, "f.xml");
        found.into_iter().map(|one| (one.problem.code.clone(), one.is_fault())).collect()
    }

    const ASKED: &str = r#"<input ref="/data/a"><label>A</label></input>"#;

    fn itext(texts: &str) -> String {
        format!(r#"<itext><translation lang="en">{texts}</translation></itext>"#)
    }

    /// Each was run on ODK Validate 1.20.0, which refuses them all, and in @getodk/xforms-engine 0.22.0, which opens those that are warned of.
    #[test]
    fn what_leads_nowhere_is_named_and_refused_where_no_engine_opens_it() {
        let text = r#"<text id="p"><value>P</value></text>"#;
        let named = r#"<input ref="/data/a"><label ref="jr:itext('q')"/></input>"#;
        let select = |inner: &str| format!(r#"<select1 ref="/data/a"><label>A</label>{inner}</select1>"#);
        let other = r#"<translation lang="vi"><text id="q"><value>Q</value></text></translation></itext>"#;
        for (model, body, code, is_fault) in [
            ("", r#"<input ref="/data/zz"/>"#.to_owned(), "xform.no_node", false),
            ("", format!(r#"<group ref="/data/zz">{ASKED}</group>"#), "xform.no_node", false),
            ("", r#"<repeat nodeset="/data/r"/>"#.to_owned(), "xform.no_node", false),
            (r#"<bind ref="/data/a"/>"#, ASKED.to_owned(), "xform.lacks", false),
            (r#"<instance><x/></instance>"#, ASKED.to_owned(), "xform.lacks", false),
            (&itext(text).replace(r#" lang="en""#, ""), ASKED.to_owned(), "xform.lacks", false),
            (
                r#"<setvalue event="odk-instance-first-load" bind="zz" value="1"/>"#,
                ASKED.to_owned(),
                "xform.no_bind",
                true,
            ),
            (
                r#"<setvalue event="odk-instance-first-load" value="1"/>"#,
                ASKED.to_owned(),
                "xform.no_ref",
                true,
            ),
            (
                r#"<setvalue ref="/data/zz" event="odk-instance-first-load" value="1"/>"#,
                ASKED.to_owned(),
                "xform.no_node",
                false,
            ),
            ("", r#"<input bind="zz"/>"#.to_owned(), "xform.no_bind", true),
            ("", "<input/>".to_owned(), "xform.no_ref", true),
            ("", "<repeat/>".to_owned(), "xform.no_ref", true),
            ("", select(""), "xform.no_choices", false),
            ("", select("<item><label>x</label></item>"), "xform.item_value", true),
            ("", select("<item><label>x</label><value/></item>"), "xform.item_value", false),
            ("", select("<item><value>x</value></item>"), "xform.item_label", false),
            (
                "",
                select(r#"<itemset nodeset="/data/b"><label ref="l"/></itemset>"#),
                "xform.item_value",
                true,
            ),
            (
                "",
                select(r#"<itemset nodeset="/data/b"><value ref="v"/></itemset>"#),
                "xform.item_label",
                false,
            ),
            ("", named.to_owned(), "xform.text_missing", false),
            (&itext(text), named.to_owned(), "xform.text_missing", false),
            (&itext(&text.repeat(2)), ASKED.to_owned(), "xform.text_twice", false),
            (&itext(text).replace("</itext>", other), ASKED.to_owned(), "xform.text_missing", false),
            (
                &format!("{}{}", itext(text).replace("</itext>", ""), itext(text).replace("<itext>", "")),
                ASKED.to_owned(),
                "xform.language_twice",
                false,
            ),
            (
                "",
                select(
                    r#"<itemset nodeset="instance('q')/root/item"><value ref="v"/><label ref="l"/></itemset>"#,
                ),
                "xform.no_list",
                false,
            ),
            (r#"BIND calculate="instance('q')/root/item/x"/>"#, ASKED.to_owned(), "xform.no_list", false),
            (r#"BIND calculate=". + 1"/>"#, ASKED.to_owned(), "xform.reads_itself", false),
            (r#"BIND calculate="/data/a + 1"/>"#, ASKED.to_owned(), "xform.reads_itself", false),
            (r#"BIND required="string-length(.) = 1"/>"#, ASKED.to_owned(), "xform.reads_itself", false),
            (r#"BIND readonly=". = 1"/>"#, ASKED.to_owned(), "xform.reads_itself", false),
            (
                "",
                r#"<inputt ref="/data/a"><label>A</label></inputt>"#.to_owned(),
                "xform.control_unknown",
                false,
            ),
            (
                "",
                r#"<range ref="/data/a" start="x" end="10" step="1"/>"#.to_owned(),
                "xform.range_number",
                true,
            ),
        ] {
            assert_eq!(found(model, &body), [(code.to_owned(), is_fault)], "{model} {body}");
        }
    }

    #[test]
    fn what_both_engines_open_is_no_word_worth() {
        let list = r#"<instance id="q"><root><item><v>1</v></item></root></instance>"#;
        for (model, body) in [
            (r#"<setvalue ref="/data/b/@id" event="odk-instance-first-load" value="uuid()"/>"#, ASKED),
            (r#"BIND constraint=". &gt; 1" calculate="once(1)"/>"#, ASKED),
            (r#"BIND calculate="/data/b[. = 1] + count(/data/*[. != ''])"/>"#, ASKED),
            (
                list,
                r#"<select1 ref="/data/a"><itemset nodeset="instance('q')/root/item"><value ref="v"/><label ref="l"/></itemset></select1>"#,
            ),
            (r#"<bind id="b" nodeset="/data/a"/>"#, r#"<input bind="b"><label>A</label></input>"#),
            ("", r#"<group ref="/data"><input ref="a"/></group><group><label>G</label></group><h:p>x</h:p>"#),
        ] {
            assert_eq!(found(model, body), [], "{model} {body}");
        }
    }
}
