//! Reads a workbook: sheet by sheet, then what binds the sheets together, then the form.

use std::collections::{BTreeMap, BTreeSet};

use super::alias::Kind;
use super::choices::{Lists, choices, names};
use super::compile::{MOST_BYTES, compile, too_large};
use super::entity::Entities;
use super::entity_place::place;
use super::grid::Grid;
use super::item::Item;
use super::languages;
use super::open::Open;
use super::outline::Outline;
use super::page::Page;
use super::reference::references;
use super::settings::Settings;
use super::survey::{Survey, malformed};
use crate::form::model::Form;
use crate::problem::{Diagnostic, Location, Problem};
use crate::sheet::{Book, Faults, Sheet};

/// The form of a workbook, and what a person should know of it. There is a form where no diagnostic is a fault.
/// `root` is what the root of the answers is called where the sheet settings does not say it; else `data`.
pub fn read(book: Book, root: Option<&str>) -> (Option<Form>, Vec<Diagnostic>) {
    let mut faults = Faults::default();
    let form = form(book, root, &mut faults).filter(|_| faults.count() == 0);
    (form, faults.into_vec())
}

/// The rows of the sheet survey, and what no tool would take. A campaign's questionnaire is read on from here, by rules of its
/// own. `sheet` finds a sheet by its name.
pub(in crate::form) fn outline<'b>(
    file: &str,
    sheet: impl Fn(&str) -> Option<&'b Sheet>,
) -> (Outline, Vec<Diagnostic>) {
    let mut faults = Faults::default();
    let pages = Pages::of(file, sheet, &mut faults);
    let outline = pages.map(|pages| {
        let (mut settings, faults) = (Settings::new(stem(file), None), &mut faults);
        let mut grids = Grids::of(pages, &mut settings, faults);
        let lists = std::mem::take(&mut grids.lists);
        grids.rows(settings, lists, faults).form.into()
    });
    (outline.unwrap_or_default(), faults.into_vec())
}

fn form(book: Book, root: Option<&str>, faults: &mut Faults) -> Option<Form> {
    let pages = Pages::of(&book.file, |name| Page::sheet(&book, name), faults)?;
    alike(&book, faults);
    let mut settings = Settings::new(stem(&book.file), root);
    // A long list is kept once at a time.
    drop(book);
    let mut grids = Grids::of(pages, &mut settings, faults);
    let lists = std::mem::take(&mut grids.lists);
    let Rows { mut form, lists, entities, settings, meta, mut names, or_other } =
        grids.rows(settings, lists, faults);
    let Grids { survey: grid, choices, settings: setting, entities: entity, .. } = &grids;
    if or_other
        && (languages::has_any(grid, true)
            || choices.as_ref().is_some_and(|it| languages::has_any(it, false)))
    {
        faults.warn(grid.page.at.clone(), Problem::new("xlsform.other_in_languages"));
    }
    settings.root().clone_into(&mut form.name);
    if !settings.is_on("omit_instanceID") {
        *names.entry("instanceID".to_owned()).or_default() += 1;
    }
    for (grid, columns) in [
        (setting.as_ref(), Columns::All),
        (entity.as_ref(), Columns::But(&["dataset", "list name", "repeat"])),
        (Some(grid), Columns::But(&["type", "name", "trigger"])),
        (choices.as_ref(), Columns::Only("label")),
    ] {
        if let Some(grid) = grid {
            check_references(grid, &columns, &names, faults);
        }
    }
    if settings.get("flat").is_some() {
        let mut left = MOST_BYTES;
        flatten(&mut form.children, None, &mut left);
        if left == 0 {
            faults.note(grid.at(1, &["relevant"]), too_large());
        }
    }
    let version = place(&entities, &mut form, grid, faults);
    add_meta(&mut form, meta, &settings);
    if faults.count() > 0 {
        return None;
    }
    compile(form, lists, &settings, grid, version, faults)
}

/// The sheets as text.
struct Pages {
    survey: Page,
    choices: Option<Page>,
    settings: Option<Page>,
    external: Option<Page>,
    entities: Option<Page>,
    osm: Option<Page>,
}

impl Pages {
    /// `None` where there is no survey, which is a fault.
    fn of<'b>(file: &str, sheet: impl Fn(&str) -> Option<&'b Sheet>, faults: &mut Faults) -> Option<Self> {
        let mut page = |name: &str| sheet(name).map(|sheet| Page::of(file, sheet, faults));
        let (survey, choices, settings) = (page("survey"), page("choices"), page("settings"));
        let (external, entities, osm) = (page("external_choices"), page("entities"), page("osm"));
        let Some(survey) = survey.filter(|page| !page.heads.is_empty()) else {
            let at = Location { sheet: Some("survey".to_owned()), row: Some(1), ..Location::default() };
            let at = Location { file: file.to_owned(), column: Some("type".to_owned()), ..at };
            faults.note(at, Problem::new("sheet.missing"));
            return None;
        };
        let filled = |page: Option<Page>| page.filter(|page| !page.lines.is_empty());
        let (choices, entities) = (filled(choices), filled(entities));
        Some(Self { survey, choices, settings: settings.map(without_old_id), external, entities, osm })
    }
}

/// The sheets whose heads are understood, and the lists of choices.
struct Grids {
    survey: Grid,
    choices: Option<Grid>,
    settings: Option<Grid>,
    entities: Option<Grid>,
    lists: Lists,
    external: BTreeSet<String>,
    osm: Lists,
}

impl Grids {
    fn of(pages: Pages, settings: &mut Settings, faults: &mut Faults) -> Self {
        let setting = pages.settings.map(|page| Grid::of(page, Kind::Settings, "default", false, faults));
        if let Some(grid) = &setting {
            settings.read(grid, faults);
        }
        let language = settings.language().to_owned();
        let mut grid =
            |page: Option<Page>, kind: Kind| page.map(|page| Grid::of(page, kind, &language, false, faults));
        let (mut choice, entities) =
            (grid(pages.choices, Kind::Choices), grid(pages.entities, Kind::Entities));
        let mut listed =
            |page| grid(page, Kind::Choices).map(|mut grid| Lists::of(&mut grid)).unwrap_or_default();
        let (external, osm) = (names(&listed(pages.external)), listed(pages.osm));
        let duplicates = settings.is_on("allow_choice_duplicates");
        let lists = choice.as_mut().map(|grid| choices(grid, duplicates, faults)).unwrap_or_default();
        let survey = Grid::of(pages.survey, Kind::Survey, &language, settings.cleans(), faults);
        survey.require("type", faults);
        languages::check(&survey, true, faults);
        if let Some(choice) = &choice {
            languages::check(choice, false, faults);
        }
        Self { survey, choices: choice, settings: setting, entities, lists, external, osm }
    }

    /// Reads the rows of survey.
    fn rows(&self, settings: Settings, lists: Lists, faults: &mut Faults) -> Rows<'_> {
        let entities = self.entities.as_ref().map(|grid| Entities::of(grid, faults)).unwrap_or_default();
        let mut rows = Survey {
            grid: &self.survey,
            lists,
            external: self.external.clone(),
            osm: self.osm.clone(),
            entities,
            settings,
            open: vec![Open::form()],
            meta: Vec::new(),
            names: BTreeMap::new(),
            questions: Default::default(),
            triggers: Vec::new(),
            geometries: Vec::new(),
            secondary: Default::default(),
            repeats: Default::default(),
            table: None,
            or_other: false,
            faults: std::mem::take(faults),
        };
        let form = rows.read();
        let Survey { lists, entities, settings, meta, names, or_other, faults: found, .. } = rows;
        *faults = found;
        Rows { form, lists, entities, settings, meta, names, or_other }
    }
}

/// What the rows of survey say.
struct Rows<'g> {
    form: Item,
    lists: Lists,
    entities: Entities<'g>,
    settings: Settings,
    /// What belongs into the group meta.
    meta: Vec<Item>,
    /// How often each name stands there.
    names: BTreeMap<String, usize>,
    or_other: bool,
}

/// Which columns of a sheet may hold references.
enum Columns {
    All,
    But(&'static [&'static str]),
    Only(&'static str),
}

impl Columns {
    fn has(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::But(names) => !names.contains(&name),
            Self::Only(only) => name == *only,
        }
    }
}

/// Notes references that are malformed, or name no question or several.
fn check_references(grid: &Grid, columns: &Columns, names: &BTreeMap<String, usize>, faults: &mut Faults) {
    for line in &grid.page.lines {
        for (head, text) in &line.texts {
            if !grid.tokens[*head].first().is_some_and(|name| columns.has(name)) {
                continue;
            }
            let at = || grid.page.spot(line.number, &grid.page.heads[*head]);
            let Ok(references) = references(text) else {
                faults.note(at(), malformed(text));
                continue;
            };
            for reference in references {
                let code = match names.get(reference.name) {
                    Some(1) => continue,
                    None => Problem::new("xlsform.reference_unknown"),
                    Some(_) => Problem::new("xlsform.reference_ambiguous"),
                };
                faults.note(at(), code.with("name", reference.name));
            }
        }
    }
}

/// Warns of a sheet whose name is nearly that of one that is read.
fn alike(book: &Book, faults: &mut Faults) {
    for sheet in &book.sheets {
        let name = sheet.name.to_lowercase();
        let near = ["settings", "entities", "choices"].into_iter().find(|known| {
            name != **known
                && !name.starts_with('_')
                && distance(&name, known) <= 2
                && !super::page::SHEETS.contains(&&*name)
        });
        if let Some(near) = near.filter(|near| !book.sheets.iter().any(|it| it.name.to_lowercase() == *near))
        {
            let at =
                Location { file: book.file.clone(), sheet: Some(sheet.name.clone()), ..Location::default() };
            faults.warn(at, Problem::new("xlsform.sheet_alike").with("name", near));
        }
    }
}

/// In how many letters two words differ.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().take(50).enumerate() {
        let mut above = row[0];
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let changed = above + usize::from(left != *right);
            above = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(above + 1);
        }
    }
    row[b.len()]
}

/// Of `form_id` and `id_string`, its older name, the first counts where both stand.
fn without_old_id(mut page: Page) -> Page {
    let at = |name: &str| page.heads.iter().position(|head| head == name);
    if let (Some(_), Some(old)) = (at("form_id"), at("id_string")) {
        "_id_string".clone_into(&mut page.heads[old]);
    }
    page
}

fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    super::name::split_ending(name).0
}

/// Groups that leave no element of their own pass their condition down.
fn flatten(items: &mut [Item], condition: Option<&str>, left: &mut usize) {
    for item in items {
        let own = item.bound("relevant").filter(|it| !it.is_empty());
        let joined = match (condition, own) {
            (Some(outer), Some(own)) => Some(format!("{outer} and ({own})")),
            (outer, own) => outer.or(own).map(str::to_owned),
        };
        *left = left.saturating_sub(joined.as_ref().map_or(0, String::len));
        if *left == 0 {
            return;
        }
        if !item.children.is_empty() {
            item.flat = true;
            flatten(&mut item.children, joined.as_deref(), left);
        } else if let Some(joined) = joined {
            item.cells.put_inner("bind", "relevant", joined);
        }
    }
}

fn add_meta(root: &mut Item, mut meta: Vec<Item>, settings: &Settings) {
    if !settings.is_on("omit_instanceID") {
        let preload = settings.get("instance_id").unwrap_or("uid");
        meta.push(Item::calculate("instanceID", 0, &[("readonly", "true()"), ("jr:preload", preload)]));
    }
    if let Some(name) = settings.get("instance_name") {
        meta.push(Item::calculate("instanceName", 0, &[("calculate", name)]));
    }
    if meta.is_empty() {
        return;
    }
    match root.children.iter_mut().find(|child| child.name == "meta" && child.bodyless) {
        Some(group) => group.children.extend(meta),
        None => root.children.push(Item::meta(meta)),
    }
}
