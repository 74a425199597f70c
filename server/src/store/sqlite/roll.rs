//! The roll: how many rows each ground table was given, and the sum of their seals, so that a row which is gone, or stands
//! as it was before its last change, is found.
//!
//! Temporary triggers of the connection that writes keep it, made from the schema: no statement and no new table can
//! forget it, and whoever changes the file by other means does not reach it.

use rusqlite::{Connection, Result};

use super::seal::{self, MOST};
use super::wrong::Wrong;

/// The part of a seal that is summed up: two thousand million rows stay within 64 bits.
const LOW: u32 = u32::MAX;

/// A table of the ground, and where its rows name their campaign.
struct Ground {
    table: String,
    by_campaign: bool,
}

impl Ground {
    /// The campaign of a row, in SQL.
    fn campaign(&self, row: &str) -> String {
        if self.by_campaign { format!("{row}campaign") } else { "''".to_owned() }
    }

    /// Counts a row in or out.
    fn count(&self, row: &str, sign: &str) -> String {
        let (table, campaign) = (&self.table, self.campaign(row));
        let (number, total) = (format!("number {sign} 1"), format!("total {sign} ({row}seal & {LOW})"));
        format!(
            "UPDATE roll SET number = {number}, total = {total}, seal = seal(ground, campaign, {number}, {total})
             WHERE ground = '{table}' AND campaign = {campaign};"
        )
    }

    /// What the table has, by campaign.
    fn found(&self) -> String {
        format!(
            "SELECT {} AS campaign, count(*) AS number, coalesce(sum(seal & {LOW}), 0) AS total
             FROM {} GROUP BY 1",
            self.campaign(""),
            self.table
        )
    }
}

/// Every table whose rows bear a seal, but for the roll itself. None in a store of before the roll.
fn ground(connection: &Connection) -> Result<Vec<Ground>> {
    let mut tables = seal::sealed(connection)?;
    let kept = tables.iter().any(|table| table == "roll");
    tables.retain(|table| kept && table != "roll");
    let has = "SELECT count(*) > 0 FROM pragma_table_info(?1) WHERE name = 'campaign'";
    let ground = |table: String| {
        let by_campaign = connection.query_row(has, [&table], |row| row.get(0))?;
        Ok(Ground { table, by_campaign })
    };
    tables.into_iter().map(ground).collect()
}

/// Lets this connection keep the roll in all that it writes.
pub fn keep(connection: &Connection) -> Result<()> {
    // What a REPLACE takes away is counted out, too.
    connection.pragma_update(None, "recursive_triggers", "ON")?;
    for it in ground(connection)? {
        let (table, campaign) = (&it.table, it.campaign("NEW."));
        let (more, less) = (it.count("NEW.", "+"), it.count("OLD.", "-"));
        // No ON CONFLICT in here: that of the statement outside would take its place.
        connection.execute_batch(&format!(
            "CREATE TEMP TRIGGER IF NOT EXISTS roll_{table}_more AFTER INSERT ON main.{table} BEGIN
                 INSERT INTO roll SELECT '{table}', {campaign}, 0, 0, 0
                 WHERE NOT EXISTS (SELECT 1 FROM roll WHERE ground = '{table}' AND campaign = {campaign});
                 {more}
             END;
             CREATE TEMP TRIGGER IF NOT EXISTS roll_{table}_less AFTER DELETE ON main.{table} BEGIN {less} END;
             CREATE TEMP TRIGGER IF NOT EXISTS roll_{table}_other AFTER UPDATE ON main.{table} BEGIN {less} {more} END;"
        ))?;
    }
    Ok(())
}

/// Counts all rows as they are: after migrations, which may have changed them all.
pub fn take(connection: &Connection) -> Result<()> {
    for it in ground(connection)? {
        let (table, found) = (&it.table, it.found());
        connection.execute_batch(&format!(
            "DELETE FROM roll WHERE ground = '{table}';
             INSERT INTO roll SELECT '{table}', campaign, number, total, seal('{table}', campaign, number, total)
             FROM ({found});"
        ))?;
    }
    Ok(())
}

/// Where the tables have other rows than the roll says. What the roll itself says must be as it was written.
pub fn compare(connection: &Connection) -> Result<Vec<Wrong>> {
    let mut wrong = Vec::new();
    for it in ground(connection)? {
        let (table, found) = (&it.table, it.found());
        let sql = format!(
            "SELECT campaign, coalesce(f.number, 0), c.number
             FROM (SELECT *, seal(ground, campaign, number, total) AS fit FROM roll WHERE ground = '{table}') c
             FULL JOIN ({found}) f USING (campaign)
             WHERE (coalesce(f.number, 0) IS NOT c.number OR coalesce(f.total, 0) IS NOT c.total) AND c.seal IS c.fit
             ORDER BY campaign LIMIT {MOST}"
        );
        let mut rows = connection.prepare(&sql)?;
        let rows = rows.query_map([], |row| {
            let (table, campaign): (_, String) = (table.clone(), row.get(0)?);
            let (found, counted): (i64, Option<i64>) = (row.get(1)?, row.get(2)?);
            Ok(match counted {
                None => Wrong::Missing { table: "roll".to_owned(), row: Wrong::rows_of(&table, &campaign) },
                Some(counted) if counted == found => Wrong::Stale { table, campaign },
                Some(counted) => Wrong::Number { table, campaign, found, counted },
            })
        })?;
        for row in rows {
            wrong.push(row?);
        }
    }
    Ok(wrong)
}
