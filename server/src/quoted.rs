//! Text of strangers in the log: on one line, in quotes, and cut.

/// The most characters that are shown.
const SHOWN: usize = 80;

/// The text in quotes, with what could pass for another line or move a terminal's cursor written as an escape.
pub fn quoted(text: &str) -> String {
    let cut = text.char_indices().nth(SHOWN).map(|(at, _)| at);
    let shown = &text[..cut.unwrap_or(text.len())];
    format!("{shown:?}{}", if cut.is_some() { "..." } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_line_or_its_quotes_or_fills_the_log() {
        assert_eq!(quoted("bac-kan-2019"), "\"bac-kan-2019\"");
        assert_eq!(quoted("a\nERROR \u{1b}[2J \"x\""), "\"a\\nERROR \\u{1b}[2J \\\"x\\\"\"");
        assert_eq!(quoted(&"ế".repeat(5000)), format!("\"{}\"...", "ế".repeat(80)));
    }
}
