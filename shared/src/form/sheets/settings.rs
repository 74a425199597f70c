//! The sheet settings: one row below the heads.

use super::grid::Grid;
use super::name::{is_name, yes_no};
use super::value::Map;
use crate::problem::{Location, Problem};
use crate::sheet::Faults;

/// What the form says of itself.
#[derive(Debug, Default)]
pub(super) struct Settings {
    cells: Map,
    /// The file's name without its ending.
    stem: String,
    /// What the root of the answers is called unless the sheet says it.
    root: String,
    /// The id before any row of survey gave another: a form without a title is called by it.
    first_id: Option<String>,
}

impl Settings {
    pub fn new(stem: &str, root: Option<&str>) -> Self {
        Self {
            cells: Map::default(),
            stem: stem.to_owned(),
            root: root.unwrap_or("data").to_owned(),
            first_id: None,
        }
    }

    /// Reads the row below the heads.
    pub fn read(&mut self, grid: &Grid, faults: &mut Faults) {
        for record in &grid.records {
            if record.number == 2 {
                self.cells = record.cells.clone();
            } else {
                let at = Location { row: Some(record.number), ..grid.page.at.clone() };
                faults.warn(at, Problem::new("xlsform.settings_row"));
            }
        }
        self.first_id = self.get("id_string").map(str::to_owned);
        if let Some(name) = self.cells.text("name").filter(|name| !is_name(name)) {
            faults.note(grid.at(2, &["name"]), Problem::new("xlsform.name").with("value", name));
        }
        if let Some(kind) = self.get("type").filter(|kind| *kind != "survey") {
            faults.note(grid.at(2, &["type"]), Problem::new("xlsform.settings_type").with("value", kind));
        }
        if let Some(odd) = self.cells.get("attribute").filter(|value| value.text().is_some()) {
            let problem =
                Problem::new("xlsform.column_not_nested").with("value", odd.text().unwrap_or_default());
            faults.note(grid.at(2, &["attribute"]), problem);
        }
        if self.is_on("omit_instanceID") && self.get("public_key").is_some() {
            faults.note(grid.at(2, &["omit_instanceID"]), Problem::new("xlsform.key_without_id"));
        }
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.cells.text(name).filter(|text| !text.is_empty())
    }

    pub fn map(&self, name: &str) -> Option<&Map> {
        self.cells.map(name)
    }

    pub fn put(&mut self, name: &str, value: &str) {
        self.cells.put(name, value);
    }

    pub fn is_on(&self, name: &str) -> bool {
        self.get(name).and_then(yes_no).unwrap_or_default()
    }

    /// Whether blanks on end are one, as is usual.
    pub fn cleans(&self) -> bool {
        self.get("clean_text_values").and_then(yes_no).unwrap_or(true)
    }

    pub fn id(&self) -> &str {
        self.get("id_string").unwrap_or(&self.stem)
    }

    pub fn title(&self) -> &str {
        self.get("title").or(self.first_id.as_deref()).unwrap_or(&self.stem)
    }

    /// What the root of the answers is called.
    pub fn root(&self) -> &str {
        self.get("name").unwrap_or(&self.root)
    }

    /// The language of texts whose head names none.
    pub fn language(&self) -> &str {
        self.get("default_language").unwrap_or("default")
    }
}
