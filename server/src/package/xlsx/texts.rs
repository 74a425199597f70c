//! The shared texts: each once, named by its number in the cells that hold it.

use super::xml::{Node, Wrong, Xml};

/// Reads the part.
pub fn texts(part: &[u8]) -> Result<Vec<String>, Wrong> {
    let (mut xml, mut texts) = (Xml::new(part)?, Vec::new());
    while let Some(node) = xml.next()? {
        if matches!(node, Node::Open(element) if element.is("si")) {
            texts.push(xml.runs()?);
        }
    }
    Ok(texts)
}
