//! The sets whose rows are figures and flags: their columns are the same in every campaign.

use super::super::frame::Holds;
use super::set::{Property, Set};
use crate::message::{Language, text};

/// A set that every campaign has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixed {
    /// Survey points of each unit and leaf.
    Survey,
    /// How often which option was chosen about which unit.
    Tallies,
    /// Totals, ranks and classes.
    Index,
    /// Points of each unit and leaf, however they came.
    Leaves,
    /// Why which ballots should be looked at.
    Flags,
}

/// A column: its name, what it holds, and whether it belongs to the key.
type Column = (&'static str, Holds, bool);

impl Fixed {
    /// All, as a service lists them.
    pub const ALL: [Self; 5] = [Self::Index, Self::Leaves, Self::Survey, Self::Tallies, Self::Flags];

    /// What the set is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Survey => "survey_points",
            Self::Tallies => "tallies",
            Self::Index => "index",
            Self::Leaves => "index_leaves",
            Self::Flags => "flags",
        }
    }

    fn columns(self) -> &'static [Column] {
        use Holds::{Decimal, Text, Whole};
        const UNIT: [Column; 3] =
            [("unit_type", Text, false), ("unit", Text, true), ("unit_name", Text, false)];
        const SURVEY: [Column; 7] = [
            UNIT[0],
            UNIT[1],
            UNIT[2],
            ("leaf", Text, true),
            ("points", Decimal, false),
            ("rate", Decimal, false),
            ("answers", Whole, false),
        ];
        const TALLIES: [Column; 9] = [
            UNIT[0],
            UNIT[1],
            UNIT[2],
            ("leaf", Text, true),
            ("form", Text, true),
            ("question", Text, true),
            ("group", Text, true),
            ("option", Text, true),
            ("count", Whole, false),
        ];
        const INDEX: [Column; 10] = [
            UNIT[0],
            UNIT[1],
            UNIT[2],
            ("survey", Decimal, false),
            ("appraised", Decimal, false),
            ("total", Decimal, false),
            ("total_exact", Text, false),
            ("rank", Whole, false),
            ("class", Text, false),
            ("missing", Text, false),
        ];
        const LEAVES: [Column; 5] =
            [UNIT[0], UNIT[1], UNIT[2], ("leaf", Text, true), ("points", Decimal, false)];
        const FLAGS: [Column; 8] = [
            ("number", Whole, true),
            ("id", Text, false),
            ("form", Text, false),
            ("place", Text, false),
            ("interviewer", Text, false),
            ("status", Text, false),
            ("rule", Text, true),
            ("reason", Text, false),
        ];
        match self {
            Self::Survey => &SURVEY,
            Self::Tallies => &TALLIES,
            Self::Index => &INDEX,
            Self::Leaves => &LEAVES,
            Self::Flags => &FLAGS,
        }
    }

    /// The set.
    pub fn set(self, language: Language) -> Set {
        let of = |(name, holds, key): &Column| {
            let label = text(language, &format!("variable.{}", name.replace('_', "-")), &[]);
            Property { name: (*name).to_owned(), label, holds: *holds, is_key: *key }
        };
        let properties = self.columns().iter().map(of).collect();
        Set { name: self.name().to_owned(), properties, links: Vec::new() }
    }
}
