//! What the type of a row says, for who reads the rows by rules of its own.

use super::item::Shape;
use super::{alias, block, kind, select};

/// What a type says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::form) enum Told {
    /// A group, a repeat or a loop begins.
    Begins(Shape),
    /// It ends.
    Ends(Shape),
    /// One option of a list of the sheet choices.
    One(String),
    /// Several of them.
    Several(String),
    /// Options of a list, or something else.
    OrOther,
    /// Anything else that is known, by its one name.
    Other(String),
}

/// What a type says; `None` where no tool knows it.
pub(in crate::form) fn told(written: &str) -> Option<Told> {
    let written = alias::kind(written);
    let begins = || block::begins(written).map(|(shape, _)| Told::Begins(shape));
    let ends = || block::ends(written).map(Told::Ends);
    let chosen = || select::parse(written).map(|select| select.told());
    let known = || kind::kind(written).is_some_and(|kind| !kind.chooses()) || written.starts_with("osm ");
    begins().or_else(ends).or_else(chosen).or_else(|| known().then(|| Told::Other(written.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_told_by_all_of_its_names() {
        let list = || "sex".to_owned();
        for (written, said) in [
            ("begin_group", Some(Told::Begins(Shape::Group))),
            ("begin looped group", Some(Told::Begins(Shape::Repeat))),
            ("end repeat", Some(Told::Ends(Shape::Repeat))),
            ("select_one sex", Some(Told::One(list()))),
            ("select one from sex", Some(Told::One(list()))),
            ("select all that apply sex", Some(Told::Several(list()))),
            ("select_multiple sex or_other", Some(Told::OrOther)),
            ("select_one ${earlier}", Some(Told::Other("select one".to_owned()))),
            ("select_one_from_file sex.csv", Some(Told::Other("select one".to_owned()))),
            ("rank sex", Some(Told::Other("rank".to_owned()))),
            ("imei", Some(Told::Other("deviceid".to_owned()))),
            ("osm sex", Some(Told::Other("osm sex".to_owned()))),
            ("select_one", None),
            ("select one", None),
            ("Integer", None),
        ] {
            assert_eq!(told(written), said, "{written}");
        }
    }
}
