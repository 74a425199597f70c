//! Names of variables as each kind of file admits them, no two alike, whatever the case of their letters.

use std::collections::HashSet;

/// What a kind of file admits as a name.
pub(crate) struct Rule {
    /// The most it may be long, as `length` counts.
    pub longest: usize,
    /// How long a letter is.
    pub length: fn(char) -> usize,
    /// Whether a name may begin with an underscore.
    pub underscore_first: bool,
    /// Whether a word, all in small letters, means something else there.
    pub reserved: fn(&str) -> bool,
}

/// The names of columns.
pub(crate) fn names<'a>(columns: impl Iterator<Item = &'a str>, rule: &Rule) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::new();
    columns
        .map(|column| {
            let plain = plain(column, rule);
            let mut name = cut(&plain, rule.longest, rule.length).to_owned();
            let mut n = 1;
            while !taken.insert(name.to_lowercase()) {
                n += 1;
                let end = format!("_{n}");
                name = format!("{}{end}", cut(&plain, rule.longest - end.len(), rule.length));
            }
            name
        })
        .collect()
}

/// The beginning of a text that is at most so long, cut between letters.
pub(crate) fn cut(text: &str, longest: usize, length: fn(char) -> usize) -> &str {
    let mut long = 0;
    let beyond = text.char_indices().find(|(_, letter)| {
        long += length(*letter);
        long > longest
    });
    beyond.map_or(text, |(end, _)| &text[..end])
}

fn plain(column: &str, rule: &Rule) -> String {
    let mut name: String =
        column.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '_' }).collect();
    let first = name.chars().next().unwrap_or('_');
    let may_begin = first.is_alphabetic() || first == '_' && rule.underscore_first;
    if !may_begin {
        name.insert(0, 'v');
    }
    if (rule.reserved)(&name.to_lowercase()) {
        name.push('_');
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Rule = Rule {
        longest: 8,
        length: char::len_utf8,
        underscore_first: false,
        reserved: |word| ["all", "by"].contains(&word),
    };

    #[test]
    fn names_are_cut_between_letters_and_stay_apart() {
        let columns = ["q", "Q", "by", "1a", "_x", "địa/bàn", "mười_một", "mười_hai", "a-b", "a b"];
        let made = names(columns.into_iter(), &SHORT);
        assert_eq!(made, ["q", "Q_2", "by_", "v1a", "v_x", "địa_b", "mười_", "mườ_2", "a_b", "a_b_2"]);
    }
}
