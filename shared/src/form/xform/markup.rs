//! Elements on their way into a file: each is written as it comes, so that no form is held twice.

use std::fmt::{Result, Write};

/// Writes elements, indented where only elements stand inside one.
pub(super) struct Writer<'w> {
    out: &'w mut dyn Write,
    /// Whether the tag of the element that is written last is still open: whether it holds anything is not known yet.
    open: bool,
    /// How deep the next element is indented; not at all beside text.
    depth: Option<usize>,
}

impl<'w> Writer<'w> {
    /// Begins a document.
    pub fn begin(out: &'w mut dyn Write) -> std::result::Result<Self, std::fmt::Error> {
        out.write_str("<?xml version=\"1.0\"?>")?;
        Ok(Self { out, open: false, depth: Some(0) })
    }

    /// Ends the document.
    pub fn end(self) -> Result {
        self.out.write_char('\n')
    }

    /// Writes an element that holds a text.
    pub fn holding(&mut self, name: &str, text: &str) -> Result {
        self.element(name, [], !text.is_empty(), |it| it.text(text))
    }

    /// Writes an element with what is inside it; `mixed` says whether text is.
    pub fn element<'a>(
        &mut self,
        name: &str,
        attributes: impl IntoIterator<Item = (&'a str, &'a str)>,
        mixed: bool,
        inside: impl FnOnce(&mut Self) -> Result,
    ) -> Result {
        self.fill()?;
        let around = self.depth;
        line(self.out, around)?;
        begin(self.out, name, attributes)?;
        self.open = true;
        self.depth = around.filter(|_| !mixed).map(|depth| depth + 1);
        inside(self)?;
        self.depth = around;
        if std::mem::take(&mut self.open) {
            return self.out.write_str("/>");
        }
        line(self.out, around.filter(|_| !mixed))?;
        write!(self.out, "</{name}>")
    }

    /// Writes a text.
    pub fn text(&mut self, text: &str) -> Result {
        if text.is_empty() {
            return Ok(());
        }
        self.fill()?;
        escape(self.out, text, false)
    }

    /// The element that is open holds something.
    fn fill(&mut self) -> Result {
        if std::mem::take(&mut self.open) { self.out.write_char('>') } else { Ok(()) }
    }
}

/// Begins an element; how the tag ends is still open.
pub(super) fn begin<'a>(
    out: &mut dyn Write,
    name: &str,
    attributes: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result {
    write!(out, "<{name}")?;
    for (name, value) in attributes {
        write!(out, " {name}=\"")?;
        escape(out, value, true)?;
        out.write_char('"')?;
    }
    Ok(())
}

fn line(out: &mut dyn Write, depth: Option<usize>) -> Result {
    let Some(depth) = depth else { return Ok(()) };
    out.write_char('\n')?;
    (0..depth).try_for_each(|_| out.write_str("  "))
}

/// What no XML may hold is left out: no reader would take the file. An attribute keeps its line breaks only when they are written out.
pub(super) fn escape(out: &mut dyn Write, text: &str, attribute: bool) -> Result {
    let written = |sign: char| match sign {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' if attribute => Some("&quot;"),
        '\n' if attribute => Some("&#10;"),
        '\t' if attribute => Some("&#9;"),
        '\r' => Some("&#13;"),
        '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => Some(""),
        _ => None,
    };
    let mut rest = text;
    while let Some((at, sign, instead)) =
        rest.char_indices().find_map(|(at, sign)| Some((at, sign, written(sign)?)))
    {
        out.write_str(&rest[..at])?;
        out.write_str(instead)?;
        rest = &rest[at + sign.len_utf8()..];
    }
    out.write_str(rest)
}
