//! Functions of nodes: how many, which, what they are called.

use super::{F, Wide};
use crate::form::tree::NodeId;
use crate::form::xpath::term::{Origin, Path, Term, What};
use crate::form::xpath::value::Value;

/// How texts of `id()` and of languages are cut.
const SPACES: [char; 4] = [' ', '\t', '\n', '\r'];

impl<'t> Wide<'_, '_, 't> {
    pub(super) fn of_nodes(&self) -> Value<'t> {
        let (tree, spot) = (self.ground.tree, self.call.spot);
        match self.call.function {
            F::Current | F::Instance => {
                let one = self.ground.instance(self.call.function, self.call.arguments.first(), spot);
                Value::Nodes(one.into_iter().collect())
            }
            F::Id => Value::Nodes(self.by_id()),
            F::IndexedRepeat => Value::Nodes(self.indexed_repeat().into_iter().collect()),
            F::Lang => Value::Boolean(self.speaks(&self.call.text(0))),
            F::Last => Value::Number(spot.size as f64),
            F::Position => Value::Number(self.position().unwrap_or(f64::NAN)),
            F::Pulldata => self.pulldata().map_or(Value::EMPTY, |node| Value::Text(tree.text(node))),
            name => {
                let node = if self.call.arguments.is_empty() { Some(spot.node) } else { self.first(0) };
                let text = node.map(|node| match name {
                    F::LocalName => tree.local(node).to_owned(),
                    F::NamespaceUri => tree.namespace(node).to_owned(),
                    _ => tree.qualified(node),
                });
                Value::Text(text.unwrap_or_default().into())
            }
        }
    }

    fn first(&self, at: usize) -> Option<NodeId> {
        self.call.run.nodes(&self.call.arguments[at], self.call.spot).first().copied()
    }

    /// Without an argument the place among the nodes that are filtered; of a node the place among those of its name.
    fn position(&self) -> Option<f64> {
        if self.call.arguments.is_empty() {
            return Some(self.call.spot.position as f64);
        }
        Some(self.ground.tree.place(self.first(0)?) as f64)
    }

    /// `indexed-repeat(what, repeat, place, …)`: what stands in the instance of that place. The place 0 is none.
    fn indexed_repeat(&self) -> Option<NodeId> {
        let tree = self.ground.tree;
        let mut within: Option<NodeId> = None;
        for pair in self.call.arguments[1..].chunks(2) {
            let [repeat, place] = pair else { return None };
            let place = self.call.run.number(place, self.call.spot);
            let mut instances = self.everywhere(repeat);
            instances.retain(|one| within.is_none_or(|above| tree.ancestors(*one).any(|node| node == above)));
            let found = instances.into_iter().enumerate().find(|(at, _)| (at + 1) as f64 == place);
            within = Some(found?.1);
        }
        let within = within?;
        let inside = |node: &NodeId| tree.ancestors(*node).any(|above| above == within);
        self.everywhere(&self.call.arguments[0]).into_iter().find(inside)
    }

    /// The nodes of a path in every instance. A relative one, such as `../../repeat/x`, names the same question as its
    /// absolute one: the names of the node it leads to from here, walked down from the top.
    fn everywhere(&self, term: &'t Term) -> Vec<NodeId> {
        let (tree, nodes) = (self.ground.tree, self.call.run.nodes(term, self.call.spot));
        let absolute =
            matches!(&term.what, What::Path(path) if matches!(**path, Path { origin: Origin::Root, .. }));
        let Some(first) = nodes.first().filter(|_| !absolute) else { return nodes };
        let root = self.ground.scope.root();
        let mut names = vec![tree.name(*first)];
        names.extend(tree.ancestors(*first).take_while(|above| *above != root).map(|above| tree.name(above)));
        let mut met = vec![root];
        for name in names.into_iter().rev() {
            let below = |node: NodeId| tree.elements(node).filter(move |child| tree.name(*child) == name);
            met = met.into_iter().flat_map(below).collect();
        }
        met
    }

    fn by_id(&self) -> Vec<NodeId> {
        let tree = self.ground.tree;
        let wanted: String = self.call.run.texts(self.call.arguments, self.call.spot).join(" ");
        let wanted: Vec<&str> = wanted.split(SPACES).filter(|id| !id.is_empty()).collect();
        let top = tree.root(self.call.spot.node);
        let named = |node: &NodeId| tree.attribute(*node, "id").is_some_and(|id| wanted.contains(&id));
        let mut found: Vec<NodeId> = tree.descendants(top).filter(named).collect();
        // An id is of one element: the first.
        let mut seen: Vec<&str> = Vec::new();
        found.retain(|node| {
            let id = tree.attribute(*node, "id").unwrap_or_default();
            let fresh = !seen.contains(&id);
            seen.push(id);
            fresh
        });
        found
    }

    fn speaks(&self, wanted: &str) -> bool {
        let tree = self.ground.tree;
        let here = std::iter::once(self.call.spot.node).chain(tree.ancestors(self.call.spot.node));
        let said = here.flat_map(|node| tree.attributes(node)).find(|one| tree.qualified(*one) == "xml:lang");
        let Some(said) = said.map(|said| tree.text(said).to_lowercase()) else { return false };
        let rest = said.strip_prefix(&wanted.to_lowercase());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }

    /// `pulldata(list, column, key column, key)`: from the first item of the list whose key this is.
    fn pulldata(&self) -> Option<NodeId> {
        let tree = self.ground.tree;
        let list = self.call.text(0);
        let Some(top) = self.ground.scope.instance(&list) else {
            self.call.run.defect("no_instance", self.call.arguments[0].span, &[("name", &list)]);
            return None;
        };
        let (column, by, key) = (self.call.text(1), self.call.text(2), self.call.text(3));
        let is_it = |item: &NodeId| tree.child(*item, &by).is_some_and(|cell| tree.text(cell) == key);
        let item = tree.elements(top).flat_map(|root| tree.elements(root)).find(is_it)?;
        tree.child(item, &column)
    }
}
