//! What prefixes stand for while a document is read, by the elements that declare them.

use std::borrow::Cow;

use foldhash::HashMap;

const XFORMS: &str = "http://www.w3.org/2002/xforms";
pub(in crate::form) const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Prefixes that are declared at one place; more than any form has.
pub(super) const PREFIXES: usize = 500;

/// The number of the empty prefix.
const NO_PREFIX: u32 = 0;

/// What a prefix stands for. Prefixes are numbers: names are many, and are not compared letter by letter.
struct Space {
    /// How many elements were open where it was declared.
    depth: usize,
    prefix: u32,
    space: usize,
}

/// The declarations that hold.
pub(super) struct Prefixes<'x> {
    spaces: Vec<Space>,
    numbers: HashMap<&'x str, u32>,
    /// The addresses of namespaces, by their numbers.
    addresses: Vec<Cow<'x, str>>,
}

impl<'x> Prefixes<'x> {
    pub fn new() -> Self {
        Self {
            spaces: Vec::new(),
            numbers: HashMap::from_iter([("", NO_PREFIX)]),
            addresses: vec!["".into(), XML.into()],
        }
    }

    /// The address of a namespace; empty for the first.
    pub fn address(&self, space: usize) -> &str {
        &self.addresses[space]
    }

    pub fn is_full(&self) -> bool {
        self.spaces.len() == PREFIXES
    }

    /// Declares a prefix in an element, of those that are open the nth.
    pub fn declare(&mut self, prefix: &'x str, address: Cow<'x, str>, depth: usize) {
        let space = match namespace(&address) {
            "" => 0,
            _ => {
                self.addresses.push(address);
                self.addresses.len() - 1
            }
        };
        let fresh = self.numbers.len() as u32;
        let prefix = *self.numbers.entry(prefix).or_insert(fresh);
        self.spaces.push(Space { depth, prefix, space });
    }

    /// The nth of the open elements ends, and what it declares.
    pub fn end(&mut self, depth: usize) {
        while self.spaces.last().is_some_and(|space| space.depth >= depth) {
            self.spaces.pop();
        }
    }

    /// The number of the namespace that a prefix stands for, if for any.
    pub fn space(&self, prefix: &str) -> Option<usize> {
        let number = if prefix.is_empty() { Some(NO_PREFIX) } else { self.numbers.get(prefix).copied() };
        let declared = |number: u32| self.spaces.iter().rev().find(|space| space.prefix == number);
        let known = number.and_then(declared).map(|space| space.space);
        known.or(match prefix {
            "" => Some(0),
            "xml" => Some(1),
            _ => None,
        })
    }
}

/// The namespace of an address: none is that of XForms, too.
pub(in crate::form) fn namespace(address: &str) -> &str {
    if address == XFORMS { "" } else { address }
}

/// The prefix that an attribute declares, if it declares one.
pub(in crate::form) fn declared(key: &str) -> Option<&str> {
    if key == "xmlns" { Some("") } else { key.strip_prefix("xmlns:") }
}
