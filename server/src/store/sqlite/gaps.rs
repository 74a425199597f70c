//! Rows that are missing by their number. Keys of tables with a rowid grow by one and are never deleted; positions of the
//! others count from 1 within their campaign, in a store of before 0008 from 0. A table of the ground from which rows are deleted must be WITHOUT ROWID.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use rusqlite::{Connection, Result, Row};

use super::seal::{self, MOST};
use super::wrong::Wrong;
use crate::quoted::quoted;

/// A table of stores of before 0034, whose rows bear the positions of another's.
const OF_OTHERS: &str = "nonresponse_back";

/// The missing rows that can be named, up to a hundred of a table.
pub fn missing(connection: &Connection) -> Result<Vec<Wrong>> {
    let mut wrong = Vec::new();
    let tables = seal::sealed(connection)?;
    let kept = tables.iter().any(|table| table == "roll");
    for table in tables {
        let has = |sql: &str| connection.query_row(sql, [&table], |row| row.get::<_, bool>(0));
        let rows = if has("SELECT NOT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?1")? {
            let lost = keys(connection, &table)?;
            if table == "ballot" {
                ballots(connection, lost, kept)?
            } else {
                each(lost).map(|key| format!("rowid {key}")).collect()
            }
        } else if table != OF_OTHERS
            && has("SELECT count(*) > 0 FROM pragma_table_info(?1) WHERE name = 'position'")?
        {
            positions(connection, &table, kept)?
        } else {
            Vec::new()
        };
        let named = rows.into_iter().take(MOST);
        wrong.extend(named.map(|row| Wrong::Missing { table: table.clone(), row }));
    }
    Ok(wrong)
}

type Ranges = Vec<RangeInclusive<i64>>;

fn each(ranges: Ranges) -> impl Iterator<Item = i64> {
    ranges.into_iter().flatten().take(MOST)
}

/// The gaps among the keys of a table. Where the last is as large as there are many, nothing is gone, and no row is held against the next.
fn keys(connection: &Connection, table: &str) -> Result<Ranges> {
    let sql = format!(
        "SELECT before + 1, key - 1 FROM (SELECT rowid AS key, lag(rowid, 1, 0) OVER (ORDER BY rowid) AS before FROM {table}
             WHERE (SELECT max(rowid) > count(*) OR min(rowid) < 1 FROM {table} NOT INDEXED))
         WHERE key > before + 1"
    );
    all(connection, &sql, |row| Ok(row.get(0)?..=row.get(1)?))
}

/// The gaps among the positions of a campaign, and what its roll says to be behind the last.
fn positions(connection: &Connection, table: &str, kept: bool) -> Result<Vec<String>> {
    let first = i64::from(connection.table_exists(None, "derived")?);
    let before = first - 1;
    let mut sql = format!(
        "SELECT campaign, before + 1, position - 1 FROM (SELECT campaign, position,
             lag(position, 1, {before}) OVER (PARTITION BY campaign ORDER BY position) AS before FROM {table})
         WHERE position > before + 1"
    );
    if kept {
        sql += &format!(
            " UNION ALL SELECT r.campaign, coalesce(max(t.position), {before}) + 1, r.number + {before}
              FROM roll r LEFT JOIN {table} t USING (campaign)
              WHERE ground = '{table}' AND r.seal IS seal(ground, r.campaign, number, total)
              GROUP BY r.campaign HAVING r.number + {before} > coalesce(max(t.position), {before})"
        );
    }
    let gaps = all(connection, &sql, |row| Ok((row.get::<_, String>(0)?, row.get(1)?..=row.get(2)?)))?;
    Ok(gaps.into_iter().flat_map(|(campaign, gap)| within(&campaign, gap)).collect())
}

fn within(campaign: &str, gap: RangeInclusive<i64>) -> Vec<String> {
    gap.take(MOST).map(|position| format!("{} · {position}", quoted(campaign))).collect()
}

/// Missing ballots by the number that people know, and by their keys where that number is not certain. Ballots of before
/// positions have their key as position: there, a gap may be a ballot of another campaign.
fn ballots(connection: &Connection, mut lost: Ranges, kept: bool) -> Result<Vec<String>> {
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    if kept {
        let first = count("SELECT coalesce(max(key), 0) + 1 FROM ballot")?;
        let last = "SELECT coalesce(sum(number), 0) FROM roll
                    WHERE ground = 'ballot' AND seal IS seal(ground, campaign, number, total)";
        lost.push(first..=count(last)?);
    }
    let gone_between = |from: i64, to: i64| -> i64 {
        lost.iter().map(|gap| (to.min(*gap.end()) - from.max(*gap.start()) + 1).max(0)).sum()
    };
    let gaps = numbers(connection)?;
    let (mut named, mut numbers) = (Vec::new(), BTreeMap::<String, i64>::new());
    for (campaign, gap, (key_from, key_to)) in gaps {
        let (size, gone) = (gap.end() - gap.start() + 1, gone_between(key_from, key_to));
        if gone > 0 && (size == gone || *gap.end() != key_to) {
            *numbers.entry(campaign.clone()).or_default() += size;
            named.extend(within(&campaign, gap));
        }
    }
    if kept {
        let tails = "SELECT r.campaign, max(b.position), r.number - count(b.key) FROM roll r
            JOIN ballot b USING (campaign) WHERE ground = 'ballot' AND r.seal IS seal(ground, r.campaign, number, total)
            GROUP BY r.campaign HAVING r.number > count(b.key)";
        let tails = all(connection, tails, |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
        })?;
        for (campaign, top, gone) in tails {
            let behind = gone - numbers.get(&campaign).unwrap_or(&0);
            named.extend(within(&campaign, top + 1..=top + behind));
        }
    }
    if i64::try_from(named.len()).unwrap_or(i64::MAX) < gone_between(1, i64::MAX) {
        named.extend(each(lost).map(|key| key.to_string()));
    }
    Ok(named)
}

/// Gaps among the positions of a campaign, and the keys between which each lies.
type Between = (String, RangeInclusive<i64>, (i64, i64));

/// Those of all campaigns: where the last is as large as there are many, nothing is gone.
fn numbers(connection: &Connection) -> Result<Vec<Between>> {
    let sql = "SELECT campaign, before + 1, position - 1, key_before + 1, key - 1 FROM
        (SELECT campaign, position, key, lag(position, 1, 0) OVER w AS before, lag(key, 1, 0) OVER w AS key_before
         FROM ballot WHERE campaign IN
             (SELECT campaign FROM ballot GROUP BY campaign HAVING max(position) > count(*) OR min(position) < 1)
         WINDOW w AS (PARTITION BY campaign ORDER BY position)) WHERE position > before + 1";
    all(connection, sql, |row| Ok((row.get(0)?, row.get(1)?..=row.get(2)?, (row.get(3)?, row.get(4)?))))
}

fn all<T>(connection: &Connection, sql: &str, read: impl FnMut(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
    connection.prepare(sql)?.query_map([], read)?.collect()
}
