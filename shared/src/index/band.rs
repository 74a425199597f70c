//! The class that a shown total reaches (rule 8).

use crate::campaign::Band;
use crate::points::Points;

/// The code of the band with the highest min that the shown total reaches; below the lowest min there is none.
pub(super) fn class<'a>(bands: &'a [Band], unit_type: &str, shown: &Points) -> Option<&'a str> {
    bands
        .iter()
        .filter(|band| band.unit_type == unit_type && band.min <= *shown)
        .max_by(|a, b| a.min.cmp(&b.min))
        .map(|band| &*band.code)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::campaign::Name;

    fn band(unit_type: &str, code: &str, min: i64) -> Band {
        let (unit_type, code) = (unit_type.to_owned(), code.to_owned());
        Band { unit_type, code, name: Name::default(), min: Points::whole(min) }
    }

    fn bands() -> Vec<Band> {
        vec![band("d", "fair", 65), band("d", "excellent", 90), band("x", "other", 0), band("d", "good", 85)]
    }

    #[test]
    fn the_class_is_the_highest_band_that_is_reached_in_any_order_of_the_sheet() {
        for (shown, code) in
            [("90", "excellent"), ("89.99", "good"), ("85", "good"), ("84.99", "fair"), ("120", "excellent")]
        {
            assert_eq!(class(&bands(), "d", &Points::parse(shown).unwrap()), Some(code), "{shown}");
        }
    }

    #[test]
    fn below_the_lowest_band_there_is_no_class() {
        assert_eq!(class(&bands(), "d", &Points::parse("64.99").unwrap()), None);
    }

    proptest! {
        #[test]
        fn more_points_never_give_a_lower_class(a in -10..120i64, b in -10..120i64) {
            let min = |shown| {
                let code = class(&bands(), "d", &Points::whole(shown)).map(str::to_owned);
                bands().into_iter().find(|band| Some(&band.code) == code.as_ref()).map(|band| band.min)
            };
            prop_assert!(min(a.min(b)) <= min(a.max(b)));
        }
    }
}
