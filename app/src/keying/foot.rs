//! The numbers of a batch and a paper as they are typed, or as a scanner reads them at the foot of a page.

/// The number that was typed, or that of a batch and behind it that of a paper; none where there is no number, or too long a one.
/// The line at the foot has them in its last pieces, behind the form and its version; a page's number may follow.
pub fn numbers(text: &str) -> Option<Vec<u32>> {
    let is_digit = |c: char| c.is_ascii_digit();
    let mut pieces: Vec<&str> = text.split(['-', '–']).filter(|piece| piece.contains(is_digit)).collect();
    let is_page = |piece: &&str| {
        let behind = piece.trim_start_matches(|c| !is_digit(c)).trim_start_matches(is_digit);
        behind.trim_start().starts_with('/')
    };
    if pieces.len() > 2 && pieces.last().is_some_and(is_page) {
        pieces.pop();
    }
    let from = pieces.len().saturating_sub(2);
    let numbers = |piece: &str, most: usize| {
        let digits = piece.split(|c| !is_digit(c)).filter(|digits| !digits.is_empty());
        digits.take(most).map(|digits| digits.parse().ok()).collect::<Vec<Option<u32>>>()
    };
    match &pieces[from..] {
        [] => None,
        [piece] if !piece.contains(char::is_alphabetic) => numbers(piece, 2).into_iter().collect(),
        pieces => pieces.iter().flat_map(|piece| numbers(piece, 1)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use shared::message::{Language, text};

    use super::*;

    #[test]
    fn the_whole_line_at_the_foot_names_a_batch_and_a_paper_in_both_languages() {
        for language in Language::ALL {
            let said = [("form", "P2"), ("version", "1"), ("batch", "3"), ("paper", "0012")];
            let line = text(language, "document.paper-code", &said);
            assert_eq!(numbers(&line), Some(vec![3, 12]), "{line}");
            for page in ["Trang 1/4", "- Trang 1/4", "- Page 1/4"] {
                assert_eq!(numbers(&format!("{line} {page}")), Some(vec![3, 12]), "{line} {page}");
            }
        }
    }

    #[test]
    fn numbers_alone_are_as_they_are_typed_and_none_is_made_of_what_is_too_long() {
        for (typed, said) in [
            ("3", vec![3]),
            ("3-12", vec![3, 12]),
            ("3 12", vec![3, 12]),
            ("Lô 3 - Phiếu số 0012", vec![3, 12]),
        ] {
            assert_eq!(numbers(typed), Some(said), "{typed}");
        }
        for typed in ["", "x", "3-99999999999"] {
            assert_eq!(numbers(typed), None, "{typed}");
        }
    }
}
