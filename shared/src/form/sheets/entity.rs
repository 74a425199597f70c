//! The sheet entities: what a form makes or changes of lists of things, and which answers go where.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Grid, Record};
use super::item::{Deed, FIRST_LOAD, Item, Shape};
use super::name::is_name;
use super::reference::found;
use super::value::Map;
use crate::problem::Problem;
use crate::sheet::Faults;

/// A group or repeat on the way down to a question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Container {
    pub name: String,
    pub shape: Shape,
}

/// An answer that an entity takes or names.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub path: Vec<Container>,
    pub row: u32,
    /// The property that it is saved to; none where the entity only names it.
    pub property: Option<String>,
    pub question: String,
}

/// An entity of the sheet.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    pub dataset: String,
    pub row: u32,
    pub item: Item,
    /// The names of the questions that its cells name.
    named: BTreeSet<String>,
    pub links: Vec<Link>,
}

/// All of them, in their order.
#[derive(Debug, Default)]
pub(super) struct Entities<'a> {
    pub grid: Option<&'a Grid>,
    pub all: Vec<Entity>,
}

const COLUMNS: [&str; 6] = ["dataset", "entity_id", "create_if", "update_if", "repeat", "label"];

impl<'a> Entities<'a> {
    pub fn of(grid: &'a Grid, faults: &mut Faults) -> Self {
        let mut entities = Self { grid: Some(grid), all: Vec::new() };
        for record in &grid.records {
            if let Some(entity) = read(grid, record, faults) {
                if entities.has(&entity.dataset) {
                    let problem = Problem::new("xlsform.name_twice").with("value", &entity.dataset);
                    faults.note(grid.at(entity.row, &["dataset"]), problem);
                }
                entities.all.push(entity);
            }
        }
        entities
    }

    pub fn has(&self, dataset: &str) -> bool {
        self.all.iter().any(|entity| entity.dataset == dataset)
    }

    /// Reads `save_to` of a row, and what entities name it.
    pub fn mark(
        &mut self,
        item: &mut Item,
        path: &[Container],
        begins: bool,
        grid: &Grid,
        faults: &mut Faults,
    ) {
        self.save(item, path, begins, grid, faults);
        for entity in self.all.iter_mut().filter(|entity| entity.named.contains(&item.name)) {
            let question = item.name.clone();
            entity.links.push(Link { path: path.to_vec(), row: item.row, property: None, question });
        }
    }

    /// Notes `save_to` on a row that ends a group.
    pub fn mark_end(&mut self, item: &mut Item, grid: &Grid, faults: &mut Faults) {
        self.save(item, &[], true, grid, faults);
    }

    fn save(
        &mut self,
        item: &mut Item,
        path: &[Container],
        is_section: bool,
        grid: &Grid,
        faults: &mut Faults,
    ) {
        const SAVE: &str = "entities:saveto";
        let Some(written) = item.bound(SAVE).filter(|it| !it.is_empty()).map(str::to_owned) else { return };
        let mut fault = |problem: Problem| faults.note(grid.at(item.row, &["bind", SAVE]), problem);
        let parts: Vec<&str> = written.split('#').collect();
        let (dataset, property) = match (&parts[..], &self.all[..]) {
            (_, []) => return fault(Problem::new("xlsform.save_without_entity")),
            ([dataset, property], _) => ((*dataset).to_owned(), (*property).to_owned()),
            ([property], [only]) => (only.dataset.clone(), (*property).to_owned()),
            ([_], _) => return fault(Problem::new("xlsform.save_which_entity").with("value", &written)),
            _ => return fault(Problem::new("xlsform.save_signs").with("value", &written)),
        };
        let Some(entity) = self.all.iter_mut().find(|entity| entity.dataset == dataset) else {
            return fault(Problem::new("xlsform.entity_unknown").with("value", dataset));
        };
        let small = property.to_lowercase();
        if is_section {
            return fault(Problem::new("xlsform.save_section"));
        }
        if ["name", "label"].contains(&small.as_str()) || property.starts_with("__") {
            return fault(Problem::new("xlsform.name_reserved").with("value", &property));
        }
        if !is_name(&property) {
            return fault(Problem::new("xlsform.name").with("value", &property));
        }
        if let Some(other) = entity.links.iter().find(|link| link.property.as_ref() == Some(&property)) {
            let problem = Problem::new("cell.duplicate").with("value", &property).with("first", other.row);
            return fault(problem);
        }
        item.cells.put_inner("bind", SAVE, &property);
        let link = Link {
            path: path.to_vec(),
            row: item.row,
            property: Some(property),
            question: item.name.clone(),
        };
        entity.links.push(link);
    }
}

fn read(grid: &Grid, record: &Record, faults: &mut Faults) -> Option<Entity> {
    let (row, cells) = (record.number, &record.cells);
    for (name, _) in cells.iter().filter(|(name, _)| !COLUMNS.contains(name)) {
        let problem = Problem::new("column.unknown").with("allowed", COLUMNS.join(", "));
        faults.note(grid.at(row, &[name]), problem);
    }
    let text = |name: &str| cells.text(name).filter(|text| !text.is_empty());
    let (id, create, update, label) =
        (text("entity_id"), text("create_if"), text("update_if"), text("label"));
    let Some(dataset) = text("dataset") else {
        faults.note(grid.at(row, &["dataset"]), Problem::new("cell.empty"));
        return None;
    };
    if dataset.starts_with("__") || dataset.contains('.') || !is_name(dataset) {
        faults.note(grid.at(row, &["dataset"]), Problem::new("xlsform.entity_name").with("value", dataset));
    }
    for (column, wrong) in [
        ("entity_id", id.is_none() && update.is_some()),
        ("update_if", id.is_some() && create.is_some() && update.is_none()),
        ("label", id.is_none() && label.is_none()),
    ] {
        if wrong {
            faults.note(grid.at(row, &[column]), Problem::new("xlsform.entity_cell"));
        }
    }
    let named = [id, create, update, label]
        .into_iter()
        .flatten()
        .flat_map(found)
        .map(|reference| reference.name.to_owned())
        .collect();
    let item = declared(row, dataset, [id, create, update, label]);
    Some(Entity { dataset: dataset.to_owned(), row, item, named, links: Vec::new() })
}

/// The element of an entity: its attributes and, where it has one, its label.
fn declared(row: u32, dataset: &str, [id, create, update, label]: [Option<&str>; 4]) -> Item {
    let mut children = vec![attribute(row, "dataset", dataset, None, true)];
    if id.is_none() || create.is_some() {
        children.push(attribute(row, "create", "1", create, create.is_none()));
    }
    if let Some(id) = id {
        children.push(attribute(row, "update", "1", update, update.is_none()));
        let entity = format!("instance('{dataset}')/root/item[name={id}]");
        for (name, field) in
            [("baseVersion", "__version"), ("trunkVersion", "__trunkVersion"), ("branchId", "__branchId")]
        {
            children.push(attribute(row, name, "", Some(&format!("{entity}/{field}")), false));
        }
    }
    let mut own = attribute(row, "id", "", id, false);
    if id.is_none() {
        own.actions.push(Deed::new("setvalue", FIRST_LOAD).giving("uuid()"));
    }
    children.push(own);
    if let Some(label) = label {
        let mut item = attribute(row, "label", "", Some(label), false);
        item.shape = Shape::Label;
        children.push(item);
    }
    Item { shape: Shape::Entity, name: "entity".to_owned(), row, children, ..Item::default() }
}

/// `plain`: nothing holds of it.
fn attribute(row: u32, name: &str, value: &str, calculate: Option<&str>, plain: bool) -> Item {
    let mut cells = Map::default();
    if !plain {
        if let Some(calculate) = calculate {
            cells.put_inner("bind", "calculate", calculate);
        }
        cells.put_inner("bind", "readonly", "true()");
        cells.put_inner("bind", "type", "string");
    }
    let (name, value) = (name.to_owned(), value.to_owned());
    Item { shape: Shape::Attribute, name, value, row, cells, ..Item::default() }
}

/// The places that were given away, each with its dataset.
pub(super) type Places = BTreeMap<Vec<Container>, String>;
