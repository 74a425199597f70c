//! Pages as a PDF file: each mark with the element that it belongs to, and the tree of elements.

use std::num::NonZeroU16;

use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TableHeaderScope, Tag, TagGroup, TagKind,
    TagTree,
};
use krilla::{Document, SerializeSettings};

use shared::message::text;

use super::super::paper::{Paper, printable};
use super::face::Style;
use super::layout::layout;
use super::sheet::{Element, Ink, Kind, LEFT, Layout, PAGE, WIDTH};

/// Writes it; the same bytes for the same paper. What PDF/UA asks for is checked as it is written.
pub fn pdf(paper: &Paper) -> Vec<u8> {
    bound(std::slice::from_ref(paper))
}

/// Writes several into one file, each on pages of its own that are counted by themselves. It is called as the first is.
pub fn bound(papers: &[Paper]) -> Vec<u8> {
    let laid: Vec<_> = papers.iter().map(layout).collect();
    let feet = papers.iter().zip(&laid).flat_map(|(paper, of)| {
        let all = of.pages.len();
        (1..=all).map(move |nth| foot(paper, nth, all))
    });
    let feet: Vec<_> = feet.collect();
    let mut whole = Layout { pages: Vec::new(), ..Layout::default() };
    laid.into_iter().for_each(|it| whole.bind(it));
    let accessible = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = accessible.expect("a PDF can be made for everybody");
    let mut document =
        Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut ids = vec![Vec::new(); whole.elements.len()];
    for (marks, foot) in whole.pages.iter().zip(&feet) {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).expect("a page has a size");
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for mark in marks {
            let tag = match mark.element {
                Some(_) => ContentTag::Span(SpanTag::empty()),
                None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
            };
            let id = tagged(&mut surface, tag, &mark.ink);
            ids.get_mut(mark.element.unwrap_or(usize::MAX)).into_iter().for_each(|ids| ids.push(id));
        }
        for ink in foot {
            let tag = ContentTag::Artifact(Artifact::with_kind(ArtifactType::PageNumber));
            tagged(&mut surface, tag, ink);
        }
        surface.finish();
        page.finish();
    }
    document.set_outline(outline(&whole));
    document.set_tag_tree(tree(&whole, &ids));
    let first = papers.first();
    let title = first.map(|paper| printable(&format!("{}: {}", paper.title, paper.subject)));
    let language = first.map_or_else(String::new, |paper| paper.language.code().to_owned());
    document.set_metadata(Metadata::new().title(title.unwrap_or_default()).language(language));
    document.finish().expect("a paper has all that a PDF asks for")
}

fn tagged(surface: &mut Surface<'_>, tag: ContentTag<'_>, ink: &Ink) -> Identifier {
    let id = surface.start_tagged(tag);
    match ink {
        Ink::Text { x, y, style, size, text } => {
            let face = style.face();
            surface.draw_glyphs(Point::from_xy(*x, *y), &face.glyphs(text), face.font(), text, *size, false);
        }
        Ink::Rule { x, y, width, height } => {
            let mut path = PathBuilder::new();
            Rect::from_xywh(*x, *y, *width, *height).into_iter().for_each(|rect| path.push_rect(rect));
            path.finish().iter().for_each(|path| surface.draw_path(path));
        }
    }
    surface.end_tagged();
    id
}

/// What stands on a page beside what the paper says: its number in the middle above, from the second on; where the paper has a foot,
/// that and the number below.
fn foot(paper: &Paper, nth: usize, all: usize) -> Vec<Ink> {
    let style = Style::Plain;
    let width = |text: &str, size: f32| style.face().width(text, size);
    let Some(foot) = &paper.foot else {
        let (size, text) = (13.0, nth.to_string());
        let x = (PAGE.0 - width(&text, size)) / 2.0;
        return if nth > 1 { vec![Ink::Text { x, y: 38.0, style, size, text }] } else { Vec::new() };
    };
    let (size, y) = (11.0, PAGE.1 - 30.0);
    let text = format!("{} {nth}/{all}", text(paper.language, "document.page", &[]));
    let x = LEFT + WIDTH - width(&text, size);
    let counted = Ink::Text { x, y, style, size, text };
    vec![Ink::Text { x: LEFT, y, style, size, text: style.face().settable(foot) }, counted]
}

fn outline(layout: &Layout) -> Outline {
    let mut outline = Outline::new();
    for Element { title, at: (page, y), .. } in heads(layout) {
        let to = XyzDestination::new(*page, Point::from_xy(0.0, *y));
        outline.push_child(OutlineNode::new(title.clone(), to));
    }
    outline
}

fn heads(layout: &Layout) -> impl Iterator<Item = &Element> {
    layout.elements.iter().filter(|element| matches!(element.kind, Kind::Head(_)))
}

fn tree(layout: &Layout, ids: &[Vec<Identifier>]) -> TagTree {
    let mut within = vec![Vec::new(); layout.elements.len() + 1];
    let top = layout.elements.len();
    for (nth, element) in layout.elements.iter().enumerate() {
        within
            .get_mut(element.within.unwrap_or(top))
            .into_iter()
            .for_each(|all: &mut Vec<usize>| all.push(nth));
    }
    let mut tree = TagTree::new();
    tree.children = within[top].iter().map(|nth| group(*nth, layout, &within, ids).into()).collect();
    tree
}

fn group(nth: usize, layout: &Layout, within: &[Vec<usize>], ids: &[Vec<Identifier>]) -> TagGroup {
    let element = &layout.elements[nth];
    let tag: TagKind = match element.kind {
        Kind::Head(level) => {
            let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(element.title.clone())).into()
        }
        Kind::Paragraph => Tag::P.into(),
        Kind::Table => Tag::Table.into(),
        Kind::Row => Tag::TR.into(),
        Kind::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Kind::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Kind::Cell => Tag::TD.into(),
    };
    let said = ids[nth].iter().map(|id| Node::Leaf(*id));
    let inner = within[nth].iter().map(|nth| Node::Group(group(*nth, layout, within, ids)));
    TagGroup::with_children(tag, said.chain(inner).collect())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use shared::message::Language;

    use super::super::super::paper::{Align, Block, Heading, Opening, Signature, Table};
    use super::*;

    fn paper(opening: Opening, signatures: Vec<Signature>) -> Paper {
        let mut table =
            Table::of([("Hạng".to_owned(), 20, Align::Center), ("Đơn vị".to_owned(), 80, Align::Start)]);
        for n in 0..60 {
            table.push([n.to_string(), "Ủy ban nhân dân huyện Ngân Sơn".to_owned()]);
        }
        let body = vec![Block::Head(1, "Kết quả thẩm định".to_owned()), Block::Table(table)];
        let (title, subject) = ("PHỤ LỤC".to_owned(), "CHỈ SỐ".to_owned());
        Paper {
            language: Language::Vi,
            opening,
            title,
            subject,
            body,
            recipients: Vec::new(),
            signatures,
            foot: None,
        }
    }

    /// The file with its packed streams opened.
    fn opened(file: &[u8]) -> String {
        let mut all = String::from_utf8_lossy(file).into_owned();
        let find = |from: usize, what: &[u8]| {
            file[from..].windows(what.len()).position(|end| end == what).map(|at| from + at)
        };
        let mut from = 0;
        while let Some(begin) = find(from, b"stream\n").map(|at| at + 7) {
            let end = find(begin, b"endstream").unwrap();
            let mut text = Vec::new();
            if flate2::read::ZlibDecoder::new(&file[begin..end]).read_to_end(&mut text).is_ok() {
                all += &String::from_utf8_lossy(&text);
            }
            from = end + 9;
        }
        all
    }

    #[test]
    fn it_is_tagged_says_its_language_and_what_each_shape_means() {
        let file = pdf(&paper(Opening::Annexed("(Kèm theo Quyết định)".to_owned()), Vec::new()));
        assert!(file.starts_with(b"%PDF-1.7"));
        let all = opened(&file);
        for sign in ["/StructTreeRoot", "/Lang(vi)", "/S/TH", "/S/H1", "/S/Table", "pdfuaid:part"] {
            assert!(all.contains(sign), "{sign}");
        }
        for letter in "ẩịệơĐỦ".chars() {
            assert!(all.contains(&format!("<{:04X}>", u32::from(letter))), "{letter} can be searched for");
        }
        assert!(!all.contains("/CreationDate"), "the same paper gives the same bytes");
    }

    #[test]
    fn a_paper_that_an_office_issues_is_written_too() {
        let line = |text: &str| text.to_owned();
        let heading = Heading {
            above: line("ỦY BAN NHÂN DÂN TỈNH BẮC KẠN"),
            office: line("SỞ NỘI VỤ"),
            number: line("Số: 1/BC-SNV"),
            place_and_date: line("Bắc Kạn, ngày 05 tháng 02 năm 2020"),
        };
        let signatures = vec![Signature { role: line("Giám đốc"), name: line("Nguyễn Văn A") }];
        let paper = paper(Opening::Issued(heading), signatures);
        assert!(pdf(&paper) == pdf(&paper));
    }
}
