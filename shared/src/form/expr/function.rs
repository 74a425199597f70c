//! The functions that are understood, by name and number of arguments. Any other is refused by name.

/// A function of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    Abs,
    Boolean,
    BooleanFromString,
    Ceiling,
    Coalesce,
    Concat,
    Contains,
    Count,
    CountNonEmpty,
    CountSelected,
    EndsWith,
    False,
    Floor,
    If,
    Int,
    Join,
    Max,
    Min,
    NormalizeSpace,
    Not,
    Now,
    Number,
    Position,
    Pow,
    Round,
    Selected,
    SelectedAt,
    StartsWith,
    String,
    StringLength,
    Substr,
    Substring,
    SubstringAfter,
    SubstringBefore,
    Sum,
    Today,
    Translate,
    True,
}

/// The number of arguments where there is no upper bound.
const ANY: usize = usize::MAX;

/// Name, function, fewest and most arguments; sorted by name.
const FUNCTIONS: &[(&str, Function, usize, usize)] = &[
    ("abs", Function::Abs, 1, 1),
    ("boolean", Function::Boolean, 1, 1),
    ("boolean-from-string", Function::BooleanFromString, 1, 1),
    ("ceiling", Function::Ceiling, 1, 1),
    ("coalesce", Function::Coalesce, 2, 2),
    ("concat", Function::Concat, 0, ANY),
    ("contains", Function::Contains, 2, 2),
    ("count", Function::Count, 1, 1),
    ("count-non-empty", Function::CountNonEmpty, 1, 1),
    ("count-selected", Function::CountSelected, 1, 1),
    ("ends-with", Function::EndsWith, 2, 2),
    ("false", Function::False, 0, 0),
    ("floor", Function::Floor, 1, 1),
    ("if", Function::If, 3, 3),
    ("int", Function::Int, 1, 1),
    ("join", Function::Join, 1, ANY),
    ("max", Function::Max, 1, ANY),
    ("min", Function::Min, 1, ANY),
    ("normalize-space", Function::NormalizeSpace, 0, 1),
    ("not", Function::Not, 1, 1),
    ("now", Function::Now, 0, 0),
    ("number", Function::Number, 0, 1),
    ("position", Function::Position, 1, 1),
    ("pow", Function::Pow, 2, 2),
    ("round", Function::Round, 1, 2),
    ("selected", Function::Selected, 2, 2),
    ("selected-at", Function::SelectedAt, 2, 2),
    ("starts-with", Function::StartsWith, 2, 2),
    ("string", Function::String, 0, 1),
    ("string-length", Function::StringLength, 0, 1),
    ("substr", Function::Substr, 2, 3),
    ("substring", Function::Substring, 2, 3),
    ("substring-after", Function::SubstringAfter, 2, 2),
    ("substring-before", Function::SubstringBefore, 2, 2),
    ("sum", Function::Sum, 1, 1),
    ("today", Function::Today, 0, 0),
    ("translate", Function::Translate, 3, 3),
    ("true", Function::True, 0, 0),
];

impl Function {
    /// The function of that name, with the fewest and the most arguments it takes.
    pub fn named(name: &str) -> Option<(Self, usize, usize)> {
        let found = FUNCTIONS.binary_search_by_key(&name, |entry| entry.0).ok()?;
        let (_, function, fewest, most) = FUNCTIONS[found];
        Some((function, fewest, most))
    }

    /// Whether its result changes with the clock alone.
    pub fn is_volatile(self) -> bool {
        matches!(self, Self::Today | Self::Now)
    }

    /// Whether it takes `.` where it is called without an argument.
    pub fn implies_itself(self) -> bool {
        matches!(self, Self::Number | Self::String | Self::StringLength | Self::NormalizeSpace)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_every_function_is_found() {
        for (name, function, ..) in FUNCTIONS {
            assert_eq!(Function::named(name).map(|found| found.0), Some(*function), "{name}");
        }
        assert_eq!(Function::named("pulldata"), None);
    }
}
