//! Tables as text: comma, semicolon or tab between cells, quotes around those that need them (RFC 4180), as spreadsheets
//! save them.

use crate::problem::Problem;

/// What spreadsheets put between cells; the first is what we write.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// The text of a file: UTF-8, or UTF-16 where its first bytes say so. Other encodings would be guessed.
pub fn decoded(bytes: &[u8]) -> Result<String, Problem> {
    let wide = |unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> =
            bytes[2..].chunks(2).map(|pair| unit([pair[0], *pair.get(1).unwrap_or(&0)])).collect();
        String::from_utf16(&units).ok()
    };
    let text = match bytes {
        [0xFF, 0xFE, ..] => wide(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => wide(u16::from_be_bytes),
        _ => std::str::from_utf8(bytes)
            .ok()
            .map(|text| text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()),
    };
    text.ok_or_else(|| Problem::new("csv.encoding"))
}

/// The rows that hold anything, each with the line on which it begins; cells are trimmed.
pub fn rows(text: &str) -> Result<Vec<(u32, Vec<String>)>, Problem> {
    let separator = separator(text);
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut line, mut begun) = (1, 1);
    // The line of the quotes that the cell stands in, and whether it had any: after them only a separator may come.
    let (mut quotes, mut was_quoted) = (None, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\n' {
            line += 1;
        }
        match (quotes, c) {
            (Some(_), '"') if chars.next_if_eq(&'"').is_some() => cell.push('"'),
            (Some(_), '"') => quotes = None,
            (Some(_), c) => cell.push(c),
            (None, '"') if cell.trim().is_empty() && !was_quoted => {
                cell.clear();
                (quotes, was_quoted) = (Some(line), true);
            }
            (None, c) if c == separator => {
                row.push(std::mem::take(&mut cell).trim().to_owned());
                was_quoted = false;
            }
            (None, '\r') if chars.peek() == Some(&'\n') => {}
            (None, '\n' | '\r') => {
                row.push(std::mem::take(&mut cell).trim().to_owned());
                rows.push((begun, std::mem::take(&mut row)));
                line += u32::from(c == '\r');
                (begun, was_quoted) = (line, false);
            }
            (None, c) if was_quoted && !c.is_whitespace() => {
                return Err(Problem::new("csv.quotes").with("line", line));
            }
            (None, c) => cell.push(c),
        }
    }
    if let Some(line) = quotes {
        return Err(Problem::new("csv.quotes").with("line", line));
    }
    row.push(cell.trim().to_owned());
    rows.push((begun, row));
    rows.retain(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
    Ok(rows)
}

/// One row as a line of text.
pub fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    write_line(&mut out, cells);
    out
}

/// Writes one row behind what is there.
pub fn write_line(out: &mut String, cells: impl IntoIterator<Item = impl AsRef<str>>) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        let cell = cell.as_ref();
        let plain = !cell.contains(['"', '\n', '\r']) && !cell.contains(SEPARATORS) && cell == cell.trim();
        if plain {
            out.push_str(cell);
        } else {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        }
    }
    out.push('\n');
}

/// What the first line has most of: heads hold none of them.
fn separator(text: &str) -> char {
    let head = text.trim_start().lines().next().unwrap_or("");
    let count = |separator: &char| head.matches(*separator).count();
    SEPARATORS.into_iter().rev().max_by_key(count).unwrap_or(SEPARATORS[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(u32, Vec<String>)> {
        rows(text).unwrap()
    }

    fn row(line: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn commas_semicolons_and_tabs_are_told_by_the_head() {
        for separator in [",", ";", "\t"] {
            let text = ["a|b|c", "1| 2 |", "", "x|\"p,q;r\ts\"|y"].join("\r\n").replace('|', separator);
            let expected =
                [row(1, &["a", "b", "c"]), row(2, &["1", "2", ""]), row(4, &["x", "p,q;r\ts", "y"])];
            assert_eq!(cells(&text), expected, "{separator:?}");
        }
        assert_eq!(cells("a\nb,c\n"), [row(1, &["a"]), row(2, &["b", "c"])]);
        assert_eq!(cells("a\rb"), [row(1, &["a"]), row(2, &["b"])], "old Macintoshes");
    }

    #[test]
    fn quotes_hold_quotes_and_lines_and_rows_know_where_they_began() {
        let text = "a,b\n\"say \"\"yes\"\"\",\"two\nlines\"\nlast,\"\"\n";
        let expected = [row(1, &["a", "b"]), row(2, &["say \"yes\"", "two\nlines"]), row(4, &["last", ""])];
        assert_eq!(cells(text), expected);
        assert_eq!(cells("a,b\n5\" wide,x")[1].1[0], "5\" wide", "a quote within a cell is a letter");
    }

    #[test]
    fn quotes_that_do_not_end_are_named_by_their_line() {
        for (text, line) in [("a\nb\n\"c\nd", "3"), ("a,b\n\"c\"d,e", "2")] {
            assert_eq!(rows(text), Err(Problem::new("csv.quotes").with("line", line)), "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for written in [&["a", "b;c", "d,e"][..], &["", " spaces ", "\"", "x\ny", "đ\t"]] {
            let text = "h,i,j,k,l\n".to_owned() + &line(written.iter().copied());
            let trimmed: Vec<_> = written.iter().map(|cell| cell.trim().to_owned()).collect();
            assert_eq!(cells(&text)[1].1, trimmed);
        }
    }

    #[test]
    fn texts_are_utf_8_or_say_that_they_are_utf_16() {
        let utf16 =
            |unit: fn(u16) -> [u8; 2]| -> Vec<u8> { "\u{feff}xã".encode_utf16().flat_map(unit).collect() };
        for bytes in [
            "xã".as_bytes().to_vec(),
            "\u{feff}xã".as_bytes().to_vec(),
            utf16(u16::to_le_bytes),
            utf16(u16::to_be_bytes),
        ] {
            assert_eq!(decoded(&bytes).unwrap(), "xã", "{bytes:?}");
        }
        assert_eq!(decoded(b"x\xe3"), Err(Problem::new("csv.encoding")), "Windows-1258 is not guessed at");
        assert!(decoded(&[0xFF, 0xFE, 0x41]).is_ok(), "half a unit breaks nothing");
    }
}
