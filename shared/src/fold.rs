//! Text as one searches it: without case and without Vietnamese marks, so that `song cau` finds the ward of that name.

/// The first and last of the marks that stand apart from their letter in decomposed text.
const MARKS: std::ops::RangeInclusive<char> = '\u{300}'..='\u{36f}';

/// Folds text for searching.
pub fn fold(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .filter(|c| !MARKS.contains(c))
        .map(|c| BASES.iter().find(|(_, letters)| letters.contains(c)).map_or(c, |(base, _)| *base))
        .collect()
}

/// The letters of Vietnamese by the base that people type.
const BASES: [(char, &str); 7] = [
    (
        'a',
        "\u{e0}\u{e1}\u{e2}\u{e3}\u{103}\u{1ea1}\u{1ea3}\u{1ea5}\u{1ea7}\u{1ea9}\u{1eab}\u{1ead}\u{1eaf}\u{1eb1}\u{1eb3}\u{1eb5}\u{1eb7}",
    ),
    ('d', "\u{111}"),
    ('e', "\u{e8}\u{e9}\u{ea}\u{1eb9}\u{1ebb}\u{1ebd}\u{1ebf}\u{1ec1}\u{1ec3}\u{1ec5}\u{1ec7}"),
    ('i', "\u{ec}\u{ed}\u{129}\u{1ec9}\u{1ecb}"),
    (
        'o',
        "\u{f2}\u{f3}\u{f4}\u{f5}\u{1a1}\u{1ecd}\u{1ecf}\u{1ed1}\u{1ed3}\u{1ed5}\u{1ed7}\u{1ed9}\u{1edb}\u{1edd}\u{1edf}\u{1ee1}\u{1ee3}",
    ),
    ('u', "\u{f9}\u{fa}\u{169}\u{1b0}\u{1ee5}\u{1ee7}\u{1ee9}\u{1eeb}\u{1eed}\u{1eef}\u{1ef1}"),
    ('y', "\u{fd}\u{1ef3}\u{1ef5}\u{1ef7}\u{1ef9}"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_case_do_not_matter() {
        assert_eq!(fold("Phường Sông Cầu"), "phuong song cau");
        assert_eq!(fold("Xã ĐỒNG LẠC, Chợ Đồn"), "xa dong lac, cho don");
        assert_eq!(fold("Nguyễn Thị Minh Khai – Thuý Ỷ"), "nguyen thi minh khai – thuy y");
        assert_eq!(fold("Ca\u{302}\u{300}u"), "cau");
    }
}
