//! Who reads a page of the office: in which language, of which run, with which rights. And the ways on from there.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use shared::message::{self, Language, date_time};

use crate::pages::address::{asked, escaped, path};
use crate::service::assess::last_day;

/// Who reads.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The language.
    pub language: Language,
    /// Whether the address names the language, which then goes along.
    pub names_language: bool,
    /// The campaign.
    pub campaign: String,
    /// The run that the address names; else the newest is read.
    pub run: Option<i64>,
    /// Whether they may publish.
    pub is_admin: bool,
    /// Whether the other pages are open to them, too.
    pub is_office: bool,
    /// Whether they lead the fieldwork at some places.
    pub is_supervisor: bool,
    /// Whether they key in papers.
    pub is_clerk: bool,
    /// Whether the campaign is one to practise in.
    pub practises: bool,
    /// Whether what they filled in was just kept.
    pub saved: bool,
    /// What is supposed, by the names of its fields: it goes along to the same page in the other language.
    pub supposed: Vec<(String, String)>,
}

impl Reader {
    /// Whether they lead the fieldwork, everywhere or at some places.
    pub fn leads(&self) -> bool {
        self.is_admin || self.is_supervisor
    }

    /// The guide to their work.
    pub fn guide(&self) -> String {
        let role = match () {
            () if self.is_admin => "admin",
            () if self.is_supervisor => "supervisor",
            () if self.is_clerk => "clerk",
            () => "viewer",
        };
        format!("/help/{}/{role}.html", self.language.code())
    }

    /// A text.
    pub fn say(&self, key: &str) -> String {
        message::text(self.language, key, &[])
    }

    /// A text with parameters.
    pub fn tell(&self, key: &str, params: &[(&str, &str)]) -> String {
        message::text(self.language, key, params)
    }

    /// A number as it is written.
    pub fn number(&self, decimal: impl ToString) -> String {
        message::number(self.language, &decimal.to_string())
    }

    /// A number, or a dash.
    pub fn points(&self, points: Option<&str>) -> String {
        points.map_or_else(|| "–".to_owned(), |points| self.number(points))
    }

    /// A moment in the campaign's zone.
    pub fn at(&self, at: Timestamp, zone: &str) -> String {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        date_time(&at.to_zoned(zone).datetime().to_string())
    }

    /// The last day before a moment with which something ends.
    pub fn last_day(&self, end: Timestamp, zone: &str) -> String {
        last_day(end, &TimeZone::get(zone).unwrap_or(TimeZone::UTC))
    }

    /// What the person of an account is called, by these names; an account that has none keeps its own.
    pub fn person(&self, names: &BTreeMap<String, String>, username: &str) -> String {
        names.get(username).map_or(username, String::as_str).to_owned()
    }

    /// A page of the results: the run that is read and the language go along.
    pub fn to(&self, rest: &[&str]) -> String {
        self.address(rest, self.run)
    }

    /// The same of the newest run.
    pub fn to_newest(&self, rest: &[&str]) -> String {
        self.address(rest, None)
    }

    /// An address of this page, with what is supposed on it.
    pub fn with_supposed(&self, address: String) -> String {
        let supposed: Vec<_> = self.supposed.iter().map(|(name, value)| (&**name, &**value)).collect();
        match asked(&supposed) {
            along if address.contains('?') => address + &along.replacen('?', "&", 1),
            along => address + &along,
        }
    }

    /// The same of this run.
    pub fn to_run(&self, run: i64) -> String {
        self.address(&[], Some(run))
    }

    /// The address of a page without what goes along: that of a form that asks.
    pub fn bare(&self, rest: &[&str]) -> String {
        format!("/r/{}{}", escaped(&self.campaign), path(rest))
    }

    /// A file that a unit gave.
    pub fn file(&self, unit: &str, digest: &str) -> String {
        format!("/api/campaigns/{}/units/{}/files/{digest}", escaped(&self.campaign), escaped(unit))
    }

    fn address(&self, rest: &[&str], run: Option<i64>) -> String {
        let run = run.map(|run| ("run", run.to_string()));
        let language = self.names_language.then(|| ("lang", self.language.code().to_owned()));
        let query: Vec<_> = run.into_iter().chain(language).collect();
        let query: Vec<_> = query.iter().map(|(name, value)| (*name, &**value)).collect();
        format!("{}{}", self.bare(rest), asked(&query))
    }

    /// A screen of the app about the same campaign.
    pub fn screen(&self, name: &str, view: &[(&str, &str)]) -> String {
        format!("/office/{}/{name}{}", escaped(&self.campaign), asked(view))
    }

    /// The first screen of the office: how the fieldwork stands.
    pub fn office(&self) -> String {
        format!("/office/{}", escaped(&self.campaign))
    }

    /// A screen of a unit's desk.
    pub fn desk(&self, unit: &str, rest: &[&str]) -> String {
        format!("/unit/{}/{}{}", escaped(&self.campaign), escaped(unit), path(rest))
    }

    /// Where clerks key in papers.
    pub fn keying(&self) -> String {
        format!("/paper/{}", escaped(&self.campaign))
    }

    /// A batch of papers as it is printed.
    pub fn printed(&self, batch: i64, name: &str, asks: &[(&str, &str)]) -> String {
        format!("/api/campaigns/{}/paper/{batch}/{name}.pdf{}", escaped(&self.campaign), asked(asks))
    }

    /// The newest version as everybody sees it.
    pub fn newest_published(&self) -> String {
        format!("/p/{}{}", escaped(&self.campaign), self.spoken())
    }

    /// A version as everybody sees it; `end` is that of a file, or nothing.
    pub fn published(&self, version: i64, end: &str) -> String {
        format!("/p/{}/{version}{end}{}", escaped(&self.campaign), self.spoken())
    }

    /// The language, where the address names it.
    fn spoken(&self) -> String {
        if self.names_language { asked(&[("lang", self.language.code())]) } else { String::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_run_and_the_language_go_along_and_codes_are_escaped() {
        let mut reader = Reader {
            language: Language::En,
            names_language: false,
            campaign: "a-2019".to_owned(),
            run: None,
            is_admin: false,
            is_office: true,
            is_supervisor: false,
            is_clerk: false,
            practises: false,
            saved: false,
            supposed: Vec::new(),
        };
        assert_eq!(reader.to(&["units", "A/B"]), "/r/a-2019/units/A%2FB");
        assert_eq!(reader.published(2, ""), "/p/a-2019/2");
        (reader.run, reader.names_language) = (Some(3), true);
        assert_eq!(reader.to(&[]), "/r/a-2019?run=3&lang=en");
        assert_eq!(reader.newest_published(), "/p/a-2019?lang=en");
        assert_eq!(reader.published(2, ".pdf"), "/p/a-2019/2.pdf?lang=en");
        assert_eq!(reader.to_newest(&["weakest"]), "/r/a-2019/weakest?lang=en");
        assert_eq!(reader.office(), "/office/a-2019");
        assert_eq!(reader.screen("ballots", &[("form", "P 1")]), "/office/a-2019/ballots?form=P%201");
        reader.supposed = vec![("weight.A B".to_owned(), "2,5".to_owned())];
        let there = reader.with_supposed(reader.to_newest(&["what-if"]));
        assert_eq!(there, "/r/a-2019/what-if?lang=en&weight.A%20B=2%2C5");
    }
}
