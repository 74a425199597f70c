//! How many ballots arrived on which day and in which way, from which place, and what became of them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use shared::ballot::Mode;
use shared::flags::ByNumber;
use shared::wire::{Figures, Status};

/// The days of a campaign on which ballots arrived, in its zone.
#[derive(Clone, Debug, Default)]
pub struct Daily {
    /// By day and place.
    figures: BTreeMap<Date, BTreeMap<String, Figures>>,
    /// Of those for which nobody interviewed: by how they came, and place.
    ways: BTreeMap<Mode, BTreeMap<String, Figures>>,
    /// What each ballot is counted as: when it is decided about, it is counted otherwise.
    counted: ByNumber<(Date, Option<Mode>, Status)>,
}

/// A ballot that arrived.
#[derive(Clone, Copy, Debug)]
pub struct Arrived<'a> {
    /// Its number.
    pub number: i64,
    /// From where.
    pub place: &'a str,
    /// How it came, where nobody interviewed for it.
    pub alone: Option<Mode>,
    /// When it came.
    pub received: Timestamp,
    /// As what.
    pub status: Status,
}

impl Daily {
    /// Counts a ballot that arrived.
    pub fn add(&mut self, it: Arrived, zone: &TimeZone) {
        let day = it.received.to_zoned(zone.clone()).date();
        self.counted.insert(it.number, (day, it.alone, it.status));
        *at(&mut self.figures, day, it.place).of(it.status) += 1;
        if let Some(mode) = it.alone {
            *at(&mut self.ways, mode, it.place).of(it.status) += 1;
        }
    }

    /// Counts a ballot otherwise.
    pub fn becomes(&mut self, number: i64, place: &str, status: Status) {
        let Some(counted) = self.counted.get_mut(number) else { return };
        let (day, alone, before) = *counted;
        counted.2 = status;
        let way = alone.map(|mode| at(&mut self.ways, mode, place));
        for figures in [at(&mut self.figures, day, place)].into_iter().chain(way) {
            *figures.of(before) -= 1;
            *figures.of(status) += 1;
        }
    }

    /// The days with ballots from places that are looked at.
    pub fn sums(&self, sees: impl Fn(&str) -> bool) -> BTreeMap<Date, Figures> {
        sums(&self.figures, sees)
    }

    /// The ways in which ballots came from there for which nobody interviewed.
    pub fn ways(&self, sees: impl Fn(&str) -> bool) -> BTreeMap<Mode, Figures> {
        sums(&self.ways, sees)
    }
}

type ByPlace<K> = BTreeMap<K, BTreeMap<String, Figures>>;

fn at<'a, K: Ord>(all: &'a mut ByPlace<K>, key: K, place: &str) -> &'a mut Figures {
    let places = all.entry(key).or_default();
    // Most are there: nothing is copied for them.
    if !places.contains_key(place) {
        places.insert(place.to_owned(), Figures::default());
    }
    places.get_mut(place).expect("just put there")
}

fn sums<K: Ord + Copy>(all: &ByPlace<K>, sees: impl Fn(&str) -> bool) -> BTreeMap<K, Figures> {
    let of_one = |places: &BTreeMap<String, Figures>| {
        let seen = places.iter().filter(|(place, _)| sees(place));
        seen.fold(Figures::default(), |sum, (_, figures)| sum + *figures)
    };
    let each = all.iter().map(|(key, places)| (*key, of_one(places)));
    each.filter(|(_, figures)| figures.received() > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ballot_counts_on_the_day_it_arrived_there_as_what_became_of_it_last() {
        let zone = TimeZone::get("Asia/Ho_Chi_Minh").unwrap();
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let mut daily = Daily::default();
        for (number, place, alone, received, status) in [
            (1, "a", None, "2019-11-20T16:59:59Z", Status::Valid),
            (2, "b", Some(Mode::Paper), "2019-11-20T17:00:00Z", Status::Pending),
            (3, "a", Some(Mode::Paper), "2019-11-20T17:00:01Z", Status::Pending),
        ] {
            daily.add(Arrived { number, place, alone, received: at(received), status }, &zone);
        }
        daily.becomes(3, "a", Status::Rejected);
        daily.becomes(3, "a", Status::Valid);
        daily.becomes(9, "a", Status::Valid);
        let days = daily.sums(|_| true);
        let told = days.iter().map(|(day, it)| (day.to_string(), it.valid, it.pending, it.received()));
        let told: Vec<_> = told.collect();
        assert_eq!(told, [("2019-11-20".to_owned(), 1, 0, 1), ("2019-11-21".to_owned(), 1, 1, 2)]);
        assert_eq!(daily.sums(|place| place == "b").len(), 1);
        let paper = daily.ways(|_| true)[&Mode::Paper];
        assert_eq!((paper.valid, paper.pending), (1, 1));
        assert_eq!(daily.ways(|_| true).len(), 1, "for the first somebody interviewed");
    }
}
