//! The number formats of a workbook: a cell that holds 0.6 and shows 60 % means 60 percent.

use std::collections::BTreeMap;

use super::section::{Section, Shown};
use super::xml::{Node, Wrong, Xml};

/// The formats that have no text in the file, by their number. Those of other languages that are not here are days.
const BUILT_IN: &[(u32, &str)] = &[
    (0, "General"),
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (5, "$#,##0;-$#,##0"),
    (6, "$#,##0;[Red]-$#,##0"),
    (7, "$#,##0.00;-$#,##0.00"),
    (8, "$#,##0.00;[Red]-$#,##0.00"),
    (9, "0%"),
    (10, "0.00%"),
    (11, "0.00E+00"),
    (12, "# ?/?"),
    (13, "# ??/??"),
    (18, "h:mm AM/PM"),
    (19, "h:mm:ss AM/PM"),
    (20, "h:mm"),
    (21, "h:mm:ss"),
    (37, "#,##0;(#,##0)"),
    (38, "#,##0;[Red](#,##0)"),
    (39, "#,##0.00;(#,##0.00)"),
    (40, "#,##0.00;[Red](#,##0.00)"),
    (41, "#,##0;(#,##0);\"-\""),
    (42, "$#,##0;$(#,##0);$\"-\""),
    (43, "#,##0.00;(#,##0.00);\"-\""),
    (44, "$#,##0.00;$(#,##0.00);$\"-\""),
    (45, "mm:ss"),
    (46, "[h]:mm:ss"),
    (47, "mm:ss.0"),
    (48, "##0.0E+0"),
    (49, "@"),
];

const DAYS: &[std::ops::RangeInclusive<u32>] = &[14..=17, 22..=22, 27..=36, 50..=58];

/// Excel keeps a few hundred formats of a workbook.
const MOST: usize = 10_000;

/// A format has a section each for numbers above and below zero, for zero and for texts.
const SECTIONS: usize = 4;

/// One format.
#[derive(Clone, Debug)]
pub struct Format {
    /// As written, for the person who has to change it.
    pub code: String,
    sections: Vec<Section>,
}

/// The formats of a workbook.
#[derive(Debug, Default)]
pub struct Formats {
    /// The number of the format, by the number of the style.
    styles: Vec<u32>,
    formats: BTreeMap<u32, Format>,
}

impl Format {
    fn of(code: &str) -> Self {
        Self { code: code.to_owned(), sections: sections(code).into_iter().map(Section::of).collect() }
    }

    /// Whether days or times are shown by it.
    pub fn is_moment(&self) -> bool {
        self.sections.first().is_some_and(Section::is_moment)
    }

    /// What is shown of a number.
    pub fn shown(&self, number: f64) -> Shown {
        // Positive, negative, zero and text have a section each, as far as there are so many.
        let which = match self.sections.len() {
            2.. if number < 0.0 => 1,
            3.. if number == 0.0 => 2,
            _ => 0,
        };
        self.sections.get(which).map_or(Shown::Otherwise, |section| section.shown(number, which == 1))
    }
}

impl Formats {
    /// Those of a file: the format of each style by its number, and the texts of formats by theirs.
    pub fn known(styles: Vec<u32>, codes: impl IntoIterator<Item = (u32, String)>) -> Self {
        let mut formats = BTreeMap::new();
        for (id, code) in BUILT_IN {
            formats.insert(*id, Format::of(code));
        }
        for id in DAYS.iter().cloned().flatten() {
            formats.insert(id, Format::of("yyyy-mm-dd"));
        }
        formats.extend(codes.into_iter().map(|(id, code)| (id, Format::of(&code))));
        Self { styles, formats }
    }

    /// Reads styles.xml.
    pub fn of(part: &[u8]) -> Result<Self, Wrong> {
        let mut formats = Self::known(Vec::new(), []);
        let (mut xml, mut inside) = (Xml::new(part)?, String::new());
        while let Some(node) = xml.next()? {
            let element = match node {
                Node::Open(element) => element,
                Node::Close(name) => {
                    if name == inside {
                        inside.clear();
                    }
                    continue;
                }
                Node::Text(_) => continue,
            };
            let id = element.attribute("numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
            if let Some(list) = ["numFmts", "cellXfs"].into_iter().find(|list| element.is(list)) {
                inside = list.to_owned();
            } else if inside == "numFmts" && element.is("numFmt") {
                let code = element.attribute("formatCode").unwrap_or_default();
                if formats.formats.len() > MOST {
                    return Err(format!("it has more than {MOST} number formats"));
                }
                formats.formats.insert(id, Format::of(&code));
            } else if inside == "cellXfs" && element.is("xf") {
                formats.styles.push(id);
            }
        }
        Ok(formats)
    }

    /// The format of a style; none where numbers are shown as they are.
    pub fn format(&self, style: Option<usize>) -> Option<&Format> {
        self.formats.get(self.styles.get(style.unwrap_or(0))?)
    }
}

/// The sections between the semicolons that are neither quoted nor escaped.
fn sections(code: &str) -> Vec<&str> {
    let (mut sections, mut begin, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, sign) in code.char_indices() {
        match sign {
            _ if escaped => escaped = false,
            '"' => quoted = !quoted,
            '\\' | '_' | '*' if !quoted => escaped = true,
            ';' if !quoted => {
                sections.push(&code[begin..at]);
                begin = at + 1;
                if sections.len() == SECTIONS {
                    return sections;
                }
            }
            _ => {}
        }
    }
    sections.push(&code[begin..]);
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, number: f64) -> Shown {
        Format::of(code).shown(number)
    }

    #[test]
    fn formats_that_show_the_number_leave_it_as_it_is() {
        for (code, number) in [
            ("General", 0.1),
            ("general", -3.0),
            ("@", 5.0),
            ("0", 60.0),
            ("0.00", 1.5),
            ("#,##0.00", 1234.5),
            ("[Red]0.0", 2.5),
            ("_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)", -2.5),
            ("#.##", 0.5),
            ("0;-0", -4.0),
            ("[$-42A]0.0", 2.5),
        ] {
            assert_eq!(shown(code, number), Shown::Number, "{code}");
        }
    }

    #[test]
    fn a_percent_format_shows_percents() {
        let percent = |text: &str| Shown::Percent(text.to_owned());
        for (code, number, text) in [
            ("0%", 0.6, "60"),
            ("0.0%", 0.605, "60.5"),
            ("0.00%", 0.57, "57"),
            ("0\" %\"", 60.0, "60"),
            ("0\\%", 60.0, "60"),
            ("0 %;-0 %", -0.05, "-5"),
            ("%0", 1.0, "100"),
        ] {
            assert_eq!(shown(code, number), percent(text), "{code}");
        }
    }

    #[test]
    fn what_is_shown_is_not_the_number() {
        for (code, number) in [
            ("0%", 0.605),
            ("0%%", 0.6),
            ("0,", 60_000.0),
            ("0.0,,", 2e6),
            ("0,.0", 60_000.0),
            ("# ?/?", 0.5),
            ("0.00E+00", 60.0),
            ("#,##0 \"đ\"", 60.0),
            ("#,##0\\ [$₫-42A]", 60.0),
            ("$#,##0", 60.0),
            ("000", 7.0),
            (";;;", 60.0),
            ("0;-0;;@", 0.0),
            ("#", 0.0),
            ("0;0", -4.0),
            ("\"có\";\"không\"", 1.0),
            ("[>=50]\"đạt\";0", 60.0),
            ("h:mm", 0.5),
            ("[h]:mm", 1.5),
            ("mm:ss", 0.5),
        ] {
            assert_eq!(shown(code, number), Shown::Otherwise, "{code}");
        }
    }

    #[test]
    fn fewer_digits_than_there_are_is_rounded() {
        for (code, number) in [("0", 2.5), ("0.0", 0.25), ("#,##0", 0.5)] {
            assert_eq!(shown(code, number), Shown::Rounded, "{code}");
        }
    }

    #[test]
    fn a_format_of_days_shows_a_day() {
        for code in ["yyyy-mm-dd", "d/m/yyyy", "mmm-yy", "[$-42A]dd mmmm yyyy;@", "m/d/yy h:mm", "dd\\-mm"] {
            assert_eq!(shown(code, 43_753.0), Shown::Day, "{code}");
        }
    }
}
