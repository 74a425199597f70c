//! What workbook.xml says: the sheets by name and the parts that hold them, and how dates are counted.

use std::collections::BTreeMap;

use super::parts::Parts;
use super::xml::{Node, Refused, Wrong, Xml};
use crate::package::error::Cap;

/// A workbook without its cells.
#[derive(Debug, Default)]
pub struct Outline {
    /// Names of the sheets, each with its part; a sheet that is only a chart has none.
    pub sheets: Vec<(String, Option<String>)>,
    /// The part with the shared texts.
    pub texts: Option<String>,
    /// The part with the number formats.
    pub styles: Option<String>,
    /// Whether days are counted from 1904.
    pub from_1904: bool,
    /// Whether its writer says that the results of formulas are still to be computed.
    pub uncalculated: bool,
}

/// What relates one part to others: type (its last word) and path by id.
type Relations = BTreeMap<String, (String, String)>;

impl Outline {
    /// Reads it: no more than so many sheets, and parts that they are related to.
    pub fn of(parts: &mut Parts, sheets: usize, entries: usize) -> Result<Self, Refused> {
        let package = relations(&parts.needed("_rels/.rels")?, "", entries)?;
        let (_, workbook) = package
            .into_values()
            .find(|(kind, _)| kind == "officeDocument")
            .ok_or_else(|| Wrong::from("it has no workbook"))?;
        let (folder, name) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
        let related = parts.needed(format!("{folder}/_rels/{name}.rels").trim_start_matches('/'))?;
        let related = relations(&related, folder, entries)?;
        let of_kind =
            |wanted: &str| related.values().find(|(kind, _)| kind == wanted).map(|(_, path)| path.clone());
        let mut outline =
            Self { texts: of_kind("sharedStrings"), styles: of_kind("styles"), ..Self::default() };
        let part = parts.needed(&workbook)?;
        let mut xml = Xml::new(&part)?;
        let on = |value: Option<String>| value.is_some_and(|value| value == "1" || value == "true");
        while let Some(node) = xml.next()? {
            let Node::Open(element) = node else { continue };
            if element.is("workbookPr") {
                outline.from_1904 = on(element.attribute("date1904"));
            } else if element.is("calcPr") {
                outline.uncalculated = on(element.attribute("fullCalcOnLoad"));
            } else if element.is("sheet") {
                if outline.sheets.len() == sheets {
                    return Err(Refused::TooLarge(Cap::Sheets));
                }
                let name = element.attribute("name").ok_or_else(|| Wrong::from("a sheet without a name"))?;
                let relation = element.foreign("id").and_then(|id| related.get(&id));
                let (kind, path) = relation.ok_or_else(|| format!("sheet {name} has no part"))?;
                outline.sheets.push((name, (kind == "worksheet").then(|| path.clone())));
            }
        }
        Ok(outline)
    }
}

fn relations(part: &[u8], folder: &str, most: usize) -> Result<Relations, Refused> {
    let (mut xml, mut relations) = (Xml::new(part)?, Relations::new());
    while let Some(node) = xml.next()? {
        let Node::Open(element) = node else { continue };
        let given = (element.attribute("Id"), element.attribute("Type"), element.attribute("Target"));
        if let (Some(id), Some(kind), Some(target)) = given {
            if relations.len() == most {
                return Err(Refused::TooLarge(Cap::Entries));
            }
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            relations.insert(id, (kind, resolved(folder, &target)));
        }
    }
    Ok(relations)
}

/// A target is relative to the folder of its part, or absolute within the package.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let whole = if target.starts_with('/') { target } else { format!("{folder}/{target}") };
    let mut path: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_relative_or_absolute() {
        for target in
            ["worksheets/a.xml", "./worksheets/a.xml", "/xl/worksheets/a.xml", "../xl/worksheets/a.xml"]
        {
            assert_eq!(resolved("xl", target), "xl/worksheets/a.xml");
        }
    }
}
