//! The units of a type as they stand: the ranked ones in an order, then the incomplete ones; units that are equal in it by name.

use crate::address::{Figure, Sort};
use shared::collate::NameKey;
use shared::points::Points;
use shared::wire::{IndexTable, UnitResult};

/// The units as they stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranking {
    /// Those with a total.
    pub ranked: Vec<UnitResult>,
    /// Those that lack something, or have nothing that applies to them.
    pub incomplete: Vec<UnitResult>,
}

/// Parts and sorts a table. `name` gives what the name of a unit is sorted by.
pub fn ranking(table: &IndexTable, sort: Option<Sort<Figure>>, name: impl Fn(&str) -> NameKey) -> Ranking {
    let mut named: Vec<(NameKey, &UnitResult)> =
        table.units.iter().map(|unit| (name(&unit.unit), unit)).collect();
    named.sort_by(|(name, _), (other, _)| name.cmp(other));
    let (mut ranked, incomplete): (Vec<_>, Vec<_>) =
        named.into_iter().partition(|(_, unit)| unit.total.is_some());
    let sort = sort.unwrap_or(Sort { column: Figure::Rank, down: false });
    let points = |text: &str| Points::parse(text).ok();
    ranked.sort_by(|(name, a), (other, b)| {
        let ascending = match sort.column {
            Figure::Rank => a.rank.cmp(&b.rank),
            Figure::Unit => name.cmp(other),
            Figure::Appraised => points(&a.appraised).cmp(&points(&b.appraised)),
            Figure::Survey => points(&a.survey).cmp(&points(&b.survey)),
            Figure::Total => a.total.as_deref().and_then(points).cmp(&b.total.as_deref().and_then(points)),
        };
        if sort.down { ascending.reverse() } else { ascending }
    });
    let units =
        |named: Vec<(NameKey, &UnitResult)>| named.into_iter().map(|(_, unit)| unit.clone()).collect();
    Ranking { ranked: units(ranked), incomplete: units(incomplete) }
}

#[cfg(test)]
mod tests {
    use shared::collate::name_key;

    use super::*;

    fn unit(code: &str, survey: &str, total: Option<(&str, u32)>) -> UnitResult {
        UnitResult {
            unit: code.into(),
            survey: survey.into(),
            appraised: "1.00".into(),
            total: total.map(|(total, _)| total.into()),
            total_exact: None,
            rank: total.map(|(_, rank)| rank),
            class: None,
            missing: Vec::new(),
            leaves: Vec::new(),
        }
    }

    fn codes(units: &[UnitResult]) -> Vec<&str> {
        units.iter().map(|unit| unit.unit.as_str()).collect()
    }

    #[test]
    fn points_are_compared_as_numbers_and_incomplete_units_stay_last() {
        let table = IndexTable {
            unit_type: "department".into(),
            units: vec![
                unit("a", "9.50", Some(("90.10", 2))),
                unit("b", "30.00", None),
                unit("c", "10.00", Some(("100.00", 1))),
            ],
            sums: Vec::new(),
        };
        let by = |sort: &str| ranking(&table, Sort::read(sort), name_key);
        assert_eq!(codes(&by("").ranked), ["c", "a"]);
        assert_eq!(codes(&by("survey").ranked), ["a", "c"]);
        assert_eq!(codes(&by("-total").ranked), ["c", "a"]);
        assert_eq!(codes(&by("unit").ranked), ["a", "c"]);
        for sort in ["", "-survey", "-unit"] {
            assert_eq!(codes(&by(sort).incomplete), ["b"]);
        }
    }

    #[test]
    fn names_are_in_the_order_of_dictionaries_and_say_the_order_of_equals() {
        let names = [("a", "Sở Y tế"), ("b", "Sở Đất"), ("c", "Sở Em"), ("d", "Ủy ban"), ("e", "Sở Ăn")];
        let of = |code: &str| name_key(names.iter().find(|(it, _)| *it == code).unwrap().1);
        let tied = |code: &str| unit(code, "1.00", Some(("9.00", 1)));
        let mut table = IndexTable {
            unit_type: "department".into(),
            units: ["a", "b", "c", "d", "e"].map(tied).into(),
            sums: Vec::new(),
        };
        for sort in ["", "unit", "-total"] {
            assert_eq!(
                codes(&ranking(&table, Sort::read(sort), of).ranked),
                ["e", "b", "c", "a", "d"],
                "{sort}"
            );
        }
        assert_eq!(codes(&ranking(&table, Sort::read("-unit"), of).ranked), ["d", "a", "c", "b", "e"]);
        table.units.iter_mut().for_each(|unit| unit.total = None);
        assert_eq!(codes(&ranking(&table, None, of).incomplete), ["e", "b", "c", "a", "d"]);
    }
}
