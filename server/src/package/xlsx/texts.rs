//! The shared texts: each once, named by its number in the cells that hold it.

use super::cells::Left;
use super::xml::{Node, Refused, Xml};
use crate::package::error::Cap;

/// Reads the part: no more texts than there may be cells, and none that the cells had no room for.
pub fn texts(part: &[u8], left: &Left) -> Result<Vec<String>, Refused> {
    let (mut xml, mut texts, mut bytes) = (Xml::new(part)?, Vec::new(), 0);
    while let Some(node) = xml.next()? {
        if matches!(node, Node::Open(element) if element.is("si")) {
            let text = xml.runs()?;
            bytes += text.len();
            if bytes > left.text_bytes {
                return Err(Refused::TooLarge(Cap::TextBytes));
            }
            if texts.len() == left.cells {
                return Err(Refused::TooLarge(Cap::Cells));
            }
            texts.push(text);
        }
    }
    Ok(texts)
}
