//! A table as a sheet of an .xlsx, written row by row: texts in their cells, so that nothing is kept; numbers, days and moments as
//! such. Nothing that is said becomes a formula.

use std::fmt::Write as _;

use super::columns::table_name;
use super::frame::{Cell, Frame};

/// The most rows that a sheet of Excel has.
pub const SHEET_ROWS: u64 = 1_048_576;
/// The longest text of a cell, in UTF-16.
pub const LONGEST_CELL: usize = 32_767;

/// What ends a sheet.
pub const SHEET_END: &str = "</sheetData></worksheet>";

const SHEET: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews>\
    <sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
    </sheetView></sheetViews><sheetData>";
/// From 1899-12-30, from where sheets count, to 1970-01-01.
const DAYS_TO_1970: i64 = 25_569;
/// 1 March 1900: before it Excel counts a day that never was.
const FIRST_DAY: i64 = 61;
const DAY_MS: i64 = 86_400_000;
/// Figures that Excel keeps.
const LARGEST_NUMBER: f64 = 999_999_999_999_999.0;

/// What a sheet is called that holds a table, the `n`th of its sheets: at most 31 letters, none that Excel refuses.
pub fn sheet_name(repeat: Option<&str>, n: usize) -> String {
    let mut name: String = table_name(repeat, "").trim_end_matches('.').to_owned();
    name = name.chars().map(|letter| if "[]:*?/\\'".contains(letter) { '_' } else { letter }).collect();
    let end = if n > 1 { format!(" ({n})") } else { String::new() };
    name.chars().take(31 - end.len()).chain(end.chars()).collect()
}

/// What stands before the rows of a table.
pub fn sheet_beginning<'a>(heads: impl Iterator<Item = &'a str>) -> String {
    let mut out = SHEET.to_owned();
    write_texts(heads, &mut out);
    out
}

/// The heads of a table's columns.
pub fn heads(frame: &Frame) -> impl Iterator<Item = &str> {
    frame.variables.iter().map(|variable| &*variable.column)
}

/// A row of texts.
pub fn write_texts<'a>(texts: impl Iterator<Item = &'a str>, out: &mut String) {
    out.push_str("<row>");
    texts.for_each(|said| text(said, out));
    out.push_str("</row>");
}

/// A row of a table.
pub fn write_cells(cells: &[Cell<'_>], out: &mut String) {
    out.push_str("<row>");
    for cell in cells {
        match cell {
            Cell::Missing => out.push_str("<c/>"),
            Cell::Text(said) => text(said, out),
            Cell::Number(number) if number.abs() > LARGEST_NUMBER => text(&number.to_string(), out),
            Cell::Number(number) => value(0, *number, out),
            Cell::Day(day) => match i64::from(*day) + DAYS_TO_1970 {
                serial if serial >= FIRST_DAY => value(1, serial as f64, out),
                _ => text(written(i64::from(*day) * DAY_MS).get(..10).unwrap_or_default(), out),
            },
            Cell::Moment(ms) if ms.div_euclid(DAY_MS) + DAYS_TO_1970 < FIRST_DAY => text(&written(*ms), out),
            Cell::Moment(ms) => value(2, *ms as f64 / DAY_MS as f64 + DAYS_TO_1970 as f64, out),
        }
    }
    out.push_str("</row>");
}

/// Whether a sheet takes only the beginning of a cell's text.
pub fn is_cut(cell: &Cell<'_>) -> bool {
    matches!(cell, Cell::Text(said) if said.len() > LONGEST_CELL && said.encode_utf16().nth(LONGEST_CELL).is_some())
}

fn written(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms).map(|moment| moment.to_string()).unwrap_or_default()
}

fn value(style: u8, number: f64, out: &mut String) {
    let style = if style > 0 { format!(" s=\"{style}\"") } else { String::new() };
    // Text never fails to take text.
    let _ = write!(out, "<c{style}><v>{number}</v></c>");
}

fn text(said: &str, out: &mut String) {
    if said.is_empty() {
        return out.push_str("<c/>");
    }
    out.push_str("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    let mut room = LONGEST_CELL;
    for (at, letter) in said.char_indices() {
        let Some(left) = room.checked_sub(letter.len_utf16()) else { break };
        room = left;
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '_' if looks_escaped(&said.as_bytes()[at..]) => out.push_str("_x005F_"),
            '\t' | '\n' => out.push(letter),
            // What XML has no room for is written as Excel does.
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(out, "_x{:04X}_", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
    out.push_str("</t></is></c>");
}

fn looks_escaped(bytes: &[u8]) -> bool {
    matches!(bytes, [b'_', b'x', hex @ .., ] if hex.len() >= 5 && hex[4] == b'_' && hex[..4].iter().all(u8::is_ascii_hexdigit))
}

/// The parts of a workbook around its sheets, each with its name; `sheets` are their names in order.
pub fn workbook_parts(sheets: &[String]) -> Vec<(&'static str, String)> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    let each = |part: &dyn Fn(usize, &str) -> String| {
        sheets.iter().enumerate().map(|(n, name)| part(n + 1, name)).collect::<String>()
    };
    let overrides = each(&|n, _| {
        format!("<Override PartName=\"/{}\" ContentType=\"{TYPES}.worksheet+xml\"/>", sheet_part(n))
    });
    let names = each(&|n, name| {
        let name = name.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>")
    });
    let relations = each(&|n, _| {
        format!("<Relationship Id=\"rId{n}\" Type=\"{OFFICE}/worksheet\" Target=\"/{}\"/>", sheet_part(n))
    });
    let styles = sheets.len() + 1;
    vec![
        (
            "xl/workbook.xml",
            format!(
                "{XML}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{names}</sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "{XML}<Relationships xmlns=\"{PACKAGE}/relationships\">{relations}<Relationship Id=\"rId{styles}\" \
                 Type=\"{OFFICE}/styles\" Target=\"/xl/styles.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                "{XML}<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"2\"><numFmt numFmtId=\"164\" \
                 formatCode=\"dd/mm/yyyy\"/><numFmt numFmtId=\"165\" formatCode=\"dd/mm/yyyy hh:mm:ss\"/></numFmts>\
                 <fonts count=\"1\"><font/></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/>\
                 </fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>\
                 <cellXfs count=\"3\"><xf/><xf numFmtId=\"164\" applyNumberFormat=\"1\"/><xf numFmtId=\"165\" \
                 applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "{XML}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
                 Type=\"{OFFICE}/officeDocument\" Target=\"/xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "[Content_Types].xml",
            format!(
                "{XML}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
                 ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override \
                 PartName=\"/xl/workbook.xml\" ContentType=\"{TYPES}.sheet.main+xml\"/><Override \
                 PartName=\"/xl/styles.xml\" ContentType=\"{TYPES}.styles+xml\"/>{overrides}</Types>"
            ),
        ),
    ]
}

/// Where a workbook's `n`th sheet stands.
pub fn sheet_part(n: usize) -> String {
    format!("xl/worksheets/sheet{n}.xml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_stays_text_and_days_before_sheets_count_too() {
        let mut row = String::new();
        let cells = [
            Cell::Text("=1+1 <&> _x0041_ \u{1}".into()),
            Cell::Missing,
            Cell::Number(-0.5),
            Cell::Number(1e16),
            Cell::Day(0),
            Cell::Day(-25_600),
            Cell::Moment(43_200_000),
        ];
        write_cells(&cells, &mut row);
        let text =
            |said: &str| format!("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{said}</t></is></c>");
        let expected = [
            text("=1+1 &lt;&amp;&gt; _x005F_x0041_ _x0001_"),
            "<c/><c><v>-0.5</v></c>".to_owned(),
            text("10000000000000000"),
            "<c s=\"1\"><v>25569</v></c>".to_owned(),
            text("1899-11-29"),
            "<c s=\"2\"><v>25569.5</v></c>".to_owned(),
        ];
        assert_eq!(row, format!("<row>{}</row>", expected.concat()));
        assert_eq!(sheet_name(Some(&"đ".repeat(40)), 2).chars().count(), 31);
    }
}
