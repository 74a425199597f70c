//! Which keys somebody pressed, by what a Vietnamese keyboard made of them: Telex writes ú for `us` and đ for `dd`. Codes of before hold
//! such letters, and who copies one does not always see what became of it.

use unicode_normalization::UnicodeNormalization as _;

use super::code::{GROUP, LETTERS};

/// No code is typed with more signs.
const LONGEST: usize = 3 * LETTERS;
/// So many readings of a text are looked up.
const MOST: usize = 64;
/// The key that gives a letter its mark may come so many letters later.
const LATER: usize = 2;
/// The mark of ơ and ư.
const HORN: char = '\u{31b}';

/// The readings of a text that have as many letters as a code, the likeliest first.
pub fn keys(text: &str) -> Vec<String> {
    if text.chars().nth(LONGEST).is_some() {
        return Vec::new();
    }
    let text: String = text.to_lowercase().nfc().collect();
    let runs: Vec<&str> =
        text.split(|sign: char| !sign.is_alphanumeric()).filter(|run| !run.is_empty()).collect();
    let grouped = runs.len() == LETTERS / GROUP;
    let mut all = vec![String::new()];
    for run in runs {
        let mut read = readings(run);
        read.retain(|it| !grouped || it.len() == GROUP);
        let begun = |begun: &String| read.iter().map(|rest| format!("{begun}{rest}")).collect::<Vec<_>>();
        all = all.iter().flat_map(begun).take(MOST).collect();
    }
    all.retain(|it| it.len() == LETTERS && it.bytes().all(|sign| sign.is_ascii_alphanumeric()));
    all
}

/// What keys may have given these letters.
fn readings(run: &str) -> Vec<String> {
    // Each key with its place: letters at even ones, what marks them behind.
    let mut all = vec![Vec::<(usize, char)>::new()];
    for (at, letter) in run.chars().enumerate() {
        let longer = |before: &Vec<(usize, char)>| {
            let mut with_letter = Vec::new();
            for (key, marks) in pressed(letter) {
                let mut ways = vec![[&before[..], &[(2 * at, key)]].concat()];
                for mark in marks {
                    let behind = |later: usize| {
                        ways.iter().map(move |way| [&way[..], &[(2 * (at + later) + 1, mark)]].concat())
                    };
                    ways = (0..=LATER).flat_map(behind).collect();
                }
                with_letter.extend(ways);
            }
            with_letter
        };
        all = all.iter().flat_map(longer).take(MOST).collect();
    }
    let end = 2 * run.chars().count();
    all.retain(|keys| keys.iter().all(|(place, _)| *place < end));
    let written = |mut keys: Vec<(usize, char)>| {
        keys.sort_by_key(|(place, _)| *place);
        keys.into_iter().map(|(_, key)| key).collect()
    };
    all.into_iter().map(written).collect()
}

/// The key of a letter and those of its marks, in each way in which Telex gives it.
fn pressed(letter: char) -> Vec<(char, Vec<char>)> {
    if letter == 'đ' {
        return vec![('d', vec!['d'])];
    }
    let mut parts = letter.nfd();
    let base = parts.next().unwrap_or(letter);
    let marks: Vec<char> = parts.collect();
    let key = |mark: &char| match mark {
        '\u{302}' => base,
        '\u{306}' | &HORN => 'w',
        '\u{301}' => 's',
        '\u{300}' => 'f',
        '\u{309}' => 'r',
        '\u{303}' => 'x',
        '\u{323}' => 'j',
        other => *other,
    };
    let mut ways = vec![(base, marks.iter().map(key).collect())];
    if base == 'u' && marks.contains(&HORN) {
        ways.push(('w', marks.iter().filter(|mark| **mark != HORN).map(key).collect()));
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_telex_changed_is_read_as_it_was_printed() {
        for (shown, printed) in [
            ("vmjc-nggz-8ug2-5iú", "vmjcnggz8ug25ius"),
            ("ân2b-đk9-2ưx-pqrt", "aan2bddk92uwxpqrt"),
            ("â2b-đk9-2ưx-pqrt", "aa2bddk92uwxpqrt"),
            ("vưk2-bcgh-kmnp-qtv2", "vwk2bcghkmnpqtv2"),
            ("ún2-bcgh-kmnp-qtv2", "uns2bcghkmnpqtv2"),
            ("VMJC NGGZ 8UG2 5IÚ", "vmjcnggz8ug25ius"),
            ("vmjcnggz8ug25iú", "vmjcnggz8ug25ius"),
            ("vmjcnggz8ug25iu\u{301}", "vmjcnggz8ug25ius"),
        ] {
            let read = keys(shown);
            assert_eq!(read.contains(&printed.to_owned()), printed.len() == LETTERS, "{shown}: {read:?}");
        }
        assert_eq!(keys("bcgh-kmnp-qtv2-3456"), ["bcghkmnpqtv23456"]);
        assert!(keys(&"ấ".repeat(16)).len() <= MOST && keys(&"ế".repeat(9000)).is_empty());
        for odd in ["", "漢字漢字漢字漢字漢字漢字漢字漢字"] {
            assert_eq!(keys(odd), [""; 0], "{odd}");
        }
    }
}
