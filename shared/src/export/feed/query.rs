//! What a request asks of a set: which rows and columns, and how much is said about them.

use super::condition::Condition;
use super::filter::{filter, unsupported};
use super::set::Set;
use crate::problem::Problem;

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// OData has it, this service does not.
    Unsupported(Problem),
    /// It cannot be right.
    Wrong(Problem),
}

/// How much rows say about themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// `odata.metadata=none`
    None,
    /// `odata.metadata=minimal`
    #[default]
    Minimal,
    /// `odata.metadata=full`
    Full,
}

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// The columns, by place; all where none is named.
    pub select: Option<Vec<usize>>,
    /// Which rows.
    pub filter: Option<Condition>,
    /// At most so many.
    pub top: Option<u64>,
    /// So many are passed over.
    pub skip: u64,
    /// Whether all rows that meet the filter are counted.
    pub count: bool,
    /// By which columns, and whether from the greatest on.
    pub order: Vec<(usize, bool)>,
    /// Where a page that came before ended.
    pub behind: Option<String>,
    /// How much rows say about themselves.
    pub detail: Detail,
    /// Whether numbers are written as texts, for programs that know doubles alone.
    pub numbers_as_texts: bool,
    /// What the next page is asked with, as it came.
    carried: Vec<(String, String)>,
}

impl Query {
    /// What these options ask, of a client that accepts such an answer.
    pub fn read(set: &Set, options: &[(String, String)], accepted: &str) -> Result<Self, Fault> {
        let mut query = Self::default();
        query.format(accepted);
        let mut seen: Vec<&str> = Vec::new();
        for (name, value) in options {
            let short = name.strip_prefix('$').unwrap_or(name);
            if seen.contains(&short) {
                return Err(Fault::Wrong(Problem::new("feed.twice").with("name", name)));
            }
            seen.push(short);
            let number = || value.parse().map_err(|_| wrong(name, value));
            let kept = match short {
                "select" => {
                    query.select = select(set, value)?;
                    true
                }
                "filter" => {
                    query.filter = Some(filter(set, value)?);
                    true
                }
                "orderby" => {
                    query.order = order(set, value)?;
                    true
                }
                "top" => {
                    query.top = Some(number()?);
                    false
                }
                "skip" => {
                    query.skip = number()?;
                    false
                }
                "count" => {
                    query.count = value.parse().map_err(|_| wrong(name, value))?;
                    false
                }
                "skiptoken" => {
                    query.behind = Some(value.clone());
                    false
                }
                "format" => {
                    query.format(value);
                    if !value.starts_with("json") && !value.starts_with("application/json") {
                        return Err(unsupported(&format!("{name}={value}")));
                    }
                    true
                }
                "expand" | "search" | "apply" | "compute" | "levels" | "deltatoken" => {
                    return Err(unsupported(name));
                }
                _ if name.starts_with('$') => return Err(unsupported(name)),
                _ => name == "language",
            };
            if kept {
                query.carried.push((name.clone(), value.clone()));
            }
        }
        Ok(query)
    }

    /// All rows that meet a condition.
    pub fn of(condition: Condition) -> Self {
        Self { filter: Some(condition), ..Self::default() }
    }

    /// What the next page is asked with, behind this mark, where so many rows may still come and so many are still passed over.
    pub fn next(&self, mark: &str, left: Option<u64>, skip: u64) -> Vec<(String, String)> {
        let mut options = self.carried.clone();
        if skip > 0 {
            options.push(("$skip".to_owned(), skip.to_string()));
        }
        options.extend(left.map(|left| ("$top".to_owned(), left.to_string())));
        options.push(("$skiptoken".to_owned(), mark.to_owned()));
        options
    }

    /// Refuses an order that is not the one in which rows are kept: that of the key.
    pub fn in_order_of_key(&self, set: &Set) -> Result<(), Fault> {
        let mut asked = self.order.iter();
        for place in set.key_places() {
            match asked.next() {
                None => return Ok(()),
                Some((by, false)) if *by == place => {}
                Some((by, falls)) => {
                    let falls = if *falls { " desc" } else { "" };
                    return Err(unsupported(&format!("$orderby={}{falls}", set.properties[*by].name)));
                }
            }
        }
        // Rows whose whole key is the same are one row: what is asked behind it orders nothing.
        Ok(())
    }

    fn format(&mut self, kind: &str) {
        let kind = kind.to_lowercase().replace(' ', "");
        let first = kind.split(',').find(|kind| kind.contains("json")).unwrap_or_default();
        self.detail = match first.split("metadata=").nth(1).map(|it| it.split(';').next().unwrap_or_default())
        {
            Some("none") => Detail::None,
            Some("full") => Detail::Full,
            _ => Detail::Minimal,
        };
        self.numbers_as_texts = first.contains("ieee754compatible=true");
    }
}

fn wrong(name: &str, value: &str) -> Fault {
    Fault::Wrong(Problem::new("feed.value").with("name", name).with("value", value))
}

fn select(set: &Set, value: &str) -> Result<Option<Vec<usize>>, Fault> {
    let names: Vec<&str> = value.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    if names.contains(&"*") || names.is_empty() {
        return Ok(None);
    }
    let mut places = Vec::new();
    for name in names {
        // Where a row leads is told by its address.
        if !set.links.iter().any(|link| link.name == name) {
            places.push(set.place(name)?);
        }
    }
    places.sort_unstable();
    places.dedup();
    Ok(Some(places))
}

fn order(set: &Set, value: &str) -> Result<Vec<(usize, bool)>, Fault> {
    let by = |item: &str| {
        let mut words = item.split_whitespace();
        let place = set.place(words.next().unwrap_or_default())?;
        match (words.next(), words.next()) {
            (None | Some("asc"), None) => Ok((place, false)),
            (Some("desc"), None) => Ok((place, true)),
            _ => Err(wrong("$orderby", value)),
        }
    };
    value.split(',').map(|item| by(item.trim())).collect()
}
