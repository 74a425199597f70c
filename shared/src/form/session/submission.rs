//! The submission: the answers that are relevant, as XML.

use super::Session;
use super::lay::JAVAROSA;
use crate::form::tree::{Kind, NodeId, escape};
use crate::form::xform::NAMESPACES;

impl Session {
    /// Ends the interview: what is noted at its end is noted.
    pub fn finish(&mut self) {
        for cell in 0..self.state.cells.len() as u32 {
            let bind = &self.plan.points[self.state.cells[cell as usize].point].bind;
            let end = (bind.get("jr:preload"), bind.get("jr:preloadParams"));
            if end == (Some("timestamp"), Some("end")) && self.state.is_live(cell) {
                self.give_computed(cell, "now()");
            }
        }
        self.settle();
    }

    /// What is sent: every relevant answer and group, with the prefixes that their names need declared at the root.
    pub fn submission(&self) -> String {
        let mut inner = String::new();
        if !self.state.cells.is_empty() {
            self.write(0, &mut inner);
        }
        let used =
            |prefix: &str| inner.contains(&format!("<{prefix}:")) || inner.contains(&format!(" {prefix}:"));
        let mut spaces = String::new();
        let own = self.plan.namespaces.iter().map(|(prefix, address)| (prefix.as_str(), address.as_str()));
        let known = NAMESPACES
            .into_iter()
            .filter_map(|(name, address)| Some((name.strip_prefix("xmlns:")?, address)));
        for (prefix, address) in known.chain(own).filter(|(prefix, _)| used(prefix)) {
            spaces.extend([" xmlns:", prefix, "=\""]);
            escape(address, true, &mut spaces);
            spaces.push('"');
        }
        let name = 1 + self.plan.points[0].word.len();
        if !inner.is_empty() {
            inner.insert_str(name, &spaces);
        }
        inner
    }

    fn write(&self, top: u32, to: &mut String) {
        enum Turn {
            Open(u32),
            Close(usize),
        }
        let mut open = vec![Turn::Open(top)];
        while let Some(turn) = open.pop() {
            let cell = match turn {
                Turn::Close(point) => {
                    to.extend(["</", &self.plan.points[point].word, ">"]);
                    continue;
                }
                Turn::Open(cell) => cell,
            };
            let one = &self.state.cells[cell as usize];
            let point = &self.plan.points[one.point];
            if !one.holds.relevant || point.word.starts_with('@') {
                continue;
            }
            let below = self.state.below(&self.plan.points, cell);
            if !self.state.is_range(&self.plan.points, cell) {
                to.extend(["<", &point.word]);
                self.attributes(one.node, to);
                let text = self.tree.text(one.node);
                let leaf = self.plan.points.is_leaf(one.point);
                if leaf && !text.is_empty() {
                    to.push('>');
                    escape(&text, false, to);
                    to.extend(["</", &point.word, ">"]);
                    continue;
                }
                if leaf {
                    to.push_str("/>");
                    continue;
                }
                to.push('>');
                open.push(Turn::Close(one.point));
            }
            open.extend(below.into_iter().rev().map(Turn::Open));
        }
    }

    fn attributes(&self, node: NodeId, to: &mut String) {
        let tree = &self.tree;
        let template = |one: &NodeId| tree.namespace(*one) == JAVAROSA && tree.local(*one) == "template";
        for one in tree.attributes(node).filter(|one| tree.kind(*one) == Kind::Attribute && !template(one)) {
            to.extend([" ", &tree.qualified(one), "=\""]);
            escape(&tree.text(one), true, to);
            to.push('"');
        }
    }
}
