//! The settings `flag_…`: from where on a ballot is one to look at. What the package does not say is as usual.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::optional;
use crate::problem::Problem;
use crate::sheet::{Faults, Record};

/// A limit of the rules that flag ballots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Faster than so many percent of what its form usually takes; 0 leaves the rule out.
    FastPercent,
    /// So many ballots tell what a form usually takes.
    FastBallots,
    /// So many percent of the answers about units are one option; 0 leaves the rule out.
    AlikePercent,
    /// From so many answers on.
    AlikeAnswers,
    /// So many percent of the answers about units are no opinion; 0 leaves the rule out.
    NoOpinionPercent,
    /// From so many answers on.
    NoOpinionAnswers,
    /// So many percent of the answers about units are those of another ballot; 0 leaves the rule out.
    TwinPercent,
    /// From so many answers on.
    TwinAnswers,
    /// Two interviews run at the same time for so many minutes; 0 leaves the rule out.
    OverlapMinutes,
    /// Interviews begin at this hour at the earliest.
    HoursFrom,
    /// And end by this one; 0 to 24 leaves the rule out.
    HoursTo,
    /// A clock is so many minutes further behind than it was; 0 leaves the rule out.
    ClockMinutes,
}

/// A limit, its setting, the least and the most that it may be, and what it is where the package does not say.
type Row = (Limit, &'static str, u32, u32, u32);

const TABLE: [Row; 12] = [
    (Limit::FastPercent, "flag_fast_percent", 0, 99, 30),
    (Limit::FastBallots, "flag_fast_ballots", 2, 100_000, 20),
    (Limit::AlikePercent, "flag_alike_percent", 0, 100, 95),
    (Limit::AlikeAnswers, "flag_alike_answers", 2, 10_000, 8),
    (Limit::NoOpinionPercent, "flag_no_opinion_percent", 0, 100, 90),
    (Limit::NoOpinionAnswers, "flag_no_opinion_answers", 2, 10_000, 5),
    (Limit::TwinPercent, "flag_twin_percent", 0, 100, 90),
    (Limit::TwinAnswers, "flag_twin_answers", 2, 10_000, 8),
    (Limit::OverlapMinutes, "flag_overlap_minutes", 0, 1440, 3),
    (Limit::HoursFrom, "flag_hours_from", 0, 23, 6),
    (Limit::HoursTo, "flag_hours_to", 1, 24, 21),
    (Limit::ClockMinutes, "flag_clock_minutes", 0, 1440, 30),
];

/// The limits of a campaign: what its package says, by the keys of the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Limits(BTreeMap<String, u32>);

impl Limits {
    /// A limit.
    pub fn of(&self, limit: Limit) -> u32 {
        let row = TABLE.iter().find(|(it, ..)| *it == limit);
        row.map_or(0, |(_, key, _, _, usual)| self.0.get(*key).copied().unwrap_or(*usual))
    }

    /// Whether the package says nothing.
    pub fn is_usual(&self) -> bool {
        self.0.is_empty()
    }
}

/// The keys of the settings.
pub(super) fn keys() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|(_, key, ..)| *key)
}

/// The keys, with what is usual.
pub(super) fn usual() -> impl Iterator<Item = (&'static str, u32)> {
    TABLE.iter().map(|(_, key, .., usual)| (*key, *usual))
}

/// Reads them.
pub(super) fn read(rows: &BTreeMap<String, Record>, faults: &mut Faults) -> Limits {
    let mut said = BTreeMap::new();
    for (_, key, least, most, _) in TABLE {
        let number = optional(rows, key).and_then(|spot| spot.whole(least, most, faults));
        said.extend(number.map(|number| (key.to_owned(), number)));
    }
    let limits = Limits(said);
    let (from, to) = (limits.of(Limit::HoursFrom), limits.of(Limit::HoursTo));
    let hours = optional(rows, "flag_hours_to").or_else(|| optional(rows, "flag_hours_from"));
    if let Some(spot) = hours.filter(|_| from >= to) {
        spot.fault(Problem::new("settings.hours").with("from", from).with("to", to), faults);
    }
    limits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::tests::specimen::with_settings;

    /// The limits of the specimen with these settings more, or the codes of its faults.
    fn limits(more: &[(&str, &str)]) -> Result<Limits, Vec<String>> {
        let (campaign, codes) = with_settings(more);
        campaign.map(|campaign| campaign.settings.limits).ok_or(codes)
    }

    #[test]
    fn what_a_package_does_not_say_is_as_usual_and_stands_nowhere() {
        let usual = limits(&[]).unwrap();
        assert!(usual.is_usual() && usual.of(Limit::FastPercent) == 30);
        let campaign = crate::campaign::tests::specimen::campaign();
        assert!(!serde_json::to_string(&campaign).unwrap().contains("limits"), "digests of packages stay");
        let said = limits(&[("flag_fast_percent", "40"), ("flag_hours_from", "5")]).unwrap();
        let of = [Limit::FastPercent, Limit::HoursFrom, Limit::HoursTo].map(|limit| said.of(limit));
        assert_eq!(of, [40, 5, 21]);
        assert_eq!(serde_json::to_string(&said).unwrap(), r#"{"flag_fast_percent":40,"flag_hours_from":5}"#);
    }

    #[test]
    fn what_is_no_limit_is_refused() {
        for (key, value, code) in [
            ("flag_fast_percent", "100", "cell.not_whole"),
            ("flag_twin_answers", "1.5", "cell.not_whole"),
            ("flag_hours_from", "21", "settings.hours"),
            ("flag_hours_to", "6", "settings.hours"),
            ("flag_speed", "1", "settings.unknown"),
        ] {
            assert_eq!(limits(&[(key, value)]), Err(vec![code.to_owned()]), "{key}");
        }
    }
}
