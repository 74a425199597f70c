//! The rows of a set, a page at a time. A page ends between two ballots, and memory holds one.

use std::str::FromStr;
use std::sync::Arc;

use shared::export::{Answers, Page, Query};
use shared::problem::Problem;

use super::figures::figures;
use super::kept::Table;
use crate::service::export::Moment;
use crate::service::{Error, Site};
use crate::store::{Position, StoreError};

/// A page ends when its rows have so many bytes.
const PAGE_BYTES: usize = 512 * 1024;
/// It ends as well when so many ballots were read for it, of which perhaps few are in it.
const PAGE_BALLOTS: i64 = 20_000;

/// Where a page ended, of which moment it was, and of which import: another may have other columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behind {
    /// The number of the last ballot in it.
    pub ballot: i64,
    /// The moment.
    pub moment: Position,
    /// The import.
    pub generation: i64,
}

impl std::fmt::Display for Behind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}-{}", self.ballot, self.moment, self.generation)
    }
}

impl FromStr for Behind {
    type Err = std::num::ParseIntError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.splitn(3, '-');
        let mut part = || parts.next().unwrap_or_default();
        Ok(Self { ballot: part().parse()?, moment: part().parse()?, generation: part().parse()? })
    }
}

/// Rows of an answer.
pub struct Rows {
    /// As JSON.
    pub page: Page,
    /// How many rows meet the filter, where that is asked.
    pub count: Option<u64>,
    /// Where the next page begins.
    pub next: Option<Behind>,
}

/// The rows that are asked for, of the ballots behind one.
pub async fn page(
    site: &Site,
    moment: &Moment,
    table: &Table,
    query: &Arc<Query>,
    behind: i64,
) -> Result<Rows, Error> {
    rows(site, moment, table, query, (0, behind)).await
}

/// The same, where rows are counted from behind the first of these ballots on.
async fn rows(
    site: &Site,
    moment: &Moment,
    table: &Table,
    query: &Arc<Query>,
    (first, behind): (i64, i64),
) -> Result<Rows, Error> {
    let begun = Page::begin(query);
    match table {
        Table::Fixed(fixed, set) => {
            let mut page = begun;
            page.take_all(set, query, figures(site, moment, *fixed).await?);
            let count = query.count.then_some(page.met);
            Ok(Rows { page, count, next: None })
        }
        Table::Answers(answers) => {
            let count = match query.count {
                true => {
                    Some(walk(site, moment, (answers, query), first, Page::counting(), i64::MAX).await?.0.met)
                }
                false => None,
            };
            let (page, last) = walk(site, moment, (answers, query), behind, begun, PAGE_BALLOTS).await?;
            let more = last < moment.to.ballots && !page.is_full();
            let generation = moment.known.generation;
            let next = more.then_some(Behind { ballot: last, moment: moment.to, generation });
            Ok(Rows { page, count, next })
        }
    }
}

/// The rows of one ballot.
pub async fn entity(
    site: &Site,
    moment: &Moment,
    table: &Table,
    query: &Arc<Query>,
    ballot: i64,
) -> Result<Rows, Error> {
    let to = Position { ballots: moment.to.ballots.min(ballot.max(0)), ..moment.to };
    let of_one = Moment { known: Arc::clone(&moment.known), to, threads: moment.threads };
    let behind = to.ballots.min(ballot.saturating_sub(1)).max(0);
    rows(site, &of_one, table, query, (behind, behind)).await
}

async fn walk(
    site: &Site,
    moment: &Moment,
    (answers, query): (&Arc<Answers>, &Arc<Query>),
    behind: i64,
    begun: Page,
    most: i64,
) -> Result<(Page, i64), Error> {
    let (mut page, mut last) = (begun, behind);
    let only_counts = most == i64::MAX;
    while last < moment.to.ballots
        && (only_counts || !page.is_full())
        && page.rows.len() < PAGE_BYTES
        && last - behind < most
    {
        let (answers, query) = (Arc::clone(answers), Arc::clone(query));
        let piece = moment
            .piece(site, last, page, move |page, exported| {
                answers.each_row(exported, &mut |cells| page.take(&answers.set, &query, cells));
            })
            .await?;
        if piece.last == last {
            let cause = piece.unreadable.map_or_else(|| Problem::new("server.failed"), |it| it.problem);
            return Err(StoreError::unreadable("a ballot of a feed", cause).into());
        }
        (page, last) = (piece.made, piece.last);
    }
    Ok((page, last))
}
