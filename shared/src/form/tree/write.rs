//! Writes nodes as XML.

use super::arena::Tree;
use super::node::{Kind, NodeId};

impl Tree {
    /// The node and all that is below it as XML.
    pub fn xml(&self, top: NodeId) -> String {
        let (mut to, mut at) = (String::new(), top);
        loop {
            self.open(at, &mut to);
            if let Some(child) = self.first_child(at) {
                at = child;
                continue;
            }
            loop {
                if at == top {
                    return to;
                }
                if let Some(next) = self.next(at) {
                    at = next;
                    break;
                }
                let Some(parent) = self.parent(at) else { return to };
                at = parent;
                if self.kind(at) == Kind::Element {
                    to.extend(["</", &self.qualified(at), ">"]);
                }
            }
        }
    }

    fn open(&self, id: NodeId, to: &mut String) {
        let node = self.node(id);
        match node.kind {
            Kind::Root | Kind::Attribute | Kind::Namespace | Kind::DocumentType => {}
            Kind::Text => escape(&node.value, false, to),
            Kind::Comment => to.extend(["<!--", &*node.value, "-->"]),
            Kind::Instruction => to.extend(["<?", self.local(id), " ", &*node.value, "?>"]),
            Kind::Element => {
                to.extend(["<", &self.qualified(id)]);
                for one in self.declarations_and_attributes(id) {
                    let name = match (self.kind(one), self.local(one)) {
                        (Kind::Namespace, "") => "xmlns".to_owned(),
                        (Kind::Namespace, prefix) => format!("xmlns:{prefix}"),
                        _ => self.qualified(one),
                    };
                    to.extend([" ", &name, "=\""]);
                    escape(&self.node(one).value, true, to);
                    to.push('"');
                }
                to.push_str(if node.first.is_some() { ">" } else { "/>" });
            }
        }
    }
}

/// Writes a text so that it is one as XML.
pub(in crate::form) fn escape(text: &str, attribute: bool, to: &mut String) {
    for character in text.chars() {
        match character {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '"' if attribute => to.push_str("&quot;"),
            '\n' | '\t' if attribute => to.push_str(if character == '\n' { "&#10;" } else { "&#9;" }),
            '\r' => to.push_str("&#13;"),
            other => to.push(other),
        }
    }
}
