//! A definition in the model of the form language: the same questions, rules and texts. A repeat over units is a group that holds a
//! repeat whose instances are units, each known by its code; which of them are asked is up to what chooses them.

use std::collections::BTreeMap;

use crate::form::engine::What;
use crate::form::model::{
    Attributes, Bind, Control, Form, Instance, Itemset, Node, Part as Piece, Rule, Text as Label,
    Translation, Variant,
};
use crate::form::plan::{Bound, Part, Plan};
use crate::form::xpath::{Function, Term, What as Of};
use crate::form::{Kind, Question, Text};

/// The element that holds all answers.
const ROOT: &str = "data";

/// Which question chooses the units of a repeat. Only over a definition it means anything.
pub(super) const CHOOSER: &str = "chosen-in";

/// The form that a plan is of.
pub(super) fn modelled(plan: &Plan) -> Form {
    let definition = plan.definition();
    let mut writer = Writer { plan, texts: BTreeMap::new() };
    let mut form = Form {
        title: definition.title.clone(),
        data: Node { children: writer.data(1, plan.nodes.len()), ..Node::new(ROOT) },
        body: writer.shown(1, plan.nodes.len()),
        ..Form::default()
    };
    form.data.attributes = [("id", &*definition.id), ("version", &*definition.version)].into_iter().collect();
    form.rules = (1..plan.nodes.len()).map(|node| Rule::Bind(writer.bind(node))).collect();
    for (list, choices) in &definition.choices {
        let mut root = Node::new("root");
        for (at, choice) in choices.iter().enumerate() {
            let mut item = Node::new("item");
            let label = writer.told(&format!("{list}-{at}"), &choice.label);
            item.children = vec![
                Node::new("name").holding(&choice.name),
                Node::new("itextId").holding(label.unwrap_or_default()),
            ];
            root.children.push(item);
        }
        form.instances.push(Instance { id: list.clone(), src: None, root: Some(root) });
    }
    form.translations = writer.translations();
    form
}

/// The path of a node, groups and instances being steps of it.
pub(super) fn path(plan: &Plan, node: usize) -> String {
    let named = |parent| format!("{}/{}", path(plan, parent), plan.nodes[node].name);
    plan.nodes[node].parent.map_or_else(|| format!("/{ROOT}"), named)
}

struct Writer<'p> {
    plan: &'p Plan,
    /// What is said, by its id and then by the code of its language.
    texts: BTreeMap<String, Text>,
}

impl Writer<'_> {
    /// The nodes right inside of some, each with where it ends.
    fn within(&self, from: usize, to: usize) -> Vec<(usize, usize)> {
        let next = |(_, end): &(usize, usize)| (*end < to).then(|| (*end, self.plan.nodes[*end].end));
        let first = (from < to).then(|| (from, self.plan.nodes[from].end));
        std::iter::successors(first, next).collect()
    }

    fn data(&self, from: usize, to: usize) -> Vec<Node> {
        let node = |(at, end): (usize, usize)| {
            let planned = &self.plan.nodes[at];
            let mut node = Node { children: self.data(at + 1, end), ..Node::new(&planned.name) };
            if matches!(planned.part, Part::Instance(_)) {
                node.attributes.set("jr:template", "");
            }
            node
        };
        self.within(from, to).into_iter().map(node).collect()
    }

    fn bind(&mut self, at: usize) -> Bind {
        let (plan, nodeset) = (self.plan, path(self.plan, at));
        let planned = &plan.nodes[at];
        let mut attributes = Attributes::default();
        if let Part::Question(question) = &planned.part {
            kind(question, &mut attributes);
            for (name, text) in [
                ("jr:requiredMsg", &question.required_message),
                ("jr:constraintMsg", &question.constraint_message),
            ] {
                if let Some(id) = self.told(&format!("{nodeset}:{name}"), text) {
                    attributes.set(name, format!("jr:itext('{id}')"));
                }
            }
        }
        let chooser = match planned.part {
            Part::Instance(repeat) => plan.repeats[repeat].chooser,
            _ => None,
        };
        let asked = plan.takes_answers(at);
        let written = |what| plan.rules.of(at, what).map(|rule| self.written(&rule.bound, at));
        for (name, text) in [
            (CHOOSER, chooser.map(|chooser| path(plan, chooser))),
            ("relevant", written(What::Relevant)),
            // Nobody could mend it elsewhere.
            ("required", written(What::Required).filter(|_| asked)),
            ("constraint", written(What::Constraint).filter(|_| asked)),
            ("calculate", written(What::Calculate)),
        ] {
            text.into_iter().for_each(|text| attributes.set(name, text));
        }
        Bind { nodeset, attributes }
    }

    fn shown(&mut self, from: usize, to: usize) -> Vec<Control> {
        self.within(from, to).into_iter().filter_map(|(at, end)| self.control(at, end)).collect()
    }

    fn control(&mut self, at: usize, end: usize) -> Option<Control> {
        let (plan, reference) = (self.plan, path(self.plan, at));
        let (tag, attribute, label) = match &plan.nodes[at].part {
            Part::Group(heading) => ("group", "ref", Some(&heading.label)),
            Part::Repeat(repeat) => ("group", "ref", Some(&plan.repeats[*repeat].label)),
            Part::Instance(_) => ("repeat", "nodeset", None),
            Part::Question(question) => return self.question(at, question, &reference),
        };
        let label = label.and_then(|label| self.label(&format!("{reference}:label"), label));
        let attributes = [(attribute, reference)].into_iter().collect();
        let children = self.shown(at + 1, end);
        Some(Control { tag: tag.into(), attributes, label, children, ..Control::default() })
    }

    fn question(&mut self, at: usize, question: &Question, reference: &str) -> Option<Control> {
        if !self.plan.takes_answers(at) && question.kind != Kind::Note {
            return None;
        }
        let tag = match question.kind {
            Kind::SelectOne(_) => "select1",
            Kind::SelectMultiple(_) => "select",
            _ => "input",
        };
        let itemset = match &question.kind {
            Kind::SelectOne(list) | Kind::SelectMultiple(list) => Some(Itemset {
                nodeset: format!("instance('{list}')/root/item"),
                value: "name".to_owned(),
                label: "jr:itext(itextId)".to_owned(),
            }),
            _ => None,
        };
        Some(Control {
            tag: tag.into(),
            attributes: [("ref", reference)].into_iter().collect(),
            label: self.label(&format!("{reference}:label"), &question.label),
            hint: self.label(&format!("{reference}:hint"), &question.hint),
            itemset,
            ..Control::default()
        })
    }

    fn label(&mut self, id: &str, text: &Text) -> Option<Label> {
        self.told(id, text).map(|id| Label::named(&id))
    }

    /// Notes what is said under an id; nothing where nothing is said.
    fn told(&mut self, id: &str, text: &Text) -> Option<String> {
        (!text.is_empty()).then(|| {
            self.texts.insert(id.to_owned(), text.clone());
            id.to_owned()
        })
    }

    /// All that is said, by language. A form without languages has one that is called so.
    fn translations(self) -> Vec<Translation> {
        let definition = self.plan.definition();
        let languages =
            definition.languages.iter().map(|one| (&*one.code, format!("{} ({})", one.name, one.code)));
        let plain = definition.languages.is_empty().then(|| ("", "default".to_owned()));
        let translation = |(at, (code, language)): (usize, (&str, String))| {
            let variant = |text: &Text| {
                let said = definition.text(text, code).to_owned();
                vec![Variant { form: None, parts: vec![Piece::Text(said)] }]
            };
            let texts = self.texts.iter().map(|(id, text)| (id.clone(), variant(text))).collect();
            Translation { language, is_default: at == 0, texts }
        };
        languages.chain(plain).enumerate().map(translation).collect()
    }

    /// An expression with paths in place of names. A question of the same repeat, or of none, is the value of its answer; what is asked
    /// from outside of a repeat are all answers there.
    fn written(&self, bound: &Bound, at: usize) -> String {
        let mut pieces = Vec::new();
        bound
            .expr
            .root
            .each(&mut |term| pieces.extend(self.piece(term, bound, at).map(|text| (term.span, text))));
        pieces.sort_by_key(|(span, _)| span.start);
        let (mut text, mut from) = (String::new(), 0);
        for (span, piece) in pieces {
            let range = span.range();
            text.extend([&bound.expr.text[from..range.start], &piece]);
            from = range.end;
        }
        text.push_str(&bound.expr.text[from..]);
        text
    }

    fn piece(&self, term: &Term, bound: &Bound, at: usize) -> Option<String> {
        let plan = self.plan;
        let path_of = |node| path(plan, node);
        let scope = plan.nodes[at].scope;
        match &term.what {
            Of::Call(Function::Position, _) => {
                let instance = plan.repeats[scope?].node + 1;
                let above = std::iter::successors(Some(at), |node| plan.nodes[*node].parent);
                let up = vec![".."; above.take_while(|node| *node != instance).count()].join("/");
                Some(format!("(1 + count({up}/preceding-sibling::{}))", plan.nodes[instance].name))
            }
            Of::Path(path) => {
                let Some(number) = path.question() else {
                    // What else definitions speak of paths is `.`, and the `..` of `position(..)`.
                    return bound.expr.named(term).map(|_| value(plan, at, "."));
                };
                let node = bound.nodes[number];
                Some(match (&plan.nodes[node].part, plan.nodes[node].scope) {
                    (Part::Repeat(_), _) => path_of(node + 1),
                    (_, inside) if inside.is_some() && inside != scope => path_of(node),
                    _ => value(plan, node, &path_of(node)),
                })
            }
            _ => None,
        }
    }
}

/// The value of an answer: a number where the question asks for one, and nothing where there is none.
fn value(plan: &Plan, node: usize, path: &str) -> String {
    match plan.question(node).map(|question| &question.kind) {
        Some(Kind::Integer | Kind::Decimal) => format!("if(string({path}) = '', '', number({path}))"),
        _ => format!("string({path})"),
    }
}

/// What a question stores, and what the device fills in.
fn kind(question: &Question, attributes: &mut Attributes) {
    let preload = match question.kind {
        Kind::Start => Some(("timestamp", "start")),
        Kind::End => Some(("timestamp", "end")),
        Kind::Today => Some(("date", "today")),
        Kind::DeviceId => Some(("property", "deviceid")),
        Kind::Username => Some(("property", "username")),
        _ => None,
    };
    let stored = match question.kind {
        Kind::Integer => "int",
        Kind::Decimal => "decimal",
        Kind::Date => "date",
        _ => "string",
    };
    attributes.set("type", stored);
    if let Some((kind, parameters)) = preload {
        attributes.set("jr:preload", kind);
        attributes.set("jr:preloadParams", parameters);
    }
    if question.kind == Kind::Note {
        attributes.set("readonly", "true()");
    }
}
