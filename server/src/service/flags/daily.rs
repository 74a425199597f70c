//! How many ballots arrived on which day, from which place, and what became of them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use shared::wire::Status;

use crate::service::counts::Figures;

/// The days of a campaign on which ballots arrived, in its zone.
#[derive(Clone, Debug, Default)]
pub struct Daily {
    /// By day and place.
    figures: BTreeMap<Date, BTreeMap<String, Figures>>,
    /// What each ballot is counted as: when it is decided about, it is counted otherwise.
    counted: BTreeMap<i64, (Date, Status)>,
}

impl Daily {
    /// Counts a ballot that arrived.
    pub fn add(&mut self, number: i64, place: &str, received: Timestamp, zone: &TimeZone, status: Status) {
        let day = received.to_zoned(zone.clone()).date();
        self.counted.insert(number, (day, status));
        *self.at(day, place).of(status) += 1;
    }

    /// Counts a ballot otherwise.
    pub fn becomes(&mut self, number: i64, place: &str, status: Status) {
        let Some(counted) = self.counted.get_mut(&number) else { return };
        let (day, before) = *counted;
        counted.1 = status;
        let figures = self.at(day, place);
        *figures.of(before) -= 1;
        *figures.of(status) += 1;
    }

    fn at(&mut self, day: Date, place: &str) -> &mut Figures {
        let places = self.figures.entry(day).or_default();
        // Most are there: nothing is copied for them.
        if !places.contains_key(place) {
            places.insert(place.to_owned(), Figures::default());
        }
        places.get_mut(place).expect("just put there")
    }

    /// The days with ballots from places that are looked at.
    pub fn sums(&self, sees: impl Fn(&str) -> bool) -> BTreeMap<Date, Figures> {
        let of_day = |places: &BTreeMap<String, Figures>| {
            let seen = places.iter().filter(|(place, _)| sees(place));
            seen.fold(Figures::default(), |sum, (_, figures)| sum + *figures)
        };
        let days = self.figures.iter().map(|(day, places)| (*day, of_day(places)));
        days.filter(|(_, figures)| figures.received() > 0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ballot_counts_on_the_day_it_arrived_there_as_what_became_of_it_last() {
        let zone = TimeZone::get("Asia/Ho_Chi_Minh").unwrap();
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let mut daily = Daily::default();
        daily.add(1, "a", at("2019-11-20T16:59:59Z"), &zone, Status::Valid);
        daily.add(2, "b", at("2019-11-20T17:00:00Z"), &zone, Status::Pending);
        daily.add(3, "a", at("2019-11-20T17:00:01Z"), &zone, Status::Pending);
        daily.becomes(3, "a", Status::Rejected);
        daily.becomes(3, "a", Status::Valid);
        daily.becomes(9, "a", Status::Valid);
        let days = daily.sums(|_| true);
        let told = days.iter().map(|(day, it)| (day.to_string(), it.valid, it.pending, it.received()));
        let told: Vec<_> = told.collect();
        assert_eq!(told, [("2019-11-20".to_owned(), 1, 0, 1), ("2019-11-21".to_owned(), 1, 1, 2)]);
        assert_eq!(daily.sums(|place| place == "b").len(), 1);
    }
}
