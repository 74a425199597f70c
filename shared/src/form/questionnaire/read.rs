//! The three sheets of a questionnaire, one after the other.

use super::choices::{self, Choices};
use super::columns::{self, CHOICES, Columns, SETTINGS, SURVEY};
use super::{heads, scope, settings, source, survey};
use crate::form::sheets::{Heads, outline};
use crate::form::{FormDefinition, Language, Plan};
use crate::problem::{Diagnostic, Level, Location, Problem};
use crate::sheet::{Book, Cell, Faults, Sheet, Table, sheets_known};

/// The sheets that are read; a digest takes them in this order.
const SHEETS: [&str; 3] = ["survey", "choices", "settings"];

/// Warnings of what is not read on: here nothing is left out.
const DROPPED: [&str; 2] = ["xlsform.past_blank_rows", "xlsform.past_blank_columns"];

/// A form as far as it could be read, and where its rows stand.
#[derive(Debug)]
pub(crate) struct Compiled {
    /// The definition; complete only where there was no fault.
    pub definition: FormDefinition,
    /// Where the nodes stand.
    pub nodes: scope::Places,
    /// Where the options stand.
    pub choices: Choices,
    /// Where `form_id` stands.
    pub form_id: Location,
    /// Whether all of it could be read.
    pub whole: bool,
}

/// Reads an XLSForm. The definition is there only where nothing is wrong.
pub fn read(book: &Book) -> (Option<FormDefinition>, Vec<Diagnostic>) {
    let (compiled, faults) = compile(book);
    let definition =
        compiled.map(|compiled| compiled.definition).filter(|_| !faults.iter().any(Diagnostic::is_fault));
    (definition, faults)
}

/// Reads an XLSForm as far as it can be read.
pub(crate) fn compile(book: &Book) -> (Option<Compiled>, Vec<Diagnostic>) {
    let mut faults = Faults::default();
    if book.sheets.len() > 1 {
        sheets_known(book, &SHEETS, &mut faults);
    }
    let (outline, mut of_any_tool) = outline(&book.file, |name| sheet(book, name));
    let dropped = |one: &&mut Diagnostic| DROPPED.contains(&one.problem.code.as_str());
    of_any_tool.iter_mut().filter(dropped).for_each(|one| one.level = Level::Fault);
    let survey = open(book, "survey", &["type", "name"], &SURVEY, &mut faults);
    let choices = open(book, "choices", &["list_name", "name"], &CHOICES, &mut faults);
    let settings = open(book, "settings", &["form_id", "version"], &SETTINGS, &mut faults);
    let (Some(survey), Some(settings)) = (survey, settings) else { return (None, faults.into_vec()) };
    let mut languages = heads::languages(&survey, &SURVEY, &mut faults);
    if let Some(choices) = &choices {
        for language in heads::languages(choices, &CHOICES, &mut faults) {
            if languages.iter().all(|known| known.code != language.code) {
                languages.push(language);
            }
        }
    }
    if languages.is_empty() {
        languages.push(Language { code: String::new(), name: String::new() });
    }
    let form_id = settings.records().next().map_or_else(|| settings.at(), |row| row.at("form_id").at);
    let settings = settings::read(&settings, &mut languages, &mut faults);
    let choices = choices.map(|table| choices::read(&table, &mut faults)).unwrap_or_default();
    let (nodes, places) = survey::read(&survey, &outline, &choices.lists, &mut faults);
    let whole = faults.count() == 0 && !of_any_tool.iter().any(Diagnostic::is_fault);
    let compiled = settings.map(|settings| Compiled {
        definition: FormDefinition {
            id: settings.id,
            version: settings.version,
            title: settings.title,
            languages,
            choices: choices.lists.clone(),
            nodes,
            source: Some(source::digest(SHEETS.iter().filter_map(|name| sheet(book, name)))),
        },
        nodes: places,
        choices,
        form_id,
        whole,
    });
    // What no row shows by itself: questions that depend on each other.
    if let (true, Some(compiled)) = (whole, &compiled)
        && let Err(problem) = Plan::of(compiled.definition.clone())
    {
        faults.note(blamed(&survey, &problem), problem);
    }
    (compiled, together(book, faults.into_vec(), of_any_tool))
}

/// What the rules of a campaign find, and what any tool would, by sheet and row. Of a cell that both name the own rule says it, and
/// what a tool merely warns of waits until the sheet is right.
fn together(book: &Book, own: Vec<Diagnostic>, others: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let said = |own: &Diagnostic, other: &Diagnostic| {
        let same_cell =
            own.at.row == other.at.row && (other.at.column.is_none() || own.at.column == other.at.column);
        own.at.sheet == other.at.sheet
            && if other.is_fault() { own.is_fault() && same_cell } else { own.is_fault() || same_cell }
    };
    let more: Vec<_> = others.into_iter().filter(|other| !own.iter().any(|own| said(own, other))).collect();
    let mut all = [own, more].concat();
    let sheet =
        |one: &Diagnostic| book.sheets.iter().position(|sheet| one.at.sheet.as_ref() == Some(&sheet.name));
    all.sort_by_key(|one| (sheet(one), one.at.row));
    all
}

/// Where the expression stands that the engine refuses: the row of the question that it names (or names first).
fn blamed(survey: &Table, problem: &Problem) -> Location {
    let named = problem.params.get("question").or_else(|| problem.params.get("questions"));
    let name = named.and_then(|names| names.split(" → ").next()).unwrap_or_default();
    let row =
        survey.records().find(|row| row.at("name").word(&mut Faults::default()).as_deref() == Some(name));
    row.map_or_else(
        || survey.at(),
        |row| {
            let columns = ["calculation", "relevant", "constraint", "required"];
            let column = columns.into_iter().find(|column| !row.at(column).is_blank());
            column.map_or_else(|| row.at("name").at, |column| row.at(column).at)
        },
    )
}

/// A sheet with its heads checked. Only a form without any choice may lack the sheet `choices`.
fn open<'a>(
    book: &'a Book,
    name: &str,
    required: &[&str],
    known: &Columns,
    faults: &mut Faults,
) -> Option<Table<'a>> {
    let Some(sheet) = sheet(book, name) else {
        if name != "choices" {
            let at =
                Location { file: book.file.clone(), sheet: Some(name.to_owned()), ..Location::default() };
            faults.note(at, Problem::new("sheet.missing"));
        }
        return None;
    };
    let written = sheet.rows.first().into_iter().flat_map(|row| &row.cells);
    let written =
        written.filter_map(|cell| if let Cell::Text(text) = cell { Some(text.as_str()) } else { None });
    let heads = Heads::of(known.kind, written);
    let table = Table::with_any_heads(book, &sheet.name, |head| heads::normal(heads, head), faults)?;
    columns::check(&table, known, faults);
    table.require(required.iter().copied(), faults);
    required.iter().all(|column| table.has(column)).then_some(table)
}

/// The only sheet of a workbook is the survey, whatever its name, as pyxform has it.
fn sheet<'a>(book: &'a Book, name: &str) -> Option<&'a Sheet> {
    match &book.sheets[..] {
        [only] if name == "survey" => Some(only),
        _ => book.sheet(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Kind;
    use crate::sheet::Row;

    fn book<const N: usize>(sheets: [(&str, &[&[&str]]); N]) -> Book {
        let row = |(number, cells): (u32, &&[&str])| Row {
            number,
            cells: cells.iter().map(|text| Cell::Text((*text).to_owned())).collect(),
        };
        let sheet = |(name, rows): (&str, &[&[&str]])| Sheet {
            name: name.to_owned(),
            rows: (1..).zip(rows).map(row).collect(),
        };
        Book { file: "forms/F.xlsx".to_owned(), sheets: sheets.map(sheet).to_vec() }
    }

    #[test]
    fn questions_that_depend_on_each_other_are_refused_where_the_first_stands() {
        let (form, faults) = read(&book([
            (
                "survey",
                &[
                    &["type", "name", "label", "relevant"],
                    &["integer", "a", "A", "${c} = 1"],
                    &["integer", "b", "B", "1 = 1"],
                    &["integer", "c", "C", "${a} = 1"],
                ],
            ),
            ("settings", &[&["form_title", "form_id", "version"], &["F", "F", "1"]]),
        ]));
        assert_eq!(form, None);
        let shown: Vec<_> = faults.iter().map(|fault| (fault.at.row, fault.problem.to_string())).collect();
        assert_eq!(shown, [(Some(2), "form.cycle questions=a → c → a".to_owned())]);
    }

    #[test]
    fn what_other_engines_read_differently_is_a_warning_at_its_cell() {
        let (form, faults) = read(&book([
            (
                "survey",
                &[
                    &["type", "name", "label", "required", "constraint", "calculation"],
                    &["date", "day", "D", "yes", ". >= '2019-01-01'", ""],
                    &["integer", "n", "N", "", "", ""],
                    &["integer", "m", "M", "yes", "", ""],
                    &["calculate", "all", "", "", "", "sum(${n}) + sum(${m})"],
                ],
            ),
            ("settings", &[&["form_title", "form_id", "version"], &["F", "F", "1"]]),
        ]));
        assert!(form.is_some(), "a warning refuses nothing");
        let shown: Vec<_> = faults
            .iter()
            .map(|fault| {
                (fault.at.row, fault.at.column.as_deref().unwrap_or_default(), fault.problem.to_string())
            })
            .collect();
        assert_eq!(
            shown,
            [
                (
                    Some(2),
                    "constraint",
                    "form.day_and_text days=17897 name=day question=day value=2019-01-01".to_owned()
                ),
                (Some(5), "calculation", "form.sum_with_blank name=n question=all".to_owned()),
            ]
        );
    }

    #[test]
    fn sheets_and_types_are_found_by_the_names_that_pyxform_takes() {
        let settings: (&str, &[&[&str]]) =
            ("settings", &[&["form_title", "form_id", "version"], &["F", "F", "1"]]);
        for (name, heads, kind) in [
            (" survey ", ["type", "name", "label"], "integer"),
            ("Survey", ["Type", "NAME", "Label"], "integer"),
        ] {
            let (form, faults) = read(&book([(name, &[&heads, &[kind, "n", "N"]]), settings]));
            assert!(form.is_some(), "{name}: {faults:?}");
        }
        let begun: &[&[&str]] = &[
            &["type", "name", "label"],
            &["Begin Group", "g", "G"],
            &["integer", "n", "N"],
            &["end_group", "", ""],
        ];
        let (_, faults) = read(&book([("survey", begun), settings]));
        let shown: Vec<_> = faults.iter().map(|fault| (fault.at.row, fault.problem.code.as_str())).collect();
        assert_eq!(shown, [(Some(2), "form.type_unknown")], "at its own row, not at the end");
    }

    #[test]
    fn what_no_tool_takes_is_a_fault_and_so_is_what_none_reads() {
        let settings: (&str, &[&[&str]]) =
            ("settings", &[&["form_title", "form_id", "version"], &["F", "F", "1"]]);
        let heads: &[&str] = &["type", "name", "label"];
        let found = |survey: &[&[&str]], far: u32| -> Vec<_> {
            let mut book = book([("survey", survey), settings]);
            book.sheets[0].rows.last_mut().into_iter().for_each(|row| row.number += far);
            let (form, found) = read(&book);
            assert_eq!(form.is_some(), !found.iter().any(Diagnostic::is_fault));
            found.into_iter().map(|one| (one.at.row, one.problem.code)).collect()
        };
        let fault = |row: u32, code: &str| (Some(row), code.to_owned());
        let last: &[&str] = &["integer", "n", "N"];
        assert_eq!(found(&[heads, &["note", "meta", "M"], last], 0), [fault(2, "xlsform.name_reserved")]);
        assert_eq!(found(&[heads, &["note", "a", "A"], last], 80), [fault(83, "xlsform.past_blank_rows")]);
        assert_eq!(found(&[heads, &["note", "N", "A"], last], 0), [fault(3, "xlsform.name_alike")]);
    }

    #[test]
    fn other_names_of_types_and_heads_mean_the_same() {
        let survey: &[&[&str]] = &[
            &[
                "Command",
                "name",
                "caption::Tiếng Việt (vi)",
                "bind::relevant",
                "bind::jr:requiredMsg::Tiếng Việt (vi)",
            ],
            &["begin lgroup", "r", "R", "", ""],
            &["int", "n", "N", "1 = 1", "Cần"],
            &["end repeat", "", "", "", ""],
            &["select one from yesno", "q", "Q", "", ""],
        ];
        let choices: &[&[&str]] = &[&["list name", "value", "label"], &["yesno", "yes", "Có"]];
        let settings: &[&[&str]] = &[&["title", "id_string", "version"], &["F", "F", "1"]];
        let (form, found) =
            compile(&book([("survey", survey), ("choices", choices), ("settings", settings)]));
        let found: Vec<_> = found.into_iter().map(|one| (one.at.row, one.problem.code)).collect();
        assert_eq!(found, [(Some(2), "form.repeat_without_target".to_owned())], "and nothing else");
        let form = form.expect("as far as it could be read").definition;
        let [crate::form::Node::Group(group), crate::form::Node::Question(chosen)] = &form.nodes[..] else {
            panic!("{:?}", form.nodes)
        };
        let [crate::form::Node::Question(asked)] = &group.nodes[..] else { panic!("{:?}", group.nodes) };
        assert_eq!((&asked.kind, asked.relevant.as_deref()), (&Kind::Integer, Some("1 = 1")));
        assert_eq!(asked.required_message["vi"], "Cần");
        assert_eq!(chosen.kind, Kind::SelectOne("yesno".to_owned()));
        assert_eq!((&*form.title, &*form.languages[0].name), ("F", "Tiếng Việt"));
    }

    #[test]
    fn the_only_sheet_is_the_survey_whatever_it_is_called() {
        let survey: &[&[&str]] = &[&["type", "name", "label"], &["integer", "n", "N"]];
        let found = |book: &Book| -> Vec<_> {
            let (_, faults) = read(book);
            faults.into_iter().map(|fault| (fault.at.sheet.unwrap_or_default(), fault.problem.code)).collect()
        };
        let fault = |sheet: &str, code: &str| (sheet.to_owned(), code.to_owned());
        assert_eq!(
            found(&book([("Sheet1", survey)])),
            [fault("settings", "sheet.missing")],
            "of those it has it lacks none"
        );
        let beside = found(&book([("Sheet1", survey), ("settings", &[&["form_id"], &["F"]])]));
        assert!(beside.contains(&fault("survey", "sheet.missing")), "of two none is meant: {beside:?}");
    }

    #[test]
    fn names_and_codes_lose_the_blanks_at_their_ends_and_labels_keep_them() {
        let (form, faults) = read(&book([
            ("survey", &[&["type", "name", "label"], &[" integer ", " n ", " Bao nhiêu? "]]),
            ("settings", &[&["form_title", "form_id", "version"], &["F", " F ", " 1 "]]),
        ]));
        let form = form.unwrap_or_else(|| panic!("{faults:?}"));
        let [crate::form::Node::Question(question)] = &form.nodes[..] else { panic!("{:?}", form.nodes) };
        assert_eq!((&*form.id, &*form.version, &*question.name), ("F", "1", "n"));
        assert!(question.label.values().any(|label| label == " Bao nhiêu? "), "{:?}", question.label);
    }

    #[test]
    fn a_plain_label_beside_one_with_a_language_is_kept() {
        let (form, faults) = read(&book([
            (
                "survey",
                &[
                    &["type", "name", "label", "label::English (en)"],
                    &["integer", "n", "Một", "One"],
                    &["integer", "m", "Hai", ""],
                ],
            ),
            (
                "settings",
                &[
                    &["form_title", "form_id", "version", "default_language"],
                    &["F", "F", "1", "English (en)"],
                ],
            ),
        ]));
        let form = form.unwrap_or_else(|| panic!("{faults:?}"));
        let label = |node: &crate::form::Node| match node {
            crate::form::Node::Question(question) => question.label.clone(),
            other => panic!("{other:?}"),
        };
        let labels: Vec<_> = form.nodes.iter().map(label).collect();
        let text = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(language, text)| ((*language).to_owned(), (*text).to_owned())).collect()
        };
        let expected: [crate::form::Text; 2] = [text(&[("", "Một"), ("en", "One")]), text(&[("", "Hai")])];
        assert_eq!(labels, expected);
    }
}
