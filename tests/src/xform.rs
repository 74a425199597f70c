//! XForms made comparable: attributes and what has no order of its own are sorted, white space is one blank.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    content: Vec<Content>,
}

#[derive(Debug)]
enum Content {
    Element(Element),
    Text(String),
}

/// An XForm as lines that are equal where the forms are.
pub fn normal(xml: &str) -> String {
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) => open.push(element(&start)),
            Event::Empty(start) => add(&mut open, Content::Element(element(&start))),
            Event::End(_) => {
                let mut closed = open.pop().expect("an open element");
                closed.sort();
                add(&mut open, Content::Element(closed));
            }
            Event::Text(text) => {
                add(&mut open, Content::Text(text.xml10_content().into_owned()));
            }
            Event::GeneralRef(reference) => {
                let sign = reference.resolve_char_ref().expect("a sign").map(String::from);
                let named = resolve_xml_entity(reference.as_ref()).map(str::to_owned);
                add(&mut open, Content::Text(sign.or(named).expect("a known entity")));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let mut lines = String::new();
    open.remove(0).write(&mut lines, 0);
    lines
}

fn add(open: &mut [Element], content: Content) {
    open.last_mut().expect("the document").content.push(content);
}

fn element(start: &BytesStart) -> Element {
    let name = start.name().as_ref().to_owned();
    let pair = |attribute: quick_xml::events::attributes::Attribute| {
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).expect("an attribute").into_owned();
        (attribute.key.as_ref().to_owned(), one_blank(&value))
    };
    let mut attributes: Vec<_> = start.attributes().map(|it| pair(it.expect("an attribute"))).collect();
    attributes.sort();
    Element { name, attributes, content: Vec::new() }
}

fn one_blank(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Element {
    fn attribute(&self, name: &str) -> String {
        self.attributes.iter().find(|it| it.0 == name).map(|it| it.1.clone()).unwrap_or_default()
    }

    fn sort(&mut self) {
        let key: fn(&Element) -> String = match self.name.as_str() {
            "model" | "translation" => |it| it.attribute("id"),
            "itext" => |it| it.attribute("lang"),
            "text" => |it| it.attribute("form"),
            "item" => |it| it.name.clone(),
            _ => return,
        };
        self.content.retain(|it| matches!(it, Content::Element(_)));
        self.content
            .sort_by_key(|it| if let Content::Element(element) = it { key(element) } else { String::new() });
    }

    fn write(&self, lines: &mut String, depth: usize) {
        let indent = " ".repeat(depth);
        lines.push_str(&format!("{indent}{} {:?}\n", self.name, self.attributes));
        let mut text = String::new();
        for content in &self.content {
            match content {
                Content::Text(piece) => text.push_str(piece),
                Content::Element(element) => {
                    say(lines, &indent, &mut text);
                    element.write(lines, depth + 1);
                }
            }
        }
        say(lines, &indent, &mut text);
    }
}

fn say(lines: &mut String, indent: &str, text: &mut String) {
    let said = one_blank(&std::mem::take(text));
    if !said.is_empty() {
        lines.push_str(&format!("{indent} {said}\n"));
    }
}
