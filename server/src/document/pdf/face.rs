//! The face of papers: Tinos, whose letters are as wide as those of Times New Roman, which the decree asks for. It comes with the
//! program, so that the same paper gives the same bytes on every machine.

use std::sync::LazyLock;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider as _};
use unicode_normalization::UnicodeNormalization as _;

use super::super::paper::printable;

/// How letters look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As most of the text.
    Plain,
    /// Strong.
    Bold,
    /// Slanted.
    Italic,
}

/// The letters of a style.
pub struct Face {
    font: Font,
    letters: Charmap<'static>,
    widths: GlyphMetrics<'static>,
}

static FACES: LazyLock<[Face; 3]> = LazyLock::new(|| {
    [
        Face::of(include_bytes!("../fonts/Tinos-Regular.ttf")),
        Face::of(include_bytes!("../fonts/Tinos-Bold.ttf")),
        Face::of(include_bytes!("../fonts/Tinos-Italic.ttf")),
    ]
});

impl Style {
    /// Its letters.
    pub fn face(self) -> &'static Face {
        let [plain, bold, italic] = &*FACES;
        match self {
            Self::Plain => plain,
            Self::Bold => bold,
            Self::Italic => italic,
        }
    }
}

impl Face {
    fn of(file: &'static [u8]) -> Self {
        let read = FontRef::new(file).expect("a face of the program is a font");
        Self {
            font: Font::new(file.into(), 0).expect("a face of the program is a font"),
            letters: read.charmap(),
            widths: read.glyph_metrics(Size::new(1.0), LocationRef::default()),
        }
    }

    /// The file of the letters.
    pub fn font(&self) -> Font {
        self.font.clone()
    }

    /// A text as it can be set: letters composed, as each has one shape; for what the face does not have, what it stands for (`ﬁ` for
    /// fi, `№` for No), or a question mark.
    pub fn settable(&self, text: &str) -> String {
        let has = |c: char| c == '\n' || self.letters.map(c).is_some();
        let set = |c: char| {
            let plain: String = c.nfkc().collect();
            match (has(c), plain.chars().all(has)) {
                (true, _) => c.to_string(),
                (false, true) => plain,
                (false, false) => "?".to_owned(),
            }
        };
        printable(text).nfc().map(set).collect()
    }

    /// How wide a text is.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| self.advance(c).1).sum::<f32>() * size
    }

    /// The shapes of a text, side by side.
    pub fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let shape = |(at, c): (usize, char)| {
            let (glyph, advance) = self.advance(c);
            KrillaGlyph::new(GlyphId::new(glyph), advance, 0.0, 0.0, 0.0, at..at + c.len_utf8(), None)
        };
        text.char_indices().map(shape).collect()
    }

    fn advance(&self, c: char) -> (u32, f32) {
        let glyph = self.letters.map(c).unwrap_or_default();
        (glyph.to_u32(), self.widths.advance_width(glyph).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_vietnamese_has_a_shape_of_its_own() {
        let vowels = "aăâeêioôơuưy".chars();
        let tones = ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"];
        let small: String = vowels.flat_map(|vowel| tones.map(|tone| format!("{vowel}{tone}"))).collect();
        let all: String = format!("{small}{}đĐ→–−…“”(*)", small.to_uppercase()).nfc().collect();
        for style in [Style::Plain, Style::Bold, Style::Italic] {
            let face = style.face();
            assert_eq!(face.settable(&all), all, "{style:?}");
            assert_eq!(all.chars().count(), 2 * 72 + 11);
            assert!(all.chars().all(|c| face.width(&c.to_string(), 10.0) > 0.0), "{style:?}");
        }
        assert_eq!(Style::Plain.face().settable("a\u{301} \u{fff9}漢\t\n"), "á ?? \n");
        assert_eq!(Style::Plain.face().settable("Ｓở № ５, 37 ℃"), "Sở No 5, 37 °C");
    }

    #[test]
    fn letters_are_as_wide_as_those_of_times_new_roman() {
        let face = Style::Plain.face();
        // 722, 500 and 250 of 1000, as the metrics of Times have them.
        for (letter, width) in [("A", 7.22), ("0", 5.0), (" ", 2.5)] {
            assert!((face.width(letter, 10.0) - width).abs() < 0.01, "{letter}");
        }
    }
}
