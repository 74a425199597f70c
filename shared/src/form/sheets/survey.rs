//! The sheet survey, row by row: what each begins, ends or asks.

use std::collections::{BTreeMap, BTreeSet};

use super::alias::{self, setting};
use super::choices::Lists;
use super::entity::Entities;
use super::grid::{Grid, Record};
use super::item::{Deed, FIRST_LOAD, Item, NEW_REPEAT, Shape};
use super::kind::kind;
use super::name::{is_name, split_ending, yes_no};
use super::open::{Open, Seen};
use super::parameters::Parameters;
use super::reference::references;
use super::settings::Settings;
use super::token::is_computed;
use super::{audit, block, geo, range, select, typed};
use crate::problem::Problem;
use crate::sheet::Faults;

/// The sheet while it is read.
pub(super) struct Survey<'a> {
    pub grid: &'a Grid,
    pub lists: Lists,
    /// The lists of the sheet external_choices.
    pub external: BTreeSet<String>,
    pub osm: Lists,
    pub entities: Entities<'a>,
    pub settings: Settings,
    pub open: Vec<Open>,
    /// What belongs into the group meta.
    pub meta: Vec<Item>,
    /// How often each name stands on the sheet.
    pub names: BTreeMap<String, usize>,
    /// The names of questions.
    pub questions: BTreeSet<String>,
    pub triggers: Vec<(String, u32)>,
    pub geometries: Vec<(String, u32)>,
    /// The names of files and lists that are looked things up in.
    pub secondary: BTreeSet<String>,
    pub repeats: BTreeSet<String>,
    /// Whether the open group is a table of choices, and of which list.
    pub table: Option<Option<String>>,
    pub or_other: bool,
    /// How many rows could not be taken as items.
    pub faults: Faults,
}

impl Survey<'_> {
    /// Reads all rows; gives the form as one item, without what belongs into meta.
    pub fn read(&mut self) -> Item {
        for record in &self.grid.records {
            self.row(record.clone());
        }
        while self.open.len() > 1 {
            if let Some(open) = self.open.pop() {
                let problem = Problem::new("form.never_ended").with("name", &open.item.name);
                self.faults.note(self.grid.at(open.item.row, &["type"]), problem);
                self.close(open);
            }
        }
        self.check_triggers();
        geo::check(self);
        self.open.pop().map(|open| open.item).unwrap_or_default()
    }

    /// Puts what was open into what is around it. What is in it goes up by itself where nothing may nest so deep.
    pub fn close(&mut self, mut open: Open) {
        if self.open.len() > block::MAX_DEPTH {
            std::mem::take(&mut open.item.children).into_iter().for_each(|inner| self.add(inner));
        }
        self.add(open.item);
    }

    pub fn add(&mut self, item: Item) {
        if let Some(open) = self.open.last_mut() {
            open.add(item);
        }
    }

    /// Notes a fault in a column of a row.
    pub fn fault(&mut self, row: u32, path: &[&str], problem: Problem) {
        self.faults.note(self.grid.at(row, path), problem);
    }

    fn row(&mut self, mut record: Record) {
        let row = record.number;
        if let Some(disabled) = record.cells.take("disabled") {
            self.faults.warn(self.grid.at(row, &["disabled"]), Problem::new("xlsform.disabled"));
            if disabled.text().and_then(yes_no) == Some(true) {
                return;
            }
        }
        if record.cells.is_empty() {
            return;
        }
        for column in ["bind", "control"] {
            if record.cells.text(column).is_some() {
                return self.fault(row, &[column], Problem::new("xlsform.column_not_nested"));
            }
        }
        let kind = record.cells.text("type").map(|it| alias::kind(it).to_owned()).filter(|it| !it.is_empty());
        let Some(kind) = kind else {
            if record.cells.has("name") || record.cells.has("label") {
                return self.fault(row, &["type"], Problem::new("cell.empty"));
            }
            return self.faults.warn(self.grid.at(row, &["type"]), Problem::new("xlsform.row_skipped"));
        };
        let kind = self.as_meant(kind, row);
        let mut item = Item { kind, row, cells: record.cells, ..Item::default() };
        if !self.prepare(&mut item) {
            return;
        }
        if item.kind == "audit" {
            return audit::add(self, item);
        }
        if item.kind == "calculate" && item.bound("calculate").is_none_or(str::is_empty) && !item.computed {
            return self.fault(row, &["bind", "calculate"], Problem::new("cell.empty"));
        }
        if ["subscriberid", "simserial"].contains(&item.kind.as_str()) {
            let problem = Problem::new("xlsform.device_unknown").with("type", &item.kind);
            self.faults.warn(self.grid.at(row, &["type"]), problem);
        }
        if let Some(name) = setting(&item.kind) {
            let value = item.cells.text("name").unwrap_or("None").to_owned();
            return self.settings.put(name, &value);
        }
        if let Some(shape) = block::ends(&item.kind) {
            self.entities.mark_end(&mut item, self.grid, &mut self.faults);
            return block::end(self, &item, shape);
        }
        let begins = block::begins(&item.kind);
        if self.name(&mut item) {
            let path = self.open.last().map(|open| open.path.clone()).unwrap_or_default();
            self.entities.mark(&mut item, &path, begins.is_some(), self.grid, &mut self.faults);
        } else if begins.is_none() {
            return;
        }
        match begins {
            Some((shape, list)) => block::begin(self, item, shape, list),
            None => self.question(item),
        }
    }

    /// The type. What begins or ends in capitals does begin or end: its fault is here, not where it would be missed.
    fn as_meant(&mut self, kind: String, row: u32) -> String {
        let blocks = |kind: &str| block::begins(kind).is_some() || block::ends(kind).is_some();
        let small = kind.to_lowercase();
        if blocks(&kind) || !blocks(&small) {
            return kind;
        }
        self.fault(row, &["type"], Problem::new("xlsform.type").with("type", kind));
        small
    }

    /// Reads what any row may have: trigger, default and parameters.
    fn prepare(&mut self, item: &mut Item) -> bool {
        let row = item.row;
        if let Some(trigger) = item.cells.take("trigger").and_then(|it| it.text().map(str::to_owned)) {
            let mut named = Vec::new();
            for part in trigger.split(',') {
                match references(part).as_deref() {
                    Ok([]) => {}
                    Ok([one]) => named.push(one.name.to_owned()),
                    Ok(_) => self.fault(row, &["trigger"], Problem::new("xlsform.trigger_commas")),
                    Err(_) => self.fault(row, &["trigger"], malformed(part)),
                }
            }
            if !trigger.contains("${") || trigger.len() < 3 {
                self.fault(row, &["trigger"], malformed(&trigger));
            }
            self.triggers.extend(named.iter().map(|name| (name.clone(), row)));
            item.triggers = named;
        }
        if let Some(default) = item.cells.text("default")
            && is_computed(default, &item.kind)
        {
            item.computed = true;
            item.actions.push(Deed::new("setvalue", FIRST_LOAD));
            if self.in_repeat() {
                item.actions.push(Deed::new("setvalue", NEW_REPEAT));
            }
        }
        let written = item.cells.text("parameters").unwrap_or_default();
        match Parameters::of(written) {
            Some(parameters) => item.parameters = parameters,
            None => {
                let problem = Problem::new("xlsform.parameters").with("value", written);
                self.fault(row, &["parameters"], problem);
                return false;
            }
        }
        true
    }

    pub fn in_repeat(&self) -> bool {
        self.open.iter().any(|open| open.item.shape == Shape::Repeat)
    }

    /// Takes the name of a row in; says whether it is right.
    fn name(&mut self, item: &mut Item) -> bool {
        let row = item.row;
        let name = item.cells.text("name").map(str::to_owned);
        let Some(name) = name.or_else(|| (item.kind == "note").then(|| format!("generated_note_name_{row}")))
        else {
            self.fault(row, &["name"], Problem::new("cell.empty"));
            return false;
        };
        item.cells.put("name", &name);
        item.name.clone_from(&name);
        if !is_name(&name) {
            self.fault(row, &["name"], Problem::new("xlsform.name").with("value", &name));
            return false;
        }
        *self.names.entry(name.clone()).or_default() += 1;
        let at = self.grid.at(row, &["name"]);
        match self.open.last_mut().map_or(Seen::Never, |open| open.name(&name, row)) {
            Seen::Never => return true,
            Seen::Alike => {
                self.faults.warn(at, Problem::new("xlsform.name_alike").with("value", &name));
                return true;
            }
            Seen::Reserved => {
                self.faults.note(at, Problem::new("xlsform.name_reserved").with("value", &name))
            }
            Seen::Twice(first) => {
                let problem = Problem::new("cell.duplicate").with("value", &name).with("first", first);
                self.faults.note(at, problem);
            }
        }
        false
    }

    fn question(&mut self, mut item: Item) {
        self.questions.insert(item.name.clone());
        if ["csv-external", "xml-external"].contains(&item.kind.as_str()) {
            self.secondary.insert(split_ending(&item.name).0.to_owned());
            item.shape = Shape::External;
            return self.add(item);
        }
        if let Some(select) = select::parse(&item.kind) {
            return select::add(self, item, &select);
        }
        if let Some((_, list)) = item.kind.split_once("osm ")
            && let Some(list) = list.split_whitespace().next()
        {
            let list = list.to_owned();
            return typed::osm(self, item, &list);
        }
        match item.kind.as_str() {
            "range" => range::add(self, item),
            "text" => typed::text(self, item),
            "photo" => typed::photo(self, item),
            "audio" | "background-audio" => typed::audio(self, item),
            "geopoint" | "geoshape" | "geotrace" => geo::add(self, item),
            "start-geopoint" => {
                item.actions.push(Deed::new("odk:setgeopoint", FIRST_LOAD));
                self.add(item);
            }
            "background-geopoint" => {
                if item.triggers.is_empty() {
                    self.fault(item.row, &["trigger"], Problem::new("cell.empty"));
                }
                if item.bound("calculate").is_some() {
                    let problem = Problem::new("xlsform.column_idle").with("type", &item.kind);
                    self.fault(item.row, &["bind", "calculate"], problem);
                }
                self.add(item);
            }
            "group" | "repeat" | "loop" => {
                item.shape = if item.kind == "repeat" { Shape::Repeat } else { Shape::Group };
                self.add(item);
            }
            _ => self.other(item),
        }
    }

    fn other(&mut self, item: Item) {
        match kind(&item.kind) {
            None => self.fault(item.row, &["type"], Problem::new("xlsform.type").with("type", &item.kind)),
            Some(kind) if kind.chooses() => {
                self.fault(
                    item.row,
                    &["type"],
                    Problem::new("form.type_without_list").with("type", &item.kind),
                );
            }
            Some(_) => self.add(item),
        }
    }

    fn check_triggers(&mut self) {
        for (name, row) in std::mem::take(&mut self.triggers) {
            if !self.questions.contains(&name) {
                self.fault(row, &["trigger"], Problem::new("xlsform.reference_unknown").with("name", name));
            }
        }
    }
}

pub(super) fn malformed(text: &str) -> Problem {
    Problem::new("xlsform.reference_malformed").with("value", text).with("sign", "${…}")
}
