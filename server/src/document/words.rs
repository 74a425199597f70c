//! The words that papers share: the heading, days, points, evidence.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use shared::campaign::{Campaign, Place, Settings};
use shared::message::{self, Language, number};
use shared::points::Points;
use shared::wire::Evidence;

use super::paper::Heading;

/// What a paper is written with: the language, the campaign's settings, the moment.
pub struct Words<'a> {
    /// The language.
    pub language: Language,
    settings: &'a Settings,
    local: String,
}

impl<'a> Words<'a> {
    /// Those of a campaign, at a moment: its own language and time zone.
    pub fn of(campaign: &'a Campaign, at: Timestamp) -> Self {
        let settings = &campaign.settings;
        let zone = TimeZone::get(&settings.timezone).unwrap_or(TimeZone::UTC);
        let local = at.to_zoned(zone).strftime("%Y-%m-%dT%H:%M:%S").to_string();
        Self { language: Language::from_code(&settings.default_language), settings, local }
    }

    /// A text of the papers.
    pub fn say(&self, key: &str, params: &[(&str, &str)]) -> String {
        message::text(self.language, &format!("document.{key}"), params)
    }

    /// Points as people of the language write them.
    pub fn points(&self, points: &Points) -> String {
        number(self.language, &points.to_string())
    }

    /// The moment.
    pub fn moment(&self) -> String {
        message::date_time(&self.local)
    }

    /// The heading of a paper of this office. The province stands above it, unless it governs a place itself.
    pub fn heading(&self, office: &str, governs: Option<&Place>, number: String) -> Heading {
        let province = self.settings.province.get(self.language.code());
        let place = governs.map_or(province, |place| &place.name);
        let above = if governs.is_none() && !province.is_empty() {
            self.say("province-above", &[("province", province)]).to_uppercase()
        } else {
            String::new()
        };
        Heading { above, office: office.to_uppercase(), number, place_and_date: self.place_and_date(place) }
    }

    /// Days before the tenth and the first two months have a nought before them, as the decree asks.
    fn place_and_date(&self, place: &str) -> String {
        let mut parts = self.local.split(['-', 'T']);
        let [year, month, day] = [(); 3].map(|()| parts.next().unwrap_or_default());
        let month = if matches!(month, "01" | "02") { month } else { month.trim_start_matches('0') };
        let kinds = self.say("kinds-of-place", &[]);
        // What is called by a number keeps the word before it.
        let bare = |kind: &str| place.strip_prefix(kind)?.strip_prefix(' ');
        let named = |rest: &&str| !rest.starts_with(|c: char| c.is_ascii_digit());
        let place = kinds.split(", ").find_map(bare).filter(named).unwrap_or(place);
        let dated = self.say("date", &[("day", day), ("month", month), ("year", year)]);
        if place.is_empty() {
            dated
        } else {
            self.say("place-and-date", &[("place", place), ("date", &dated)])
        }
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
