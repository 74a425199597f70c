//! The words that papers share: the heading, days, points, evidence.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use shared::campaign::{Campaign, Place};
use shared::day::Day;
use shared::message::{self, Language, number};
use shared::points::Points;
use shared::wire::Evidence;

use super::paper::Heading;

/// A day in words. Days before the tenth and the first two months have a nought before them, as the decree asks: nobody can put a
/// digit before them.
pub fn day_in_words(language: Language, day: Date) -> String {
    let (year, month) = (day.year().to_string(), day.month());
    let month = if month < 3 { format!("{month:02}") } else { month.to_string() };
    let day = format!("{:02}", day.day());
    message::text(language, "document.date", &[("day", &day), ("month", &month), ("year", &year)])
}

/// What a paper is written with: the language, the campaign's settings, the moment.
pub struct Words<'a> {
    /// The language.
    pub language: Language,
    /// The province, where the settings or the tree of places name it.
    province: &'a str,
    zone: TimeZone,
    local: DateTime,
}

impl<'a> Words<'a> {
    /// Those of a campaign, at a moment: its own language and time zone.
    pub fn of(campaign: &'a Campaign, at: Timestamp) -> Self {
        let settings = &campaign.settings;
        let zone = TimeZone::get(&settings.timezone).unwrap_or(TimeZone::UTC);
        let local = at.to_zoned(zone.clone()).datetime();
        let language = Language::from_code(&settings.default_language);
        let said = settings.province.get(language.code());
        let of_tree = || campaign.places.province().map_or("", |place| &place.name);
        Self { language, province: if said.is_empty() { of_tree() } else { said }, zone, local }
    }

    /// The day.
    pub fn today(&self) -> Day {
        Day::from(self.local.date())
    }

    /// A text of the papers.
    pub fn say(&self, key: &str, params: &[(&str, &str)]) -> String {
        message::text(self.language, &format!("document.{key}"), params)
    }

    /// Points as people of the language write them.
    pub fn points(&self, points: &Points) -> String {
        number(self.language, &points.to_string())
    }

    /// Another moment, as people of the campaign write it.
    pub fn shown(&self, at: Timestamp) -> String {
        let local = at.to_zoned(self.zone.clone()).datetime();
        message::date_time(&local.strftime("%Y-%m-%dT%H:%M:%S").to_string())
    }

    /// The moment.
    pub fn moment(&self) -> String {
        message::date_time(&self.local.strftime("%Y-%m-%dT%H:%M:%S").to_string())
    }

    /// The heading of a paper of this office. The province stands above it, unless it governs a place itself. What the package
    /// does not name has room to be written by hand: office and place belong to a paper of the decree.
    pub fn heading(&self, office: &str, governs: Option<&Place>, number: String) -> Heading {
        let place = governs.map_or(self.province, |place| &place.name);
        let above = if governs.is_none() && !self.province.is_empty() {
            self.say("province-above", &[("province", self.province)]).to_uppercase()
        } else {
            String::new()
        };
        let office = self.or_room(office).to_uppercase();
        Heading { above, office, number, place_and_date: self.place_and_date(place) }
    }

    /// What is said, or room for it.
    fn or_room(&self, said: &str) -> String {
        if said.is_empty() { self.say("room", &[]) } else { said.to_owned() }
    }

    fn place_and_date(&self, place: &str) -> String {
        let kinds = self.say("kinds-of-place", &[]);
        // What is called by a number keeps the word before it.
        let bare = |kind: &str| place.strip_prefix(kind)?.strip_prefix(' ');
        let named = |rest: &&str| !rest.starts_with(|c: char| c.is_ascii_digit());
        let place = kinds.split(", ").find_map(bare).filter(named).unwrap_or(place);
        let dated = day_in_words(self.language, self.local.date());
        self.say("place-and-date", &[("place", &self.or_room(place)), ("date", &dated)])
    }

    /// A piece of evidence in one line.
    pub fn evidence(&self, evidence: &Evidence) -> String {
        let mut said = vec![evidence.name.clone()];
        if !evidence.number.is_empty() {
            said.push(self.say("numbered", &[("number", &evidence.number)]));
        }
        if let Some(day) = &evidence.date {
            said.push(self.say("dated", &[("day", &message::date(&day.to_string()))]));
        }
        if !evidence.pages.is_empty() {
            said.push(format!("({})", evidence.pages));
        }
        said.retain(|part| !part.is_empty());
        said.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_that_could_take_a_digit_before_it_has_a_nought() {
        for (day, said) in [
            (date(2020, 2, 5), "ngày 05 tháng 02 năm 2020"),
            (date(2020, 3, 15), "ngày 15 tháng 3 năm 2020"),
            (date(2020, 12, 31), "ngày 31 tháng 12 năm 2020"),
        ] {
            assert_eq!(day_in_words(Language::Vi, day), said);
        }
    }
}
