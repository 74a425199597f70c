//! Looks texts up: `key = text` lines, one file for each language and room, with `{name}` for parameters.
//!
//! A key with `.one` added is used where the parameter `n` is 1 (English needs it, Vietnamese does not).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::{Language, date, number};
use crate::problem::Problem;

type Texts = BTreeMap<&'static str, &'static str>;

/// The rooms whose texts a program shows, each in Vietnamese and in English: what it goes without need not travel.
#[derive(Clone, Copy, Debug)]
pub struct Rooms(&'static [[&'static str; 2]]);

macro_rules! room {
    ($name:literal) => {
        [include_str!(concat!("vi/", $name, ".txt")), english!($name)]
    };
}

#[cfg(not(target_arch = "wasm32"))]
macro_rules! english {
    ($name:literal) => {
        include_str!(concat!("en/", $name, ".txt"))
    };
}

/// In a browser English is a file of its own, for who chooses it.
#[cfg(target_arch = "wasm32")]
macro_rules! english {
    ($name:literal) => {
        ""
    };
}

impl Rooms {
    /// All.
    pub const ALL: Self = Self(&[
        room!("admin"),
        room!("api"),
        room!("appraisal"),
        room!("assessment"),
        room!("backchecks"),
        room!("boot"),
        room!("campaigns"),
        room!("common"),
        room!("consent"),
        room!("desk"),
        room!("devices"),
        room!("document"),
        room!("doubts"),
        room!("export"),
        room!("field"),
        room!("fieldwork"),
        room!("file"),
        room!("flags"),
        room!("hints"),
        room!("inbox"),
        room!("form"),
        room!("hand"),
        room!("kept"),
        room!("keying"),
        room!("lock"),
        room!("messages"),
        room!("missed"),
        room!("notice"),
        room!("office"),
        room!("package"),
        room!("papers"),
        room!("problem"),
        room!("publish"),
        room!("respond"),
        room!("results"),
        room!("run"),
        room!("server"),
    ]);
    /// Those of the tablet's part of the app.
    pub const TABLET: Self =
        Self(&[room!("common"), room!("consent"), room!("field"), room!("kept"), room!("problem")]);
    /// Those of a unit's desk.
    pub const DESK: Self = Self(&[
        room!("assessment"),
        room!("common"),
        room!("desk"),
        room!("file"),
        room!("inbox"),
        room!("kept"),
        room!("problem"),
    ]);
    /// Those of a clerk's.
    pub const KEYING: Self =
        Self(&[room!("common"), room!("doubts"), room!("inbox"), room!("keying"), room!("problem")]);
    /// Those of the office's.
    pub const OFFICE: Self = Self(&[
        room!("admin"),
        room!("appraisal"),
        room!("assessment"),
        room!("campaigns"),
        room!("common"),
        room!("doubts"),
        room!("file"),
        room!("inbox"),
        room!("office"),
        room!("package"),
        room!("problem"),
    ]);
}

impl Rooms {
    fn in_language(self, nth: usize) -> impl Iterator<Item = &'static str> {
        self.0.iter().flat_map(move |room| room[nth].lines())
    }

    /// What they say in English, as one file of entries.
    pub fn english(self) -> String {
        let entries = self.in_language(1).filter_map(entry);
        entries.map(|(key, text)| format!("{key} = {text}\n")).collect()
    }
}

static SHOWN: OnceLock<Rooms> = OnceLock::new();

/// Says which rooms this program shows, before the first text is looked up. The app has none before that; all others have all.
pub fn show(rooms: Rooms) {
    // Said twice, the first holds.
    let _ = SHOWN.set(rooms);
}

fn shown() -> Rooms {
    let unsaid = || if cfg!(target_arch = "wasm32") { Rooms(&[]) } else { Rooms::ALL };
    *SHOWN.get_or_init(unsaid)
}

static ENGLISH: OnceLock<Texts> = OnceLock::new();

fn texts(language: Language) -> &'static Texts {
    static VIETNAMESE: OnceLock<Texts> = OnceLock::new();
    let vietnamese = || VIETNAMESE.get_or_init(|| read(shown().in_language(0)));
    match language {
        Language::Vi => vietnamese(),
        Language::En if cfg!(target_arch = "wasm32") => ENGLISH.get().unwrap_or_else(vietnamese),
        Language::En => ENGLISH.get_or_init(|| read(shown().in_language(1))),
    }
}

fn read(lines: impl Iterator<Item = &'static str>) -> Texts {
    crate::filled::map(lines.filter_map(entry))
}

/// Whether this program can speak a language by now.
pub fn speaks(language: Language) -> bool {
    language == Language::Vi || cfg!(not(target_arch = "wasm32")) || ENGLISH.get().is_some()
}

/// Takes in the English of a program in a browser, as [`Rooms::english`] wrote it; it stays for as long as the page does.
pub fn learn_english(file: String) {
    // Fetched twice, it is the same.
    let _ = ENGLISH.set(read(file.leak().lines()));
}

/// Blank lines and lines that begin with `#` are no entries.
fn entry(line: &'static str) -> Option<(&'static str, &'static str)> {
    let (key, text) = line.split_once(" = ")?;
    (!line.starts_with('#')).then_some((key.trim(), text.trim()))
}

/// The text of `key`, with the parameters filled in. An unknown key is shown as itself, so that it is seen.
pub fn text(language: Language, key: &str, params: &[(&str, &str)]) -> String {
    let texts = texts(language);
    let one = params.contains(&("n", "1")).then(|| texts.get(format!("{key}.one").as_str())).flatten();
    let Some(found) = one.or_else(|| texts.get(key)) else { return key.to_owned() };
    filled(found, params)
}

/// Fills the parameters in, in one pass: what a value says is never read as the name of another. A value that says
/// nothing takes the brackets around it along, and leaves a dash where it was announced.
fn filled(text: &str, params: &[(&str, &str)]) -> String {
    let (mut filled, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('{') {
        let value = after.split_once('}').and_then(|(name, left)| {
            params.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, left))
        });
        filled.push_str(before);
        let (value, left) = value.unwrap_or(("{", after));
        rest = left;
        if !value.is_empty() {
            filled.push_str(value);
        } else if let (true, Some(left)) = (filled.ends_with('('), left.strip_prefix(')')) {
            filled.pop();
            filled.truncate(filled.trim_end().len());
            rest = left;
        } else if filled.ends_with(": ") {
            filled.push('–');
        }
    }
    filled + rest
}

/// The text of a problem: its days and points as people of the language write them, as it carries them for programs.
pub fn problem(language: Language, problem: &Problem) -> String {
    let shown = |(name, value): (&String, &String)| match name.as_str() {
        "day" | "opens" | "closes" => date(value),
        "points" | "maximum" => number(language, value),
        _ => value.clone(),
    };
    let values: Vec<String> = problem.params.iter().map(shown).collect();
    let params: Vec<_> =
        problem.params.keys().map(String::as_str).zip(values.iter().map(String::as_str)).collect();
    text(language, &format!("problem.{}", problem.code), &params)
}

/// Whether there are words for a problem.
pub fn knows(problem: &Problem) -> bool {
    texts(Language::Vi).contains_key(format!("problem.{}", problem.code).as_str())
}

/// All keys of a language, for tests that compare catalogue and code.
pub fn keys(language: Language) -> impl Iterator<Item = &'static str> {
    texts(language).keys().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(text: &str) -> Vec<&str> {
        let mut names: Vec<_> =
            text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(n, _)| n).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    #[test]
    fn both_languages_have_the_same_keys_and_parameters() {
        let (vi, en) = (texts(Language::Vi), texts(Language::En));
        for (key, text) in en {
            let base = key.strip_suffix(".one").unwrap_or(key);
            let other = vi.get(base).unwrap_or_else(|| panic!("no Vietnamese text for {base}"));
            if base == *key {
                assert_eq!(parameters(text), parameters(other), "{key}");
            }
        }
        for key in vi.keys() {
            assert!(en.contains_key(key), "no English text for {key}");
        }
    }

    #[test]
    fn every_line_is_an_entry_and_no_key_stands_twice() {
        for nth in [0, 1] {
            let mut seen = std::collections::BTreeSet::new();
            for line in Rooms::ALL.in_language(nth).filter(|l| !l.is_empty() && !l.starts_with('#')) {
                let (key, _) = entry(line).unwrap_or_else(|| panic!("not an entry: {line}"));
                assert!(seen.insert(key), "{key} stands twice");
            }
        }
    }

    #[test]
    fn the_file_of_a_browser_says_what_the_rooms_say() {
        let file: &str = Rooms::ALL.english().leak();
        assert_eq!(read(file.lines()), *texts(Language::En));
    }

    #[test]
    fn what_a_value_says_is_not_filled_in_again() {
        let params = [("a", "{b} {a}"), ("b", "{a}"), ("n", "{")];
        for (text, shown) in [
            ("{a}, {b}", "{b} {a}, {a}"),
            ("{n}a}", "{a}"),
            ("{{a}}", "{{b} {a}}"),
            ("{c} {", "{c} {"),
            ("{c{b}", "{c{a}"),
        ] {
            assert_eq!(filled(text, &params), shown, "{text}");
        }
    }

    #[test]
    fn a_problem_says_its_days_and_points_as_people_write_them() {
        let refused = Problem::new("assessments.out_of_range").with("points", "12.5").with("maximum", "2.25");
        let refused = refused.with("code", "1.2").with("unit", "SNV");
        let shown = problem(Language::Vi, &refused);
        assert!(["12,5", "2,25", "1.2"].iter().all(|it| shown.contains(it)), "{shown}");
        let past = Problem::new("token.last_day").with("day", "2026-11-22");
        assert!(problem(Language::En, &past).contains("22/11/2026"));
    }

    #[test]
    fn no_text_ends_in_empty_brackets_or_announces_nothing() {
        for language in Language::ALL {
            for (key, text) in texts(language) {
                let empty: Vec<_> = parameters(text).into_iter().map(|name| (name, "")).collect();
                let shown = filled(text, &empty);
                let bare = shown.trim_end_matches(['.', ' ']);
                assert!(!shown.contains("()"), "{key}: {shown}");
                assert!(text.ends_with(':') || !bare.ends_with(':'), "{key}: {shown}");
            }
        }
        assert_eq!(
            filled("Hỏng ({cause}). Dùng: {allowed}.", &[("cause", ""), ("allowed", "")]),
            "Hỏng. Dùng: –."
        );
    }

    #[test]
    fn one_has_a_form_of_its_own_where_the_language_needs_it() {
        assert_eq!(text(Language::En, "kept.unsent", &[("n", "1")]), "1 ballot not sent");
        assert_eq!(text(Language::En, "kept.unsent", &[("n", "3")]), "3 ballots not sent");
        assert_eq!(text(Language::Vi, "kept.unsent", &[("n", "1")]), "1 phiếu chưa gửi");
    }
}
