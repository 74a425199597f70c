//! A paper as a .docx. Written by hand: four small parts say all that a paper of the decree needs, and a library that knows more
//! of the format lacks just these (repeated heads of tables, line breaks inside of a text).

use std::io::{self, Cursor, Write as _};

use shared::message::text;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::paper::{Align, Block, Heading, Opening, Paper, Row, Table, printable};

/// `MARGIN` is what stands above or below its pages.
const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/MARGIN.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.MARGIN+xml"/></Types>"#;
const ROOT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const PARTS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/MARGIN" Target="MARGIN.xml"/></Relationships>"#;
const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;

/// The number of the page stands in the middle above, from the second page on.
const NUMBERED: &str = r#"<w:headerReference w:type="default" r:id="rId2"/>"#;
/// Where a paper has a foot, that and the number stand below each page.
const FOOTED: &str =
    r#"<w:footerReference w:type="default" r:id="rId2"/><w:footerReference w:type="first" r:id="rId2"/>"#;
/// A4 with margins of 20, 15, 20 and 30 mm.
const SECTION: &str = r#"<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>"#;
/// What is left between the margins, in twentieths of a point.
const WIDTH: u32 = 11906 - 850 - 1701;

/// Writes it; the same bytes for the same paper.
pub fn docx(paper: &Paper) -> Vec<u8> {
    pack(paper).expect("a vector takes every byte")
}

fn pack(paper: &Paper) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let (margin, said) = match &paper.foot {
        None => ("header", header()),
        Some(foot) => ("footer", footer(paper, foot)),
    };
    for (name, content) in [
        ("[Content_Types].xml", &*TYPES.replace("MARGIN", margin)),
        ("_rels/.rels", ROOT),
        ("word/_rels/document.xml.rels", &PARTS.replace("MARGIN", margin)),
        ("word/styles.xml", &styles(paper)),
        (&format!("word/{margin}.xml"), &said),
        ("word/document.xml", &document(paper)),
    ] {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn styles(paper: &Paper) -> String {
    let language = if paper.language.code() == "vi" { "vi-VN" } else { "en-GB" };
    let style = |id: &str, name: &str, paragraph: &str, run: &str| {
        format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"#
        )
    };
    let head = |id, name, level| {
        let paragraph = format!(
            r#"<w:keepNext/><w:spacing w:before="120" w:after="60"/><w:outlineLvl w:val="{level}"/>"#
        );
        style(id, name, &paragraph, "<w:b/>")
    };
    [
        format!(
            // LibreOffice asks ascii, Word hAnsi, and a letter with marks may be either's.
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="Times New Roman"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="{language}"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>"#
        ),
        head("Heading1", "heading 1", 0),
        head("Heading2", "heading 2", 1),
        style("Title", "Title", r#"<w:spacing w:before="240"/><w:jc w:val="center"/>"#, "<w:b/>"),
        style("Subtitle", "Subtitle", r#"<w:spacing w:after="240"/><w:jc w:val="center"/>"#, "<w:b/>"),
        style("Annexed", "Annexed", r#"<w:spacing w:after="240"/><w:jc w:val="center"/>"#, "<w:i/>"),
        style("Body", "Body Text", r#"<w:spacing w:after="120" w:line="288" w:lineRule="auto"/><w:ind w:firstLine="567"/><w:jc w:val="both"/>"#, ""),
        style("Cell", "Table Contents", "", r#"<w:sz w:val="22"/><w:szCs w:val="22"/>"#),
        "</w:styles>".to_owned(),
    ]
    .concat()
}

/// What the program that opens it counts.
fn counted(field: &str) -> String {
    format!(
        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {field} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#
    )
}

fn header() -> String {
    let page = counted("PAGE");
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:hdr {NAMESPACES}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{page}</w:p></w:hdr>"#
    )
}

fn footer(paper: &Paper, foot: &str) -> String {
    let run = |text: &str| {
        format!(
            r#"<w:r><w:rPr><w:sz w:val="22"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>"#,
            escaped(text)
        )
    };
    let (foot, of) = (run(foot), run(&format!("{} ", text(paper.language, "document.page", &[]))));
    let (page, all, slash) = (counted("PAGE"), counted("NUMPAGES"), run("/"));
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr {NAMESPACES}><w:p><w:pPr><w:tabs><w:tab w:val="right" w:pos="{WIDTH}"/></w:tabs></w:pPr>{foot}<w:r><w:tab/></w:r>{of}{page}{slash}{all}</w:p></w:ftr>"#
    )
}

fn document(paper: &Paper) -> String {
    let mut out = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document {NAMESPACES}><w:body>"#
    );
    if let Opening::Issued(it) = &paper.opening {
        out += &heading(it, paper);
    }
    out += &styled("Title", &paper.title);
    out += &styled("Subtitle", &paper.subject);
    if let Opening::Annexed(to) = &paper.opening {
        out += &styled("Annexed", to);
    }
    for block in &paper.body {
        match block {
            Block::Head(level, text) => out += &styled(&format!("Heading{level}"), text),
            // Lines of one paragraph would be stretched over the whole width, each but the last.
            Block::Text(text) => text.lines().for_each(|line| out += &styled("Body", line)),
            Block::Choices(choices) => {
                for (digit, label) in choices {
                    out += &styled("Body", &format!("[{digit}] {label}"));
                }
            }
            Block::Table(content) => {
                table(&mut out, content);
                out += "<w:p/>";
            }
        }
    }
    out += &signatures(paper);
    let margin = if paper.foot.is_none() { NUMBERED } else { FOOTED };
    format!("{out}<w:sectPr>{margin}{SECTION}</w:body></w:document>")
}

/// The head of a paper: the offices on the left, the national title on the right, each underlined.
fn heading(it: &Heading, paper: &Paper) -> String {
    let small = r#"<w:sz w:val="26"/>"#;
    let say = |key| text(paper.language, key, &[]);
    let line = |text: &str, run: &str| set("center", text, run);
    let ruled = |text: &str, indent: u32, run: &str| {
        let rule = format!(
            r#"<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr><w:ind w:left="{indent}" w:right="{indent}"/></w:pPr></w:p>"#
        );
        line(text, run) + &rule
    };
    let above = if it.above.is_empty() { String::new() } else { line(&it.above, small) };
    let left = above + &ruled(&it.office, 1300, &format!("<w:b/>{small}")) + &line(&it.number, small);
    let right = line(&say("document.nation"), r#"<w:b/><w:sz w:val="24"/>"#)
        + &ruled(&say("document.motto"), 1000, "<w:b/>")
        + &line(&it.place_and_date, "<w:i/>");
    let cells = [(WIDTH * 40 / 100, left), (WIDTH * 60 / 100, right)];
    plain_table(&cells)
}

/// Recipients on the left, who signs beside them; nothing where nobody does, as there are no tables without cells.
fn signatures(paper: &Paper) -> String {
    if paper.recipients.is_empty() && paper.signatures.is_empty() {
        return String::new();
    }
    let mut cells = Vec::new();
    let columns = paper.signatures.len() + usize::from(!paper.recipients.is_empty());
    let width = WIDTH / u32::try_from(columns.max(1)).unwrap_or(1);
    if !paper.recipients.is_empty() {
        let small = r#"<w:sz w:val="22"/>"#;
        let to = text(paper.language, "document.recipients", &[]);
        let lines = paper.recipients.iter().map(|line| set("left", line, small)).collect::<String>();
        cells.push((width, set("left", &to, r#"<w:b/><w:i/><w:sz w:val="24"/>"#) + &lines));
    }
    for signature in &paper.signatures {
        let role = set("center", &signature.role.to_uppercase(), "<w:b/>");
        cells.push((width, role + &"<w:p/>".repeat(4) + &set("center", &signature.name, "<w:b/>")));
    }
    plain_table(&cells)
}

fn plain_table(cells: &[(u32, String)]) -> String {
    let grid: String = cells.iter().map(|(width, _)| format!(r#"<w:gridCol w:w="{width}"/>"#)).collect();
    let cell = |(width, content): &(u32, String)| {
        format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>"#)
    };
    let cells: String = cells.iter().map(cell).collect();
    format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"#
    )
}

fn table(out: &mut String, table: &Table) {
    let border = |side: &str| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>"#);
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(border).concat();
    *out += &format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>"#
    );
    for column in &table.columns {
        *out += &format!(r#"<w:gridCol w:w="{}"/>"#, WIDTH * column.width / 100);
    }
    *out += "</w:tblGrid>";
    let titles = table.columns.iter().map(|column| column.title.clone()).collect();
    row(out, table, &Row { cells: titles, strong: true }, true);
    for content in &table.rows {
        row(out, table, content, false);
    }
    *out += "</w:tbl>";
}

fn row(out: &mut String, table: &Table, row: &Row, head: bool) {
    *out += "<w:tr><w:trPr><w:cantSplit/>";
    *out += if head { "<w:tblHeader/></w:trPr>" } else { "</w:trPr>" };
    for (column, text) in table.columns.iter().zip(&row.cells) {
        let align = match column.align {
            _ if head => "center",
            Align::Start => "left",
            Align::End => "right",
            Align::Center => "center",
        };
        let width = WIDTH * column.width / 100;
        *out += &format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>"#);
        let properties = format!(r#"<w:pStyle w:val="Cell"/><w:jc w:val="{align}"/>"#);
        *out += &paragraph(&properties, if row.strong { "<w:b/>" } else { "" }, text);
        *out += "</w:tc>";
    }
    *out += "</w:tr>";
}

fn styled(style: &str, text: &str) -> String {
    paragraph(&format!(r#"<w:pStyle w:val="{style}"/>"#), "", text)
}

fn set(align: &str, text: &str, run: &str) -> String {
    paragraph(&format!(r#"<w:jc w:val="{align}"/>"#), run, text)
}

/// A paragraph; what breaks lines in the text breaks them here.
fn paragraph(properties: &str, run: &str, text: &str) -> String {
    let lines: Vec<String> =
        text.lines().map(|line| format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escaped(line))).collect();
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>{}</w:r></w:p>", lines.join("<w:br/>"))
}

/// What has a meaning in XML, written so that it has none.
fn escaped(text: &str) -> String {
    printable(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
