//! What the fieldwork screen shows, as its address: the grouping, where one has drilled down to, the order.

use std::fmt;

use shared::campaign::PlaceKind;

use super::query::{Query, write};
use super::sort::{Column, Sort};

/// What a line of the table stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// A form.
    #[default]
    Form,
    /// A place of this level of the tree, with all that lies in it.
    Level(PlaceKind),
    /// A place where a quota lies.
    Place,
    /// A form at a place.
    Quota,
    /// An interviewer.
    Interviewer,
}

impl Grouping {
    /// What the switch offers in a campaign with these levels.
    pub fn choices(levels: &[PlaceKind]) -> Vec<Self> {
        let levels = levels.iter().map(|kind| Self::Level(*kind));
        [Self::Form].into_iter().chain(levels).chain([Self::Place, Self::Quota, Self::Interviewer]).collect()
    }

    /// The name in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Level(kind) => kind.word(),
            Self::Place => "place",
            Self::Quota => "quota",
            Self::Interviewer => "interviewer",
        }
    }
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Count {
    /// What the line stands for.
    Name,
    /// Planned.
    Planned,
    /// Received.
    Received,
    /// Valid.
    Valid,
    /// Ended by the filter question.
    ScreenedOut,
    /// In quarantine.
    Pending,
    /// Rejected.
    Rejected,
    /// Share of the plan.
    Share,
    /// When something came last.
    LastSent,
}

impl Count {
    /// The columns that hold a number of ballots.
    pub const NUMBERS: [Self; 6] =
        [Self::Planned, Self::Received, Self::Valid, Self::ScreenedOut, Self::Pending, Self::Rejected];
}

impl Column for Count {
    const ALL: &'static [Self] = &[
        Self::Name,
        Self::Planned,
        Self::Received,
        Self::Valid,
        Self::ScreenedOut,
        Self::Pending,
        Self::Rejected,
        Self::Share,
        Self::LastSent,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Planned => "planned",
            Self::Received => "received",
            Self::Valid => "valid",
            Self::ScreenedOut => "screened_out",
            Self::Pending => "pending",
            Self::Rejected => "rejected",
            Self::Share => "share",
            Self::LastSent => "last_sent",
        }
    }

    fn starts_down(self) -> bool {
        // The lowest share and the longest silence are what one looks for.
        !matches!(self, Self::Name | Self::Share | Self::LastSent)
    }
}

/// What the fieldwork screen shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldworkAddress {
    /// What a line stands for.
    pub by: Grouping,
    /// Only this form.
    pub form: Option<String>,
    /// Only what lies in this place.
    pub within: Option<String>,
    /// Only what lies in no place of this level.
    pub outside: Option<PlaceKind>,
    /// Only this place.
    pub place: Option<String>,
    /// The order; absent is the campaign's own.
    pub sort: Option<Sort<Count>>,
}

impl FieldworkAddress {
    /// The same view in a campaign with these levels: an address may come from another campaign.
    pub fn in_levels(mut self, levels: &[PlaceKind]) -> Self {
        if let Grouping::Level(kind) = self.by
            && !levels.contains(&kind)
        {
            self.by = Grouping::Place;
        }
        self
    }
}

impl From<&str> for FieldworkAddress {
    fn from(text: &str) -> Self {
        let query = Query::read(text);
        let by = query.get("by");
        Self {
            by: Grouping::choices(&PlaceKind::ALL)
                .into_iter()
                .find(|known| by.as_deref() == Some(known.code()))
                .unwrap_or_default(),
            form: query.get("form"),
            within: query.get("within"),
            outside: query
                .get("outside")
                .and_then(|word| PlaceKind::ALL.into_iter().find(|kind| kind.word() == word)),
            place: query.get("place"),
            sort: query.get("sort").and_then(|sort| Sort::read(&sort)),
        }
    }
}

impl fmt::Display for FieldworkAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let by = if self.by == Grouping::default() { "" } else { self.by.code() };
        f.write_str(&write(&[
            ("by", by),
            ("form", self.form.as_deref().unwrap_or_default()),
            ("within", self.within.as_deref().unwrap_or_default()),
            ("outside", self.outside.map(PlaceKind::word).unwrap_or_default()),
            ("place", self.place.as_deref().unwrap_or_default()),
            ("sort", &self.sort.map(Sort::write).unwrap_or_default()),
        ]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_read_back_from_its_address() {
        for text in [
            "",
            "by=commune",
            "by=place&outside=district",
            "by=quota&form=P7&within=058&place=01837&sort=-valid",
        ] {
            assert_eq!(FieldworkAddress::from(text).to_string(), text);
        }
        assert_eq!(FieldworkAddress::from("by=odd&outside=odd&sort=odd"), FieldworkAddress::default());
    }
}
