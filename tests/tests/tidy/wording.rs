//! The texts keep to one spelling and one form of address: the words of ARCHITECTURE's table.

use std::fs;

use shared::message::{Language, keys, text};

use crate::source::{none, paths, root};

/// The rows "write, not, because" of the table: what is not to be written, with what is.
fn table() -> Vec<(String, String)> {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    let (_, words) = page.split_once("| write | not |").expect("the table of words has its head");
    words
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .flat_map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let right = cells[1].to_owned();
            cells[2].split(", ").map(move |wrong| (wrong.to_lowercase(), right.clone())).collect::<Vec<_>>()
        })
        .collect()
}

/// A text in small letters, without its parameters.
fn plain(text: &str) -> String {
    let mut parts = text.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.split_once('}').map_or("", |(_, after)| after)).to_lowercase()
}

/// Whether the words stand in the text as whole words.
fn holds(text: &str, words: &str) -> bool {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(words).any(|(at, found)| {
        apart(text[..at].chars().next_back()) && apart(text[at + found.len()..].chars().next())
    })
}

/// Whether the tone stands on the second of two vowels that end a syllable (hoá), where the first bears it (hóa).
fn marks_the_second_vowel(word: &str) -> bool {
    let Some((last, rest)) = word.char_indices().next_back().map(|(at, last)| (last, &word[..at])) else {
        return false;
    };
    match rest.chars().next_back() {
        Some('o') => "áàảãạéèẻẽẹ".contains(last),
        Some('u') => "ýỳỷỹỵ".contains(last) && !rest.ends_with("qu"),
        _ => false,
    }
}

#[test]
fn the_texts_use_the_words_of_the_glossary() {
    let table = table();
    assert!(table.len() > 5, "only {} words found: does the test still see the table?", table.len());
    let mut found = Vec::new();
    for key in keys(Language::Vi) {
        let text = plain(&text(Language::Vi, key, &[]));
        for (wrong, right) in table.iter().filter(|(wrong, _)| holds(&text, wrong)) {
            found.push(format!("{key}: “{wrong}”, write “{right}”"));
        }
        let words = text.split(|c: char| !c.is_alphanumeric());
        let misplaced = words.filter(|word| marks_the_second_vowel(word));
        found.extend(misplaced.map(|word| format!("{key}: “{word}”, the mark belongs on the first vowel")));
    }
    none("one spelling and one form of address", found);
}

#[test]
fn cancel_is_one_word() {
    let cancels: Vec<_> = keys(Language::Vi).filter(|key| key.ends_with(".cancel")).collect();
    assert!(!cancels.is_empty(), "no key of a button that cancels is left");
    let other = cancels.into_iter().filter(|key| text(Language::Vi, key, &[]) != "Hủy");
    none("who does not go on presses “Hủy”", other.map(str::to_owned).collect());
}

#[test]
fn the_mark_of_a_syllable_with_two_vowels_has_its_place() {
    for wrong in ["xoá", "hoà", "khoẻ", "huỷ", "tuỳ"] {
        assert!(marks_the_second_vowel(wrong), "{wrong}");
    }
    for right in ["xóa", "hòa", "khỏe", "hủy", "quý", "quỹ", "hoàn", "toàn", "loại", "y", ""] {
        assert!(!marks_the_second_vowel(right), "{right}");
    }
}

/// The name of a level, and what names of places begin with.
const NAME_A_LEVEL: [&str; 2] = ["common.level.district", "document.kinds-of-place"];

/// Whether the words call something a district, in either language.
fn says_district(words: &str) -> bool {
    let words = words.to_lowercase();
    words.contains("district") || words.contains("huyện") || words.contains("huyen")
}

#[test]
fn no_text_calls_a_place_a_level_or_a_unit_a_district() {
    let mut found = Vec::new();
    let mut named = 0;
    for language in [Language::Vi, Language::En] {
        for key in keys(language) {
            let said = text(language, key, &[]);
            match NAME_A_LEVEL.contains(&key) {
                true => named += usize::from(says_district(&said)),
                false if says_district(key) || says_district(&said) => found.push(format!("{key}: {said}")),
                false => {}
            }
        }
    }
    assert_eq!(named, 3, "does the test still see where levels are named?");
    none("a place, a level or a unit type is no district", found);
}

/// Rust's are read by `dependencies`, without their tests.
#[test]
fn no_page_style_or_statement_calls_anything_a_district() {
    let ends = [".html", ".css", ".js", ".sql", ".service", ".timer", ".conf"];
    let folders = ["app/", "server/", "shared/"];
    let files: Vec<String> = paths()
        .into_iter()
        .filter(|path| folders.iter().any(|folder| path.starts_with(folder)))
        .filter(|path| ends.iter().any(|end| path.ends_with(end)))
        .collect();
    assert!(files.len() > 50, "only {} files found: does the test still see them?", files.len());
    let lines = |path: String| {
        let text = fs::read_to_string(root().join(&path)).expect("readable");
        let lines = text.lines().enumerate().filter(|(_, line)| says_district(line));
        lines.map(|(at, line)| format!("{path}:{}: {line}", at + 1)).collect::<Vec<_>>()
    };
    none("a place, a level or a unit type is no district", files.into_iter().flat_map(lines).collect());
}
