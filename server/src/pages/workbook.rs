//! The annex as a workbook: for each unit type who stands where, and every domain and leaf; behind them what a correction changed.
//! Numbers are numbers, codes are text, and nothing of the data becomes a formula.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use shared::message::{Language, text};
use shared::points::Points;
use shared::publication::{PublicTable, PublicUnit};

use super::corrected::{Correction, HEADS, Other};
use super::standing::{last_year, remarks};
use super::words::{class, decision, is_between, of_node, points, rank, say, without_points};
use crate::service::publish::Shown;

/// The most letters of a cell.
const MOST: usize = 32_767;
/// The most letters of a sheet's name, and what cannot be in one.
const LONGEST: usize = 31;
const FORBIDDEN: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
/// Excel keeps this one for itself, in any letters.
const RESERVED: &str = "history";

/// The file.
pub fn file(shown: &Shown, language: Language) -> Vec<u8> {
    made(shown, language).expect("sheets of a publication are within the limits of a workbook")
}

struct Look {
    head: Format,
    text: Format,
    number: Format,
    change: Format,
    title: Format,
    above: Format,
    note: Format,
}

fn made(shown: &Shown, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let day = shown.publication.day.date();
    let made = ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or(1900),
        u8::try_from(day.month()).unwrap_or(1),
        u8::try_from(day.day()).unwrap_or(1),
    )?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let decimals = usize::try_from(shown.public.campaign.decimals).unwrap_or_default();
    let form = if decimals == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(decimals)) };
    // The sign of the remarks beside it, as `number` writes it for people; the number below stays one.
    let less = format!("\"−\"{form}");
    let face = || Format::new().set_font_name("Times New Roman").set_font_size(12);
    let cell = || face().set_border(FormatBorder::Thin);
    let look = Look {
        head: cell().set_bold().set_text_wrap().set_align(FormatAlign::Center),
        text: cell(),
        change: cell().set_num_format(format!("+{form};{less};{form}")),
        number: cell().set_num_format(format!("{form};{less}")),
        title: face().set_bold(),
        above: face(),
        note: face().set_text_wrap().set_align(FormatAlign::Top),
    };
    let correction = Correction::of(shown, language);
    let simulated = Some(say(language, "public.simulated")).filter(|_| shown.public.campaign.simulated);
    let reasons = correction.iter().flat_map(|it| it.reasons.iter().cloned());
    let above = [
        shown.public.campaign.title.get(language.code()).to_owned(),
        decision(language, &shown.publication, &shown.public.campaign),
        simulated.into_iter().chain(reasons).collect::<Vec<_>>().join(" "),
    ];
    let mut taken = Vec::new();
    for table in &shown.public.tables {
        let name = table.unit_type.name.get(language.code());
        let sheet = book.add_worksheet().set_name(sheet_name(name, &mut taken))?;
        results(sheet, &above, table, &look, language)?;
        let detail = format!("{} {name}", say(language, "public.detail"));
        let sheet = book.add_worksheet().set_name(sheet_name(&detail, &mut taken))?;
        details(sheet, table, &look, language)?;
    }
    if let Some(correction) = correction {
        let name = sheet_name(&say(language, "public.corrected"), &mut taken);
        corrected(book.add_worksheet().set_name(name)?, &correction, &look, language)?;
    }
    book.save_to_buffer()
}

/// A name that a workbook takes: short, without what has a meaning in a formula, and unlike the others.
fn sheet_name(wanted: &str, taken: &mut Vec<String>) -> String {
    let clean = wanted.replace(FORBIDDEN, " ");
    let clean = clean.trim_matches(|c: char| c == '\'' || c.is_whitespace());
    let clean = if clean.is_empty() { "1" } else { clean };
    let of = |suffix: &str| {
        let short = shortened(clean, LONGEST - suffix.encode_utf16().count());
        format!("{}{suffix}", short.trim_end_matches(['\'', ' ']))
    };
    let names =
        std::iter::once(String::new()).chain((2..).map(|n| format!(" ({n})"))).map(|suffix| of(&suffix));
    let is_new = |name: &String| name.to_lowercase() != RESERVED && !taken.contains(&name.to_lowercase());
    let name = names.into_iter().find(is_new).expect("there is always another number");
    taken.push(name.to_lowercase());
    name
}

fn results(
    sheet: &mut Worksheet,
    above: &[String; 3],
    table: &PublicTable,
    look: &Look,
    language: Language,
) -> Result<(), XlsxError> {
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(3, 3)?;
    let [title, decision, said] = above;
    let is_marked =
        |unit: &PublicUnit| unit.withholds_total() || unit.withholds_rank() || unit.survey.is_none();
    let said = match table.units.iter().any(is_marked) {
        true => format!("{said} {}", mark(language)).trim_start().to_owned(),
        false => said.clone(),
    };
    for (row, (said, format)) in
        (0..).zip([(title, &look.title), (decision, &look.above), (&said, &look.above)])
    {
        say_at(sheet, (row, 0), said, format)?;
    }
    let heads = [
        "public.rank",
        "public.code",
        "public.unit",
        "public.total",
        "public.class",
        "public.appraised",
        "public.survey",
    ];
    for (column, head) in (0..).zip(heads) {
        say_at(sheet, (3, column), &say(language, head), &look.head)?;
    }
    let last = last_year(table);
    if let Some(year) = last {
        let year = text(language, "public.last_year", &[("year", &year.to_string())]);
        say_at(sheet, (3, 7), &year, &look.head)?;
        say_at(sheet, (3, 8), &say(language, "public.change"), &look.head)?;
    }
    let remarked = table.units.iter().any(|unit| !remarks(table, unit, language).is_empty());
    let beside = if last.is_some() { 9 } else { 7 };
    if remarked {
        say_at(sheet, (3, beside), &say(language, "public.remarks"), &look.head)?;
        sheet.set_column_width(beside, 60)?;
    }
    // Two lines of a heading, and the codes of units whole.
    sheet.set_row_height(3, 34)?.set_column_width(1, 12)?.set_column_width(2, 44)?;
    sheet.set_column_range_width(3, 8, 12)?;
    for (row, unit) in (4..).zip(table.ranked()) {
        match unit.rank {
            Some(it) => count_at(sheet, (row, 0), f64::from(it), &look.text)?,
            None => say_at(sheet, (row, 0), &rank(language, unit), &look.text)?,
        }
        say_at(sheet, (row, 1), &unit.unit, &look.text)?;
        say_at(sheet, (row, 2), unit.name.get(language.code()), &look.text)?;
        put(sheet, (row, 3), (unit.total.as_deref(), unit.withholds_total()), look, language)?;
        say_at(sheet, (row, 4), &class(language, table, unit), &look.text)?;
        put(sheet, (row, 5), (unit.appraised.as_deref(), true), look, language)?;
        put(sheet, (row, 6), (unit.survey.as_deref(), true), look, language)?;
        if last.is_some() {
            let of = unit.last_year.as_ref();
            let change = of.and_then(|of| of.change.as_deref()).map(|change| change.trim_start_matches('+'));
            put(sheet, (row, 7), (of.map(|of| &*of.total), false), look, language)?;
            put_as(sheet, (row, 8), (change, false), (&look.change, look), language)?;
        }
        if remarked {
            say_at(sheet, (row, beside), &remarks(table, unit, language).join(" "), &look.text)?;
        }
    }
    Ok(())
}

/// What the mark stands for.
fn mark(language: Language) -> String {
    ["public.hidden_mark", "public.hidden_why"].map(|key| say(language, key)).join(" ")
}

/// A row for each domain and leaf, a column for each unit.
fn details(
    sheet: &mut Worksheet,
    table: &PublicTable,
    look: &Look,
    language: Language,
) -> Result<(), XlsxError> {
    for (column, head) in (0..).zip(["public.code", "public.criterion", "public.max"]) {
        say_at(sheet, (1, column), &say(language, head), &look.head)?;
    }
    sheet.set_column_width(0, 9)?.set_column_width(1, 60)?.set_freeze_panes(2, 3)?;
    sheet.set_paper_size(9).set_landscape().set_repeat_rows(0, 1)?.set_repeat_columns(0, 2)?;
    if table.units.iter().any(|unit| !unit.hidden.is_empty()) {
        sheet.set_row_height(0, 66)?;
        say_at(sheet, (0, 1), &mark(language), &look.note)?;
    }
    let units: Vec<&PublicUnit> = table.units.iter().collect();
    for (column, unit) in (3..).zip(&units) {
        say_at(sheet, (0, column), &unit.unit, &look.head)?;
        say_at(sheet, (1, column), unit.name.get(language.code()), &look.head)?;
    }
    for (row, node) in (2..).zip(&table.framework) {
        say_at(sheet, (row, 0), &node.code, &look.text)?;
        say_at(sheet, (row, 1), node.name.get(language.code()), &look.text)?;
        put(sheet, (row, 2), (Some(&node.max_points), false), look, language)?;
        for (column, unit) in (3..).zip(&units).filter(|_| !is_between(node)) {
            match without_points(unit, node, language) {
                Some(why) => say_at(sheet, (row, column), &why, &look.text)?,
                None => put(sheet, (row, column), of_node(unit, node), look, language)?,
            }
        }
    }
    Ok(())
}

/// Why it was corrected, and a row for each unit that stands otherwise: before and after beside each other.
fn corrected(
    sheet: &mut Worksheet,
    correction: &Correction,
    look: &Look,
    language: Language,
) -> Result<(), XlsxError> {
    let above = correction.above();
    for (row, said) in (0..).zip(&above) {
        say_at(sheet, (row, 0), said, &look.above)?;
    }
    if correction.lines.is_empty() {
        return Ok(());
    }
    let head = u32::try_from(above.len()).unwrap_or_default();
    let [unit, others @ ..] = HEADS.map(|key| say(language, key));
    let both =
        |what: &String| ["public.before", "public.after"].map(|key| text(language, key, &[("what", what)]));
    let heads = [say(language, "public.code"), unit].into_iter().chain(others.iter().flat_map(both));
    for (column, said) in (0..).zip(heads) {
        say_at(sheet, (head, column), &said, &look.head)?;
    }
    sheet.set_column_width(1, 44)?;
    for (row, Other { changed, name, cells }) in (head + 1..).zip(&correction.lines) {
        say_at(sheet, (row, 0), &changed.unit, &look.text)?;
        say_at(sheet, (row, 1), name, &look.text)?;
        let [rank, total, class] = cells;
        let sides = [
            (&changed.before, [&rank.0, &total.0, &class.0]),
            (&changed.after, [&rank.1, &total.1, &class.1]),
        ];
        for (column, (stands, [rank, total, class])) in (2..).zip(sides) {
            match stands.rank {
                Some(rank) => count_at(sheet, (row, column), f64::from(rank), &look.text)?,
                None => say_at(sheet, (row, column), rank, &look.text)?,
            }
            match stands.total.as_deref().and_then(|total| Points::parse(total).ok()) {
                Some(total) => count_at(sheet, (row, column + 2), total.to_drawing(), &look.number)?,
                None => say_at(sheet, (row, column + 2), total, &look.text)?,
            }
            say_at(sheet, (row, column + 4), class, &look.text)?;
        }
    }
    Ok(())
}

/// A number.
fn count_at(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    number: f64,
    format: &Format,
) -> Result<(), XlsxError> {
    sheet.write_number_with_format(row, column, number, format).map(|_| ())
}

/// A text, as much of it as a cell takes.
fn say_at(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    said: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, column, shortened(said, MOST), format).map(|_| ())
}

/// The beginning of a text, of so many units of UTF-16.
fn shortened(text: &str, room: usize) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > room
    });
    end.map_or(text, |(at, _)| &text[..at])
}

/// Points as a number; what is not shown as its mark.
fn put(
    sheet: &mut Worksheet,
    at: (u32, u16),
    of: (Option<&str>, bool),
    look: &Look,
    language: Language,
) -> Result<(), XlsxError> {
    put_as(sheet, at, of, (&look.number, look), language)
}

/// The same with another form of its number.
fn put_as(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (shown, hidden): (Option<&str>, bool),
    (form, look): (&Format, &Look),
    language: Language,
) -> Result<(), XlsxError> {
    match shown.and_then(|shown| Points::parse(shown).ok()) {
        Some(number) => count_at(sheet, (row, column), number.to_drawing(), form),
        None => say_at(sheet, (row, column), &points(language, None, hidden), &look.text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_within_the_limits_and_unlike_each_other() {
        let mut taken = Vec::new();
        let long = "Ủy ban nhân dân các huyện, thành phố trực thuộc tỉnh";
        let names: Vec<_> = [long, long, "A/B:C", "'a b c'", "[]", "", "History"]
            .into_iter()
            .map(|name| sheet_name(name, &mut taken))
            .collect();
        assert!(names.iter().all(|name| name.encode_utf16().count() <= LONGEST && !name.contains(FORBIDDEN)));
        assert_eq!(names[2..], ["A B C", "a b c (2)", "1", "1 (2)", "History (2)"].map(str::to_owned));
        assert!(names[1].ends_with(" (2)"), "{names:?}");
    }
}
